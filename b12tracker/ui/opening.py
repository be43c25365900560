"""What opens when a mark of the timeline or a row of the Diary is chosen."""

from b12tracker.charts.picture import Mark
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.diary import DiaryRow
from b12tracker.domain.facts import Fact
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Skip
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.timeline import DoseMark, ExtraMark, LabPoint, SymptomPoint

from .appointment_tasks import AppointmentTasks
from .check_tasks import CheckTasks
from .document import Document
from .dose_tasks import DoseTasks
from .entry_tasks import EntryTasks


class Opening:
    """Leads from what was pointed at to the question that changes it."""

    def __init__(
        self,
        entries: EntryTasks,
        doses: DoseTasks,
        checks: CheckTasks,
        appointments: AppointmentTasks,
    ) -> None:
        self._entries, self._doses, self._checks = entries, doses, checks
        self._appointments = appointments

    @property
    def _document(self) -> Document:
        return self._entries.document

    def row(self, row: DiaryRow) -> None:
        """Open a row of the Diary: the entry itself, or a planned dose and what can be done."""
        if row.entry:
            self.fact(row.entry)
        elif row.dose:
            self._doses.ask_about(row.dose)

    def mark(self, mark: Mark) -> None:
        """Open what a mark of the timeline stands for."""
        what = mark.what
        if isinstance(what, DoseMark):
            self._doses.ask_about(what.dose)
        elif isinstance(what, ExtraMark):
            self._known(what.injection.id)
        elif isinstance(what, SymptomPoint):
            self._known(what.entry_id)
        elif isinstance(what, LabPoint):
            self.fact(what.result)

    def fact(self, fact: Fact) -> None:
        """Open a fact in the form that changes it."""
        match fact:
            case Skip() | Move():
                self._dose_of(fact)
            case Pause():
                self._doses.pause(fact)
            case NotRecorded():
                self._doses.not_recorded(fact)
            case LabCheck():
                self._checks.change(fact)
            case Appointment():
                self._appointments.change(fact)
            case _:
                self._entries.change(fact)

    def _known(self, fact_id: str) -> None:
        fact = self._document.facts.by_id.get(fact_id)
        if fact:
            self.fact(fact)

    def _dose_of(self, fact: Skip | Move) -> None:
        """Open the planned dose that a skip or move is about."""
        day = fact.to if isinstance(fact, Move) else fact.planned
        doses = self._document.judgement.doses
        near = min(doses, key=lambda dose: abs((dose.planned - day).days), default=None)
        if near and near.slot.is_near(day):
            self._doses.ask_about(near)
