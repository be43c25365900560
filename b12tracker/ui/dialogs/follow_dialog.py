"""Which symptoms do you want to follow?"""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from b12tracker.domain.catalogue import OWN, Catalogue
from b12tracker.domain.facts import Facts
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.ui.widgets.own_symptoms import OwnSymptoms
from b12tracker.ui.widgets.pieces import GRID
from b12tracker.ui.widgets.symptom_ticks import SymptomTicks

from .question import Question, muted

CHOOSE_FEW = "Choose the few that matter to you: three to five is plenty."


@dataclass(frozen=True)
class Following:
    """The keys of the symptoms that are followed, and those in the user's own words."""

    follows: tuple[str, ...]
    own: tuple[OwnSymptom, ...]


class FollowDialog(Question[Following]):
    """Asks for the few symptoms that are scored; what is no longer followed stays in the Diary."""

    def __init__(self, parent: QWidget | None, catalogue: Catalogue, facts: Facts) -> None:
        super().__init__(parent, "Symptoms to follow", "Follow these")
        self._follows = facts.patient.follows
        known = [symptom for symptom in catalogue.symptoms if symptom.group != OWN]
        self._ticks = SymptomTicks(known)
        self._ticks.show_followed(self._follows)
        self.boxes = self._ticks.boxes
        self.form.addWidget(muted(CHOOSE_FEW))
        self.form.addWidget(self._ticks)
        scored = Counter(key for entry in facts.symptoms for key in entry.scores)
        names = [symptom.name for symptom in known]
        self.own = OwnSymptoms(facts.own_symptoms, self._follows, scored, names)
        show_the_end = partial(self.show_part, self.own.add)
        self.own.grown.connect(lambda: QTimer.singleShot(0, self.own, show_the_end))
        self.form.addSpacing(GRID)
        self.ask("Your own", self.own).setObjectName("section")
        self.form.addStretch(1)
        self._ticks.setFocus()

    def read(self) -> Following:
        """Return what is ticked, those followed before first, and the user's own symptoms."""
        own = self.read_field(self.own, self.own.read)
        ticked = [*self._ticks.follows, *self.own.ticked]
        kept = [key for key in self._follows if key in ticked]
        return Following((*kept, *(key for key in ticked if key not in kept)), own)
