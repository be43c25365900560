"""Which published regimen is to start the plan, and when is its first dose?"""

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.domain.plan import Phase
from b12tracker.domain.regimen import Regimen, Step
from b12tracker.ui import labels, regimen_words
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.pieces import GRID, card, empty, text
from b12tracker.ui.widgets.regimen_list import RegimenList

from .question import muted
from .wide_question import WideQuestion

YOUR_CLINICIAN = "Use your clinician’s numbers: what they prescribed replaces what stands here."
NOTHING_CHOSEN = "Choose a regimen to see its phases, its source and its year."


class TemplateDialog(WideQuestion[tuple[Phase, ...]]):
    """Shows published regimens with their sources; the one chosen gives the phases of a plan."""

    def __init__(self, parent: QWidget | None, today: date, regimens: Iterable[Regimen]) -> None:
        super().__init__(parent, "Start from a published regimen", "Use these phases")
        self.regimens = RegimenList(regimens)
        self.first_dose = DateField("Date of the first dose", today, future=True, quick=False)
        self._shown = QVBoxLayout()
        self._shown.setSpacing(GRID // 2)
        self._lay_out()
        self._show_chosen()
        self.regimens.itemSelectionChanged.connect(self._show_chosen)
        self.regimens.setFocus()

    def read(self) -> tuple[Phase, ...]:
        """Return the phases of the regimen, from the date of the first dose."""
        regimen = self.read_field(self.regimens, self._chosen)
        day = self.read_field(self.first_dose, lambda: self.first_dose.date)
        return regimen.phases_from(day)

    def _lay_out(self) -> None:
        self.form.addWidget(text(YOUR_CLINICIAN))
        self.form.addSpacing(GRID)
        self.ask("Published &regimens", self.regimens)
        self.form.addWidget(card(self._shown))
        self.form.addSpacing(GRID * 2)
        self.ask("Date of the &first dose", self.first_dose)
        self.form.addStretch(1)

    def _chosen(self) -> Regimen:
        regimen = self.regimens.regimen
        if regimen is None:
            raise ValueError("Choose a regimen from the list.")
        if not regimen.steps:
            raise ValueError("This text gives no schedule of its own: choose the one it points to.")
        return regimen

    def _show_chosen(self) -> None:
        empty(self._shown)
        regimen = self.regimens.regimen
        if regimen is None:
            self._shown.addWidget(muted(NOTHING_CHOSEN))
            return
        for place, step in enumerate(regimen.steps):
            self._shown.addSpacing(GRID if place else 0)
            for label in _step(step):
                self._shown.addWidget(label)
        self._shown.addSpacing(GRID)
        for sentence in regimen_words.background(regimen):
            self._shown.addWidget(muted(sentence))


def _step(step: Step) -> list[QWidget]:
    per_month = labels.monthly(step.phase.every, step.phase.dose_ug)
    lines: list[QWidget] = [
        text(step.phase.name, "section"),
        text(regimen_words.phase(step)),
        text(labels.sentence(per_month)),
    ]
    return [*lines, muted(step.note)] if step.note else lines
