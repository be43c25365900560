"""One entry that was changed in both copies, side by side, and which of the two is to stay."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton

from b12tracker.storage.meeting import Choice
from b12tracker.storage.merge import Conflict
from b12tracker.ui import merge_words as words
from b12tracker.ui.differences import Line

from .one_of import Radio
from .pieces import GRID, text

COLUMN = {Choice.MINE: 1, Choice.THEIRS: 2}


class ConflictField(QFrame):
    """Asks which version of an entry is to stay; at first neither is chosen.

    Args:
        called: what the entry is called.
        lines: what the two versions say differently.
    """

    changed = Signal()

    def __init__(self, called: str, conflict: Conflict, lines: Sequence[Line]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.id = conflict.id
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 2)
        self._grid.setHorizontalSpacing(GRID * 2)
        self._grid.setVerticalSpacing(GRID // 2)
        for column, share in enumerate((3, 4, 4)):
            self._grid.setColumnStretch(column, share)
        self._grid.addWidget(text(called, "name"), 0, 0, 1, 3)
        self.choices = {
            choice: self._add_choice(choice, f"{label}: {called}", label)
            for choice, label in ((Choice.MINE, words.HERE), (Choice.THEIRS, words.THERE))
        }
        self._show(conflict, lines)
        self.setFocusProxy(self.choices[Choice.MINE])

    @property
    def choice(self) -> Choice | None:
        """Which version is to stay; None while nobody has decided."""
        return next((one for one, radio in self.choices.items() if radio.isChecked()), None)

    def choose(self, choice: Choice | None) -> None:
        """Choose a version, or leave it undecided."""
        self._group.setExclusive(False)  # else the last one taken could not be let go of
        for one, radio in self.choices.items():
            radio.setChecked(one is choice)
        self._group.setExclusive(True)

    def _add_choice(self, choice: Choice, name: str, label: str) -> QRadioButton:
        radio = Radio(label)
        radio.setAccessibleName(name)
        radio.setMinimumHeight(36)
        radio.toggled.connect(self._tell)
        self._group.addButton(radio)
        self._grid.addWidget(radio, 1, COLUMN[choice])
        return radio

    def _show(self, conflict: Conflict, lines: Sequence[Line]) -> None:
        for row, line in enumerate(lines, start=2):
            self._put(line.label, "muted", row, 0)
            if conflict.mine:
                self._put(line.mine, "", row, COLUMN[Choice.MINE])
            if conflict.theirs:
                self._put(line.theirs, "", row, COLUMN[Choice.THEIRS])
        if not lines:
            self._put(words.ALIKE, "muted", 2, 0)
        for choice, fact, gone in (
            (Choice.MINE, conflict.mine, words.GONE_HERE),
            (Choice.THEIRS, conflict.theirs, words.GONE_THERE),
        ):
            if fact is None:
                self._put(gone, "", 2, COLUMN[choice])
            said = [f"{line.label}: {_side(line, choice)}" for line in lines]
            self.choices[choice].setAccessibleDescription("; ".join(said) if fact else gone)

    def _put(self, said: str, look: str, row: int, column: int) -> QLabel:
        label = text(said, look)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(label, row, column)
        return label

    def _tell(self, taken: bool) -> None:
        if taken:
            self.changed.emit()


def _side(line: Line, choice: Choice) -> str:
    return line.mine if choice is Choice.MINE else line.theirs
