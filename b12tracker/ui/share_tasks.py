"""Exporting and importing: what leaves the open logbook, and what enters it."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from b12tracker.domain.facts import Fact
from b12tracker.files import (
    check_password_of,
    export_to,
    key_of_coming,
    needs_password,
    table_from_elsewhere,
    taker,
)
from b12tracker.merging import two_copies
from b12tracker.sharing.exporting import Wish
from b12tracker.sharing.foreign_table import Mapped
from b12tracker.sharing.formats import ENDINGS, FHIR_ENDING, ONE_TABLE, Format
from b12tracker.sharing.joining import Joined
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.pasted_injections import holds_dates
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key

from . import paste_words, share_words
from .dialogs.export_dialog import ExportDialog
from .dialogs.import_dialog import ImportDialog
from .dialogs.paste_dialog import PasteDialog
from .dialogs.unlock_dialog import UnlockDialog
from .document import Document
from .errors import tell
from .merge_tasks import MergeTasks
from .patience import patiently

TO_IMPORT = (
    "What can be imported (*.json *.zip *.csv *.tsv *.txt *.sqlite);;"
    "B12 Tracker logbook as JSON (*.json);;Tables (*.zip *.csv *.tsv *.txt);;"
    "Logbooks (*.sqlite);;All files (*)"
)


class ShareTasks:
    """What a user can do with files of other programs and other computers."""

    def __init__(self, window: QWidget, document: Callable[[], Document]) -> None:
        self._window, self._document = window, document
        self.merging = MergeTasks(window, document)

    def export_file(self) -> None:
        """Ask what is to be exported and into which file, and write it."""
        document = self._document()
        locked = document.logbook.key is not None
        dialog = ExportDialog(self._window, document.today, locked=locked)
        wanted = dialog.exec()
        dialog.deleteLater()  # with the password typed into it
        if not wanted:
            return
        wish = dialog.answer
        ending = _ending(wish)
        suggested = f"b12-{wish.table or 'logbook'}-{document.today}{ending}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Export", suggested, f"{ending[1:].upper()} (*{ending})"
        )
        if chosen:
            self._export(Path(chosen), ending, wish)

    def import_file(self) -> None:
        """Ask for a file, show what it would add, and add it as one step that can be undone."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Import", "", TO_IMPORT)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Show what a file would add, and add it when that is wanted."""
        self._try(path, "read", lambda: self._take(path))

    def _take(self, path: Path) -> None:
        """Ask for the password of a file that is locked, and take what is in it."""
        own = self._document().logbook.key
        password = ""
        if needs_password(path, own):
            dialog = UnlockDialog(self._window, path.name, partial(_check_opens, path))
            opened = dialog.exec()
            dialog.deleteLater()  # with the password typed into it
            if not opened:
                return
            password = dialog.answer
        key = patiently(lambda: key_of_coming(path, own, password))
        self._take_opened(path, password, key)

    def _take_opened(self, path: Path, password: str, key: Key | None) -> None:
        copies = two_copies(self._document().logbook, path, key)
        table = None if copies else table_from_elsewhere(path)
        if copies:
            self.merging.merge(copies)
        elif table is None:
            self._take_ours(path, password, key)
        else:
            self._take_table(path, table)

    def _export(self, typed: Path, ending: str, wish: Wish) -> None:
        document = self._document()
        path = typed if typed.suffix else typed.with_name(typed.name + ending)

        def keep(facts: Iterable[Fact]) -> None:
            document.put_all("Calendar exported", facts)

        def work() -> None:
            if path != typed and path.exists():
                raise SharingError(f"{path} is there already and was left untouched.")
            export_to(path, document.logbook, wish, document.today, keep)
            document.happened.emit(f"Exported to {path.name}")

        self._try(path, "written", work)

    def _take_ours(self, path: Path, password: str, key: Key | None) -> None:
        document = self._document()

        def joined(*, own_markers: bool) -> Joined:
            take = taker(
                path,
                None,
                Mapped({}),
                document.today,
                own_markers=own_markers,
                password=password,
                key=key,
            )
            return take(document.facts)

        found = joined(own_markers=False)
        more = joined(own_markers=True) if share_words.offered(found) else None
        dialog = ImportDialog(self._window, path.name, found, more)
        if dialog.exec():
            self._take_in(dialog.answer, path)

    def _take_in(self, joined: Joined, path: Path) -> None:
        document = self._document()
        document.take(joined.put, path.name)
        document.did.emit(share_words.taken(joined, path.name))

    def _take_table(self, path: Path, table: str) -> None:
        """Show the injections in a table of another program; its columns can be put right."""
        if not holds_dates(table):
            raise SharingError(f"{path} holds no table of ours, and no column of dates.")
        document = self._document()
        known = document.facts.injections
        dialog = PasteDialog(self._window, document.today, known, table)
        dialog.setWindowTitle(f"Import {path.name}")
        if dialog.exec():
            document.take(dialog.answer, path.name)
            document.did.emit(paste_words.done(dialog.preview))

    def _try(self, path: Path, done: str, work: Callable[[], None]) -> None:
        try:
            work()
        except (SharingError, LogbookError) as error:
            tell(self._window, str(error))
        except OSError as error:
            tell(self._window, f"{path} could not be {done}: {error.strerror}.")


def _ending(wish: Wish) -> str:
    if wish.table:
        return ONE_TABLE
    if wish.format is Format.FHIR:
        return FHIR_ENDING
    return next(ending for ending, kind in ENDINGS.items() if kind is wish.format)


def _check_opens(path: Path, password: str) -> None:
    """See whether a password opens a file.

    Raises:
        ValueError: it does not, or the file cannot be read; with one sentence.
    """
    try:
        patiently(lambda: check_password_of(path, password))
    except (SharingError, LogbookError) as error:
        raise ValueError(str(error)) from None
    except OSError as error:
        raise ValueError(f"{path} could not be read: {error.strerror}.") from None
