"""Lab panels: one marker each, its values, and the range they are read against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from b12tracker.domain.labs import Comparator
from b12tracker.domain.timeline import LabPanel, LabPoint

from .canvas import Box, Spot, stamped
from .clipping import Line, clipped
from .lab_labels import Surroundings, name_range, write_values
from .marks import POINT_SHAPES
from .picture import HitKind, Mark
from .sheet import Sheet

DOT = 0.27
"""Radius of a value, in font sizes."""

TWO_ROWS = 3.3
"""A panel of at least so many font sizes has the unit below the marker."""


@dataclass(frozen=True)
class LabAxis:
    """Values up and down a panel."""

    box: Box
    low: float
    high: float
    pad: float

    def y(self, value: float) -> float:
        """Return the height of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.box.bottom - self.pad - share * (self.box.height - 2 * self.pad)


@dataclass(frozen=True)
class Band:
    """A range across a stretch of the plot, the laboratory's own or a published one."""

    box: Box
    published: bool

    def goes_on_as(self, other: "Band") -> bool:
        """Whether the other one follows without a step."""
        mine, its = self.box, other.box
        edges = (mine.top, mine.bottom, mine.right) == (its.top, its.bottom, its.left)
        return edges and self.published == other.published


def draw_lab_panels(sheet: Sheet, boxes: Sequence[Box], panels: Sequence[LabPanel]) -> None:
    """Draw one marker in each box; the first range with room for it is named."""
    named = False
    for box, panel in zip(boxes, panels, strict=False):
        axis = _axis(sheet, box, panel)
        surroundings = _draw_panel(sheet, axis, panel)
        bands = _bands(sheet, axis, panel.points)
        named = _draw_ranges(surroundings, panel, bands, named)


def _draw_panel(sheet: Sheet, axis: LabAxis, panel: LabPanel) -> Surroundings:
    """Draw one marker; return what its labels left free."""
    places = np.array([(sheet.scale.x(one.on), axis.y(one.value)) for one in panel.points])
    radius = _radius(sheet, places[:, 0])
    _draw_curve(sheet, panel, places)
    _draw_values(sheet, panel, places, radius)
    surroundings = Surroundings(sheet, axis.box, places, radius)
    write_values(surroundings, panel)
    _draw_label(sheet, axis.box, panel)
    return surroundings


def _draw_ranges(around: Surroundings, panel: LabPanel, bands: Sequence[Band], named: bool) -> bool:
    """Draw the laboratory's ranges, and published ones if there is room to say that they are.

    Return whether the laboratory's range is named by now.
    """
    sheet, key = around.sheet, panel.marker.key
    own = [band.box for band in bands if not band.published]
    published = [band.box for band in bands if band.published]
    _fill(sheet, own, f"range:{key}")
    if name_range(around, published, sheet.words.published, f"published:{key}"):
        _fill(sheet, published, f"published:{key}")
    return named or name_range(around, own, sheet.words.range, "range")


def _fill(sheet: Sheet, boxes: Sequence[Box], name: str) -> None:
    sheet.canvas.fill([box.corners for box in boxes], sheet.style.range_band, name, 1)


def _axis(sheet: Sheet, box: Box, panel: LabPanel) -> LabAxis:
    """Return an axis that holds all values, and the laboratory's ranges."""
    values = [point.value for point in panel.points]
    for point in panel.points:
        values += [] if point.published else _ends(point)
    low, high = min(values), max(values)
    if high - low < 0.02 * high or high == low:
        spare = 0.1 * abs(high) or 1.0
        low, high = low - spare, high + spare
    return LabAxis(box, low, high, min(1.7 * sheet.em, 0.25 * box.height))


def _ends(point: LabPoint) -> list[float]:
    """Return values that show a range: where one side is open, a little of that side."""
    if point.low and point.high is not None:
        return [point.low, point.high]
    if point.high is not None:
        return [0.9 * point.high, point.high]
    return [point.low, 1.1 * point.low] if point.low else []


