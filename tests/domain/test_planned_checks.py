"""Planned lab checks: their dates, what meets them, and what they are called in between."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.facts import Fact
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.planned_checks import CheckStatus, PlannedCheck, planned_checks
from tests.builders import (
    Day,
    a_lab_result,
    a_phase,
    a_plan,
    an_id,
    an_injection,
    day,
    days,
    every,
    facts,
    judged,
)

DAY = timedelta(days=1)
PHASE = an_id(1)
PLAN = a_plan(a_phase("1 month", "2026-01-05", id=PHASE))
YEARLY = LabCheck(PHASE, ("mma", "hemoglobin"), 90, every("12 months"), 14, 28)
"""Planned on 5 April, in the window from 22 March to 19 April; to be booked from 8 March."""


def planned(today: Day, *entries: Fact) -> tuple[PlannedCheck, ...]:
    return planned_checks(facts(*entries), judged(today, *entries))


def told(today: Day, *entries: Fact) -> list[str]:
    return [f"{one.planned} {one.status}" for one in planned(today, *entries)]


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2026-01-05", "upcoming"),
        ("2026-03-07", "upcoming"),
        ("2026-03-08", "book"),
        ("2026-03-21", "book"),
        ("2026-03-22", "due"),
        ("2026-04-19", "due"),
        ("2026-04-20", "overdue"),
        ("2027-03-21", "overdue"),
    ],
)
def test_a_check_becomes_due_like_a_dose(today: str, status: str) -> None:
    assert told(today, PLAN, YEARLY)[0] == f"2026-04-05 {status}"


def test_it_is_missed_when_the_window_of_the_next_one_opens() -> None:
    assert told("2027-03-22", PLAN, YEARLY) == ["2026-04-05 missed", "2027-04-05 due"]


def test_it_is_met_when_every_marker_was_measured() -> None:
    mma = a_lab_result("2026-03-30", marker="mma")
    (half,) = planned("2026-04-02", PLAN, YEARLY, mma)
    assert (half.status, half.missing) == (CheckStatus.DUE, ("hemoglobin",))
    blood = a_lab_result("2026-04-01", marker="hemoglobin", unit="g/L")
    done, following = planned("2026-04-02", PLAN, YEARLY, mma, blood)
    assert (done.status, done.results, done.missing) == (CheckStatus.DONE, (mma, blood), ())
    assert (following.planned, following.status) == (day("2027-04-05"), CheckStatus.UPCOMING)


@pytest.mark.parametrize(
    ("drawn", "status"),
    [("2026-03-21", "due"), ("2026-03-22", "done"), ("2026-09-01", "done")],
)
def test_a_result_counts_from_the_window_on_however_late(drawn: str, status: str) -> None:
    check = LabCheck(PHASE, ("mma",), 90, None, 14, 28)
    today = max(drawn, "2026-04-01")
    assert told(today, PLAN, check, a_lab_result(drawn, marker="mma")) == [f"2026-04-05 {status}"]


def test_a_result_halfway_to_the_next_counts_for_the_one_still_open() -> None:
    check = LabCheck(PHASE, ("mma",), 0, every("12 months"), 14, 28)
    first = a_lab_result("2026-01-05", marker="mma")
    early, late = (a_lab_result(when, marker="mma") for when in ("2026-08-01", "2027-02-01"))
    assert told("2027-02-02", PLAN, check, first, early)[:2] == [
        "2026-01-05 done", "2027-01-05 done",
    ]  # fmt: skip
    assert told("2027-02-02", PLAN, check, late)[:2] == ["2026-01-05 missed", "2027-01-05 done"]


def test_no_result_counts_twice() -> None:
    check = LabCheck(PHASE, ("mma",), 0, every("1 week"), 14, 28)
    drawn = a_lab_result("2026-01-12", marker="mma")
    done = [one for one in planned("2026-02-01", PLAN, check, drawn) if one.results]
    assert [one.planned for one in done] == days("2026-01-05")


def test_later_ones_end_with_the_phase_and_the_last_closes_with_it() -> None:
    plan = a_plan(
        a_phase("1 week", "2026-01-05", doses=8, id=PHASE), a_phase("1 month", "2026-03-02")
    )
    check = LabCheck(PHASE, ("mma",), 14, every("1 month"), 3, 7)
    assert told("2026-02-28", plan, check) == ["2026-01-19 missed", "2026-02-19 overdue"]
    assert told("2026-03-02", plan, check) == ["2026-01-19 missed", "2026-02-19 missed"]


def test_a_phase_that_has_not_begun_has_no_checks_yet() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"), a_phase("1 month", id=PHASE))
    assert told("2026-02-28", plan, YEARLY) == []
    assert told("2026-02-28", a_plan(a_phase(first_dose="2026-01-05")), YEARLY) == []


def test_blood_is_to_be_drawn_before_the_first_open_dose_of_the_window() -> None:
    check = LabCheck(PHASE, ("mma",), 90, None, 14, 28, before_injection=True)
    (one,) = planned("2026-03-10", PLAN, check)
    assert one.before_dose == day("2026-04-05")
    (one,) = planned("2026-04-05", PLAN, check, an_injection("2026-04-05"))
    assert one.before_dose is None


def test_results_after_today_are_out_of_sight() -> None:
    check = LabCheck(PHASE, ("mma",), 90)
    assert told("2026-04-01", PLAN, check, a_lab_result("2026-04-02", marker="mma")) == [
        "2026-04-05 due"
    ]


CHECKS = st.builds(
    LabCheck,
    phase=st.just(PHASE),
    markers=st.sampled_from([("mma",), ("mma", "hemoglobin")]),
    first_after_days=st.integers(0, 200),
    then_every=st.none() | st.sampled_from([every("1 week"), every("1 month"), every("12 months")]),
    window_days=st.integers(0, 40),
    lead_days=st.integers(0, 60),
)
DRAWN = st.lists(
    st.builds(
        lambda off, marker: a_lab_result(day("2025-12-01") + off * DAY, marker=marker),
        st.integers(0, 600),
        st.sampled_from(["mma", "hemoglobin", "folate"]),
    ),
    max_size=8,
)


@given(check=CHECKS, drawn=DRAWN, off=st.integers(0, 700))
def test_a_result_never_undoes_a_check_and_no_future_check_is_missed(
    check: LabCheck, drawn: list[Fact], off: int
) -> None:
    today = day("2025-12-01") + off * DAY
    whole = planned(today, PLAN, check, *drawn)
    assert all(one.status is not CheckStatus.MISSED for one in whole if one.planned >= today)
    used = [result.id for one in whole for result in one.results]
    assert len(used) == len(set(used))
    for left_out in range(len(drawn)):
        fewer = planned(today, PLAN, check, *drawn[:left_out], *drawn[left_out + 1 :])
        assert _done(fewer) <= _done(whole)


def _done(checks: tuple[PlannedCheck, ...]) -> int:
    return sum(one.status is CheckStatus.DONE for one in checks)
