"""Which symptoms do you want to follow?"""

from PySide6.QtWidgets import QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.ui.widgets.symptom_ticks import SymptomTicks

from .question import Question, muted

CHOOSE_FEW = "Choose the few that matter to you: three to five is plenty."


class FollowDialog(Question[tuple[str, ...]]):
    """Asks for the few symptoms that are scored; what is no longer followed stays in the Diary."""

    def __init__(
        self, parent: QWidget | None, catalogue: Catalogue, follows: tuple[str, ...]
    ) -> None:
        super().__init__(parent, "Symptoms to follow", "Follow these")
        self._ticks = SymptomTicks(catalogue)
        self._ticks.show_followed(follows)
        self.boxes = self._ticks.boxes
        self.form.addWidget(muted(CHOOSE_FEW))
        self.form.addWidget(self._ticks)
        self.form.addStretch(1)
        self._ticks.setFocus()

    def read(self) -> tuple[str, ...]:
        """Return the keys ticked: those followed before first, in their order."""
        return self._ticks.follows
