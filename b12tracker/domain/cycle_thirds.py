"""The thirds of a cycle: how severe a symptom was in each, and by how much the last differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .cycles import PARTS, Cycle

LEAST_DAYS = 3
"""A third counts with at least so many scored days."""

SHORTEST = PARTS * LEAST_DAYS
"""In a shorter cycle, in days, no three thirds can hold enough scored days."""

Scores = Mapping[date, float]
"""The severity of one symptom, 0 to 10, on the dates on which it was scored."""


@dataclass(frozen=True)
class Thirds:
    """One symptom in the thirds of one cycle.

    Attributes:
        means: the mean severity of each third.
        dates: the mean date of the days scored in each third, counted in days.
    """

    means: tuple[float, ...]
    dates: tuple[float, ...]

    @property
    def level(self) -> float:
        """The severity of the whole cycle, each third weighing alike."""
        return _mean(self.means)

    @property
    def middle(self) -> float:
        """The date that the level is about, counted in days."""
        return _mean(self.dates)


def thirds_of(cycle: Cycle, scores: Scores) -> Thirds | None:
    """Return the thirds of a cycle; None where one of them has fewer than 3 scored days."""
    if cycle.days < SHORTEST:
        return None
    begin = cycle.start.toordinal()
    dates: tuple[list[int], ...] = ([], [], [])
    severities: tuple[list[float], ...] = ([], [], [])
    for day in range(cycle.days):
        severity = scores.get(date.fromordinal(begin + day))
        if severity is not None:
            third = cycle.third(day)
            dates[third].append(begin + day)
            severities[third].append(severity)
    if min(map(len, dates)) < LEAST_DAYS:
        return None
    return Thirds(tuple(map(_mean, severities)), tuple(map(_mean, dates)))


def _mean(values: Sequence[float]) -> float:
    """Return the mean; of a few small numbers the quick way is exact enough."""
    return sum(values) / len(values)


def differences(cycles: Sequence[Thirds]) -> list[float]:
    """Return for each cycle the mean of its last third minus the mean of its middle third.

    The slow trend that runs across cycles is taken out: where severity falls from month to month,
    the last third would look better than the middle one without any wear-off. Around each cycle it
    is the straight line from the level of the cycle before to that of the cycle after; at the ends,
    between the cycle and its neighbour. A line through all cycles would follow a recovery that
    levels off less well (ARCHITECTURE.md says how this was measured).

    Args:
        cycles: in the order of their dates.
    """
    last = len(cycles) - 1
    return [
        _difference(cycle, _slope(cycles[max(place - 1, 0)], cycles[min(place + 1, last)]))
        for place, cycle in enumerate(cycles)
    ]


def _slope(before: Thirds, after: Thirds) -> float:
    """Return the change of the level a day; none is known from one cycle alone."""
    days = after.middle - before.middle
    return (after.level - before.level) / days if days else 0.0


def _difference(cycle: Thirds, slope: float) -> float:
    _, middle, last = cycle.means
    _, middle_date, last_date = cycle.dates
    return last - middle - slope * (last_date - middle_date)
