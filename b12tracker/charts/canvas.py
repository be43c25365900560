"""Drawing on a figure in chart pixels from its top left corner, with few artists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike, NDArray

from .fonts import POINTS_PER_PX, PX_PER_INCH, ChartFont
from .marks import MARK_SHAPES, MarkKind, colour_of
from .style import Style

Align = Literal["left", "center", "right"]
Spot = tuple[float, float, float]
"""Where a mark stands and how large it is: x, y, radius."""

CAP_HEIGHT = 0.36
"""From the middle of a capital to the line it stands on, in font sizes."""


@dataclass(frozen=True)
class Box:
    """A rectangle in chart pixels, y pointing down."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two overlap or come closer than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Halfway down."""
        return (self.top + self.bottom) / 2

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The rectangle as a polygon."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )


class Canvas:
    """A cleared figure to draw on."""

    def __init__(self, figure: Figure, style: Style, font: ChartFont) -> None:
        self.figure = figure
        self.style = style
        self.font = font
        inches = figure.get_size_inches()
        self.width = float(inches[0]) * PX_PER_INCH
        self.height = float(inches[1]) * PX_PER_INCH
        figure.clear()
        figure.set_facecolor(style.surface)
        to_inches = Affine2D().scale(1 / PX_PER_INCH, -1 / PX_PER_INCH).translate(0, inches[1])
        self._to_screen = to_inches + figure.dpi_scale_trans

    def fill(
        self,
        polygons: Iterable[ArrayLike],
        colour: str,
        name: str,
        layer: float,
        crisp: bool = True,
    ) -> None:
        """Fill polygons, all in one artist; ``crisp`` edges lie on whole pixels."""
        self._add(_joined(polygons, closed=True), name, layer, fc=colour, lw=0, snap=crisp)

    def shapes(
        self,
        polygons: Iterable[ArrayLike],
        *,
        inside: str,
        edge: str,
        width: float,
        name: str,
        layer: float,
    ) -> None:
        """Fill polygons and draw their outline, all in one artist."""
        lw = width * POINTS_PER_PX
        path = _joined(polygons, closed=True)
        self._add(path, name, layer, fc=inside, ec=edge, lw=lw, joinstyle="miter", snap=False)

    def strokes(
        self,
        lines: Iterable[ArrayLike],
        colour: str,
        width: float,
        name: str,
        layer: float,
        dash: Sequence[float] = (),
        crisp: bool = False,
    ) -> None:
        """Draw polylines, all in one artist."""
        style = (0.0, tuple(dash)) if dash else "solid"
        path = _joined(lines, closed=False)
        look = {"ec": colour, "lw": width * POINTS_PER_PX, "ls": style, "snap": crisp}
        caps = "butt" if crisp or dash else "round"
        self._add(path, name, layer, fill=False, capstyle=caps, joinstyle="round", **look)

    def marks(
        self, kind: MarkKind, spots: Sequence[Spot], layer: float, name: str = "mark"
    ) -> None:
        """Draw all marks of one kind."""
        if not spots:
            return
        shape = MARK_SHAPES[kind]
        colour = colour_of(kind, self.style)
        typical = max(radius for _, _, radius in spots)
        for number, part in enumerate(shape.parts):
            inside = colour if part.filled else self.style.surface
            self.shapes(
                stamped(part.points, spots),
                inside=inside,
                edge=colour,
                width=part.stroke * typical,
                name=f"{name}:{kind}:{number}",
                layer=layer + number / 10,
            )

    def text(
        self,
        x: float,
        middle: float,
        words: str,
        colour: str,
        name: str,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """Write one line of text, its capitals centred on ``middle``."""
        text = Text(
            x,
            middle + CAP_HEIGHT * self.font.px,
            words,
            color=colour,
            fontproperties=self.font.properties(bold),
            horizontalalignment=align,
            verticalalignment="baseline",
            transform=self._to_screen,
            parse_math=False,
            zorder=9,
            gid=name,
        )
        self.figure.add_artist(text)

    def _add(self, path: Path | None, name: str, layer: float, **look: object) -> None:
        if path is None:
            return
        patch = PathPatch(path, transform=self._to_screen, zorder=layer, gid=name, **look)
        self.figure.add_artist(patch)


def stamped(points: ArrayLike, spots: Sequence[Spot]) -> NDArray[np.float64]:
    """Return one copy of a polygon for each spot."""
    at = np.asarray(spots, dtype=float)
    outline = np.asarray(points, dtype=float)
    copies = outline[None, :, :] * at[:, 2, None, None] + at[:, None, :2]
    return np.asarray(copies, dtype=float)


def _joined(parts: Iterable[ArrayLike], closed: bool) -> Path | None:
    """Return one path of many polygons or polylines; None when there is nothing to draw."""
    arrays = [np.asarray(part, dtype=float) for part in parts]
    if not arrays:
        return None
    if closed:
        arrays = [np.vstack((array, array[:1])) for array in arrays]
    codes = np.full(sum(map(len, arrays)), Path.LINETO, dtype=Path.code_type)
    starts = np.cumsum([0, *(len(array) for array in arrays)])
    codes[starts[:-1]] = Path.MOVETO
    if closed:
        codes[starts[1:] - 1] = Path.CLOSEPOLY
    return Path(np.concatenate(arrays), codes)
