"""Who is the logbook about?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.facts import Patient
from b12tracker.ui.fact_words import SEXES
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, line
from b12tracker.ui.widgets.pieces import GRID

from .question import Question, muted


class AboutYouDialog(Question[Patient]):
    """Asks for name, date of birth and sex; each may stay empty, and says what it is used for."""

    def __init__(self, parent: QWidget | None, today: date, patient: Patient) -> None:
        super().__init__(parent, "About you", "Save")
        self._before = patient
        self.name = line("Name", patient.name)
        self.birth_date = DateField("Date of birth", today, quick=False)
        self.sex = Choice("Sex", SEXES.items())
        self.form.addWidget(muted("All of this can stay empty. It is kept in your logbook only."))
        self.form.addSpacing(GRID)
        self._ask("&Name", self.name, "Stands on the report, unless you leave it out there.")
        self._ask(
            "&Date of birth", self.birth_date, "Tells the clinician whose report it is; optional."
        )
        self._ask("&Sex", self.sex, "Only for published ranges that differ by sex.")
        self.form.addStretch(1)
        self.birth_date.set_date(patient.birth_date)
        self.sex.choose(patient.sex)
        self.keep_untouched(patient)
        self.name.setFocus()

    def read(self) -> Patient:
        """Return the patient as the fields describe them."""
        born = self.read_field(self.birth_date, self._born)
        name = self.name.text().strip()
        return replace(self._before, name=name, birth_date=born, sex=self.sex.chosen(str))

    def _ask(self, label: str, field: QWidget, used_for: str) -> None:
        self.ask(label, field)
        self.form.addWidget(muted(used_for))
        self.form.addSpacing(GRID)

    def _born(self) -> date | None:
        return self.birth_date.date if self.birth_date.line.text().strip() else None
