"""Backups in the window: listed, made, and restored."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from b12tracker.backup_words import WHY
from b12tracker.domain.difference import difference
from b12tracker.safekeeping import backups_of, put_in_place
from b12tracker.storage.backups import Backups
from b12tracker.storage.contents import contents_of
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_of_copy

from . import labels
from .dialogs.backups_dialog import BackupsDialog, Shelf
from .dialogs.restore_dialog import RestoreDialog
from .document import Document
from .errors import tell

OF_THE_SAMPLE = "Of the sample logbook nothing is kept, and so no backups."

AskKey = Callable[[Path], Key | None]
"""Asks for the passphrase of a locked file; None where that was given up."""


def no_key(path: Path) -> None:
    """Say that a file cannot be opened, where nobody can be asked for its passphrase."""
    raise LogbookError(f"{path} is locked with a passphrase of its own.")


class BackupTasks:
    """What a user can do with the backups of the open logbook.

    Args:
        ask_key: asks for the passphrase of a file that does not open like the logbook.
    """

    def __init__(
        self, window: QWidget, document: Callable[[], Document], ask_key: AskKey = no_key
    ) -> None:
        self._window, self._document, self._ask_key = window, document, ask_key

    def show_backups(self) -> None:
        """List the backups, and restore the one that is wanted."""
        document = self._document()
        if not document.kept:
            tell(self._window, OF_THE_SAMPLE)
            return
        backups = backups_of(document.logbook.path)
        key, today = lambda: document.logbook.key, document.now().date()
        shelf = Shelf(backups, key, today, document.make_backup)
        dialog = BackupsDialog(self._window, "Backups", shelf)
        _choose_until(dialog, lambda copy: self._restore(copy, backups))

    def _restore(self, copy: Path, backups: Backups) -> bool:
        """Say what restoring a copy would change, and do it when that is wanted."""
        document = self._document()
        key = _opener(copy, document.logbook.key, self._ask_key)
        if is_locked(copy) and not key:
            return False
        found = difference(document.facts, Logbook.read(copy, key))
        name = _name_of(copy, backups, document.now())
        if not RestoreDialog.of_difference(self._window, name, found).exec():
            return False
        document.restore(found, name)
        return True


def bring_back(
    parent: QWidget | None, path: Path, now: Callable[[], datetime], ask_key: AskKey = no_key
) -> bool:
    """Let the user choose a backup to take the place of a logbook that is gone or damaged.

    Args:
        ask_key: asks for the passphrase of the backups, where they are locked.

    Returns:
        whether one lies there now; the damaged file is kept beside it.
    """
    backups = backups_of(path)
    locked = next((one.path for one in backups.listed() if is_locked(one.path)), None)
    key = ask_key(locked) if locked else None
    if locked and not key:
        return False
    dialog = BackupsDialog(
        parent, f"Backups of {path.stem}", Shelf(backups, lambda: key, now().date())
    )

    def place(copy: Path) -> bool:
        opener = _opener(copy, key, ask_key)
        held = contents_of(copy, opener)
        said = f"{labels.counted(held.entries or 0, 'entry', 'entries')} in it become the logbook."
        explained = f"The logbook is {path}. If a file lies there, it is kept beside it."
        asked = RestoreDialog(parent, _name_of(copy, backups, now()), said, explained)
        if not asked.exec():
            return False
        put_in_place(path, copy, opener, now())
        return True

    return _choose_until(dialog, place)


def _opener(copy: Path, key: Key | None, ask_key: AskKey) -> Key | None:
    """Return what opens a file; one that does not open like the logbook is asked about."""
    if not is_locked(copy):
        return None
    return (key_of_copy(copy, key) if key else None) or ask_key(copy)


def _choose_until(dialog: BackupsDialog, restore: Callable[[Path], bool]) -> bool:
    """Let the user choose until one is restored, or none is wanted."""
    while dialog.exec():
        try:
            if restore(dialog.answer):
                return True
        except LogbookError as error:
            tell(dialog, str(error))
    return False


def _name_of(copy: Path, backups: Backups, now: datetime) -> str:
    """Return “Backup of yesterday, 18:02 (daily)”, or the name of a file from elsewhere."""
    backup = next((one for one in backups.listed() if one.path == copy), None)
    if backup is None:
        return copy.name
    return f"Backup of {labels.moment(backup.made, now.date())} ({WHY[backup.reason]})"
