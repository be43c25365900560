"""Something in the program went wrong: a calm box, with details that can be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from b12tracker.ui.widgets.pieces import GRID, button, text

WRONG = "Something in the program went wrong."
GO_ON = (
    "What was saved before is safe, and you can go on. "
    "Please look whether what you did last is there."
)
DETAILS = (
    "These details help to mend the program. They say where it went wrong and hold nothing of what "
    "you entered."
)
LINES, CHARACTERS = 9, 64


class ErrorDialog(QDialog):
    """Tells of an error of our own. It is made of little, so that little of it can fail.

    Args:
        kept: where the details are kept, too; empty where they could not be.
    """

    def __init__(self, parent: QWidget | None, details: str, kept: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("B12 Tracker")
        self.setAccessibleName(WRONG)
        self.setAccessibleDescription(GO_ON)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("Details")
        self.details.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.copy = button("&Copy details", self._copy)
        self.go_on = button("&Go on", self.accept, "main")
        self._lay_out(f"They are kept in {kept}." if kept else "")
        self.go_on.setDefault(True)
        self.go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText("Copied")
        self.copy.setAccessibleName("Copied")

    def _lay_out(self, kept: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(text(WRONG, "section"))
        column.addWidget(text(GO_ON))
        column.addSpacing(GRID)
        column.addWidget(text(f"{DETAILS} {kept}".strip(), "muted"))
        column.addWidget(self.details, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.copy.setMinimumHeight(48)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.go_on)
        column.addLayout(row)

    def showEvent(self, event: object) -> None:
        """Take the room that the sentences and some lines of details need."""
        super().showEvent(event)  # type: ignore[arg-type]
        room = self.screen().availableGeometry()
        width = self.fontMetrics().averageCharWidth() * CHARACTERS + GRID * 6
        height = self.fontMetrics().lineSpacing() * (LINES + 8) + GRID * 16
        self.resize(min(width, room.width() - GRID * 4), min(height, room.height() - GRID * 8))
