"""What a fact is called in a sentence, such as “Injection of 21 November logged”."""

from datetime import date

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Skip
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.plan import Plan
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import OwnSymptom, SymptomEntry

from . import symptom_words
from .labels import plain_day
from .supply_words import box_name


def name_of(fact: Fact, today: date, catalogue: Catalogue) -> str:
    """Return what a fact is called, with its date where it has one."""
    match fact:
        case Injection(given_on=day):
            return f"Injection of {plain_day(day, today)}"
        case SymptomEntry():
            return symptom_words.named(fact, today)
        case LabResult(collected_on=day, marker=key):
            marker = catalogue.marker.get(key)
            return f"{marker.short if marker else key} of {plain_day(day, today)}"
        case Plan():
            return "Plan"
        case Patient():
            return "Patient"
    return _name_of_rest(fact, today)


Rest = (
    Skip
    | Move
    | Pause
    | NotRecorded
    | OwnSymptom
    | OwnMarker
    | LabCheck
    | Box
    | Appointment
    | ExportedEvent
)


def _name_of_rest(fact: Rest, today: date) -> str:
    match fact:
        case Skip(planned=day):
            return f"Skip of {plain_day(day, today)}"
        case Move(planned=day):
            return f"Move of {plain_day(day, today)}"
        case Pause(start=day):
            return f"Pause from {plain_day(day, today)}"
        case NotRecorded(start=day):
            return f"Unrecorded time from {plain_day(day, today)}"
        case OwnSymptom(name=name) | OwnMarker(name=name):
            return f"“{name}”"
        case Appointment(on=day):
            return f"Appointment of {plain_day(day, today)}"
        case Box():
            return f"Box ({box_name(fact)})"
    return "Lab check" if isinstance(fact, LabCheck) else "Calendar"
