"""Is this backup to be restored?"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.backup_words import what_changes
from b12tracker.domain.difference import Difference
from b12tracker.domain.facts import Fact
from b12tracker.ui import share_words
from b12tracker.ui.widgets.pieces import GRID, text

from .question import muted
from .wide_question import WideQuestion

REVERSIBLE = "A backup of the logbook as it is now is made first. Undo takes the restoring back."


class RestoreDialog(WideQuestion[None]):
    """Says what restoring a backup would do.

    Args:
        name: what the backup is called.
        said: what would happen, in a sentence.
        explained: what follows from that.
        can: whether there is anything to do.
    """

    def __init__(
        self, parent: QWidget | None, name: str, said: str, explained: str, *, can: bool = True
    ) -> None:
        super().__init__(parent, "Restore a backup", "&Restore")
        self.form.addWidget(text(name, "name"))
        self.form.addWidget(text(said))
        self.form.addWidget(muted(explained))
        self.do_it.setEnabled(can)
        if not can:
            self.cancel.setText("&Close")
            self.cancel.setAccessibleName("Close")
        (self.do_it if can else self.cancel).setFocus()

    @classmethod
    def of_difference(cls, parent: QWidget | None, name: str, found: Difference) -> "RestoreDialog":
        """Say what would change in the open logbook, kind by kind."""
        can = bool(found.steps)
        dialog = cls(parent, name, what_changes(found), REVERSIBLE if can else "", can=can)
        for title, facts in _parts(found):
            dialog.add_part(title, share_words.kind_lines(facts))
        dialog.form.addStretch(1)
        return dialog

    def read(self) -> None:
        """Return nothing: it was said yes."""

    def add_part(self, title: str, lines: Iterable[str]) -> None:
        """Say more, under a heading; nothing where there is nothing to say."""
        said = "\n".join(lines)
        if said:
            self.form.addSpacing(GRID)
            self.form.addWidget(text(title, "section"))
            shown = text(said)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.form.addWidget(shown)


def _parts(found: Difference) -> Sequence[tuple[str, Iterable[Fact]]]:
    return (
        ("Comes back", found.added),
        ("Is taken out", found.gone),
        ("Becomes what it was", found.changed),
    )
