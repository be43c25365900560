"""Where in the cycle blood was drawn, what a result is read with, and how a marker went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.facts import Fact
from b12tracker.domain.judgement import judge
from b12tracker.domain.lab_drift import drift_of
from b12tracker.domain.lab_story import (
    FIRST,
    USUAL_TASTE,
    LabTaste,
    ToldResult,
    by_marker,
    place_in_cycle,
    read_beside,
    tell_labs,
)
from b12tracker.domain.labs import Comparator
from b12tracker.domain.reading import Basis
from tests.builders import (
    DAY,
    Day,
    a_lab_result,
    a_phase,
    a_plan,
    an_id,
    an_injection,
    day,
    days,
    facts,
)

CATALOGUE = assets.catalogue()
PLAN = a_plan(
    a_phase("1 week", "2026-01-05", doses=3, name="Repletion"),
    a_phase("1 month", "2026-03-02", doses=2, name="Maintenance"),
)


def told(*entries: Fact, today: Day = "2026-12-31") -> tuple[ToldResult, ...]:
    held = facts(*entries)
    return tell_labs(held, judge(held, day(today)), CATALOGUE)


@pytest.mark.parametrize(
    ("on", "before", "since"),
    [
        ("2026-01-04", False, None),
        ("2026-01-05", True, None),
        ("2026-01-05", False, 0),
        ("2026-01-06", False, 1),
        ("2026-01-06", True, 1),
        ("2026-01-12", True, 7),
        ("2026-01-12", False, 0),
        ("2026-03-01", False, 48),
    ],
)
def test_days_since_the_injection(on: str, before: bool, since: int | None) -> None:
    given_on = days("2026-01-05", "2026-01-12", "2026-01-12")
    result = a_lab_result(on, before_injection=before)
    assert place_in_cycle(result, given_on, ()).days == since


def test_two_injections_on_the_day_of_a_draw_before_them_count_from_the_one_before() -> None:
    given_on = days("2026-01-05", "2026-01-12", "2026-01-12")
    result = a_lab_result("2026-01-12", before_injection=True)
    assert place_in_cycle(result, given_on, ()).days == 7


@pytest.mark.parametrize(
    ("on", "phase", "over"),
    [
        ("2026-01-04", None, False),
        ("2026-01-05", "Repletion", False),
        ("2026-01-25", "Repletion", False),
        ("2026-01-26", "Repletion", True),
        ("2026-03-01", "Repletion", True),
        ("2026-03-02", "Maintenance", False),
        ("2026-05-01", "Maintenance", False),
        ("2026-05-02", "Maintenance", True),
    ],
)
def test_the_phase_is_the_one_in_force(on: str, phase: str | None, over: bool) -> None:
    (one,) = told(PLAN, a_lab_result(on))
    assert (one.place.phase.name if one.place.phase else None, one.place.over) == (phase, over)


def test_results_are_told_by_date_with_how_they_read() -> None:
    late, early = a_lab_result("2026-02-02", id=an_id(1)), a_lab_result("2026-01-02", id=an_id(2))
    found = told(late, early, an_injection("2026-01-05"))
    assert [one.result for one in found] == [early, late]
    assert [one.reading.basis for one in found] == [Basis.PUBLISHED, Basis.TREATMENT]


def test_a_result_in_an_unknown_unit_is_told_and_cannot_be_drawn() -> None:
    (one,) = told(a_lab_result(unit="furlong", flag="L"))
    assert one.marker is None
    assert one.reading.basis is Basis.FLAG
    assert by_marker([one], CATALOGUE) == {}


def test_markers_come_in_the_order_of_what_they_tell() -> None:
    results = [
        a_lab_result(marker=key, unit=CATALOGUE.marker[key].units[0].ucum)
        for key in ("ferritin", "mcv", *FIRST[::-1])
    ]
    assert [marker.key for marker in by_marker(told(*results), CATALOGUE)] == [
        *FIRST,
        "mcv",
        "ferritin",
    ]


def test_mma_is_read_beside_creatinine_and_egfr_drawn_nearest() -> None:
    mma = a_lab_result("2026-06-01", 300, "nmol/L", marker="mma")
    others = (
        a_lab_result("2026-03-03", 60, "umol/L", marker="creatinine"),
        a_lab_result("2026-06-20", 71, "umol/L", marker="creatinine"),
        a_lab_result("2026-09-01", 75, "umol/L", marker="creatinine"),
        a_lab_result("2026-03-02", 90, "mL/min/{1.73_m2}", marker="egfr"),
        a_lab_result("2026-06-01", 12, "umol/L", marker="homocysteine"),
    )
    found = told(mma, *others)
    one = next(one for one in found if one.result is mma)
    assert [other.result for other in read_beside(one, found)] == [others[1]]
    in_time = a_lab_result("2026-08-30", 90, "mL/min/{1.73_m2}", marker="egfr")
    found = told(mma, *others, in_time)
    one = next(one for one in found if one.result is mma)
    assert [other.result for other in read_beside(one, found)] == [others[1], in_time]
    assert read_beside(found[0], found) == []


def test_a_drift_is_the_first_and_the_last_with_their_limits_kept() -> None:
    marker = CATALOGUE.marker["b12_total"]
    found = told(
        a_lab_result("2025-03-03", 150, "pg/mL", comparator=Comparator.BELOW),
        a_lab_result("2025-09-01", 400, "pg/mL"),
        a_lab_result("2026-11-02", 410, "pmol/L"),
        an_injection("2026-10-06"),
    )
    drift = drift_of(marker, found, USUAL_TASTE)
    assert drift
    assert (drift.count, drift.unit.ucum) == (3, "pmol/L")
    assert drift.first.result.comparator is Comparator.BELOW
    assert drift.first.value_in(drift.unit) == pytest.approx(110.7)
    assert drift.last.place.days == 27
    chosen = drift_of(marker, found, LabTaste({"b12_total": "ng/L"}))
    assert chosen
    assert chosen.unit.ucum == "ng/L"
    assert drift_of(marker, found[:1], USUAL_TASTE) is None


@given(st.lists(st.integers(0, 200), max_size=8), st.integers(0, 220), st.booleans())
def test_the_day_of_the_cycle_leads_back_to_the_last_injection(
    offsets: list[int], drawn: int, before: bool
) -> None:
    start = day("2026-01-05")
    given_on = sorted(start + offset * DAY for offset in offsets)
    result = a_lab_result(start + drawn * DAY, before_injection=before)
    since = place_in_cycle(result, given_on, ()).days
    earlier = [one for one in given_on if one < result.collected_on + (0 if before else 1) * DAY]
    if since is None:
        assert not earlier
    else:
        assert result.collected_on - since * DAY == earlier[-1]
