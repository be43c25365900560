"""Lab panels: one marker each, its values, and the laboratory's range where it applies."""

from collections.abc import Sequence
from dataclasses import dataclass
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


def draw_lab_panels(sheet: Sheet, boxes: Sequence[Box], panels: Sequence[LabPanel]) -> None:
    """Draw one marker in each box; the first range with room for it is named."""
    named = False
    for box, panel in zip(boxes, panels, strict=False):
        axis = _axis(sheet, box, panel)
        bands = [] if panel.neutral else _range_boxes(sheet, axis, panel.points)
        surroundings = _draw_panel(sheet, axis, panel, bands)
        named = named or name_range(surroundings, bands)


def _draw_panel(sheet: Sheet, axis: LabAxis, panel: LabPanel, bands: Sequence[Box]) -> Surroundings:
    """Draw one marker; return what its labels left free."""
    polygons = [band.corners for band in bands]
    sheet.canvas.fill(polygons, sheet.style.range_band, f"range:{panel.marker.key}", 1)
    places = np.array([(sheet.scale.x(one.on), axis.y(one.value)) for one in panel.points])
    radius = _radius(sheet, places[:, 0])
    _draw_curve(sheet, panel, places)
    _draw_values(sheet, panel, places, radius)
    surroundings = Surroundings(sheet, axis.box, places, radius)
    write_values(surroundings, panel)
    _draw_label(sheet, axis.box, panel)
    return surroundings


def _axis(sheet: Sheet, box: Box, panel: LabPanel) -> LabAxis:
    """Return an axis that holds all values, and the ranges that are drawn."""
    values = [point.value for point in panel.points]
    for point in () if panel.neutral else panel.points:
        values += _ends(point)
    low, high = min(values), max(values)
    if high - low < 0.02 * high or high == low:
        spare = 0.1 * abs(high) or 1.0
        low, high = low - spare, high + spare
    return LabAxis(box, low, high, min(1.7 * sheet.em, 0.25 * box.height))


def _ends(point: LabPoint) -> list[float]:
    """Return values that show a range: where one side is open, some of that side."""
    if point.low is None and point.high is None:
        return []
    high = point.high if point.high is not None else 1.2 * (point.low or 0.0)
    return [point.low or 0.0, high]


def _range_boxes(sheet: Sheet, axis: LabAxis, points: Sequence[LabPoint]) -> list[Box]:
    """Return the ranges across the plot: each holds until the next result."""
    edges = [float("-inf"), *(sheet.scale.x(point.on) for point in points[1:]), float("inf")]
    boxes: list[Box] = []
    for point, (start, end) in zip(points, pairwise(edges), strict=True):
        shown = sheet.scale.clipped(start, end)
        if not shown or (point.low is None and point.high is None):
            continue
        top = axis.box.top if point.high is None else axis.y(point.high)
        bottom = axis.box.bottom if point.low is None else axis.y(point.low)
        last = boxes[-1] if boxes else None
        if last and (last.top, last.bottom, last.right) == (top, bottom, shown[0]):
            boxes[-1] = Box(last.left, top, shown[1], bottom)
        else:
            boxes.append(Box(shown[0], top, shown[1], bottom))
    return boxes


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
    """Write the marker and its unit beside the panel."""
    room = sheet.scale.left - 2 * sheet.label_left + 0.5
    rows = ((panel.marker.short, sheet.style.text), (panel.unit.symbol, sheet.style.muted))
    middle = box.middle - 0.7 * sheet.em
    for number, (words, colour) in enumerate(rows):
        name = f"label:{panel.marker.key}:{number}"
        text = sheet.font.elided(words, room)
        sheet.canvas.text(sheet.label_left, middle, text, colour, name)
        middle += 1.4 * sheet.em
