"""Scores of a symptom as they are drawn: day by day, or means where days lie too close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from b12tracker.domain.symptoms import Observer, Recall
from b12tracker.domain.timeline import SymptomPoint

Numbers = NDArray[np.int64]

EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Period:
    """A stretch over which scores are averaged: so many days (1 or 7) or calendar months."""

    days: int = 0
    months: int = 0

    @property
    def length(self) -> int:
        """About how many days."""
        return self.days or self.months * 30

    def numbers(self, ordinals: Numbers, week_starts: int) -> Numbers:
        """Return which period each day falls into, counted from some beginning."""
        if self.days:
            offset = week_starts + 1 if self.days == 7 else 0
            return (ordinals - offset) // self.days
        months = (ordinals - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return np.asarray(months // self.months, dtype=np.int64)


PERIODS = (Period(1), Period(7), Period(months=1), Period(months=3), Period(months=12))


def period_for(px_per_day: float, least: float) -> Period:
    """Return the shortest period that is drawn at least so many pixels wide."""
    return next((one for one in PERIODS if one.length * px_per_day >= least), PERIODS[-1])


@dataclass(frozen=True)
class SymptomMean:
    """The scores of one symptom in one period.

    Attributes:
        first, last: the first and last date scored in it.
        count: how many scores.
    """

    first: date
    last: date
    mean: float
    worst: int
    count: int
    observer: Observer = Observer.SELF
    recall: Recall = Recall.DAY

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day that its scores speak of."""
        return self.first - timedelta(days=self.recall.days - 1), self.last


@dataclass(frozen=True)
class Trace:
    """A symptom as it is drawn: one place per score, or per period with a score.

    Attributes:
        days: day numbers, as ``date.toordinal`` counts; between two for a period.
        starts: the places at which the line begins anew, because something is missing before.
        what: what each place stands for.
    """

    days: NDArray[np.float64]
    severities: NDArray[np.float64]
    starts: tuple[int, ...]
    what: Sequence[SymptomPoint | SymptomMean]

    def runs(self) -> Iterator[slice]:
        """Yield the stretches without a gap."""
        yield from (slice(*ends) for ends in pairwise((*self.starts, len(self.days))))


def trace(points: Sequence[SymptomPoint], period: Period, week_starts: int) -> Trace:
    """Return how scores of one symptom, by one observer and of one recall, are drawn."""
    count = len(points)
    days = np.fromiter((point.on.toordinal() for point in points), dtype=np.int64, count=count)
    scores = np.fromiter((point.severity for point in points), dtype=np.int64, count=count)
    numbers = period.numbers(days, week_starts)
    if period.days == 1:
        return Trace(days.astype(float), scores.astype(float), _starts(numbers), points)
    kind = (points[0].observer, points[0].recall) if count else (Observer.SELF, Recall.DAY)
    return _means(days, scores, numbers, *kind)


def _starts(numbers: Numbers) -> tuple[int, ...]:
    """Return where a run of neighbouring periods begins."""
    if not len(numbers):
        return ()
    return (0, *(int(place) + 1 for place in np.flatnonzero(np.diff(numbers) > 1)))


def _means(
    days: Numbers, scores: Numbers, numbers: Numbers, observer: Observer, recall: Recall
) -> Trace:
    if not len(days):
        return Trace(np.empty(0), np.empty(0), (), ())
    begins = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 1))
    counts = np.diff(np.append(begins, len(days)))
    middles = np.add.reduceat(days, begins) / counts
    means = np.add.reduceat(scores, begins) / counts
    worst = np.maximum.reduceat(scores, begins)
    ends = begins + counts - 1
    rows = zip(days[begins], days[ends], means, worst, counts, strict=True)
    what = [
        SymptomMean(_day(first), _day(last), float(mean), int(high), int(count), observer, recall)
        for first, last, mean, high, count in rows
    ]
    return Trace(middles, means, _starts(numbers[begins]), what)


def _day(ordinal: np.int64) -> date:
    return date.fromordinal(int(ordinal))
