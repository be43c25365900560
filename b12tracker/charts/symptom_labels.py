"""How each symptom's line is drawn, and its name beside the band with a sample of the line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from numpy.typing import ArrayLike

from b12tracker.domain.timeline import SymptomLine

from .canvas import Box, stamped
from .layout import MARGIN, ROW, SWATCH
from .marks import POINT_SHAPES
from .sheet import Sheet
from .style import LINE_LOOKS, LineLook

WIDTHS = {1: 0.15, 2: 0.14, 3: 0.125}
"""Width of a line by the number of lines, in font sizes; more lines are as thin as three."""

OTHERS_DASH, OTHERS_WIDTH = (1.2, 2.4), 0.8
"""Dash of what somebody else scored, and its width as a share of the patient's own line."""


@dataclass(frozen=True)
class Pen:
    """What one symptom is drawn with.

    Attributes:
        dotted: every point is drawn, on a solid line; otherwise the dash tells lines apart.
        of_other: for the scores of another observer than the patient.
    """

    colour: str
    width: float
    look: LineLook
    dot_radius: float
    dotted: bool
    of_other: bool = False

    def for_other(self) -> "Pen":
        """Return the pen for what somebody else scored: the same colour, thin and hollow."""
        return replace(self, width=self.width * OTHERS_WIDTH, of_other=True)

    def draw(self, sheet: Sheet, lines: Sequence[ArrayLike], name: str) -> None:
        """Draw lines."""
        name = f"symptom:{name}"
        dash = OTHERS_DASH if self.of_other else () if self.dotted else self.look.dash
        sheet.canvas.strokes(lines, self.colour, self.width, name, 4, dash)

    def dot(self, sheet: Sheet, places: Sequence[Sequence[float]], name: str) -> None:
        """Draw points."""
        if not len(places):
            return
        spots = [(x, y, self.dot_radius) for x, y in places]
        copies = stamped(POINT_SHAPES[self.look.marker], spots)
        self.fill(sheet, copies, f"points:{name}", 4.6)

    def fill(self, sheet: Sheet, polygons: Iterable[ArrayLike], name: str, layer: float) -> None:
        """Fill polygons; what somebody else scored is hollow."""
        if self.of_other:
            look = {"inside": sheet.style.surface, "edge": self.colour}
            sheet.canvas.shapes(polygons, width=0.09 * sheet.em, name=name, layer=layer, **look)
        else:
            sheet.canvas.fill(polygons, self.colour, name, layer, crisp=False)


def pens_for(sheet: Sheet, count: int, dotted: bool) -> list[Pen]:
    """Return a pen for each of so many lines."""
    width = WIDTHS.get(count, WIDTHS[3]) * sheet.em
    looks = zip(sheet.style.symptoms, LINE_LOOKS, strict=True)
    pens = [Pen(colour, width, look, 0.21 * sheet.em, dotted) for colour, look in looks]
    return pens[:count]


def draw_symptom_labels(
    sheet: Sheet, box: Box, lines: Sequence[SymptomLine], pens: Sequence[Pen]
) -> None:
    """Write the names below each other, and how many more symptoms are followed."""
    more = len(lines) - len(pens)
    rows = len(pens) + (more > 0)
    step = ROW * sheet.em
    middle = box.middle - (rows - 1) / 2 * step
    for line, pen in zip(lines, pens, strict=False):
        _draw_label(sheet, line, pen, middle)
        middle += step
    if more > 0:
        at = (sheet.label_left + SWATCH * sheet.em, middle)
        words = sheet.font.elided(sheet.words.more(more), _room(sheet))
        sheet.canvas.text(*at, words, sheet.style.muted, "label:more")


def _draw_label(sheet: Sheet, line: SymptomLine, pen: Pen, middle: float) -> None:
    left, long = sheet.label_left, 1.45 * sheet.em
    pen.draw(sheet, [((left, middle), (left + long, middle))], f"{line.key}:sample")
    if pen.dotted:
        pen.dot(sheet, [(left + long / 2, middle)], f"{line.key}:sample")
    name = sheet.font.elided(line.name, _room(sheet))
    at = (left + SWATCH * sheet.em, middle)
    sheet.canvas.text(*at, name, pen.colour, f"label:{line.key}")


def _room(sheet: Sheet) -> float:
    """Return the width between a sample and the numbers of the scale."""
    begin = sheet.label_left + SWATCH * sheet.em
    return sheet.scale.left - (MARGIN + 0.4) * sheet.em - sheet.font.width("10") - begin + 0.5
