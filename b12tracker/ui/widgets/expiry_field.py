"""The expiry date, typed as it is printed on the box."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.domain.expiry_date import read_expiry
from b12tracker.ui import labels

from .fields import line
from .pieces import text


class ExpiryField(QWidget):
    """Asks for a month or a date; says below until which day the box may be used."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.line = line("Expiry date", hint="such as 10/2027")
        self._echo = text("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._echo)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._understand)
        self._understand()

    @property
    def expires(self) -> date | None:
        """The last day on which the box may be used; None while nothing is typed.

        Raises:
            ValueError: with one sentence that can be shown under the field.
        """
        typed = self.line.text().strip()
        return read_expiry(typed, self._today, labels.day_first()) if typed else None

    def set_expires(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self.line.setText(labels.short_day(day) if day else "")

    def _understand(self) -> None:
        self._echo.setText(self._said())
        self._echo.setVisible(bool(self._echo.text()))
        self.changed.emit()

    def _said(self) -> str:
        try:
            day = self.expires
        except ValueError:
            return ""
        if day is None:
            return ""
        word = "It expired on" if day < self._today else "To be used up to"
        return f"{word} {labels.short_day(day)}"
