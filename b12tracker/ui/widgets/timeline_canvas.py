"""The timeline on the screen: drawn by matplotlib, moved by mouse, wheel and keys.

Importing this module loads matplotlib; it is imported after the window's first paint.
"""

from datetime import date, timedelta

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontInfo,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from b12tracker.charts.fonts import PX_PER_INCH, ChartFont
from b12tracker.charts.picture import Mark, TimelinePicture
from b12tracker.charts.style import Style
from b12tracker.charts.timeline_chart import draw_timeline
from b12tracker.domain.timeline import TimelineState
from b12tracker.ui import timeline_words

from .pieces import plain_tip

SHORTEST, LONGEST = 14, 366 * 60
"""The view is two weeks to sixty years long, in days."""

SMALLEST_PX = 60
"""Nothing is drawn in less."""

CLICK_PX = 5
"""A press that moves no further is a click, not a drag."""


class TimelineCanvas(FigureCanvasQTAgg):
    """Shows a stretch of the timeline; drag or Shift+arrows move it, the wheel or + and - zoom.

    Left and Right go from mark to mark, Enter opens the one chosen.
    """

    opened = Signal(object)
    """A mark was clicked, or chosen and opened with Enter."""

    drawn = Signal()
    """The view was drawn anew."""

    def __init__(self, state: TimelineState, style: Style) -> None:
        super().__init__(Figure(dpi=PX_PER_INCH))  # type: ignore[no-untyped-call]
        self.state, self.style_table = state, style
        self.first, self.last = state.first, state.last
        self.picture: TimelinePicture | None = None
        self._chosen: Mark | None = None
        self._pressed: QPointF | None = None
        self._pressed_view = (self.first, self.last)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")

    def show_state(self, state: TimelineState, style: Style) -> None:
        """Draw another state in the same view."""
        self.state, self.style_table = state, style
        self._chosen = None
        self.redraw()

    def show_view(self, first: date, last: date) -> None:
        """Draw the days from ``first`` to ``last``, as far as there is anything to see."""
        days = min(max((last - first).days, SHORTEST), LONGEST)
        earliest = self.state.first - timedelta(days=days // 2)
        latest = self.state.last + timedelta(days=days // 2)
        first = max(min(first, latest - timedelta(days=days)), earliest)
        self.first, self.last = first, first + timedelta(days=days)
        self.redraw()

    def draw(self) -> None:
        """Draw the view anew; called once for a frame, however much has changed."""
        if min(self.width(), self.height()) < SMALLEST_PX:
            return
        info = QFontInfo(QApplication.font())
        font = ChartFont(info.family(), round(info.pixelSize() * 0.86))
        self.picture = draw_timeline(
            self.figure,
            self.state,
            self.style_table,
            font,
            self.first,
            self.last,
            timeline_words.words(),
        )
        super().draw()  # type: ignore[no-untyped-call]
        self.drawn.emit()

    def redraw(self) -> None:
        """Have the view drawn anew in the next frame."""
        self.draw_idle()  # type: ignore[no-untyped-call]

    def sizeHint(self) -> QSize:
        """Ask for little; the page gives what it has."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for enough lines of text to show every band."""
        height = self.fontMetrics().height()
        return QSize(height * 16, height * 14)

    def paintEvent(self, event: object) -> None:
        """Paint the picture, and a frame around the mark chosen by keyboard."""
        super().paintEvent(event)  # type: ignore[no-untyped-call]
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.style_table.focus), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        if self._chosen:
            reach = max(self._chosen.half_width, self._chosen.half_height) + 5
            painter.drawEllipse(QPointF(self._chosen.x, self._chosen.y), reach, reach)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.position()
        self._pressed_view = (self.first, self.last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the view, or tell what lies under the pointer."""
        if self._pressed is not None and self.picture:
            moved = event.position().x() - self._pressed.x()
            days = timedelta(days=round(moved / self.picture.px_per_day))
            first, last = self._pressed_view
            if abs(moved) > CLICK_PX and first - days != self.first:
                self.show_view(first - days, last - days)
            return
        mark = self._mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
        if mark:
            said = timeline_words.mark_text(mark, self.state.today)
            QToolTip.showText(event.globalPosition().toPoint(), plain_tip(said), self)
        else:
            QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or (event.position() - pressed).manhattanLength() > CLICK_PX:
            return
        mark = self._mark_at(event.position())
        if mark:
            self.opened.emit(mark)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; sideways, or with Shift, move."""
        turned = event.angleDelta()
        sideways = abs(turned.x()) > abs(turned.y())
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.move_view(-0.1 if turned.x() + turned.y() > 0 else 0.1)
        elif turned.y() and self.picture:
            self.zoom(0.8 if turned.y() > 0 else 1.25, self.picture.date_at(event.position().x()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom, and go from mark to mark."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.move_view(step * 0.1) if shift else self._step(step)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_view(-0.5 if key == Qt.Key.Key_PageUp else 0.5)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1.25 if key == Qt.Key.Key_Minus else 0.8, self._middle())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.opened.emit(self._chosen)
        else:
            event.ignore()

    def zoom(self, factor: float, around: date) -> None:
        """Make the view longer or shorter, the date ``around`` staying where it is."""
        days = (self.last - self.first).days
        wanted = round(days * factor) if abs(days * factor - days) >= 1 else days
        before = round((around - self.first).days * wanted / days)
        first = around - timedelta(days=before)
        self.show_view(first, first + timedelta(days=wanted))

    def move_view(self, part: float) -> None:
        """Move by a part of the view's length."""
        days = timedelta(days=round((self.last - self.first).days * part) or 1)
        self.show_view(self.first + days, self.last + days)

    def _middle(self) -> date:
        return self.first + (self.last - self.first) / 2

    def _mark_at(self, position: QPointF) -> Mark | None:
        return self.picture.hit(position.x(), position.y()) if self.picture else None

    def _step(self, step: int) -> None:
        """Choose the next dose mark to the left or right, and say what it is."""
        marks = [mark for mark in self.picture.marks if mark.is_dose] if self.picture else []
        if not marks:
            return
        if self._chosen in marks:
            place = min(max(marks.index(self._chosen) + step, 0), len(marks) - 1)
        else:
            place = len(marks) - 1 if step < 0 else 0
        self._chosen = marks[place]
        said = timeline_words.mark_text(self._chosen, self.state.today)
        self.setAccessibleName(f"Timeline: {said}")
        spot = self.mapToGlobal(QPointF(self._chosen.x, self._chosen.y).toPoint())
        QToolTip.showText(spot, plain_tip(said), self)
        self.update()
