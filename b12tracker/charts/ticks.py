"""Ticks of the time axis: steps people think in, with labels that never collide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .fonts import ChartFont
from .time_scale import TimeScale
from .words import TimelineWords


@dataclass(frozen=True)
class Step:
    """A distance between ticks: so many days (1 or 7) or so many calendar months."""

    days: int = 0
    months: int = 0

    @property
    def length(self) -> int:
        """About how many days."""
        return self.days or self.months * 30

    def ticks(self, first: date, last: date, week_starts: int) -> list[date]:
        """Return the ticks from ``first`` to ``last``."""
        if self.months:
            return [day for day in self._by_months(first, last) if first <= day <= last]
        ahead = (week_starts - first.weekday()) % self.days
        numbers = range(first.toordinal() + ahead, last.toordinal() + 1, self.days)
        return [date.fromordinal(number) for number in numbers]

    def _by_months(self, first: date, last: date) -> Iterator[date]:
        begin = (first.year * 12 + first.month - 1) // self.months * self.months
        for month in range(max(begin, 12), last.year * 12 + last.month, self.months):
            yield date(month // 12, month % 12 + 1, 1)


DAY, WEEK, MONTH = Step(days=1), Step(days=7), Step(months=1)
STEPS = (DAY, WEEK, MONTH, Step(months=3), *(Step(months=12 * n) for n in (1, 2, 5, 10, 20, 50)))
"""From fine to coarse: days, weeks, months, quarters, years."""


@dataclass(frozen=True)
class Tick:
    """One tick; its label is empty where there is no room for one."""

    x: float
    label: str


@dataclass(frozen=True)
class Ticks:
    """The ticks of a view, and finer ones without labels.

    Attributes:
        year: the year of the whole view, where no tick names one; to be written beside the axis.
    """

    major: tuple[Tick, ...]
    minor: tuple[float, ...] = ()
    year: str = ""


@dataclass(frozen=True)
class _Labels:
    """How the ticks of one step are labelled."""

    step: Step
    font: ChartFont
    words: TimelineWords

    @property
    def _plain(self) -> Callable[[date], str]:
        if self.step.days:
            return self.words.day
        return self.words.year if self.step.months >= 12 else self.words.month

    @property
    def gap(self) -> float:
        """Room before a label, between it and its tick, and after it."""
        return 0.45 * self.font.px

    def plain(self, day: date) -> str:
        """Return the label without the year."""
        return self._plain(day)

    def with_year(self, day: date, room: float) -> str:
        """Return the label that names the year; shorter at a January with little room."""
        if self.step.months >= 12:
            return self.words.year(day)
        full = self.words.day_year(day) if self.step.days else self.words.month_year(day)
        if self.step.months and day.month == 1 and self.needs(full) > room:
            return self.words.year(day)
        return full

    def needs(self, label: str) -> float:
        """Return the room a label takes after its tick."""
        return 2 * self.gap + self.font.width(label)

    def fit(self, days: list[date], scale: TimeScale) -> bool:
        """Whether every tick of the step has room for its plain label."""
        rooms = [scale.x(later) - scale.x(day) for day, later in pairwise(days)]
        return all(self._widest(day) <= room for day, room in zip(days, rooms, strict=False))

    def _widest(self, day: date) -> float:
        year = self.step.months and day.month == 1
        return max(self.needs(self.plain(day)), self.needs(self.words.year(day)) if year else 0.0)


def ticks_for(scale: TimeScale, font: ChartFont, words: TimelineWords, right: float) -> Ticks:
    """Return the finest ticks whose labels have room; no label runs past ``right``."""
    shown = scale.days_shown
    for step in STEPS:
        if step.length * scale.px_per_day < 2 * font.px and step is not STEPS[-1]:
            continue
        labels = _Labels(step, font, words)
        days = step.ticks(*shown, words.week_starts)
        if labels.fit(days, scale):
            break
    named = _named(days, labels, scale, right)
    finer = STEPS[max(STEPS.index(step) - 1, 0)]
    return Ticks(
        major=tuple(_placed(days, named, labels, scale, right)),
        minor=tuple(map(scale.x, finer.ticks(*shown, words.week_starts))),
        year="" if named or step.months >= 12 else words.year(scale.first),
    )


def _named(days: list[date], labels: _Labels, scale: TimeScale, right: float) -> dict[int, str]:
    """Return the labels of the ticks that begin a year, by their place."""
    named = {}
    for place, day in enumerate(days):
        first_of_all = place == 0
        if (first_of_all and not (labels.step.months and day.month == 1)) or (
            not first_of_all and days[place - 1].year == day.year
        ):
            continue
        after = scale.x(days[place + 1]) if place + 1 < len(days) else right
        label = labels.with_year(day, after - scale.x(day))
        if scale.x(day) + labels.needs(label) - labels.gap <= right:
            named[place] = label
    return named


def _placed(
    days: list[date], named: dict[int, str], labels: _Labels, scale: TimeScale, right: float
) -> Iterator[Tick]:
    """Yield the ticks; labels that name a year have their room before the others."""
    free_from = 0.0
    for place, day in enumerate(days):
        x = scale.x(day)
        label = named.get(place) or labels.plain(day)
        ahead = min((scale.x(days[other]) for other in named if other > place), default=right)
        end = x + labels.needs(label)
        if x < free_from or end > ahead + 0.1 + labels.gap * (ahead == right):
            label = ""
        else:
            free_from = end
        yield Tick(x, label)
