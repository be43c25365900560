"""A time of day, typed."""

import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from .fields import line


class TimeField(QWidget):
    """Asks for a time of day, which may stay empty."""

    def __init__(self) -> None:
        super().__init__()
        self.line = line("Time of day", hint="such as 08:30")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.setFocusProxy(self.line)

    @property
    def time(self) -> datetime.time | None:
        """The time that was typed; None for nothing.

        Raises:
            ValueError: with one sentence that can be shown under the field.
        """
        typed = self.line.text().strip().replace(".", ":")
        if not typed:
            return None
        try:
            hour, minute = (int(part) for part in typed.split(":"))
            return datetime.time(hour, minute)
        except ValueError:
            raise ValueError("A time of day is written like 08:30.") from None

    def set_time(self, given_at: datetime.time | None) -> None:
        """Show a time, or nothing."""
        self.line.setText(f"{given_at:%H:%M}" if given_at else "")
