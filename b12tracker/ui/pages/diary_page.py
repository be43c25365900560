"""Diary: every entry in date order; find it, put it right, take it out."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from b12tracker import assets
from b12tracker.charts.style import DARK, LIGHT, Style
from b12tracker.domain.diary import DiaryRow, Kind, build_diary
from b12tracker.ui import diary_words
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.fields import Choice, line
from b12tracker.ui.widgets.pieces import GRID, button, text
from b12tracker.ui.widgets.words_model import Index, WordsModel

from .page import Page

HEADINGS = ("Date", "What", "Details")
ICONS = {
    Kind.INJECTION: "injection",
    Kind.SYMPTOMS: "symptoms",
    Kind.LAB_RESULT: "lab",
    Kind.SKIP: "calendar",
    Kind.BREAK: "calendar",
    Kind.APPOINTMENT: "calendar",
}


class DiaryModel(WordsModel):
    """The rows that pass the filter, as a table for Qt."""

    def __init__(self) -> None:
        super().__init__(HEADINGS)
        self.rows: list[tuple[DiaryRow, tuple[str, str, str]]] = []
        self.icons: dict[Kind, QIcon] = {}
        self.missed_colour = LIGHT.missed

    def show_rows(self, rows: list[tuple[DiaryRow, tuple[str, str, str]]]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows pass the filter."""
        return 0 if parent and parent.isValid() else len(self.rows)

    def words_at(self, row: int) -> tuple[str, str, str]:
        """Return date, what, details."""
        return self.rows[row][1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, its kind's mark, or the colour of a missed dose."""
        row = self.rows[index.row()][0]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return self.icons.get(row.kind)
        if role == Qt.ItemDataRole.ForegroundRole and row.kind is Kind.MISSED:
            return QColor(self.missed_colour)
        return super().data(index, role)


class DiaryPage(Page):
    """Everything that was logged, the newest first, and the doses that were missed."""

    opened = Signal(object)
    """The user opens a row: a ``DiaryRow``."""

    deleted = Signal(object)
    """The user takes out a row: a ``DiaryRow``."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Diary")
        self.sought = line("Find in the Diary", hint="Find words …")
        self.kind = Choice("Kind of entry", list(diary_words.KINDS.items()), nothing="Everything")
        self.model = DiaryModel()
        self.table = self._build_table()
        self.nothing = text("", "muted")
        self.change = button("Change…", self._open)
        self.delete = button("Delete", self._delete)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.sought, 2)
        head.addWidget(self.kind, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        self.shown = text("", "muted")
        foot.addWidget(self.shown, 1)
        foot.addWidget(self.change)
        foot.addWidget(self.delete)
        self.column.addWidget(text("Diary", "title"))
        self.column.addLayout(head)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(foot)
        self.sought.textChanged.connect(self.look_again)
        self.kind.currentIndexChanged.connect(self.look_again)

    def show_state(self) -> None:
        """Read the logbook and list what passes the filter."""
        kept = self._chosen_key()
        today, catalogue = self.document.today, self.document.catalogue
        rows = build_diary(self.document.facts, self.document.judgement)
        words = [(row, diary_words.row_words(row, today, catalogue)) for row in rows]
        found = [(row, said) for row, said in words if self._passes(row, said)]
        self.model.show_rows(found)
        self.nothing.setText(self._why_empty(bool(rows), bool(found)))
        self.nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        self.shown.setText(f"{len(found)} of {len(rows)} shown" if rows else "")
        self._choose(kept)
        self._offer()

    def wear(self, style: Style) -> None:
        """Put on the icons and colours of a look."""
        look = "dark" if style is DARK else "light"
        self.model.icons = {
            kind: QIcon(assets.resource("icons", look, f"{name}.svg").as_posix())
            for kind, name in ICONS.items()
        }
        self.model.missed_colour = style.missed

    def show_kind(self, kind: Kind) -> None:
        """Show one kind of entry only."""
        self.sought.clear()
        self.kind.choose(kind)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("rows")
        table.setAccessibleName("Entries")
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        row_height = max(40, round(table.fontMetrics().height() * 2.2))
        table.verticalHeader().setDefaultSectionSize(row_height)
        table.setMinimumHeight(row_height * 5)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        character = table.fontMetrics().averageCharWidth()
        table.setColumnWidth(0, character * 20)
        table.setColumnWidth(1, character * 27)
        table.doubleClicked.connect(self._open)
        table.selectionModel().selectionChanged.connect(self._offer)
        for key, does in self._keys().items():
            shortcut = QShortcut(QKeySequence(key), table, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return table

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {"Return": self._open, "Enter": self._open, "Del": self._delete}

    def _passes(self, row: DiaryRow, said: tuple[str, str, str]) -> bool:
        kind = self.kind.chosen(Kind)
        sought = self.sought.text().strip().lower()
        return kind in (None, row.kind) and all(
            word in " ".join(said).lower() for word in sought.split()
        )

    def _why_empty(self, any_rows: bool, any_found: bool) -> str:
        if not any_rows:
            return "Nothing is logged yet. What you log appears here, the newest first."
        return "" if any_found else "Nothing here fits what you are looking for."

    def _chosen(self) -> DiaryRow | None:
        chosen = self.table.selectionModel().selectedRows()
        return self.model.rows[chosen[0].row()][0] if chosen else None

    def _chosen_key(self) -> tuple[int, str | None]:
        row = self._chosen()
        place = self.table.currentIndex().row()
        return place, row.entry.id if row and row.entry else None

    def _choose(self, kept: tuple[int, str | None]) -> None:
        """Keep the chosen entry chosen, or stay at its place when it is gone."""
        place, entry_id = kept
        ids = [row.entry.id if row.entry else None for row, _ in self.model.rows]
        if entry_id in ids and entry_id:
            place = ids.index(entry_id)
        if self.model.rows:
            self.table.selectRow(min(max(place, 0), len(self.model.rows) - 1))

    def _offer(self) -> None:
        """Say on the buttons what can be done with the chosen row."""
        row = self._chosen()
        missed = row is not None and row.kind is Kind.MISSED
        self.change.setEnabled(row is not None)
        self.change.setText("It was given…" if missed else "Change…")
        self.change.setAccessibleName(self.change.text())
        self.delete.setVisible(row is not None and not missed)

    def _open(self) -> None:
        row = self._chosen()
        if row:
            self.opened.emit(row)

    def _delete(self) -> None:
        row = self._chosen()
        if row and row.entry:
            self.deleted.emit(row)
