"""A question that a form asks inside itself, with a button for each answer."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .pieces import GRID, Complaint, button, empty


class DoubtLine(QWidget):
    """One sentence and its answers; takes no room while nothing is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Complaint()
        self.buttons: list[QPushButton] = []
        self._answers = QHBoxLayout()
        self._answers.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.sentence)
        column.addLayout(self._answers)
        self.hide()

    def ask(self, sentence: str, answers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Ask something; each answer is the words on a button, and what it does."""
        self.forget()
        self.sentence.say(sentence)
        self.buttons = [button(words, does) for words, does in answers]
        for answer in self.buttons:
            answer.setAccessibleDescription(sentence)
            self._answers.addWidget(answer)
        self._answers.addStretch(1)
        self.show()

    def forget(self) -> None:
        """Ask nothing any more."""
        self.hide()
        self.sentence.say("")
        self.buttons = []
        empty(self._answers)
