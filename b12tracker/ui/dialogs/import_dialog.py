"""Is this to be taken into the logbook?"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.sharing.joining import Joined
from b12tracker.ui import share_words as words
from b12tracker.ui.widgets.pieces import GRID, text

from .question import muted
from .wide_question import WideQuestion


class ImportDialog(WideQuestion[Joined]):
    """Shows what would be taken from a file, what is there already, and what cannot be taken.

    Args:
        name: the name of the file.
    """

    def __init__(self, parent: QWidget | None, name: str, joined: Joined) -> None:
        super().__init__(parent, "Import", words.take_button(joined))
        self._joined = joined
        self.form.addWidget(text(name, "name"))
        self.form.addWidget(
            muted(
                "Nothing is added before you press the button. It is one step that can be undone."
            )
        )
        if not joined.put and not joined.refused:
            self.form.addWidget(text(words.ALL_THERE))
        self._part("Will be taken", words.taken_lines(joined))
        self._part("Here already, and left as it is", words.left_lines(joined))
        self._part("Cannot be taken", words.refused_lines(joined))
        self.form.addStretch(1)
        self.do_it.setEnabled(bool(joined.put))
        if not joined.put:
            self.cancel.setText("&Close")
            self.cancel.setAccessibleName("Close")
        (self.do_it if joined.put else self.cancel).setFocus()

    def read(self) -> Joined:
        """Return what is to be taken."""
        return self._joined

    def _part(self, title: str, lines: Iterable[str]) -> None:
        said = "\n".join(lines)
        if said:
            self.form.addSpacing(GRID)
            self.form.addWidget(text(title, "section"))
            shown = text(said)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.form.addWidget(shown)
