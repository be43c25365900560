"""A bin of doses as a capsule: how wide it is and how its width is shared among the kinds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .dose_bins import DoseBin
from .marks import OPEN_KINDS, MarkKind, Points
from .time_scale import TimeScale

GAP = 2.4
"""Between two capsules, in chart pixels."""

ORDER = (
    MarkKind.BEFORE_PLAN,
    MarkKind.ON_TIME,
    MarkKind.EARLY,
    MarkKind.LATE,
    MarkKind.TOP_UP,
    MarkKind.SKIPPED,
    MarkKind.MISSED,
    *OPEN_KINDS,
)
"""The parts of a capsule from its left."""


@dataclass(frozen=True)
class Part:
    """The share of one kind: its edges in chart pixels, and which of its ends are round."""

    kind: MarkKind
    left: float
    right: float
    first: bool
    last: bool

    def outline(self, middle: float, half: float, inset: float = 0.0) -> Points:
        """Return its polygon."""
        left, right = self.left + 0.5 + inset, max(self.right - 0.5 - inset, self.left + 1.0)
        top, bottom = middle - half + inset, middle + half - inset
        corner = min(half * 0.55, (right - left) / 2)
        near, far = corner * self.first, corner * self.last
        return (
            *_rounded(left, top, near, (0, 1), (1, 0)),
            *_rounded(right, top, far, (-1, 0), (0, 1)),
            *_rounded(right, bottom, far, (0, -1), (-1, 0)),
            *_rounded(left, bottom, near, (1, 0), (0, -1)),
        )


def _rounded(
    x: float, y: float, by: float, start: tuple[int, int], end: tuple[int, int]
) -> Iterator[tuple[float, float]]:
    """Yield a corner, cut round from ``start`` to ``end`` of it."""
    for step in (0.0, 0.25, 0.5, 0.75, 1.0) if by else (0.0,):
        before, after = (1 - step) ** 2 * by, step**2 * by
        yield x + before * start[0] + after * end[0], y + before * start[1] + after * end[1]


@dataclass(frozen=True)
class Capsule:
    """A bin across the chart; ``left`` and ``right`` may lie outside the plot."""

    bin: DoseBin
    left: float
    right: float
    shown: tuple[float, float]

    @property
    def middle(self) -> float:
        """The middle of what can be seen."""
        return sum(self.shown) / 2

    @property
    def width(self) -> float:
        """The width of what can be seen."""
        return self.shown[1] - self.shown[0]

    def beside(self, today: float | None, gap: float) -> tuple[float, float]:
        """Return the edges of what can be seen, up to today's line where it crosses."""
        left, right = self.shown
        return (left, today - gap) if today is not None and left < today < right else self.shown

    @property
    def full_width(self) -> float:
        """The width of all of it."""
        return self.right - self.left

    def parts(self) -> Iterator[Part]:
        """Yield the share of each kind, as far as it can be seen."""
        counts = self.bin.counts
        each = (self.right - self.left) / counts.total()
        begin = self.left
        for kind in ORDER:
            end = begin + each * counts[kind]
            left, right = max(begin, self.shown[0]), min(end, self.shown[1])
            if right > left:
                yield Part(kind, left, right, left == self.left, abs(right - self.right) < 0.01)
            begin = end


def capsules(
    bins: Sequence[DoseBin],
    scale: TimeScale,
    least: float,
    taken_up: Sequence[tuple[float, float]] = (),
) -> Iterator[Capsule]:
    """Yield the bins that can be seen, from left to right.

    Where two would overlap they meet halfway; they give way to stretches that are taken up.

    Args:
        least: how wide a bin is at least, where there is room.
    """
    ordered = sorted(bins, key=lambda one: one.first)
    edges = [_edges(one, scale, least) for one in ordered]
    borders = [*map(_border, pairwise(edges)), float("inf")]
    begin = float("-inf")
    for one, (left, right), end in zip(ordered, edges, borders, strict=False):
        left, right = max(left, begin + GAP / 2), min(right, end - GAP / 2)
        left, right = _beside(left, right, taken_up)
        begin = end
        shown = scale.clipped(left, right)
        if shown and shown[1] - shown[0] >= 1:
            yield Capsule(one, left, right, shown)


def _edges(one: DoseBin, scale: TimeScale, least: float) -> tuple[float, float]:
    """Return the edges: half an interval around the doses."""
    days = one.doses[-1].dose.slot.phase.every.days / 2 if one.doses else 0
    left, right = scale.x(one.first), scale.x(one.last)
    around = max(days * scale.px_per_day, 1.5, (least - (right - left)) / 2)
    return left - around, right + around


def _border(pair: tuple[tuple[float, float], tuple[float, float]]) -> float:
    (_, before), (after, _) = pair
    return (before + after) / 2


def _beside(
    left: float, right: float, taken_up: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Return the edges, drawn in where marks stand at either end; a sliver always remains."""
    middle = (left + right) / 2
    for begin, end in taken_up:
        if begin < right and end > left:
            if begin + end < 2 * middle:
                left = min(max(left, end + 1), middle - 1)
            else:
                right = max(min(right, begin - 1), middle + 1)
    return left, right
