"""What usually recovers when: a page to read, beside the trends."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.assets import Recovery
from b12tracker.ui.symptom_words import SCALE, scale_source
from b12tracker.ui.widgets.pieces import GRID, text

from .question import muted
from .wide_question import WideQuestion

TITLE = "What usually recovers when"

NOT_OF_YOU = (
    "This is what sources say of patients in general, after treatment has begun. It is not a "
    "judgement of you: people differ, and your clinician knows your case."
)


class RecoveryDialog(WideQuestion[None]):
    """Tells what recovers early and what late, each with its source."""

    def __init__(self, parent: QWidget | None, told: Sequence[Recovery]) -> None:
        super().__init__(parent, TITLE, "Close")
        self.cancel.hide()
        self.form.addWidget(text(TITLE, "title"))
        self.form.addWidget(text(NOT_OF_YOU))
        for one in told:
            self._tell(one.what, one.when, one.source)
        self._tell("The scale of your symptoms", SCALE, scale_source())
        self.form.addStretch(1)
        self.do_it.setFocus()

    def read(self) -> None:
        """Return nothing: there was nothing to answer."""

    def _tell(self, what: str, when: str, source: str) -> None:
        self.form.addSpacing(GRID * 2)
        self.form.addWidget(text(what, "section"))
        self.form.addWidget(text(when))
        named = muted(f"Source: {source}")
        named.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form.addWidget(named)
