"""Which injection met which dose: against a search through all assignments, and the laws."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import Judgement, PlannedDose, Status
from b12tracker.domain.matching import match
from b12tracker.domain.plan import Phase, Plan
from b12tracker.domain.schedule import Slot
from tests.builders import (
    DAY,
    FIRST_DAYS,
    a_phase,
    a_plan,
    an_id,
    an_injection,
    day,
    days,
    injections,
    injections_around,
    judged,
    phases,
    plans,
)
from tests.planned import planned_slots

Assignment = tuple[int | None, ...]
"""For each dose, the place of its injection among the injections in order; None if unmet."""

Key = tuple[int, tuple[bool, ...], int, tuple[int, ...]]


def in_order(given_: Sequence[Injection]) -> list[Injection]:
    return sorted(given_, key=lambda injection: injection.order)


def assignments(slots: Sequence[Slot], dates: Sequence[date]) -> Iterator[Assignment]:
    """Yield every way to meet some doses, each by at most one injection within its reach."""
    if not slots:
        yield ()
        return
    first, last = slots[0].reach
    here = [None, *(place for place, when in enumerate(dates) if first <= when <= last)]
    for rest in assignments(slots[1:], dates):
        yield from ((place, *rest) for place in here if place is None or place not in rest)


def worth(slots: Sequence[Slot], dates: Sequence[date], found: Assignment) -> Key:
    """The smaller, the better: most doses met, the earliest, the closest, the first injections."""
    deviations = [
        abs((dates[place] - slot.planned).days)
        for slot, place in zip(slots, found, strict=True)
        if place is not None
    ]
    return (
        -len(deviations),
        tuple(place is None for place in found),
        sum(deviations),
        tuple(-1 if place is None else place for place in found),
    )


def best(slots: Sequence[Slot], given_: Sequence[Injection]) -> Assignment:
    dates = [injection.given_on for injection in in_order(given_)]
    return min(assignments(slots, dates), key=lambda found: worth(slots, dates, found))


def found_by_match(slots: Sequence[Slot], given_: Sequence[Injection]) -> Assignment:
    rank = {injection.id: place for place, injection in enumerate(in_order(given_))}
    met = match(slots, given_)
    return tuple(rank[met[dose].id] if dose in met else None for dose in range(len(slots)))


Case = tuple[list[Slot], tuple[Injection, ...]]


@st.composite
def small_cases(draw: st.DrawFn, one_a_day: bool) -> Case:
    """Draw at most six doses of mixed phases and at most six injections, crowded where doses
    compete for them: where reaches overlap, and as far after a planned date as others before."""
    plan = draw(plans(most_phases=3, most_doses=3, latest_start=20))
    slots = planned_slots((plan,), date(2024, 12, 31))
    begins = draw(st.integers(0, max(0, len(slots) - 6)))
    slots = slots[begins : begins + draw(st.integers(2, 6))]
    edges = {end for slot in slots for end in slot.reach}
    wanted = {when for when in edges if sum(is_in_reach(slot, when) for slot in slots) > 1}
    mirrored = {slot.planned + (slot.planned - when) for slot in slots for when in wanted}
    places = st.sampled_from(sorted(wanted | mirrored | edges))
    near = st.builds(lambda place, off: place + off * DAY, places, st.integers(-2, 2))
    return slots, injections(*draw(st.lists(near, min_size=2, max_size=6, unique=one_a_day)))


def is_in_reach(slot: Slot, when: date) -> bool:
    return slot.reach[0] <= when <= slot.reach[1]


def two_doses(first: str, second: str) -> list[Slot]:
    """Return one dose of each rhythm, on 5 and on 10 January."""
    plan = a_plan(a_phase(first, "2026-01-05"), a_phase(second, "2026-01-10", doses=1))
    return planned_slots((plan,), day("2026-12-31"))


TIE = planned_slots((a_plan(a_phase("2 weeks", "2026-01-05", doses=2)),), day("2026-12-31"))
"""Planned on 5 and 19 January; the 12th is a week from both."""

MONTHLY_WEEKLY = two_doses("1 month", "1 week")
"""Planned on 5 January, in reach until the 28th, and on 10 January, from the 7th to the 14th."""

WEEKLY_MONTHLY = two_doses("1 week", "1 month")
"""Planned on 5 January, from the 2nd to the 9th, and on 10 January, from 26 December."""


@given(small_cases(one_a_day=True))
@example((TIE, injections("2025-12-29", "2026-01-12", "2026-01-26")))
@example((MONTHLY_WEEKLY, injections("2026-01-11", "2026-01-13")))
@example((MONTHLY_WEEKLY, injections("2025-12-28", "2026-01-10", "2026-01-13")))
@example((WEEKLY_MONTHLY, injections("2026-01-02", "2026-01-04")))
@settings(max_examples=150)
def test_the_match_is_the_best_of_all_assignments(case: Case) -> None:
    slots, given_ = case
    assert found_by_match(slots, given_) == best(slots, given_)


TWO_ON_ONE_DAY = planned_slots(
    (a_plan(a_phase("2 weeks", "2026-01-05", doses=1), a_phase("2 days", doses=2)),),
    day("2026-12-31"),
)
"""Planned on 5, 7 and 9 January; the 8th is in reach of all three."""


@given(small_cases(one_a_day=False))
@example((TWO_ON_ONE_DAY, injections("2025-12-29", "2026-01-08", "2026-01-08")))
@settings(max_examples=150)
def test_of_two_injections_on_one_day_the_earlier_dose_gets_the_earlier(case: Case) -> None:
    slots, given_ = case
    assert found_by_match(slots, given_) == best(slots, given_)


def the_set_met(slots: Sequence[Slot], given_: Sequence[Injection]) -> set[int]:
    """Walk the doses in date order, keeping each that can still be met beside those kept."""
    holder: dict[int, int] = {}

    def can_be_met(dose: int, asked: set[int]) -> bool:
        first, last = slots[dose].reach
        for place, injection in enumerate(given_):
            if first <= injection.given_on <= last and place not in asked:
                asked.add(place)
                if place not in holder or can_be_met(holder[place], asked):
                    holder[place] = dose
                    return True
        return False

    return {dose for dose in range(len(slots)) if can_be_met(dose, set())}


@given(st.data())
def test_over_long_logs_the_most_and_earliest_doses_are_met(data: st.DataObject) -> None:
    plan = data.draw(plans())
    given_ = data.draw(injections_around(plan, most=40))
    slots = planned_slots((plan,), date(2025, 6, 30))
    met = match(slots, given_)
    assert set(met) == the_set_met(slots, given_)
    assert len({injection.id for injection in met.values()}) == len(met)
    for dose, injection in met.items():
        assert slots[dose].reach[0] <= injection.given_on <= slots[dose].reach[1]


def met_dates(slots: Sequence[Slot], *given_on: str) -> list[tuple[str, str]]:
    met = match(slots, injections(*given_on))
    return [(str(slots[dose].planned), str(met[dose].given_on)) for dose in sorted(met)]


MONTHLY = a_plan(a_phase("1 month", "2026-01-05"))


@pytest.mark.parametrize(
    ("given_on", "expected"),
    [
        pytest.param(
            ["2026-01-20"],
            [("2026-01-05", "2026-01-20")],
            id="the open earlier dose is met late rather than the next one early",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-22"],
            [("2026-01-05", "2026-01-05"), ("2026-02-05", "2026-01-22")],
            id="once that is met, the next one is met early",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-21"],
            [("2026-01-05", "2026-01-05")],
            id="before the next dose can be reached it is a top-up",
        ),
        pytest.param(
            ["2026-01-03", "2026-01-06"],
            [("2026-01-05", "2026-01-06")],
            id="the closest meets the dose",
        ),
        pytest.param(
            ["2026-01-04", "2026-01-06"],
            [("2026-01-05", "2026-01-04")],
            id="of two as close, the earlier",
        ),
        pytest.param(
            ["2026-01-24", "2026-01-26"],
            [("2026-01-05", "2026-01-24"), ("2026-02-05", "2026-01-26")],
            id="two between two doses: one late, one early",
        ),
        pytest.param(
            ["2026-01-28", "2026-01-29"],
            [("2026-01-05", "2026-01-28"), ("2026-02-05", "2026-01-29")],
            id="as far apart as the reach allows",
        ),
        pytest.param(
            ["2026-01-29"],
            [("2026-02-05", "2026-01-29")],
            id="a dose that has closed is not met any more",
        ),
    ],
)
def test_matches_by_hand(given_on: list[str], expected: list[tuple[str, str]]) -> None:
    slots = planned_slots((MONTHLY,), day("2026-12-31"))
    assert met_dates(slots, *given_on) == expected


@pytest.mark.parametrize(
    ("slots", "given_on", "expected"),
    [
        pytest.param(
            TIE,
            ["2025-12-29", "2026-01-12", "2026-01-26"],
            [("2026-01-05", "2025-12-29"), ("2026-01-19", "2026-01-12")],
            id="14 days whichever two are taken: the earlier two",
        ),
        pytest.param(
            MONTHLY_WEEKLY,
            ["2025-12-28", "2026-01-10", "2026-01-13"],
            [("2026-01-05", "2025-12-28"), ("2026-01-10", "2026-01-10")],
            id="8 and 0 days or 5 and 3: the earlier two",
        ),
        pytest.param(
            MONTHLY_WEEKLY,
            ["2026-01-11", "2026-01-13"],
            [("2026-01-05", "2026-01-11"), ("2026-01-10", "2026-01-13")],
            id="both late, 9 days either way round: in order",
        ),
        pytest.param(
            WEEKLY_MONTHLY,
            ["2026-01-02", "2026-01-04"],
            [("2026-01-05", "2026-01-02"), ("2026-01-10", "2026-01-04")],
            id="both early, 9 days either way round: in order",
        ),
    ],
)
def test_on_equal_deviation_the_earlier_injection_counts(
    slots: list[Slot], given_on: list[str], expected: list[tuple[str, str]]
) -> None:
    assert met_dates(slots, *given_on) == expected
    assert met_dates(slots, *reversed(given_on)) == expected


def test_an_injection_two_doses_want_goes_to_the_one_that_has_no_other() -> None:
    """31 December is further from the 5th than 9 January, but the 12th has only that one."""
    plan = a_plan(a_phase("1 week", "2026-01-05", tolerance=(7, 7)))
    slots = planned_slots((plan,), day("2026-01-31"))
    assert met_dates(slots, "2025-12-31", "2026-01-09") == [
        ("2026-01-05", "2025-12-31"),
        ("2026-01-12", "2026-01-09"),
    ]


def test_the_closest_of_one_day_is_the_first_by_time_then_by_id() -> None:
    slots = planned_slots((MONTHLY,), day("2026-01-31"))
    evening = an_injection("2026-01-05", "20:00", id=an_id(1))
    morning = an_injection("2026-01-05", "08:00", id=an_id(3))
    same_morning = an_injection("2026-01-05", "08:00", id=an_id(2))
    assert match(slots, [evening, morning])[0] is morning
    assert match(slots, [evening, morning, same_morning])[0] is same_morning


# The laws, through the whole judgement.

Log = tuple[Plan, tuple[Injection, ...], date]


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Draw a plan, injections around it, and a day on which to judge them."""
    plan = draw(plans())
    given_ = draw(injections_around(plan))
    start = plan.phases[0].first_dose or date.min
    return plan, given_, start + draw(st.integers(-20, 400)) * DAY


