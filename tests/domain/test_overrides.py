"""What the user says an injection counts for wins over what the matching finds."""

import pytest
from hypothesis import given

from b12tracker.domain.judgement import Status
from b12tracker.domain.plan import Anchor
from tests.builders import (
    ANCHORS,
    Whole,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    day,
    days,
    injections,
    judged,
    next_date,
    told,
    whole_logs,
)

FIXED, LAST, HYBRID = Anchor.FIXED, Anchor.LAST_INJECTION, Anchor.HYBRID

MONTHLY = a_plan(a_phase("1 month", "2026-01-05"))
"""Seven days either side. The dose of 5 February is in reach from 21 January to 25 February."""


def test_an_injection_counts_for_the_dose_it_is_assigned_to_however_late() -> None:
    late = an_injection("2026-03-20", counts_for=day("2026-02-05"))
    judgement = judged("2026-03-20", MONTHLY, an_injection("2026-01-05"), late)
    assert told(judgement) == [
        "2026-01-05 on_time 01-05",
        "2026-02-05 late 03-20",
        "2026-03-05 overdue",
    ]
    assert judgement.doses[1].deviation_days == 43


def test_it_counts_for_no_other_dose() -> None:
    """On the day of the dose of 5 March, which stays open."""
    given_ = an_injection("2026-03-05", counts_for=day("2026-02-05"))
    judgement = judged("2026-03-05", MONTHLY, given_)
    assert told(judgement)[1:] == ["2026-02-05 late 03-05", "2026-03-05 due"]


def test_the_assigned_one_wins_over_a_closer_one_which_is_left_for_another_dose() -> None:
    assigned = an_injection("2026-02-25", counts_for=day("2026-02-05"))
    closer = an_injection("2026-02-20")
    judgement = judged("2026-03-05", MONTHLY, an_injection("2026-01-05"), assigned, closer)
    assert told(judgement)[1:] == ["2026-02-05 late 02-25", "2026-03-05 early 02-20"]


def test_a_marked_top_up_leaves_the_dose_open_and_another_may_meet_it() -> None:
    marked = an_injection("2026-02-05", top_up=True)
    judgement = judged("2026-02-20", MONTHLY, an_injection("2026-01-05"), marked)
    assert told(judgement)[1:] == ["2026-02-05 overdue"]
    assert judgement.top_ups == (marked,)
    another = an_injection("2026-02-15")
    judgement = judged("2026-02-20", MONTHLY, an_injection("2026-01-05"), marked, another)
    assert told(judgement)[1:] == ["2026-02-05 late 02-15"]


def test_an_override_beats_a_skip_and_a_pause() -> None:
    assigned = an_injection("2026-03-20", counts_for=day("2026-02-05"))
    others = (an_injection("2026-01-05"), a_skip("2026-02-05"))
    judgement = judged("2026-03-20", MONTHLY, assigned, *others)
    assert judgement.doses[1].status is Status.LATE
    assert judgement.unused_skips == (others[1],)
    pause = a_pause("2026-02-01", "2026-02-28")
    inside = an_injection("2026-02-10", counts_for=day("2026-02-05"))
    judgement = judged("2026-02-28", MONTHLY, an_injection("2026-01-05"), pause, inside)
    assert told(judgement)[1:] == ["2026-02-05 on_time 02-10"]


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_an_injection_in_a_pause_assigned_by_the_user_moves_a_re_anchoring_phase(
    anchor: Anchor,
) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=anchor))
    pause = a_pause("2026-02-01", "2026-02-28")
    inside = an_injection("2026-02-20", counts_for=day("2026-02-05"))
    judgement = judged("2026-02-28", plan, an_injection("2026-01-05"), pause, inside)
    assert told(judgement)[1:] == ["2026-02-05 late 02-20"]
    assert next_date(judgement) == day("2026-03-20")


