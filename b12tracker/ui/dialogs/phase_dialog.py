"""Which rhythm was prescribed, from when, and until when?"""

from dataclasses import replace
from datetime import date
from itertools import islice

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.plan import Every, Open, Phase, Plan, Unit, usual_tolerance
from b12tracker.domain.schedule import stretches
from b12tracker.ui import labels
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, DoseField, beside, line, read_number
from b12tracker.ui.widgets.medicine_fields import route_choice, substance_choice
from b12tracker.ui.widgets.pieces import GRID, text

from .question import Question, WrongFieldError, muted

DATES_SHOWN = 4

UNITS = [(Unit.DAY, "days"), (Unit.WEEK, "weeks"), (Unit.MONTH, "calendar months")]


class PhaseDialog(Question[Phase]):
    """Asks for one phase, and shows before it is saved which dates it gives.

    Args:
        before: the phases ahead of this one; with any, it may follow the last of them.
        phase: the one to change; None for a new one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        before: tuple[Phase, ...] = (),
        phase: Phase | None = None,
    ) -> None:
        super().__init__(
            parent, "Add a phase" if phase is None else "Change the phase", "Keep this phase"
        )
        self._today, self._before, self._phase = today, before, phase
        self.name = line("Name of the phase", hint="Repletion, Maintenance …")
        self.goal = line("Goal, in a few words")
        self.every = line("Interval: number", hint="1")
        self.unit = Choice("Interval: unit", UNITS, nothing="Choose the unit")
        self.on_date = QRadioButton("The first dose is on a date")
        self.follows = QRadioButton("One interval after the phase before")
        self.first_dose = DateField("Date of the first dose", today, future=True, quick=False)
        self.after_doses = QRadioButton("After a number of doses")
        self.until_reviewed = QRadioButton("Open, until reviewed")
        self.for_life = QRadioButton("For life")
        self.doses = line("Number of doses", hint="6")
        self.dose = DoseField()
        self.substance, self.route = substance_choice(), route_choice()
        self.early, self.late = _days("Days early"), _days("Days late")
        self._tolerance_touched, self._suggested = phase is not None, 0
        self.preview = text()
        self._lay_out()
        self._show(phase)
        self._listen()
        self._preview()
        if phase:
            self.keep_untouched(phase)
        self.name.setFocus()

    def read(self) -> Phase:
        """Return the phase that the fields describe."""
        every = self.read_field(self._rhythm, self._every)
        starts = self.read_field(self._start, self._first_dose)
        doses = self.read_field(self._end, self._doses)
        dose_ug = self.read_field(self.dose, self._checked_dose)
        return replace(
            self._phase or Phase(every),
            every=every,
            name=self.name.text().strip(),
            goal=self.goal.text().strip(),
            first_dose=starts,
            doses=doses,
            open=Open.FOR_LIFE if self.for_life.isChecked() else Open.UNTIL_REVIEWED,
            dose_ug=dose_ug,
            substance=self.substance.chosen(Substance),
            route=self.route.chosen(Route),
            early_days=self.early.value(),
            late_days=self.late.value(),
        )

    def _lay_out(self) -> None:
        self.ask("&Name", self.name)
        self._rhythm = beside(self.every, self.unit)
        self.ask("&One injection every …", self._rhythm)
        self._start = self._choices([self.on_date, self.first_dose, self.follows])
        self._start.setFocusProxy(self.first_dose)
        self.ask("First dose", self._start)
        self.follows.setVisible(bool(self._before))
        self.on_date.setVisible(bool(self._before))
        self._end = self._choices(
            [self.after_doses, self.doses, self.until_reviewed, self.for_life]
        )
        self._end.setFocusProxy(self.doses)
        self.ask("The phase ends …", self._end)
        self.ask("&Dose", self.dose)
        self.ask("&Substance", self.substance)
        self.ask("&Route", self.route)
        window = beside(self.early, self.late)
        self.ask("Still on &time: days before, days after the planned date", window)
        self.ask("&Goal", self.goal)
        self.below.insertWidget(0, self.preview)
        self.form.addWidget(muted("Enter what your clinician prescribed."))
        self.form.addStretch(1)

    def _choices(self, widgets: list[QWidget]) -> QWidget:
        """Put choices, and the fields that belong to them, below each other."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        group = QButtonGroup(part)
        for widget in widgets:
            column.addWidget(widget)
            if isinstance(widget, QRadioButton):
                widget.setMinimumHeight(36)
                group.addButton(widget)
        return part

    def _show(self, phase: Phase | None) -> None:
        first = phase.first_dose if phase else None
        self.follows.setChecked(bool(self._before) and first is None)
        self.on_date.setChecked(not self.follows.isChecked())
        self.first_dose.set_date(first)
        if phase is None:
            return
        self.name.setText(phase.name)
        self.goal.setText(phase.goal)
        self.every.setText(str(phase.every.n))
        self.unit.choose(phase.every.unit)
        self.doses.setText("" if phase.doses is None else str(phase.doses))
        self.after_doses.setChecked(phase.doses is not None)
        self.for_life.setChecked(phase.doses is None and phase.open is Open.FOR_LIFE)
        self.until_reviewed.setChecked(phase.doses is None and phase.open is not Open.FOR_LIFE)
        self.dose.set_dose(phase.dose_ug)
        self.substance.choose(phase.substance)
        self.route.choose(phase.route)
        self.early.setValue(phase.early_days)
        self.late.setValue(phase.late_days)

    def _listen(self) -> None:
        for field in (self.name, self.every, self.doses):
            field.textChanged.connect(self._preview)
        ends = (self.after_doses, self.until_reviewed, self.for_life)
        for choice in (self.on_date, self.follows, *ends):
            choice.toggled.connect(self._preview)
        self.doses.textEdited.connect(lambda: self.after_doses.setChecked(True))
        self.first_dose.line.textEdited.connect(lambda: self.on_date.setChecked(True))
        self.unit.currentIndexChanged.connect(self._preview)
        self.first_dose.changed.connect(self._preview)
        self.every.textChanged.connect(self._suggest_tolerance)
        self.unit.currentIndexChanged.connect(self._suggest_tolerance)
        self.early.editingFinished.connect(self._touch_tolerance)
        self.late.editingFinished.connect(self._touch_tolerance)

    def _touch_tolerance(self) -> None:
        """Remember that the user set the tolerance; leaving the field as it is does not count."""
        if {self.early.value(), self.late.value()} != {self._suggested}:
            self._tolerance_touched = True

    def _suggest_tolerance(self) -> None:
        """Fill in the usual tolerance for the rhythm, unless the user has set one."""
        if self._tolerance_touched:
            return
        try:
            self._suggested = usual_tolerance(self._every())
        except ValueError:
            return
        self.early.setValue(self._suggested)
        self.late.setValue(self._suggested)

    def _every(self) -> Every:
        n = read_number(self.every.text(), "The interval")
        unit = self.unit.chosen(Unit)
        if n is None or unit is None:
            raise ValueError("Say how often: a number, and days, weeks or months.")
        if n != int(n):
            raise ValueError("The interval is a whole number.")
        return Every(int(n), unit)

    def _first_dose(self) -> date | None:
        return None if self.follows.isChecked() else self.first_dose.date

    def _doses(self) -> int | None:
        if not (self.after_doses.isChecked() or self._is_open()):
            raise ValueError("Say how the phase ends.")
        if self._is_open():
            return None
        doses = read_number(self.doses.text(), "The number of doses")
        if doses is None or doses != int(doses):
            raise ValueError("Say after how many doses the phase ends, such as 6.")
        return Phase(Every(1, Unit.DAY), doses=int(doses)).doses

    def _checked_dose(self) -> float | None:
        return Phase(Every(1, Unit.DAY), dose_ug=self.dose.dose_ug).dose_ug

    def _is_open(self) -> bool:
        return self.until_reviewed.isChecked() or self.for_life.isChecked()

    def _preview(self) -> None:
        """Show the dates and the injections a month, as far as the fields tell them."""
        try:
            every = self._every()
            phase = Phase(every, first_dose=self._first_dose(), doses=self._doses())
            dates = coming_dates((*self._before, phase), phase, self._today)
        except (ValueError, WrongFieldError):
            self.preview.setText("Fill in how often, the first dose and the end to see the dates.")
            return
        rate = f"{labels.rhythm(every).capitalize()}: {labels.per_month(every)}."
        self.preview.setText(f"{rate}\n{_dates_said(dates)}")


def coming_dates(phases: tuple[Phase, ...], phase: Phase, today: date) -> list[date]:
    """Return the next planned dates of a phase, or its last ones where none is to come."""
    for stretch in stretches((Plan(phases),)):
        if stretch.phase.id == phase.id:
            to_come = (slot.planned for slot in stretch.slots() if slot.planned >= today)
            return list(islice(to_come, DATES_SHOWN))
    return []


def _dates_said(dates: list[date]) -> str:
    if not dates:
        return "No dates from today on: the phase lies in the past, or the one before is open."
    return "Next: " + " · ".join(labels.short_day(day) for day in dates)


def _days(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(0, 366)
    box.setSuffix(" days")
    box.setMinimumHeight(40)
    return box
