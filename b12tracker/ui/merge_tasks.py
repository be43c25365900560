"""Merging another copy of the open logbook into it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from b12tracker.merging import TwoCopies, two_copies
from b12tracker.storage.errors import LogbookError

from . import merge_words as words
from .dialogs.actions_dialog import ActionsDialog
from .dialogs.merge_dialog import MergeDialog
from .document import Document
from .errors import tell

MERGE, OPEN = "merge", "open"


class MergeTasks:
    """What a user can do with another copy of the open logbook."""

    def __init__(self, window: QWidget, document: Callable[[], Document]) -> None:
        self._window, self._document = window, document

    def merge(self, copies: TwoCopies) -> None:
        """Show what the other copy knows, and take it in when that is wanted.

        Raises:
            LogbookError: it could not be written; then nothing was changed.
        """
        document, name = self._document(), copies.path.name
        known = document.facts, document.catalogue
        dialog = MergeDialog(self._window, document.today, known, name, copies.merged())
        if not dialog.exec():
            return
        found = copies.merged(dialog.answer)
        document.merge(found, name)
        if found.is_news:
            say = document.did if found.is_felt else document.happened
            say.emit(words.done(found, name))

    def merges_instead(self, path: Path) -> bool:
        """Offer to merge a logbook that is to be opened, if it is another copy with something new.

        Returns:
            whether it is not to be opened any more.
        """
        copies = self._copies(path)
        if copies is None:
            return False
        choices = ((MERGE, words.MERGE_IT), (OPEN, words.OPEN_IT))
        dialog = ActionsDialog(self._window, "Open logbook", words.is_a_copy(path.name), choices)
        chosen = dialog.answer if dialog.exec() else ""
        if chosen == MERGE:
            try:
                self.merge(copies)
            except LogbookError as error:
                tell(self._window, str(error))
        return chosen != OPEN

    def _copies(self, path: Path) -> TwoCopies | None:
        """Return the open logbook and the one at ``path``, if merging them would change anything.

        What cannot be read is told when it is opened.
        """
        document = self._document()
        try:
            copies = two_copies(document.logbook, path) if document.kept else None
            found = copies.merged() if copies else None
        except (LogbookError, OSError):
            return None
        return copies if found and found.is_news else None
