"""The passphrase of a logbook that is open, but locked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.on_disk import is_locked

from .locked_dialog import LockedDialog, Unlocked

NOT_LOCKED = "This logbook has no passphrase any more: quit, and open it anew."
QUIT, QUIT_FORM = "&Quit", "&Quit, and leave the form unsaved"


class LockDialog(LockedDialog):
    """Stands before everything until what is typed opens the logbook, or the program is left.

    Args:
        why: why it is locked.
        unlock: opens the logbook with a key.
        would_lose: whether much was entered in a form that is open.
    """

    left = Signal()
    """The program is to end."""

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        why: str,
        unlock: Callable[[Key], None],
        would_lose: bool,
    ) -> None:
        leave = QUIT_FORM if would_lose else QUIT
        super().__init__(parent, path, why, leave, offers_another=False)
        self._unlock, self._would_lose = unlock, would_lose
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self.left)

    def reject(self) -> None:
        """Stay: Escape opens nothing, and ends nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program, as closing its window does; but not where a form would be lost."""
        event.ignore()
        if not self._would_lose:
            self.left.emit()

    def _found(self) -> Unlocked:
        if not is_locked(self._path) and self._path.exists():
            raise ValueError(NOT_LOCKED)
        found = super()._found()
        try:
            self._unlock(found.key)
        except LogbookError as error:
            raise ValueError(str(error)) from None
        return found
