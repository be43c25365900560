"""Facts for tests, with sensible defaults; dates may be given as ISO text."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Reason, Skip
from b12tracker.domain.judgement import Judgement, judge
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.plan import (
    LONGEST,
    Anchor,
    Every,
    Phase,
    Plan,
    Unit,
    Weekday,
    usual_tolerance,
)
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import OwnSymptom, SymptomEntry
from tests.planned import planned_slots

Day = date | str

DAY = timedelta(days=1)


def day(when: Day) -> date:
    """Return a date, from ISO text or as it is."""
    return date.fromisoformat(when) if isinstance(when, str) else when


def days(*whens: Day) -> list[date]:
    """Return dates from ISO texts."""
    return [day(when) for when in whens]


def an_id(number: int) -> str:
    """Return a fixed id; a larger number sorts later."""
    return f"00000000-0000-4000-8000-{number:012}"


def every(rhythm: str) -> Every:
    """Return an interval from text such as ``1 week``, ``2-3 months`` or ``mon wed fri``."""
    if not rhythm[0].isdigit():
        return Every(weekdays=tuple(Weekday(listed) for listed in rhythm.split()))
    n, unit = rhythm.removesuffix("s").split()
    shorter, _, longer = n.partition("-")
    return Every(int(shorter), Unit(unit), n_max=int(longer) if longer else None)


def an_injection(given_on: Day = "2026-01-05", at: str | None = None, **fields: Any) -> Injection:
    """Return an injection; ``at`` is its time of day."""
    return Injection(day(given_on), given_at=time.fromisoformat(at) if at else None, **fields)


def injections(*given_on: Day) -> tuple[Injection, ...]:
    """Return one injection for each date; those listed first have the smaller ids."""
    return tuple(an_injection(when, id=an_id(place)) for place, when in enumerate(given_on))


def a_phase(
    rhythm: str = "1 week",
    first_dose: Day | None = None,
    doses: int | None = None,
    tolerance: tuple[int, int] | None = None,
    **fields: Any,
) -> Phase:
    """Return a phase; it follows the one before unless dated, with the usual tolerance.

    A range is counted from the last injection, unless another anchor is named.
    """
    interval = every(rhythm)
    early, late = tolerance or (usual_tolerance(interval),) * 2
    if interval.n_max is not None:
        fields.setdefault("anchor", Anchor.LAST_INJECTION)
    if fields.get("last_day") is not None:
        fields["last_day"] = day(fields["last_day"])
    return Phase(
        interval,
        first_dose=None if first_dose is None else day(first_dose),
        doses=doses,
        early_days=early,
        late_days=late,
        **fields,
    )


def a_plan(*phases: Phase, **fields: Any) -> Plan:
    """Return a plan; without phases, one injection a week from Monday 5 January 2026."""
    return Plan(phases or (a_phase(first_dose="2026-01-05"),), **fields)


def a_pause(start: Day, end: Day | None = None, **fields: Any) -> Pause:
    """Return a pause; without an end it is open."""
    return Pause(day(start), None if end is None else day(end), **fields)


def unrecorded(start: Day, end: Day) -> NotRecorded:
    """Return a stretch nobody recorded."""
    return NotRecorded(day(start), day(end))


def a_skip(planned: Day, reason: Reason = Reason.NO_APPOINTMENT, **fields: Any) -> Skip:
    """Return a skip of the dose planned on or about a date."""
    return Skip(day(planned), reason, **fields)


def a_move(planned: Day, to: Day, later_too: bool = False) -> Move:
    """Return a move of one dose, or of it and all later ones."""
    return Move(day(planned), day(to), later_too)


def a_symptom_entry(on: Day = "2026-01-05", fatigue: int = 6, **fields: Any) -> SymptomEntry:
    """Return the scores of one date."""
    scores = fields.pop("scores", {"fatigue": fatigue})
    return SymptomEntry(day(on), scores, **fields)


def a_lab_result(
    collected_on: Day = "2026-01-02", value: float = 143, unit: str = "pg/mL", **fields: Any
) -> LabResult:
    """Return a laboratory result, of serum B12 unless another marker is named."""
    return LabResult(day(collected_on), fields.pop("marker", "b12_total"), value, unit, **fields)


def a_box(ampoules: int = 5, expires: Day | None = None, **fields: Any) -> Box:
    """Return a box of ampoules."""
    if fields.get("got_on") is not None:
        fields["got_on"] = day(fields["got_on"])
    return Box(ampoules=ampoules, expires=None if expires is None else day(expires), **fields)


def facts(*entries: Fact) -> Facts:
    """Return a logbook's facts, sorted into their kinds in the order given."""
    return Facts(
        patient=next((one for one in entries if isinstance(one, Patient)), Patient()),
        plans=tuple(one for one in entries if isinstance(one, Plan)),
        injections=tuple(one for one in entries if isinstance(one, Injection)),
        symptoms=tuple(one for one in entries if isinstance(one, SymptomEntry)),
        lab_results=tuple(one for one in entries if isinstance(one, LabResult)),
        pauses=tuple(one for one in entries if isinstance(one, Pause)),
        not_recorded=tuple(one for one in entries if isinstance(one, NotRecorded)),
        skips=tuple(one for one in entries if isinstance(one, Skip)),
        moves=tuple(one for one in entries if isinstance(one, Move)),
        own_symptoms=tuple(one for one in entries if isinstance(one, OwnSymptom)),
        own_markers=tuple(one for one in entries if isinstance(one, OwnMarker)),
        lab_checks=tuple(one for one in entries if isinstance(one, LabCheck)),
        boxes=tuple(one for one in entries if isinstance(one, Box)),
        appointments=tuple(one for one in entries if isinstance(one, Appointment)),
        exported_events=tuple(one for one in entries if isinstance(one, ExportedEvent)),
    )


