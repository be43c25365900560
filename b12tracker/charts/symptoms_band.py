"""The symptoms band: one line per symptom from 0 to 10, with gaps where nothing was logged."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from b12tracker.domain.symptoms import WORST
from b12tracker.domain.timeline import SymptomLine, SymptomPoint

from .canvas import Box
from .clipping import Line, clipped
from .picture import HitKind, Mark
from .sheet import Sheet
from .symptom_labels import Pen, draw_symptom_labels, pens_for
from .symptom_means import Period, Trace, period_for, trace

Severity = TypeVar("Severity", float, NDArray[np.float64])

LEAST = 0.5
"""A day is drawn as such from so many font sizes on; below, means are drawn."""

DAYS_DOTTED_FROM, MEANS_DOTTED_FROM = 0.75, 1.0
"""Points are drawn on the line when they lie so many font sizes apart."""


def draw_symptom_band(sheet: Sheet, box: Box, lines: Sequence[SymptomLine], shown: int) -> None:
    """Draw the first ``shown`` lines, and say how many more are followed."""
    _draw_scale(sheet, box)
    period = period_for(sheet.scale.px_per_day, LEAST * sheet.em)
    least = (DAYS_DOTTED_FROM if period.days == 1 else MEANS_DOTTED_FROM) * sheet.em
    dotted = period.length * sheet.scale.px_per_day >= least
    pens = pens_for(sheet, shown, dotted)
    for line, pen in zip(lines, pens, strict=False):
        _draw_line(sheet, box, line, pen, period)
    draw_symptom_labels(sheet, box, lines, pens)


def _draw_scale(sheet: Sheet, box: Box) -> None:
    left, right = sheet.scale.left, sheet.scale.right
    rules = [((left, y), (right, y)) for y in (_y(box, 0), _y(box, WORST))]
    sheet.canvas.strokes(rules, sheet.style.grid, 1, "rule:symptoms", 2, crisp=True)
    for severity in (0, WORST):
        at = (left - 0.45 * sheet.em, _y(box, severity))
        name = f"scale:{severity}"
        sheet.canvas.text(*at, str(severity), sheet.style.muted, name, "right")


def _draw_line(sheet: Sheet, box: Box, line: SymptomLine, pen: Pen, period: Period) -> None:
    drawn = trace(_around(sheet, line.points, period), period, sheet.words.week_starts)
    if not len(drawn.days):
        return
    places = np.column_stack((sheet.scale.xs_of(drawn.days), _y(box, drawn.severities)))
    runs = [places[run] for run in drawn.runs()]
    left, right = sheet.scale.left, sheet.scale.right
    pieces = [clipped(run, left, right) for run in runs if len(run) > 1]
    pen.draw(sheet, [piece for piece in pieces if len(piece) > 1], line.key)
    dots = runs if pen.dotted else [run for run in runs if len(run) == 1]
    spots = [place for run in dots for place in run.tolist() if sheet.scale.shows(place[0])]
    pen.dot(sheet, spots, line.key)
    _take_up(sheet, line, drawn, places)


def _around(sheet: Sheet, points: Sequence[SymptomPoint], period: Period) -> Sequence[SymptomPoint]:
    """Return the points of the view, and of whole periods on both sides of it."""
    first, last = sheet.scale.days_around(2 * period.length + 2)
    begin = bisect_left(points, first, key=attrgetter("on"))
    return points[begin : bisect_right(points, last, key=attrgetter("on"))]


def _take_up(sheet: Sheet, line: SymptomLine, drawn: Trace, places: Line) -> None:
    """Let every place be pointed at."""
    reach = 0.2 * sheet.em
    for (x, y), what in zip(places.tolist(), drawn.what, strict=True):
        if sheet.scale.shows(x):
            kind = HitKind.SYMPTOM if isinstance(what, SymptomPoint) else HitKind.BIN
            sheet.marks.append(Mark(kind, what, x, y, reach, reach, of=line))


def _y(box: Box, severity: Severity) -> Severity:
    """Return the height of a severity; the ends keep clear of the edges."""
    inset = 0.06 * box.height
    return box.bottom - inset - severity / WORST * (box.height - 2 * inset)
