"""A small picture of the body, front and back: the places to inject as dots that can be clicked."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QToolTip, QWidget

from b12tracker.domain.injection import Site
from b12tracker.domain.site_rotation import Rotation
from b12tracker.ui.site_words import site_rest

HALF_OUTLINE = (
    (-0.4, 11), (2.3, 12), (2.7, 14.6), (6, 16.2), (10.2, 18), (12.6, 22.5), (13.2, 28),
    (14.4, 35), (15.6, 43), (16.2, 48.5), (14.9, 51.5), (13.2, 49), (12.9, 43.5), (11.4, 36),
    (10.2, 30), (9.3, 25.5), (8.9, 31), (8.1, 37.5), (9.3, 43.5), (10.2, 50), (9.9, 58),
    (8.2, 68), (7.6, 73), (8, 80), (7.6, 90), (2.4, 90), (2.2, 80), (2.6, 72), (1.5, 60),
    (0.6, 52.5), (-0.4, 51.5),
)  # fmt: skip
"""The right half of the outline as it is looked at, from the neck down; the head is 12 high."""

HEAD = QRectF(-4.4, 0.5, 8.8, 12)
BOTTOM = 79.0
"""The picture ends below the knees."""

FRONT, BACK = -1, 1
"""Which side of the picture is the patient's right: turned to us, it is the left one."""

PLACES = {
    "LVL": (FRONT, 8, 58), "LT": (FRONT, 4.4, 63), "LLAQ": (FRONT, 3.6, 42),
    "LD": (FRONT, 11, 21.5), "LVG": (FRONT, 8.4, 47.5), "LG": (BACK, 5.2, 46.5),
    "LUA": (BACK, 11.8, 27.5),
}  # fmt: skip
"""Where the places of the left side lie: front or back, and how far from the middle and down."""

FIGURE_WIDTH, GAP = 40.0, 6.0
LARGEST_UNIT = 4.4
"""In pixels: with a large font the words beside the picture need the room."""

DOT, REACH = 2.4, 4.5


class BodyPicture(QWidget):
    """Shows the places that can be chosen; the list beside it says the same by keyboard."""

    picked = Signal(object)
    """A place was clicked: a ``Site``."""

    def __init__(self) -> None:
        super().__init__()
        self._rotation = Rotation((), None)
        self._chosen: Site | None = None
        self.setMouseTracking(True)
        self.setAccessibleName("Picture of the places; the list says the same")
        self.setFixedSize(self.sizeHint())

    def show_places(self, rotation: Rotation, chosen: Site | None) -> None:
        """Show these places; the one proposed ringed, the one chosen filled."""
        self._rotation, self._chosen = rotation, chosen
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a picture that grows with the font."""
        unit, line = self._unit, self.fontMetrics().height()
        return QSize(round((2 * FIGURE_WIDTH + GAP) * unit), round(BOTTOM * unit + line * 1.3))

    def spot(self, site: Site) -> QPointF:
        """Return where the middle of a place's dot lies in the widget."""
        side, across, down = PLACES["L" + site.value[1:]]
        is_left = site.value[0] == "L"
        middle = FIGURE_WIDTH / 2 if side is FRONT else FIGURE_WIDTH * 1.5 + GAP
        at = middle + across * (-side if is_left else side)
        return QPointF(at * self._unit, down * self._unit)

    def site_at(self, position: QPointF) -> Site | None:
        """Return the place whose dot lies nearest under the pointer."""

        def away(site: Site) -> float:
            from_dot = self.spot(site) - position
            return float(from_dot.x() ** 2 + from_dot.y() ** 2)

        nearest = min(self._sites, key=away, default=None)
        near = nearest is not None and away(nearest) <= (REACH * self._unit) ** 2
        return nearest if near else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint two outlines, their names, and the dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, middle in (("Front", 0.5 * FIGURE_WIDTH), ("Back", 1.5 * FIGURE_WIDTH + GAP)):
            self._paint_figure(painter, middle)
            self._paint_names(painter, name, middle)
        for site in self._sites:
            self._paint_dot(painter, site)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the place under the pointer."""
        site = self.site_at(event.position())
        if site:
            self.picked.emit(site)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a place can be clicked."""
        shape = Qt.CursorShape.PointingHandCursor if self.site_at(event.position()) else None
        self.setCursor(shape or Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what a place is, and how long it has rested, under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            site = self.site_at(QPointF(event.pos()))
            rest = self._rotation.rest(site) if site else None
            QToolTip.showText(event.globalPos(), site_rest(rest) if rest else "", self)
            return True
        return super().event(event)

    @property
    def _sites(self) -> list[Site]:
        """The places offered, and the one chosen though it is not."""
        offered = [rest.site for rest in self._rotation.rests]
        extra = self._chosen and self._chosen not in offered
        return [*offered, self._chosen] if extra and self._chosen else offered

    @property
    def _unit(self) -> float:
        return min(self.fontMetrics().height() / 5.6, LARGEST_UNIT)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _paint_figure(self, painter: QPainter, middle: float) -> None:
        unit = self._unit
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width(), BOTTOM * unit))
        painter.translate(middle * unit, 0)
        painter.setPen(QPen(self._colour(QPalette.ColorRole.PlaceholderText), 1.2))
        painter.setBrush(self._colour(QPalette.ColorRole.Base))
        painter.drawPath(QTransform.fromScale(unit, unit).map(OUTLINE))
        painter.restore()

    def _paint_names(self, painter: QPainter, name: str, middle: float) -> None:
        """Write which side is which, as it is for the person who is looked at."""
        unit, line = self._unit, self.fontMetrics().height()
        left = (middle - FIGURE_WIDTH / 2) * unit
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        below = QRectF(left, BOTTOM * unit, FIGURE_WIDTH * unit, line * 1.3)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        beside = QRectF(left, HEAD.center().y() * unit - line / 2, FIGURE_WIDTH * unit, line)
        sides = ("right", "left") if name == "Front" else ("left", "right")
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, sides[0])
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight, sides[1])

    def _paint_dot(self, painter: QPainter, site: Site) -> None:
        spot, radius = self.spot(site), DOT * self._unit
        chosen = site is self._chosen
        pen = QPalette.ColorRole.Text if chosen else QPalette.ColorRole.PlaceholderText
        if site is self._rotation.proposed:
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot, radius * 1.6, radius * 1.6)
        painter.setPen(QPen(self._colour(pen), 1.6))
        painter.setBrush(self._colour(pen if chosen else QPalette.ColorRole.Window))
        painter.drawEllipse(spot, radius, radius)


def _outline() -> QPainterPath:
    """Return the outline of a body around the middle line, a unit being a hundredth or so."""
    half = _smooth([QPointF(*point) for point in HALF_OUTLINE])
    head = QPainterPath()
    head.addEllipse(HEAD)
    return half.united(QTransform.fromScale(-1, 1).map(half)).united(head)


def _smooth(points: list[QPointF]) -> QPainterPath:
    """Return a closed curve through points (Catmull-Rom); its last side is straight."""
    path = QPainterPath(points[0])
    for place in range(len(points) - 1):
        before, start, end, after = (
            points[max(place - 1, 0)],
            points[place],
            points[place + 1],
            points[min(place + 2, len(points) - 1)],
        )
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    path.closeSubpath()
    return path


OUTLINE = _outline()
