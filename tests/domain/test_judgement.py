"""What became of each dose, to the day: windows, reach, the next dose, and what lies ahead."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import OPEN, TAKEN, Status, judge
from b12tracker.domain.plan import Plan
from tests.builders import (
    DAY,
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_injection,
    day,
    days,
    facts,
    injections,
    injections_around,
    judged,
    plans,
)

MONTHLY = a_plan(a_phase("1 month", "2026-03-05"))
"""Seven days either side. The dose of 5 March: on time from 26 February to 12 March,
in reach from 18 February (half of 31 days before) to 28 March (eight days before 5 April)."""


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2026-01-01", Status.UPCOMING),
        ("2026-02-25", Status.UPCOMING),
        ("2026-02-26", Status.DUE),
        ("2026-03-05", Status.DUE),
        ("2026-03-12", Status.DUE),
        ("2026-03-13", Status.OVERDUE),
        ("2026-03-28", Status.OVERDUE),
        ("2026-03-29", Status.MISSED),
        ("2027-01-01", Status.MISSED),
    ],
)
def test_a_dose_nobody_gave(today: str, status: Status) -> None:
    dose = judged(today, MONTHLY).doses[0]
    assert dose.status is status
    assert dose.is_open is (status in OPEN)
    assert not dose.is_taken
    assert dose.injection is None
    assert dose.deviation_days is None


@pytest.mark.parametrize(
    ("given_on", "status", "deviation"),
    [
        ("2026-02-18", Status.EARLY, -15),
        ("2026-02-25", Status.EARLY, -8),
        ("2026-02-26", Status.ON_TIME, -7),
        ("2026-03-05", Status.ON_TIME, 0),
        ("2026-03-12", Status.ON_TIME, 7),
        ("2026-03-13", Status.LATE, 8),
        ("2026-03-28", Status.LATE, 23),
    ],
)
def test_a_dose_that_was_given(given_on: str, status: Status, deviation: int) -> None:
    for today in (given_on, "2026-05-31"):
        dose = judged(today, MONTHLY, an_injection(given_on)).doses[0]
        assert dose.status is status
        assert dose.status in TAKEN
        assert dose.is_taken
        assert not dose.is_open
        assert dose.deviation_days == deviation


def test_an_injection_a_day_before_the_reach_of_the_first_dose_is_before_the_plan() -> None:
    judgement = judged("2026-03-05", MONTHLY, an_injection("2026-02-17"))
    assert [injection.given_on for injection in judgement.before_plan] == days("2026-02-17")
    assert judgement.doses[0].status is Status.DUE


def test_an_injection_a_day_after_the_reach_counts_for_the_next_dose() -> None:
    judgement = judged("2026-03-29", MONTHLY, an_injection("2026-03-29"))
    assert [dose.status for dose in judgement.doses[:2]] == [Status.MISSED, Status.ON_TIME]
    assert judgement.dose_met_by[judgement.doses[1].injection.id] is judgement.doses[1]  # type: ignore[union-attr]


def test_the_same_log_seen_on_later_days() -> None:
    log: tuple[Fact, ...] = (
        a_plan(a_phase("1 week", "2026-01-05", doses=2), a_phase("1 month", tolerance=(7, 7))),
        *injections("2026-01-01", "2026-01-05", "2026-01-10", "2026-02-25"),
    )
    # Planned on 5 and 12 January (two days either side), then 12 February, 12 March; the
    # injection of 1 January lies a day before the reach of the first dose.
    seen = {
        "2026-01-02": [],
        "2026-01-03": ["due"],
        "2026-01-05": ["on_time"],
        "2026-01-10": ["on_time", "on_time"],
        "2026-02-12": ["on_time", "on_time", "due"],
        "2026-02-20": ["on_time", "on_time", "overdue"],
        "2026-02-25": ["on_time", "on_time", "late"],
        "2026-04-05": ["on_time", "on_time", "late", "missed", "due"],
    }
    for today, expected in seen.items():
        statuses = [str(dose.status) for dose in judged(today, *log).doses]
        assert statuses[: len(expected)] == expected, today
        assert set(statuses[len(expected) :]) == {"upcoming"}, today


def test_a_plan_without_phases_or_no_plan_judges_nothing() -> None:
    judgement = judged("2026-01-31", Plan(), an_injection("2026-01-05"))
    assert judgement.doses == ()
    assert judgement.top_ups == ()
    assert [injection.given_on for injection in judgement.before_plan] == days("2026-01-05")
    assert judgement.next is None
    assert judgement.missed == ()
    assert judgement.asks_until is None


@pytest.mark.parametrize(
    ("given_on", "today", "planned"),
    [
        ([], "2026-01-01", "2026-03-05"),
        ([], "2026-03-28", "2026-03-05"),
        ([], "2026-03-29", "2026-04-05"),
        (["2026-03-04"], "2026-03-04", "2026-04-05"),
        (["2026-03-04", "2026-03-29"], "2026-03-30", "2026-05-05"),
        (["2026-03-29"], "2026-03-30", "2026-05-05"),
    ],
)
def test_the_next_dose_is_the_first_that_can_still_be_met(
    given_on: list[str], today: str, planned: str
) -> None:
    following = judged(today, MONTHLY, *injections(*given_on)).next
    assert following is not None
    assert following.planned == day(planned)
    assert following.is_open


@pytest.mark.parametrize("rhythm", ["12 months", "366 days", "52 weeks"])
def test_there_is_a_next_dose_however_long_the_interval(rhythm: str) -> None:
    plan = a_plan(a_phase(rhythm, "2026-03-05"))
    assert judged("2026-03-05", plan, an_injection("2026-03-05")).next is not None


def test_a_plan_that_starts_years_ahead_has_its_first_dose_next() -> None:
    judgement = judged("2026-03-05", a_plan(a_phase("1 week", "2029-01-01")))
    assert judgement.next is not None
    assert judgement.next.planned == day("2029-01-01")


def test_after_the_last_dose_of_the_plan_nothing_is_next() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=2))
    given_ = injections("2026-01-05", "2026-01-12")
    assert judged("2026-01-12", plan, *given_).next is None
    assert judged("2026-01-16", plan).next is not None
    assert judged("2026-01-17", plan).next is None
    assert judged("2026-01-17", plan).asks_until == day("2026-01-19")


def test_the_plan_asks_until_its_last_phase_is_over() -> None:
    weekly = a_phase("1 week", "2026-01-05", doses=2)
    assert judged("2026-01-05", a_plan(weekly, a_phase("1 month"))).asks_until is None
    ended = judged("2026-01-05", a_plan(weekly, a_phase("1 month", doses=2)))
    assert ended.asks_until == day("2026-04-12")


def test_a_second_injection_on_the_first_planned_day_is_a_top_up() -> None:
    judgement = judged("2026-01-05", a_plan(), *injections("2026-01-05", "2026-01-05"))
    assert len(judgement.top_ups) == 1
    assert judgement.before_plan == ()


def test_an_injection_after_the_plan_has_ended_is_a_top_up() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=1))
    judgement = judged("2026-12-31", plan, *injections("2026-01-05", "2026-06-01"))
    assert [injection.given_on for injection in judgement.top_ups] == days("2026-06-01")


def test_an_injection_early_for_the_first_dose_meets_it_and_is_not_before_the_plan() -> None:
    judgement = judged("2026-01-05", a_plan(), an_injection("2026-01-02"))
    assert judgement.doses[0].status is Status.EARLY
    assert judgement.before_plan == ()


@given(st.data())
def test_facts_dated_after_today_are_ignored(data: st.DataObject) -> None:
    plan = data.draw(plans())
    given_ = data.draw(injections_around(plan))
    start = plan.phases[0].first_dose or date.min
    today = start + data.draw(st.integers(-20, 400)) * DAY
    known = [injection for injection in given_ if injection.given_on <= today]
    assert judged(today, plan, *given_) == judged(today, plan, *known)


def test_time_of_day_a_remembered_date_and_other_facts_decide_nothing() -> None:
    def statuses(*entries: Injection) -> list[Status]:
        others = (a_symptom_entry(), a_lab_result())
        return [
            one.status for one in judge(facts(MONTHLY, *entries, *others), day("2026-04-20")).doses
        ]

    plain = statuses(an_injection("2026-03-12"))
    assert statuses(an_injection("2026-03-12", "23:59")) == plain
    assert statuses(an_injection("2026-03-12", "00:00", about=True, note="perhaps")) == plain


@given(st.data())
def test_only_time_turns_an_open_dose_into_a_missed_one(data: st.DataObject) -> None:
    """With the days a dose goes from upcoming to due to overdue to missed, and never back."""
    plan = data.draw(plans(most_phases=2))
    start = plan.phases[0].first_dose or date.min
    order = [Status.UPCOMING, Status.DUE, Status.OVERDUE, Status.MISSED]
    before = -1
    for off in range(-60, 120, 3):
        now = order.index(judged(start + off * DAY, plan).doses[0].status)
        assert now >= before
        before = now
