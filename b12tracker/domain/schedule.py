"""Planned doses: the dates on which a plan asks for an injection, and the reach of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from .plan import Phase, Plan, phases_in_order


@dataclass(frozen=True)
class Slot:
    """One planned date of a phase.

    Attributes:
        ordinal: its number in the phase, from 0.
        planned: the planned date.
        following: the next date of the phase's own grid, even if it lies past the phase's end.
    """

    phase: Phase
    ordinal: int
    planned: date
    following: date

    @property
    def window(self) -> tuple[date, date]:
        """First and last day that count as on time."""
        return (
            self.planned - timedelta(days=self.phase.early_days),
            self.planned + timedelta(days=self.phase.late_days),
        )

    @property
    def reach(self) -> tuple[date, date]:
        """First and last day on which an injection can meet this dose.

        The end looks at the phase's own grid, so that a later phase never changes the past.
        """
        early, late = self.window
        half = timedelta(days=(self.following - self.planned).days // 2)
        last = self.following - timedelta(days=self.phase.early_days + 1)
        return min(early, self.planned - half), max(late, last)


@dataclass(frozen=True)
class Stretch:
    """The days on which a phase is in force.

    Attributes:
        start: its first planned date.
        end: the day from which a later phase is in force; None while there is none.
    """

    phase: Phase
    start: date
    end: date | None

    def slots(self) -> Iterator[Slot]:
        """Yield the planned dates of the phase, in order; without end for an open phase."""
        every = self.phase.every
        planned = self.start
        ordinals = count() if self.phase.doses is None else range(self.phase.doses)
        for ordinal in ordinals:
            following = every.after(self.start, ordinal + 1)
            if self.end is not None and planned >= self.end:
                return
            yield Slot(self.phase, ordinal, planned, following)
            planned = following

    @property
    def asks_until(self) -> date | None:
        """The first day on which this phase no longer asks: after its last interval, or its end."""
        own = (
            None
            if self.phase.doses is None
            else self.phase.every.after(self.start, self.phase.doses)
        )
        return min((day for day in (own, self.end) if day is not None), default=None)


def stretches(plans: tuple[Plan, ...]) -> tuple[Stretch, ...]:
    """Return when each phase is in force; a phase that follows an open one has no dates yet."""
    begun = [(phase, start) for phase, start in _starts(phases_in_order(plans)) if start]
    ends = [
        min((later for _, later in begun[place + 1 :]), default=None) for place in range(len(begun))
    ]
    return tuple(
        Stretch(phase, start, end)
        for (phase, start), end in zip(begun, ends, strict=True)
        if end is None or start < end
    )


def _starts(phases: tuple[Phase, ...]) -> Iterator[tuple[Phase, date | None]]:
    """Yield each phase with its first planned date; None where it is not known yet."""
    last_of_previous: date | None = None
    for phase in phases:
        start = phase.first_dose
        if start is None and last_of_previous is not None:
            start = phase.every.after(last_of_previous, 1)
        yield phase, start
        last_of_previous = (
            None
            if start is None or phase.doses is None
            else phase.every.after(start, phase.doses - 1)
        )


def planned_slots(plans: tuple[Plan, ...], until: date) -> list[Slot]:
    """Return the planned doses up to ``until``, and the first one after it."""
    slots: list[Slot] = []
    for stretch in stretches(plans):
        for slot in stretch.slots():
            slots.append(slot)
            if slot.planned > until:
                return slots
    return slots