def judged(today: Day, *entries: Fact) -> Judgement:
    """Return the judgement of these facts on one day."""
    return judge(facts(*entries), day(today))


def told(judgement: Judgement) -> list[str]:
    """Return a line for each dose up to today, and for each met: ``2026-02-05 late 02-15``."""
    return [
        f"{dose.planned} {dose.status}"
        + (f" {dose.injection.given_on:%m-%d}" if dose.injection else "")
        for dose in judgement.doses
        if dose.injection or dose.planned <= judgement.today
    ]


def next_date(judgement: Judgement) -> date | None:
    """Return the date of the first dose that can still be met."""
    return judgement.next.planned if judgement.next else None


def intervals(longest: int = 366) -> st.SearchStrategy[Every]:
    """Draw intervals of at most so many days, the usual ones often."""
    usual = [Every(2, Unit.DAY), Every(1, Unit.WEEK), Every(1, Unit.MONTH)]
    any_length = st.builds(Every, st.integers(1, 12), st.sampled_from(Unit)) | st.one_of(
        *(st.builds(Every, st.integers(1, most), st.just(unit)) for unit, most in LONGEST.items())
    )
    return st.sampled_from(usual) | any_length.filter(lambda interval: interval.days <= longest)


@st.composite
def phases(
    draw: st.DrawFn, first_dose: date | None = None, most_doses: int = 6, longest: int = 92
) -> Phase:
    """Draw a phase, dated or following, ended or open, with any tolerance that is allowed."""
    interval = draw(intervals(longest))
    usual = usual_tolerance(interval)
    longest_tolerance = int(interval.days)
    tolerance = st.sampled_from([usual, longest_tolerance]) | st.integers(0, longest_tolerance)
    return Phase(
        interval,
        first_dose=first_dose,
        doses=draw(st.none() | st.integers(1, most_doses)),
        early_days=draw(tolerance),
        late_days=draw(tolerance),
    )


FIRST_DAYS = st.dates(date(2023, 12, 1), date(2024, 3, 31))
"""First doses around the end of a year and a leap day."""


@st.composite
def plans(
    draw: st.DrawFn, most_phases: int = 4, most_doses: int = 6, latest_start: int = 90
) -> Plan:
    """Draw a plan of mixed phases; those after the first follow it or take over on a date."""
    dated = draw(FIRST_DAYS)
    drawn = [draw(phases(dated, most_doses))]
    for _ in range(draw(st.integers(0, most_phases - 1))):
        starts = draw(st.none() | st.integers(1, latest_start))
        if starts is not None:
            dated += starts * DAY
        drawn.append(draw(phases(None if starts is None else dated, most_doses)))
    return Plan(tuple(drawn))


@st.composite
def injections_around(
    draw: st.DrawFn, plan: Plan, most: int = 12, reaching: int = 400, one_a_day: bool = False
) -> tuple[Injection, ...]:
    """Draw injections near planned dates, between them, before the first, and twice a day."""
    start = plan.phases[0].first_dose or date.min
    planned = [slot.planned for slot in planned_slots((plan,), start + reaching * DAY)]
    near = st.builds(
        lambda grid, off: grid + off * DAY, st.sampled_from(planned or [start]), st.integers(-8, 8)
    )
    anywhere = st.builds(lambda off: start + off * DAY, st.integers(-40, reaching))
    given = draw(st.lists(near | anywhere, max_size=most, unique=one_a_day))
    return injections(*given)


ANCHORS = tuple(Anchor)


