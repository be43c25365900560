"""What did the laboratory measure?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.domain.spoken_number import read_number
from b12tracker.ui import labels
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, beside, line

from .question import Question, muted

COMPARATORS = [(Comparator.BELOW, "below (<)"), (Comparator.ABOVE, "above (>)")]


class LabDialog(Question[LabResult]):
    """Asks for one value of one marker, as the laboratory reported it.

    Args:
        result: the one to correct; None to add a new one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        catalogue: Catalogue,
        result: LabResult | None = None,
    ) -> None:
        new = result is None
        super().__init__(
            parent,
            "Add lab result" if new else "Change lab result",
            "Add lab result" if new else "Save",
        )
        self._catalogue, self._before = catalogue, result
        self.day = DateField("Date the blood was drawn", today)
        names = [(marker.key, marker.name) for marker in catalogue.markers]
        self.marker = Choice("Marker", names, nothing="Choose what was measured")
        self.comparator = Choice("Below or above", COMPARATORS, nothing="exactly")
        self.value = line("Value")
        self.unit = Choice("Unit", [], nothing="Choose the unit")
        self.low = line("Low end of the range", hint="from")
        self.high = line("High end of the range", hint="to")
        self.range = beside(self.low, self.high)
        self.flag = line("Flag", hint="H, L …")
        self.laboratory = line("Laboratory")
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.fontMetrics().height() * 3)
        self.marker.currentIndexChanged.connect(self._offer_units)
        self._lay_out()
        if result:
            self._show(result)
            self.keep_untouched(result)
        self.day.setFocus()

    def read(self) -> LabResult:
        """Return the result that the fields describe."""
        day = self.read_field(self.day, lambda: self.day.date)
        marker = self.read_field(self.marker, self._marker)
        value = self.read_field(self.value_row, self._value)
        unit = self.read_field(self.unit, self._unit)
        low = self.read_field(self.range, lambda: read_number(self.low.text(), "The range"))
        high = self.read_field(self.range, lambda: read_number(self.high.text(), "The range"))
        return replace(
            self._before or LabResult(day, marker, value, unit),
            collected_on=day,
            marker=marker,
            comparator=self.comparator.chosen(Comparator),
            value=value,
            unit=unit,
            range_low=low,
            range_high=high,
            flag=self.flag.text().strip(),
            laboratory=self.laboratory.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    def _lay_out(self) -> None:
        self.ask("&Date the blood was drawn", self.day)
        self.ask("&Marker", self.marker)
        self.value_row = beside(self.value, self.comparator)
        self.ask("&Value", self.value_row)
        self.ask("&Unit, as printed on the report", self.unit)
        self.ask("Laboratory’s &range (either side may stay empty)", self.range)
        before = self._before
        rare = before and (before.flag or before.laboratory or before.note)
        column = self.more("M&ore: flag, laboratory, note", open_it=bool(rare))
        self.ask("&Flag the laboratory printed", self.flag, column)
        self.ask("&Laboratory", self.laboratory, column)
        self.ask("&Note", self.note, column)
        self.form.addWidget(muted("Copy what the report says; nothing is converted in the file."))
        self.form.addStretch(1)

    def _show(self, result: LabResult) -> None:
        self.day.set_date(result.collected_on)
        self.marker.choose(result.marker)
        self.comparator.choose(result.comparator)
        self.value.setText(labels.number(result.value))
        self.unit.choose(result.unit)
        self.low.setText("" if result.range_low is None else labels.number(result.range_low))
        self.high.setText("" if result.range_high is None else labels.number(result.range_high))
        self.flag.setText(result.flag)
        self.laboratory.setText(result.laboratory)
        self.note.setPlainText(result.note)

    def _offer_units(self) -> None:
        """Offer the marker's units; one is chosen for the user only where there is no other."""
        key = self.marker.chosen(str)
        units = self._catalogue.marker[key].units if key else ()
        self.unit.clear()
        self.unit.addItem("Choose the unit", None)
        for unit in units:
            self.unit.addItem(unit.symbol, unit.ucum)
        if len(units) == 1:
            self.unit.setCurrentIndex(1)

    def _marker(self) -> str:
        key = self.marker.chosen(str)
        if key is None:
            raise ValueError("Choose what the laboratory measured.")
        return key

    def _value(self) -> float:
        value = read_number(self.value.text(), "The value")
        if value is None:
            raise ValueError("The value is missing.")
        return LabResult(date.min, "any", value, "any").value

    def _unit(self) -> str:
        unit = self.unit.chosen(str)
        if unit is None:
            raise ValueError("Choose the unit the laboratory reported; two units can look alike.")
        return unit
