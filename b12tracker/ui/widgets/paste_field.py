"""A field to paste a table into: Tab leaves it, and the tabs that are pasted stay in it."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.pasted_injections import holds_dates, table_of_injections

from .pieces import GRID

LINES = 4
COLUMN = 16
"""The width of a column between two tabs, in characters."""


class PasteField(QPlainTextEdit):
    """Takes text that can be a table, and refuses all other before it is shown."""

    refused = Signal(str)
    """Something else was pasted; the text says in one sentence what was wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Rows from a table")
        self.setPlaceholderText("13 Feb 2026, 1 mg, left thigh")
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(self.fontMetrics().averageCharWidth() * COLUMN)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + GRID * 4)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, unless there is no table in it or far too much."""
        try:
            table_of_injections(source.text())
        except SharingError as error:
            self.refused.emit(str(error))
        else:
            super().insertFromMimeData(source)


def copied_table() -> str:
    """Return the text that the user has copied, where it looks like a table with dates."""
    held = QGuiApplication.clipboard().text()
    try:
        return held if holds_dates(held) else ""
    except SharingError:
        return ""
