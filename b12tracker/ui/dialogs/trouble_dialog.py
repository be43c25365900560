"""This logbook cannot be opened: why, and what can be done."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.storage.errors import DamagedError, EmptyError, LogbookError
from b12tracker.ui.widgets.pieces import GRID, button, text

from .wide_question import WideQuestion

RECOVER, BACKUP, AGAIN, ANOTHER, NEW = "recover", "backup", "again", "another", "new"

WORDS = {
    RECOVER: "&Recover what can be read…",
    BACKUP: "Open a &backup…",
    AGAIN: "&Try again",
    ANOTHER: "&Choose another logbook…",
    NEW: "Make a &new logbook…",
}


class TroubleDialog(WideQuestion[str]):
    """Says in one sentence why a logbook cannot be opened; each way on is a button.

    Args:
        leave: the words on the button that gives up.
        has_backups: whether there is a backup to open.
    """

    characters = 66

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        error: LogbookError,
        leave: str,
        *,
        has_backups: bool = False,
    ) -> None:
        super().__init__(parent, "B12 Tracker", "Close")
        self._chosen = ""
        sentence = text(str(error))
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleDescription(str(error))
        self.form.addWidget(text(f"“{path.stem}” cannot be opened", "title"))
        self.form.addWidget(sentence)
        self.form.addSpacing(GRID)
        self.buttons = {}
        for way in ways_on(error, has_backups=has_backups):
            self.buttons[way] = button(WORDS[way], lambda way=way: self._choose(way))  # type: ignore[misc]
            self.form.addWidget(self.buttons[way])
        self.form.addStretch(1)
        self.do_it.hide()
        self.cancel.setText(leave)
        self.cancel.setAccessibleName(leave.replace("&", ""))
        next(iter(self.buttons.values())).setFocus()

    def read(self) -> str:
        """Return the word of the button that was pressed."""
        return self._chosen

    def _choose(self, way: str) -> None:
        self._chosen = way
        self.accept()


def ways_on(error: LogbookError, *, has_backups: bool) -> Sequence[str]:
    """Return what can be done, the likeliest first."""
    backup = [BACKUP] if has_backups else []
    if isinstance(error, DamagedError):
        return [*backup, RECOVER, ANOTHER, NEW]
    if isinstance(error, EmptyError):
        return [AGAIN, *backup, ANOTHER, NEW]
    return [AGAIN, ANOTHER, NEW]
