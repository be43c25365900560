"""When a phase starts: on a date, or one interval after the phase before it."""

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from .date_field import DateField
from .one_of import OneOf


class StartField(QWidget):
    """Asks for the first dose.

    Args:
        can_follow: there is a phase ahead that this one can follow.
    """

    changed = Signal()

    def __init__(self, today: datetime.date, *, can_follow: bool) -> None:
        super().__init__()
        self.first_dose_on = DateField("Date of the first dose", today, future=True, quick=False)
        self.choice = OneOf()
        self.follows: QRadioButton = self.choice.add("One interval after the phase before")
        self.on_date: QRadioButton = self.choice.add("On a date", self.first_dose_on)
        self.choice.setVisible(can_follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        if not can_follow:
            column.addWidget(self.first_dose_on)  # with one choice only, nothing to choose
        self.choice.changed.connect(self.changed)
        self.first_dose_on.changed.connect(self.changed)
        (self.follows if can_follow else self.on_date).setChecked(True)
        if can_follow:
            self.choice.lead_from(self)
        else:
            self.setFocusProxy(self.first_dose_on)

    @property
    def first_dose(self) -> datetime.date | None:
        """The date of the first dose; None when the phase follows the one before.

        Raises:
            ValueError: no date was typed, or none that can be understood.
        """
        return None if self.follows.isChecked() else self.first_dose_on.date

    def set_first_dose(self, day: datetime.date | None) -> None:
        """Show a date; with None the phase follows, where it can."""
        if day:
            self.on_date.setChecked(True)
            self.first_dose_on.set_date(day)

    def setFocus(self, *_: object) -> None:
        """Lead to the date, where one is asked for."""
        (self.first_dose_on if self.on_date.isChecked() else self.follows).setFocus()
