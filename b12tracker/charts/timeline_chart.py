"""The timeline: doses, symptoms and labs on one time axis, drawn on a figure."""

from dataclasses import replace
from datetime import date

from matplotlib.figure import Figure

from b12tracker.domain.timeline import TimelineState

from .canvas import Canvas
from .doses_band import draw_dose_band
from .fonts import ChartFont
from .labs_band import draw_lab_panels
from .layout import Layout, lay_out
from .marks import LegendEntry, MarkKind
from .picture import FINGER_PX, TimelinePicture
from .sheet import Sheet
from .style import Style
from .symptoms_band import draw_symptom_band
from .time_axis import draw_time_axis, draw_today
from .words import ENGLISH, TimelineWords


def draw_timeline(
    figure: Figure,
    state: TimelineState,
    style: Style,
    font: ChartFont,
    first: date,
    last: date,
    words: TimelineWords = ENGLISH,
) -> TimelinePicture:
    """Clear the figure and draw the days from ``first`` to ``last``.

    Everything is placed in chart pixels of 1/100 inch, so a figure of 100 dpi is drawn pixel by
    pixel, and one of 200 dpi, on a screen with a pixel ratio of 2, twice as finely. A marker with
    nothing to see in these days takes no room.
    """
    canvas = Canvas(figure, style, font)
    state = replace(state, labs=tuple(one for one in state.labs if one.can_be_seen(first, last)))
    layout = lay_out(canvas, state, words, first, last)
    sheet = Sheet(canvas, layout.scale, words, state.today, layout.label_left)
    if layout.doses:
        draw_dose_band(sheet, layout.doses, state)
    draw_time_axis(sheet, layout)
    draw_today(sheet, layout)
    if layout.symptoms:
        draw_symptom_band(sheet, layout.symptoms, state.symptoms, layout.symptoms_shown)
    draw_lab_panels(sheet, layout.labs, state.labs)
    return _picture(sheet, state, layout)


def _picture(sheet: Sheet, state: TimelineState, layout: Layout) -> TimelinePicture:
    names = [line.name for line in state.symptoms[layout.symptoms_shown :]]
    names += [panel.marker.short for panel in state.labs[len(layout.labs) :]]
    return TimelinePicture(
        scale=sheet.scale,
        marks=tuple(sorted(sheet.marks, key=lambda mark: (mark.x, mark.y))),
        legend=tuple(LegendEntry(kind) for kind in MarkKind if kind in sheet.kinds),
        left_out=tuple(names),
        finger_px=max(FINGER_PX, sheet.em),
    )