def statuses(judgement: Judgement) -> list[tuple[date, Status, int | None]]:
    return [(dose.planned, dose.status, dose.deviation_days) for dose in judgement.doses]


@given(logs(), st.integers(-40, 400))
def test_adding_an_injection_never_turns_a_met_dose_into_an_unmet_one(log: Log, off: int) -> None:
    plan, given_, today = log
    added = an_injection((plan.phases[0].first_dose or date.min) + off * DAY, id=an_id(99))
    before = judged(today, plan, *given_)
    after = judged(today, plan, *given_, added)
    for old, new in zip(before.doses, after.doses, strict=True):
        assert new.is_taken or not old.is_taken


@given(logs())
def test_removing_a_top_up_changes_no_status(log: Log) -> None:
    plan, given_, today = log
    judgement = judged(today, plan, *given_)
    for extra in (*judgement.top_ups, *judgement.before_plan):
        without = [injection for injection in given_ if injection.id != extra.id]
        assert statuses(judged(today, plan, *without)) == statuses(judgement)


@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(log: Log, chance: Random) -> None:
    plan, given_, today = log
    shuffled = chance.sample(given_, len(given_))
    assert judged(today, plan, *shuffled) == judged(today, plan, *given_)


@given(logs())
def test_no_dose_is_missed_before_its_date_and_its_reach_are_past(log: Log) -> None:
    plan, given_, today = log
    for dose in judged(today, plan, *given_).missed:
        assert dose.planned < today
        assert dose.slot.reach[1] < today