@st.composite
def whole_phases(
    draw: st.DrawFn,
    first_dose: date | None = None,
    anchors: tuple[Anchor, ...] = ANCHORS,
    most_doses: int = 8,
    counted: bool = True,
) -> Phase:
    """Draw a phase of any rhythm that its anchor allows, with any end.

    Args:
        counted: whether it may end after a number of doses.
    """
    anchor = draw(st.sampled_from(anchors))
    interval = draw(intervals(longest=92))
    if anchor is Anchor.FIXED and draw(st.booleans()):
        listed = draw(st.sets(st.sampled_from(Weekday), min_size=1))
        interval = Every(weekdays=tuple(listed))
    elif anchor is Anchor.LAST_INJECTION and interval.days > 1 and draw(st.booleans()):
        longer = interval.n + draw(st.integers(1, 3))
        if longer <= LONGEST[interval.unit]:
            interval = replace(interval, n_max=longer)
    usual = usual_tolerance(interval)
    tolerance = st.just(usual) | st.integers(0, int(interval.days))
    ends = ["open", "days", "last_day", *(["doses"] if counted else [])]
    end = draw(st.sampled_from(ends))
    if end == "last_day" and first_dose is None:
        end = "days"
    return Phase(
        interval,
        first_dose=first_dose,
        doses=draw(st.integers(1, most_doses)) if end == "doses" else None,
        days=draw(st.integers(1, 200)) if end == "days" else None,
        last_day=first_dose + draw(st.integers(0, 200)) * DAY
        if first_dose and end == "last_day"
        else None,
        early_days=draw(tolerance),
        late_days=draw(tolerance),
        anchor=anchor,
    )


@st.composite
def whole_plans(
    draw: st.DrawFn,
    anchors: tuple[Anchor, ...] = ANCHORS,
    most_phases: int = 3,
    counted: bool = True,
    all_dated: bool = False,
) -> Plan:
    """Draw a plan of phases with any rhythm, anchor and end."""
    dated = draw(FIRST_DAYS)
    drawn = [draw(whole_phases(dated, anchors, counted=counted))]
    for _ in range(draw(st.integers(0, most_phases - 1))):
        if all_dated or draw(st.booleans()):
            dated += draw(st.integers(1, 120)) * DAY
            drawn.append(draw(whole_phases(dated, anchors, counted=counted)))
        else:
            drawn.append(draw(whole_phases(None, anchors, counted=counted)))
    return Plan(tuple(drawn))


def a_pause_near(start: date) -> st.SearchStrategy[Pause]:
    """Draw a pause in the first year of a plan, sometimes without an end."""
    return st.builds(
        lambda off, length: Pause(
            start + off * DAY, None if length is None else start + (off + length) * DAY
        ),
        st.integers(-20, 300),
        st.integers(0, 90) | st.sampled_from([0, 1, 6, 30, None]),
    )


@st.composite
def breaks_around(draw: st.DrawFn, plan: Plan) -> tuple[Fact, ...]:
    """Draw pauses, stretches nobody recorded, skips and moves; most find a planned dose."""
    start = plan.phases[0].first_dose or date.min
    planned = [slot.planned for slot in planned_slots((plan,), start + 300 * DAY)]
    a_date = st.sampled_from(planned or [start]) | st.builds(
        lambda off: start + off * DAY, st.integers(-20, 300)
    )
    pauses = draw(st.lists(a_pause_near(start), max_size=2))
    blank = st.builds(
        lambda first, length: NotRecorded(first, first + length * DAY), a_date, st.integers(0, 60)
    )
    a_skip_here = st.builds(Skip, a_date, st.sampled_from(Reason))
    a_move_here = st.builds(
        lambda when, off, later_too: Move(when, when + off * DAY, later_too),
        a_date,
        st.integers(-10, 10),
        st.booleans(),
    )
    return (
        *pauses,
        *draw(st.lists(blank, max_size=1)),
        *draw(st.lists(a_skip_here, max_size=3)),
        *draw(st.lists(a_move_here, max_size=3)),
    )


@st.composite
def assigned_injections(draw: st.DrawFn, plan: Plan, most: int = 10) -> tuple[Injection, ...]:
    """Draw injections around a plan, some of them assigned by the user or marked top-ups."""
    start = plan.phases[0].first_dose or date.min
    planned = [slot.planned for slot in planned_slots((plan,), start + 300 * DAY)]
    drawn = []
    for injection in draw(injections_around(plan, most=most, reaching=300)):
        said = draw(st.sampled_from(["nothing", "nothing", "nothing", "top-up", "counts"]))
        if said == "counts":
            injection = replace(injection, counts_for=draw(st.sampled_from(planned or [start])))
        drawn.append(replace(injection, top_up=said == "top-up"))
    return tuple(drawn)


Whole = tuple[Plan, tuple[Injection, ...], tuple[Fact, ...], date]


@st.composite
def whole_logs(
    draw: st.DrawFn, anchors: tuple[Anchor, ...] = ANCHORS, counted: bool = True
) -> Whole:
    """Draw a plan with injections, whatever breaks it, and a day on which to judge it all."""
    plan = draw(whole_plans(anchors, counted=counted))
    today = (plan.phases[0].first_dose or date.min) + draw(st.integers(-20, 400)) * DAY
    return plan, draw(assigned_injections(plan)), draw(breaks_around(plan)), today
