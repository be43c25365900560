"""Advice that must be seen at once, and is told to a screen reader as an alert."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from b12tracker.ui.reaction_words import Warned

from .pieces import GRID, text


class AdvicePanel(QFrame):
    """A few sentences in a strong frame; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now, self.more = text("", "advice"), text()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self.now)
        column.addWidget(self.more)
        self.hide()

    def say(self, warned: Warned | None) -> None:
        """Show the sentences, or nothing; new ones are announced."""
        said = warned.sentences if warned else ""
        news = said and said != self.accessibleName()
        self.setAccessibleName(said)
        self.setVisible(bool(said))
        if warned is None:
            return
        self.setObjectName("emergency" if warned.emergency else "urgent")
        self.style().polish(self)
        self.now.setText(warned.now)
        self.more.setText(warned.more)
        if news:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
