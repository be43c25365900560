"""What Overview says: the next dose, the last injection, and what needs attention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.adherence import adherence
from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.overview import Concern, OverviewState, build_overview
from tests.builders import (
    DAY,
    Day,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_injection,
    day,
    facts,
    injections,
    injections_around,
    plans,
)

MONTHLY = a_plan(a_phase("1 month", "2026-01-05"))
"""Each dose closes eight days before the next: on 28 January, 25 February, 28 March ..."""


def overview(today: Day, *entries: Fact) -> OverviewState:
    logbook = facts(*entries)
    return build_overview(logbook, judge(logbook, day(today)))


def concerns(today: Day, *entries: Fact) -> list[tuple[str, str]]:
    return [(str(one.concern), str(one.on)) for one in overview(today, *entries).attention]


def test_an_empty_logbook() -> None:
    state = overview("2026-01-05")
    assert state.is_empty
    assert not state.has_plan
    assert not state.plan_ended
    assert (state.next, state.days, state.last, state.days_since_last) == (None, None, None, None)
    assert state.attention == ()
    assert state.adherence.pdc is None


def test_injections_without_a_plan() -> None:
    state = overview("2026-01-20", *injections("2026-01-05", "2026-01-12", "2026-02-01"))
    assert not state.is_empty
    assert not state.has_plan
    assert state.days_since_last == 8
    assert state.attention == ()


@pytest.mark.parametrize(
    ("today", "days", "since"),
    [("2026-01-31", 5, 26), ("2026-02-05", 0, 31), ("2026-02-20", -15, 46)],
)
def test_days_until_the_next_dose_and_since_the_last_injection(
    today: str, days: int, since: int
) -> None:
    state = overview(today, MONTHLY, an_injection("2026-01-05"))
    assert state.has_plan
    assert (state.days, state.days_since_last) == (days, since)


def test_the_day_of_the_injection_is_day_0() -> None:
    state = overview("2026-01-05", MONTHLY, an_injection("2026-01-05"))
    assert state.days_since_last == 0
    assert state.days == 31


def test_an_injection_dated_after_today_is_not_the_last_one() -> None:
    state = overview("2026-01-20", MONTHLY, *injections("2026-01-05", "2026-02-05"))
    assert state.last is not None
    assert state.last.given_on == day("2026-01-05")


def test_a_plan_ends_when_nothing_can_be_met_any_more() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=1))
    assert not overview("2026-01-09", plan).plan_ended
    assert overview("2026-01-10", plan).plan_ended
    assert overview("2026-01-05", plan, an_injection("2026-01-05")).plan_ended
    assert overview("2026-01-10", plan).has_plan


def test_the_figures_are_those_of_the_whole_plan_up_to_today() -> None:
    logbook = facts(MONTHLY, *injections("2026-01-05", "2026-02-20"))
    judgement = judge(logbook, day("2026-04-01"))
    assert build_overview(logbook, judgement).adherence == adherence(judgement)


def test_nothing_needs_attention_while_nothing_was_missed() -> None:
    assert concerns("2026-01-28", MONTHLY) == []
    assert concerns("2026-02-20", MONTHLY, an_injection("2026-01-28")) == []


def test_a_missed_dose_needs_attention() -> None:
    assert concerns("2026-01-29", MONTHLY) == [("missed_dose", "2026-01-05")]


def test_two_missed_running_come_before_the_missed_doses() -> None:
    assert concerns("2026-02-25", MONTHLY) == [("missed_dose", "2026-01-05")]
    found = concerns("2026-02-26", MONTHLY)
    assert [one for one in found if one[0] != Concern.LONG_OVERDUE] == [
        ("two_missed_running", "2026-01-05"),
        ("missed_dose", "2026-01-05"),
        ("missed_dose", "2026-02-05"),
    ]


def test_of_three_missed_running_the_last_two_are_named() -> None:
    assert ("two_missed_running", "2026-02-05") in concerns("2026-03-29", MONTHLY)
    after_one = concerns("2026-03-29", MONTHLY, an_injection("2026-01-05"))
    assert ("two_missed_running", "2026-02-05") in after_one


def test_two_missed_running_are_over_once_a_dose_is_taken() -> None:
    assert concerns("2026-03-05", MONTHLY, an_injection("2026-03-05")) == [
        ("missed_dose", "2026-01-05"),
        ("missed_dose", "2026-02-05"),
    ]


def test_two_missed_with_one_taken_between_are_not_running() -> None:
    assert concerns("2026-03-29", MONTHLY, an_injection("2026-02-05")) == [
        ("missed_dose", "2026-01-05"),
        ("missed_dose", "2026-03-05"),
    ]


def test_more_than_one_interval_without_the_injection_asked_for_needs_attention() -> None:
    """Asked for on 5 February, missed, and on 20 March, 43 days later, still nothing given."""
    found = concerns("2026-03-20", MONTHLY, an_injection("2026-01-05"))
    assert Concern.LONG_OVERDUE in [concern for concern, _ in found]


@given(st.data())
def test_every_missed_dose_needs_attention_and_no_other(data: st.DataObject) -> None:
    plan = data.draw(plans())
    logbook = Facts(plans=(plan,), injections=data.draw(injections_around(plan)))
    first = plan.phases[0].first_dose or day("2026-01-05")
    judgement = judge(logbook, first + data.draw(st.integers(-20, 400)) * DAY)
    found = build_overview(logbook, judgement).attention
    missed = [one.on for one in found if one.concern is Concern.MISSED_DOSE]
    assert missed == [dose.planned for dose in judgement.missed]


def test_symptoms_alone_make_a_logbook_that_is_not_empty() -> None:
    assert not overview("2026-01-05", a_symptom_entry()).is_empty
