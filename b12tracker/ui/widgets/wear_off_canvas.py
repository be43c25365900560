"""The wear-off chart on the screen.

Importing this module loads matplotlib; it is imported after the window's first paint.
"""

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QWheelEvent
from PySide6.QtWidgets import QApplication

from b12tracker.charts.fonts import PX_PER_INCH, ChartFont
from b12tracker.charts.style import Style
from b12tracker.charts.wear_off_chart import WearOffPicture, draw_wear_off
from b12tracker.domain.wear_off import WearOffState
from b12tracker.ui import wear_off_words

SMALLEST_PX = 60
"""Nothing is drawn in less."""


class WearOffCanvas(FigureCanvasQTAgg):
    """Shows the cycles and their median."""

    def __init__(self, state: WearOffState, style: Style) -> None:
        super().__init__(Figure(dpi=PX_PER_INCH))  # type: ignore[no-untyped-call]
        self.picture: WearOffPicture | None = None
        self.setAccessibleName("Wear-off chart")
        self.show_state(state, style)

    def show_state(self, state: WearOffState, style: Style) -> None:
        """Draw another state in the next frame."""
        self.state, self.style_table = state, style
        self.setAccessibleDescription(wear_off_words.described(state))
        self.draw_idle()  # type: ignore[no-untyped-call]

    def draw(self) -> None:
        """Draw anew; called once for a frame, however much has changed."""
        if min(self.width(), self.height()) < SMALLEST_PX:
            return
        info = QFontInfo(QApplication.font())
        font = ChartFont(info.family(), round(info.pixelSize() * 0.86))
        self.picture = draw_wear_off(self.figure, self.state, self.style_table, font)
        super().draw()  # type: ignore[no-untyped-call]

    def minimumSizeHint(self) -> QSize:
        """Ask for enough lines of text to tell severities apart."""
        height = self.fontMetrics().height()
        return QSize(height * 16, height * 14)

    def sizeHint(self) -> QSize:
        """Ask for little; the page gives what it has."""
        return self.minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
