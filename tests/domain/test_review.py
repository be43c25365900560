"""What Review shows of a period: its figures, its missed doses, its months and longest gaps."""

import pytest

from b12tracker.domain.adherence import adherence
from b12tracker.domain.facts import Fact
from b12tracker.domain.review import GAPS_SHOWN, ReviewState, build_review
from tests.builders import (
    DAY,
    Day,
    a_phase,
    a_plan,
    an_injection,
    day,
    days,
    injections,
    judged,
)

PLAN = a_plan(a_phase("1 week", "2026-01-05", doses=6), a_phase("1 month"))
"""5, 12, 19, 26 January, 2, 9 February; then 9 March, 9 April, 9 May ..."""

LOG: tuple[Fact, ...] = (
    PLAN,
    *injections(
        "2025-12-01", "2026-01-05", "2026-01-12", "2026-01-26", "2026-02-02", "2026-02-09",
        "2026-04-09", "2026-04-20", "2026-06-01",
    ),
)  # fmt: skip
"""19 January and 9 March are missed; 20 April is a top-up."""


def review(
    today: Day, *entries: Fact, first: str | None = None, last: str | None = None
) -> ReviewState:
    return build_review(
        judged(today, *entries), day(first) if first else None, day(last) if last else None
    )


def test_an_empty_logbook_has_an_empty_review() -> None:
    state = review("2026-01-05")
    assert (state.missed, state.months, state.gaps, state.days_since_last) == ((), (), (), None)
    assert state.adherence.pdc is None


def test_the_whole_plan_up_to_today() -> None:
    state = review("2026-04-30", *LOG)
    assert state.adherence == adherence(judged("2026-04-30", *LOG))
    assert [dose.planned for dose in state.missed] == days("2026-01-19", "2026-03-09")
    assert [(str(month.start), month.planned, month.given) for month in state.months] == [
        ("2026-01-01", 4, 3),
        ("2026-02-01", 2, 2),
        ("2026-03-01", 1, 0),
        ("2026-04-01", 1, 2),
    ]
    assert state.days_since_last == 10


def test_a_period_within_it() -> None:
    state = review("2026-04-30", *LOG, first="2026-02-01", last="2026-03-09")
    assert [dose.planned for dose in state.missed] == days("2026-03-09")
    assert [month.start for month in state.months] == days("2026-02-01", "2026-03-01")
    assert (state.adherence.planned, state.adherence.taken) == (3, 2)
    assert [gap.gap.days for gap in state.gaps] == [7]
    assert state.days_since_last == 10


def test_the_first_and_last_day_of_a_period_belong_to_it() -> None:
    state = review("2026-04-30", *LOG, first="2026-02-02", last="2026-02-09")
    assert [(str(one.gap.start), str(one.gap.end)) for one in state.gaps] == [
        ("2026-02-02", "2026-02-09")
    ]
    for first, last in (("2026-03-09", "2026-03-20"), ("2026-03-01", "2026-03-09")):
        missed = review("2026-04-30", *LOG, first=first, last=last).missed
        assert [dose.planned for dose in missed] == days("2026-03-09")


def test_the_months_of_a_period_are_whole_months_from_its_first_to_its_last_day() -> None:
    state = review("2026-04-30", *LOG, first="2026-02-28", last="2026-03-01")
    assert [month.start for month in state.months] == days("2026-02-01", "2026-03-01")


def test_gaps_are_listed_the_longest_first() -> None:
    assert [(str(one.gap.start), one.gap.days) for one in review("2026-04-30", *LOG).gaps] == [
        ("2026-02-09", 59),
        ("2026-01-12", 14),
        ("2026-04-09", 11),
        ("2026-01-05", 7),
        ("2026-01-26", 7),
    ]


def test_a_gap_stands_beside_the_interval_that_was_planned() -> None:
    planned = {str(one.gap.start): one.planned_days for one in review("2026-04-30", *LOG).gaps}
    assert (planned["2026-01-12"], planned["2026-04-09"]) == (7, 30)
    monthly = a_plan(a_phase("1 month", "2026-01-05"))
    given = injections("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05")
    gaps = review("2026-04-30", monthly, *given).gaps
    assert [one.planned_days for one in gaps] == [one.gap.days for one in gaps] == [31, 31, 28]


@pytest.mark.parametrize("off", [0, -1], ids=["on the day", "a day early"])
def test_a_gap_over_a_change_of_phase_stands_beside_the_one_that_was_planned(off: int) -> None:
    """From the sixth weekly dose, 9 February, to the first monthly one, 9 March: 28 days."""
    planned = ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09"]
    given = injections(*(day(when) + off * DAY for when in [*planned, "2026-03-09"]))
    longest = review("2026-03-31", PLAN, *given).gaps[0]
    assert longest.gap.days == 28
    assert longest.planned_days == 28


def test_only_the_longest_gaps_are_listed() -> None:
    given = injections(*(day("2026-01-05") + 7 * place * DAY for place in range(20)))
    state = review("2026-12-31", a_plan(), *given)
    assert len(state.gaps) == GAPS_SHOWN


def test_without_any_injection_there_is_no_gap_and_no_last_one() -> None:
    state = review("2026-04-30", PLAN)
    assert (state.gaps, state.days_since_last) == ((), None)


def test_an_injection_without_a_plan_is_still_the_last_one() -> None:
    assert review("2026-01-20", an_injection("2026-01-05")).days_since_last == 15
