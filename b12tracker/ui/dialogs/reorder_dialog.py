"""How long before the ampoules run out is it time to reorder?"""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from b12tracker.domain.facts import USUAL_REORDER_DAYS, Patient
from b12tracker.ui.widgets.fields import line
from b12tracker.ui.widgets.whole_number import read_whole

from .question import Question, muted


class ReorderDialog(Question[Patient]):
    """Asks for the days it takes to get a new box; answers with the patient who needs them."""

    def __init__(self, parent: QWidget | None, patient: Patient) -> None:
        super().__init__(parent, "Time to reorder", "Save")
        self._patient = patient
        days = patient.reorder_days
        self.days = line("Days before the ampoules run out", hint=f"usually {USUAL_REORDER_DAYS}")
        self.days.setText("" if days is None else str(days))
        self.ask("&Days before the ampoules run out", self.days)
        self.form.addWidget(
            muted(
                "From so many days before, Overview says that it is time to reorder. The same goes "
                f"for a box that expires. Left empty, it is {USUAL_REORDER_DAYS} days."
            )
        )
        self.form.addStretch(1)
        self.days.setFocus()

    def read(self) -> Patient:
        """Return the patient with the days that were typed."""
        return self.read_field(self.days, self._read)

    def _read(self) -> Patient:
        days = read_whole(self.days.text(), "The number of days")
        return replace(self._patient, reorder_days=days)
