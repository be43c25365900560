"""Where marks stand within the dose band: on the plan's line, or in a lane above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .canvas import Box
from .marks import MARK_SHAPES, MarkKind
from .phases_band import STRIP

RADIUS_LEAST, RADIUS_MOST = 0.33, 0.66
"""Of an ordinary mark, in font sizes."""

TIGHTEST = 2.2
"""No mark shrinks below this radius, in chart pixels."""


@dataclass(frozen=True)
class Lanes:
    """Heights within the dose band, in chart pixels.

    Attributes:
        line: where planned dates and doses given on time stand.
        step: from the line to the first lane above it, and from lane to lane.
        lanes: how many lanes fit beneath the names of the phases.
        bar: the middle of the tolerance bars.
        counts: the middle of the counts under bins.
        radius: of the largest ordinary mark.
    """

    em: float
    line: float
    step: float
    lanes: int
    bar: float
    counts: float
    radius: float
    top: float

    @classmethod
    def within(cls, box: Box, em: float) -> "Lanes":
        """Divide the dose band."""
        top = box.top + STRIP * em
        room = box.bottom - top
        radius = min(RADIUS_MOST * em, room / 7.4)
        above, below = 3.9 * radius, 1.5 * radius + 1.35 * em
        line = top + above + max(room - above - below, 0) * 0.5
        step = 2.5 * radius
        return cls(
            em=em,
            line=line,
            step=step,
            lanes=max(1, int((line - top - radius) / step)),
            bar=line + 1.35 * radius + 0.35 * em,
            counts=line + 1.5 * radius + 0.65 * em,
            radius=radius,
            top=top,
        )

    def radius_of(self, kind: MarkKind, spacing: float) -> float:
        """Return how large a mark is among others that follow each other at ``spacing``."""
        radius = min(max(0.43 * spacing, RADIUS_LEAST * self.em), self.radius)
        return radius * MARK_SHAPES[kind].scale

    def y(self, lane: int) -> float:
        """Return the middle of a lane; 0 is the plan's line."""
        return self.line - lane * self.step


def lanes_for(
    stretches: Sequence[tuple[float, float]],
    lanes: int,
    gap: float,
    taken_up: Sequence[tuple[float, float]] = (),
) -> list[tuple[int, float]]:
    """Give each stretch the lowest lane, from 1, where it meets no other.

    Where no lane is free it goes into the emptiest, aside by so many pixels.

    Args:
        stretches: left and right edges, in order.
        taken_up: stretches of the first lane that are in use.
    """
    free_from = [float("-inf")] * lanes
    given = []
    for left, right in stretches:
        busy = any(left < end + gap and begin < right + gap for begin, end in taken_up)
        open_lanes = range(int(busy and lanes > 1), lanes)
        lane = next((one for one in open_lanes if free_from[one] + gap <= left), None)
        if lane is None:
            lane = min(open_lanes, key=free_from.__getitem__)
        aside = max(free_from[lane] + gap - left, 0.0)
        free_from[lane] = right + aside
        given.append((lane + 1, aside))
    return given


def shrunk(places: Sequence[float], radii: Sequence[float], firm: Sequence[bool]) -> list[float]:
    """Return the radii, smaller where neighbours on one line would touch; firm ones give way last.

    Args:
        places: in order.
    """
    fitted = list(radii)
    for place, (left, right) in enumerate(pairwise(places)):
        gap, pair = right - left, (place, place + 1)
        for one, other in (pair, pair[::-1]):
            if firm[one] == firm[other]:
                room = 0.46 * gap
            else:
                room = 0.7 * gap if firm[one] else gap - min(radii[other], 0.7 * gap) - 0.3
            fitted[one] = min(fitted[one], max(TIGHTEST, room))
    return fitted
