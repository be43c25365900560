"""What every band needs while a timeline is drawn, and what the picture collects from them."""

from dataclasses import dataclass, field
from datetime import date

from .canvas import Canvas
from .fonts import ChartFont
from .marks import MarkKind
from .picture import Mark
from .style import Style
from .time_scale import TimeScale
from .words import TimelineWords


@dataclass(frozen=True)
class Sheet:
    """One drawing in the making.

    Attributes:
        label_left: where the labels in the gutter begin.
        marks, kinds: what can be pointed at and which kinds can be seen; each band adds its own.
        grid: where the lines at the ticks stand, which labels had better not cross.
        writing: top and bottom of rows of text, which those lines leave out.
    """

    canvas: Canvas
    scale: TimeScale
    words: TimelineWords
    today: date
    label_left: float
    marks: list[Mark] = field(default_factory=list)
    kinds: set[MarkKind] = field(default_factory=set)
    grid: list[float] = field(default_factory=list)
    writing: list[tuple[float, float]] = field(default_factory=list)

    @property
    def style(self) -> Style:
        """The theme."""
        return self.canvas.style

    @property
    def font(self) -> ChartFont:
        """The font."""
        return self.canvas.font

    @property
    def em(self) -> float:
        """The size of the font, from which everything takes its measure."""
        return self.canvas.font.px

    @property
    def today_x(self) -> float | None:
        """Where today's line stands, if it can be seen."""
        x = self.scale.x(self.today)
        return x if self.scale.shows(x) else None
