"""What the forms for lab results share: when and where the blood was drawn."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QWidget

from b12tracker.domain.labs import LabResult
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import line
from b12tracker.ui.widgets.lab_fields import Draw

from .wide_question import WideQuestion

A = TypeVar("A")


class DrawQuestion(WideQuestion[A]):
    """Asks for the date, the laboratory and, on the day of an injection, which came first.

    Args:
        given: the dates of all injections.
        result: the one whose draw is shown to begin with.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        do_it: str,
        today: date,
        given: Collection[date],
        result: LabResult | None = None,
    ) -> None:
        super().__init__(parent, title, do_it)
        self._given = given
        self.day = DateField("Date the blood was drawn", today)
        self.laboratory = line("Laboratory", result.laboratory if result else "")
        self.before = QCheckBox("Drawn &before that day’s injection")
        self.before.setChecked(result is not None and result.before_injection)
        self.ask("&Date the blood was drawn", self.day)
        self.form.addWidget(self.before)
        self.ask("&Laboratory", self.laboratory)
        self.day.changed.connect(self._ask_which_came_first)
        self.day.set_date(result.collected_on if result else None)
        self._ask_which_came_first()

    def read_draw(self) -> Draw:
        """Return what all results of the draw have in common."""
        on = self.read_field(self.day, lambda: self.day.date)
        before = on in self._given and self.before.isChecked()
        return Draw(on, self.laboratory.text().strip(), before)

    def _ask_which_came_first(self) -> None:
        try:
            on = self.day.date
        except ValueError:
            on = date.min
        self.before.setVisible(on in self._given)
