"""Which passphrase is to lock the logbook?"""

from PySide6.QtWidgets import QWidget

from b12tracker.storage.keys import check_passphrase
from b12tracker.ui.passphrase_doubts import why_weak
from b12tracker.ui.passphrase_words import FROM_A_LOGBOOK
from b12tracker.ui.widgets.changes import on_change
from b12tracker.ui.widgets.new_passphrase_field import NewPassphraseField
from b12tracker.ui.widgets.pieces import GRID, text

from .question import Question, muted

SET = (
    "From now on the logbook opens only with this passphrase, or with its recovery key, which is "
    "shown next. If both are lost, the logbook is lost: nobody can open it, B12 Tracker neither."
)
CHANGE = "The recovery key stays the same; the old passphrase opens the logbook no more."
RECOVERED = (
    "You opened the logbook with its recovery key. If the passphrase is forgotten, set a new one "
    "now. The recovery key stays the same."
)
WEAK = " Type a longer one, or press the button again to use it all the same."


class PassphraseDialog(Question[str]):
    """Asks for a new passphrase, twice; a weak one is taken when it is wanted a second time.

    Args:
        why: what the passphrase will do.
    """

    def __init__(self, parent: QWidget | None, title: str, why: str, leave: str = "Cancel") -> None:
        super().__init__(parent, title, "&Set the passphrase")
        self._warned = ""
        self.field = NewPassphraseField("Passphrase", check_passphrase, FROM_A_LOGBOOK)
        self.form.addWidget(text(why))
        self.form.addSpacing(GRID)
        self.ask("&New passphrase", self.field)
        self.form.addWidget(muted("Capitals, blanks and accents count."))
        self.form.addStretch(1)
        on_change(self.field, self._think_again)
        self.cancel.setText(leave)
        self.cancel.setAccessibleName(leave.replace("&", ""))
        self.field.setFocus()

    def accept(self) -> None:
        """Take the passphrase, or say why not, and make room for the sentence."""
        super().accept()
        if self.isVisible():
            self.fit()

    def read(self) -> str:
        """Return the passphrase."""
        return self.read_field(self.field, self._typed)

    def _typed(self) -> str:
        typed = self.field.value
        weak = why_weak(typed)
        if weak and self._warned != typed:
            self._warned = typed
            self._say("&Use it all the same")
            raise ValueError(weak + WEAK)
        return typed

    def _think_again(self) -> None:
        self._warned = ""
        self._say("&Set the passphrase")

    def _say(self, words: str) -> None:
        self.do_it.setText(words)
        self.do_it.setAccessibleName(words.replace("&", ""))
