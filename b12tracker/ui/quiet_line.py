"""The quiet line at the bottom: what was just done, with *Undo* beside it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from .widgets.pieces import GRID, button, text

SHOWN_MS = 15_000


class QuietLine(QWidget):
    """One line that is always there, so that nothing jumps when it speaks."""

    def __init__(self, undo: Callable[[], None]) -> None:
        super().__init__()
        self.complaining = False
        self.words = text("", "muted", wraps=False)
        self.undo = button("Undo", undo, "do")
        self._clearing = QTimer(self)
        self._clearing.setSingleShot(True)
        self._clearing.timeout.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, 0, GRID * 4, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.setFixedHeight(self.undo.sizeHint().height() + GRID)
        self.clear()

    def say(self, sentence: str, offer_undo: bool = True) -> None:
        """Say what was done."""
        self.complaining = False
        self._show(sentence, offer_undo)

    def note(self, sentence: str) -> None:
        """Say what was done where there is nothing to undo."""
        self.say(sentence, offer_undo=False)

    def complain(self, sentence: str) -> None:
        """Say why something could not be done."""
        self.complaining = True
        self._show(sentence, False)

    def clear(self) -> None:
        """Say nothing."""
        self.complaining = False
        self.words.setText("")
        self.words.setAccessibleName("")
        self.undo.hide()

    def _show(self, sentence: str, offer_undo: bool) -> None:
        self.words.setText(sentence)
        self.words.setAccessibleName(sentence)
        self.undo.setVisible(offer_undo)
        self._clearing.start(SHOWN_MS)
