"""Appointments: with whom, what is to be asked, and what was agreed."""

from dataclasses import dataclass, field
from datetime import date

from .identity import new_id

NEAR_DAYS = 7
"""An appointment so many days ahead is near. Our own judgement."""

MOST_QUESTIONS = 20
"""More than anybody can ask; the report shows the first five."""


@dataclass(frozen=True)
class Appointment:
    """A meeting with a clinician, to come or past.

    Attributes:
        with_whom: who it is with; ``with`` in the file and in the exchange format.
        questions: collected beforehand, in the patient's words; none is empty.
        agreed: what was agreed there.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """

    on: date
    with_whom: str = field(default="", metadata={"plain": "with"})
    questions: tuple[str, ...] = ()
    agreed: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        asked = tuple(question for question in self.questions if question.strip())
        if len(asked) > MOST_QUESTIONS:
            raise ValueError(f"An appointment has at most {MOST_QUESTIONS} questions.")
        object.__setattr__(self, "questions", asked)


def last_before(appointments: tuple[Appointment, ...], today: date) -> Appointment | None:
    """Return the last appointment before ``today``, if there was one."""
    past = [one for one in appointments if one.on < today]
    return max(past, key=lambda one: (one.on, one.id), default=None)


def next_from(appointments: tuple[Appointment, ...], today: date) -> Appointment | None:
    """Return the first appointment from ``today`` on, if there is one."""
    coming = [one for one in appointments if one.on >= today]
    return min(coming, key=lambda one: (one.on, one.id), default=None)
