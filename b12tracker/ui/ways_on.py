"""Opening a logbook, whatever is the matter with it: a sentence, and a choice of what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.salvage import salvage

from .dialogs.locked_dialog import LockedDialog
from .dialogs.salvaged_dialog import SalvagedDialog
from .dialogs.trouble_dialog import AGAIN, ANOTHER, BACKUP, NEW, RECOVER, TroubleDialog
from .document import Document
from .errors import tell
from .open_asking import LOGBOOKS, Open, ask_for_logbook, open_asking
from .patience import patiently

Find = Callable[[], Document | None]
"""Opens a logbook; None where that was given up."""

NEEDS_KEY = "It is damaged. Its passphrase is needed to read what is left of it."


@dataclass(frozen=True)
class Doors:
    """How documents are made; the program that starts the window hands them over.

    Attributes:
        open: opens a logbook, a locked one with its key.
        create: makes an empty logbook.
        took_its_place: is told which logbook the user goes on with in place of a broken one.
        has_backups: answers whether there are backups of a logbook.
        bring_back: lets the user choose one to take the place of a logbook; whether one did.
    """

    open: Open
    create: Callable[[Path], Document]
    sample: Callable[[], Document]
    relock: Callable[[Logbook, Key | None], None]
    took_its_place: Callable[[Path, Path], None] = lambda _, __: None
    has_backups: Callable[[Path], bool] = lambda _: False
    bring_back: Callable[[QWidget | None, Path], bool] = lambda _, __: False


class WaysOn:
    """Asks what to do until a logbook is open, or that was given up.

    Args:
        leave: the words on the button that gives up.

    Attributes:
        was_in_trouble: whether it had to ask.
    """

    def __init__(self, parent: QWidget | None, doors: Doors, leave: str = "Cancel") -> None:
        self._parent, self._doors, self._leave = parent, doors, leave
        self.was_in_trouble = False

    def asking(self, path: Path) -> Document | None:
        """Open the logbook at ``path``, and ask for its passphrase if it is locked."""
        return open_asking(self._parent, path, self._doors.open, self._leave)

    def find(self, path: Path, find: Find) -> Document | None:
        """Open the logbook at ``path`` by ``find``; while that fails, say why and ask."""
        following: Find | None = find
        while following:
            try:
                return following()
            except LogbookError as error:
                path, following = self._after(path, error, following)
        return None

    def after(self, path: Path, error: LogbookError) -> Document | None:
        """Say why a logbook cannot be used, and open what the user wants in its place."""
        place, find = self._after(path, error, lambda: self.asking(path))
        return self.find(place, find) if find else None

    def _after(self, path: Path, error: LogbookError, again: Find) -> tuple[Path, Find | None]:
        """Ask what to do; return what is tried next, and with which logbook."""
        self.was_in_trouble = True
        has_backups = self._doors.has_backups(path)
        while True:
            dialog = TroubleDialog(self._parent, path, error, self._leave, has_backups=has_backups)
            if not dialog.exec():
                return path, None
            if dialog.answer == AGAIN:
                return path, again
            place = self._chosen(dialog.answer, path)
            if place:
                return place, self._opener(dialog.answer, place)

    def _chosen(self, way: str, path: Path) -> Path | None:
        """Ask which logbook it is to be instead; None where the user thought better of it."""
        if way == ANOTHER:
            return ask_for_logbook(self._parent)
        if way == BACKUP:
            return path if self._doors.bring_back(self._parent, path) else None
        place = self._recovered(path) if way == RECOVER else ask_where(self._parent, "New logbook")
        if place:
            self._doors.took_its_place(path, place)
        return place

    def _opener(self, way: str, place: Path) -> Find:
        return (lambda: self._doors.create(place)) if way == NEW else lambda: self.asking(place)

    def _recovered(self, path: Path) -> Path | None:
        """Recover what can be read into a new logbook; return where it is."""
        title = "Recover into a new logbook"
        suggested = str(path.with_name(f"{path.stem} recovered.sqlite"))
        key = self._key_of(path)
        place = (
            None if key is None and is_locked(path) else ask_where(self._parent, title, suggested)
        )
        if place is None:
            return None
        try:
            salvaged = patiently(lambda: salvage(path, place, key))
        except LogbookError as error:
            tell(self._parent, str(error))
            return None
        SalvagedDialog(self._parent, path, place, salvaged).exec()
        return place

    def _key_of(self, path: Path) -> Key | None:
        if not is_locked(path):
            return None
        dialog = LockedDialog(self._parent, path, NEEDS_KEY, offers_another=False)
        return dialog.answer.key if dialog.exec() else None


def ask_where(parent: QWidget | None, title: str, suggested: str = "") -> Path | None:
    """Ask where a new logbook is to be kept; without another ending it gets ``.sqlite``."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, LOGBOOKS)
    place = Path(chosen) if chosen else None
    return place if not place or place.suffix else place.with_name(f"{place.name}.sqlite")
