"""Planned dates, reach and windows, against dates written by hand and a naive calendar."""

import calendar
import itertools
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.plan import LONGEST, Every, Phase, Plan, Unit
from b12tracker.domain.schedule import Slot
from tests.builders import a_phase, a_plan, day, days, every, intervals, phases, plans
from tests.planned import planned_slots, stretches


def dates(until: str, *plans: Plan) -> list[date]:
    return [slot.planned for slot in planned_slots(plans, day(until)) if slot.planned <= day(until)]


@pytest.mark.parametrize(
    ("rhythm", "first", "expected"),
    [
        (
            "1 month",
            "2025-12-31",
            "2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31",
        ),
        ("1 month", "2024-01-31", "2024-01-31 2024-02-29 2024-03-31 2024-04-30"),
        ("1 month", "2023-11-30", "2023-11-30 2023-12-30 2024-01-30 2024-02-29 2024-03-30"),
        (
            "1 month",
            "2025-08-31",
            "2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31 2026-02-28 "
            "2026-03-31",
        ),
        ("2 months", "2025-12-31", "2025-12-31 2026-02-28 2026-04-30 2026-06-30 2026-08-31"),
        ("3 months", "2025-11-30", "2025-11-30 2026-02-28 2026-05-30 2026-08-30"),
        ("12 months", "2024-02-29", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("1 week", "2025-12-22", "2025-12-22 2025-12-29 2026-01-05 2026-01-12"),
        ("3 weeks", "2024-02-15", "2024-02-15 2024-03-07 2024-03-28"),
        ("1 day", "2024-02-27", "2024-02-27 2024-02-28 2024-02-29 2024-03-01"),
        ("2 days", "2023-02-27", "2023-02-27 2023-03-01 2023-03-03"),
        ("366 days", "2024-01-01", "2024-01-01 2025-01-01 2026-01-02"),
        ("52 weeks", "2024-01-01", "2024-01-01 2024-12-30 2025-12-29"),
    ],
)
def test_dates_of_one_phase(rhythm: str, first: str, expected: str) -> None:
    wanted = days(*expected.split())
    found = dates(expected.split()[-1], a_plan(a_phase(rhythm, first)))
    assert found == wanted


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        pytest.param(
            (a_phase("1 week", "2026-01-05", doses=6), a_phase("1 month")),
            "2026-01-05 2026-01-12 2026-01-19 2026-01-26 2026-02-02 2026-02-09 "
            "2026-03-09 2026-04-09 2026-05-09",
            id="monthly comes a month after the sixth weekly dose",
        ),
        pytest.param(
            (a_phase("2 days", "2026-01-01", doses=3), a_phase("1 week", doses=2), a_phase()),
            "2026-01-01 2026-01-03 2026-01-05 2026-01-12 2026-01-19 2026-01-26",
            id="each follows the last date of the one before",
        ),
        pytest.param(
            (a_phase("1 month", "2025-12-31", doses=3), a_phase("1 month", doses=2)),
            "2025-12-31 2026-01-31 2026-02-28 2026-03-28 2026-04-28",
            id="a following phase counts its months from its own first date",
        ),
        pytest.param(
            (a_phase("1 week", "2026-01-17", doses=3), a_phase("1 month", doses=3)),
            "2026-01-17 2026-01-24 2026-01-31 2026-02-28 2026-03-28 2026-04-28",
            id="a month after 31 January is 28 February, and that is what is counted from",
        ),
        pytest.param(
            (a_phase("1 month", "2026-01-31", doses=1), a_phase("2 weeks", doses=2)),
            "2026-01-31 2026-02-14 2026-02-28",
            id="after a phase of a single dose",
        ),
        pytest.param(
            (a_phase("2 days", "2026-01-01"), a_phase("1 week", "2026-01-06", doses=2)),
            "2026-01-01 2026-01-03 2026-01-05 2026-01-06 2026-01-13",
            id="a dated phase takes over an open one from its start",
        ),
        pytest.param(
            (a_phase("2 days", "2026-01-01"), a_phase("1 week", "2026-01-05", doses=1)),
            "2026-01-01 2026-01-03 2026-01-05",
            id="on the day it takes over there is one dose, not two",
        ),
        pytest.param(
            (
                a_phase("1 week", "2026-01-05", doses=3),
                a_phase("1 month"),
                a_phase("2 weeks", "2026-01-15", doses=2),
            ),
            "2026-01-05 2026-01-12 2026-01-15 2026-01-29",
            id="a dated phase also takes over one that would only follow later",
        ),
        pytest.param(
            (
                a_phase("1 week", "2026-01-05"),
                a_phase("1 month"),
                a_phase("1 day", "2026-01-19", doses=2),
                a_phase("3 days", doses=1),
            ),
            "2026-01-05 2026-01-12 2026-01-19 2026-01-20 2026-01-23",
            id="after a phase without dates, a dated one starts anew",
        ),
        pytest.param(
            (a_phase("1 week", "2026-01-05", doses=2), a_phase("1 week", "2026-03-02", doses=1)),
            "2026-01-05 2026-01-12 2026-03-02",
            id="between two phases nothing is asked for",
        ),
    ],
)
def test_dates_of_several_phases(phases: tuple[Phase, ...], expected: str) -> None:
    wanted = days(*expected.split())
    until = "2027-12-31" if phases[-1].doses else expected.split()[-1]
    assert dates(until, a_plan(*phases)) == wanted


