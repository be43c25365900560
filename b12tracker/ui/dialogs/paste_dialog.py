"""Which injections stand in a table from elsewhere?"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from b12tracker.domain.injection import Injection
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.pasted_columns import Columns, Field, guess_columns, with_column
from b12tracker.sharing.pasted_dates import DateOrder, column_order
from b12tracker.sharing.pasted_injections import (
    Preview,
    preview,
    table_of_injections,
)
from b12tracker.sharing.pasted_rows import Reading
from b12tracker.sharing.pasted_table import PastedTable
from b12tracker.ui import labels, paste_words
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.paste_field import PasteField
from b12tracker.ui.widgets.paste_preview import PastePreview
from b12tracker.ui.widgets.pieces import GRID, text

from .question import muted
from .wide_question import WideQuestion

EXPLAINED = (
    "Copy rows in a spreadsheet and paste them here, or write one date on each line. "
    "Nothing is added before you press the button."
)
NO_TABLE = PastedTable((), ())


class PasteDialog(WideQuestion[tuple[Injection, ...]]):
    """Asks for a pasted table, and shows what becomes of each of its rows while it is put right.

    Args:
        known: the injections in the logbook.
        pasted: the text to begin with.
    """

    characters = 150
    lines = 46
    """As many stand below each other, where the screen is high enough."""

    def __init__(
        self, parent: QWidget | None, today: date, known: tuple[Injection, ...], pasted: str = ""
    ) -> None:
        super().__init__(parent, "Paste injections", paste_words.add_button(0))
        self._today, self._known = today, known
        self.preview = Preview()
        self._table = NO_TABLE
        self._columns_chosen: dict[int, Field | None] = {}
        self._order_chosen: bool | None = None
        self.pasted = PasteField()
        self.order = Choice("Order of the dates", paste_words.ORDERS, nothing=None)
        self.unit = Choice("Unit of the doses", paste_words.UNITS, nothing="Choose mg or µg")
        self.only_left = QCheckBox("&Show only rows that are not added")
        self.rows = PastePreview()
        self.summary = text()
        self._lay_out()
        self.pasted.setPlainText(pasted)
        self.pasted.textChanged.connect(self._read_text)
        self.pasted.refused.connect(self.complain)
        self.order.activated.connect(self._choose_order)
        self.unit.activated.connect(self._show)
        self.only_left.toggled.connect(self._show)
        self.rows.head.chosen.connect(self._choose_column)
        self._read_text()
        self.pasted.setFocus()

    def read(self) -> tuple[Injection, ...]:
        """Return the injections that are new."""
        if not self.preview.injections:
            raise ValueError(paste_words.NOTHING_NEW)
        return self.preview.injections

    def fit(self) -> None:
        """Make room for rows, and never more than the screen has."""
        super().fit()
        wanted = self.fontMetrics().lineSpacing() * self.lines
        room = self.screen().availableGeometry().height() - GRID * 8
        self.resize(self.width(), max(self.height(), min(wanted, room)))

    def _lay_out(self) -> None:
        self.form.addWidget(muted(EXPLAINED))
        self.form.addSpacing(GRID)
        self.ask("&Rows from a table", self.pasted)
        self._order_part, self._order_said = self._part("Order of the &dates", self.order)
        self._unit_part, unit_said = self._part("&Unit of the doses", self.unit)
        unit_said.setText("Some doses up to 30 have no unit. Greater ones can only be in µg.")
        row = QHBoxLayout()
        row.setSpacing(GRID * 3)
        row.addWidget(self._order_part, 1)
        row.addWidget(self._unit_part, 1)
        self.form.addLayout(row)
        self.form.addWidget(self.only_left)
        self._stack = QStackedWidget()
        nothing = muted(paste_words.NO_ROWS)
        nothing.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.rows.head.frame)
        self.form.addWidget(self._stack, 1)
        self.below.addWidget(self.summary)

    def _part(self, label: str, choice: Choice) -> tuple[QWidget, QLabel]:
        """Put a choice into a part that is shown only where it is needed."""
        part, said = QWidget(), muted("")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self.ask(label, choice, column)
        column.insertWidget(2, said)
        column.addStretch(1)
        return part, said

    def _read_text(self) -> None:
        """Read what was pasted or typed; choices made for other columns are forgotten."""
        self.complain("")
        try:
            table = table_of_injections(self.pasted.toPlainText())
        except SharingError as error:
            table = NO_TABLE
            self.complain(str(error))
        if table.headings != self._table.headings:
            self._columns_chosen, self._order_chosen = {}, None
        self._table = table
        self._show()

    def _show(self) -> None:
        """Show what becomes of the rows as they are read now."""
        columns = self._columns()
        order = self._order(columns)
        unit = self.unit.chosen(float)
        reading = Reading(columns, order.day_first, unit)
        self.preview = preview(self._table, reading, self._today, self._known)
        self._show_choices(order, unit)
        only_left = self.only_left.isVisibleTo(self) and self.only_left.isChecked()
        self.rows.show_preview(self._table, columns, self.preview, only_left)
        self._stack.setCurrentIndex(1 if self._table.rows else 0)
        self._show_outcome(columns)
        self.tab_through(
            self.pasted, self.order, self.unit, self.only_left, *self.rows.head.choices
        )
        self.tab_through(*self.rows.head.choices, self.rows, self.cancel, self.do_it)

    def _show_choices(self, order: DateOrder, unit: float | None) -> None:
        self.order.choose(order.day_first)
        self._order_said.setText(paste_words.order_words(order))
        self._order_part.setVisible(order.matters)
        self._unit_part.setVisible(self.preview.needs_unit or unit is not None)
        taken = len(self.preview.injections)
        self.only_left.setVisible(0 < taken < len(self.preview.rows))

    def _show_outcome(self, columns: Columns) -> None:
        taken = len(self.preview.injections)
        words = paste_words.add_button(taken)
        self.do_it.setText(words)
        self.do_it.setAccessibleName(words.replace("&", ""))
        self.do_it.setEnabled(taken > 0)
        self.summary.setText(paste_words.outcome(self.preview, Field.DATE in columns))

    def _columns(self) -> Columns:
        """Return what the columns are read as: guessed, but for those the user chose."""
        columns = guess_columns(self._table)
        for place, field in self._columns_chosen.items():
            columns = with_column(columns, place, field)
        return columns

    def _order(self, columns: Columns) -> DateOrder:
        place = columns.index(Field.DATE) if Field.DATE in columns else None
        cells = [] if place is None else self._table.column(place)
        order = column_order(cells, labels.day_first())
        if self._order_chosen in (None, order.day_first):
            return order
        return DateOrder(not order.day_first, "", order.matters)

    def _choose_order(self) -> None:
        self._order_chosen = self.order.chosen(bool)
        self._show()

    def _choose_column(self, place: int, field: str) -> None:
        self._columns_chosen.pop(place, None)  # what is chosen last is taken last
        self._columns_chosen[place] = Field(field) if field else None
        self._show()
