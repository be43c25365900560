"""How bad was each symptom?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.symptoms import SymptomEntry
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.pieces import GRID, button
from b12tracker.ui.widgets.severity_row import SeverityRow

from .question import Question, muted


class SymptomsDialog(Question[SymptomEntry]):
    """Asks for the scores of one date: a row of 0 to 10 for each symptom.

    Args:
        follows: keys of the symptoms to ask for.
        known: the entries so far, for *same as last time*.
        entry: the one to correct; None to log a new one.
        choose: asks which symptoms to follow and returns their keys.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        catalogue: Catalogue,
        follows: tuple[str, ...],
        known: tuple[SymptomEntry, ...] = (),
        entry: SymptomEntry | None = None,
        choose: Callable[[], tuple[str, ...]] | None = None,
    ) -> None:
        new = entry is None
        super().__init__(
            parent, "Log symptoms" if new else "Change symptoms", "Log symptoms" if new else "Save"
        )
        self._catalogue, self._known, self._before = catalogue, known, entry
        self._today, self._choose = today, choose
        self.rows: dict[str, SeverityRow] = {}
        self.day = DateField("Date of the symptoms", today)
        self.day.set_date(entry.on if entry else None)
        self._scores = QVBoxLayout()
        self.note = QPlainTextEdit(entry.note if entry else "")
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.fontMetrics().height() * 3)
        self._lay_out()
        scored = tuple(entry.scores) if entry else ()
        self._ask_for((*follows, *(key for key in scored if key not in follows)))
        if entry:
            self._show(dict(entry.scores))
            self.keep_untouched(entry)
        self.day.setFocus()

    def read(self) -> SymptomEntry:
        """Return the entry that the rows describe; a row without a number stays a gap."""
        day = self.read_field(self.day, lambda: self.day.date)
        scores = {key: row.severity for key, row in self.rows.items() if row.severity is not None}
        note = self.note.toPlainText().strip()
        if self._before:
            return replace(self._before, on=day, scores=scores, note=note)
        return SymptomEntry(day, scores, note=note)

    def _lay_out(self) -> None:
        self.ask("&Date", self.day)
        self.form.addWidget(muted("0 is none, 10 the worst you can imagine. Any may be left out."))
        quick = QHBoxLayout()
        quick.setSpacing(GRID)
        self._ahead = button("&None today", self._none)
        quick.addWidget(self._ahead)
        if self._known and self._before is None:
            self._ahead = button("&Same as last time", self._same_as_last)
            quick.addWidget(self._ahead)
        quick.addStretch(1)
        self.form.addLayout(quick)
        self.form.addLayout(self._scores)
        if self._choose:
            others = button("&Follow other symptoms…", self._follow_others, "do")
            self.form.addWidget(others, 0, Qt.AlignmentFlag.AlignLeft)
        self.ask("N&ote", self.note)
        self.form.addStretch(1)

    def _ask_for(self, keys: tuple[str, ...]) -> None:
        scored = {key: row.severity for key, row in self.rows.items()}
        self.take_out(self._scores, self.rows.values())
        self.rows = {}
        for key in keys:
            symptom = self._catalogue.symptom.get(key)
            row = self.rows[key] = SeverityRow(symptom.name if symptom else key)
            row.set_severity(scored.get(key))
            self.ask(row.name, row, self._scores)
        self.tab_through(self._ahead, *self.rows.values())
        if not keys:
            self._scores.addWidget(muted("No symptom is followed yet: choose some first."))

    def _show(self, scores: dict[str, int]) -> None:
        for key, row in self.rows.items():
            row.set_severity(scores.get(key))

    def _none(self) -> None:
        self._show(dict.fromkeys(self.rows, 0))
        self.do_it.setFocus()

    def _same_as_last(self) -> None:
        last = max(self._known, key=lambda entry: (entry.on, entry.id))
        self._show(dict(last.scores))
        self.do_it.setFocus()

    def _follow_others(self) -> None:
        if self._choose:
            follows = self._choose()
            scored = (key for key, row in self.rows.items() if row.severity is not None)
            self._ask_for((*follows, *(key for key in scored if key not in follows)))
            self.fit()
