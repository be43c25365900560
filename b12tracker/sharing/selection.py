"""What goes into an export: the facts of a period, with or without notes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from b12tracker.domain.facts import Facts
from b12tracker.domain.interruptions import NotRecorded, Pause
from b12tracker.domain.judgement import judge
from b12tracker.domain.notes import without_notes
from b12tracker.domain.plan import Plan
from b12tracker.domain.supplies import Box

S = TypeVar("S", Pause, NotRecorded)


@dataclass(frozen=True)
class Selection:
    """What is wanted of a logbook; everything unless told.

    Attributes:
        first, last: the period, both days included; None where it is open.
        notes: False leaves out what people wrote in their own words: the notes of injections,
            symptoms, results, skips, pauses and boxes, and the questions and agreements of
            appointments.

    Raises:
        ValueError: the last day lies before the first.
    """

    first: date | None = None
    last: date | None = None
    notes: bool = True

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError("The last day of the period lies before the first one.")

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == EVERYTHING

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.meets(day, day)

    def meets(self, start: date, end: date | None) -> bool:
        """Whether a stretch has a day in the period; one without an end goes on."""
        begins = self.last is None or start <= self.last
        return begins and (self.first is None or end is None or end >= self.first)


EVERYTHING = Selection()


def selected(facts: Facts, selection: Selection, today: date) -> Facts:
    """Return what is wanted of the facts.

    Entries belong to the period by their own date, pauses and unrecorded times where they touch
    it. A plan goes whole when one of its phases is in force in the period, with its lab checks; a
    box when it could have been used in it. The patient and the user's own symptoms and markers
    always go.
    """
    chosen = facts
    if selection.first or selection.last:
        chosen = _in_period(facts, selection, today)
    return chosen if selection.notes else _without_notes(chosen)


def _in_period(facts: Facts, wanted: Selection, today: date) -> Facts:
    injections = tuple(one for one in facts.injections if wanted.holds(one.given_on))
    plans = _plans_in_force(facts, wanted, today)
    phases = {phase.id for plan in plans for phase in plan.phases}
    used = {one.box for one in injections}
    return replace(
        facts,
        plans=plans,
        injections=injections,
        symptoms=tuple(one for one in facts.symptoms if wanted.holds(one.on)),
        lab_results=tuple(one for one in facts.lab_results if wanted.holds(one.collected_on)),
        pauses=_touching(facts.pauses, wanted),
        not_recorded=_touching(facts.not_recorded, wanted),
        skips=tuple(one for one in facts.skips if wanted.holds(one.planned)),
        moves=tuple(
            one for one in facts.moves if wanted.holds(one.planned) or wanted.holds(one.to)
        ),
        lab_checks=tuple(one for one in facts.lab_checks if one.phase in phases),
        boxes=tuple(one for one in facts.boxes if one.id in used or _usable(one, wanted)),
        appointments=tuple(one for one in facts.appointments if wanted.holds(one.on)),
        exported_events=tuple(one for one in facts.exported_events if wanted.holds(one.on)),
    )


def _plans_in_force(facts: Facts, wanted: Selection, today: date) -> tuple[Plan, ...]:
    in_force = {
        stretch.phase.id
        for stretch in judge(facts, today).stretches
        if wanted.meets(stretch.start, stretch.asks_until)
    }
    return tuple(plan for plan in facts.plans if any(phase.id in in_force for phase in plan.phases))


def _touching(stretches: Iterable[S], wanted: Selection) -> tuple[S, ...]:
    return tuple(one for one in stretches if wanted.meets(one.start, one.end))


def _usable(box: Box, wanted: Selection) -> bool:
    """Whether it was in the house in the period, for all that is known."""
    return wanted.meets(box.got_on or date.min, box.expires)


def _without_notes(facts: Facts) -> Facts:
    """Leave out what was asked and agreed at appointments, too; it is in own words as well."""
    bare = without_notes(facts)
    silent = (replace(one, questions=(), agreed="") for one in bare.appointments)
    return replace(bare, appointments=tuple(silent))
