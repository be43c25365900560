"""The legend of a timeline on paper: the same shapes and colours, in as many lines as it needs."""

from collections.abc import Iterator, Sequence

from matplotlib.figure import Figure

from .canvas import Canvas
from .fonts import PX_PER_INCH, ChartFont
from .marks import LegendEntry
from .style import Style

Named = tuple[LegendEntry, str]

LINE, MARK, SPACE = 1.5, 1.5, 1.3
"""Height of a line, width of a mark with its gap, and space between two entries, in font sizes."""

RADIUS = 0.4
"""Radius of a mark, in font sizes."""


def legend_lines(entries: Sequence[Named], font: ChartFont, inches: float) -> int:
    """Return how many lines the legend takes in a width."""
    spots = list(_spots(entries, font, inches))
    return 1 + max((line for _, line in spots), default=0)


def draw_legend(figure: Figure, entries: Sequence[Named], style: Style, font: ChartFont) -> None:
    """Clear the figure and draw each kind of mark with its name beside it."""
    canvas = Canvas(figure, style, font)
    em = font.px
    spots = _spots(entries, font, canvas.width / PX_PER_INCH)
    for (entry, name), (left, line) in zip(entries, spots, strict=True):
        middle = (line + 0.5) * LINE * em
        radius = RADIUS * em * min(entry.shape.scale, 1.15)
        canvas.marks(entry.kind, [(left + MARK / 2 * em, middle, radius)], 3)
        canvas.text(left + MARK * em, middle, name, style.muted, f"legend:{name}")


def _spots(entries: Sequence[Named], font: ChartFont, inches: float) -> Iterator[tuple[float, int]]:
    """Yield where each entry begins, and on which line."""
    left, line = 0.0, 0
    for _, name in entries:
        width = MARK * font.px + font.width(name)
        if left and left + width > inches * PX_PER_INCH:
            left, line = 0.0, line + 1
        yield left, line
        left += width + SPACE * font.px
