"""Opening, making, importing and exporting logbooks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from b12tracker.sharing.joining import Joined, join
from b12tracker.sharing.logbook_json import SharingError, logbook_from_json, logbook_to_json
from b12tracker.sharing.written_file import write_file
from b12tracker.storage.errors import LogbookError

from . import labels
from .document import Document
from .errors import tell

LOGBOOKS = "Logbooks (*.sqlite);;All files (*)"
EXCHANGE = "B12 Tracker logbook as JSON (*.json)"


@dataclass(frozen=True)
class Doors:
    """How documents are made; the program that starts the window hands them over."""

    open: Callable[[Path], Document]
    create: Callable[[Path], Document]
    sample: Callable[[], Document]


class FileTasks:
    """What a user can do with whole logbooks."""

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        show: Callable[[Document], None],
        doors: Doors,
    ) -> None:
        self._window, self._document, self._show, self._doors = window, document, show, doors
        self.left: Path | None = None  # the logbook that was left for the sample

    def new_logbook(self) -> None:
        """Ask where the new logbook is to be kept, make it and open it."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, "New logbook", "", LOGBOOKS)
        if chosen:
            path = Path(chosen)
            self._switch(lambda: self._doors.create(path if path.suffix else _named(path)))

    def choose_logbook(self) -> None:
        """Ask which logbook to open."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open logbook", "", LOGBOOKS)
        if chosen:
            self._switch(lambda: self._doors.open(Path(chosen)))

    def open_sample(self) -> None:
        """Open a fresh copy of the sample; nothing of it is kept."""
        here = self._document()
        self._switch(self._doors.sample, here.logbook.path if here.kept else self.left)

    def leave_sample(self) -> None:
        """Go back to the logbook that was left for the sample."""
        if self.left:
            path = self.left
            self._switch(lambda: self._doors.open(path))

    def export_file(self) -> None:
        """Ask for a file and write the whole logbook into it as JSON."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Export the logbook", "logbook.json", EXCHANGE
        )
        if not chosen:
            return
        document = self._document()
        try:
            write_file(Path(chosen), logbook_to_json(document.facts).encode())
        except (SharingError, LogbookError) as error:
            tell(self._window, str(error))
        except OSError as error:
            tell(self._window, f"{chosen} could not be written: {error.strerror}.")
        else:
            document.happened.emit(f"Logbook exported to {Path(chosen).name}")

    def import_file(self) -> None:
        """Ask for a file and add what it holds, as one step that can be undone."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Import", "", EXCHANGE)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Add what a file holds; say what was taken and what was there already."""
        document = self._document()
        try:
            coming = logbook_from_json(path.read_text(encoding="utf-8-sig"), document.catalogue)
            joined = join(document.facts, coming)
            document.take(joined.put, path.name)
        except (SharingError, LogbookError) as error:
            tell(self._window, str(error))
        except OSError as error:
            tell(self._window, f"{path} could not be read: {error.strerror}.")
        except UnicodeDecodeError:
            tell(self._window, f"{path} is not text in UTF-8, so it cannot be taken.")
        else:
            say = document.did if joined.put else document.happened
            say.emit(_taken(joined, path.name))

    def _switch(self, make: Callable[[], Document], left: Path | None = None) -> None:
        try:
            document = make()
        except LogbookError as error:
            tell(self._window, str(error))
        else:
            self.left = left
            self._show(document)


def _taken(joined: Joined, name: str) -> str:
    taken = labels.counted(sum(joined.taken.values()), "entry", "entries")
    left = labels.counted(sum(joined.left.values()), "was", "were")
    return f"{taken} taken from {name}, {left} there already"


def _named(path: Path) -> Path:
    return path.with_name(f"{path.name}.sqlite")
