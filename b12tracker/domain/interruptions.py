"""What keeps a plan from going its way: pauses, skips, moves, and times nobody recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .identity import new_id


class Whose(StrEnum):
    """Whose doing it was that a dose was not given."""

    PATIENT = "patient"
    NOT_PATIENT = "not_patient"
    NEITHER = "neither"


class Reason(StrEnum):
    """Why a dose was skipped, or a plan paused."""

    NO_APPOINTMENT = "no_appointment"
    NO_SUPPLY = "no_supply"
    TOLD_TO_PAUSE = "told_to_pause"
    UNWELL = "unwell"
    FORGOT = "forgot"
    DID_NOT_WANT = "did_not_want"
    AWAY = "away"
    OTHER = "other"

    @property
    def whose(self) -> Whose:
        """Whose doing it was; every summary tells these apart."""
        if self in (Reason.FORGOT, Reason.DID_NOT_WANT, Reason.AWAY):
            return Whose.PATIENT
        return Whose.NEITHER if self is Reason.OTHER else Whose.NOT_PATIENT


@dataclass(frozen=True)
class Pause:
    """A stretch in which the plan does not ask. Both days are included.

    Attributes:
        end: None while it is not known when it ends.

    Raises:
        ValueError: it ends before it starts.
    """

    start: date
    end: date | None = None
    reason: Reason = Reason.TOLD_TO_PAUSE
    note: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        _check_stretch(self.start, self.end)

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class NotRecorded:
    """A stretch nobody recorded: nothing is due in it, and nothing is missed.

    Raises:
        ValueError: it ends before it starts.
    """

    start: date
    end: date
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        _check_stretch(self.start, self.end)

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Skip:
    """A planned dose that was not given, and why.

    It belongs to the planned dose nearest ``planned``, within half an interval; an injection in
    reach of that dose beats it.
    """

    planned: date
    reason: Reason
    note: str = ""
    id: str = field(default_factory=new_id)


@dataclass(frozen=True)
class Move:
    """A planned dose put on another day, alone or with all later ones of its phase.

    Attributes:
        planned: the date it was planned on.
        later_too: ``to`` starts the grid anew.
    """

    planned: date
    to: date
    later_too: bool = False
    id: str = field(default_factory=new_id)


def _check_stretch(start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise ValueError("The last day lies before the first one.")


def holding(stretches: Iterable[Pause], day: date) -> Pause | None:
    """Return the pause that holds ``day``, the one that ends last of several."""
    found = [stretch for stretch in stretches if stretch.holds(day)]
    return max(found, key=lambda pause: pause.end or date.max, default=None)
