"""What the four pages share: room to scroll, and reading again when something changed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from b12tracker.ui.document import Document
from b12tracker.ui.widgets.pieces import GRID

NARROW = 84
"""A page narrower than so many characters stacks what else stands side by side."""


class Page(QScrollArea):
    """A page shows a state that it builds anew each time; it keeps nothing derived."""

    def __init__(self, document: Document, name: str) -> None:
        super().__init__()
        self.document = document
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        inside = QWidget()
        inside.setObjectName("page")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID)
        self.column.setSpacing(GRID * 2)
        self.setWidget(inside)
        self.rows_that_stack: list[QBoxLayout] = []
        self._stale = True
        document.changed.connect(self.look_again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack side by side things where the window is narrow for its font."""
        super().resizeEvent(event)
        self.stack_rows()

    def stack_rows(self) -> None:
        """Lay rows out side by side where there is room, else below each other."""
        width = self.viewport().width()
        narrow = width < self.fontMetrics().averageCharWidth() * NARROW
        side = GRID * (2 if narrow else 4)
        self.column.setContentsMargins(side, GRID * 3, side, GRID)
        direction = QBoxLayout.Direction
        for row in self.rows_that_stack:
            row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def look_again(self) -> None:
        """Show the logbook as it is now; at once when seen, else when it is shown next."""
        self._stale = True
        if self.isVisible():
            self.look_now()

    def look_now(self) -> None:
        """Read the logbook and show it."""
        self._stale = False
        self.show_state()

    def show_state(self) -> None:
        """Read the logbook and fill the page."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden.

        Not here and now: an error inside one of Qt's own calls would end the process.
        """
        super().showEvent(event)
        QTimer.singleShot(0, self.catch_up)

    def catch_up(self) -> None:
        """Read the logbook if something changed since it was read."""
        if self._stale:
            self.look_now()