@given(logs())
def test_each_injection_up_to_today_appears_exactly_once(log: Log) -> None:
    plan, given_, today = log
    judgement = judged(today, plan, *given_)
    shown = [
        *(dose.injection.id for dose in judgement.doses if dose.injection),
        *(injection.id for injection in judgement.top_ups),
        *(injection.id for injection in judgement.before_plan),
    ]
    assert sorted(shown) == sorted(one.id for one in given_ if one.given_on <= today)
    begins = judgement.doses[0].planned
    assert all(injection.given_on < begins for injection in judgement.before_plan)
    assert all(injection.given_on >= begins for injection in judgement.top_ups)


@given(logs(), st.integers(1, 60), phases(), st.booleans())
def test_editing_a_later_phase_never_changes_which_doses_of_an_earlier_one_are_met(
    log: Log, starts: int, other: Phase, dated: bool
) -> None:
    plan, given_, today = log
    *earlier, _ = plan.phases
    last_dated = max((phase.first_dose for phase in earlier if phase.first_dose), default=None)
    if last_dated is None:
        return
    edited = replace(other, first_dose=last_dated + starts * DAY if dated else None)
    before = judged(today, plan, *given_)
    after = judged(today, replace(plan, phases=(*earlier, edited)), *given_)

    def met(judgement: Judgement) -> dict[tuple[str, date], bool]:
        of_earlier = (dose for dose in judgement.doses if dose.slot.phase in earlier)
        return {(dose.slot.phase.id, dose.planned): dose.is_taken for dose in of_earlier}

    old, new = met(before), met(after)
    assert all(old[dose] == new[dose] for dose in old.keys() & new.keys())


