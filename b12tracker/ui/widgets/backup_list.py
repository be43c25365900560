"""The backups of a logbook as a table: when, why, and what is in each."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from b12tracker.backup_words import WHY
from b12tracker.storage.backups import Backup
from b12tracker.storage.contents import Contents
from b12tracker.ui import labels

from .words_model import Index, WordsModel

HEADINGS = ("When", "Why", "Entries", "Last entry")
NARROWEST = 16
"""Width of a column, in characters."""

ROWS_IN_SIGHT = 6

NOT_READ_YET = "…"


class BackupModel(WordsModel):
    """The backups, the newest first; what is in each is told once it was read."""

    def __init__(self, today: date) -> None:
        super().__init__(HEADINGS)
        self._today = today
        self.backups: Sequence[Backup] = ()
        self.contents: dict[Backup, Contents] = {}

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Replace all rows; what was read of a backup stays known."""
        self.beginResetModel()
        self.backups = backups
        self.endResetModel()

    def tell(self, backup: Backup, contents: Contents) -> None:
        """Show what is in a backup."""
        self.contents[backup] = contents
        row = list(self.backups).index(backup)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADINGS) - 1))

    def words(self, backup: Backup) -> tuple[str, str, str, str]:
        """Return what stands in the row of a backup."""
        when = labels.sentence(labels.moment(backup.made, self._today))
        why = labels.sentence(WHY[backup.reason])
        contents = self.contents.get(backup)
        if contents is None:
            return when, why, NOT_READ_YET, ""
        if contents.fault:
            return when, why, labels.sentence(contents.fault), ""
        last = labels.plain_day(contents.last, self._today) if contents.last else "none"
        return when, why, str(contents.entries), last

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many backups there are."""
        return 0 if parent and parent.isValid() else len(self.backups)

    def words_at(self, row: int) -> tuple[str, str, str, str]:
        """Return when, why, entries, last entry."""
        return self.words(self.backups[row])


class BackupList(QTableView):
    """Shows the backups; the arrow keys choose one, Enter or a double click opens it."""

    opened = Signal()
    """The chosen backup is wanted."""

    chosen_changed = Signal()
    """Another backup is chosen, or more is known of it."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setAccessibleName("Backups")
        self.rows = BackupModel(today)
        self.setModel(self.rows)
        self._dress()
        self.doubleClicked.connect(self.opened)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.rows.dataChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> Backup | None:
        """The backup that is chosen."""
        rows = self.selectionModel().selectedRows()
        return self.rows.backups[rows[0].row()] if rows else None

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show these, the first one chosen."""
        self.rows.show_backups(backups)
        if backups:
            self.selectRow(0)
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the wish to open what is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        height = max(40, round(self.fontMetrics().height() * 2.2))
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * NARROWEST)
        header.setStretchLastSection(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(header.sizeHint().height() + height * 2)

    def sizeHint(self) -> QSize:
        """Return room for a few rows, and on a small screen for fewer."""
        rows = self.verticalHeader().defaultSectionSize() * ROWS_IN_SIGHT
        wanted = self.horizontalHeader().sizeHint().height() + rows
        return QSize(super().sizeHint().width(), min(wanted, self.screen().size().height() // 3))
