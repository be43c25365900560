"""Cycles: from one injection to the next; the day since injection counts from 0."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from .adherence import all_given
from .injection import Injection
from .judgement import Judgement
from .plan import Every

PARTS = 3
"""A cycle is looked at in thirds."""


@dataclass(frozen=True)
class Cycle:
    """A cycle that is closed: the next injection was given on ``end``.

    The day of the next injection is day 0 of the next cycle, and no part of this one.

    Attributes:
        every: the interval that was planned; None when it began outside the plan.
    """

    start: date
    end: date
    every: Every | None = None

    @property
    def days(self) -> int:
        """Its length, whatever was planned; at least 1."""
        return (self.end - self.start).days

    def third(self, day: int) -> int:
        """Return in which third a day since injection lies: 0, 1 or 2."""
        return PARTS * day // self.days


@dataclass(frozen=True)
class Cycles:
    """The closed cycles of a period.

    Attributes:
        usable: oldest first.
        about: how many are left out because a date is only remembered, so that day 0 or the length
            is not known.
        unrecorded: how many are left out because an injection may lie in days nobody recorded.
    """

    usable: tuple[Cycle, ...]
    about: int = 0
    unrecorded: int = 0


def closed_cycles(judgement: Judgement, first: date | None, last: date | None) -> Cycles:
    """Return the cycles that begin and end in a period; by default all up to today.

    Two injections on one day are one. A pause or a missed dose makes a cycle long; it stays one.
    """
    found = [
        pair
        for pair in pairwise(_by_day(all_given(judgement)))
        if (first or pair[0][0]) <= pair[0][0] and pair[1][0] <= (last or pair[1][0])
    ]
    dated = [(start, end) for (start, known), (end, sure) in found if known and sure]
    whole = [span for span in dated if not _holds_blank(judgement, *span)]
    every_on = _Intervals(judgement)
    usable = tuple(Cycle(start, end, every_on.between(start, end)) for start, end in whole)
    return Cycles(usable, about=len(found) - len(dated), unrecorded=len(dated) - len(whole))


def _by_day(given: Iterable[Injection]) -> Iterable[tuple[date, bool]]:
    """Yield each day with an injection, and whether its date is known."""
    for day, injections in groupby(given, key=lambda injection: injection.given_on):
        yield day, any(not injection.about for injection in injections)


def _holds_blank(judgement: Judgement, start: date, end: date) -> bool:
    return any(blank.start < end and blank.end > start for blank in judgement.not_recorded)


class _Intervals:
    """Answers which interval was planned."""

    def __init__(self, judgement: Judgement) -> None:
        self._stretches = judgement.stretches
        self._met = {
            dose.injection.given_on: dose.slot.phase.every
            for dose in judgement.doses
            if dose.injection
        }

    def between(self, start: date, end: date) -> Every | None:
        """Return the interval of the phase at the start; where it changes, the nearer one."""
        first, second = self._on(start), self._on(end)
        if first is None or second is None:
            return first
        return min((first, second), key=lambda every: abs(every.days - (end - start).days))

    def _on(self, day: date) -> Every | None:
        """Return the interval of the dose given that day, else of the phase in force."""
        if day in self._met:
            return self._met[day]
        begun = bisect_right(self._stretches, day, key=lambda stretch: stretch.start)
        stretch = self._stretches[begun - 1] if begun else None
        if stretch is None or (stretch.asks_until and stretch.asks_until <= day):
            return None
        return stretch.phase.every
