"""Facts for tests, with sensible defaults; dates may be given as ISO text."""

from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import Judgement, judge
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plan import LONGEST, Every, Phase, Plan, Unit, usual_tolerance
from b12tracker.domain.schedule import planned_slots
from b12tracker.domain.symptoms import SymptomEntry

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
    """Return an interval from text such as ``1 week`` or ``2 months``."""
    n, unit = rhythm.removesuffix("s").split()
    return Every(int(n), Unit(unit))


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
    """Return a phase; it follows the one before unless dated, with the usual tolerance."""
    interval = every(rhythm)
    early, late = tolerance or (usual_tolerance(interval),) * 2
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


def a_symptom_entry(on: Day = "2026-01-05", fatigue: int = 6, **fields: Any) -> SymptomEntry:
    """Return the scores of one date."""
    scores = fields.pop("scores", {"fatigue": fatigue})
    return SymptomEntry(day(on), scores, **fields)


def a_lab_result(
    collected_on: Day = "2026-01-02", value: float = 143, unit: str = "pg/mL", **fields: Any
) -> LabResult:
    """Return a laboratory result, of serum B12 unless another marker is named."""
    return LabResult(day(collected_on), fields.pop("marker", "b12_total"), value, unit, **fields)


def facts(*entries: Fact) -> Facts:
    """Return a logbook's facts, sorted into their kinds in the order given."""
    return Facts(
        patient=next((one for one in entries if isinstance(one, Patient)), Patient()),
        plans=tuple(one for one in entries if isinstance(one, Plan)),
        injections=tuple(one for one in entries if isinstance(one, Injection)),
        symptoms=tuple(one for one in entries if isinstance(one, SymptomEntry)),
        lab_results=tuple(one for one in entries if isinstance(one, LabResult)),
    )


def judged(today: Day, *entries: Fact) -> Judgement:
    """Return the judgement of these facts on one day."""
    return judge(facts(*entries), day(today))


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
        lambda grid, off: grid + off * DAY, st.sampled_from(planned), st.integers(-8, 8)
    )
    anywhere = st.builds(lambda off: start + off * DAY, st.integers(-40, reaching))
    given = draw(st.lists(near | anywhere, max_size=most, unique=one_a_day))
    return injections(*given)
