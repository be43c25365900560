"""How often: every so many days, weeks or months, a range of them, or fixed weekdays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from b12tracker.domain.plan import Every, Unit, Weekday
from b12tracker.ui import labels

from .fields import Choice, line
from .one_of import OneOf
from .pieces import GRID, text
from .whole_number import read_whole

UNITS = [(Unit.DAY, "days"), (Unit.WEEK, "weeks"), (Unit.MONTH, "calendar months")]

THE_INTERVAL = "The interval"


class RhythmField(QWidget):
    """Asks for an interval; nothing in it is filled in before it is asked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = line("Interval: number", hint="number")
        self.unit = Choice("Interval: unit", UNITS, nothing="Choose the unit")
        self.shortest = line("Range: the shorter interval", hint="number")
        self.longest = line("Range: the longer interval", hint="number")
        self.range_unit = Choice("Range: unit", UNITS, nothing="Choose the unit")
        self.weekdays = {day: _weekday(day) for day in Weekday}
        regular = _row("every", self.number, self.unit)
        ranged = _row("every", self.shortest, "to", self.longest, self.range_unit)
        week = _row(*self.weekdays.values())
        self.kind = OneOf()
        self.regular: QRadioButton = self.kind.add("At a regular interval", regular)
        self.range: QRadioButton = self.kind.add("At an interval within a range", ranged)
        self.on_weekdays: QRadioButton = self.kind.add("On fixed weekdays", week)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.kind)
        self._listen()
        self.regular.setChecked(True)
        self.kind.lead_from(self)

    @property
    def every(self) -> Every:
        """The interval that was entered.

        Raises:
            ValueError: with one sentence that can be shown under the field.
        """
        if self.on_weekdays.isChecked():
            days = tuple(day for day, box in self.weekdays.items() if box.isChecked())
            if not days:
                raise ValueError("Choose at least one weekday.")
            return Every(weekdays=days)
        if self.range.isChecked():
            return self._range()
        n, unit = read_whole(self.number.text(), THE_INTERVAL), self.unit.chosen(Unit)
        if n is None or unit is None:
            raise ValueError("Say how often: a number, and days, weeks or months.")
        return Every(n, unit)

    def set_every(self, every: Every) -> None:
        """Show an interval."""
        if every.weekdays:
            self.on_weekdays.setChecked(True)
            for day, box in self.weekdays.items():
                box.setChecked(day in every.weekdays)
        elif every.n_max is not None:
            self.range.setChecked(True)
            self.shortest.setText(str(every.n))
            self.longest.setText(str(every.n_max))
            self.range_unit.choose(every.unit)
        else:
            self.number.setText(str(every.n))
            self.unit.choose(every.unit)

    def _range(self) -> Every:
        shortest = read_whole(self.shortest.text(), THE_INTERVAL)
        longest = read_whole(self.longest.text(), THE_INTERVAL)
        unit = self.range_unit.chosen(Unit)
        if shortest is None or longest is None or unit is None:
            raise ValueError("Say both ends of the range, and days, weeks or months.")
        return Every(shortest, unit, longest)

    def _listen(self) -> None:
        self.kind.changed.connect(self.changed)
        for field in (self.number, self.shortest, self.longest):
            field.textChanged.connect(self.changed)
        for unit in (self.unit, self.range_unit):
            unit.currentIndexChanged.connect(self.changed)
        for box in self.weekdays.values():
            box.toggled.connect(self.changed)

    def setFocus(self, *_: object) -> None:
        """Lead to the first field of the kind that is taken, not to the choice before it."""
        first = self.shortest if self.range.isChecked() else self.number
        (self.weekdays[Weekday.MONDAY] if self.on_weekdays.isChecked() else first).setFocus()


def _row(*pieces: QWidget | str) -> QWidget:
    """Put fields, and words between them, beside each other; a choice is given more room."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for piece in pieces:
        if isinstance(piece, str):
            row.addWidget(text(piece, wraps=False))
        else:
            row.addWidget(piece, 2 if isinstance(piece, Choice) else 1)
    return part


def _weekday(day: Weekday) -> QCheckBox:
    box = QCheckBox(day.title())
    box.setAccessibleName(labels.WEEKDAY[day])
    box.setMinimumHeight(40)
    return box
