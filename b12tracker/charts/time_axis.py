"""The time axis beneath all bands, its lines through them, and the line of today."""

from collections.abc import Iterator, Sequence

from .layout import AXIS, Layout
from .phases_band import STRIP
from .sheet import Sheet
from .ticks import Ticks, ticks_for


def draw_time_axis(sheet: Sheet, layout: Layout) -> None:
    """Draw the ticks with their labels, and faint lines at them through the bands."""
    right = sheet.canvas.width - 0.3 * sheet.em
    ticks = ticks_for(sheet.scale, sheet.font, sheet.words, right)
    bottom = layout.plot.bottom
    _draw_lines(sheet, layout, ticks)
    middle = bottom + 0.55 * AXIS * sheet.em
    sheet.grid.extend(tick.x for tick in ticks.major)
    if ticks.year:
        at = (sheet.scale.left - 0.45 * sheet.em, middle)
        sheet.canvas.text(*at, ticks.year, sheet.style.muted, "tick:year", "right")
    for tick in ticks.major:
        if tick.label:
            x, name = tick.x + 0.45 * sheet.em, f"tick:{tick.x:.0f}"
            sheet.canvas.text(x, middle, tick.label, sheet.style.muted, name)


def _draw_lines(sheet: Sheet, layout: Layout, ticks: Ticks) -> None:
    """Draw the lines; they begin beneath the strip that names the phases."""
    plot, em = layout.plot, sheet.em
    top = plot.top + STRIP * em if layout.doses else plot.top
    axis = plot.bottom + 0.95 * AXIS * em
    pieces = list(_pieces(top, axis, sheet.writing))
    lines = [((tick.x, begin), (tick.x, end)) for tick in ticks.major for begin, end in pieces]
    sheet.canvas.strokes(lines, sheet.style.grid, 1, "grid", 2, crisp=True)
    short = [((x, plot.bottom), (x, plot.bottom + 0.3 * em)) for x in ticks.minor]
    base = [((plot.left, plot.bottom), (plot.right, plot.bottom))]
    sheet.canvas.strokes([*base, *short], sheet.style.line, 1, "axis", 2, crisp=True)


def _pieces(
    top: float, bottom: float, left_out: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    """Yield what is left from ``top`` to ``bottom`` without some stretches, given in order."""
    for begin, end in left_out:
        yield top, begin
        top = end
    yield top, bottom


def draw_today(sheet: Sheet, layout: Layout) -> None:
    """Draw today's line through all bands, its name on top."""
    x = sheet.today_x
    if x is None:
        return
    em, accent = sheet.em, sheet.style.accent
    line = ((x, layout.plot.top - 0.1 * em), (x, layout.plot.bottom))
    sheet.canvas.strokes([line], accent, 0.16 * em, "today", 4.4, crisp=True)
    half = sheet.font.width(sheet.words.today, bold=True) / 2
    x = min(x, sheet.canvas.width - 0.2 * em - half)
    name = "label:today"
    sheet.canvas.text(x, layout.today_middle, sheet.words.today, accent, name, "center", bold=True)
