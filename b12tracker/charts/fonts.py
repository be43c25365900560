"""The font a chart is written in, and how wide a text will be."""

from dataclasses import dataclass
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont
from matplotlib.textpath import text_to_path

FALLBACK = "DejaVu Sans"
"""Comes with matplotlib, so it is always there."""

PX_PER_INCH = 100
"""A chart's pixel is 1/100 inch: one screen pixel on a figure of 100 dpi, two on one of 200."""

POINTS_PER_PX = 72 / PX_PER_INCH

ELLIPSIS = "…"


@dataclass(frozen=True)
class ChartFont:
    """The font and its size in chart pixels, from which a chart takes all its measures."""

    family: str = FALLBACK
    px: float = 12.0

    def properties(self, bold: bool = False) -> FontProperties:
        """Return what matplotlib needs to write in this font."""
        return _properties(self.family, self.px, bold)

    def width(self, text: str, bold: bool = False) -> float:
        """Return the width of ``text`` in chart pixels, rounded up a little for hinting."""
        return _width(text, self.family, self.px, bold)

    def elided(self, text: str, room: float, bold: bool = False) -> str:
        """Return as much of ``text`` as fits, with an ellipsis where it is cut; perhaps nothing."""
        if self.width(text, bold) <= room:
            return text
        for end in range(len(text) - 1, 2, -1):
            cut = text[:end].rstrip(" ,:;") + ELLIPSIS
            if self.width(cut, bold) <= room:
                return cut
        return ""


@lru_cache(maxsize=32)
def _families(family: str) -> list[str]:
    """Return the families to write with; a name the system lacks would warn at every text."""
    try:
        findfont(FontProperties(family=[family]), fallback_to_default=False)
    except ValueError:
        return [FALLBACK]
    return [family] if family == FALLBACK else [family, FALLBACK]


@lru_cache(maxsize=64)
def _properties(family: str, px: float, bold: bool) -> FontProperties:
    weight = "bold" if bold else "normal"
    return FontProperties(family=_families(family), weight=weight, size=px * POINTS_PER_PX)


@lru_cache(maxsize=4096)
def _width(text: str, family: str, px: float, bold: bool) -> float:
    if not text:
        return 0.0
    properties = _properties(family, px, bold)
    points, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(points) / POINTS_PER_PX * 1.06 + 1
