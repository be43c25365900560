"""Which backup is to be restored?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from b12tracker.storage.backups import DAYS_KEPT_DAILY, Backup, Backups
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.ui.widgets.backup_list import BackupList
from b12tracker.ui.widgets.pieces import GRID, button, text

from .question import muted
from .wide_question import WideQuestion

EXPLAINED = (
    "A backup is kept on each day the logbook is opened, and before an import, a merge or a "
    f"restore: all of today, then one a day for {DAYS_KEPT_DAILY} days, then one a month."
)
NONE_YET = (
    "There is no backup yet. The first one is made when the logbook is opened next with "
    "something in it."
)
WHERE = "They lie on this computer only, in {}. Keep a copy of the logbook elsewhere, too."

LOGBOOKS = "Logbooks (*.sqlite);;All files (*)"


@dataclass(frozen=True)
class Shelf:
    """The backups of one logbook, and what can be done with them.

    Attributes:
        key: answers what opens the logbook, for as long as that may be known.
        make: makes one now; None where there is no open logbook to make it of.
    """

    backups: Backups
    key: Callable[[], Key | None]
    today: date
    make: Callable[[], object] | None = None


class BackupsDialog(WideQuestion[Path]):
    """Lists the backups, and answers with the one that is to be restored.

    What is in each is read one by one while the dialog is there to be used.
    """

    characters = 96

    def __init__(self, parent: QWidget | None, title: str, shelf: Shelf) -> None:
        super().__init__(parent, title, "&Restore…")
        self._shelf = shelf
        self._file: Path | None = None
        self.list = BackupList(shelf.today)
        self.none = text(NONE_YET)
        self.where = muted(WHERE.format(shelf.backups.folder))
        self.make_one = button("&Make one now", self._make)
        self.from_file = button("From a &file…", self._choose_file)
        self.show_folder = button("Show the f&older", self._show_folder)
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read_next)
        self._lay_out()
        self.list.opened.connect(self.accept)
        self.list.chosen_changed.connect(self._offer)
        self._show_backups()

    def read(self) -> Path:
        """Return the file that is to be restored.

        Raises:
            ValueError: none is chosen, or it cannot be read.
        """
        if self._file:
            return self._file
        chosen = self.list.chosen
        if chosen is None:
            raise ValueError("Choose a backup from the list.")
        if self._is_faulty(chosen):
            raise ValueError("This backup cannot be read; choose another one.")
        return chosen.path

    def done(self, result: int) -> None:
        """Leave the list, and read no further."""
        self._reading.stop()
        super().done(result)

    def showEvent(self, event: object) -> None:
        """Begin to read, or go on where it was left."""
        super().showEvent(event)
        self._file = None
        self._reading.start()
        self._first_field.setFocus()

    @property
    def _first_field(self) -> QWidget:
        return self.list if self.list.rows.backups else self.from_file

    def _lay_out(self) -> None:
        self.cancel.setText("&Close")
        self.cancel.setAccessibleName("Close")
        self.form.addWidget(muted(EXPLAINED))
        self.form.addSpacing(GRID)
        self.form.addWidget(self.none)
        self.form.addWidget(self.list, 1)
        self.form.addSpacing(GRID)
        self.form.addWidget(self.where)
        self.form.addStretch(0)
        others = QHBoxLayout()
        others.setSpacing(GRID)
        for each in (self.make_one, self.from_file, self.show_folder):
            others.addWidget(each)
        others.addStretch(1)
        self.below.addLayout(others)
        self.make_one.setVisible(self._shelf.make is not None)

    def _show_backups(self) -> None:
        """List what there is; what is in each is read next."""
        try:
            found = self._shelf.backups.listed()
        except LogbookError as error:
            found = []
            self.complain(str(error))
        self.list.show_backups(found)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self.show_folder.setVisible(self._shelf.backups.folder.is_dir())
        self._reading.start()

    def _read_next(self) -> None:
        """Read what is in one backup: all at once would keep the user waiting."""
        rows = self.list.rows
        unread = next((one for one in rows.backups if one not in rows.contents), None)
        if unread is None:
            self._reading.stop()
        else:
            rows.tell(unread, self._shelf.backups.contents(unread, self._shelf.key()))

    def _is_faulty(self, backup: Backup) -> bool:
        contents = self.list.rows.contents.get(backup)
        return contents is not None and bool(contents.fault)

    def _offer(self) -> None:
        chosen = self.list.chosen
        self.do_it.setEnabled(chosen is not None and not self._is_faulty(chosen))

    def _make(self) -> None:
        try:
            if self._shelf.make:
                self._shelf.make()
        except LogbookError as error:
            self.complain(str(error))
        self._show_backups()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Restore from a file", "", LOGBOOKS)
        if chosen:
            self._file = Path(chosen)
            self.accept()

    def _show_folder(self) -> None:
        folder = self._shelf.backups.folder
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.complain(f"The folder cannot be shown from here; it is {folder}.")
