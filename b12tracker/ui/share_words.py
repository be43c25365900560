"""Words for what leaves and enters a logbook."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from b12tracker.domain.facts import Fact
from b12tracker.sharing.csv_tables import KINDS
from b12tracker.sharing.fhir_joining import JoinedFhir
from b12tracker.sharing.formats import Format
from b12tracker.sharing.joining import Joined

from . import labels

FORMATS = {
    Format.CSV: (
        "&Tables for a spreadsheet (CSV)",
        "One table for each kind of entry. B12 Tracker can read them again.",
    ),
    Format.JSON: (
        "The whole logbook as text (&JSON)",
        "Everything in one file, to keep or to take to another computer or program.",
    ),
    Format.FHIR: (
        "A document for a clinic’s records (F&HIR)",
        "Plan, injections given and skipped, lab results and symptoms in FHIR R4. "
        "Pauses, boxes and appointments do not go along.",
    ),
    Format.ICS: (
        "C&alendar with reminders (iCalendar)",
        "The planned doses and lab checks of the next 12 months, with an alarm at nine the day "
        "before. Titles say “Health reminder”. Give them a calendar of their own, which you can "
        "clear.",
    ),
    Format.SQLITE: (
        "A cop&y of the logbook (SQLite)",
        "A second logbook, which B12 Tracker opens like this one.",
    ),
}

NOTES = (
    "Leaves out every note, and what was asked and agreed at appointments. A calendar holds none."
)
PERIOD = (
    "Entries go by their own date. A plan goes whole when it is in force in the period. "
    "A calendar holds days to come only."
)

NAMES = {
    "patient": ("patient", "patient"),
    "plans": ("plan", "plans"),
    "phases": ("phase", "phases"),
    "injections": ("injection", "injections"),
    "symptoms": ("symptom entry", "symptom entries"),
    "lab_results": ("lab result", "lab results"),
    "pauses": ("pause", "pauses"),
    "not_recorded": ("unrecorded time", "unrecorded times"),
    "skips": ("skipped dose", "skipped doses"),
    "moves": ("moved dose", "moved doses"),
    "own_symptoms": ("symptom of your own", "symptoms of your own"),
    "own_markers": ("marker of your own", "markers of your own"),
    "lab_checks": ("lab check", "lab checks"),
    "boxes": ("box", "boxes"),
    "appointments": ("appointment", "appointments"),
    "exported_events": ("calendar entry", "calendar entries"),
}
"""One and many of each kind of fact, by its name in the formats."""

TABLES = [(name, labels.sentence(many)) for name, (_, many) in NAMES.items()]

DATES = ("given_on", "on", "collected_on", "planned", "start")
"""Fields that hold the date of an entry, of which each kind has one at most."""

ALL_THERE = "Everything in it is in the logbook already."

LINES_SHOWN = 200
"""More sentences on single rows help nobody; their number is said."""


def taken_lines(joined: Joined) -> list[str]:
    """Return “30 injections, from 5 Jan 2026 to 3 Nov 2026” for each kind that will be taken."""
    return lines_of(joined.put, joined.taken)


def lines_of(facts: Iterable[Fact], counts: Mapping[str, int]) -> list[str]:
    """Return “30 injections, from 5 Jan 2026 to 3 Nov 2026” for each kind of facts counted."""
    days: dict[type, list[date]] = defaultdict(list)
    for fact in facts:
        day = _date_of(fact)
        if day:
            days[type(fact)].append(day)
    by_name = {name: days.get(kind, []) for name, kind in KINDS.items()}
    return [f"{counted(name, number)}{_span(by_name[name])}" for name, number in counts.items()]


def kind_lines(facts: Iterable[Fact]) -> list[str]:
    """Return “30 injections, from 5 Jan 2026 to 3 Nov 2026” for each kind there is."""
    facts = list(facts)
    kinds = Counter(type(fact) for fact in facts)
    return lines_of(facts, {name: kinds[kind] for name, kind in KINDS.items() if kinds[kind]})


def left_lines(joined: Joined) -> list[str]:
    """Return “30 injections” for each kind that is there already."""
    return [counted(name, number) for name, number in joined.left.items()]


def refused_lines(joined: Joined) -> list[str]:
    """Return what cannot be taken and why, and how much more where it is too much to read."""
    shown = list(joined.refused[:LINES_SHOWN])
    more = len(joined.refused) - len(shown)
    return [*shown, f"{more} more"] if more else shown


def counted(name: str, number: int) -> str:
    """Return “1 box” or “3 boxes” for a kind of fact; there is one patient only."""
    if name == "patient":
        return "Details of the patient"
    return labels.counted(number, *NAMES[name])


def take_button(joined: Joined) -> str:
    """Return the words on the button that imports."""
    number = sum(joined.taken.values())
    return f"&Import {labels.counted(number, 'entry', 'entries')}" if number else "&Import"


def taken(joined: Joined, name: str) -> str:
    """Return what was done, for the quiet line."""
    taken = labels.counted(sum(joined.taken.values()), "entry", "entries")
    left = labels.counted(sum(joined.left.values()), "was", "were")
    refused = f", {len(joined.refused)} could not be taken" if joined.refused else ""
    return f"{taken} taken from {name}, {left} there already{refused}"


def _date_of(fact: Fact) -> date | None:
    return next((getattr(fact, name) for name in DATES if hasattr(fact, name)), None)


def _span(days: list[date]) -> str:
    if not days:
        return ""
    first, last = labels.short_day(min(days)), labels.short_day(max(days))
    return f", from {first} to {last}" if first != last else f", of {first}"


def offered(joined: Joined) -> str:
    """Return the markers a file tells of that the program does not know; empty for none."""
    offers = joined.offers if isinstance(joined, JoinedFhir) else ()
    return ", ".join(f"{one.marker.name} ({labels.counted(one.values, 'value')})" for one in offers)
