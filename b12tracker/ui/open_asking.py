"""Opening a logbook that may be locked: who wants it is asked for its passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.on_disk import is_locked

from .dialogs.locked_dialog import LockedDialog
from .document import Document
from .errors import tell

LOGBOOKS = "Logbooks (*.sqlite);;All files (*)"

Open = Callable[[Path, Key | None], Document]
"""Opens a logbook, a locked one with its key."""


def ask_for_logbook(parent: QWidget | None) -> Path | None:
    """Ask which logbook is to be opened."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Open logbook", "", LOGBOOKS)
    return Path(chosen) if chosen else None


def open_asking(
    parent: QWidget | None, path: Path, open_it: Open, leave: str = "Cancel"
) -> Document | None:
    """Open a logbook; ask for its passphrase where it is locked. None where that was given up.

    Args:
        leave: the words on the button that gives up.

    Raises:
        LogbookError: the logbook cannot be opened.
    """
    while is_locked(path):
        dialog = LockedDialog(parent, path, leave=leave)
        if dialog.exec():
            document = open_it(path, dialog.answer.key)
            document.recovered = dialog.answer.by_recovery_key
            return document
        if not dialog.wants_another:
            return None
        path, opened = _another(parent, path, open_it)
        if opened:
            return opened
    return open_it(path, None)


def _another(parent: QWidget | None, path: Path, open_it: Open) -> tuple[Path, Document | None]:
    """Return another logbook that is locked too, or that is open now; else the one there was."""
    chosen = ask_for_logbook(parent)
    if not chosen or is_locked(chosen):
        return chosen or path, None
    try:
        return chosen, open_it(chosen, None)
    except LogbookError as error:
        tell(parent, str(error))
        return path, None


def ask_for_key(parent: QWidget | None, path: Path) -> Key | None:
    """Ask for the passphrase of a locked file; None where that was given up."""
    dialog = LockedDialog(parent, path, offers_another=False)
    return dialog.answer.key if dialog.exec() else None
