"""What became of the doses nobody has said anything about?"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import NotRecorded, Reason, Skip
from b12tracker.domain.judgement import PlannedDose
from b12tracker.ui import labels
from b12tracker.ui.reason_words import REASON
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.pieces import GRID, Complaint, button, card, text

from .question import Question, WrongFieldError, muted

MISSED, GIVEN, SKIPPED, NOT_RECORDED = "missed", "given", "skipped", "not_recorded"

ANSWERS = [
    (GIVEN, "It was given"),
    (SKIPPED, "It was skipped"),
    (NOT_RECORDED, "Not recorded"),
]


class DoseAnswer(QWidget):
    """One planned dose, and what became of it."""

    def __init__(self, dose: PlannedDose, today: date) -> None:
        super().__init__()
        self.dose = dose
        when = labels.long_day(dose.planned, today)
        self.answer = Choice(f"What became of {when}", ANSWERS, nothing="Leave it as it is")
        self.answer.setMinimumContentsLength(0)  # as wide as its longest answer
        self.answer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.day = DateField(f"Given instead of {when}", today)
        self.day.set_date(min(dose.planned, today))
        self.reason = Choice(f"Why {when} was skipped", list(REASON.items()), "Choose the reason")
        self.complaint = Complaint()
        row = QHBoxLayout()
        row.addWidget(text(f"{when}: {labels.STATUS[dose.status]}"), 1)
        row.addWidget(self.answer, 1)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addLayout(row)
        for part in (self.day, self.reason, self.complaint):
            column.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(column))
        self.answer.currentIndexChanged.connect(self._show_parts)
        self._show_parts()

    def facts(self) -> list[Fact]:
        """Return what the answer adds to the logbook.

        Raises:
            WrongFieldError: the date or the reason is missing; its sentence is shown.
        """
        self.complaint.say("")
        try:
            return self._facts()
        except ValueError as error:
            self.complaint.say(str(error))
            raise WrongFieldError from error

    def _facts(self) -> list[Fact]:
        answer = self.answer.chosen(str)
        planned, phase = self.dose.planned, self.dose.slot.phase
        if answer == GIVEN:
            given_on = self.day.date
            return [
                Injection(
                    given_on,
                    dose_ug=phase.dose_ug,
                    substance=phase.substance,
                    route=phase.route,
                    counts_for=None if self._in_reach(given_on) else planned,
                )
            ]
        if answer == SKIPPED:
            reason = self.reason.chosen(Reason)
            if reason is None:
                raise ValueError("Choose why it was skipped.")
            return [Skip(planned, reason)]
        return [NotRecorded(planned, planned)] if answer == NOT_RECORDED else []

    def _in_reach(self, day: date) -> bool:
        first, last = self.dose.slot.reach
        return first <= day <= last

    def _show_parts(self) -> None:
        answer = self.answer.chosen(str)
        self.day.setVisible(answer == GIVEN)
        self.reason.setVisible(answer == SKIPPED)


class CatchUpDialog(Question[tuple[Fact, ...]]):
    """Asks, dose by dose, what became of those that are missed or overdue.

    Args:
        doses: the doses to ask about, in date order.
    """

    def __init__(self, parent: QWidget | None, today: date, doses: list[PlannedDose]) -> None:
        super().__init__(parent, "Catch up", "Save these answers")
        self.rows: list[DoseAnswer] = []
        if not doses:
            self._say_there_is_none()
            return
        self.form.addWidget(
            muted(
                "Say what you know; leave the rest. A dose that was given is logged as the plan "
                "prescribes it, and can be changed in the Diary. All of it is one step to undo."
            )
        )
        given = button("&All were given as planned", self._all_given)
        self.form.addWidget(given, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows = [DoseAnswer(dose, today) for dose in doses]
        for row in self.rows:
            self.form.addWidget(row)
        self.form.addStretch(1)
        self.rows[0].answer.setFocus()

    def read(self) -> tuple[Fact, ...]:
        """Return everything that the answers add, possibly nothing."""
        return tuple(fact for row in self.rows for fact in self._facts(row))

    def _facts(self, row: DoseAnswer) -> list[Fact]:
        try:
            return row.facts()
        except WrongFieldError:
            self.show_part(row.complaint)
            raise

    def _say_there_is_none(self) -> None:
        self.form.addWidget(text("No dose is missed or overdue."))
        self.form.addStretch(1)
        self.do_it.hide()

    def _all_given(self) -> None:
        for row in self.rows:
            row.answer.choose(GIVEN)
