"""A new password or passphrase: typed twice, shown on demand, with a line that says how strong."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.ui.passphrase_words import HINT, strength

from .pieces import GRID, Caption, text
from .secret_line import SecretLine, shown_by_tick

NOT_THE_SAME = "The two are not the same; show what you type, and put one of them right."


class NewPassphraseField(QWidget):
    """Two fields for the same words, and how soon a computer would guess them.

    Args:
        name: what it is called, “Password” or “Passphrase”; the caption above is the form's.
        check: returns what was typed, or raises a ``ValueError`` with one sentence.
        guesses_a_second: of a strong computer at what the words lock.
    """

    changed = Signal()

    def __init__(self, name: str, check: Callable[[str], str], guesses_a_second: float) -> None:
        super().__init__()
        self._check, self._guesses_a_second = check, guesses_a_second
        self.first = SecretLine(name)
        self.again = SecretLine(f"{name} again")
        self.shown = shown_by_tick(self.first, self.again)
        self.strength = text(HINT, "muted")
        self._lay_out()
        self.setFocusProxy(self.first)
        self.first.textChanged.connect(self._say_strength)
        for field in (self.first, self.again):
            field.textChanged.connect(self.changed)

    @property
    def value(self) -> str:
        """What was typed, the same in both fields.

        Raises:
            ValueError: it cannot be taken, or the second field holds something else.
        """
        typed = self._check(self.first.text())
        if typed != self.again.text():
            raise ValueError(NOT_THE_SAME)
        return typed

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.first)
        column.addWidget(self.strength)
        column.addSpacing(GRID // 2)
        column.addWidget(Caption("The same a&gain", self.again))
        column.addWidget(self.again)
        column.addWidget(self.shown)

    def _say_strength(self, typed: str) -> None:
        said = strength(typed, self._guesses_a_second)
        self.strength.setText(said)
        self.first.setAccessibleDescription(said)  # a screen reader says it with the field
