"""The legend under the timeline: the same shapes and colours, in as many lines as it needs."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b12tracker.charts.marks import MarkShape
from b12tracker.charts.style import LIGHT, Style

from .pieces import GRID

Entry = tuple[MarkShape, str]


class LegendRow(QWidget):
    """Paints each kind of mark with its name beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.style_table: Style = LIGHT
        self._entries: list[Entry] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._make_room()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other kinds of marks."""
        self._entries = list(entries)
        self.setAccessibleName("Legend: " + ", ".join(name for _, name in entries))
        self._make_room()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow into more lines where it is narrow."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every mark and its name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (shape, name), spot in zip(self._entries, self._spots(), strict=True):
            middle = QPointF(spot.left() + self._line / 2, spot.center().y())
            paint_mark(painter, shape, self.style_table, middle, self._line * 0.3)
            painter.setPen(QColor(self.style_table.muted))
            words = spot.adjusted(self._line + GRID / 2, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()

    @property
    def _line(self) -> float:
        return self.fontMetrics().height() * 1.3

    def _spots(self) -> Iterator[QRectF]:
        """Yield the place of each entry, line after line."""
        x = y = 0.0
        for _, name in self._entries:
            width = self._line + GRID + self.fontMetrics().horizontalAdvance(name)
            if x and x + width > self.width():
                x, y = 0.0, y + self._line
            yield QRectF(x, y, width, self._line)
            x += width + GRID * 2

    def _make_room(self) -> None:
        bottom = max((spot.bottom() for spot in self._spots()), default=self._line)
        self.setFixedHeight(round(bottom))


def paint_mark(
    painter: QPainter, shape: MarkShape, style: Style, middle: QPointF, radius: float
) -> None:
    """Paint one mark as it stands on the timeline."""
    colour = QColor(getattr(style, shape.colour))
    size = radius * min(shape.scale, 1.15)
    for part in shape.parts:
        stroke = part.stroke * size
        painter.setPen(QPen(colour, stroke) if stroke else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(colour if part.filled else QColor(style.surface))
        corners = [middle + QPointF(x * size, y * size) for x, y in part.points]
        painter.drawPolygon(QPolygonF(corners))
