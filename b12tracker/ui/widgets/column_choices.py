"""The head of a table whose columns each carry a choice: what this column is read as."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from .fields import Choice
from .pieces import GRID

WIDEST = 32
"""A choice is never wider, in characters, however wide its column."""


class ColumnChoices(QHeaderView):
    """Column headings with a choice below each, from the column ``first`` on.

    The table goes into ``frame``, which is what is put into a form.

    Args:
        values: what can be chosen for each column, with its words.
        nothing: the words for a column that nothing is chosen for.
    """

    chosen = Signal(int, str)
    """The user chose for a column, counted from ``first``: a value, or nothing as empty text."""

    def __init__(
        self, table: QTableView, first: int, values: Sequence[tuple[str, str]], nothing: str
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table, self._first = table, first
        self._values, self._nothing = values, nothing
        self.choices: list[Choice] = []
        self.frame = QWidget()
        self._strip = QWidget()
        self._strip.setObjectName("over the table")
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.sectionResized.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        self._frame_it()

    def offer(self, names: Sequence[str], chosen: Sequence[str | None]) -> None:
        """Show a choice over each column, with what is chosen now.

        Args:
            names: what the columns are called, for a screen reader.
        """
        while len(self.choices) > len(names):
            gone = self.choices.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.choices) < len(names):
            self.choices.append(self._choice(len(self.choices)))
        for choice, name, value in zip(self.choices, names, chosen, strict=True):
            choice.setAccessibleName(f"{name} is read as")
            choice.choose(value)
        self._place()

    def sizeHint(self) -> QSize:
        """Leave room for the choices below the headings."""
        return QSize(super().sizeHint().width(), self._text_height() + self._choice_height() + GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the choices over their columns."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, choice: QObject, event: QEvent) -> bool:
        """Scroll a column into sight when Tab comes to its choice."""
        if event.type() == QEvent.Type.FocusIn and choice in self.choices:
            column = self.choices.index(choice) + self._first
            self._table.scrollTo(self._table.model().index(self._table.rowAt(0), column))
        return super().eventFilter(choice, event)

    def _frame_it(self) -> None:
        """Lay the choices over the table: a screen reader finds nothing but cells inside of it."""
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        self._strip.setParent(self.frame)
        self._strip.raise_()

    def _choice(self, place: int) -> Choice:
        choice = Choice("", self._values, self._nothing)
        choice.setParent(self._strip)
        choice.activated.connect(lambda _: self.chosen.emit(place, choice.currentData() or ""))
        choice.installEventFilter(self)
        choice.show()
        return choice

    def _text_height(self) -> int:
        return self.fontMetrics().height() + GRID * 2

    def _choice_height(self) -> int:
        return max([40, *(choice.sizeHint().height() for choice in self.choices)])

    def _place(self) -> None:
        top, height = self._text_height(), self._choice_height()
        corner = self.viewport().mapTo(self.frame, QPoint(0, top))
        self._strip.setGeometry(QRect(corner, QSize(self.viewport().width(), height)))
        widest = self.fontMetrics().averageCharWidth() * WIDEST
        for place, choice in enumerate(self.choices, self._first):
            if place < self.count():
                left = self.sectionViewportPosition(place) + GRID // 2
                choice.setGeometry(left, 0, min(self.sectionSize(place) - GRID, widest), height)
