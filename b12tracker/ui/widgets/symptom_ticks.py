"""The symptoms of the catalogue, group by group, to tick those that are followed."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from b12tracker.domain.symptoms import Symptom
from b12tracker.ui.symptom_words import GROUPS

from .pieces import GRID, text


class SymptomTicks(QWidget):
    """Asks for the few symptoms that are scored."""

    def __init__(self, symptoms: Iterable[Symptom]) -> None:
        super().__init__()
        self._follows: tuple[str, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for group, members in groupby(symptoms, key=lambda symptom: symptom.group):
            column.addSpacing(GRID)
            column.addWidget(text(GROUPS.get(group, group.capitalize()), "section"))
            for symptom in members:
                box = self.boxes[symptom.key] = QCheckBox(symptom.name)
                box.setMinimumHeight(36)
                column.addWidget(box)
        self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def follows(self) -> tuple[str, ...]:
        """The keys ticked: those followed before first, in their order."""
        ticked = [key for key, box in self.boxes.items() if box.isChecked()]
        kept = [key for key in self._follows if key in ticked]
        return (*kept, *(key for key in ticked if key not in kept))

    def show_followed(self, follows: tuple[str, ...]) -> None:
        """Tick the symptoms that are followed."""
        self._follows = follows
        for key, box in self.boxes.items():
            box.setChecked(key in follows)
