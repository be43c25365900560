"""Planned lab checks: the dates on which markers are to be measured, and what became of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from .course import Stretch
from .facts import Facts
from .judgement import Judgement
from .lab_checks import LabCheck
from .labs import LabResult

DAY = timedelta(days=1)


class CheckStatus(StrEnum):
    """What became of a planned lab check."""

    UPCOMING = "upcoming"
    BOOK = "book"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    MISSED = "missed"


OPEN = frozenset({CheckStatus.UPCOMING, CheckStatus.BOOK, CheckStatus.DUE, CheckStatus.OVERDUE})


Place = tuple[date, date | None, date | None]
"""A planned date, and those before and after it."""


@dataclass(frozen=True)
class PlannedCheck:
    """One date of a lab check.

    Attributes:
        first, last: the window, both days included.
        until: the last day on which a result still counts for it; None while there is no end.
        results: the ones that count for it, at most one of each marker.
        missing: keys of the markers that were not measured.
        before_dose: the planned date of the injection ahead of which blood is to be drawn.
    """

    check: LabCheck
    planned: date
    first: date
    last: date
    until: date | None
    status: CheckStatus
    results: tuple[LabResult, ...] = ()
    missing: tuple[str, ...] = ()
    before_dose: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be done."""
        return self.status in OPEN


def planned_checks(facts: Facts, judgement: Judgement) -> tuple[PlannedCheck, ...]:
    """Return every planned lab check up to today, and the next open one of each, in date order."""
    stretches = {stretch.phase.id: stretch for stretch in judgement.stretches}
    found = [
        planned
        for check in facts.lab_checks
        if check.phase in stretches
        for planned in _planned(check, stretches[check.phase], facts, judgement)
    ]
    return tuple(sorted(found, key=lambda one: (one.planned, one.check.id)))


def check_dates(check: LabCheck, stretch: Stretch) -> Iterator[date]:
    """Yield the planned dates, the later ones as long as the phase is in force.

    They are counted from the first and never chained, as months of a plan are.
    """
    first = stretch.start + check.first_after_days * DAY
    yield first
    if check.then_every:
        for step in count(1):
            day = check.then_every.after(first, step)
            if stretch.asks_until and day >= stretch.asks_until:
                return
            yield day


def _planned(
    check: LabCheck, stretch: Stretch, facts: Facts, judgement: Judgement
) -> Iterator[PlannedCheck]:
    results = sorted(
        (one for one in facts.lab_results if one.collected_on <= judgement.today),
        key=lambda one: (one.collected_on, one.id),
    )
    used: set[str] = set()
    for day, before, after in _with_neighbours(check_dates(check, stretch)):
        reach = _reach(check, (day, before, after), stretch.asks_until)
        met = _met(check, reach, [one for one in results if one.id not in used])
        used |= {one.id for one in met}
        planned = _judged(check, day, reach[1], met, judgement)
        yield planned
        if day > judgement.today and planned.is_open:
            return


def _with_neighbours(dates: Iterator[date]) -> Iterator[Place]:
    before: date | None = None
    here = next(dates)
    for after in dates:
        yield here, before, after
        before, here = here, after
    yield here, before, None


def _reach(check: LabCheck, place: Place, ends: date | None) -> tuple[date, date | None]:
    """Return the days on which a result counts: from half the way back, to the next window.

    The last one stays open until the phase ends.
    """
    day, before, after = place
    early = day - check.window_days * DAY
    half = day - (day - before) // 2 if before else early
    late = day + check.window_days * DAY
    closes = after - check.window_days * DAY if after else ends
    return min(early, half), max(late, closes - DAY) if closes else None


def _met(
    check: LabCheck, reach: tuple[date, date | None], results: list[LabResult]
) -> tuple[LabResult, ...]:
    """Return the first result of each marker that lies in reach."""
    first, last = reach
    found: dict[str, LabResult] = {}
    for result in results:
        inside = first <= result.collected_on and (last is None or result.collected_on <= last)
        if inside and result.marker in check.markers:
            found.setdefault(result.marker, result)
    return tuple(found.values())


def _judged(
    check: LabCheck,
    day: date,
    until: date | None,
    met: tuple[LabResult, ...],
    judgement: Judgement,
) -> PlannedCheck:
    first, last = day - check.window_days * DAY, day + check.window_days * DAY
    measured = {result.marker for result in met}
    missing = tuple(key for key in check.markers if key not in measured)
    status = _status(judgement.today, (day - check.lead_days * DAY, first, last, until))
    return PlannedCheck(
        check=check,
        planned=day,
        first=first,
        last=last,
        until=until,
        status=status if missing else CheckStatus.DONE,
        results=met,
        missing=missing,
        before_dose=_dose_after(judgement, first, last) if check.before_injection else None,
    )


def _status(today: date, days: tuple[date, date, date, date | None]) -> CheckStatus:
    book, first, last, until = days
    if until is not None and today > until:
        return CheckStatus.MISSED
    if today > last:
        return CheckStatus.OVERDUE
    if today >= first:
        return CheckStatus.DUE
    return CheckStatus.BOOK if today >= book else CheckStatus.UPCOMING


def _dose_after(judgement: Judgement, first: date, last: date) -> date | None:
    """Return the open dose ahead of which blood is to be drawn: the first of the window."""
    inside = (dose.planned for dose in judgement.doses if dose.is_open)
    return next((day for day in inside if first <= day <= last), None)
