"""Adherence of a whole plan: every rhythm and anchor, pauses, skips, and phases that change."""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker.domain.adherence import adherence, months, supplies
from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Move, Pause, Reason, Skip
from b12tracker.domain.judgement import UNASKED, Judgement, Status, judge
from b12tracker.domain.plan import Anchor, Plan
from tests.builders import (
    ANCHORS,
    DAY,
    Whole,
    a_move,
    a_pause,
    a_pause_near,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    day,
    days,
    injections,
    judged,
    unrecorded,
    whole_logs,
    whole_plans,
)

FIXED, LAST, HYBRID = Anchor.FIXED, Anchor.LAST_INJECTION, Anchor.HYBRID


def perfectly(today: date, plan: Plan, *breaks: Fact) -> Judgement:
    """Give every dose on the day it is asked for, up to today."""
    given_: list[Injection] = []
    while True:
        judgement = judged(today, plan, *given_, *breaks)
        asked = [
            dose
            for dose in judgement.doses
            if dose.status not in UNASKED and not dose.injection and dose.planned <= today
        ]
        if not asked:
            return judgement
        given_.append(an_injection(asked[0].planned, id=an_id(len(given_)), dose_ug=1000))


@given(whole_plans(), st.integers(0, 250), st.data())
def test_perfect_adherence_covers_every_day_for_every_rhythm_and_anchor(
    plan: Plan, seen: int, data: st.DataObject
) -> None:
    start = plan.phases[0].first_dose or date.min
    pauses = data.draw(st.lists(a_pause_near(start), max_size=2))
    judgement = perfectly(start + seen * DAY, plan, *pauses)
    figures = adherence(judgement)
    assert figures.days_covered == figures.days
    assert figures.taken == figures.on_time == figures.planned
    assert (figures.missed, figures.top_ups) == (0, 0)
    assert figures.pdc in (1, None)


@pytest.mark.parametrize("anchor", ANCHORS)
@pytest.mark.parametrize(
    "pause",
    [
        a_pause("2026-01-12", "2026-01-14"),
        a_pause("2026-01-05", "2026-01-07"),
        a_pause("2026-01-10", "2026-02-20"),
        a_pause("2026-01-07"),
    ],
)
def test_a_pause_that_ends_between_two_dates_costs_no_day(anchor: Anchor, pause: Pause) -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", anchor=anchor))
    figures = adherence(perfectly(day("2026-03-10"), plan, pause))
    assert figures.days_covered == figures.days
    assert figures.missed == 0


def test_a_stretch_nobody_recorded_costs_no_day() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    figures = adherence(perfectly(day("2026-03-09"), plan, unrecorded("2026-01-12", "2026-01-14")))
    assert (figures.days_covered, figures.days) == (61, 61)
    assert figures.planned == 9


def test_days_before_the_first_dose_asked_for_are_not_counted() -> None:
    """The dose of 5 January is paused until the 7th; the next is asked for on the 12th."""
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    pause = a_pause("2026-01-05", "2026-01-07")
    figures = adherence(judged("2026-01-18", plan, pause, an_injection("2026-01-12")))
    assert (figures.days_covered, figures.days) == (7, 7)


def test_a_pause_leaves_numerator_and_denominator_alike() -> None:
    """Weekly from 5 January; the 19th missed, the 12th to the 16th paused, and half covered."""
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    given_ = injections("2026-01-05", "2026-01-26")
    without = adherence(judged("2026-02-01", plan, *given_))
    assert (without.planned, without.taken, without.missed) == (4, 2, 2)
    assert (without.days_covered, without.days) == (14, 28)
    paused = adherence(judged("2026-02-01", plan, *given_, a_pause("2026-01-12", "2026-01-16")))
    assert (paused.planned, paused.taken, paused.missed) == (3, 2, 1)
    # 5 to 18 January are covered by the first dose, less the five days of the pause.
    assert (paused.days_covered, paused.days) == (16, 23)


