"""The part of Review about lab results: the latest of each marker, and how each went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.domain.lab_drift import drift_of
from b12tracker.domain.lab_story import (
    ToldResult,
    by_marker,
    read_beside,
    tell_labs,
    unit_drawn,
)
from b12tracker.domain.markers import Marker
from b12tracker.domain.reading import Basis
from b12tracker.ui import lab_words, labels
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.pieces import GRID, card, empty, text

NONE_YET = "None yet. What the laboratory measured appears here, with the day of the cycle."


class LabsSection(QWidget):
    """A sheet with a part for each marker; how results are drawn is chosen here, too.

    ``rows`` are to stand below each other where the page is narrow.
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._in_use = ""
        self.rows: list[QBoxLayout] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID // 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(self._column))

    def show_period(self, first: date | None, last: date | None) -> None:
        """Show the latest results up to ``last``, and how each marker went from ``first`` on."""
        self.show()
        self._remember_focus()
        empty(self._column)
        self.rows = []
        self._column.addWidget(text("Lab results", "section"))
        document = self._document
        until = min(last or document.today, document.today)
        told = tell_labs(document.facts, document.judgement, document.catalogue)
        seen = [one for one in told if one.on <= until]
        found = by_marker(seen, document.catalogue)
        for marker, results in found.items():
            self._column.addSpacing(GRID)
            self._show_marker(marker, results, seen, first)
        if not found:
            self._column.addWidget(text(NONE_YET, "muted"))

    def _show_marker(
        self, marker: Marker, results: list[ToldResult], seen: list[ToldResult], first: date | None
    ) -> None:
        latest, of_period = results[-1], [one for one in results if not first or one.on >= first]
        self._column.addLayout(self._head(marker, results))
        when = labels.short_day(latest.on)
        self._column.addWidget(text(f"{when} · {lab_words.where(latest.place)}"))
        self._column.addWidget(text(lab_words.reading(latest)))
        note = "" if latest.reading.basis is Basis.TREATMENT else marker.note
        beside = lab_words.beside(latest, read_beside(latest, seen))
        said = [lab_words.printed(latest), latest.result.note, note, beside]
        drift = drift_of(marker, of_period, self._document.lab_taste)
        for words in (*said, f"{lab_words.drift(drift)}." if drift else ""):
            if words:
                self._column.addWidget(text(words, "muted"))

    def _head(self, marker: Marker, results: Sequence[ToldResult]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.rows.append(row)
        row.addWidget(text(f"{marker.name}: {lab_words.reported(results[-1])}", "name"), 1)
        if len(marker.units) > 1:
            row.addWidget(self._unit_choice(marker, results))
        row.addWidget(self._timeline_choice(marker))
        return row

    def _unit_choice(self, marker: Marker, results: Sequence[ToldResult]) -> Choice:
        units = [(unit.ucum, f"in {unit.symbol}") for unit in marker.units]
        choice = Choice(f"{marker.name}: unit to draw and compare in", units, nothing=None)
        choice.choose(unit_drawn(marker, results, self._document.lab_taste).ucum)
        choice.currentIndexChanged.connect(lambda: self._draw_in(marker, choice))
        return choice

    def _timeline_choice(self, marker: Marker) -> QCheckBox:
        choice = QCheckBox("On the timeline")
        choice.setAccessibleName(f"{marker.name}: on the timeline")
        choice.setChecked(marker.key not in self._document.lab_taste.hidden)
        choice.toggled.connect(lambda shown: self._show_on_timeline(marker, shown))
        return choice

    def _draw_in(self, marker: Marker, choice: Choice) -> None:
        taste = self._document.lab_taste
        ucum = choice.chosen(str) or ""
        self._document.like(replace(taste, units={**taste.units, marker.key: ucum}))

    def _show_on_timeline(self, marker: Marker, shown: bool) -> None:
        taste = self._document.lab_taste
        hidden = taste.hidden - {marker.key} if shown else taste.hidden | {marker.key}
        self._document.like(replace(taste, hidden=hidden))

    def _remember_focus(self) -> None:
        """Give the keys back to the control that is in use, which is made anew."""
        focus = self.focusWidget()
        if focus and focus.hasFocus():
            self._in_use = focus.accessibleName()
            QTimer.singleShot(0, self._return_focus)

    def _return_focus(self) -> None:
        for control in self.findChildren(QWidget):
            if control.accessibleName() == self._in_use:
                control.setFocus()
