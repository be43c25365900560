"""The charts of a report as pictures of 300 dots an inch, as a page of HTML holds them.

Importing this module loads matplotlib.
"""

import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from io import BytesIO

from matplotlib.figure import Figure

from b12tracker.charts.fonts import POINTS_PER_PX, ChartFont
from b12tracker.charts.legend import LINE, Named, draw_legend, legend_lines
from b12tracker.charts.style import LIGHT
from b12tracker.charts.timeline_chart import draw_timeline
from b12tracker.charts.wear_off_chart import WearOffWords, draw_wear_off

from .report_parts import Charts

DPI = 300
MM_PER_INCH = 25.4
PAPER = replace(LIGHT, background="#ffffff", surface="#ffffff", muted="#4c4842", grid="#d9d5cd")
"""The light look on white, its small letters and lines a little darker: paper reflects less."""


SHORT = WearOffWords(
    axis="Severity 0 to 10, days since the injection",
    scaled_axis="Severity 0 to 10, days since the injection, scaled",
)
"""Words for a narrow column."""


@dataclass(frozen=True)
class Picture:
    """A picture and its size on paper, in mm."""

    png: bytes
    width: float
    height: float

    @property
    def source(self) -> str:
        """The picture as a page of HTML holds it."""
        return f"data:image/png;base64,{b64encode(self.png).decode()}"


class Drawings:
    """The charts of one report in any size; each is drawn once.

    Args:
        family: of the font.
        points: size of the letters.
    """

    def __init__(self, charts: Charts, family: str, points: float = 7.5) -> None:
        self._charts = charts
        self._font = ChartFont(family, points / POINTS_PER_PX)
        self.timeline = cache(self._timeline)
        self.wear_off = cache(self._wear_off)

    def _timeline(self, width: float, height: float) -> list[Picture]:
        """Return the timeline and its legend, as wide as asked in mm; nothing without entries."""
        state, view = self._charts.timeline, self._charts.view
        if state is None or view is None:
            return []
        figure = _figure(width, height)
        with _without_warnings():
            picture = draw_timeline(figure, state, PAPER, self._font, *view, self._charts.words)
            drawn = [Picture(_png(figure), width, height)]
        names: list[Named] = [(one, self._charts.kind_name(one.kind)) for one in picture.legend]
        return drawn + ([self._legend(names, width)] if names else [])

    def _legend(self, names: list[Named], width: float) -> Picture:
        lines = legend_lines(names, self._font, width / MM_PER_INCH)
        height = lines * LINE * self._font.px * POINTS_PER_PX / 72 * MM_PER_INCH
        return _picture(width, height, lambda figure: draw_legend(figure, names, PAPER, self._font))

    def _wear_off(self, width: float, height: float) -> list[Picture]:
        """Return the cycles and their median; nothing while there is not enough."""
        state = self._charts.wear_off
        if state is None:
            return []
        draw = partial(draw_wear_off, state=state, style=PAPER, font=self._font, words=SHORT)
        return [_picture(width, height, draw)]


def _picture(width: float, height: float, draw: Callable[[Figure], object]) -> Picture:
    figure = _figure(width, height)
    with _without_warnings():
        draw(figure)
        return Picture(_png(figure), width, height)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Draw a sign that no font has as an empty box, and say nothing about it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)
        yield


def _figure(width: float, height: float) -> Figure:
    return Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=DPI)


def _png(figure: Figure) -> bytes:
    """Return the picture; nothing in it tells when it was made."""
    kept = BytesIO()
    figure.savefig(kept, format="png", dpi=DPI)
    return kept.getvalue()
