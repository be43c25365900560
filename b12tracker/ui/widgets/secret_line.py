"""A field that shows dots for what is typed, until somebody wants to see it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from .fields import tick

HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""A keyboard on the screen learns no word of it, even while it is shown."""


class SecretLine(QLineEdit):
    """A line for a password or a passphrase."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumHeight(40)
        self.show_typed(False)

    def show_typed(self, shown: bool) -> None:
        """Show what is typed, or dots instead."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setInputMethodHints(self.inputMethodHints() | HINTS)


def shown_by_tick(*fields: SecretLine) -> QCheckBox:
    """Return a box to tick that shows what is typed into some fields."""
    made = tick("Show what &I type")
    made.setAccessibleName("Show what I type")
    for field in fields:
        made.toggled.connect(field.show_typed)
    return made
