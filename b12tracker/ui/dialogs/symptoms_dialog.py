"""How bad was each symptom?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.symptom_entries import DAILY, EntriesSoFar, Kind, kind_of
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry
from b12tracker.ui import symptom_words as words
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, note_field
from b12tracker.ui.widgets.pieces import GRID, button, text
from b12tracker.ui.widgets.score_sheet import ScoreSheet

from .question import Question, muted

Choose = Callable[[], tuple[tuple[str, ...], Catalogue]]
"""Asks which symptoms to follow; returns their keys, and all symptoms there are now."""


class SymptomsDialog(Question[SymptomEntry]):
    """Asks for the scores of one date: a row of 0 to 10 for each symptom.

    The daily question is about today, so a new entry begins with that date, and with the first row.

    Args:
        follows: keys of the symptoms to ask for.
        known: the entries so far.
        entry: the one to correct; None to log a new one.
        choose: asks which symptoms to follow.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        catalogue: Catalogue,
        follows: tuple[str, ...],
        known: tuple[SymptomEntry, ...] = (),
        entry: SymptomEntry | None = None,
        choose: Choose | None = None,
    ) -> None:
        super().__init__(parent, "Log symptoms", "Log symptoms")
        self._today, self._catalogue, self._so_far = today, catalogue, EntriesSoFar(known)
        self._follows, self._choose = follows, choose
        self.day = DateField("Date of the symptoms", today)
        self.day.set_date(today)
        self.observer = Choice("Who scored", words.OBSERVER.items(), nothing=None)
        self.recall = Choice("Which days", words.RECALL.items(), nothing=None)
        self.note = note_field()
        self.sheet = ScoreSheet(self.do_it)
        self._lay_out(entry)
        self.sheet.ask_for(follows, catalogue)
        if entry:
            self._take_up(entry)
            self.keep_untouched(entry)
        self._look_again()
        self._set_tab_order()
        self._focus_first()

    def read(self) -> SymptomEntry:
        """Return the entry that the rows describe; a row without a number stays a gap."""
        day = self.read_field(self.day, lambda: self.day.date)
        observer, recall = self._kind
        taken = self._so_far.logged_already(day, self._kind)
        if taken:
            raise ValueError(words.change_instead(taken, self._today))
        note, scores = self.note.toPlainText().strip(), self.sheet.scores
        entry = SymptomEntry(day, scores, observer, recall, note)
        return replace(entry, id=self.changes.id) if self.changes else entry

    @property
    def changes(self) -> SymptomEntry | None:
        """The entry that the answer takes the place of; None for a new one."""
        return self._so_far.changes

    @property
    def _kind(self) -> Kind:
        return Observer(self.observer.currentData()), Recall(self.recall.currentData())

    @property
    def _day(self) -> date | None:
        """The date, as far as one was typed."""
        try:
            return self.day.date
        except ValueError:
            return None

    def _lay_out(self, entry: SymptomEntry | None) -> None:
        self.ask("&Date", self.day)
        self.form.addWidget(self._build_taken())
        self._asked = text("")
        self.form.addWidget(self._asked)
        self.form.addWidget(muted(words.KEYS_HINT))
        self.form.addSpacing(GRID // 2)
        self.form.addLayout(self._build_quick())
        self.form.addSpacing(GRID)
        self.form.addWidget(self.sheet)
        self._others = button("&Follow other symptoms…", self._follow_others, "do")
        self._others.setVisible(self._choose is not None)
        self.form.addWidget(self._others, 0, Qt.AlignmentFlag.AlignLeft)
        says_more = entry is not None and (kind_of(entry) != DAILY or bool(entry.note))
        self._lay_out_more(self.more(words.MORE, open_it=says_more))
        self.form.addStretch(1)
        self.sheet.reached.connect(self.show_part)
        self.advice = text("")
        self.below.addWidget(self.advice)
        for changed in (self.day.changed, self.sheet.changed):
            changed.connect(self._look_again)
        for choice in (self.observer, self.recall):
            choice.currentIndexChanged.connect(self._look_again)

    def _lay_out_more(self, column: QVBoxLayout) -> None:
        self.ask("&Who scored", self.observer, column)
        self.ask("Wh&ich days", self.recall, column)
        self.ask("N&ote", self.note, column)
        column.addWidget(muted(words.scale_source()))

    def _build_taken(self) -> QWidget:
        """Return what offers to change the entry that is there already."""
        self._taken = QWidget()
        row = QHBoxLayout(self._taken)
        row.setContentsMargins(0, 0, 0, GRID)
        self._taken_said = text("")
        row.addWidget(self._taken_said, 1)
        self._change_it = button("C&hange that entry", self._change_that, "do")
        row.addWidget(self._change_it)
        return self._taken

    def _build_quick(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.none, self.same = button("", self._none), button("", self._same_as_before)
        row.addWidget(self.none)
        row.addWidget(self.same)
        row.addStretch(1)
        return row

    def _set_tab_order(self) -> None:
        self.tab_through(self.none, self.same, *self.sheet.rows.values(), self._others)

    def _before(self) -> SymptomEntry | None:
        """Return the entry that a new one may repeat."""
        day = self._day
        return self._so_far.before(day, self._kind) if day and not self.changes else None

    def _taken_by(self) -> SymptomEntry | None:
        day = self._day
        return self._so_far.logged_already(day, self._kind) if day else None

    def _look_again(self) -> None:
        """Say what is asked, offered and advised for this date, kind and numbers."""
        day, (observer, recall), today = self._day, self._kind, self._today
        self._asked.setText(words.question(day, observer, recall, today))
        _relabel(self.none, words.none_of_it(day, recall, today))
        before, taken = self._before(), self._taken_by()
        self.same.setVisible(before is not None)
        if before:
            _relabel(self.same, words.same_as(before, day, today))
        self._taken.setVisible(taken is not None)
        self._taken_said.setText(words.logged_already(taken, today) if taken else "")
        self._change_it.setVisible(self.changes is None)
        self.advice.setText(words.advice(self._for_the_clinician()))
        self.advice.setVisible(bool(self.advice.text()))

    def _for_the_clinician(self) -> list[str]:
        """Return the names of grave symptoms that are scored for the first time, or as worse."""
        day = self._day or self._today
        worse = self._so_far.new_or_worse(day, self._kind, self.sheet.scores)
        symptoms = [self._catalogue.symptom.get(key) for key in worse]
        return [symptom.name for symptom in symptoms if symptom and symptom.red_flag]

    def _none(self) -> None:
        self.sheet.show_scores(dict.fromkeys(self.sheet.rows, 0))
        self.do_it.setFocus()

    def _same_as_before(self) -> None:
        before = self._before()
        if before:
            self.sheet.show_scores({**self.sheet.scores, **before.scores})
            self.do_it.setFocus()

    def _change_that(self) -> None:
        """Go on with the entry that is there already; what was typed by now wins."""
        taken, scores, note = self._taken_by(), self.sheet.scores, self.note.toPlainText()
        if taken:
            self._take_up(taken)
            self.sheet.show_scores({**taken.scores, **scores})
            self.note.setPlainText(note.strip() or taken.note)
            self._hush()
            self._focus_first()

    def _take_up(self, entry: SymptomEntry) -> None:
        """Show an entry, to change it."""
        self._so_far = replace(self._so_far, changes=entry)
        self.setWindowTitle("Change symptoms")
        _relabel(self.do_it, "Save")
        self.day.set_date(entry.on)
        self.observer.choose(entry.observer)
        self.recall.choose(entry.recall)
        self.note.setPlainText(entry.note)
        more = (key for key in entry.scores if key not in self._follows)
        self.sheet.ask_for((*self._follows, *more), self._catalogue)
        self.sheet.show_scores(entry.scores)

    def _follow_others(self) -> None:
        if self._choose:
            self._follows, self._catalogue = self._choose()
            self.sheet.ask_for(self._follows, self._catalogue)
            self._set_tab_order()
            self._focus_first()
            self.fit()

    def _focus_first(self) -> None:
        next(iter(self.sheet.rows.values()), self.day).setFocus()


def _relabel(made: QPushButton, words_on_it: str) -> None:
    made.setText(words_on_it)
    made.setAccessibleName(words_on_it.replace("&", ""))