def _bands(sheet: Sheet, axis: LabAxis, points: Sequence[LabPoint]) -> list[Band]:
    """Return the ranges across the plot: each holds until the next result."""
    edges = [float("-inf"), *(sheet.scale.x(point.on) for point in points[1:]), float("inf")]
    bands: list[Band] = []
    for point, (start, end) in zip(points, pairwise(edges), strict=True):
        shown, (top, bottom) = sheet.scale.clipped(start, end), _heights(axis, point)
        if not shown or not point.has_range or top >= bottom:
            continue
        band = Band(Box(shown[0], top, shown[1], bottom), point.published)
        if bands and bands[-1].goes_on_as(band):
            band = Band(replace(band.box, left=bands.pop().box.left), band.published)
        bands.append(band)
    return bands


def _heights(axis: LabAxis, point: LabPoint) -> tuple[float, float]:
    """Return where a range begins and ends, within the panel; an open side runs to its edge."""
    top = axis.box.top if point.high is None else max(axis.y(point.high), axis.box.top)
    bottom = min(axis.y(point.low), axis.box.bottom) if point.low else axis.box.bottom
    return top, bottom


def _radius(sheet: Sheet, xs: NDArray[np.float64]) -> float:
    """Return how large values are drawn: smaller where they lie close."""
    shown = xs[(xs >= sheet.scale.left) & (xs <= sheet.scale.right)]
    gaps = np.diff(shown)
    typical = float(np.median(gaps)) if len(gaps) else float("inf")
    return min(DOT * sheet.em, max(0.42 * typical, 1.3))


def _draw_curve(sheet: Sheet, panel: LabPanel, places: Line) -> None:
    line = clipped(places, sheet.scale.left, sheet.scale.right)
    if len(line) > 1:
        width, name = 0.11 * sheet.em, f"lab-line:{panel.marker.key}"
        sheet.canvas.strokes([line], sheet.style.muted, width, name, 4)


def _draw_values(sheet: Sheet, panel: LabPanel, places: Line, radius: float) -> None:
    """Draw the values: exact ones filled, those below or above a limit as open arrows."""
    spots: dict[Comparator | None, list[Spot]] = {
        None: [],
        Comparator.BELOW: [],
        Comparator.ABOVE: [],
    }
    for (x, y), point in zip(places.tolist(), panel.points, strict=True):
        if sheet.scale.shows(x):
            spots[point.comparator].append((x, y, radius))
            sheet.marks.append(Mark(HitKind.LAB, point, x, y, radius, radius, of=panel))
    for comparator, found in spots.items():
        if found:
            _draw_spots(sheet, panel.marker.key, comparator, found)


def _draw_spots(
    sheet: Sheet, key: str, comparator: Comparator | None, spots: Sequence[Spot]
) -> None:
    colour = sheet.style.text
    if comparator is None:
        copies = stamped(POINT_SHAPES["circle"], spots)
        sheet.canvas.fill(copies, colour, f"lab:{key}:value", 5, crisp=False)
        return
    shape = "below" if comparator is Comparator.BELOW else "above"
    larger = [(x, y, 1.35 * radius) for x, y, radius in spots]
    sheet.canvas.shapes(
        stamped(POINT_SHAPES[shape], larger),
        inside=sheet.style.surface,
        edge=colour,
        width=0.12 * sheet.em,
        name=f"lab:{key}:{shape}",
        layer=5,
    )


def _draw_label(sheet: Sheet, box: Box, panel: LabPanel) -> None:
    """Write the marker and its unit beside the panel: in two rows, or in one if it is low."""
    name, symbol = panel.marker.short, panel.unit.symbol
    left, low = sheet.label_left, box.height < TWO_ROWS * sheet.em
    room = sheet.scale.left - 2 * left + 0.5
    first = sheet.font.elided(name, room)
    aside = sheet.font.width(f"{first} ") if low else 0.0
    rows = (
        (left, box.middle - (0.0 if low else 0.7 * sheet.em), first, sheet.style.text),
        (
            left + aside,
            box.middle + (0.0 if low else 0.7 * sheet.em),
            sheet.font.elided(symbol, room - aside),
            sheet.style.muted,
        ),
    )
    for number, (x, middle, words, colour) in enumerate(rows):
        sheet.canvas.text(x, middle, words, colour, f"label:{panel.marker.key}:{number}")
