"""Pasted rows as a table: what becomes of each, and what was pasted."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView

from b12tracker.sharing.pasted_columns import Columns
from b12tracker.sharing.pasted_injections import Outcome, Preview, RowRead
from b12tracker.sharing.pasted_table import PastedTable
from b12tracker.ui import paste_words

from .column_choices import ColumnChoices
from .pieces import GRID

Index = QModelIndex | QPersistentModelIndex

SAID = ("What happens", "Read as, or why not")
"""The columns before the pasted ones."""

WORDS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)

NARROWEST, WIDEST = 21, 32
"""Widths of a pasted column, in characters."""

ROWS_MEASURED = 50

LINES = 2
"""Every row has room for so many, which the longest sentence needs."""


class PasteModel(QAbstractTableModel):
    """The pasted rows, as a table for Qt."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: Sequence[str] = ()
        self.rows: Sequence[RowRead] = ()

    def show_rows(self, headings: Sequence[str], rows: Sequence[RowRead]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.headings, self.rows = headings, rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are shown."""
        return 0 if parent and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns: two that tell, and the pasted ones."""
        return 0 if parent and parent.isValid() else len(SAID) + len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, also for a screen reader and as a tip for what is cut."""
        read = self.rows[index.row()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return _emphasis(read.outcome is Outcome.REFUSED)
        if role not in WORDS:
            return None
        if index.column() < len(SAID):
            return paste_words.row_words(read)[index.column()]
        cell = read.row.cells[index.column() - len(SAID)]
        return " ".join(cell.split()) if role == Qt.ItemDataRole.DisplayRole else cell

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's heading, or a row's number in what was pasted."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(self.rows[section].row.number)
        return (*SAID, *self.headings)[section]


class PastePreview(QTableView):
    """Shows what becomes of pasted rows; above each pasted column stands what it is read as."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setAccessibleName("Pasted rows")
        self.rows = PasteModel()
        self.head = ColumnChoices(self, len(SAID), list(paste_words.FIELDS.items()), "Left out")
        self.setModel(self.rows)
        self.setHorizontalHeader(self.head)
        self._dress()

    def show_preview(
        self, table: PastedTable, columns: Columns, preview: Preview, only_left: bool
    ) -> None:
        """Show the rows of a table.

        Args:
            only_left: leave out the rows that will be added.
        """
        headings = [
            paste_words.column_name(place, heading) for place, heading in enumerate(table.headings)
        ]
        wanted = [row for row in preview.rows if not (only_left and row.outcome is Outcome.TAKEN)]
        self.rows.show_rows(headings, wanted)
        self.head.offer(headings, columns)
        self._fit_columns(table)

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        height = self.fontMetrics().lineSpacing() * LINES + GRID * 2
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.head.setStretchLastSection(True)
        self.setMinimumHeight(self.head.sizeHint().height() + height * 2)

    def _fit_columns(self, table: PastedTable) -> None:
        """Make each column as wide as its first cells, within bounds."""
        character = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(0, character * 24)
        self.setColumnWidth(1, character * 52)
        for place, heading in enumerate(table.headings):
            cells = [row.cells[place] for row in table.rows[:ROWS_MEASURED]]
            longest = max(map(len, [heading, *cells])) + 4
            width = min(max(longest, NARROWEST), WIDEST) * character
            self.setColumnWidth(len(SAID) + place, width)


def _emphasis(bold: bool) -> QFont:
    font = QFont()
    font.setBold(bold)
    return font