def test_a_phase_that_follows_an_open_one_has_no_dates_yet() -> None:
    plan = a_plan(
        a_phase("2 days", "2026-01-05", id="00000000-0000-4000-8000-000000000001"),
        a_phase("1 month"),
        a_phase("1 week"),
    )
    slots = planned_slots((plan,), day("2030-01-01"))
    assert {slot.phase.id for slot in slots} == {plan.phases[0].id}
    assert [stretch.phase for stretch in stretches((plan,))] == [plan.phases[0]]


def test_a_later_plan_takes_over_from_its_start_whatever_the_order_of_entry() -> None:
    first = a_plan(a_phase("1 week", "2026-01-05"), a_phase("1 week", "2026-06-01"))
    second = a_plan(a_phase("1 month", "2026-01-15", doses=3))
    wanted = days("2026-01-05", "2026-01-12", "2026-01-15", "2026-02-15", "2026-03-15")
    assert dates("2027-01-01", first, second) == wanted
    assert dates("2027-01-01", second, first) == wanted


def test_a_phase_that_would_start_on_the_day_another_takes_over_is_never_in_force() -> None:
    plan = a_plan(
        a_phase("1 week", "2026-01-05", doses=2), a_phase("1 week"), a_phase("1 day", "2026-01-19")
    )
    assert [stretch.phase for stretch in stretches((plan,))] == [plan.phases[0], plan.phases[2]]


def test_no_plan_asks_for_nothing() -> None:
    assert planned_slots((), day("2030-01-01")) == []
    assert planned_slots((Plan(),), day("2030-01-01")) == []


def test_slots_end_with_the_first_one_after_the_last_day_asked_about() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-31"))
    slots = planned_slots((plan,), day("2026-03-31"))
    assert [slot.planned for slot in slots] == days(
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
    )
    assert [slot.ordinal for slot in slots] == [0, 1, 2, 3]
    assert planned_slots((plan,), day("2020-01-01"))[0].planned == day("2026-01-31")


def naive_month(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def naive_date(interval: Every, start: date, step: int) -> date:
    if interval.unit is Unit.MONTH:
        return naive_month(start, interval.n * step)
    return start + timedelta(days=interval.n * step * (7 if interval.unit is Unit.WEEK else 1))


def naive_dates(interval: Every, start: date, until: date) -> Iterator[date]:
    step = 0
    while (planned := naive_date(interval, start, step)) <= until:
        yield planned
        step += 1


@pytest.mark.parametrize("unit", list(Unit))
def test_forty_years_of_every_interval_agree_with_a_naive_loop(unit: Unit) -> None:
    start, until = day("2000-01-31"), day("2040-01-31")
    for n in range(1, LONGEST[unit] + 1):
        plan = a_plan(Phase(Every(n, unit), first_dose=start))
        found = [slot.planned for slot in planned_slots((plan,), until)][:-1]
        assert found == list(naive_dates(Every(n, unit), start, until)), n


@pytest.mark.parametrize("start", days("2000-02-29", "1999-12-30", "2001-08-31", "2003-04-28"))
def test_forty_years_of_months_from_other_days(start: date) -> None:
    for n in range(1, 13):
        interval = Every(n, Unit.MONTH)
        found = dates("2040-12-31", a_plan(Phase(interval, first_dose=start)))
        assert found == list(naive_dates(interval, start, day("2040-12-31"))), n


@given(intervals(), st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.integers(0, 500))
def test_steps_are_counted_from_the_start(interval: Every, start: date, steps: int) -> None:
    assert interval.after(start, steps) == naive_date(interval, start, steps)


@given(plans())
def test_each_slot_knows_the_next_date_of_its_own_grid(plan: Plan) -> None:
    slots = planned_slots((plan,), day("2025-12-31"))
    assert all(a.planned < b.planned for a, b in itertools.pairwise(slots))
    for stretch in stretches((plan,)):
        own = [slot for slot in slots if slot.phase is stretch.phase]
        for ordinal, slot in enumerate(own):
            assert slot.ordinal == ordinal
            assert slot.planned == stretch.phase.every.after(stretch.start, ordinal)
            assert slot.following == stretch.phase.every.after(stretch.start, ordinal + 1)


def test_the_last_dose_of_a_phase_looks_at_its_own_grid_and_not_at_the_next_phase() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=2), a_phase("1 month"))
    last_weekly = planned_slots((plan,), day("2026-06-01"))[1]
    assert last_weekly.following == day("2026-01-19")
    assert last_weekly.reach == (day("2026-01-09"), day("2026-01-16"))


