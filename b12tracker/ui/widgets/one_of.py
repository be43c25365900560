"""Choices below each other, of which one holds; what belongs to a choice shows once it is taken."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from .pieces import GRID

INDENT = GRID * 3


class Radio(QRadioButton):
    """A choice that an arrow key takes even while none is taken; Qt then only moves the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        group = self.group()
        reached = next((each for each in group.buttons() if each.hasFocus()), None)
        if reached is not None and reached is not self and not group.checkedButton():
            reached.click()


class OneOf(QWidget):
    """Radio buttons, each with the fields that belong to it."""

    changed = Signal()
    """Another choice was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    def add(self, words: str, part: QWidget | None = None) -> QRadioButton:
        """Add a choice; ``part`` is shown below it while it is the one taken."""
        choice = Radio(words)
        choice.setMinimumHeight(36)
        self._group.addButton(choice)
        self._column.addWidget(choice)
        if part is not None:
            self._indent(part)
            part.hide()
            choice.toggled.connect(part.setVisible)
        choice.toggled.connect(self._tell)
        return choice

    def lead_from(self, field: QWidget) -> None:
        """Let the focus of ``field`` go to the choice taken, or to the first while none is."""
        field.setFocusProxy(self._taken())
        self.changed.connect(lambda: field.setFocusProxy(self._taken()))

    def _taken(self) -> QWidget:
        return self._group.checkedButton() or self._group.buttons()[0]

    def explain(self, part: QWidget) -> None:
        """Add something that is always shown, below the last choice."""
        self._indent(part)

    def _indent(self, part: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.addWidget(part)
        self._column.addLayout(row)

    def _tell(self, taken: bool) -> None:
        if taken:
            self.changed.emit()
