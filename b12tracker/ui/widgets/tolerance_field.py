"""The days before and after a planned date that still count as on time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from .fields import line
from .pieces import GRID, text
from .whole_number import read_whole


class ToleranceField(QWidget):
    """Asks for the tolerance; one that is suggested gives way to what the user types."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.early, self.late = line("Days before the planned date"), line("Days after it")
        self._touched = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for field, words in ((self.early, "days before, to"), (self.late, "days after")):
            field.textEdited.connect(self._touch)
            field.textChanged.connect(self.changed)
            row.addWidget(field, 1)
            row.addWidget(text(words, wraps=False))
        self.setFocusProxy(self.early)

    @property
    def days(self) -> tuple[int, int]:
        """The days before and after; an empty field stands for none.

        Raises:
            ValueError: one is no whole number.
        """
        return _days(self.early), _days(self.late)

    def set_days(self, early: int, late: int) -> None:
        """Show days that were chosen; no suggestion replaces them."""
        self._touched = True
        self.early.setText(str(early))
        self.late.setText(str(late))

    def suggest(self, days: int) -> None:
        """Show the usual tolerance, unless the user has set one."""
        if not self._touched:
            self.early.setText(str(days))
            self.late.setText(str(days))

    def _touch(self) -> None:
        self._touched = True


def _days(field: QLineEdit) -> int:
    days = read_whole(field.text(), "The number of days that count as on time")
    return days or 0