@pytest.mark.parametrize(
    ("rhythm", "planned", "tolerance", "window", "reach"),
    [
        # An interval of I days reaches from p - floor(I/2), or p - early if that is earlier,
        # to the next date - early - 1, or p + late if that is later.
        ("1 day", "2026-01-05", (0, 0), "2026-01-05 2026-01-05", "2026-01-05 2026-01-05"),
        ("1 day", "2026-01-05", (1, 1), "2026-01-04 2026-01-06", "2026-01-04 2026-01-06"),
        ("2 days", "2026-01-05", (1, 1), "2026-01-04 2026-01-06", "2026-01-04 2026-01-06"),
        ("2 days", "2026-01-05", (0, 0), "2026-01-05 2026-01-05", "2026-01-04 2026-01-06"),
        ("3 days", "2026-01-05", (1, 1), "2026-01-04 2026-01-06", "2026-01-04 2026-01-06"),
        ("1 week", "2026-01-05", (2, 2), "2026-01-03 2026-01-07", "2026-01-02 2026-01-09"),
        ("1 week", "2026-01-05", (0, 0), "2026-01-05 2026-01-05", "2026-01-02 2026-01-11"),
        ("1 week", "2026-01-05", (7, 7), "2025-12-29 2026-01-12", "2025-12-29 2026-01-12"),
        ("1 week", "2026-01-05", (0, 7), "2026-01-05 2026-01-12", "2026-01-02 2026-01-12"),
        ("2 weeks", "2026-01-05", (3, 3), "2026-01-02 2026-01-08", "2025-12-29 2026-01-15"),
        ("3 weeks", "2026-01-05", (5, 5), "2025-12-31 2026-01-10", "2025-12-26 2026-01-20"),
        ("1 month", "2026-01-31", (7, 7), "2026-01-24 2026-02-07", "2026-01-17 2026-02-20"),
        ("1 month", "2026-02-28", (7, 7), "2026-02-21 2026-03-07", "2026-02-14 2026-03-20"),
        ("1 month", "2024-01-31", (7, 7), "2024-01-24 2024-02-07", "2024-01-17 2024-02-21"),
        ("1 month", "2026-03-05", (7, 7), "2026-02-26 2026-03-12", "2026-02-18 2026-03-28"),
        ("1 month", "2026-03-05", (20, 3), "2026-02-13 2026-03-08", "2026-02-13 2026-03-15"),
        ("1 month", "2026-02-05", (30, 30), "2026-01-06 2026-03-07", "2026-01-06 2026-03-07"),
        ("2 months", "2026-01-05", (7, 7), "2025-12-29 2026-01-12", "2025-12-07 2026-02-25"),
        ("12 months", "2026-01-05", (7, 7), "2025-12-29 2026-01-12", "2025-07-07 2026-12-28"),
    ],
)
def test_window_and_reach_by_hand(
    rhythm: str, planned: str, tolerance: tuple[int, int], window: str, reach: str
) -> None:
    slot = planned_slots((a_plan(a_phase(rhythm, planned, tolerance=tolerance)),), day(planned))[0]
    assert slot.window == tuple(days(*window.split()))
    assert slot.reach == tuple(days(*reach.split()))


def test_the_second_month_of_a_grid_from_the_31st_reaches_by_its_own_length() -> None:
    slots = planned_slots((a_plan(a_phase("1 month", "2026-01-31")),), day("2026-03-31"))
    assert slots[1].reach == tuple(days("2026-02-13", "2026-03-23"))
    assert slots[2].reach == tuple(days("2026-03-16", "2026-04-22"))


def slots_of(phase: Phase) -> list[Slot]:
    return planned_slots((a_plan(phase),), day("2025-06-01"))


@given(phases(date(2024, 1, 31), most_doses=8))
def test_no_dose_closes_before_its_own_date_nor_before_its_window_ends(phase: Phase) -> None:
    for slot in slots_of(phase):
        first, last = slot.reach
        assert first <= slot.window[0] <= slot.planned <= slot.window[1] <= last
        assert last < slot.following or last == slot.window[1]


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ((a_phase("1 week", "2026-01-05"),), None),
        ((a_phase("1 week", "2026-01-05", doses=6),), "2026-02-16"),
        ((a_phase("1 month", "2025-12-31", doses=2),), "2026-02-28"),
    ],
)
def test_a_phase_asks_until_its_last_interval_is_over(
    phases: tuple[Phase, ...], expected: str | None
) -> None:
    assert stretches((a_plan(*phases),))[-1].asks_until == (day(expected) if expected else None)


def test_a_phase_asks_until_a_later_one_starts() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=6), a_phase("1 month", "2026-01-20"))
    weekly, monthly = stretches((plan,))
    assert weekly.asks_until == day("2026-01-20")
    assert monthly.asks_until is None


def test_building_intervals_from_text() -> None:
    assert every("3 weeks") == Every(3, Unit.WEEK)
