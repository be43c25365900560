"""The order of authority: flag, laboratory's range, published range, neutral."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.facts import Patient
from b12tracker.domain.labs import Comparator
from b12tracker.domain.markers import LabUnit, Marker, PublishedRange
from b12tracker.domain.reading import Basis, Reading, Verdict, read_result
from tests.builders import a_lab_result

MARKER = assets.catalogue().marker
BELOW, ABOVE = Comparator.BELOW, Comparator.ABOVE
FEMALE, MALE, UNSAID = Patient(sex="female"), Patient(sex="male"), Patient()
Fields = dict[str, Any]


def read(key: str, patient: Patient = UNSAID, on_treatment: bool = False, **fields: Any) -> Reading:
    value, unit = fields.pop("value", 100), fields.pop("unit", MARKER[key].units[0].ucum)
    result = a_lab_result("2026-01-02", value, unit, marker=key, **fields)
    return read_result(result, MARKER[key], patient, on_treatment)


def said(reading: Reading) -> str:
    return f"{reading.verdict} by {reading.basis}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"flag": "L", "range_low": 50}, "below by flag"),
        ({"flag": "h"}, "above by flag"),
        ({"flag": " HH "}, "above by flag"),
        ({"flag": "N", "range_high": 50}, "within by flag"),
        ({"flag": "*", "range_high": 50}, "marked by flag"),
        ({"flag": "see comment"}, "marked by flag"),
        ({"range_low": 120, "range_high": 150}, "below by laboratory"),
        ({"range_low": 80, "range_high": 99}, "above by laboratory"),
        ({"range_low": 100, "range_high": 100}, "within by laboratory"),
        ({"range_high": 99}, "above by laboratory"),
        ({"range_high": 100}, "within by laboratory"),
        ({"range_low": 100}, "within by laboratory"),
        ({"range_low": 101}, "below by laboratory"),
        ({"range_low": 0}, "within by laboratory"),
        ({"range_low": 0, "range_high": 0}, "within by published"),
        ({}, "within by published"),
        ({"value": 82}, "below by published"),
        ({"value": 102}, "above by published"),
    ],
)
def test_the_order_of_authority(fields: Fields, expected: str) -> None:
    assert said(read("mcv", **fields)) == expected


@pytest.mark.parametrize(
    ("comparator", "value", "low", "high", "verdict"),
    [
        (BELOW, 150, 200, 900, "below"),
        (BELOW, 200, 200, 900, "below"),
        (BELOW, 250, 200, 900, "neutral"),
        (BELOW, 250, None, 280, "within"),
        (BELOW, 250, 0, 280, "within"),
        (BELOW, 300, None, 280, "neutral"),
        (BELOW, 300, 250, None, "neutral"),
        (ABOVE, 2000, 200, 900, "above"),
        (ABOVE, 900, 200, 900, "above"),
        (ABOVE, 800, 200, 900, "neutral"),
        (ABOVE, 60, 60, None, "within"),
        (ABOVE, 50, 60, None, "neutral"),
    ],
)
def test_a_limit_says_only_what_is_certain(
    comparator: Comparator, value: float, low: float | None, high: float | None, verdict: str
) -> None:
    fields: Fields = {
        "value": value,
        "comparator": comparator,
        "range_low": low,
        "range_high": high,
    }
    assert said(read("mma", **fields)) == f"{verdict} by laboratory"


@pytest.mark.parametrize(
    ("patient", "value", "expected"),
    [
        (UNSAID, 100, "neutral by nothing"),
        (FEMALE, 125, "within by published"),
        (MALE, 125, "below by published"),
        (MALE, 171, "above by published"),
    ],
)
def test_ranges_that_depend_on_sex_are_used_only_where_it_is_recorded(
    patient: Patient, value: float, expected: str
) -> None:
    assert said(read("hemoglobin", patient, value=value)) == expected


def test_a_published_range_holds_in_its_own_unit_only() -> None:
    assert said(read("mma", value=500)) == "above by published"
    assert said(read("mma", value=0.5, unit="umol/L")) == "neutral by nothing"
    assert said(read("b12_total", value=100, unit="ng/L")) == "neutral by nothing"


def test_the_published_range_that_was_used_is_named() -> None:
    published = read("mcv").published
    assert published
    assert published.ends == (83, 101)
    assert published.source.startswith("University Hospitals Dorset")
    assert read("mcv", range_low=80).published is None


def test_where_published_ranges_disagree_a_result_is_neutral() -> None:
    assert said(read("b12_active", value=20)) == "below by published"
    assert said(read("b12_active", value=30)) == "neutral by published"
    assert said(read("b12_active", value=60)) == "within by published"


@pytest.mark.parametrize(
    ("born", "expected"),
    [(date(2008, 1, 2), "within by published"), (date(2008, 1, 3), "neutral by nothing")],
)
def test_published_ranges_are_those_of_adults(born: date, expected: str) -> None:
    assert said(read("mcv", Patient(birth_date=born))) == expected


@pytest.mark.parametrize("key", ["b12_total", "b12_active"])
@pytest.mark.parametrize("fields", [{}, {"flag": "H"}, {"range_high": 50}, {"comparator": ABOVE}])
def test_what_rises_after_every_injection_is_neutral_on_treatment(key: str, fields: Fields) -> None:
    assert read(key, on_treatment=True, **fields) == Reading(Verdict.NEUTRAL, Basis.TREATMENT)
    assert read(key, on_treatment=False, **fields).basis is not Basis.TREATMENT


@pytest.mark.parametrize("key", ["mma", "homocysteine", "hemoglobin", "mcv"])
def test_other_markers_are_read_on_treatment_as_before(key: str) -> None:
    assert read(key, on_treatment=True, flag="H").verdict is Verdict.ABOVE


def test_a_marker_nobody_knows_is_read_by_its_report_alone() -> None:
    result = a_lab_result(marker="unheard_of", unit="U")
    assert read_result(result, None, UNSAID, False) == Reading()
    flagged = a_lab_result(marker="unheard_of", unit="U", flag="L")
    assert read_result(flagged, None, UNSAID, True).verdict is Verdict.BELOW


A_MARKER = Marker(
    "any",
    "Any",
    "Any",
    (LabUnit("U", 1, "U"),),
    ranges=(PublishedRange(None, 1, "U", source="Somebody"),),
)
ENDS = st.none() | st.integers(0, 50)


@given(st.integers(0, 60), st.sampled_from(Comparator), ENDS, ENDS)
def test_what_a_limit_says_holds_for_every_value_it_allows(
    limit: int, comparator: Comparator, low: int | None, high: int | None
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    fields: Fields = {"marker": "any", "range_low": low, "range_high": high}
    told = read_result(
        a_lab_result(value=limit, unit="U", comparator=comparator, **fields), None, UNSAID, False
    )
    allowed = range(limit) if comparator is BELOW else range(limit + 1, 200)
    values = [value + 0.5 if comparator is BELOW else value - 0.5 for value in allowed]
    verdicts = {
        read_result(a_lab_result(value=value, unit="U", **fields), None, UNSAID, False).verdict
        for value in values
    }
    if told.verdict is not Verdict.NEUTRAL:
        assert verdicts <= {told.verdict}
