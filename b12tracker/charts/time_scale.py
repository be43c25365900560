"""Dates across the width of a chart."""

from dataclasses import dataclass
from datetime import date
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class TimeScale:
    """Where a date lies, in chart pixels from the left.

    Attributes:
        first, last: the days of the view; ``inset`` keeps their marks whole at the edges.
        left, right: the edges of the plot, which show a little more than the view.
    """

    first: date
    last: date
    left: float
    right: float
    inset: float

    @property
    def px_per_day(self) -> float:
        """The width of one day."""
        days = max((self.last - self.first).days, 1)
        return max(self.right - self.left - 2 * self.inset, 1.0) / days

    def x(self, day: date) -> float:
        """Return where a date lies; it may lie outside the plot."""
        return self.x_of(day.toordinal())

    def x_of(self, ordinal: float) -> float:
        """Return where a day number lies, as ``date.toordinal`` counts."""
        return self.left + self.inset + (ordinal - self.first.toordinal()) * self.px_per_day

    def xs_of(self, ordinals: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where many day numbers lie."""
        return self.x_of(0) + ordinals * self.px_per_day

    def ordinal_at(self, x: float) -> float:
        """Return the day number at ``x``."""
        return self.first.toordinal() + (x - self.left - self.inset) / self.px_per_day

    def date_at(self, x: float) -> date:
        """Return the date at ``x``, at least the first and at most the last day shown."""
        ordinal = round(self.ordinal_at(min(max(x, self.left), self.right)))
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))

    @property
    def days_shown(self) -> tuple[date, date]:
        """The first and last day that lie inside the plot."""
        first = max(ceil(self.ordinal_at(self.left) - 1e-6), 1)
        last = min(floor(self.ordinal_at(self.right) + 1e-6), date.max.toordinal())
        return date.fromordinal(first), date.fromordinal(max(last, first))

    def days_around(self, days: int) -> tuple[date, date]:
        """Return the first and last day shown, so many days further apart on each side."""
        first, last = (day.toordinal() for day in self.days_shown)
        return (
            date.fromordinal(max(first - days, 1)),
            date.fromordinal(min(last + days, date.max.toordinal())),
        )

    def shows(self, x: float, radius: float = 0.0) -> bool:
        """Whether a mark at ``x`` lies inside the plot, all of it."""
        return self.left <= x - radius and x + radius <= self.right

    def clipped(self, start: float, end: float) -> tuple[float, float] | None:
        """Return the part of a stretch inside the plot, if any."""
        start, end = max(start, self.left), min(end, self.right)
        return (start, end) if start <= end else None
