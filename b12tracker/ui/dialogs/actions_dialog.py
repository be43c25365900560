"""What about this? A few large buttons, one for each thing that can be done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from b12tracker.ui.widgets.pieces import GRID, button, text

from .question import Question

Choice = tuple[str, str]
"""What can be done: a word for the program, and the words on the button."""


class ActionsDialog(Question[str]):
    """Asks what is to be done with one thing; each answer is a button that takes it at once."""

    def __init__(
        self, parent: QWidget | None, title: str, said: str, choices: Sequence[Choice]
    ) -> None:
        super().__init__(parent, title, "Close")
        self._chosen = ""
        self.form.addWidget(text(said, "section"))
        self.form.addSpacing(GRID)
        self.buttons = {}
        for key, words in choices:
            made = button(words, lambda key=key: self._choose(key))  # type: ignore[misc]
            made.setAutoDefault(True)
            self.buttons[key] = made
            self.form.addWidget(made)
        self.form.addStretch(1)
        self.do_it.hide()
        if self.buttons:
            next(iter(self.buttons.values())).setFocus()

    def read(self) -> str:
        """Return the word of the button that was pressed."""
        return self._chosen

    def _choose(self, key: str) -> None:
        self._chosen = key
        self.accept()
