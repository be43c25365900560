"""Values written beside their dots, as many as have room without touching anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from b12tracker.domain.timeline import LabPanel, LabPoint

from .canvas import Box
from .clipping import Line
from .sheet import Sheet

SPACIOUS = 3.2
"""With less room for each value, in font sizes, only the telling ones are written."""

STEP = 2.0
"""Places along a band that are tried for its name, in font sizes."""


@dataclass(frozen=True)
class Surroundings:
    """What a label must keep clear of: the panel's edges, line and dots, today, other labels."""

    sheet: Sheet
    box: Box
    places: Line
    radius: float
    taken: list[Box] = field(default_factory=list)

    def is_free(self, label: Box) -> bool:
        """Whether a label can stand here."""
        em, scale = self.sheet.em, self.sheet.scale
        if label.left < scale.left or label.right > scale.right:
            return False
        if label.top < self.box.top - 0.2 * em or label.bottom > self.box.bottom + 0.2 * em:
            return False
        today = self.sheet.today_x
        if today is not None and label.left - 2 < today < label.right + 2:
            return False
        return not (self._on_a_dot(label) or self._on_the_line(label) or self._on_a_label(label))

    def crosses_grid(self, label: Box) -> bool:
        """Whether a line of the grid runs through a label, which is better avoided."""
        return any(label.left - 1 < x < label.right + 1 for x in self.sheet.grid)

    def _on_a_label(self, label: Box) -> bool:
        return any(label.meets(other, 0.35 * self.sheet.em) for other in self.taken)

    def _on_a_dot(self, label: Box) -> bool:
        xs, ys, around = self.places[:, 0], self.places[:, 1], self.radius + 0.5
        across = (xs > label.left - around) & (xs < label.right + around)
        down = (ys > label.top - around) & (ys < label.bottom + around)
        return bool(np.any(across & down))

    def _on_the_line(self, label: Box) -> bool:
        xs, ys = self.places[:, 0], self.places[:, 1]
        left, right = max(label.left, xs[0]), min(label.right, xs[-1])
        if left >= right:
            return False
        within = ys[(xs > left) & (xs < right)]
        heights = np.concatenate((np.interp((left, right), xs, ys), within))
        return bool(heights.max() > label.top and heights.min() < label.bottom)


def write_values(around: Surroundings, panel: LabPanel) -> None:
    """Write the values that have room, the ones that matter most first."""
    sheet = around.sheet
    for place in _by_weight(around):
        words = _words(sheet, panel.points[place])
        x, y = around.places[place]
        free = [box for box in _spots(around, float(x), float(y), words) if around.is_free(box)]
        box = min(free, key=around.crosses_grid, default=None)
        if box:
            around.taken.append(box)
            name = f"value:{panel.marker.key}:{place}"
            sheet.canvas.text(box.left, box.middle, words, sheet.style.text, name)


def _words(sheet: Sheet, point: LabPoint) -> str:
    return f"{point.comparator or ''}{sheet.words.number(point.value)}"


def _by_weight(around: Surroundings) -> list[int]:
    """Return the values in view: last, first, highest, lowest, then the others backwards."""
    scale, ys = around.sheet.scale, around.places[:, 1]
    shown = [place for place, x in enumerate(around.places[:, 0]) if scale.shows(float(x))]
    if not shown:
        return []
    highest, lowest = min(shown, key=ys.__getitem__), max(shown, key=ys.__getitem__)
    ordered = [shown[-1], shown[0], highest, lowest, *reversed(shown)]
    room = (scale.right - scale.left) / len(shown)
    most = len(ordered) if room >= SPACIOUS * around.sheet.em else 4
    return list(dict.fromkeys(ordered[:most]))


def _spots(around: Surroundings, x: float, y: float, words: str) -> Iterator[Box]:
    """Yield where the words could stand: above or below, in the middle or to one side."""
    em = around.sheet.em
    width = around.sheet.font.width(words)
    off = around.radius * 1.35 + 0.72 * em
    side = around.radius + 0.25 * em
    for middle, left in (
        (y - off, x - width / 2),
        (y + off, x - width / 2),
        (y - off, x),
        (y - off, x - width),
        (y + off, x),
        (y + off, x - width),
        (y, x + side),
        (y, x - side - width),
    ):
        yield Box(left, middle - 0.55 * em, left + width, middle + 0.65 * em)


def name_range(around: Surroundings, bands: Sequence[Box], words: str, name: str) -> bool:
    """Write what the band is where it is free; tell whether there was room."""
    sheet = around.sheet
    for label, band in _range_spots(around, bands, words):
        if band.left <= label.left and around.is_free(label):
            colour = sheet.style.range_band
            sheet.canvas.fill([label.corners], colour, f"label:{name}:ground", 2.5)
            at = (label.left, label.middle - 0.05 * sheet.em)
            sheet.canvas.text(*at, words, sheet.style.muted, f"label:{name}")
            return True
    return False


def _range_spots(
    around: Surroundings, bands: Sequence[Box], words: str
) -> Iterator[tuple[Box, Box]]:
    """Yield where the words could stand: at either end of a band, or somewhere along it."""
    em, font = around.sheet.em, around.sheet.font
    width = font.width(words)
    for band in bands:
        if band.height < 1.1 * em:
            continue
        ends = (band.left + 0.5 * em, band.right - 0.5 * em - width)
        for left in (*ends, *np.arange(*ends, STEP * em).tolist()):
            for middle in (band.bottom - 0.7 * em, band.top + 0.7 * em):
                yield Box(left, middle - 0.55 * em, left + width, middle + 0.65 * em), band
