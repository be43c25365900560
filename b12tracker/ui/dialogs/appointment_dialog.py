"""When is the appointment, what is to be asked, and what was agreed?"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.domain.appointments import MOST_QUESTIONS, Appointment
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import line, note_field
from b12tracker.ui.widgets.pieces import GRID, button

from .question import Question, muted

ON_THE_REPORT = (
    f"One question on each line, at most {MOST_QUESTIONS}. The report shows the first five, so "
    "the ones that matter most come first."
)


class AppointmentDialog(Question[Appointment]):
    """Asks for a meeting with a clinician, to come or past.

    Args:
        appointment: the one to change; None for a new one.
    """

    def __init__(
        self, parent: QWidget | None, today: date, appointment: Appointment | None = None
    ) -> None:
        new = appointment is None
        super().__init__(parent, "Add an appointment" if new else "Change the appointment", "Save")
        self._before = appointment
        self.wants_plan = False
        self.day = DateField("Date of the appointment", today, future=True, quick=False)
        self.with_whom = line("With whom")
        self.questions = note_field(lines=5)
        self.questions.setAccessibleName("Questions, one on each line")
        self.agreed = note_field(lines=3)
        self.agreed.setAccessibleName("What was agreed")
        self.plan = button("Save and enter the &new phase…", self._save_and_plan, "do")
        self._lay_out()
        if appointment:
            self._show(appointment)
            self.keep_untouched(appointment)
        self.agreed.textChanged.connect(self._offer_plan)
        self._offer_plan()
        self.day.setFocus()

    def read(self) -> Appointment:
        """Return the appointment that the fields describe."""
        day = self.read_field(self.day, lambda: self.day.date)
        asked = self.read_field(self.questions, self._questions)
        return replace(
            self._before or Appointment(day),
            on=day,
            with_whom=self.with_whom.text().strip(),
            questions=asked,
            agreed=self.agreed.toPlainText().strip(),
        )

    def _lay_out(self) -> None:
        self.ask("&Date of the appointment", self.day)
        self.ask("&With whom", self.with_whom)
        self.ask("&Questions to ask", self.questions)
        self.form.addWidget(muted(ON_THE_REPORT))
        self.form.addSpacing(GRID)
        self.ask("What was &agreed (afterwards)", self.agreed)
        self.form.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addStretch(1)

    def _show(self, appointment: Appointment) -> None:
        self.day.set_date(appointment.on)
        self.with_whom.setText(appointment.with_whom)
        self.questions.setPlainText("\n".join(appointment.questions))
        self.agreed.setPlainText(appointment.agreed)

    def _offer_plan(self) -> None:
        """Offer to enter the phase that was agreed, once there is something."""
        agreed = bool(self.agreed.toPlainText().strip())
        self.plan.setEnabled(agreed)
        self.plan.setToolTip("" if agreed else "Say first what was agreed")

    def _save_and_plan(self) -> None:
        self.wants_plan = True
        self.accept()
        self.wants_plan = self.result() == Question.DialogCode.Accepted

    def _questions(self) -> tuple[str, ...]:
        lines = (said.strip() for said in self.questions.toPlainText().splitlines())
        return Appointment(date.min, questions=tuple(lines)).questions
