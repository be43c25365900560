"""Asking about entries: each task opens a dialog and hands its answer to the document."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import ParamSpec

from PySide6.QtWidgets import QWidget

from b12tracker.charts.picture import Mark
from b12tracker.domain.diary import DiaryRow, Kind
from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import PlannedDose
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plan import Plan
from b12tracker.domain.symptoms import SymptomEntry
from b12tracker.domain.timeline import DoseMark, ExtraMark, LabPoint, SymptomPoint
from b12tracker.storage.errors import LogbookError

from .dialogs.follow_dialog import FollowDialog
from .dialogs.injection_dialog import InjectionDialog
from .dialogs.lab_dialog import LabDialog
from .dialogs.plan_dialog import PlanDialog
from .dialogs.symptoms_dialog import SymptomsDialog
from .document import Document
from .errors import tell

P = ParamSpec("P")


def told(task: "Callable[P, None]") -> "Callable[P, None]":
    """Say in one sentence when the logbook cannot be written; what was typed was not saved."""

    @wraps(task)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            task(*args, **kwargs)
        except LogbookError as error:
            tell(None, str(error))

    return guarded


class EntryTasks:
    """What a user can do with entries of the open logbook."""

    def __init__(self, window: QWidget, document: Callable[[], Document]) -> None:
        self._window = window
        self._open_document = document

    @property
    def document(self) -> Document:
        """The logbook that is open now."""
        return self._open_document()

    @told
    def log_injection(self, day: date | None = None) -> None:
        """Ask which injection was given, and log it."""
        document = self.document
        dialog = InjectionDialog(self._window, document.today, document.facts.injections, day=day)
        if dialog.exec():
            document.record(dialog.answer)

    @told
    def log_symptoms(self) -> None:
        """Ask how bad each symptom was, and log it."""
        document = self.document
        if not document.facts.patient.follows:
            self.choose_symptoms()
        dialog = self._symptoms_dialog(None)
        if dialog.exec():
            document.record(dialog.answer)

    @told
    def add_lab_result(self) -> None:
        """Ask what the laboratory measured, and log it."""
        document = self.document
        dialog = LabDialog(self._window, document.today, document.catalogue)
        if dialog.exec():
            document.record(dialog.answer)

    @told
    def choose_symptoms(self) -> None:
        """Ask which symptoms to follow."""
        document = self.document
        dialog = FollowDialog(self._window, document.catalogue, document.facts.patient.follows)
        if dialog.exec():
            document.follow(dialog.answer)

    @told
    def enter_plan(self) -> None:
        """Ask what was prescribed, and add it as a plan."""
        dialog = PlanDialog(self._window, self.document.today)
        if dialog.exec():
            self.document.add_plan(dialog.answer)

    @told
    def change_plan(self, plan: Plan) -> None:
        """Ask how the plan is to be changed."""
        dialog = PlanDialog(self._window, self.document.today, plan)
        if dialog.exec():
            self.document.correct(plan, dialog.answer)

    @told
    def remove(self, fact: Fact) -> None:
        """Take a fact out; it can be undone."""
        self.document.remove(fact)

    def remove_row(self, row: DiaryRow) -> None:
        """Take out the entry of a row of the Diary."""
        if row.entry:
            self.remove(row.entry)

    def open_row(self, row: DiaryRow) -> None:
        """Open the entry of a row, or log the injection that a missed dose was."""
        if row.kind is Kind.MISSED:
            self.log_injection(row.on)
        elif row.entry:
            self.change(row.entry)

    def open_mark(self, mark: Mark) -> None:
        """Open what a mark of the timeline stands for."""
        what = mark.what
        if isinstance(what, DoseMark):
            self._open_dose(what.dose)
        elif isinstance(what, ExtraMark):
            self._change_known(what.injection_id)
        elif isinstance(what, SymptomPoint):
            self._change_known(what.entry_id)
        elif isinstance(what, LabPoint):
            self.change(what.result)

    @told
    def change(self, entry: Fact) -> None:
        """Ask what is to be put right in an entry."""
        if isinstance(entry, Injection):
            self._change_injection(entry)
        elif isinstance(entry, SymptomEntry):
            dialog = self._symptoms_dialog(entry)
            if dialog.exec():
                self.document.correct(entry, dialog.answer)
        elif isinstance(entry, LabResult):
            self._change_lab_result(entry)

    def _open_dose(self, dose: PlannedDose) -> None:
        """Open the injection that met a dose; for one not met, log it with its planned date."""
        if dose.injection:
            self.change(dose.injection)
        else:
            today = self.document.today
            self.log_injection(dose.planned if dose.planned < today else None)

    def _change_known(self, fact_id: str) -> None:
        fact = self.document.facts.by_id.get(fact_id)
        if fact:
            self.change(fact)

    def _change_injection(self, injection: Injection) -> None:
        document = self.document
        dialog = InjectionDialog(self._window, document.today, document.facts.injections, injection)
        if dialog.exec():
            document.correct(injection, dialog.answer)

    def _change_lab_result(self, result: LabResult) -> None:
        document = self.document
        dialog = LabDialog(self._window, document.today, document.catalogue, result)
        if dialog.exec():
            document.correct(result, dialog.answer)

    def _symptoms_dialog(self, entry: SymptomEntry | None) -> SymptomsDialog:
        document = self.document
        facts = document.facts
        return SymptomsDialog(
            self._window,
            document.today,
            document.catalogue,
            facts.patient.follows,
            facts.symptoms,
            entry,
            self._choose_and_return,
        )

    def _choose_and_return(self) -> tuple[str, ...]:
        self.choose_symptoms()
        return self.document.facts.patient.follows
