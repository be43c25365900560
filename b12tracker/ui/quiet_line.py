"""The quiet line at the bottom: what was just done, with *Undo* beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from .widgets.pieces import GRID, button, plain_tip, text

SHOWN_MS = 15_000


class QuietLine(QWidget):
    """One line that is always there, so that nothing jumps when it speaks."""

    def __init__(self, undo: Callable[[], None]) -> None:
        super().__init__()
        self.complaining = False
        self._sentence = ""
        self.words = text("", "muted", wraps=False)
        self.words.setMinimumWidth(1)
        self.undo = button("Undo", undo, "do")
        keeps_room = self.undo.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.undo.setSizePolicy(keeps_room)
        self._clearing = QTimer(self)
        self._clearing.setSingleShot(True)
        self._clearing.timeout.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, 0, GRID * 4, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
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
        self._say("")
        self.undo.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sentence into another width."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, sentence: str, offer_undo: bool) -> None:
        self._say(sentence)
        self.undo.setVisible(offer_undo)
        self._clearing.start(SHOWN_MS)

    def _say(self, sentence: str) -> None:
        self._sentence = sentence
        self.words.setAccessibleName(sentence)
        self.words.setAccessibleDescription(sentence)  # or the tip, with its marks, is taken
        self.words.setToolTip(plain_tip(sentence))
        self._fit()

    def _fit(self) -> None:
        """Shorten the sentence in its middle where the line is narrow; a tip tells all of it."""
        taken = GRID * 9 + self.undo.sizeHint().width()
        elided = self.words.fontMetrics().elidedText(
            self._sentence, Qt.TextElideMode.ElideMiddle, self.width() - taken
        )
        self.words.setText(elided)
