"""What the Diary lists: every entry in date order, and the doses that were missed."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import Fact, Facts
from .injection import Injection
from .judgement import Judgement, PlannedDose, Status
from .lab_story import CyclePlace, place_in_cycle
from .labs import LabResult
from .supplies import Box


class Kind(StrEnum):
    """A kind of row in the Diary."""

    INJECTION = "injection"
    MISSED = "missed"
    SKIP = "skip"
    BREAK = "break"
    SYMPTOMS = "symptoms"
    LAB_RESULT = "lab_result"
    APPOINTMENT = "appointment"


@dataclass(frozen=True)
class DiaryRow:
    """One row: an entry, or a planned dose that was missed.

    Attributes:
        entry: the fact behind the row; None for a missed dose, which is a judgement.
        dose: the planned dose that was missed, or that the injection met.
        is_top_up: an injection under a plan that met no planned dose.
        days_since_injection: day of the cycle; None before the first injection.
        box: the box that the injection was taken from.
        place: where in the cycle blood was drawn, of a lab result.
    """

    on: date
    kind: Kind
    entry: Fact | None = None
    dose: PlannedDose | None = None
    is_top_up: bool = False
    days_since_injection: int | None = None
    box: Box | None = None
    place: CyclePlace | None = None


def build_diary(facts: Facts, judgement: Judgement) -> tuple[DiaryRow, ...]:
    """Return every row, the newest first."""
    given = sorted(injection.given_on for injection in facts.injections)
    top_ups = {injection.id for injection in judgement.top_ups}
    boxes = {box.id: box for box in facts.boxes}
    rows = [
        *(
            DiaryRow(
                injection.given_on,
                Kind.INJECTION,
                injection,
                judgement.dose_met_by.get(injection.id),
                injection.id in top_ups,
                box=boxes.get(injection.box or ""),
            )
            for injection in facts.injections
        ),
        *(
            DiaryRow(dose.planned, Kind.MISSED, dose=dose)
            for dose in judgement.doses
            if dose.status is Status.MISSED
        ),
        *_skips(facts, judgement),
        *_breaks(facts),
        *(
            DiaryRow(entry.on, Kind.SYMPTOMS, entry, days_since_injection=_day(given, entry.on))
            for entry in facts.symptoms
        ),
        *(_lab_result(result, given, judgement) for result in facts.lab_results),
        *(DiaryRow(one.on, Kind.APPOINTMENT, one) for one in facts.appointments),
    ]
    return tuple(sorted(rows, key=_order, reverse=True))


def _lab_result(result: LabResult, given: list[date], judgement: Judgement) -> DiaryRow:
    place = place_in_cycle(result, given, judgement.stretches)
    return DiaryRow(
        result.collected_on,
        Kind.LAB_RESULT,
        result,
        days_since_injection=place.days,
        place=place,
    )


def _skips(facts: Facts, judgement: Judgement) -> Iterator[DiaryRow]:
    """Yield each skip with the dose it belongs to; one that finds none stays visible."""
    doses = {dose.skip.id: dose for dose in judgement.doses if dose.skip}
    for skip in facts.skips:
        yield DiaryRow(skip.planned, Kind.SKIP, skip, doses.get(skip.id))


def _breaks(facts: Facts) -> Iterator[DiaryRow]:
    """Yield what else keeps the plan from going its way."""
    for pause in facts.pauses:
        yield DiaryRow(pause.start, Kind.BREAK, pause)
    for stretch in facts.not_recorded:
        yield DiaryRow(stretch.start, Kind.BREAK, stretch)
    for move in facts.moves:
        yield DiaryRow(move.planned, Kind.BREAK, move)


def _day(given: list[date], on: date) -> int | None:
    before = bisect_right(given, on)
    return (on - given[before - 1]).days if before else None


def _order(row: DiaryRow) -> tuple[date, str, str, str]:
    entry = row.entry
    given_at = f"{entry.given_at or ''}" if isinstance(entry, Injection) else ""
    return (row.on, row.kind, given_at, entry.id if entry else "")
