"""Facts as rows and back: which table holds which kind, and how nested values are flattened."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Skip
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.plain import plain, read
from b12tracker.domain.plan import Plan
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import OwnSymptom, SymptomEntry

Row = dict[str, Any]
T = TypeVar("T")

TABLES: dict[type, str] = {
    Patient: "patient",
    Plan: "plans",
    Injection: "injections",
    SymptomEntry: "symptoms",
    LabResult: "lab_results",
    Pause: "pauses",
    NotRecorded: "not_recorded",
    Skip: "skips",
    Move: "moves",
    OwnSymptom: "own_symptoms",
    OwnMarker: "own_markers",
    LabCheck: "lab_checks",
    Box: "boxes",
    Appointment: "appointments",
    ExportedEvent: "exported_events",
}
"""Each kind of fact has a table; its name is that of the list in ``Facts``, too."""

AS_JSON = {"follows", "sites", "every", "then_every", "reactions", "scores", "markers", "questions"}
"""Columns that hold a list or an object as JSON text."""

AS_BOOL = {"about", "top_up", "later_too", "before_injection", "cancelled"}
"""Columns that hold 0 or 1."""

RENAMED = {"on": "on_date", "with": "with_whom"}
"""Fields whose name is a word of SQL."""


def row_of(fact: Fact) -> Row:
    """Return a fact as the columns of its table, its version apart; a plan without its phases."""
    values = plain(fact)
    values.pop("phases", None)
    return {RENAMED.get(key, key): _flat(key, value) for key, value in values.items()}


def check_readable(fact: Fact) -> None:
    """Refuse a fact that could not be read again; kept, it would close the whole logbook.

    Raises:
        UnreadableError: with one sentence that says why.
    """
    read(type(fact), plain(fact), TABLES[type(fact)])


def phase_rows(plan: Plan) -> list[Row]:
    """Return the phases of a plan as rows of their own table, in order."""
    return [
        {key: _flat(key, value) for key, value in plain(phase).items()}
        | {"plan": plan.id, "position": position}
        for position, phase in enumerate(plan.phases)
    ]


def fact_of(kind: type[T], row: Row, phases: Iterable[Row] = ()) -> T:
    """Return the fact that a row holds.

    Raises:
        UnreadableError: the row holds something the program never wrote.
    """
    table = TABLES[kind]
    values = _nested(row)
    if kind is Plan:
        values["phases"] = [_nested(phase) for phase in phases]
    return read(kind, values, f"{table} {row['id']}")


def _flat(key: str, value: Any) -> Any:
    if key in AS_JSON and value is not None:
        return json.dumps(value, ensure_ascii=False)
    return int(value) if key in AS_BOOL else value


def _nested(row: Row) -> Row:
    names = {column: key for key, column in RENAMED.items()}
    return {
        names.get(column, column): _value(column, value)
        for column, value in row.items()
        if column not in ("version", "plan", "position")
    }


def _value(column: str, value: Any) -> Any:
    if column in AS_JSON and value is not None:
        return json.loads(value)
    return bool(value) if column in AS_BOOL else value