@given(logs(), phases(), st.integers(0, 200))
def test_a_new_plan_never_changes_which_doses_before_it_were_met(
    log: Log, phase: Phase, starts: int
) -> None:
    plan, given_, today = log
    start = (plan.phases[0].first_dose or date.min) + DAY + starts * DAY
    new_plan = a_plan(replace(phase, first_dose=start))

    def met(judgement: Judgement) -> list[tuple[date, bool]]:
        return [(one.planned, one.is_taken) for one in judgement.doses if one.planned < start]

    assert met(judged(today, plan, *given_)) == met(judged(today, plan, new_plan, *given_))


def unmet(judgement: Judgement) -> list[PlannedDose]:
    return [
        dose for dose in judgement.doses if dose.planned <= judgement.today and not dose.injection
    ]


@given(FIRST_DAYS, st.lists(st.sampled_from([-1, 1]), min_size=1, max_size=60))
def test_alternate_days_each_a_day_off_nothing_is_missed(start: date, off: list[int]) -> None:
    given_ = [start + (2 * place + shift) * DAY for place, shift in enumerate(off)]
    plan = a_plan(a_phase("2 days", start))
    judgement = judged(start + 2 * len(off) * DAY, plan, *injections(*given_))
    assert judgement.missed == ()
    assert unmet(judgement) in ([], [judgement.doses[len(off)]])


@given(FIRST_DAYS, st.sampled_from([-1, 1]) | st.integers(-2, 2), st.integers(1, 12))
def test_weekly_then_monthly_all_a_day_off_for_two_years_nothing_is_missed(
    start: date, off: int, doses: int
) -> None:
    plan = a_plan(a_phase("1 week", start, doses=doses), a_phase("1 month"))
    slots = planned_slots((plan,), start + 730 * DAY)
    given_ = injections(*(slot.planned + off * DAY for slot in slots))
    judgement = judged(start + 730 * DAY, plan, *given_)
    assert judgement.missed == ()
    assert judgement.top_ups == ()
    taken = [dose for dose in judgement.doses if dose.is_taken]
    assert {(dose.status, dose.deviation_days) for dose in taken} == {(Status.ON_TIME, off)}


@given(
    FIRST_DAYS,
    st.integers(1, 8),
    st.lists(st.integers(-7, 7), min_size=1, max_size=12),
    st.lists(st.integers(0, 300), max_size=6),
)
def test_two_monthly_doses_skipped_are_two_missed_whatever_comes_after(
    start: date, before: int, after: list[int], extra: list[int]
) -> None:
    plan = a_plan(a_phase("1 month", start))
    slots = planned_slots((plan,), start + 1000 * DAY)
    back = slots[before + 2 : before + 2 + len(after)]
    regular = [slot.planned for slot in slots[:before]]
    regular += [slot.planned + off * DAY for slot, off in zip(back, after, strict=True)]
    extras = [back[0].planned + off * DAY for off in extra]
    today = max(back[-1].planned, *regular)
    judgement = judged(today, plan, *injections(*regular, *extras))
    skipped = slots[before : before + 2]
    assert [dose.planned for dose in judgement.missed] == [slot.planned for slot in skipped]


def test_a_top_up_in_the_middle_of_a_month_stays_one() -> None:
    judgement = judged(
        "2026-03-20", MONTHLY, *injections("2026-01-05", "2026-01-18", "2026-02-05", "2026-03-05")
    )
    assert [extra.given_on for extra in judgement.top_ups] == days("2026-01-18")
    assert [dose.status for dose in judgement.doses[:3]] == [Status.ON_TIME] * 3