def test_a_pause_of_the_whole_period_leaves_no_data() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    figures = adherence(judged("2026-02-01", plan, a_pause("2026-01-01")))
    assert (figures.planned, figures.days, figures.days_covered, figures.pdc) == (0, 0, 0, None)


def test_skips_are_told_apart_by_whose_doing_they_were() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    skips = (
        a_skip("2026-02-05", Reason.NO_APPOINTMENT),
        a_skip("2026-03-05", Reason.UNWELL),
        a_skip("2026-04-05", Reason.FORGOT),
        a_skip("2026-05-05", Reason.OTHER),
    )
    figures = adherence(judged("2026-07-01", plan, an_injection("2026-01-05"), *skips))
    assert (figures.planned, figures.taken, figures.missed, figures.skipped) == (6, 1, 1, 4)
    assert (figures.skipped_by_patient, figures.skipped_by_others) == (1, 2)
    assert (figures.days_covered, figures.days) == (31, 178)


def test_a_skip_beaten_by_an_injection_is_in_no_count() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    figures = adherence(
        judged("2026-01-31", plan, an_injection("2026-01-07"), a_skip("2026-01-05", Reason.FORGOT))
    )
    assert (figures.planned, figures.taken, figures.skipped) == (1, 1, 0)
    assert (figures.skipped_by_patient, figures.skipped_by_others) == (0, 0)


def test_a_range_is_covered_to_its_longer_end() -> None:
    plan = a_plan(a_phase("2-3 months", "2026-01-05", tolerance=(7, 7)))
    first = an_injection("2026-01-05")
    assert supplies(judged("2026-01-05", plan, first))[0].days == 90  # until 5 April
    whole = adherence(judged("2026-04-05", plan, *injections("2026-01-05", "2026-04-05")))
    assert whole.pdc == 1
    late = adherence(judged("2026-04-11", plan, *injections("2026-01-05", "2026-04-11")))
    assert (late.days_covered, late.days) == (91, 97)
    assert (late.planned, late.on_time, late.median_delay_days) == (2, 2, 3)


def test_a_dose_moved_is_covered_until_its_new_date() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    move = a_move("2026-02-05", "2026-02-13")
    figures = adherence(perfectly(day("2026-03-20"), plan, move))
    assert figures.pdc == 1
    assert figures.planned == 3


def test_the_days_of_the_last_dose_end_with_the_phase_even_after_a_pause() -> None:
    """Three dates, the last of them paused until the 20th; the phase asks until the 26th."""
    plan = a_plan(a_phase("1 week", "2026-01-05", last_day="2026-01-19"))
    judgement = judged(
        "2026-03-01",
        plan,
        *injections("2026-01-05", "2026-01-12"),
        a_pause("2026-01-18", "2026-01-20"),
    )
    figures = adherence(judgement)
    assert judgement.asks_until == day("2026-01-26")
    assert figures.days_covered == figures.days == 18


def test_the_months_table_has_every_month_and_no_paused_date() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", dose_ug=1000))
    breaks = (a_pause("2026-02-01", "2026-02-28"), unrecorded("2026-03-01", "2026-03-15"))
    given_ = (an_injection("2026-01-05", dose_ug=1000), an_injection("2026-02-10", dose_ug=500))
    table = months(judged("2026-03-31", plan, *given_, *breaks))
    assert [(f"{month.start:%m}", month.planned, month.given) for month in table] == [
        ("01", 4, 1),
        ("02", 0, 1),
        ("03", 3, 0),
    ]
    assert [month.planned_ug for month in table] == [4000, 0, 3000]
    assert [month.given_ug for month in table] == [1000, 500, 0]


def test_the_months_table_counts_a_moved_date_where_it_was_moved() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-31"))
    table = months(judged("2026-03-31", plan, a_move("2026-02-28", "2026-03-04")))
    assert [month.planned for month in table] == [1, 0, 2]


