"""The passphrase of a locked logbook, or its recovery key."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.storage.errors import LogbookError, WrongPassphraseError
from b12tracker.storage.keys import Key
from b12tracker.storage.unlocking import key_for
from b12tracker.ui.patience import patiently
from b12tracker.ui.widgets.pieces import GRID, button, text
from b12tracker.ui.widgets.secret_line import SecretLine, shown_by_tick

from .question import Question, muted

WRONG = (
    "That does not open this logbook; see whether Caps Lock is on, show what you type, "
    "and try again."
)
WRONG_KEY = "That is the recovery key of another logbook, or of this one before it was locked anew."
DAMAGED = " If it is surely right, the file is damaged; open a copy or a backup of it."

PATIENCE = 3
"""From so many wrong tries on, another reason is named, too."""


@dataclass(frozen=True)
class Unlocked:
    """The key that was found.

    Attributes:
        by_recovery_key: whether it was typed from the sheet; then the passphrase may be lost.
    """

    key: Key
    by_recovery_key: bool = False


class LockedDialog(Question[Unlocked]):
    """Asks until what is typed opens the logbook; nobody counts how often.

    Attributes:
        wants_another: whether it was left to choose another logbook.

    Args:
        why: what is said below the name of the logbook.
        leave: the words on the button that gives up.
        offers_another: whether another logbook may be chosen.
    """

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        why: str = "It is locked with a passphrase.",
        leave: str = "Cancel",
        *,
        offers_another: bool = True,
    ) -> None:
        super().__init__(parent, "Locked logbook", "&Open")
        self._path = path
        self.wants_another = False
        self._tries = 0
        self.typed = SecretLine("Passphrase or recovery key")
        self.shown = shown_by_tick(self.typed)
        self.another = button("&Choose another logbook…", self._choose_another, "do")
        self.form.addWidget(text(path.stem, "title"))
        self.form.addWidget(muted(why))
        self.form.addSpacing(GRID)
        self.ask("&Passphrase or recovery key", self.typed)
        self.form.addWidget(self.shown)
        self.form.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addStretch(1)
        self.another.setVisible(offers_another)
        self.cancel.setText(leave)
        self.cancel.setAccessibleName(leave.replace("&", ""))
        self.typed.setFocus()

    @property
    def holds_much(self) -> bool:
        """Nothing here would have to be entered again."""
        return False

    def accept(self) -> None:
        """Open, or say why not, and make room for the sentence."""
        super().accept()
        if self.isVisible():
            self.fit()

    def read(self) -> Unlocked:
        """Return the key that what is typed opens."""
        self.typed.selectAll()  # so that the next try takes the place of this one
        return self.read_field(self.typed, self._found)

    def _found(self) -> Unlocked:
        typed = self.typed.text()
        if not typed.strip():
            raise ValueError("Type the passphrase, or the recovery key from its sheet.")
        try:
            key = patiently(lambda: key_for(self._path, typed))
        except WrongPassphraseError:
            raise ValueError(self._why_wrong(typed)) from None
        except LogbookError as error:
            raise ValueError(str(error)) from None
        return Unlocked(key, Key.by_recovery_key(typed, key.salt) == key)

    def _why_wrong(self, typed: str) -> str:
        self._tries += 1
        wrong = WRONG_KEY if Key.by_recovery_key(typed, b"") else WRONG
        return wrong + (DAMAGED if self._tries >= PATIENCE else "")

    def _choose_another(self) -> None:
        self.wants_another = True
        self.reject()
