"""Cycles: from one injection to the next, none of which is guessed."""

import pytest

from b12tracker.domain.cycles import Cycle, Cycles, closed_cycles
from b12tracker.domain.facts import Fact
from tests.builders import (
    DAY,
    a_pause,
    a_phase,
    a_plan,
    an_injection,
    day,
    every,
    injections,
    judged,
    unrecorded,
)

TODAY = "2026-06-30"


def cycles(*entries: Fact, first: str | None = None, last: str | None = None) -> Cycles:
    """Return the cycles as seen on 30 June 2026."""
    judgement = judged(TODAY, *entries)
    return closed_cycles(judgement, first and day(first), last and day(last))


def spans(found: Cycles) -> list[str]:
    """Return each cycle as ``01-05 to 02-05``."""
    return [f"{cycle.start:%m-%d} to {cycle.end:%m-%d}" for cycle in found.usable]


def test_a_cycle_runs_from_one_injection_to_the_next() -> None:
    found = cycles(*injections("2026-03-02", "2026-01-05", "2026-02-01"))
    assert spans(found) == ["01-05 to 02-01", "02-01 to 03-02"]
    assert [cycle.days for cycle in found.usable] == [27, 29]


def test_the_last_cycle_is_open_and_none_begins_after_today() -> None:
    assert spans(cycles(an_injection("2026-06-01"))) == []
    assert spans(cycles(*injections("2026-06-01", "2026-07-01"))) == []


def test_two_injections_on_one_day_are_one() -> None:
    assert spans(cycles(*injections("2026-01-05", "2026-01-05", "2026-02-01"))) == [
        "01-05 to 02-01"
    ]


def test_a_date_that_is_only_remembered_is_no_day_0_and_no_end() -> None:
    found = cycles(
        *injections("2026-01-05", "2026-02-05"),
        an_injection("2026-03-05", about=True),
        *injections("2026-04-05", "2026-05-05"),
    )
    assert spans(found) == ["01-05 to 02-05", "04-05 to 05-05"]
    assert found.about == 2


def test_a_date_is_known_when_one_injection_of_the_day_is() -> None:
    about = an_injection("2026-02-05", about=True)
    found = cycles(*injections("2026-01-05", "2026-02-05"), about)
    assert (spans(found), found.about) == (["01-05 to 02-05"], 0)


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ("2026-01-10", "2026-01-12", 0),
        ("2026-02-04", "2026-02-20", 0),
        ("2026-01-01", "2026-01-06", 0),
        ("2026-01-01", "2026-01-05", 1),
        ("2026-02-05", "2026-03-05", 1),
    ],
)
def test_a_cycle_with_days_nobody_recorded_is_left_out(first: str, last: str, left: int) -> None:
    found = cycles(*injections("2026-01-05", "2026-02-05"), unrecorded(first, last))
    assert (len(found.usable), found.unrecorded) == (left, 1 - left)


def test_a_pause_or_a_missed_dose_makes_a_cycle_long() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    given = injections("2026-01-05", "2026-04-05")
    found = cycles(plan, a_pause("2026-02-01", "2026-02-20"), *given)
    assert [cycle.days for cycle in found.usable] == [90]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-01-05", "2026-03-05", ["01-05 to 02-05", "02-05 to 03-05"]),
        ("2026-01-06", None, ["02-05 to 03-05"]),
        (None, "2026-03-04", ["01-05 to 02-05"]),
    ],
)
def test_a_cycle_lies_whole_in_the_period(
    first: str | None, last: str | None, found: list[str]
) -> None:
    given = injections("2026-01-05", "2026-02-05", "2026-03-05")
    assert spans(cycles(*given, first=first, last=last)) == found


def test_each_cycle_has_the_interval_that_was_planned() -> None:
    plan = a_plan(
        a_phase("1 week", "2026-01-05", doses=3),
        a_phase("1 month"),
        a_phase("3 weeks", "2026-04-10", doses=2),
    )
    given = injections(
        "2025-12-20", "2026-01-05", "2026-01-12", "2026-01-20", "2026-02-19", "2026-02-25",
        "2026-03-19", "2026-04-08", "2026-05-01", "2026-06-10", "2026-06-20",
    )  # fmt: skip
    found = {f"{one.start:%m-%d}": one.every for one in cycles(plan, *given).usable}
    week, month, closer = every("1 week"), every("1 month"), every("3 weeks")
    assert found == {
        "12-20": None,  # before the plan
        "01-05": week,
        "01-12": week,
        "01-20": month,  # the last weekly dose is followed by a month
        "02-19": month,
        "02-25": month,  # a top-up
        "03-19": closer,  # 20 days to the first dose of the next phase, two days early
        "04-08": closer,
        "05-01": closer,
        "06-10": None,  # the plan asks no more
    }


@pytest.mark.parametrize(
    ("days", "lengths"), [(9, [3, 3, 3]), (10, [4, 3, 3]), (11, [4, 4, 3]), (31, [11, 10, 10])]
)
def test_thirds_are_of_its_own_length(days: int, lengths: list[int]) -> None:
    cycle = Cycle(day("2026-01-01"), day("2026-01-01") + days * DAY)
    thirds = [cycle.third(number) for number in range(days)]
    assert [thirds.count(third) for third in range(3)] == lengths
    assert thirds == sorted(thirds)
