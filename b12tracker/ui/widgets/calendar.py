"""A month to pick a day from, its days large enough to read and to hit."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from b12tracker.ui import labels

from .pieces import GRID

CELL_WIDTH, CELL_HEIGHT = 40, 32
"""A day is never smaller, in pixels, and grows with the font."""

BAR_HEIGHT = 44

ROWS, DAYS = 7, 7
"""The names of the weekdays stand above six weeks."""

WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Calendar(QCalendarWidget):
    """A calendar in the colours of the window; a weekend is a day like any other."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(labels.locale())
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in WEEKEND:
            self.setWeekdayTextFormat(day, QTextCharFormat())  # Qt's own are red
        self._name_button("prevmonth", "Previous month", "‹")
        self._name_button("nextmonth", "Next month", "›")
        self._colour_names()
        self._give_room()

    def changeEvent(self, event: QEvent) -> None:
        """Wear another look or another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_names()
        if event.type() == QEvent.Type.FontChange:
            self._give_room()

    def cell_size(self) -> tuple[int, int]:
        """Return the least width and height of a day, in pixels."""
        metrics = self.fontMetrics()
        names = [
            self.locale().dayName(day, self.locale().FormatType.ShortFormat)
            for day in range(1, DAYS + 1)
        ]
        widest = max(metrics.horizontalAdvance(name) for name in names)
        return max(CELL_WIDTH, widest + GRID * 2), max(CELL_HEIGHT, metrics.height() + GRID)

    def _name_button(self, name: str, words: str, sign: str) -> None:
        """Write a sign on a button in the window's colours, where Qt draws a black arrow."""
        for button in self.findChildren(QToolButton, f"qt_calendar_{name}"):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setText(sign)
            button.setAccessibleName(words)
            button.setToolTip(words)

    def _colour_names(self) -> None:
        quiet = QTextCharFormat()
        quiet.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        self.setHeaderTextFormat(quiet)

    def _give_room(self) -> None:
        """Make room for all days below the bar that turns the months."""
        width, height = self.cell_size()
        height_of_bar = max(BAR_HEIGHT, self.fontMetrics().height() + GRID * 3)
        for bar in self.findChildren(QWidget, "qt_calendar_navigationbar"):
            bar.setFixedHeight(height_of_bar)
        self.setMinimumSize(width * DAYS + GRID * 2, height * ROWS + height_of_bar + GRID)
