"""Is this to be taken into the logbook?"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.sharing.joining import Joined
from b12tracker.ui import share_words as words
from b12tracker.ui.widgets.fields import tick
from b12tracker.ui.widgets.pieces import GRID, text

from .question import muted
from .wide_question import WideQuestion


class ImportDialog(WideQuestion[Joined]):
    """Shows what would be taken from a file, what is there already, and what cannot be taken.

    Args:
        name: the name of the file.
        more: what would be taken with what the program does not know as own markers; None where
            the file holds nothing of the kind.
    """

    def __init__(
        self, parent: QWidget | None, name: str, joined: Joined, more: Joined | None = None
    ) -> None:
        super().__init__(parent, "Import", words.take_button(joined))
        self._joined, self._more = joined, more
        self.own = tick(f"Also take, as markers of your &own: {words.offered(joined)}")
        self.own.toggled.connect(self._offer)
        self.form.addWidget(text(name, "name"))
        self.form.addWidget(
            muted(
                "Nothing is added before you press the button. It is one step that can be undone."
            )
        )
        if not joined.put and not joined.refused:
            self.form.addWidget(text(words.ALL_THERE))
        self._part("Will be taken", words.taken_lines(joined))
        if more:
            self.form.addSpacing(GRID)
            self.form.addWidget(self.own)
        self._part("Here already, and left as it is", words.left_lines(joined))
        self._part("Cannot be taken", words.refused_lines(joined))
        self.form.addStretch(1)
        self._offer()
        if not joined.put:
            self.cancel.setText("&Close")
            self.cancel.setAccessibleName("Close")
        (self.do_it if joined.put else self.cancel).setFocus()

    def read(self) -> Joined:
        """Return what is to be taken."""
        return self._more if self._more and self.own.isChecked() else self._joined

    def _offer(self) -> None:
        """Say on the button how many entries would be taken."""
        joined = self.read()
        self.do_it.setText(words.take_button(joined))
        self.do_it.setAccessibleName(self.do_it.text().replace("&", ""))
        self.do_it.setEnabled(bool(joined.put))

    def _part(self, title: str, lines: Iterable[str]) -> None:
        said = "\n".join(lines)
        if said:
            self.form.addSpacing(GRID)
            self.form.addWidget(text(title, "section"))
            shown = text(said)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.form.addWidget(shown)
