"""The line that ties a dose given off the plan to its planned date, so that drift is seen."""

import numpy as np

from .canvas import Spot
from .clipping import Line

FLAT_SIDE = 0.7
"""How far the flat side of a triangle lies from its middle, in radii."""


def tie(ring: Spot, mark: Spot, forward: bool) -> Line:
    """Return a line from the top of a ring to the flat side of a mark above, from left to right.

    Args:
        forward: the mark points to the right, because it is late.
    """
    side = 1 if forward else -1
    start = (ring[0], ring[1] - ring[2])
    end = (mark[0] - side * FLAT_SIDE * mark[2], mark[1])
    if (end[0] - start[0]) * side < 0.5 * mark[2]:
        line = np.array([start, (mark[0], mark[1] + 0.4 * mark[2])])
    else:
        line = _branch(start, end)
    return line if line[0, 0] <= line[-1, 0] else line[::-1]


def _branch(start: tuple[float, float], end: tuple[float, float]) -> Line:
    """Return a line that leaves upwards and arrives level, its corner rounded."""
    bend = min(abs(end[0] - start[0]), abs(end[1] - start[1]))
    side = 1 if end[0] > start[0] else -1
    corner = np.array((start[0], end[1]))
    begin, finish = corner + np.array((0.0, bend)), corner + np.array((side * bend, 0.0))
    steps = np.linspace(0, 1, 7)[:, None]
    curve = (1 - steps) ** 2 * begin + 2 * steps * (1 - steps) * corner + steps**2 * finish
    return np.vstack((start, curve, end))
