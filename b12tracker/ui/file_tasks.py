"""Opening and making logbooks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from b12tracker.storage.errors import DamagedError, EmptyError, LogbookError

from .document import Document
from .errors import tell
from .open_asking import ask_for_logbook
from .ways_on import Doors, WaysOn, ask_where


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
        self.ways = WaysOn(window, doors)
        self.left: Path | None = None  # the logbook that was left for the sample

    def new_logbook(self) -> None:
        """Ask where the new logbook is to be kept, make it and open it."""
        path = ask_where(self._window, "New logbook")
        if path:
            self._switch(lambda: self._doors.create(path))

    def choose_logbook(self) -> None:
        """Ask which logbook to open."""
        path = ask_for_logbook(self._window)
        if path and not self._merges_instead(path):
            self._open(path)

    def open_sample(self) -> None:
        """Open a fresh copy of the sample; nothing of it is kept."""
        here = self._document()
        self._switch(self._doors.sample, here.logbook.path if here.kept else self.left)

    def leave_sample(self) -> None:
        """Go back to the logbook that was left for the sample."""
        if self.left:
            self._open(self.left)

    def find_way_on(self, error: LogbookError) -> None:
        """Say what is the matter with the open logbook, and open what is wanted in its place."""
        document = self.ways.after(self._document().logbook.path, error)
        if document:
            self._show(document)

    def _open(self, path: Path) -> None:
        def found() -> Document | None:
            try:
                return self.ways.asking(path)
            except (DamagedError, EmptyError) as error:
                return self.ways.after(path, error)

        self._switch(found)

    def _switch(self, make: Callable[[], Document | None], left: Path | None = None) -> None:
        try:
            document = make()
        except LogbookError as error:
            tell(self._window, str(error))
            return
        if document:
            self.left = left
            self._show(document)
