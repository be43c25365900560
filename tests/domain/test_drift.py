"""Drift: lateness does not vanish in a phase whose dates follow the injections."""

from datetime import timedelta

import pytest
from hypothesis import given

from b12tracker.domain.drift import Drift, drifts
from b12tracker.domain.judgement import Judgement
from b12tracker.domain.plan import Anchor
from tests.builders import (
    Day,
    Whole,
    a_pause,
    a_phase,
    a_plan,
    day,
    injections,
    judged,
    unrecorded,
    whole_logs,
)

LAST, HYBRID = Anchor.LAST_INJECTION, Anchor.HYBRID
DAY = timedelta(days=1)

TEN_DAYS_LATE = injections("2026-01-05", "2026-01-22", "2026-02-08", "2026-02-25")
"""Weekly, and each but the first ten days after it was due."""


def the_drift(judgement: Judgement, first: Day | None = None, last: Day | None = None) -> Drift:
    (found,) = drifts(judgement, day(first) if first else None, day(last) if last else None)
    return found


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_a_phase_that_lags_says_how_many_were_planned_and_how_long_nothing_covered(
    anchor: Anchor,
) -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", anchor=anchor))
    found = the_drift(judged("2026-02-25", plan, *TEN_DAYS_LATE))
    assert (found.planned, found.given, found.days_beyond) == (8, 4, 30)
    assert (found.first, found.last) == (day("2026-01-05"), day("2026-02-25"))


def test_the_days_since_the_last_injection_count_too() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", anchor=LAST))
    assert the_drift(judged("2026-01-11", plan, *injections("2026-01-05"))).days_beyond == 0
    assert the_drift(judged("2026-01-12", plan, *injections("2026-01-05"))).days_beyond == 1
    assert the_drift(judged("2026-01-05", plan)).days_beyond == 1


def test_perfect_days_have_no_drift() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-31", anchor=LAST))
    given_ = injections("2026-01-31", "2026-02-28", "2026-03-28", "2026-04-28")
    assert the_drift(judged("2026-05-27", plan, *given_)).days_beyond == 0


def test_a_range_is_counted_at_its_longer_end() -> None:
    plan = a_plan(a_phase("2-3 months", "2026-01-05", anchor=LAST))
    found = the_drift(judged("2026-10-05", plan, *injections("2026-01-05", "2026-04-05")))
    assert (found.planned, found.given) == (4, 2)
    assert found.days_beyond == (day("2026-10-05") - day("2026-07-05")).days + 1


def test_pauses_and_times_nobody_recorded_count_nowhere() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", anchor=LAST))
    breaks = a_pause("2026-01-12", "2026-01-18"), unrecorded("2026-01-19", "2026-01-25")
    found = the_drift(judged("2026-01-26", plan, *injections("2026-01-05"), *breaks))
    assert (found.planned, found.days_beyond) == (2, 1)


def test_a_period_cuts_it() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", anchor=LAST))
    judgement = judged("2026-02-25", plan, *TEN_DAYS_LATE)
    found = the_drift(judgement, "2026-01-13", "2026-01-31")
    assert (found.planned, found.given, found.days_beyond) == (2, 1, 9 + 3)


def test_fixed_phases_have_none_and_a_later_phase_ends_one() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", anchor=LAST), a_phase("1 month", "2026-02-02"))
    found = the_drift(judged("2026-04-01", plan, *injections("2026-01-05")))
    assert (found.last, found.planned) == (day("2026-02-01"), 4)
    assert drifts(judged("2025-12-01", plan)) == ()


@given(whole_logs((LAST, HYBRID)))
def test_counted_day_by_day(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    dates = sorted(one.given_on for one in given_ if one.given_on <= today)
    off = [*judgement.pauses, *judgement.not_recorded]
    for found in drifts(judgement):
        start = next(s.start for s in judgement.stretches if s.phase.id == found.phase.id)
        bare = 0
        here = found.first
        while here <= found.last:
            since = [one for one in dates if start <= one <= here]
            covers = since and any(one <= here < found.phase.every.latest(one, 1) for one in since)
            bare += not covers and not any(stretch.holds(here) for stretch in off)
            here += DAY
        assert found.days_beyond == bare
