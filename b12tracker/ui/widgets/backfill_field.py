"""What became of the planned dates before the last injection: all given, some, or not known."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from b12tracker.domain.backfill import as_prescribed, nobody_recorded
from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import PlannedDose
from b12tracker.ui import labels

from .changes import on_change
from .date_field import DateField
from .one_of import INDENT, OneOf
from .pieces import GRID, Complaint, WrongFieldError, text


class TickedDate(QWidget):
    """One planned date; once it is ticked, the day on which it was given can be put right."""

    def __init__(self, dose: PlannedDose, today: date) -> None:
        super().__init__()
        self.dose, self._today = dose, today
        self._when = labels.long_day(dose.planned, today)
        self._day: DateField | None = None
        self.given = QCheckBox(self._when)
        self.given.setMinimumHeight(36)
        self.complaint = Complaint()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.given)
        self._column.addWidget(self.complaint)
        self.given.toggled.connect(self._show_day)

    @property
    def day(self) -> DateField:
        """The date on which it was given, at first the planned one; made when it is needed."""
        if self._day is None:
            self._day = DateField(f"Given instead of {self._when}", self._today, quick=False)
            self._day.set_date(self.dose.planned)
            self._day.setContentsMargins(INDENT, 0, 0, GRID)
            self._column.insertWidget(1, self._day)
            self._day.tab_after(self.given)
            on_change(self._day, self.complaint.hush)
        return self._day

    def injection(self) -> Injection:
        """Return the injection that the row describes.

        Raises:
            WrongFieldError: the date cannot be understood; its sentence is shown under it.
        """
        try:
            return self.complaint.read(lambda: as_prescribed(self.dose, self.day.date))
        except WrongFieldError:
            self.day.setFocus()
            raise

    def _show_day(self, given: bool) -> None:
        self.complaint.say("")
        self.day.setVisible(given)


class BackfillField(QWidget):
    """Asks about planned dates in the past; nothing is chosen before it is asked."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.doses: Sequence[PlannedDose] = ()
        self._among: Sequence[PlannedDose] = ()
        self.rows: dict[date, TickedDate] = {}
        self.heading = text("", "section")
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, GRID)
        self._rows.setSpacing(0)
        self.others = QCheckBox("The others: nobody recorded them")
        self._rows.addWidget(self.others)
        choice = OneOf()
        self.all_given: QRadioButton = choice.add("All were given as planned")
        self.some: QRadioButton = choice.add("I tick those that were given", self._list)
        self.unknown: QRadioButton = choice.add("I do not remember: count them as not recorded")
        self.later: QRadioButton = choice.add("Leave them open for now")
        choice.changed.connect(self._make_rows)
        choice.lead_from(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.heading)
        column.addWidget(choice)

    def ask_about(self, doses: Sequence[PlannedDose], among: Sequence[PlannedDose]) -> None:
        """Ask about these doses; what was ticked stays so.

        Args:
            among: all planned doses around them, in date order.
        """
        self.doses, self._among = doses, among
        self.setVisible(bool(doses))
        if doses:
            self.heading.setText(_said(doses, self._today))
            self._make_rows()

    def facts(self) -> list[Fact]:
        """Return what the answer adds to the logbook.

        Raises:
            ValueError: nothing is chosen.
            WrongFieldError: a date cannot be understood; its sentence is shown under it.
        """
        if not self.doses or self.later.isChecked():
            return []
        if self.all_given.isChecked():
            return [as_prescribed(dose, dose.planned) for dose in self.doses]
        if self.unknown.isChecked():
            return [*nobody_recorded(self.doses, self._among)]
        if self.some.isChecked():
            return self._ticked()
        raise ValueError("Say what became of the planned dates, or leave them open for now.")

    def _ticked(self) -> list[Fact]:
        rows = [self.rows[dose.planned] for dose in self.doses]
        found: list[Fact] = [row.injection() for row in rows if row.given.isChecked()]
        left = [row.dose for row in rows if not row.given.isChecked()]
        return [*found, *nobody_recorded(left, self._among)] if self.others.isChecked() else found

    def _make_rows(self) -> None:
        """Make the rows when they are first looked at, and show those that are asked about."""
        if not self.some.isChecked():
            return
        wanted = {dose.planned for dose in self.doses}
        for place, dose in enumerate(self.doses):
            if dose.planned not in self.rows:
                row = self.rows[dose.planned] = TickedDate(dose, self._today)
                self._rows.insertWidget(place, row)
            self.rows[dose.planned].dose = dose
        for planned, row in self.rows.items():
            row.setVisible(planned in wanted)
        ticks = [self.rows[dose.planned].given for dose in self.doses]
        for earlier, later in pairwise([self.some, *ticks, self.others]):
            self.setTabOrder(earlier, later)


def _said(doses: Sequence[PlannedDose], today: date) -> str:
    first, last = (labels.plain_day(dose.planned, today) for dose in (doses[0], doses[-1]))
    if len(doses) == 1:
        return f"Your plan has one past date: {first}"
    return f"Your plan has {len(doses)} past dates, from {first} to {last}"
