"""Is it the owner who sits at the open logbook?"""

from PySide6.QtWidgets import QWidget

from b12tracker.storage.keys import Key
from b12tracker.ui.patience import patiently
from b12tracker.ui.widgets.pieces import GRID, text
from b12tracker.ui.widgets.secret_line import SecretLine, shown_by_tick

from .question import Question


class PassphraseAgainDialog(Question[None]):
    """Asks for the passphrase of the open logbook, or its recovery key, before it goes on.

    Args:
        why: what will be done then.
    """

    def __init__(self, parent: QWidget | None, title: str, why: str, do_it: str, key: Key) -> None:
        super().__init__(parent, title, do_it)
        self._key = key
        self.typed = SecretLine("Passphrase now")
        self.shown = shown_by_tick(self.typed)
        self.form.addWidget(text(why))
        self.form.addSpacing(GRID)
        self.ask("&Passphrase now, or the recovery key", self.typed)
        self.form.addWidget(self.shown)
        self.form.addStretch(1)
        self.typed.setFocus()

    def read(self) -> None:
        """Return when what is typed is right."""
        self.typed.selectAll()  # so that the next try takes the place of this one
        self.read_field(self.typed, self._check)

    def _check(self) -> None:
        typed, key = self.typed.text(), self._key
        if not typed.strip():
            raise ValueError("Type the passphrase with which the logbook opens now.")
        recovered = Key.by_recovery_key(typed, key.salt) == key
        if not recovered and not patiently(lambda: key.opens_like(typed)):
            raise ValueError("That is not the passphrase of this logbook; try again.")
