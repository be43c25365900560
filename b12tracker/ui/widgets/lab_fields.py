"""The fields of one lab result: marker, value, unit, range, flag, note, and what is asked of it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import Comparator, LabResult, OwnMarker
from b12tracker.domain.plausible import doubt_about
from b12tracker.domain.spoken_number import read_number
from b12tracker.ui import lab_words, labels

from .changes import on_change
from .doubt_line import DoubtLine
from .fields import Choice, FieldError, line, note_field
from .own_marker_fields import OwnMarkerFields
from .pieces import GRID, Complaint, text

COMPARATORS = [(Comparator.BELOW, "below (<)"), (Comparator.ABOVE, "above (>)")]

UNIT = "&Unit, as printed"

SOMETHING_ELSE = "something else"
"""Stands in the list of markers for one that the user is about to name."""

Asked = tuple[str, float, str, Comparator | None]
"""A marker, a value, its unit and its comparator, about which something was asked."""


@dataclass(frozen=True)
class Draw:
    """One draw of blood: what its results have in common."""

    on: date
    laboratory: str = ""
    before_injection: bool = False


class LabFields(QWidget):
    """Asks for one value of one marker, as the laboratory reported it.

    Args:
        new_markers: whether the user may name a marker that is not in the list.
    """

    settled = Signal()
    """The user has answered what was asked about the number."""

    def __init__(self, catalogue: Catalogue, new_markers: bool = False) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._settled: Asked | None = None
        self.own: OwnMarker | None = None
        names = [(marker.key, marker.name) for marker in catalogue.markers]
        names += [(SOMETHING_ELSE, "Something else…")] if new_markers else []
        self.marker = Choice("Marker", names, nothing="Choose what was measured")
        self.new_marker = OwnMarkerFields(catalogue)
        self.comparator = Choice("Below or above", COMPARATORS, nothing="exactly")
        self.value = line("Value")
        self.unit = Choice("Unit", [], nothing="Choose the unit")
        self.copying = text("", "muted")
        self.low = line("Low end of the range")
        self.high = line("High end of the range")
        self.flag = line("Flag", hint="H, L …")
        self.note = note_field(lines=1)
        self.note.setFixedHeight(max(40, self.note.height()))
        self.note.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.complaint = Complaint()
        self.doubt = DoubtLine()
        self.head = QGridLayout()
        self._captions: dict[str, QLabel] = {}
        self._lay_out()
        self.marker.currentIndexChanged.connect(self._offer_units)
        self.value.textEdited.connect(self._take_limit)
        self._offer_units()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        named = [self.new_marker.name, self.new_marker.unit]
        fields = [self.marker, *named, self.comparator, self.value, self.unit]
        return [*fields, self.low, self.high, self.flag, self.note, *self.doubt.buttons]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed, whatever marker is chosen."""
        typed = [field.text() for field in self.findChildren(QLineEdit)]
        return not any(words.strip() for words in [*typed, self.note.toPlainText()])

    def number(self, place: int) -> None:
        """Tell the fields of several results apart; only the first has letters for Alt."""
        first = place == 1
        for letters, label in self._captions.items():
            label.setText(letters if first else letters.replace("&", ""))
        for field in self.stops:
            name = field.accessibleName().split(", result ")[0]
            field.setAccessibleName(name if first else f"{name}, result {place}")

    def show_result(self, result: LabResult) -> None:
        """Show a result; its number has been asked about already."""
        if self.marker.findData(result.marker) < 0:
            self.marker.addItem(result.marker, result.marker)
        self.marker.choose(result.marker)
        if self.unit.findData(result.unit) < 0:
            self.unit.addItem(result.unit, result.unit)
        self.unit.choose(result.unit)
        self.comparator.choose(result.comparator)
        self.value.setText(labels.number(result.value))
        self.low.setText("" if result.range_low is None else labels.number(result.range_low))
        self.high.setText("" if result.range_high is None else labels.number(result.range_high))
        self.flag.setText(result.flag)
        self.note.setPlainText(result.note)
        shown = read_number(self.value.text(), "The value") or 0.0
        self._settled = (result.marker, shown, result.unit, result.comparator)

    def read(self, draw: Draw) -> LabResult | None:
        """Return the result that the fields describe, or say below them what is wrong or asked.

        A marker that the user named stands in ``own`` then.
        """
        self.complaint.say("")
        self.doubt.forget()
        self.setFocusProxy(self.marker)
        try:
            result = self._read(draw)
        except FieldError as error:
            self.complaint.say(str(error))
            self.setFocusProxy(error.field)
            return None
        return None if self._ask_about(result) else result

    def _read(self, draw: Draw) -> LabResult:
        key, ucum = self._marker_and_unit()
        value = self._number(self.value, "The value")
        if value is None:
            raise FieldError(self.value, "The value is missing.")
        low, high = self._number(self.low, "The range"), self._number(self.high, "The range")
        if not ucum:
            words = "Choose the unit the laboratory reported; two units can look alike."
            raise FieldError(self.unit, words)
        try:
            return LabResult(
                collected_on=draw.on,
                marker=key,
                value=value,
                unit=ucum,
                comparator=self.comparator.chosen(Comparator),
                range_low=low,
                range_high=high,
                flag=self.flag.text().strip(),
                laboratory=draw.laboratory,
                before_injection=draw.before_injection,
                note=self.note.toPlainText().strip(),
            )
        except ValueError as error:
            raise FieldError(self.low, str(error)) from error

    def _number(self, field: QLineEdit, what: str) -> float | None:
        try:
            number = read_number(field.text(), what)
            return None if number is None else LabResult(date.min, "any", number, "any").value
        except ValueError as error:
            raise FieldError(field, str(error)) from error

    def _take_limit(self, typed: str) -> None:
        """Take “< 150” as reports print it: the sign chooses below or above."""
        sign, rest = typed.strip()[:1], typed.strip()[1:].strip()
        if sign in list(Comparator):
            self.comparator.choose(Comparator(sign))
            self.value.setText(rest)

    def _marker_and_unit(self) -> tuple[str, str]:
        key = self.marker.chosen(str)
        if key is None:
            raise FieldError(self.marker, "Choose what the laboratory measured.")
        self.own = self.new_marker.read() if key == SOMETHING_ELSE else None
        if self.own:
            return self.own.key, self.own.unit
        return key, self.unit.chosen(str) or ""

    def _ask_about(self, result: LabResult) -> bool:
        """Ask once about a number that is hardly ever seen in its unit; tell whether it was."""
        asked = (result.marker, result.value, result.unit, result.comparator)
        marker = self._catalogue.marker.get(result.marker)
        if marker is None or asked == self._settled or not marker.knows(result.unit):
            return False
        doubt = doubt_about(marker, result.value, result.unit, result.comparator)
        if doubt is None:
            return False
        self.doubt.ask(
            lab_words.question(doubt),
            [("It is right", lambda: self._settle(asked))]
            + [
                (f"Use {unit.symbol}", lambda ucum=unit.ucum: self._use(ucum))  # type: ignore[misc]
                for unit in doubt.fits
            ],
        )
        self.setFocusProxy(self.doubt.buttons[0])
        return True

    def _settle(self, asked: Asked) -> None:
        self._settled = asked
        self.doubt.forget()
        self.settled.emit()

    def _use(self, ucum: str) -> None:
        self.unit.choose(ucum)
        self.doubt.forget()
        self.settled.emit()

    def _offer_units(self) -> None:
        """Offer the marker's units; one is chosen for the user only where there is no other."""
        key = self.marker.chosen(str)
        marker = self._catalogue.marker.get(key or "")
        self.unit.clear()
        self.unit.addItem("Choose the unit", None)
        for unit in marker.units if marker else ():
            self.unit.addItem(unit.symbol, unit.ucum)
        if marker and len(marker.units) == 1:
            self.unit.setCurrentIndex(1)
        self.copying.setText(marker.copying if marker else "")
        self.copying.setVisible(bool(self.copying.text()))
        self.new_marker.setVisible(key == SOMETHING_ELSE)
        for part in (self.unit, self._captions[UNIT]):
            part.setVisible(key != SOMETHING_ELSE)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._put(self.head, "&Marker", self.marker, 0)
        value, rest = QGridLayout(), QGridLayout()
        self._put(value, "&Value", self.value, 1, 2)
        value.addWidget(self.comparator, 1, 0)
        self._put(value, UNIT, self.unit, 3)
        self._put(rest, "&Range from", self.low, 0)
        self._put(rest, "&to", self.high, 1)
        self._put(rest, "&Flag", self.flag, 2)
        self._put(rest, "&Note", self.note, 3)
        for part, widths in ((self.head, ()), (value, (4, 2, 2, 6)), (rest, (2, 2, 2, 3))):
            part.setHorizontalSpacing(GRID)
            part.setVerticalSpacing(GRID // 2)
            column.addLayout(part)
            for place, width in enumerate(widths):
                part.setColumnStretch(place, width)
        column.insertWidget(1, self.new_marker)
        column.insertWidget(3, self.copying)
        column.addWidget(self.complaint)
        column.addWidget(self.doubt)
        on_change(self, self.complaint.hush)

    def _put(
        self, part: QGridLayout, words: str, field: QWidget, place: int, across: int = 1
    ) -> None:
        caption = text(words, wraps=False)
        caption.setBuddy(field)
        self._captions[words] = caption
        part.addWidget(caption, 0, place, 1, across)
        part.addWidget(field, 1, place, 1, across)
