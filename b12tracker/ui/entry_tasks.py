"""Asking about entries: each task opens a dialog and hands its answer to the document."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.backfill import newly_asked, unanswered
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.diary import DiaryRow
from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection, Site
from b12tracker.domain.judgement import PlannedDose
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plan import Plan
from b12tracker.domain.symptoms import SymptomEntry

from . import labels, paste_words
from .dialogs.about_you_dialog import AboutYouDialog
from .dialogs.draw_dialog import DrawDialog
from .dialogs.follow_dialog import FollowDialog
from .dialogs.injection_dialog import InjectionDialog
from .dialogs.lab_dialog import LabDialog
from .dialogs.paste_dialog import PasteDialog
from .dialogs.plan_dialog import PlanDialog
from .dialogs.sites_dialog import SitesDialog
from .dialogs.symptoms_dialog import SymptomsDialog
from .document import Document
from .errors import told
from .widgets.paste_field import copied_table


class EntryTasks:
    """What a user can do with entries of the open logbook.

    Args:
        ask_what_became_of: asks about planned doses in the past.
    """

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        ask_what_became_of: Callable[[Sequence[PlannedDose]], None],
    ) -> None:
        self._window = window
        self._open_document = document
        self._ask_what_became_of = ask_what_became_of

    @property
    def document(self) -> Document:
        """The logbook that is open now."""
        return self._open_document()

    @told
    def log_injection(self, day: date | None = None) -> None:
        """Ask which injection was given, and log it."""
        dialog = self._injection_dialog(None, day)
        dialog.ask_and_keep(self.document.record)

    @told
    def paste_injections(self) -> None:
        """Ask for rows from a spreadsheet, and add the injections in them as one step."""
        document = self.document
        known = document.facts.injections
        dialog = PasteDialog(self._window, document.today, known, copied_table())
        pasted = dialog.ask_and_keep(
            lambda injections: document.add(
                f"{labels.counted(len(injections), 'injection')} pasted", injections
            )
        )
        if pasted:
            document.did.emit(paste_words.done(dialog.preview))

    @told
    def log_symptoms(self) -> None:
        """Ask how bad each symptom was, and log it."""
        document = self.document
        if not document.facts.patient.follows:
            self.choose_symptoms()
        dialog = self._symptoms_dialog(None)
        dialog.ask_and_keep(lambda entry: document.put(dialog.changes, entry))

    @told
    def add_lab_result(self) -> None:
        """Ask what the laboratory measured in one draw of blood, and log it as one step."""
        document = self.document
        dialog = DrawDialog(
            self._window,
            document.today,
            document.catalogue,
            document.facts.lab_results,
            self._days_of_injections(),
        )
        dialog.ask_and_keep(document.add_results)

    @told
    def choose_symptoms(self) -> None:
        """Ask which symptoms to follow."""
        document = self.document
        dialog = FollowDialog(self._window, document.catalogue, document.facts)
        dialog.ask_and_keep(lambda wanted: document.follow(wanted.follows, wanted.own))

    @told
    def choose_sites(self) -> None:
        """Ask which places on the body the patient uses."""
        patient = self.document.facts.patient
        dialog = SitesDialog(self._window, patient.sites)
        dialog.ask_and_keep(
            lambda sites: self.document.describe("Sites changed", replace(patient, sites=sites))
        )

    @told
    def describe_patient(self) -> None:
        """Ask who the logbook is about."""
        document = self.document
        dialog = AboutYouDialog(self._window, document.today, document.facts.patient)
        dialog.ask_and_keep(lambda patient: document.describe("About you changed", patient))

    @told
    def enter_plan(self) -> None:
        """Ask what was prescribed; if its first doses lie in the past, ask what became of them."""
        before = unanswered(self.document.judgement)
        self.prescribe()
        self._ask_about_the_past(before)

    @told
    def prescribe(self) -> None:
        """Ask what was prescribed, and add it as a plan."""
        dialog = PlanDialog(self._window, self.document.today, self.document.facts)
        dialog.ask_and_keep(self.document.add_plan)

    @told
    def change_plan(self, plan: Plan) -> None:
        """Ask how the plan is to be changed, and what became of past doses it asks for now."""
        before = unanswered(self.document.judgement)
        self.prescribe_anew(plan)
        self._ask_about_the_past(before)

    @told
    def prescribe_anew(self, plan: Plan) -> None:
        """Ask how the plan is to be changed."""
        dialog = PlanDialog(self._window, self.document.today, self.document.facts, plan)
        dialog.ask_and_keep(lambda after: self.document.correct(plan, after))

    def _ask_about_the_past(self, before: Sequence[PlannedDose]) -> None:
        asked = newly_asked(before, unanswered(self.document.judgement))
        if asked:
            self._ask_what_became_of(asked)

    @told
    def remove(self, fact: Fact) -> None:
        """Take a fact out; it can be undone."""
        self.document.remove(fact)

    def remove_row(self, row: DiaryRow) -> None:
        """Take out the entry of a row of the Diary."""
        if row.entry:
            self.remove(row.entry)

    @told
    def change(self, entry: Fact) -> None:
        """Ask what is to be put right in an entry."""
        if isinstance(entry, Injection):
            self._change_injection(entry)
        elif isinstance(entry, SymptomEntry):
            dialog = self._symptoms_dialog(entry)
            dialog.ask_and_keep(lambda after: self.document.correct(entry, after))
        elif isinstance(entry, LabResult):
            self._change_lab_result(entry)

    def _change_injection(self, injection: Injection) -> None:
        dialog = self._injection_dialog(injection)
        dialog.ask_and_keep(lambda after: self.document.correct(injection, after))

    def _injection_dialog(
        self, injection: Injection | None, day: date | None = None
    ) -> InjectionDialog:
        document = self.document
        return InjectionDialog(
            self._window,
            document.today,
            document.facts,
            document.judgement.doses,
            injection,
            day,
            self._choose_sites_and_return,
        )

    def _change_lab_result(self, result: LabResult) -> None:
        document = self.document
        given = self._days_of_injections()
        dialog = LabDialog(self._window, document.today, document.catalogue, result, given)
        dialog.ask_and_keep(lambda after: document.correct(result, after))

    def _days_of_injections(self) -> frozenset[date]:
        return frozenset(injection.given_on for injection in self.document.facts.injections)

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

    def _choose_and_return(self) -> tuple[tuple[str, ...], Catalogue]:
        self.choose_symptoms()
        return self.document.facts.patient.follows, self.document.catalogue

    def _choose_sites_and_return(self) -> tuple[Site, ...]:
        self.choose_sites()
        return self.document.facts.patient.sites
