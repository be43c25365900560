"""Doses too close to be seen one by one, counted by week, month, quarter or years."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from b12tracker.domain.plan import Phase
from b12tracker.domain.timeline import DoseMark, ExtraMark

from .marks import MarkKind, kind_of
from .time_scale import TimeScale

WORTH_COUNTING = 4
"""So many top-ups in a row, too close to be seen one by one, are counted."""

LEAST_BIN = 2.9
"""The width of the narrowest bin, in font sizes."""

MONTHS_IN_BINS = (1, 3, 12, 24, 60, 120)


@dataclass(frozen=True)
class DoseBin:
    """Doses and extra injections of one stretch of time, counted.

    Attributes:
        first, last: the first and last date among them.
    """

    first: date
    last: date
    doses: tuple[DoseMark, ...] = ()
    extras: tuple[ExtraMark, ...] = ()

    @cached_property
    def counts(self) -> Counter[MarkKind]:
        """How many there are of each kind."""
        counts = Counter(kind_of(mark.dose.status) for mark in self.doses)
        counts.update(kind_of_extra(mark) for mark in self.extras)
        return counts

    @property
    def taken(self) -> int:
        """Planned doses that were met."""
        return sum(1 for mark in self.doses if mark.dose.injection)

    @property
    def missed(self) -> int:
        """Planned doses that closed unmet."""
        return self.counts[MarkKind.MISSED]

    @property
    def closed(self) -> int:
        """Planned doses that count: met, missed or skipped."""
        return sum(1 for mark in self.doses if mark.dose.is_closed)


def days_apart(phase: Phase) -> float:
    """Return how near to each other doses of a phase lie that are all given on time."""
    return phase.every.days - (phase.early_days + phase.late_days) / 2


def kind_of_extra(mark: ExtraMark) -> MarkKind:
    """Return the mark of an injection that met no planned dose."""
    return MarkKind.BEFORE_PLAN if mark.before_plan else MarkKind.TOP_UP


@dataclass(frozen=True)
class Crowding:
    """What is too close at this zoom, and how it is counted.

    Attributes:
        least_gap: marks nearer to each other than this are counted, in chart pixels.
        least_bin: the width of the narrowest bin.
    """

    scale: TimeScale
    least_gap: float
    least_bin: float
    week_starts: int = 0

    def is_crowded(self, mark: DoseMark) -> bool:
        """Whether the doses of its phase lie too close."""
        return days_apart(mark.dose.slot.phase) * self.scale.px_per_day < self.least_gap

    @cached_property
    def key(self) -> Callable[[date], int]:
        """Which bin a date falls into."""
        starts, wide_enough = self.week_starts, self.least_bin / self.scale.px_per_day
        if wide_enough <= 7:
            return lambda day: (day.toordinal() - 1 - starts) // 7
        months = next((n for n in MONTHS_IN_BINS if n * 30 >= wide_enough), MONTHS_IN_BINS[-1])
        return lambda day: (day.year * 12 + day.month - 1) // months

    def is_short(self, first: date, last: date) -> bool:
        """Whether a stretch is too short to be divided."""
        return (last - first).days * self.scale.px_per_day < 2 * self.least_bin


def parted(doses: Sequence[DoseMark], crowding: Crowding) -> tuple[list[DoseMark], list[DoseBin]]:
    """Return the doses that can be seen one by one, and the others in bins."""
    single: list[DoseMark] = []
    bins: list[DoseBin] = []
    for phase_crowded, run in groupby(doses, key=crowding.is_crowded):
        if phase_crowded:
            bins.extend(_dose_bins(list(run), crowding))
        else:
            single.extend(run)
    return single, bins


def _dose_bins(run: list[DoseMark], crowding: Crowding) -> Iterable[DoseBin]:
    if crowding.is_short(run[0].planned, run[-1].planned):
        yield DoseBin(run[0].planned, run[-1].planned, tuple(run))
        return
    for _, group in groupby(run, key=lambda mark: crowding.key(mark.planned)):
        doses = tuple(group)
        yield DoseBin(doses[0].planned, doses[-1].planned, doses)


def with_extras(
    bins: Sequence[DoseBin], extras: Sequence[ExtraMark], crowding: Crowding
) -> tuple[list[ExtraMark], list[DoseBin]]:
    """Put each extra injection into the bin of its time; count the others where they crowd."""
    left: list[ExtraMark] = []
    into: dict[int, list[ExtraMark]] = {}
    starts = [one.first for one in bins]
    near = round(crowding.least_gap / crowding.scale.px_per_day)
    for mark in extras:
        after = bisect_right(starts, mark.on)
        if after and (mark.on - bins[after - 1].last).days <= max(near, _interval(bins[after - 1])):
            into.setdefault(after - 1, []).append(mark)
        elif after < len(bins) and (bins[after].first - mark.on).days <= near:
            into.setdefault(after, []).append(mark)
        else:
            left.append(mark)
    single, own = _crowded_extras(left, crowding)
    return single, [*(_filled(one, into.get(place, [])) for place, one in enumerate(bins)), *own]


def _interval(one: DoseBin) -> float:
    """Return the days between two doses at its end."""
    return one.doses[-1].dose.slot.phase.every.days


def _filled(one: DoseBin, extras: Sequence[ExtraMark]) -> DoseBin:
    dates = [one.first, one.last, *(mark.on for mark in extras)]
    return DoseBin(min(dates), max(dates), one.doses, tuple(extras))


def _crowded_extras(
    extras: Sequence[ExtraMark], crowding: Crowding
) -> tuple[list[ExtraMark], list[DoseBin]]:
    single: list[ExtraMark] = []
    bins: list[DoseBin] = []
    for run in _close_runs(extras, crowding.least_gap / crowding.scale.px_per_day):
        if len(run) < WORTH_COUNTING:
            single.extend(run)
        elif crowding.is_short(run[0].on, run[-1].on):
            bins.append(_extra_bin(run))
        else:
            groups = groupby(run, key=lambda mark: crowding.key(mark.on))
            bins.extend(_extra_bin(list(group)) for _, group in groups)
    return single, bins


def _extra_bin(marks: Sequence[ExtraMark]) -> DoseBin:
    return DoseBin(marks[0].on, marks[-1].on, extras=tuple(marks))


def _close_runs(extras: Sequence[ExtraMark], days: float) -> Iterable[list[ExtraMark]]:
    """Yield the extras of one kind that follow each other within so many days."""
    run: list[ExtraMark] = []
    for mark in sorted(extras, key=lambda mark: (not mark.before_plan, mark.on)):
        if run and (mark.before_plan != run[0].before_plan or (mark.on - run[-1].on).days > days):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run
