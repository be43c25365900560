"""Wear-off: every cycle faint from its injection on, the median of them bold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from b12tracker.domain.cycle_lines import Point, Run
from b12tracker.domain.cycles import PARTS
from b12tracker.domain.symptoms import WORST
from b12tracker.domain.wear_off import WearOffState

from .canvas import Box, Canvas, stamped
from .fonts import ChartFont
from .marks import circle
from .style import Style

LEGEND, STRIP, AXIS, RIGHT = 1.6, 1.5, 3.1, 0.8
"""Heights of the legend, of the names of the thirds and of the axis, and the margin at the right,
in font sizes."""

STEPS = (1, 2, 7, 14, 28, 56, 112, 364)
"""Days between two numbers of the axis."""

MOST_TICKS = 10
"""From so many numbers on, the axis goes on in longer steps."""

HEIGHTS = (0, 5, WORST)
"""Severities that are named at the left."""

FAINT, BOLD, DOT = 0.07, 0.27, 0.2
"""Widths of a cycle's and of the median's line, and the radius of a single day, in font sizes."""


@dataclass(frozen=True)
class WearOffWords:
    """What the chart says; the window hands over its own."""

    axis: str = "Severity from 0 to 10, by days since the injection"
    scaled_axis: str = "Severity from 0 to 10, by days since the injection, cycles scaled alike"
    middle: str = "middle third"
    last: str = "last third"
    next: str = "next injection"
    cycle: str = "one cycle"
    median: str = "median"


@dataclass(frozen=True)
class WearOffPicture:
    """A chart as it was drawn; places are chart pixels from the figure's top left corner.

    Attributes:
        last_day: the last day since injection that can be seen.
        ticks: the days that are named.
        cycles, median: the stretches drawn, of all cycles and of the median.
    """

    plot: Box
    last_day: int
    ticks: tuple[int, ...]
    cycles: tuple[Run, ...]
    median: tuple[Run, ...]

    def place(self, point: Point) -> tuple[float, float]:
        """Return where a severity on a day since injection lies."""
        day, severity = point
        x = self.plot.left + (self.plot.right - self.plot.left) * day / self.last_day
        return x, self.plot.bottom - self.plot.height * severity / WORST


def draw_wear_off(
    figure: Figure,
    state: WearOffState,
    style: Style,
    font: ChartFont,
    words: WearOffWords | None = None,
) -> WearOffPicture:
    """Clear the figure and draw the cycles that count.

    Everything is placed in chart pixels of 1/100 inch, as in the timeline. A day that was not
    scored is a gap.
    """
    words = words or WearOffWords()
    canvas = Canvas(figure, style, font)
    picture = _picture(canvas, state)
    _draw_thirds(canvas, picture, state.days, words)
    _draw_axes(canvas, picture, words.scaled_axis if state.rhythm.is_scaled else words.axis)
    em = font.px
    _draw_runs(canvas, picture, picture.cycles, style.tolerance, FAINT * em, "cycles", 3)
    _draw_runs(canvas, picture, picture.median, style.symptoms[0], BOLD * em, "median", 4)
    _draw_legend(canvas, picture.plot.left, words)
    return picture


def _picture(canvas: Canvas, state: WearOffState) -> WearOffPicture:
    em = canvas.font.px
    left = canvas.font.width(str(WORST)) + 1.1 * em
    top = (LEGEND + STRIP + 0.4) * em
    plot = Box(left, top, canvas.width - RIGHT * em, canvas.height - AXIS * em)
    last = max(state.last_day, 1)
    cycles = [run for line in state.lines for run in _up_to(line.runs, last)]
    return WearOffPicture(
        plot=plot,
        last_day=last,
        ticks=tuple(range(0, last + 1, _step(canvas.font, plot.right - plot.left, last))),
        cycles=tuple(cycles),
        median=tuple(_up_to(state.median, last)),
    )


def _up_to(runs: Sequence[Run], last: int) -> Iterator[Run]:
    """Yield what lies up to the last day."""
    for run in runs:
        seen = tuple(point for point in run if point[0] <= last)
        if seen:
            yield seen


def _step(font: ChartFont, width: float, last: int) -> int:
    """Return the days between two numbers, so that they are few and stand apart."""
    least = max(1.6 * font.width("000"), width / MOST_TICKS)
    return next((step for step in STEPS if step * width / last >= least), STEPS[-1])


def _draw_thirds(canvas: Canvas, picture: WearOffPicture, days: int, words: WearOffWords) -> None:
    """Tint the thirds that are compared, of a typical cycle, and name them in the strip above."""
    em, plot = canvas.font.px, picture.plot
    top = plot.top - STRIP * em
    edges = [picture.place((days * part / PARTS, 0))[0] for part in range(1, PARTS + 1)]
    names = (words.middle, words.last)
    for tint, name, left, right in zip((0, 1), names, edges, edges[1:], strict=False):
        colour = canvas.style.phase_bands[tint]
        canvas.fill([Box(left, top, right, plot.bottom).corners], colour, f"third:{tint}", 1)
        _name(canvas, name, left, right, top)
    if picture.last_day > days:
        line = [((edges[-1], top), (edges[-1], plot.bottom))]
        canvas.strokes(line, canvas.style.muted, 1, "next", 2.5, (4, 3), crisp=True)
    _name(canvas, words.next, edges[-1], canvas.width, top)


def _name(canvas: Canvas, name: str, left: float, right: float, top: float) -> None:
    """Write a name at the left of its stretch, as far as there is room."""
    em = canvas.font.px
    said = canvas.font.elided(name, right - left - 0.7 * em)
    if said:
        at = (left + 0.4 * em, top + STRIP / 2 * em)
        canvas.text(*at, said, canvas.style.muted, f"name:{name}")


def _draw_axes(canvas: Canvas, picture: WearOffPicture, title: str) -> None:
    em, plot, style = canvas.font.px, picture.plot, canvas.style
    rules = [(picture.place((0, at)), picture.place((picture.last_day, at))) for at in HEIGHTS]
    canvas.strokes(rules, style.grid, 1, "rules", 2, crisp=True)
    for severity, ((_, y), _) in zip(HEIGHTS, rules, strict=True):
        at = (plot.left - 0.45 * em, y)
        canvas.text(*at, str(severity), style.muted, f"scale:{severity}", "right")
    ticks = [(picture.place((day, 0))[0], day) for day in picture.ticks]
    marks = [((x, plot.bottom), (x, plot.bottom + 0.3 * em)) for x, _ in ticks]
    canvas.strokes(marks, style.line, 1, "ticks", 2, crisp=True)
    for x, day in ticks:
        canvas.text(x, plot.bottom + 0.95 * em, str(day), style.muted, f"tick:{day}", "center")
    said = canvas.font.elided(title, canvas.width - plot.left)
    canvas.text(plot.left, plot.bottom + 2.3 * em, said, style.muted, "axis")


def _draw_runs(
    canvas: Canvas,
    picture: WearOffPicture,
    runs: Sequence[Run],
    colour: str,
    width: float,
    name: str,
    layer: float,
) -> None:
    """Draw lines, and a dot for a day that stands alone."""
    places = [[picture.place(point) for point in run] for run in runs]
    canvas.strokes([run for run in places if len(run) > 1], colour, width, name, layer)
    radius = max(DOT * canvas.font.px / 2, width / 2)
    alone = [(*run[0], radius) for run in places if len(run) == 1]
    if alone:
        dots = stamped(circle(1.0, 20), alone)
        canvas.fill(dots, colour, f"dots:{name}", layer + 0.5, crisp=False)


def _draw_legend(canvas: Canvas, left: float, words: WearOffWords) -> None:
    em, style = canvas.font.px, canvas.style
    middle = LEGEND / 2 * em
    for name, colour, width in (
        (words.median, style.symptoms[0], BOLD),
        (words.cycle, style.tolerance, FAINT),
    ):
        line = [((left, middle), (left + 1.6 * em, middle))]
        canvas.strokes(line, colour, width * em, f"sample:{name}", 4)
        canvas.text(left + 2.1 * em, middle, name, style.muted, f"legend:{name}")
        left += (2.1 + 1.6) * em + canvas.font.width(name)
