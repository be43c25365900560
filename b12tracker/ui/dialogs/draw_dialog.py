"""What did the laboratory measure in one draw of blood?"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.ui import lab_words, labels
from b12tracker.ui.widgets.lab_fields import LabFields
from b12tracker.ui.widgets.pieces import GRID, WrongFieldError, button, card

from .draw_question import DrawQuestion
from .question import muted

Drawn = tuple[OwnMarker | LabResult, ...]
"""The results of one draw, and before them the markers that are new with it."""


class LabRow(QWidget):
    """The fields of one result on a sheet of its own, with a button that takes it out again.

    Attributes:
        offered: it came with the markers of last time, and is left out while it stays blank.
    """

    def __init__(
        self, catalogue: Catalogue, take_out: Callable[["LabRow"], None], offered: bool
    ) -> None:
        super().__init__()
        self.offered = offered
        self.fields = LabFields(catalogue, new_markers=True)
        self.remove: QPushButton = button("Remove", lambda: take_out(self))
        self.fields.head.addWidget(self.remove, 1, 1)
        self.fields.head.setColumnStretch(0, 1)
        sheet = QVBoxLayout()
        sheet.addWidget(self.fields)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(sheet))

    @property
    def can_be_left_out(self) -> bool:
        """Whether nobody has said anything in it."""
        unsaid = self.offered or self.fields.marker.chosen(str) is None
        return unsaid and self.fields.is_blank

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        marker, *others = self.fields.stops
        return [marker, self.remove, *others]


class DrawDialog(DrawQuestion[Drawn]):
    """Asks for the results of one draw, a row for each; they are logged as one step.

    Args:
        known: the results so far, for *same markers as last time*.
        given: the dates of all injections.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        catalogue: Catalogue,
        known: Sequence[LabResult] = (),
        given: Collection[date] = (),
    ) -> None:
        super().__init__(parent, "Add lab results", "Add to the logbook", today, given)
        self._catalogue = catalogue
        self._last = _last_draw(known, today)
        self.rows: list[LabRow] = []
        self._sheets = QVBoxLayout()
        self._sheets.setSpacing(GRID)
        self.same = button("&Same markers as last time", self._same_as_last)
        self.another = button("&Add another result", self._add_another)
        self._lay_out()
        self._add_row()
        self.day.setFocus()

    def read(self) -> Drawn:
        """Return the results that the rows describe."""
        draw = self.read_draw()
        said = [row for row in self.rows if not row.can_be_left_out] or self.rows[:1]
        results = [row.fields.read(draw) for row in said]
        self._lead_tab()
        for row, result in zip(said, results, strict=True):
            if result is None:
                self._lead_to(row)
                raise WrongFieldError
        own = [row.fields.own for row in said if row.fields.own]
        _refuse_twice(own)
        return (*own, *(result for result in results if result))

    def _lay_out(self) -> None:
        if self._last:
            self.form.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
            names = lab_words.short_names(self._last, self._catalogue.markers)
            self.form.addWidget(muted(f"{labels.short_day(self._last[0].collected_on)}: {names}"))
            self.form.addSpacing(GRID)
        self.form.addLayout(self._sheets)
        self.form.addSpacing(GRID)
        self.form.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addWidget(muted("Copy what the report says; nothing is converted in the file."))
        self.form.addStretch(1)

    def _add_row(self, marker: str | None = None) -> LabRow:
        row = LabRow(self._catalogue, self._take_out_row, offered=marker is not None)
        row.fields.marker.choose(marker)
        row.fields.settled.connect(self.accept)
        self.rows.append(row)
        self._sheets.addWidget(row)
        self._number()
        return row

    def _add_another(self) -> None:
        self._lead_to(self._add_row())

    def _same_as_last(self) -> None:
        """Offer a row for each marker of the last draw that has none yet."""
        for row in [row for row in self.rows if row.can_be_left_out]:
            self._drop(row)
        chosen = {row.fields.marker.chosen(str) for row in self.rows}
        measured = {result.marker for result in self._last} - chosen
        for marker in self._catalogue.markers:
            if marker.key in measured:
                self._add_row(marker.key)
        first = next((row for row in self.rows if row.fields.is_blank), self.rows[0])
        first.fields.setFocusProxy(first.fields.value)
        self._lead_to(first)

    def _take_out_row(self, row: LabRow) -> None:
        place = self.rows.index(row)
        self._drop(row)
        self._number()
        self._lead_to(self.rows[max(place - 1, 0)])

    def _drop(self, row: LabRow) -> None:
        self.rows.remove(row)
        self._sheets.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            row.fields.number(place)
            row.remove.setAccessibleName(f"Remove result {place}")
            row.remove.setVisible(len(self.rows) > 1)
        self._lead_tab()

    def _lead_tab(self) -> None:
        stops = [stop for row in self.rows for stop in row.stops]
        ahead = self.same if self._last else self.laboratory
        self.tab_through(ahead, *stops, self.another, self.cancel)

    def _lead_to(self, row: LabRow) -> None:
        """Bring a row into sight, and the keys to where something is to be said."""
        self.fit()
        self.show_part(row)
        (row.fields.focusProxy() or row.fields.marker).setFocus()


def _last_draw(known: Sequence[LabResult], today: date) -> list[LabResult]:
    before = [result for result in known if result.collected_on <= today]
    last = max((result.collected_on for result in before), default=None)
    return [result for result in before if result.collected_on == last]


def _refuse_twice(own: Sequence[OwnMarker]) -> None:
    """Refuse a new marker that two rows name.

    Raises:
        ValueError: with one sentence.
    """
    counts = Counter(marker.name.casefold() for marker in own)
    for marker in own:
        if counts[marker.name.casefold()] > 1:
            raise ValueError(
                f"“{marker.name}” is new in two rows: add it in one, then choose it from the list."
            )
