"""Advice that must be seen at once, and is told to a screen reader as an alert."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from b12tracker.ui.reaction_words import Warned

from .pieces import GRID, text


class AdvicePanel(QFrame):
    """A few sentences in a strong frame; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = text("", "advice")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.addWidget(self.words)
        self.hide()

    def say(self, warned: Warned | None) -> None:
        """Show the sentences, or nothing; new ones are announced."""
        said = warned.sentences if warned else ""
        news = said and said != self.words.text()
        self.setObjectName("emergency" if warned and warned.emergency else "urgent")
        self.style().polish(self)
        self.words.setText(said)
        self.words.setAccessibleName(said)
        self.setAccessibleName(said)
        self.setVisible(bool(said))
        if news:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
