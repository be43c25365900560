"""The sentences of the Diary."""

from datetime import date

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.diary import DiaryRow, Kind
from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Skip
from b12tracker.domain.labs import LabResult
from b12tracker.domain.supplies import lot_of
from b12tracker.domain.symptoms import SymptomEntry

from . import lab_words, labels
from .reaction_words import reactions_text
from .reason_words import REASON, WHOSE, why_paused
from .site_words import site_short
from .symptom_words import kind as words_of_kind

KINDS = {
    Kind.INJECTION: "Injections",
    Kind.MISSED: "Missed doses",
    Kind.SKIP: "Skipped doses",
    Kind.BREAK: "Pauses and moves",
    Kind.SYMPTOMS: "Symptoms",
    Kind.LAB_RESULT: "Lab results",
    Kind.APPOINTMENT: "Appointments",
}

Words = tuple[str, str, str]


def row_words(row: DiaryRow, today: date, catalogue: Catalogue) -> Words:
    """Return a row's date, what it is, and its details."""
    day = labels.short_day(row.on)
    if isinstance(row.entry, Injection):
        return (f"about {day}" if row.entry.about else day, *_injection(row, row.entry))
    if isinstance(row.entry, SymptomEntry):
        return (day, *_symptoms(row.entry, catalogue))
    if isinstance(row.entry, LabResult):
        return (day, *_lab_result(row, row.entry, catalogue))
    if isinstance(row.entry, Appointment):
        return (day, *_appointment(row.entry))
    if row.entry is None:
        return (day, "✕ Missed dose", "Planned for this day; no injection counts for it")
    return (day, *_break(row, row.entry, today))


def _break(row: DiaryRow, fact: Fact, today: date) -> tuple[str, str]:
    """Return a skip, a move, a pause, or a time nobody recorded."""
    match fact:
        case Skip(reason=reason, note=note):
            whose = WHOSE[reason.whose]
            found = "" if row.dose else "no open dose is planned near this day any more"
            return "Skipped dose", _joined([REASON[reason].lower(), whose, note, found])
        case Move(to=to, later_too=later_too):
            to_day = f"to {labels.long_day(to, today)}"
            return "Moved dose", _joined([to_day, "all later ones too" if later_too else ""])
        case Pause(end=end, reason=reason, note=note):
            until = f"to {labels.short_day(end)}" if end else "its end is not known yet"
            return "Pause", _joined([until, why_paused(reason).lower(), note])
        case NotRecorded(end=end):
            return "Not recorded", f"to {labels.short_day(end)}: nothing is due or missed"
    return "", ""


def _injection(row: DiaryRow, injection: Injection) -> tuple[str, str]:
    details = [
        _outcome(row),
        site_short(injection.site),
        labels.GIVEN_BY[injection.given_by].lower() if injection.given_by else "",
        f"{injection.given_at:%H:%M}" if injection.given_at else "",
        _from_box(row, injection),
        reactions_text(injection),
        injection.note,
    ]
    return labels.injection_text(injection), _joined(details)


def _from_box(row: DiaryRow, injection: Injection) -> str:
    """Return the lot, whether it was noted with the injection or stands on its box."""
    lot = lot_of(injection, row.box)
    product = row.box.product if row.box else ""
    return ", ".join(part for part in (product, f"lot {lot}" if lot else "") if part)


def _outcome(row: DiaryRow) -> str:
    if row.is_top_up:
        return "top-up"
    if row.dose is None:
        return "before the plan"
    days = row.dose.deviation_days or 0
    status = labels.STATUS[row.dose.status]
    return f"{status}, {labels.deviation(days)}" if days else status


def _symptoms(entry: SymptomEntry, catalogue: Catalogue) -> tuple[str, str]:
    def name(key: str) -> str:
        symptom = catalogue.symptom.get(key)
        return symptom.name if symptom else key

    keys = [key for key in catalogue.symptom if key in entry.scores]
    keys += [key for key in entry.scores if key not in catalogue.symptom]
    kind = words_of_kind(entry.observer, entry.recall)
    if not any(entry.scores.values()):
        return "Symptoms: none", _joined([kind, ", ".join(map(name, keys)), entry.note])
    said = ", ".join(f"{name(key)} {entry.scores[key]}" for key in keys)
    return "Symptoms", _joined([kind, said, entry.note])


def _appointment(appointment: Appointment) -> tuple[str, str]:
    agreed = f"agreed: {appointment.agreed}" if appointment.agreed.strip() else ""
    whom = f"with {appointment.with_whom.strip()}" if appointment.with_whom.strip() else ""
    return "Appointment", _joined([whom, *appointment.questions, agreed])


def _lab_result(row: DiaryRow, result: LabResult, catalogue: Catalogue) -> tuple[str, str]:
    marker = catalogue.marker.get(result.marker)
    given = labels.lab_range(result)
    details = [
        f"range {given}" if given else "",
        f"flag {result.flag}" if result.flag else "",
        lab_words.where(row.place) if row.place else "",
        result.laboratory,
        result.note,
    ]
    name = marker.short if marker else result.marker
    return f"{name} {labels.lab_value(result, marker)}", _joined(details)


def _joined(parts: list[str]) -> str:
    return " · ".join(part.replace("\n", " ") for part in parts if part)
