"""How a phase ends: after doses, after a time, on a date, when reviewed, or never."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from b12tracker.domain.plan import Open, Phase

from .date_field import DateField
from .fields import Choice, beside, line
from .one_of import OneOf
from .whole_number import read_whole

DAYS_IN = {"days": 1, "weeks": 7}


class EndField(QWidget):
    """Asks how a phase ends; nothing is chosen before it is asked."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.doses = line("Number of doses", hint="number")
        self.time = line("Length: number", hint="number")
        self.time_unit = Choice("Length: unit", [(unit, unit) for unit in DAYS_IN], nothing=None)
        self.last_day = DateField("Last day of the phase", today, future=True, quick=False)
        self.choice = OneOf()
        length = beside(self.time, self.time_unit)
        self.after_doses: QRadioButton = self.choice.add("After a number of doses", self.doses)
        self.after_time: QRadioButton = self.choice.add("After a time", length)
        self.on_date: QRadioButton = self.choice.add("On a date", self.last_day)
        self.until_reviewed: QRadioButton = self.choice.add("Open, until reviewed")
        self.for_life: QRadioButton = self.choice.add("For life")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        self.choice.lead_from(self)
        self._listen()

    def end(self, phase: Phase) -> Phase:
        """Return a phase that has no end yet with this one.

        Raises:
            ValueError: no end was chosen, or one that cannot be.
        """
        if self.after_doses.isChecked():
            return replace(phase, doses=_whole(self.doses.text(), "doses", "6"))
        if self.after_time.isChecked():
            number = _whole(self.time.text(), "days or weeks", "14")
            return replace(phase, days=number * DAYS_IN[self.time_unit.currentText()])
        if self.on_date.isChecked():
            return replace(phase, last_day=self.last_day.date)
        if self.for_life.isChecked():
            return replace(phase, open=Open.FOR_LIFE)
        if self.until_reviewed.isChecked():
            return phase
        raise ValueError("Say how the phase ends.")

    def show_end(self, phase: Phase) -> None:
        """Show how a phase ends."""
        if phase.doses is not None:
            self.after_doses.setChecked(True)
            self.doses.setText(str(phase.doses))
        elif phase.days is not None:
            self.after_time.setChecked(True)
            self._show_days(phase.days)
        elif phase.last_day is not None:
            self.on_date.setChecked(True)
            self.last_day.set_date(phase.last_day)
        else:
            for_life = phase.open is Open.FOR_LIFE
            (self.for_life if for_life else self.until_reviewed).setChecked(True)

    def _show_days(self, days: int) -> None:
        weeks, rest = divmod(days, 7)
        self.time.setText(str(days if rest else weeks))
        self.time_unit.choose("days" if rest else "weeks")

    def _listen(self) -> None:
        self.choice.changed.connect(self.changed)
        self.doses.textChanged.connect(self.changed)
        self.time.textChanged.connect(self.changed)
        self.time_unit.currentIndexChanged.connect(self.changed)
        self.last_day.changed.connect(self.changed)

    def setFocus(self, *_: object) -> None:
        """Lead to the field that belongs to the choice, if there is one."""
        fields: dict[QRadioButton, QWidget] = {
            self.after_doses: self.doses,
            self.after_time: self.time,
            self.on_date: self.last_day,
        }
        taken = next((field for choice, field in fields.items() if choice.isChecked()), None)
        (taken or self.after_doses).setFocus()


def _whole(words: str, what: str, such_as: str) -> int:
    number = read_whole(words, f"The number of {what}")
    if number is None:
        raise ValueError(f"Say after how many {what} the phase ends, such as {such_as}.")
    return number
