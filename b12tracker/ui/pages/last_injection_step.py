"""The second of the first steps: the last injection, and the planned dates before it."""

from contextlib import suppress

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from b12tracker.domain.backfill import unanswered, with_last
from b12tracker.domain.injection import Injection, Site, latest
from b12tracker.domain.judgement import Judgement
from b12tracker.ui import labels
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.backfill_field import BackfillField
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.medicine_fields import site_choice
from b12tracker.ui.widgets.pieces import GRID, Complaint, text

from .first_steps import Step


class LastInjectionStep(Step):
    """When was your last injection, and what became of the planned dates before it?"""

    question = "When was your last injection?"
    lead = "From memory is good enough. Only the date is needed, and it need not be exact."

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.logged = text()
        self.day = DateField("Date of the last injection", document.today)
        self.complaint = Complaint()
        self.about = QCheckBox("I am not sure of the &date: about then")
        self.site = site_choice()
        self.prescribed = text("", "muted")
        self.none_yet = QCheckBox("I have not had &one yet")
        self.backfill = BackfillField(document.today)
        self._date_part, self._asked = self._build_date_part(), QWidget()
        self._lay_out()
        self.day.changed.connect(self._follow_the_date)
        self.none_yet.toggled.connect(self._follow_the_date)
        self.setFocusProxy(self.day)

    @property
    def is_answered(self) -> bool:
        """Whether an injection is logged."""
        return latest(self.document.facts.injections, self.document.today) is not None

    def show_state(self) -> None:
        """Ask, or say what is logged already."""
        facts, today = self.document.facts, self.document.today
        last = latest(facts.injections, today)
        self._asked.setVisible(last is None)
        self.logged.setVisible(last is not None)
        if last:
            many = labels.counted(len(facts.injections), "injection")
            self.logged.setText(
                f"The last injection logged is of {labels.long_day(last.given_on, today)}; {many} "
                "in all. You find them in the Diary, and can put each of them right there."
            )
        self._follow_the_date()

    def save(self) -> None:
        """Log the last injection and what became of the dates before it, as one step."""
        if self.is_answered or self.none_yet.isChecked():
            return
        last, _ = self.complaint.read(self._last)
        if last is None and not self.backfill.doses:
            raise ValueError("Type or choose the date, or leave this step out.")
        facts = [*([last] if last else []), *self.backfill.facts()]
        if facts:
            self.document.add("Past injections logged", facts)

    def _build_date_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        heading = text("S&ite, if you remember it", wraps=False)
        heading.setBuddy(self.site)
        self.about.setMinimumHeight(36)
        for field in (self.day, self.complaint, self.about, heading, self.site, self.prescribed):
            column.addWidget(field)
        return part

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self.none_yet.setMinimumHeight(36)
        for field in (self._date_part, self.none_yet, self.backfill):
            column.addWidget(field)
        self.column.addWidget(self.logged)
        self.column.addWidget(self._asked)

    def _follow_the_date(self) -> None:
        """Ask about the planned dates before the date typed, or about all that are past."""
        none_yet = self.none_yet.isChecked()
        self._date_part.setVisible(not none_yet)
        self.complaint.say("")
        last, judgement = None, self.document.judgement
        with suppress(ValueError):
            last, judgement = self._last()
        known = last is not None and (last.dose_ug or last.substance)
        self.prescribed.setVisible(bool(known))
        if last and known:
            said = labels.injection_text(last)
            self.prescribed.setText(f"It is logged as your plan prescribes it: {said}.")
        end = last.given_on if last else self.document.today
        earlier = [dose for dose in unanswered(judgement) if dose.planned < end]
        self.backfill.ask_about([] if none_yet else earlier, judgement.doses)

    def _last(self) -> tuple[Injection | None, Judgement]:
        """Return the last injection, None while no date is typed, and the judgement with it.

        Raises:
            ValueError: the date cannot be understood, or lies in the future.
        """
        document = self.document
        if not self.day.line.text().strip():
            return None, document.judgement
        last = Injection(self.day.date, about=self.about.isChecked(), site=self.site.chosen(Site))
        return with_last(document.facts, last, document.today)
