"""Opening and making logbooks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook

from .document import Document
from .errors import tell
from .open_asking import LOGBOOKS, ask_for_logbook, open_asking


@dataclass(frozen=True)
class Doors:
    """How documents are made; the program that starts the window hands them over."""

    open: Callable[[Path, Key | None], Document]
    create: Callable[[Path], Document]
    sample: Callable[[], Document]
    relock: Callable[[Logbook, Key | None], None]


class FileTasks:
    """What a user can do with whole logbooks."""

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        show: Callable[[Document], None],
        doors: Doors,
        merges_instead: Callable[[Path], bool],
    ) -> None:
        self._window, self._document, self._show, self._doors = window, document, show, doors
        self._merges_instead = merges_instead
        self.left: Path | None = None  # the logbook that was left for the sample

    def new_logbook(self) -> None:
        """Ask where the new logbook is to be kept, make it and open it."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, "New logbook", "", LOGBOOKS)
        if chosen:
            path = Path(chosen)
            self._switch(lambda: self._doors.create(path if path.suffix else _named(path)))

    def choose_logbook(self) -> None:
        """Ask which logbook to open."""
        path = ask_for_logbook(self._window)
        if path and not self._merges_instead(path):
            self._switch(lambda: self._open(path))

    def open_sample(self) -> None:
        """Open a fresh copy of the sample; nothing of it is kept."""
        here = self._document()
        self._switch(self._doors.sample, here.logbook.path if here.kept else self.left)

    def leave_sample(self) -> None:
        """Go back to the logbook that was left for the sample."""
        if self.left:
            path = self.left
            self._switch(lambda: self._open(path))

    def _open(self, path: Path) -> Document | None:
        return open_asking(self._window, path, self._doors.open, "Cancel")

    def _switch(self, make: Callable[[], Document | None], left: Path | None = None) -> None:
        try:
            document = make()
        except LogbookError as error:
            tell(self._window, str(error))
            return
        if document:
            self.left = left
            self._show(document)


def _named(path: Path) -> Path:
    return path.with_name(f"{path.name}.sqlite")
