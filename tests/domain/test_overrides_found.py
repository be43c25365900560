"""An override finds the dose it was named for, or is let go; however the dates have shifted."""

from datetime import timedelta

import pytest

from b12tracker.domain.overrides import Hold, Overrides
from b12tracker.domain.plan import Anchor
from b12tracker.domain.schedule import Slot
from tests.builders import (
    a_phase,
    a_plan,
    an_id,
    an_injection,
    day,
    days,
    injections,
    judged,
    told,
)

FIXED, LAST, HYBRID = Anchor.FIXED, Anchor.LAST_INJECTION, Anchor.HYBRID


def test_it_waits_for_its_own_date_while_a_top_up_still_moves_the_next_one() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=LAST))
    given_ = injections("2026-01-05", "2026-02-28", "2026-03-10")
    assigned = an_injection("2026-04-10", counts_for=day("2026-04-10"))
    judgement = judged("2026-04-10", plan, *given_, assigned)
    assert told(judgement)[:3] == [
        "2026-01-05 on_time 01-05",
        "2026-02-05 missed",
        "2026-03-05 on_time 02-28",
    ]
    assert told(judgement)[3] == "2026-04-10 on_time 04-10"


@pytest.mark.parametrize("anchor", [LAST, HYBRID, FIXED])
def test_it_is_not_taken_by_a_near_dose_of_the_phase_before(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"), a_phase("1 month", "2026-01-15", anchor=anchor))
    assigned = an_injection("2026-01-14", counts_for=day("2026-01-15"))
    judgement = judged("2026-01-20", plan, assigned)
    assert told(judgement) == ["2026-01-05 overdue", "2026-01-15 on_time 01-14"]


@pytest.mark.parametrize("anchor", [FIXED, LAST, HYBRID])
def test_it_follows_its_dose_when_the_dates_have_shifted_a_little(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-08", anchor=anchor))
    assigned = an_injection("2026-01-29", counts_for=day("2026-01-05"))
    assert told(judged("2026-01-30", plan, assigned))[0] == "2026-01-08 late 01-29"


@pytest.mark.parametrize("anchor", [FIXED, LAST, HYBRID])
def test_it_is_let_go_when_nothing_is_planned_near_its_date(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-06-05", anchor=anchor))
    assigned = an_injection("2026-06-05", counts_for=day("2026-01-05"))
    judgement = judged("2026-06-06", plan, assigned)
    assert told(judgement)[0] == "2026-06-05 on_time 06-05"
    assert judgement.top_ups == ()


@pytest.mark.parametrize("anchor", [FIXED, LAST, HYBRID])
def test_the_second_of_two_for_one_dose_is_a_top_up_and_meets_no_other(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=anchor))
    first, second = (
        an_injection(when, counts_for=day("2026-01-05"), id=an_id(number))
        for number, when in enumerate(("2026-01-05", "2026-02-05"))
    )
    judgement = judged("2026-02-06", plan, second, first)
    assert told(judgement)[:2] == ["2026-01-05 on_time 01-05", "2026-02-05 due"]
    assert judgement.top_ups == (second,)


def test_one_that_is_let_go_is_never_held_again() -> None:
    """Else the dates could shift to and fro for ever."""
    injection = an_injection("2026-01-29", counts_for=day("2026-01-20"))
    phase = a_phase("1 month", "2026-01-05")
    far, near, exact = (
        [Slot(phase, 0, when, when + timedelta(days=31), when)]
        for when in days("2026-06-05", "2026-01-25", "2026-01-20")
    )
    overrides = Overrides()
    assert not overrides.loosen(exact, [injection])
    assert overrides.loosen(near, [injection])
    assert overrides.hold(injection) is Hold.NEAR
    assert overrides.loosen(far, [injection])
    assert overrides.hold(injection) is Hold.LET_GO
    assert not overrides.loosen(near, [injection])
    assert overrides.is_free(injection)
