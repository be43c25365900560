"""The symptoms band: one line per symptom from 0 to 10, with gaps where nothing was logged.

A line is what the patient scored day by day. The line of another observer is thin, dashed and
hollow; a weekly score is a bar over its seven days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from b12tracker.domain.symptoms import WORST, Observer, Recall
from b12tracker.domain.timeline import SymptomLine, SymptomPoint, SymptomSeries

from .canvas import Box
from .clipping import clipped
from .marks import MarkKind
from .picture import HitKind, Mark
from .sheet import Sheet
from .symptom_labels import Pen, draw_symptom_labels, pens_for
from .symptom_means import Period, SymptomMean, Trace, period_for, trace

Severity = TypeVar("Severity", float, NDArray[np.float64])

LEAST = 0.5
"""A day is drawn as such from so many font sizes on; below, means are drawn."""

DAYS_DOTTED_FROM, MEANS_DOTTED_FROM = 0.6, 1.0
"""Points are drawn on the line when they lie so many font sizes apart."""

WEEK_HEIGHT, WEEK_OVERLAP = 0.2, 0.4
"""Height of a weekly score's bar in font sizes, and by how many days it outreaches its days."""


@dataclass(frozen=True)
class Band:
    """Where scores are drawn, and over which period they are averaged."""

    sheet: Sheet
    box: Box
    period: Period

    def y(self, severity: Severity) -> Severity:
        """Return the height of a severity; the ends keep clear of the edges."""
        inset = 0.06 * self.box.height
        return self.box.bottom - inset - severity / WORST * (self.box.height - 2 * inset)

    def trace(self, points: Sequence[SymptomPoint], period: Period) -> Trace:
        """Return how the scores of the view are drawn, and of whole periods beside it."""
        first, last = self.sheet.scale.days_around(2 * max(period.length, 7) + 2)
        begin = bisect_left(points, first, key=attrgetter("on"))
        end = bisect_right(points, last, key=attrgetter("on"))
        return trace(points[begin:end], period, self.sheet.words.week_starts)


def draw_symptom_band(sheet: Sheet, box: Box, lines: Sequence[SymptomLine], shown: int) -> None:
    """Draw the first ``shown`` lines, and say how many more are followed."""
    period = period_for(sheet.scale.px_per_day, LEAST * sheet.em)
    band = Band(sheet, box, period)
    _draw_scale(band)
    least = (DAYS_DOTTED_FROM if period.days == 1 else MEANS_DOTTED_FROM) * sheet.em
    dotted = period.length * sheet.scale.px_per_day >= least
    pens = pens_for(sheet, shown, dotted)
    for line, pen in zip(lines, pens, strict=False):
        for series in line.series:
            _draw_series(band, line, series, pen)
    draw_symptom_labels(sheet, box, lines, pens)


def _draw_scale(band: Band) -> None:
    sheet = band.sheet
    left, right = sheet.scale.left, sheet.scale.right
    rules = [((left, y), (right, y)) for y in (band.y(0), band.y(WORST))]
    sheet.canvas.strokes(rules, sheet.style.grid, 1, "rule:symptoms", 2, crisp=True)
    for severity in (0, WORST):
        at = (left - 0.45 * sheet.em, band.y(severity))
        name = f"scale:{severity}"
        sheet.canvas.text(*at, str(severity), sheet.style.muted, name, "right")


def _draw_series(band: Band, line: SymptomLine, series: SymptomSeries, pen: Pen) -> None:
    """Draw scores of one observer and one recall, and take up that they can be seen."""
    by_other, weekly = series.observer is Observer.OTHER, series.recall is Recall.WEEK
    pen = pen.for_other() if by_other else pen
    name = f"{line.key}:other" if by_other else line.key
    draw = _draw_weekly if weekly else _draw_daily
    marks = list(draw(band, line, series.points, pen, name))
    band.sheet.marks.extend(marks)
    if marks:
        kinds = {MarkKind.OTHER_OBSERVER: by_other, MarkKind.WEEK: weekly}
        band.sheet.kinds.update(kind for kind, is_it in kinds.items() if is_it)


def _draw_daily(
    band: Band, line: SymptomLine, points: Sequence[SymptomPoint], pen: Pen, name: str
) -> Iterator[Mark]:
    """Draw a line that breaks where a day is missing; yield what can be pointed at."""
    drawn = band.trace(points, band.period)
    if not len(drawn.days):
        return
    sheet, scale = band.sheet, band.sheet.scale
    places = np.column_stack((scale.xs_of(drawn.days), band.y(drawn.severities)))
    runs = [places[run] for run in drawn.runs()]
    pieces = [clipped(run, scale.left, scale.right) for run in runs if len(run) > 1]
    pen.draw(sheet, [piece for piece in pieces if len(piece) > 1], name)
    dots = runs if pen.dotted else [run for run in runs if len(run) == 1]
    spots = [place for run in dots for place in run.tolist() if scale.shows(place[0])]
    pen.dot(sheet, spots, name)
    reach = 0.2 * sheet.em
    for (x, y), what in zip(places.tolist(), drawn.what, strict=True):
        if scale.shows(x):
            yield _mark(line, what, Box(x - reach, y - reach, x + reach, y + reach))


def _draw_weekly(
    band: Band, line: SymptomLine, points: Sequence[SymptomPoint], pen: Pen, name: str
) -> Iterator[Mark]:
    """Draw each score as a bar over its week, or far away means over longer ones; yield them."""
    drawn = band.trace(points, Period(1) if band.period.days else band.period)
    half, bars = WEEK_HEIGHT / 2 * band.sheet.em, []
    for what, severity in zip(drawn.what, drawn.severities.tolist(), strict=True):
        first, last = (day.toordinal() for day in what.span)
        scale, y = band.sheet.scale, band.y(severity)
        seen = scale.clipped(scale.x_of(first - WEEK_OVERLAP), scale.x_of(last + WEEK_OVERLAP))
        if seen:
            bars.append(Box(seen[0], y - half, seen[1], y + half))
            yield _mark(line, what, bars[-1])
    pen.fill(band.sheet, [bar.corners for bar in bars], f"weeks:{name}", 3.8)


def _mark(line: SymptomLine, what: SymptomPoint | SymptomMean, box: Box) -> Mark:
    kind = HitKind.SYMPTOM if isinstance(what, SymptomPoint) else HitKind.BIN
    x, half_width = (box.left + box.right) / 2, (box.right - box.left) / 2
    return Mark(kind, what, x, box.middle, half_width, box.height / 2, of=line)
