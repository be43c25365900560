"""Pauses as hatched stretches of the dose band, each named where there is room."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from b12tracker.domain.interruptions import Pause

from .canvas import Box
from .phases_band import STRIP
from .sheet import Sheet

HATCH = 0.75
"""Between two lines of the hatching, in font sizes."""


def draw_pauses(sheet: Sheet, box: Box, pauses: Sequence[Pause]) -> None:
    """Hatch the pauses that can be seen."""
    lines: list[list[tuple[float, float]]] = []
    for pause in pauses:
        shown = sheet.scale.clipped(*_edges(sheet, pause))
        if shown:
            part = Box(shown[0], box.top + STRIP * sheet.em, shown[1], box.bottom)
            lines += _hatching(part, HATCH * sheet.em)
            _name(sheet, part)
    sheet.canvas.strokes(lines, sheet.style.line, 1, "pauses", 2)


def _edges(sheet: Sheet, pause: Pause) -> tuple[float, float]:
    """Return where a pause begins and ends; one without an end goes on to the edge."""
    left = sheet.scale.x(pause.start)
    if pause.end is None:
        return left, max(left, sheet.scale.right)
    return left, sheet.scale.x(pause.end + timedelta(days=1))


def _hatching(box: Box, step: float) -> Iterator[list[tuple[float, float]]]:
    """Yield lines that rise to the right, cut at the edges of the box."""
    height = box.bottom - box.top
    start = box.left - height
    while start < box.right:
        left, right = max(start, box.left), min(start + height, box.right)
        if right > left:
            yield [(left, box.bottom - (left - start)), (right, box.bottom - (right - start))]
        start += step


def _name(sheet: Sheet, box: Box) -> None:
    words = sheet.words.pause
    if sheet.font.width(words) + sheet.em < box.right - box.left:
        x, y = (box.left + box.right) / 2, box.bottom - 0.8 * sheet.em
        sheet.canvas.text(x, y, words, sheet.style.muted, "label:pause", align="center")