@pytest.mark.parametrize("anchor", ANCHORS)
def test_an_override_finds_the_nearest_dose_within_half_an_interval(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=anchor))
    near = an_injection("2026-02-05", counts_for=day("2026-02-12"))
    judgement = judged("2026-02-12", plan, an_injection("2026-01-05"), near)
    assert told(judgement)[1:] == ["2026-02-05 on_time 02-05"]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_an_override_that_finds_no_dose_is_judged_like_any_injection(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", doses=2, anchor=anchor))
    stray = an_injection("2026-02-05", counts_for=day("2026-06-05"))
    judgement = judged("2026-02-12", plan, an_injection("2026-01-05"), stray)
    assert judgement.top_ups == ()
    assert told(judgement)[1:] == ["2026-02-05 on_time 02-05"]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_of_two_for_one_dose_the_earlier_has_it_and_the_other_is_a_top_up(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=anchor))
    earlier = an_injection("2026-02-03", counts_for=day("2026-02-05"), id=an_id(2))
    later = an_injection("2026-02-05", counts_for=day("2026-02-05"), id=an_id(1))
    judgement = judged("2026-02-12", plan, an_injection("2026-01-05"), later, earlier)
    assert told(judgement)[1:] == ["2026-02-05 on_time 02-03"]
    assert judgement.top_ups == (later,)


def test_from_last_the_next_date_is_counted_from_the_last_injection_not_one_before_it() -> None:
    """The injection of 1 February is a top-up, since the user assigned that of the 5th."""
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=LAST))
    assigned = an_injection("2026-02-05", counts_for=day("2026-02-05"))
    judgement = judged("2026-02-05", plan, *injections("2026-01-05", "2026-02-01"), assigned)
    assert told(judgement)[1:] == ["2026-02-05 on_time 02-05"]
    assert next_date(judgement) == day("2026-03-05")


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_an_injection_assigned_to_a_later_dose_never_takes_the_dates_back(anchor: Anchor) -> None:
    """A second injection of 5 January, said to count for February: March is next."""
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=anchor))
    ahead = an_injection("2026-01-05", counts_for=day("2026-02-05"), id=an_id(9))
    judgement = judged("2026-01-05", plan, *injections("2026-01-05"), ahead)
    assert told(judgement) == ["2026-01-05 on_time 01-05", "2026-02-05 early 01-05"]
    assert next_date(judgement) == day("2026-03-05")


def test_an_assigned_injection_from_last_begins_the_count_anew() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=LAST))
    late = an_injection("2026-03-20", counts_for=day("2026-02-05"))
    judgement = judged("2026-03-20", plan, an_injection("2026-01-05"), late)
    assert told(judgement)[1:] == ["2026-02-05 late 03-20"]
    assert next_date(judgement) == day("2026-04-20")


def test_an_override_in_a_fixed_phase_leaves_the_grid() -> None:
    late = an_injection("2026-02-25", counts_for=day("2026-02-05"))
    judgement = judged("2026-02-25", MONTHLY, an_injection("2026-01-05"), late)
    assert [dose.planned for dose in judgement.doses[:4]] == days(
        "2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"
    )


# The laws


@given(whole_logs())
def test_a_dose_planned_on_the_date_of_an_override_is_met_by_one(log: Whole) -> None:
    plan, given_, breaks, today = log
    doses = judged(today, plan, *given_, *breaks).doses
    met_by_one = {dose.planned for dose in doses if dose.injection and dose.injection.counts_for}
    planned = {dose.planned for dose in doses}
    assigned_to = {one.counts_for for one in given_ if one.given_on <= today}
    assert planned & assigned_to <= met_by_one


@given(whole_logs())
def test_a_marked_top_up_meets_nothing(log: Whole) -> None:
    plan, given_, breaks, today = log
    met = judged(today, plan, *given_, *breaks).dose_met_by
    assert not any(one.top_up for one in given_ if one.id in met)


@given(whole_logs())
def test_an_assigned_injection_meets_a_dose_near_its_date_if_there_is_one(log: Whole) -> None:
    plan, given_, breaks, today = log
    doses = judged(today, plan, *given_, *breaks).doses
    for dose in doses:
        if dose.injection and dose.injection.counts_for:
            near = [one for one in doses if one.slot.is_near(dose.injection.counts_for)]
            assert dose in near or not near
