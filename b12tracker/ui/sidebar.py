"""The list of pages at the left, with the mark above and the logbook's name below."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from b12tracker import assets

from .widgets.pieces import GRID, button, text

PAGES = ("Overview", "Diary", "Plan", "Review")


class Sidebar(QWidget):
    """Four buttons of which one is pressed.

    Args:
        go_back: goes back to the logbook that was left for the sample.
    """

    def __init__(self, show_page: Callable[[int], None], go_back: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.group = QButtonGroup(self)
        self.mark = QLabel()
        self.logbook = text("", "muted")
        self.back = button("Leave the sample", go_back, "link", "Back to your logbook")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3 // 2, GRID * 3, GRID * 3 // 2, GRID * 2)
        column.setSpacing(GRID)
        column.addLayout(self._build_head())
        column.addSpacing(GRID * 2)
        for number, name in enumerate(PAGES):
            column.addWidget(self._button(number, name))
        column.addStretch(1)
        column.addWidget(self.logbook)
        column.addWidget(self.back)
        self.group.idClicked.connect(show_page)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14 + GRID * 8)

    def choose(self, number: int) -> None:
        """Press the button of a page."""
        self.group.button(number).setChecked(True)

    def wear(self, theme: str) -> None:
        """Put on the icons of a look."""
        height = self.fontMetrics().height()
        logo = "logo-dark.svg" if theme == "dark" else "logo.svg"
        self.mark.setPixmap(_picture(assets.resource(logo).as_posix(), round(height * 1.6)))
        for number, name in enumerate(PAGES):
            icon = assets.resource("icons", theme, f"{name.lower()}.svg")
            self.group.button(number).setIcon(QIcon(icon.as_posix()))
            self.group.button(number).setIconSize(QSize(height, height) * 1.15)

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(GRID, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.mark)
        row.addWidget(text("B12 Tracker", "section", wraps=False), 1)
        return row

    def _button(self, number: int, name: str) -> QPushButton:
        made = QPushButton(f"  {name}")
        made.setObjectName("nav")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setAccessibleName(name)
        made.setToolTip(f"Ctrl+{number + 1}")
        made.setMinimumHeight(44)
        self.group.addButton(made, number)
        return made


def _picture(path: str, height: int) -> QPixmap:
    return QIcon(path).pixmap(QSize(height, height))
