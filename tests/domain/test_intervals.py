"""Interval by interval: more than planned is as visible as less."""

from hypothesis import given

from b12tracker.domain.intervals import intervals
from tests.builders import Whole, a_phase, a_plan, an_injection, day, judged, whole_logs

WEEKLY = a_plan(a_phase("1 week", "2026-01-05", dose_ug=1000))


def test_a_top_up_counts_in_the_interval_it_was_given_in() -> None:
    given_ = [
        an_injection(when, dose_ug=500)
        for when in ("2026-01-05", "2026-01-12", "2026-01-13", "2026-01-14", "2026-01-26")
    ]
    found = intervals(judged("2026-02-02", WEEKLY, *given_))
    assert [(one.start, one.given, one.planned_ug, one.given_ug) for one in found] == [
        (day("2026-01-05"), 1, 1000, 500),
        (day("2026-01-12"), 3, 1000, 1500),
        (day("2026-01-19"), 0, 1000, 0),
        (day("2026-01-26"), 1, 1000, 500),
    ]
    assert found[0].end == found[1].start


def test_open_doses_are_left_out_and_a_period_cuts() -> None:
    judgement = judged("2026-01-20", WEEKLY, an_injection("2026-01-05"))
    assert [one.start for one in intervals(judgement)] == [day("2026-01-05"), day("2026-01-12")]
    assert intervals(judgement, day("2026-01-13")) == []
    assert len(intervals(judgement, None, day("2026-01-05"))) == 1


@given(whole_logs())
def test_there_is_one_for_each_closed_dose_and_no_injection_counts_twice(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    found = intervals(judgement)
    assert [one.dose for one in found] == [dose for dose in judgement.doses if dose.is_closed]
    met = sum(dose.injection is not None for dose in judgement.doses)
    assert sum(one.given for one in found) <= met + len(judgement.top_ups)
