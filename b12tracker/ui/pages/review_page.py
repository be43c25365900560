"""Review: a period's doses against the plan, in numbers, with what each number means."""

from datetime import date

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from b12tracker.domain.appointments import Appointment, last_before
from b12tracker.domain.review import ReviewState, build_review
from b12tracker.ui import review_words as words
from b12tracker.ui import rhythm_words
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.pieces import GRID, button, card, empty, text

from .labs_section import LabsSection
from .page import Page
from .questions_section import QuestionsSection
from .share_row import share_row
from .wear_off_section import WearOffSection

PERIODS = (("3 months", 3), ("6 months", 6), ("1 year", 12), ("All", None), ("Dates…", 0))
"""The periods offered, in months; None is everything, 0 asks for two dates."""

SINCE = -1
"""Stands for the period since the last appointment."""


class ReviewPage(Page):
    """What a clinician asks about: how many of how many, which month, which gaps."""

    wanted = Signal(str)
    """The user asks for something; the text is the name of the window's action."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Review")
        self._months: int | None = 12
        self.periods = QButtonGroup(self)
        self.first = DateField("First day", document.today, quick=False)
        self.last = DateField("Last day", document.today, quick=False)
        self.dates = self._build_dates()
        self.figures = QVBoxLayout()
        self.figures.setSpacing(GRID * 2)
        self.wear_off = WearOffSection(document)
        self.questions = QuestionsSection(document)
        self.questions.wanted.connect(self.wanted)
        self.head = self._build_head()
        self.rows_that_stack = [self.head, self.wear_off.head]
        self.column.addLayout(self.head)
        self.column.addLayout(share_row(self.wanted))
        self.column.addWidget(self.dates)
        self.column.addLayout(self.figures)
        self.column.addWidget(self.wear_off)
        self.labs = LabsSection(document)
        self.column.addWidget(self.labs)
        self.column.addWidget(self.questions)
        self.column.addStretch(1)

    def show_state(self) -> None:
        """Read the logbook and show the chosen period."""
        empty(self.figures)
        self.questions.show_state()
        self.since.setVisible(self._appointment() is not None)
        self.first.today = self.last.today = self.document.today
        try:
            first, last = self._period()
        except ValueError as error:
            self.wear_off.hide()
            self.labs.hide()
            self.figures.addWidget(card(_column(str(error))))
            return
        self.wear_off.show_period(first, last)
        self.labs.show_period(first, last)
        self.rows_that_stack = [self.head, self.wear_off.head, *self.labs.rows]
        self.stack_rows()
        if not self.document.judgement.doses:
            self.figures.addWidget(card(_column(words.NO_PLAN)))
            return
        self._show(build_review(self.document.judgement, first, last))

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The period that is shown; all of it while the dates typed are none."""
        try:
            return self._period()
        except ValueError:
            return None, None

    def _show(self, state: ReviewState) -> None:
        self.figures.addWidget(self._counts(state))
        if state.months:
            rows = words.month_rows(state, self.document.today)
            self.figures.addWidget(self._table("Month by month", rows))
        self._show_rhythm(state)
        if state.gaps:
            self.figures.addWidget(self._table("Longest gaps", words.gap_rows(state)))

    def _show_rhythm(self, state: ReviewState) -> None:
        if state.intervals:
            rows = rhythm_words.interval_rows(state) if rhythm_words.unlike(state) else []
            means = rhythm_words.intervals_mean(state)
            self.figures.addWidget(self._table("Interval by interval", rows, means))
        if state.drifts:
            rows = rhythm_words.drift_rows(state)
            self.figures.addWidget(self._table("Drift", rows, rhythm_words.DRIFT_MEANS))

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(text("Review", "title"), 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.since = self._segment("Since appointment", SINCE)
        for period in PERIODS:
            row.addWidget(self._segment(*period))
        row.addStretch(0)
        head.setSpacing(GRID)
        head.addWidget(self.since, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(row)
        return head

    def _segment(self, name: str, months: int | None) -> QPushButton:
        choice = button(name, lambda: self._choose(months), "segment")
        choice.setCheckable(True)
        choice.setChecked(months == self._months)
        self.periods.addButton(choice)
        return choice

    def _build_dates(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        for name, field in (("From", self.first), ("To", self.last)):
            label = text(name, wraps=False)
            label.setBuddy(field.line)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(field, 1)
            field.changed.connect(self.look_again)
        part.hide()
        return part

    def _choose(self, months: int | None) -> None:
        self._months = months
        self.dates.setVisible(months == 0)
        if months == 0:
            self.first.setFocus()
        self.look_now()

    def _period(self) -> tuple[date | None, date | None]:
        if self._months == SINCE:
            before = self._appointment()
            return (before.on if before else None), None
        if self._months is None:
            return None, None
        if self._months:
            return self.document.today - relativedelta(months=self._months), None
        first, last = _date_or_none(self.first), _date_or_none(self.last)
        if first and last and first > last:
            raise ValueError("The first day lies after the last one.")
        return first, last

    def _appointment(self) -> Appointment | None:
        return last_before(self.document.facts.appointments, self.document.today)

    def _counts(self, state: ReviewState) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        grid.addWidget(text(words.period(state), "section"), 0, 0, 1, 3)
        for row, (name, figure, meaning) in enumerate(words.figures(state), start=1):
            grid.addWidget(text(name, wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text(figure, "name", wraps=False), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text(meaning, "muted"), row, 2)
        return card(grid)

    def _table(self, title: str, rows: list[tuple[str, ...]], means: str = "") -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        columns = len(rows[0]) if rows else 1
        grid.addWidget(text(title, "section"), 0, 0, 1, columns)
        if means:
            grid.addWidget(text(means, "muted"), 1, 0, 1, columns)
        for number, cells in enumerate(rows, start=2):
            for place, said in enumerate(cells):
                last = place == len(cells) - 1
                label = text(said, "muted" if number == 2 else "", wraps=last)
                if place > 0 and not last:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(label, number, place)
        grid.setColumnStretch(columns - 1, 1)
        return card(grid)


def _column(sentence: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(text(sentence, "muted"))
    return column


def _date_or_none(field: DateField) -> date | None:
    return field.date if field.line.text().strip() else None