@given(whole_logs())
@settings(max_examples=150)
def test_the_counts_add_up(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    figures = adherence(judgement)
    counted = Counter(dose.status for dose in judgement.doses)
    assert figures.planned == figures.taken + figures.missed + figures.skipped
    assert figures.missed == counted[Status.MISSED]
    assert figures.taken == sum(dose.is_taken for dose in judgement.doses)
    assert figures.skipped_by_patient + figures.skipped_by_others <= figures.skipped
    assert 0 <= figures.days_covered <= figures.days
    assert figures.pdc is None or 0 <= figures.pdc <= 1


@given(whole_logs())
def test_the_months_add_up_to_what_was_planned_and_given(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    table = months(judgement)
    if not table:
        return
    first, last = table[0].start, table[-1].start
    asked = [dose.planned.replace(day=1) for dose in judgement.doses if dose.status not in UNASKED]
    known = [one.given_on.replace(day=1) for one in given_ if one.given_on <= today]
    assert sum(month.planned for month in table) == sum(first <= one <= last for one in asked)
    assert sum(month.given for month in table) == sum(first <= one <= last for one in known)


@given(whole_logs((FIXED,)), st.data())
def test_no_day_of_a_pause_is_counted(log: Whole, data: st.DataObject) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    pauses = [one for one in breaks if isinstance(one, Pause)]
    start = plan.phases[0].first_dose or date.min
    one_day = start + data.draw(st.integers(0, 300)) * DAY
    figures = adherence(judgement, one_day, one_day)
    if any(pause.holds(one_day) for pause in pauses):
        assert (figures.days, figures.days_covered) == (0, 0)


# Cost: what is done grows with the log, and not with its square


@dataclass(frozen=True)
class Watched(Injection):
    """An injection that counts how often it is looked at."""

    def __getattribute__(self, name: str) -> Any:
        return super().__getattribute__(name)


def calls_to_judge(anchor: Anchor, doses: int, *breaks: Fact) -> int:
    """Return how many calls, and looks at an injection, judging a log of weekly doses takes."""
    start = day("1950-01-02")
    plan = a_plan(a_phase("1 week", start, anchor=anchor))
    given_ = tuple(
        Watched(start + (7 * place + place % 3 - 1) * DAY, id=an_id(place))
        for place in range(doses)
    )
    kept = Facts(
        plans=(plan,),
        injections=given_,
        pauses=tuple(one for one in breaks if isinstance(one, Pause)),
        skips=tuple(one for one in breaks if isinstance(one, Skip)),
        moves=tuple(one for one in breaks if isinstance(one, Move)),
    )
    today = given_[-1].given_on
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        judgement = judge(kept, today)
        adherence(judgement)
        months(judgement)
    finally:
        sys.setprofile(before)
    assert len(judgement.dose_met_by) == doses
    return calls


@pytest.mark.parametrize("anchor", ANCHORS)
def test_four_times_the_doses_cost_about_four_times_as_much(anchor: Anchor) -> None:
    few, many = calls_to_judge(anchor, 400), calls_to_judge(anchor, 1600)
    assert many < 6 * few


def test_a_log_nobody_kept_up_costs_no_more() -> None:
    """All injections at the start, none later, and none in reach of the doses after."""

    def calls(doses: int, anchor: Anchor) -> int:
        start = day("1990-01-01")
        plan = a_plan(a_phase("1 week", start, anchor=anchor))
        given_ = [Watched(start + place // 200 * DAY, id=an_id(place)) for place in range(doses)]
        kept = Facts(plans=(plan,), injections=tuple(given_))
        made = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            judge(kept, start + doses * 7 * DAY)
        finally:
            sys.setprofile(before)
        return made

    for anchor in ANCHORS:
        assert calls(800, anchor) < 6 * calls(200, anchor)


def test_all_three_anchors_agree_on_a_log_given_to_the_day() -> None:
    """Weekly, so that counting from the last injection gives the same grid."""
    given_ = injections(*(day("2026-01-05") + 7 * place * DAY for place in range(10)))
    figures = [
        adherence(
            judged("2026-03-20", a_plan(a_phase("1 week", "2026-01-05", anchor=one)), *given_)
        )
        for one in ANCHORS
    ]
    assert figures[0] == figures[1] == figures[2]
    assert figures[0].planned == 10
    assert figures[0].last == days("2026-03-20")[0]
