"""Which symptoms do you want to follow?"""

from itertools import groupby

from PySide6.QtWidgets import QCheckBox, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.ui.widgets.pieces import GRID, text

from .question import Question, muted


class FollowDialog(Question[tuple[str, ...]]):
    """Asks for the few symptoms that are scored; what is no longer followed stays in the Diary."""

    def __init__(
        self, parent: QWidget | None, catalogue: Catalogue, follows: tuple[str, ...]
    ) -> None:
        super().__init__(parent, "Symptoms to follow", "Follow these")
        self._follows = follows
        self.boxes: dict[str, QCheckBox] = {}
        self.form.addWidget(muted("Choose the few that matter to you: three to five is plenty."))
        for group, symptoms in groupby(catalogue.symptoms, key=lambda symptom: symptom.group):
            self.form.addSpacing(GRID)
            self.form.addWidget(text(group.capitalize(), "section"))
            for symptom in symptoms:
                box = QCheckBox(symptom.name)
                box.setMinimumHeight(36)
                box.setChecked(symptom.key in follows)
                self.boxes[symptom.key] = box
                self.form.addWidget(box)
        self.form.addStretch(1)
        next(iter(self.boxes.values())).setFocus()

    def read(self) -> tuple[str, ...]:
        """Return the keys ticked: those followed before first, in their order."""
        ticked = [key for key, box in self.boxes.items() if box.isChecked()]
        kept = [key for key in self._follows if key in ticked]
        return (*kept, *(key for key in ticked if key not in kept))
