"""All facts of one logbook. Everything else is computed from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .appointments import Appointment
from .calendar_events import ExportedEvent
from .injection import Injection, Site
from .interruptions import Move, NotRecorded, Pause, Skip
from .lab_checks import LabCheck
from .labs import LabResult, OwnMarker
from .plan import Plan
from .supplies import Box
from .symptoms import OwnSymptom, SymptomEntry

PATIENT_ID = "00000000-0000-4000-8000-00000000b12b"
"""A logbook is about one patient, whose id is the same in every copy of it."""


USUAL_REORDER_DAYS = 14
"""Days before the ampoules run out at which it is time to reorder. Our own judgement."""


@dataclass(frozen=True)
class Patient:
    """Who the logbook is about. Every field may stay empty.

    Attributes:
        sex: ``female``, ``male`` or None; used only for published ranges that depend on it.
        follows: keys of the symptoms the patient scores.
        sites: where the patient injects; empty for everywhere the route allows.
        reorder_days: days before the ampoules run out at which it is time to reorder, 0 to 366;
            None for ``USUAL_REORDER_DAYS``.
    """

    name: str = ""
    birth_date: date | None = None
    sex: str | None = None
    follows: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    reorder_days: int | None = None
    id: str = PATIENT_ID

    def __post_init__(self) -> None:
        if self.sex not in (None, "female", "male"):
            raise ValueError("The sex is female, male, or left out.")
        if self.reorder_days is not None and not 0 <= self.reorder_days <= 366:
            raise ValueError("The time to reorder is 0 to 366 days before the ampoules run out.")


Fact = (
    Patient
    | Plan
    | Injection
    | SymptomEntry
    | LabResult
    | Pause
    | NotRecorded
    | Skip
    | Move
    | OwnSymptom
    | OwnMarker
    | LabCheck
    | Box
    | Appointment
    | ExportedEvent
)
"""One thing a logbook holds, with an id."""


@dataclass(frozen=True)
class Facts:
    """Everything a logbook holds."""

    patient: Patient = field(default_factory=Patient)
    plans: tuple[Plan, ...] = ()
    injections: tuple[Injection, ...] = ()
    symptoms: tuple[SymptomEntry, ...] = ()
    lab_results: tuple[LabResult, ...] = ()
    pauses: tuple[Pause, ...] = ()
    not_recorded: tuple[NotRecorded, ...] = ()
    skips: tuple[Skip, ...] = ()
    moves: tuple[Move, ...] = ()
    own_symptoms: tuple[OwnSymptom, ...] = ()
    own_markers: tuple[OwnMarker, ...] = ()
    lab_checks: tuple[LabCheck, ...] = ()
    boxes: tuple[Box, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    exported_events: tuple[ExportedEvent, ...] = ()

    @property
    def entries(self) -> tuple[Fact, ...]:
        """Every fact but the patient."""
        return (
            *self.plans,
            *self.injections,
            *self.symptoms,
            *self.lab_results,
            *self.pauses,
            *self.not_recorded,
            *self.skips,
            *self.moves,
            *self.own_symptoms,
            *self.own_markers,
            *self.lab_checks,
            *self.boxes,
            *self.appointments,
            *self.exported_events,
        )

    @property
    def by_id(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for fact in (self.patient, *self.entries)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever logged or planned."""
        return not self.entries
