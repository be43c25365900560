"""Past doses of which nobody has said what became of them, and the facts that answer for them."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from b12tracker.domain.backfill import (
    as_prescribed,
    newly_asked,
    nobody_recorded,
    unanswered,
    with_last,
    without_record,
)
from b12tracker.domain.facts import Fact
from b12tracker.domain.interruptions import Move, Pause
from b12tracker.domain.judgement import Judgement, Status, judge
from b12tracker.domain.plan import Anchor, Plan
from tests.builders import (
    DAY,
    Day,
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    breaks_around,
    day,
    days,
    facts,
    judged,
    plans,
    unrecorded,
    whole_plans,
)

WEEKLY = a_plan(
    a_phase("1 week", "2026-10-05", doses=6, dose_ug=1000, id=an_id(1)),
    a_phase("1 month", id=an_id(2)),
)
"""Mondays from 5 October to 9 November, then 9 December and monthly on."""
TODAY = day("2026-11-22")
DATES = days("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09")


def silent(today: Day, *entries: Fact) -> list[date]:
    """Return the dates of past doses that have no record yet."""
    held = facts(*entries)
    return [dose.planned for dose in without_record(held, judge(held, day(today)))]


def statuses(judgement: Judgement) -> list[Status]:
    """Return the statuses of the six weekly doses."""
    return [dose.status for dose in judgement.doses[:6]]


def test_all_past_doses_of_a_plan_just_entered_have_no_record() -> None:
    assert silent(TODAY, WEEKLY) == DATES


def test_an_overdue_dose_has_no_record_either() -> None:
    assert silent("2026-01-18", a_plan(a_phase("3 months", "2026-01-10"))) == days("2026-01-10")


def test_a_plan_that_begins_today_leaves_nothing_open() -> None:
    assert silent(TODAY, a_plan(a_phase("1 month", TODAY))) == []
    assert silent(TODAY) == []


@pytest.mark.parametrize(
    "answer",
    [
        an_injection("2026-10-05"),
        an_injection("2026-10-04"),
        an_injection("2026-11-20"),
        a_skip("2026-10-19"),
        unrecorded("2026-10-05", "2026-10-20"),
    ],
    ids=["met", "met early", "top-up", "skipped", "not recorded"],
)
def test_one_answer_is_a_record(answer: Fact) -> None:
    """From then on the others are missed in earnest."""
    assert silent(TODAY, WEEKLY, answer) == []


@pytest.mark.parametrize(
    "fact",
    [
        an_injection("2026-09-01"),
        an_injection("2026-11-23"),
        a_pause("2026-11-01"),
        a_move("2026-10-19", "2026-10-20"),
    ],
    ids=["before the plan", "in the future", "pause", "move"],
)
def test_what_is_no_record(fact: Fact) -> None:
    assert silent(TODAY, WEEKLY, fact) != []


def test_a_second_plan_is_looked_at_by_itself() -> None:
    """The old plan was missed in earnest once; of the new one nothing is known yet."""
    old = a_plan(a_phase("1 month", "2026-01-05", id=an_id(11)))
    given_once = an_injection("2026-02-05")
    new = a_plan(a_phase("1 week", "2026-10-05", id=an_id(12)))
    assert silent(TODAY, old, given_once) == []
    assert silent(TODAY, old, given_once, new)[0] == date(2026, 10, 5)


def test_what_is_given_as_planned_is_on_time() -> None:
    held = facts(WEEKLY)
    doses = unanswered(judge(held, TODAY))
    given_then = [as_prescribed(dose, dose.planned) for dose in doses]
    assert {one.dose_ug for one in given_then} == {1000}
    assert {one.counts_for for one in given_then} == {None}
    assert statuses(judged(TODAY, WEEKLY, *given_then)) == [Status.ON_TIME] * 6


def test_a_day_far_away_is_assigned_to_its_dose() -> None:
    dose = judged(TODAY, WEEKLY).doses[0]
    far = as_prescribed(dose, date(2026, 10, 20))
    assert far.counts_for == date(2026, 10, 5)
    assert statuses(judged(TODAY, WEEKLY, far))[0] is Status.LATE


@given(plans() | whole_plans(most_phases=1), st.data())
def test_all_given_as_planned_leaves_nothing_missed(plan: Plan, data: st.DataObject) -> None:
    """Phases on a fixed grid, or one phase of any rhythm and anchor, with pauses about.

    Where several phases re-anchor, an injection given moves the dates that follow; where an
    older dose of another phase is still due, the injection counts for that one first.
    """
    pauses = [one for one in data.draw(breaks_around(plan)) if isinstance(one, Pause)]
    today = data.draw(st.integers(-10, 300).map(lambda off: plan.phases[0].first_dose + off * DAY))
    before = judged(today, plan, *pauses)
    past = unanswered(before)
    due = [dose.planned for dose in before.doses if dose.status is Status.DUE]
    assume(not past or not due or due[0] > past[-1].planned)
    after = judged(today, plan, *pauses, *(as_prescribed(dose, dose.planned) for dose in past))
    asked = {dose.planned for dose in past}
    left = [dose for dose in after.doses if dose.planned in asked and not dose.is_taken]
    assert left == []


@given(plans(), st.data())
def test_not_remembered_leaves_nothing_missed_and_skips_alone(
    plan: Plan, data: st.DataObject
) -> None:
    around = [one for one in data.draw(breaks_around(plan)) if not isinstance(one, Move)]
    today = data.draw(st.integers(-10, 300).map(lambda off: plan.phases[0].first_dose + off * DAY))
    before = judged(today, plan, *around)
    stretches = nobody_recorded(unanswered(before), before.doses)
    after = judged(today, plan, *around, *stretches)
    assert unanswered(after) == ()
    kept = [(one.planned, one.status) for one in before.doses if one not in unanswered(before)]
    assert [
        (one.planned, one.status) for one in after.doses if one.planned not in _days(before)
    ] == kept


def _days(judgement: Judgement) -> set[date]:
    return {dose.planned for dose in unanswered(judgement)}


def test_one_stretch_for_what_follows_one_another() -> None:
    judgement = judged(TODAY, WEEKLY)
    (stretch,) = nobody_recorded(unanswered(judgement), judgement.doses)
    assert (stretch.start, stretch.end) == (DATES[0], DATES[-1])
    assert nobody_recorded([], judgement.doses) == []


def test_a_dose_that_was_answered_parts_the_stretch() -> None:
    judgement = judged(TODAY, WEEKLY, a_skip("2026-10-19"))
    stretches = nobody_recorded(unanswered(judgement), judgement.doses)
    assert [(one.start, one.end) for one in stretches] == [
        (DATES[0], DATES[1]),
        (DATES[3], DATES[5]),
    ]


def test_the_last_injection_is_as_the_dose_it_meets_prescribes() -> None:
    last, judgement = with_last(facts(WEEKLY), an_injection("2026-11-03"), TODAY)
    assert last.dose_ug == 1000
    earlier = [dose.planned for dose in unanswered(judgement) if dose.planned < last.given_on]
    assert earlier == DATES[:4]


def test_the_last_injection_that_meets_nothing_stays_bare() -> None:
    last, _ = with_last(facts(WEEKLY), an_injection("2026-08-01"), TODAY)
    assert last.dose_ug is None


def test_dates_newly_asked_for() -> None:
    later = a_plan(a_phase("1 week", "2026-10-19", doses=4, id=an_id(1)))
    before, after = (unanswered(judged(TODAY, plan)) for plan in (later, WEEKLY))
    assert [dose.planned for dose in newly_asked(before, after)] == DATES[:2]
    assert newly_asked(after, after) == []


def test_moving_dates_are_filled_from_the_first_on() -> None:
    plan = a_plan(a_phase("1 week", "2026-10-05", anchor=Anchor.LAST_INJECTION))
    past = unanswered(judged(TODAY, plan))
    after = judged(TODAY, plan, *(as_prescribed(dose, dose.planned) for dose in past))
    assert unanswered(after) == ()
