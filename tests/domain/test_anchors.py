"""Phases whose dates follow the injections: tables by hand, and the laws."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import Judgement, Status
from b12tracker.domain.plan import Anchor, Every, Phase, Plan, Unit, Weekday
from tests.builders import (
    ANCHORS,
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
    next_date,
    told,
    whole_phases,
)

LAST, HYBRID = Anchor.LAST_INJECTION, Anchor.HYBRID

FROM_LAST = a_plan(a_phase("1 month", "2026-01-05", anchor=LAST))
"""Seven days either side. The first dose is in reach from 21 December to 28 January."""


@pytest.mark.parametrize(
    ("given_on", "today", "expected", "following"),
    [
        pytest.param(
            ["2026-01-05", "2026-02-15", "2026-03-15"],
            "2026-03-15",
            ["2026-01-05 on_time 01-05", "2026-02-05 late 02-15", "2026-03-15 on_time 03-15"],
            "2026-04-15",
            id="a late dose moves the next one",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-25", "2026-02-25"],
            "2026-02-25",
            ["2026-01-05 on_time 01-05", "2026-02-05 early 01-25", "2026-02-25 on_time 02-25"],
            "2026-03-25",
            id="an early dose moves the next one",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-21"],
            "2026-01-21",
            ["2026-01-05 on_time 01-05", "2026-02-05 early 01-21"],
            "2026-02-21",
            id="16 of 31 days are at least half",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-20", "2026-02-20"],
            "2026-02-20",
            ["2026-01-05 on_time 01-05", "2026-02-20 on_time 02-20"],
            "2026-03-20",
            id="15 of 31 days are not: a top-up, which still moves the next date",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"],
            "2026-01-31",
            ["2026-01-05 on_time 01-05", "2026-02-19 early 01-26"],
            "2026-02-26",
            id="half an interval counts from the last that met a dose, not from a top-up",
        ),
        pytest.param(
            ["2025-12-20"],
            "2026-01-05",
            ["2026-01-05 due"],
            "2026-01-05",
            id="before the reach of the first dose nothing moves",
        ),
        pytest.param(
            ["2025-12-21"],
            "2026-01-05",
            ["2026-01-05 early 12-21"],
            "2026-01-21",
            id="the first dose met as early as can be",
        ),
        pytest.param(
            ["2026-02-03"],
            "2026-02-03",
            ["2026-01-05 missed", "2026-02-05 on_time 02-03"],
            "2026-03-03",
            id="with nothing given yet, dates are counted from the first dose",
        ),
        pytest.param(
            ["2026-01-05", "2026-03-28"],
            "2026-03-28",
            ["2026-01-05 on_time 01-05", "2026-02-05 missed", "2026-03-05 late 03-28"],
            "2026-04-28",
            id="the last day on which the second is open",
        ),
        pytest.param(
            ["2026-01-05", "2026-03-29"],
            "2026-04-05",
            [
                "2026-01-05 on_time 01-05",
                "2026-02-05 missed",
                "2026-03-05 missed",
                "2026-04-05 on_time 03-29",
            ],
            "2026-04-29",
            id="a day later it is missed, and the third is met early",
        ),
    ],
)
def test_from_the_last_injection_by_hand(
    given_on: list[str], today: str, expected: list[str], following: str
) -> None:
    judgement = judged(today, FROM_LAST, *injections(*given_on))
    assert told(judgement) == expected
    assert next_date(judgement) == day(following)


def test_misses_are_counted_from_the_last_injection_and_not_chained() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-31", anchor=LAST))
    judgement = judged("2026-05-31", plan, an_injection("2026-01-31"))
    assert told(judgement) == [
        "2026-01-31 on_time 01-31",
        "2026-02-28 missed",
        "2026-03-31 missed",
        "2026-04-30 missed",
        "2026-05-31 due",
    ]


def test_dates_chain_from_one_injection_to_the_next() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-31", anchor=LAST))
    given_ = injections("2026-01-31", "2026-02-28")
    assert next_date(judged("2026-02-28", plan, *given_)) == day("2026-03-28")


def test_half_of_an_even_interval_is_enough_to_the_day() -> None:
    plan = a_plan(a_phase("2 weeks", "2026-01-05", anchor=LAST))
    judgement = judged("2026-01-12", plan, *injections("2026-01-05", "2026-01-12"))
    assert told(judgement)[1:] == ["2026-01-19 early 01-12"]
    judgement = judged("2026-01-11", plan, *injections("2026-01-05", "2026-01-11"))
    assert [dose.planned for dose in judgement.doses[:2]] == days("2026-01-05", "2026-01-25")


def test_a_marked_top_up_moves_nothing() -> None:
    marked = an_injection("2026-01-15", top_up=True)
    judgement = judged("2026-01-15", FROM_LAST, an_injection("2026-01-05"), marked)
    assert judgement.top_ups == (marked,)
    assert next_date(judgement) == day("2026-02-05")


def test_a_marked_top_up_meets_nothing_even_on_the_day() -> None:
    marked = an_injection("2026-02-05", top_up=True)
    judgement = judged("2026-02-20", FROM_LAST, an_injection("2026-01-05"), marked)
    assert told(judgement) == ["2026-01-05 on_time 01-05", "2026-02-05 overdue"]


def test_a_top_up_uses_up_none_of_the_doses() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=2, anchor=LAST))
    given_ = injections("2026-01-05", "2026-01-07", "2026-01-14")
    judgement = judged("2026-02-28", plan, *given_)
    assert told(judgement) == ["2026-01-05 on_time 01-05", "2026-01-14 on_time 01-14"]
    assert judgement.top_ups == (given_[1],)
    assert judgement.next is None


# A range: every 2 to 3 months, planned on 5 March and covered until 5 April.

RANGE = a_plan(a_phase("2-3 months", "2026-01-05", tolerance=(7, 7)))


@pytest.mark.parametrize(
    ("given_on", "status", "deviation", "following"),
    [
        ("2026-02-25", "early", -8, "2026-04-25"),
        ("2026-02-26", "on_time", -7, "2026-04-26"),
        ("2026-03-05", "on_time", 0, "2026-05-05"),
        ("2026-03-20", "on_time", 0, "2026-05-20"),
        ("2026-04-05", "on_time", 0, "2026-06-05"),
        ("2026-04-12", "on_time", 7, "2026-06-12"),
        ("2026-04-13", "late", 8, "2026-06-13"),
        ("2026-04-27", "late", 22, "2026-06-27"),
    ],
)
def test_a_range_is_on_time_from_its_shorter_to_its_longer_end(
    given_on: str, status: str, deviation: int, following: str
) -> None:
    judgement = judged("2026-04-30", RANGE, *injections("2026-01-05", given_on))
    dose = judgement.doses[1]
    assert (dose.planned, str(dose.status)) == (day("2026-03-05"), status)
    assert dose.deviation_days == deviation
    assert judgement.doses[2].planned == day(following)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2026-02-25", "upcoming"),
        ("2026-02-26", "due"),
        ("2026-04-12", "due"),
        ("2026-04-13", "overdue"),
        ("2026-04-27", "overdue"),
        ("2026-04-28", "missed"),
    ],
)
def test_an_open_range(today: str, status: str) -> None:
    assert judged(today, RANGE, an_injection("2026-01-05")).doses[1].status == status


def test_after_a_missed_range_two_shorter_ends_are_counted() -> None:
    judgement = judged("2026-04-28", RANGE, *injections("2026-01-05", "2026-04-28"))
    assert told(judgement)[1:] == ["2026-03-05 missed", "2026-05-05 on_time 04-28"]


def test_the_longer_end_of_a_range_is_counted_from_the_last_injection() -> None:
    """Three months after 31 December is 31 March, not a month after 28 February."""
    plan = a_plan(a_phase("2-3 months", "2025-12-31", tolerance=(0, 0)))
    judgement = judged("2026-04-01", plan, *injections("2025-12-31", "2026-03-31"))
    assert told(judgement)[1] == "2026-02-28 on_time 03-31"
    assert judgement.doses[1].deviation_days == 0


# Hybrid

HYBRID_28 = a_plan(a_phase("28 days", "2026-01-01", tolerance=(7, 7), anchor=HYBRID))


def test_hybrid_the_published_vector() -> None:
    """Inside the window the dates stay; the injection nine days late becomes the new start."""
    given_on = ["2026-01-01", "2026-02-03", "2026-03-07", "2026-04-04"]
    coming = ["2026-01-29", "2026-02-26", "2026-04-04", "2026-05-02"]
    for place, following in enumerate(coming):
        given_ = injections(*given_on[: place + 1])
        assert next_date(judged(given_on[place], HYBRID_28, *given_)) == day(following)
    judgement = judged("2026-04-04", HYBRID_28, *injections(*given_on))
    deviations = [dose.deviation_days for dose in judgement.doses if dose.injection]
    assert deviations == [0, 5, 9, 0]


HYBRID_MONTHLY = a_plan(a_phase("1 month", "2026-01-05", anchor=HYBRID))


@pytest.mark.parametrize(
    ("given_on", "today", "expected", "following"),
    [
        pytest.param(
            ["2026-01-05", "2026-02-12"],
            "2026-02-12",
            ["2026-01-05 on_time 01-05", "2026-02-05 on_time 02-12"],
            "2026-03-05",
            id="seven days late is inside",
        ),
        pytest.param(
            ["2026-01-05", "2026-02-13"],
            "2026-02-13",
            ["2026-01-05 on_time 01-05", "2026-02-05 late 02-13"],
            "2026-03-13",
            id="eight days late is outside",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-28"],
            "2026-01-31",
            ["2026-01-05 on_time 01-05", "2026-02-05 early 01-28"],
            "2026-02-28",
            id="eight days early is outside",
        ),
        pytest.param(
            ["2026-01-05", "2026-01-20"],
            "2026-02-05",
            ["2026-01-05 on_time 01-05", "2026-02-05 due"],
            "2026-02-05",
            id="out of reach is a top-up, which moves nothing",
        ),
        pytest.param(
            ["2026-01-05", "2026-02-01", "2026-02-06"],
            "2026-02-06",
            ["2026-01-05 on_time 01-05", "2026-02-05 on_time 02-06"],
            "2026-03-05",
            id="of two the closest",
        ),
        pytest.param(
            ["2026-01-05", "2026-02-03", "2026-02-07"],
            "2026-02-07",
            ["2026-01-05 on_time 01-05", "2026-02-05 on_time 02-03"],
            "2026-03-05",
            id="of two as close the earlier",
        ),
        pytest.param(
            ["2026-01-05", "2026-04-05"],
            "2026-04-05",
            [
                "2026-01-05 on_time 01-05",
                "2026-02-05 missed",
                "2026-03-05 missed",
                "2026-04-05 on_time 04-05",
            ],
            "2026-05-05",
            id="the grid stays while doses are missed",
        ),
        pytest.param(
            ["2026-01-20"],
            "2026-01-31",
            ["2026-01-05 late 01-20"],
            "2026-02-20",
            id="the first dose may begin the grid anew too",
        ),
    ],
)
def test_hybrid_by_hand(
    given_on: list[str], today: str, expected: list[str], following: str
) -> None:
    judgement = judged(today, HYBRID_MONTHLY, *injections(*given_on))
    assert told(judgement) == expected
    assert next_date(judgement) == day(following)


# A phase that follows one that re-anchors


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
@pytest.mark.parametrize(
    ("given_on", "follows_on"),
    [
        pytest.param(["2026-01-05", "2026-01-12", "2026-01-23"], "2026-02-23", id="met late"),
        pytest.param(["2026-01-05", "2026-01-12", "2026-01-17"], "2026-02-19", id="met early"),
        pytest.param(["2026-01-05", "2026-01-12"], "2026-02-19", id="missed"),
        pytest.param([], "2026-02-19", id="nothing given"),
        pytest.param(
            ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-21"],
            "2026-02-19",
            id="a top-up after the last dose",
        ),
    ],
)
def test_follows_the_later_of_the_last_date_and_the_last_that_met_a_dose(
    anchor: Anchor, given_on: list[str], follows_on: str
) -> None:
    weekly = a_phase("1 week", "2026-01-05", doses=3, anchor=anchor)
    plan = a_plan(weekly, a_phase("1 month"))
    judgement = judged("2026-02-10", plan, *injections(*given_on))
    monthly = [dose.planned for dose in judgement.doses if dose.slot.phase.id != weekly.id]
    assert monthly[0] == day(follows_on)


def test_follows_a_fixed_phase_by_its_last_date_alone() -> None:
    weekly = a_phase("1 week", "2026-01-05", doses=3)
    given_ = injections("2026-01-05", "2026-01-12", "2026-01-23")
    judgement = judged("2026-02-10", a_plan(weekly, a_phase("1 month")), *given_)
    assert judgement.doses[3].planned == day("2026-02-19")


def test_weekdays_after_a_phase_from_the_last_injection() -> None:
    """Given late on Wednesday 14 January: the first listed day after it is Friday."""
    weekly = a_phase("1 week", "2026-01-05", doses=2, anchor=LAST)
    plan = a_plan(weekly, a_phase("mon wed fri", tolerance=(1, 1)))
    judgement = judged("2026-01-14", plan, *injections("2026-01-05", "2026-01-14"))
    assert next_date(judgement) == day("2026-01-16")


# The laws

Log = tuple[Phase, tuple[Injection, ...], date]


@st.composite
def logs(draw: st.DrawFn, anchor: Anchor = LAST) -> Log:
    """Draw one phase with injections around it, some of them marked top-ups."""
    phase = draw(FIRST_DAYS.flatmap(lambda start: whole_phases(start, (anchor,))))
    start = phase.first_dose or date.min
    drawn = draw(injections_around(Plan((phase,)), reaching=300))
    given_ = tuple(replace(one, top_up=draw(st.integers(0, 5)) == 0) for one in drawn)
    return phase, given_, start + draw(st.integers(-20, 400)) * DAY


def met_and_missed(judgement: Judgement) -> tuple[int, int]:
    return sum(dose.is_taken for dose in judgement.doses), len(judgement.missed)


@given(logs(), st.integers(-40, 400), st.booleans())
def test_from_last_adding_an_injection_never_lowers_the_met_nor_raises_the_missed(
    log: Log, off: int, top_up: bool
) -> None:
    """The number met can only be promised where a phase does not end on a day.

    A top-up that moves the last date past that day leaves one dose fewer to meet.
    """
    phase, given_, today = log
    added = an_injection((phase.first_dose or date.min) + off * DAY, id=an_id(99), top_up=top_up)
    met, missed = met_and_missed(judged(today, a_plan(phase), *given_))
    met_after, missed_after = met_and_missed(judged(today, a_plan(phase), *given_, added))
    assert missed_after <= missed
    assert met_after >= met or phase.days is not None or phase.last_day is not None


def test_a_top_up_that_moves_the_last_date_past_the_last_day_leaves_one_dose_fewer() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", last_day="2026-01-13", anchor=LAST))
    judgement = judged("2026-01-31", plan, *injections("2026-01-05", "2026-01-07", "2026-01-12"))
    assert told(judgement) == ["2026-01-05 on_time 01-05"]
    assert len(judgement.top_ups) == 2


@given(logs() | logs(anchor=HYBRID))
def test_a_marked_top_up_changes_no_status(log: Log) -> None:
    phase, given_, today = log
    without = [one for one in given_ if not one.top_up]
    all_of_them = judged(today, a_plan(phase), *given_)
    assert all_of_them.doses == judged(today, a_plan(phase), *without).doses


@given(logs(anchor=HYBRID))
def test_hybrid_removing_a_top_up_changes_nothing(log: Log) -> None:
    phase, given_, today = log
    judgement = judged(today, a_plan(phase), *given_)
    for extra in (*judgement.top_ups, *judgement.before_plan):
        without = [one for one in given_ if one.id != extra.id]
        assert judged(today, a_plan(phase), *without).doses == judgement.doses


def lived(plan: Plan, until: date, off: int) -> Judgement:
    """Give every dose so many days off its date, as the dates come, up to a day."""
    given_: list[Injection] = []
    while True:
        asked = [dose for dose in judged(until, plan, *given_).doses if not dose.injection]
        coming = next((dose for dose in asked if dose.planned + off * DAY <= until), None)
        if coming is None or coming is not asked[0]:
            return judged(until, plan, *given_)
        given_.append(an_injection(coming.planned + off * DAY, id=an_id(len(given_))))


@pytest.mark.parametrize("anchor", ANCHORS)
@pytest.mark.parametrize("off", [-1, 0, 1])
@pytest.mark.parametrize("start", days("2024-01-31", "2024-12-30"))
def test_weekly_then_monthly_all_a_day_off_for_two_years_nothing_is_missed(
    anchor: Anchor, off: int, start: date
) -> None:
    weekly = a_phase("1 week", start, doses=6, anchor=anchor)
    plan = a_plan(weekly, a_phase("1 month", anchor=anchor))
    judgement = lived(plan, start + 730 * DAY, off)
    assert judgement.missed == ()
    assert judgement.top_ups == ()
    assert {dose.status for dose in judgement.doses if dose.injection} == {Status.ON_TIME}
    assert sum(dose.is_taken for dose in judgement.doses) >= 27


ALTERNATE = Every(2, Unit.DAY)
MON_WED_FRI = Every(weekdays=(Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY))


@pytest.mark.parametrize(
    ("interval", "anchor"),
    [(MON_WED_FRI, Anchor.FIXED), *((ALTERNATE, anchor) for anchor in ANCHORS)],
)
@pytest.mark.parametrize("off", [-1, 1])
def test_three_times_a_week_all_a_day_off_nothing_is_missed(
    interval: Every, anchor: Anchor, off: int
) -> None:
    phase = Phase(interval, first_dose=day("2026-01-05"), early_days=1, late_days=1, anchor=anchor)
    judgement = lived(a_plan(phase), day("2026-12-31"), off)
    assert judgement.missed == ()
    assert judgement.top_ups == ()


@given(FIRST_DAYS, st.lists(st.sampled_from([-1, 1]), min_size=1, max_size=60))
def test_monday_wednesday_friday_each_a_day_off_either_way_nothing_is_missed(
    start: date, off: list[int]
) -> None:
    phase = Phase(MON_WED_FRI, first_dose=start, early_days=1, late_days=1)
    grid = MON_WED_FRI.first_on(start)
    planned = [MON_WED_FRI.after(grid, place) for place in range(len(off))]
    given_ = injections(*(on + shift * DAY for on, shift in zip(planned, off, strict=True)))
    judgement = judged(planned[-1] + DAY, a_plan(phase), *given_)
    assert judgement.missed == ()


@pytest.mark.parametrize("anchor", ANCHORS)
@given(
    start=FIRST_DAYS,
    before=st.integers(1, 6),
    after=st.lists(st.integers(-7, 7), min_size=1, max_size=8),
    extra=st.lists(st.integers(0, 300), max_size=4),
)
def test_two_months_left_out_are_two_missed_whatever_came_after(
    anchor: Anchor, start: date, before: int, after: list[int], extra: list[int]
) -> None:
    plan = a_plan(a_phase("1 month", start, anchor=anchor))
    given_ = [start]
    for _ in range(before - 1):
        given_.append(next_date(judged(given_[-1], plan, *injections(*given_))) or start)
    ahead = judged(given_[-1], plan, *injections(*given_)).doses[before:]
    left_out = [dose.planned for dose in ahead[:2]]
    given_.append(ahead[2].planned + after[0] * DAY)
    back = given_[-1]
    for off in after[1:]:
        seen = judged(given_[-1], plan, *injections(*given_))
        given_.append((next_date(seen) or start) + off * DAY)
    extras = [back + off * DAY for off in extra]
    judgement = judged(given_[-1], plan, *injections(*given_, *extras))
    assert [dose.planned for dose in judgement.missed] == left_out
