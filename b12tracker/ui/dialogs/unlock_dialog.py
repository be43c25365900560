"""The password of a file that is locked."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12tracker.ui.widgets.pieces import text
from b12tracker.ui.widgets.secret_line import SecretLine, shown_by_tick

from .question import Question, muted


class UnlockDialog(Question[str]):
    """Asks for a password until one opens the file, or nobody wants to open it any more.

    Args:
        name: the name of the file.
        opens: raises a ``ValueError`` with one sentence where a password does not open it.
    """

    def __init__(self, parent: QWidget | None, name: str, opens: Callable[[str], None]) -> None:
        super().__init__(parent, "Locked file", "&Open")
        self._opens = opens
        self.password = SecretLine("Password")
        self.shown = shown_by_tick(self.password)
        self.form.addWidget(text(name, "name"))
        self.form.addWidget(muted("It is locked with a password."))
        self.ask("&Password", self.password)
        self.form.addWidget(self.shown)
        self.form.addStretch(1)
        self.password.setFocus()

    def read(self) -> str:
        """Return the password that opens the file."""
        return self.read_field(self.password, self._opened)

    def _opened(self) -> str:
        typed = self.password.text()
        if not typed:
            raise ValueError("Type the password of the file.")
        self._opens(typed)
        return typed
