"""The cycles as they are drawn: severity by day since injection, and the median of them all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from .cycle_thirds import Scores
from .cycles import Cycle

Point = tuple[float, float]
"""A day since injection, and the severity on it, 0 to 10."""

Run = tuple[Point, ...]
"""Neighbouring days, all of them scored."""

LEAST_CYCLES = 3
"""The median of a day is drawn where at least so many cycles have a score on it."""

LONGEST_SHOWN = 1.5
"""A cycle is drawn up to so many lengths of a typical one: one gap must not press all others."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class CycleLine:
    """One cycle: its scores without those days on which something is missing.

    Attributes:
        days: its length, as drawn.
        runs: a day that is not scored is a gap.
    """

    start: date
    days: float
    runs: tuple[Run, ...]


def cycle_line(cycle: Cycle, scores: Sequence[Scores], drawn_days: int | None) -> CycleLine:
    """Return the mean of some symptoms on the days on which each of them was scored.

    Args:
        drawn_days: the length to which the cycle is scaled; None for as long as it was.
    """
    days = drawn_days or cycle.days
    points = [(day, sum(found) / len(found)) for day, found in _scored_days(cycle, scores)]
    scaled = [tuple((day * days / cycle.days, mean) for day, mean in run) for run in _runs(points)]
    return CycleLine(cycle.start, days, tuple(scaled))


def _scored_days(cycle: Cycle, scores: Sequence[Scores]) -> Iterator[tuple[int, list[float]]]:
    """Yield each day on which all the symptoms were scored, with how severe each was."""
    for day in range(cycle.days):
        on = cycle.start + day * DAY
        found = [one[on] for one in scores if on in one]
        if len(found) == len(scores):
            yield day, found


def median_runs(lines: Iterable[CycleLine], days: int) -> tuple[Run, ...]:
    """Return the median severity by day since injection, where enough cycles have a score.

    Args:
        days: the length of a typical cycle. Beyond it the few longest cycles would stand for all.
    """
    by_day: defaultdict[int, list[float]] = defaultdict(list)
    for line in lines:
        for day, severities in _whole_days(line).items():
            by_day[day].append(fmean(severities))
    points = [
        (day, median(found))
        for day, found in sorted(by_day.items())
        if len(found) >= LEAST_CYCLES and day <= days
    ]
    return tuple(_runs(points))


def _whole_days(line: CycleLine) -> dict[int, list[float]]:
    """Return the severities of a cycle by the day; scaled, a day may have none or several."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for run in line.runs:
        for day, severity in run:
            found[int(day)].append(severity)
    return found


def _runs(points: Iterable[tuple[int, float]]) -> list[Run]:
    """Break points wherever a day is missing."""
    runs: list[list[Point]] = []
    before = None
    for day, severity in points:
        if before is None or day != before + 1:
            runs.append([])
        runs[-1].append((day, severity))
        before = day
    return [tuple(run) for run in runs]


def typical_days(cycles: Sequence[Cycle]) -> int:
    """Return the length that as many cycles exceed as fall short of, in whole days."""
    return round(median(cycle.days for cycle in cycles))
