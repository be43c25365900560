"""What became of the doses nobody has said anything about?"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from b12tracker.domain.backfill import as_prescribed, nobody_recorded
from b12tracker.domain.facts import Fact
from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.domain.judgement import PlannedDose
from b12tracker.ui import labels
from b12tracker.ui.reason_words import REASON
from b12tracker.ui.widgets.changes import on_change
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.pieces import GRID, Complaint, WrongFieldError, button, card, text

from .question import muted
from .wide_question import WideQuestion

GIVEN, MISSED, SKIPPED, NOT_RECORDED = "given", "missed", "skipped", "not_recorded"

ANSWERS = [
    (GIVEN, "It was given"),
    (MISSED, "It was missed"),
    (SKIPPED, "It was skipped"),
    (NOT_RECORDED, "Not recorded"),
]

LISTED = 200
"""The latest doses are listed one by one; those before them are answered all at once."""


class DoseAnswer(QWidget):
    """One planned dose, and what became of it.

    What belongs to an answer is made when it is first given: there may be a hundred rows.
    """

    def __init__(self, dose: PlannedDose, today: date, status: str) -> None:
        super().__init__()
        self.dose, self._today = dose, today
        self._when = labels.long_day(dose.planned, today)
        self._day: DateField | None = None
        self._reason: Choice | None = None
        self.answer = Choice(f"What became of {self._when}", ANSWERS, nothing="Leave it as it is")
        self.answer.setMinimumContentsLength(0)  # as wide as its longest answer
        self.answer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.complaint = Complaint()
        row = QHBoxLayout()
        row.addWidget(text(f"{self._when}: {status}"), 3)
        row.addWidget(self.answer, 2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addLayout(row)
        self._column.addWidget(self.complaint)
        self.answer.currentIndexChanged.connect(self._show_parts)
        on_change(self.answer, self.complaint.hush)

    @property
    def said(self) -> str | None:
        """The answer, as a word for the program; None while it is left as it is."""
        return self.answer.chosen(str)

    @property
    def day(self) -> DateField:
        """The date on which it was given, at first the planned one."""
        if self._day is None:
            self._day = DateField(f"Given instead of {self._when}", self._today, quick=False)
            self._day.set_date(min(self.dose.planned, self._today))
            self._column.insertWidget(1, self._day)
            self._day.tab_after(self.answer)
            on_change(self._day, self.complaint.hush)
        return self._day

    @property
    def reason(self) -> Choice:
        """Why it was skipped."""
        if self._reason is None:
            reasons = list(REASON.items())
            self._reason = Choice(f"Why {self._when} was skipped", reasons, "Choose the reason")
            self._column.insertWidget(1, self._reason)
            self.setTabOrder(self.answer, self._reason)
            on_change(self._reason, self.complaint.hush)
        return self._reason

    def facts(self) -> list[Fact]:
        """Return what the answer adds to the logbook, but for what nobody recorded.

        Raises:
            WrongFieldError: the date or the reason is missing; its sentence is shown.
        """
        return self.complaint.read(self._facts)

    def _facts(self) -> list[Fact]:
        if self.said == GIVEN:
            return [as_prescribed(self.dose, self.day.date)]
        if self.said != SKIPPED:
            return []  # a missed dose is one of which the logbook holds nothing
        reason = self.reason.chosen(Reason)
        if reason is None:
            raise ValueError("Choose why it was skipped.")
        return [Skip(self.dose.planned, reason)]

    def _show_parts(self) -> None:
        if self.said == GIVEN or self._day:
            self.day.setVisible(self.said == GIVEN)
        if self.said == SKIPPED or self._reason:
            self.reason.setVisible(self.said == SKIPPED)


class CatchUpDialog(WideQuestion[tuple[Fact, ...]]):
    """Asks, dose by dose, what became of those that are missed or overdue.

    Args:
        doses: the doses to ask about, in date order.
        among: all planned doses around them; by default these only.
        calm: nothing is recorded of them yet, so that none is called missed.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        doses: Sequence[PlannedDose],
        among: Sequence[PlannedDose] = (),
        *,
        calm: bool = False,
    ) -> None:
        super().__init__(parent, "Catch up", "Save these answers")
        self._earlier, self._among = doses[:-LISTED], among or doses
        self._earlier_said = ""
        self._about_earlier: QLabel = muted("")
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
        self._offer_at_once(doses[-1], today)
        self.rows = [
            DoseAnswer(dose, today, "no record yet" if calm else labels.STATUS[dose.status])
            for dose in doses[-LISTED:]
        ]
        self.form.addWidget(_listed(self.rows))
        self.form.addStretch(1)
        self.rows[0].answer.setFocus()

    def read(self) -> tuple[Fact, ...]:
        """Return everything that the answers add, possibly nothing."""
        said = [fact for row in self.rows for fact in self._facts(row)]
        unknown = [row.dose for row in self.rows if row.said == NOT_RECORDED]
        if self._earlier_said == GIVEN:
            said[:0] = [as_prescribed(dose, dose.planned) for dose in self._earlier]
        if self._earlier_said == NOT_RECORDED:
            unknown[:0] = self._earlier
        return (*said, *nobody_recorded(unknown, self._among))

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

    def _offer_at_once(self, last: PlannedDose, today: date) -> None:
        """Offer the two answers that many give to all doses at once."""
        until = labels.plain_day(last.planned, today)
        for words, answer in (
            ("&All were given as planned", GIVEN),
            (f"I do not &remember: not recorded up to {until}", NOT_RECORDED),
        ):
            made = button(words, lambda answer=answer: self._answer_all(answer))  # type: ignore[misc]
            self.form.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addSpacing(GRID)
        if self._earlier:
            self.form.addWidget(self._about_earlier)
            self._say_of_earlier()

    def _answer_all(self, answer: str) -> None:
        self._earlier_said = answer
        self._say_of_earlier()
        for row in self.rows:
            row.answer.choose(answer)

    def _say_of_earlier(self) -> None:
        said = dict(ANSWERS).get(self._earlier_said, "left as they are")
        before = labels.counted(len(self._earlier), "dose")
        self._about_earlier.setText(
            f"The latest {LISTED} doses are listed. The {before} before them: {said.lower()}."
        )


def _listed(rows: Sequence[DoseAnswer]) -> QFrame:
    """Return a sheet with a row for each dose."""
    column = QVBoxLayout()
    column.setSpacing(GRID)
    for row in rows:
        column.addWidget(row)
    return card(column)
