"""What the report tells a clinician about a period: everything on its first page, and every row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .appointments import Appointment, last_before, next_from
from .catalogue import Catalogue
from .changes import Changes, changes_since
from .course import Stretch
from .diary import DiaryRow, Kind, build_diary
from .facts import Facts, Patient
from .injection import Injection
from .judgement import Judgement, PlannedDose
from .lab_story import FIRST, ToldResult, tell_labs
from .plan import Plan
from .review import ReviewState, build_review
from .timeline import TimelineState, build_timeline
from .wear_off import WearOffState, build_wear_off

SHORTEST_STRIP = timedelta(days=28)
"""The timeline of a short period is drawn over four weeks, so that its ticks mean something."""


@dataclass(frozen=True)
class ReportState:
    """Everything the report says.

    Attributes:
        first, last: the period, both days included; the same for an empty logbook.
        plans: as prescribed; ``stretches`` are their phases with the days they are in force.
        given: injections in the period; ``reactions`` counts what followed them, by key.
        wear_off: None where no symptom was ever scored.
        labs: the latest result of each marker up to the last day, those that tell most first.
        changes: since the last appointment; None where there was none.
        coming: the next appointment, whose questions are asked.
        rows: the Diary's rows of the period and the next appointment, newest first; laboratory
            results from before the period are among them.
        view: the days the timeline shows; None where there is nothing to draw.
    """

    today: date
    first: date
    last: date
    patient: Patient
    plans: tuple[Plan, ...]
    stretches: tuple[Stretch, ...]
    next: PlannedDose | None
    review: ReviewState
    given: tuple[Injection, ...]
    reactions: Counter[str]
    wear_off: WearOffState | None
    labs: tuple[ToldResult, ...]
    changes: Changes | None
    coming: Appointment | None
    rows: tuple[DiaryRow, ...]
    timeline: TimelineState
    view: tuple[date, date] | None

    @property
    def has_plan(self) -> bool:
        """Whether anything is planned."""
        return bool(self.stretches)


def build_report(
    facts: Facts,
    judgement: Judgement,
    catalogue: Catalogue,
    first: date | None = None,
    last: date | None = None,
) -> ReportState:
    """Return the report of a period; by default from the first entry to the judgement's day."""
    today = judgement.today
    last = min(last or today, today)
    timeline = build_timeline(facts, judgement, catalogue)
    begun = min(timeline.first, last) if first is None else first
    before = last_before(facts.appointments, today)
    given = tuple(one for one in facts.injections if begun <= one.given_on <= last)
    rows = build_diary(facts, judgement)
    coming = next_from(facts.appointments, today)
    return ReportState(
        today=today,
        first=begun,
        last=last,
        patient=facts.patient,
        plans=facts.plans,
        stretches=judgement.stretches,
        next=judgement.next,
        review=build_review(judgement, first, last),
        given=given,
        reactions=Counter(key for one in given for key in one.reactions),
        wear_off=build_wear_off(facts, judgement, first, last) if facts.symptoms else None,
        labs=_latest(tell_labs(facts, judgement, catalogue), catalogue, last),
        changes=changes_since(before, facts, judgement) if before else None,
        coming=coming,
        rows=tuple(row for row in rows if _belongs(row, begun, last, coming)),
        timeline=timeline,
        view=None if timeline.is_empty else _view(timeline, begun, last),
    )


def named(state: ReportState, name: bool, birth_date: bool) -> ReportState:
    """Return the report about the same patient with the name, the date of birth, or neither."""
    shown = replace(
        state.patient,
        name=state.patient.name if name else "",
        birth_date=state.patient.birth_date if birth_date else None,
    )
    return replace(state, patient=shown)


def _latest(told: Iterable[ToldResult], catalogue: Catalogue, last: date) -> tuple[ToldResult, ...]:
    found = {one.result.marker: one for one in told if one.on <= last}
    order = list(dict.fromkeys([*FIRST, *catalogue.marker, *sorted(found)]))
    return tuple(sorted(found.values(), key=lambda one: order.index(one.result.marker)))


def _belongs(row: DiaryRow, first: date, last: date, coming: Appointment | None) -> bool:
    if coming is not None and row.entry == coming:
        return True
    return row.on <= last and (row.kind is Kind.LAB_RESULT or first <= row.on)


def _view(timeline: TimelineState, first: date, last: date) -> tuple[date, date]:
    """Return the days the timeline shows: up to the next dose where the period ends today."""
    ends = timeline.last if last == timeline.today else last
    return min(first, ends - SHORTEST_STRIP), ends
