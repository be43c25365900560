"""The timeline with its heading, its ranges and its legend; matplotlib comes in after the paint."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from b12tracker.charts.style import LIGHT, Style
from b12tracker.domain.timeline import TimelineState

from .pieces import GRID, button, card, empty, text

if TYPE_CHECKING:
    from b12tracker.charts.marks import LegendEntry

    from .timeline_canvas import TimelineCanvas

RANGES = (("3 months", 91), ("1 year", 365), ("All", None))
"""The ranges offered, in days that end a little after today."""


class TimelinePanel(QWidget):
    """Heading, picture and legend. The picture is made when it is first looked at."""

    opened = Signal(object)
    """A mark of the timeline was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas: TimelineCanvas | None = None
        self._state: TimelineState | None = None
        self._style = LIGHT
        self._days: int | None = 365
        self.ranges = QButtonGroup(self)
        self.place = QVBoxLayout()
        self.place.setContentsMargins(0, 0, 0, 0)
        self.sheet: QFrame = card(self.place)
        self.sheet.setMinimumHeight(self.fontMetrics().height() * 15)
        self.place.setContentsMargins(GRID, GRID, GRID, GRID)
        self.legend = QHBoxLayout()
        self.legend.setSpacing(GRID * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._build_head())
        column.addWidget(self.sheet, 1)
        column.addLayout(self.legend)

    def show_state(self, state: TimelineState) -> None:
        """Show another state; the view stays where it is."""
        self._state = state
        if self.canvas:
            self.canvas.show_state(state, self._style)
            if self._days is not None:
                self._show_range()

    def wear(self, style: Style) -> None:
        """Put on another look."""
        self._style = style
        if self.canvas and self._state:
            self.canvas.show_state(self._state, style)

    def draw_now(self) -> None:
        """Make the picture if there is none yet."""
        if self.canvas or self._state is None:
            return
        from .timeline_canvas import TimelineCanvas

        self.canvas = TimelineCanvas(self._state, self._style)
        self.canvas.opened.connect(self.opened)
        self.canvas.drawn.connect(self._show_legend)
        self.place.addWidget(self.canvas)
        self._show_range()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the picture once the window is on the screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self.draw_now)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(text("Timeline", "section"), 1)
        for name, days in RANGES:
            choice = button(name, lambda days=days: self._choose(days), "segment")  # type: ignore[misc]
            choice.setCheckable(True)
            choice.setChecked(days == self._days)
            choice.setAccessibleName(f"Timeline range: {name}")
            self.ranges.addButton(choice)
            head.addWidget(choice)
        return head

    def _choose(self, days: int | None) -> None:
        self._days = days
        self._show_range()

    def _show_range(self) -> None:
        if not (self.canvas and self._state):
            return
        first, last = view_of(self._state, self._days)
        self.canvas.show_view(first, last)

    def _show_legend(self) -> None:
        """Name only the kinds of marks that can be seen."""
        from b12tracker.ui.timeline_words import LEGEND

        picture = self.canvas.picture if self.canvas else None
        empty(self.legend)
        for entry in picture.legend if picture else ():
            part = QHBoxLayout()
            part.setSpacing(GRID // 2)
            part.addWidget(LegendMark(entry, self._style))
            part.addWidget(text(LEGEND[entry.kind], "muted", wraps=False))
            self.legend.addLayout(part)
        self.legend.addStretch(1)


def view_of(state: TimelineState, days: int | None) -> tuple[date, date]:
    """Return the first and last day of a range; without ``days``, of everything."""
    margin = timedelta(days=3)
    if days is None:
        return state.first - margin, state.last
    return state.last - timedelta(days=days), state.last


class LegendMark(QWidget):
    """One mark, painted with the same shape and colour as on the timeline."""

    def __init__(self, entry: "LegendEntry", style: Style) -> None:
        super().__init__()
        self._shape, self._style = entry.shape, style
        side = round(self.fontMetrics().height() * 1.1)
        self.setFixedSize(QSize(side, side))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the polygons of the mark around the middle."""
        colour = QColor(getattr(self._style, self._shape.colour))
        radius = self.height() * 0.36 * min(self._shape.scale, 1.15)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        for part in self._shape.parts:
            stroke = part.stroke * radius
            painter.setPen(QPen(colour, stroke) if stroke else Qt.PenStyle.NoPen)
            painter.setBrush(colour if part.filled else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(
                QPolygonF([QPointF(x * radius, y * radius) for x, y in part.points])
            )
        painter.end()
