"""Intervals, phases and plans guard themselves; injections per month; the usual tolerance."""

import pytest

from b12tracker.domain.plan import Every, Open, Phase, Plan, Unit, phases_in_order, usual_tolerance
from tests.builders import a_phase, a_plan, day, every
from tests.domain.test_injection import is_one_sentence


@pytest.mark.parametrize(
    "interval",
    [
        (0, Unit.DAY),
        (-1, Unit.WEEK),
        (367, Unit.DAY),
        (53, Unit.WEEK),
        (13, Unit.MONTH),
    ],
)
def test_an_interval_lies_between_one_day_and_one_year(interval: tuple[int, Unit]) -> None:
    with pytest.raises(ValueError, match="between one day and one year") as refused:
        Every(*interval)
    assert is_one_sentence(str(refused.value))


@pytest.mark.parametrize("rhythm", ["1 day", "366 days", "52 weeks", "12 months"])
def test_the_shortest_and_longest_intervals_are_taken(rhythm: str) -> None:
    assert every(rhythm).n == int(rhythm.split()[0])


@pytest.mark.parametrize(
    ("rhythm", "per_month"),
    [
        ("1 week", "4.3"),
        ("2 weeks", "2.2"),
        ("3 weeks", "1.4"),
        ("1 month", "1.0"),
        ("2 months", "0.5"),
        ("3 months", "0.3"),
        ("1 day", "30.4"),
        ("2 days", "15.2"),
    ],
)
def test_injections_per_month(rhythm: str, per_month: str) -> None:
    assert f"{every(rhythm).per_month:.1f}" == per_month


def test_three_monthly_is_a_third_a_month() -> None:
    assert every("3 months").per_month == pytest.approx(0.33, abs=0.005)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        ("1 day", 0),
        ("2 days", 1),
        ("3 days", 1),
        ("4 days", 2),
        ("1 week", 2),
        ("8 days", 2),
        ("9 days", 3),
        ("2 weeks", 3),
        ("15 days", 3),
        ("16 days", 5),
        ("3 weeks", 5),
        ("22 days", 5),
        ("23 days", 7),
        ("4 weeks", 7),
        ("1 month", 7),
        ("12 months", 7),
    ],
)
def test_the_usual_tolerance_grows_with_the_interval(rhythm: str, days: int) -> None:
    assert usual_tolerance(every(rhythm)) == days


@pytest.mark.parametrize("doses", [0, -1, 1001])
def test_a_phase_has_1_to_1000_doses(doses: int) -> None:
    with pytest.raises(ValueError, match="1 to 1000") as refused:
        a_phase(doses=doses)
    assert is_one_sentence(str(refused.value))


@pytest.mark.parametrize(
    ("rhythm", "tolerance"),
    [("1 week", (8, 0)), ("1 week", (0, 8)), ("1 week", (-1, 0)), ("1 month", (0, 31))],
)
def test_a_tolerance_is_no_longer_than_the_interval(
    rhythm: str, tolerance: tuple[int, int]
) -> None:
    with pytest.raises(ValueError, match="cannot be longer than the interval") as refused:
        a_phase(rhythm, tolerance=tolerance)
    assert is_one_sentence(str(refused.value))


@pytest.mark.parametrize(
    ("rhythm", "tolerance"), [("1 week", (7, 7)), ("1 day", (1, 1)), ("1 month", (30, 30))]
)
def test_a_tolerance_as_long_as_the_interval_is_taken(
    rhythm: str, tolerance: tuple[int, int]
) -> None:
    assert a_phase(rhythm, tolerance=tolerance).late_days == tolerance[1]


def test_the_dose_of_a_phase_is_guarded_like_that_of_an_injection() -> None:
    with pytest.raises(ValueError, match="30 mg"):
        a_phase(dose_ug=0)


def test_a_phase_does_not_both_end_and_go_on_for_life() -> None:
    with pytest.raises(ValueError, match="goes on for life") as refused:
        a_phase(doses=6, open=Open.FOR_LIFE)
    assert is_one_sentence(str(refused.value))
    assert a_phase(open=Open.FOR_LIFE).doses is None


def test_the_first_phase_has_nothing_to_follow() -> None:
    with pytest.raises(ValueError, match="first phase needs the date") as refused:
        a_plan(a_phase())
    assert is_one_sentence(str(refused.value))
    assert a_phase().follows
    assert not a_phase(first_dose="2026-01-05").follows


@pytest.mark.parametrize(
    ("phases", "sentence"),
    [
        (
            (a_phase(first_dose="2026-01-05"), a_phase(first_dose="2026-01-05")),
            "the phase of 2026-01-05 must start after the phase of 2026-01-05.",
        ),
        (
            (
                a_phase(first_dose="2026-02-05", name="Repletion"),
                a_phase(),
                a_phase(first_dose="2026-01-05", name="Maintenance"),
            ),
            "“Maintenance” must start after “Repletion”.",
        ),
    ],
)
def test_phases_start_in_order(phases: tuple[Phase, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match="must start after") as refused:
        Plan(phases)
    assert str(refused.value) == sentence


def test_the_plan_that_starts_first_comes_first() -> None:
    old = a_plan(a_phase(first_dose="2025-01-05"), a_phase(), a_phase(first_dose="2027-01-01"))
    new = a_plan(a_phase(first_dose="2026-01-05"))
    assert phases_in_order((new, Plan(), old)) == (*old.phases, *new.phases)
    assert phases_in_order((old, new)) == (*old.phases, *new.phases)
    assert phases_in_order(()) == ()


def test_the_default_plan_of_these_tests_is_weekly() -> None:
    assert a_plan().phases[0].first_dose == day("2026-01-05")
    assert a_plan().phases[0].every == every("1 week")
