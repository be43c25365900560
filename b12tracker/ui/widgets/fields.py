"""The fields forms are made of: a choice, a line, a number with its unit."""

from collections.abc import Iterable
from textwrap import wrap
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QWidget,
)

from b12tracker.domain.spoken_number import read_number

from .pieces import GRID, text

T = TypeVar("T")

TICK_CHARACTERS = 44

ROWS_SHOWN = 12
"""A longer list scrolls."""


class FieldError(ValueError):
    """A field holds what cannot be taken; the sentence says why."""

    def __init__(self, field: QWidget, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Choice(QComboBox):
    """A list to choose one value from; the first line says that nothing is chosen."""

    def __init__(
        self, name: str, values: Iterable[tuple[object, str]], nothing: str | None = "Not recorded"
    ) -> None:
        super().__init__()
        self._caption: QLabel | None = None
        self.setAccessibleName(name)
        self.setMinimumHeight(40)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows = QListView()
        self.setView(self._rows)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(ROWS_SHOWN)
        if nothing is not None:
            self.addItem(nothing, None)
        for value, words in values:
            self.addItem(words, value)

    def setAccessibleName(self, name: str) -> None:
        """Say what is chosen here; a screen reader may find it in the caption alone."""
        super().setAccessibleName(name)
        if self._caption:
            self._caption.setText(name.replace("&", "&&"))

    def showEvent(self, event: QShowEvent) -> None:
        """See that a label beside it tells its name: on Linux no screen reader asks for another."""
        super().showEvent(event)
        if self.parent() and not _is_labelled(self):
            self._add_caption()

    def _add_caption(self) -> None:
        self._caption = text(wraps=False)
        self._caption.setParent(self.parentWidget())
        self._caption.hide()
        self._caption.setBuddy(self)
        self.destroyed.connect(self._caption.deleteLater)
        self.setAccessibleName(self.accessibleName())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def showPopup(self) -> None:
        """Open the list as high as its rows, which grow when the look is put on."""
        self._rows.doItemsLayout()
        super().showPopup()

    def chosen(self, kind: type[T]) -> T | None:
        """Return the value chosen, or None."""
        value = self.currentData()
        return None if value is None else kind(value)  # type: ignore[call-arg]

    def choose(self, value: object) -> None:
        """Choose the line that stands for ``value``."""
        for place in range(self.count()):
            if self.itemData(place) == value:
                self.setCurrentIndex(place)


def _is_labelled(field: QWidget) -> bool:
    """Say whether Qt tells a screen reader of a label for a field."""
    relations = QAccessible.queryAccessibleInterface(field).relations()
    return any(kind & QAccessible.RelationFlag.Label for _, kind in relations)


def line(name: str, value: str = "", hint: str = "") -> QLineEdit:
    """Return a field for a line of text."""
    made = QLineEdit(value)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setMinimumHeight(40)
    return made


def tick(words: str, ticked: bool = False) -> QCheckBox:
    """Return a box to tick; long words go over two lines."""
    made = QCheckBox("\n".join(wrap(words, TICK_CHARACTERS)))
    made.setAccessibleName(words)
    made.setMinimumHeight(36)
    made.setChecked(ticked)
    return made


def note_field(words: str = "", lines: int = 3) -> QPlainTextEdit:
    """Return a field for a few lines of text, which Tab leaves."""
    made = QPlainTextEdit(words)
    made.setAccessibleName("Note")
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().height() * (lines + 1))
    return made


class DoseField(QWidget):
    """A dose in the unit prescribed, mg or µg; held in µg."""

    def __init__(self) -> None:
        super().__init__()
        self.number = line("Dose", hint="number")
        self.unit = Choice("Unit of the dose", [(1000.0, "mg"), (1.0, "µg")], nothing=None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.number, 2)
        row.addWidget(self.unit, 1)
        self.setFocusProxy(self.number)

    @property
    def dose_ug(self) -> float | None:
        """The dose in µg; None while nothing is typed.

        Raises:
            ValueError: what was typed is no number.
        """
        number = read_number(self.number.text(), "The dose")
        factor = self.unit.chosen(float) or 1.0
        return None if number is None else float(f"{number * factor:.12g}")  # 1.001 mg is 1001 µg

    def set_dose(self, dose_ug: float | None) -> None:
        """Show a dose, from 1 mg on in mg."""
        in_mg = dose_ug is None or dose_ug >= 1000
        self.unit.choose(1000.0 if in_mg else 1.0)
        self.number.setText("" if dose_ug is None else f"{dose_ug / (1000 if in_mg else 1):g}")


def beside(left: QWidget, right: QWidget) -> QWidget:
    """Put two fields beside each other, as one."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    both.setFocusProxy(left)
    return both
