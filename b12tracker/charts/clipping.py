"""Lines cut at the edges of the plot by geometry, because not every output honours clip paths."""

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]


def clipped(line: Line, left: float, right: float) -> Line:
    """Return the part of a polyline between two edges; empty if there is none.

    Args:
        line: rows of x and y, x never falling.
    """
    xs, ys = line[:, 0], line[:, 1]
    if xs[-1] < left or xs[0] > right:
        return line[:0]
    if xs[0] >= left and xs[-1] <= right:
        return line
    inside = line[(xs >= left) & (xs <= right)]
    ends = [edge for edge in (left, right) if xs[0] < edge < xs[-1]]
    cuts = np.array([(edge, np.interp(edge, xs, ys)) for edge in ends]).reshape(-1, 2)
    before, after = cuts[cuts[:, 0] <= left], cuts[cuts[:, 0] >= right]
    return np.vstack((before, inside, after))
