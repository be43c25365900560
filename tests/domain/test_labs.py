"""Lab results are stored as reported; conversion goes by molar mass and both ways."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import Comparator
from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.symptoms import Symptom
from tests.builders import a_lab_result
from tests.domain.test_injection import is_one_sentence

B12 = Marker(
    "b12_total",
    "Vitamin B12, serum",
    "B12",
    (
        LabUnit("pmol/L", 1, "pmol/L"),
        LabUnit("pg/mL", 1000 / 1355.39, "pg/mL"),
        LabUnit("ng/L", 1000 / 1355.39, "ng/L"),
    ),
    rises_on_treatment=True,
)
MMA = Marker(
    "mma",
    "Methylmalonic acid",
    "MMA",
    (LabUnit("nmol/L", 1, "nmol/L"), LabUnit("umol/L", 1000, "µmol/L")),
)


@pytest.mark.parametrize("value", [-0.1, math.inf, -math.inf, math.nan])
@pytest.mark.parametrize("field", ["value", "range_low", "range_high"])
def test_a_value_is_a_number_that_is_not_negative(field: str, value: float) -> None:
    with pytest.raises(ValueError, match="not negative") as refused:
        a_lab_result(**{field: value})  # type: ignore[arg-type]
    assert is_one_sentence(str(refused.value))


def test_a_result_has_a_unit() -> None:
    with pytest.raises(ValueError, match="Choose the unit") as refused:
        a_lab_result(unit="")
    assert is_one_sentence(str(refused.value))


def test_a_range_is_not_upside_down() -> None:
    with pytest.raises(ValueError, match="low end of the range") as refused:
        a_lab_result(range_low=900, range_high=200)
    assert is_one_sentence(str(refused.value))
    assert a_lab_result(range_low=200, range_high=200).range == (200, 200)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (200, 900, (200, 900)),
        (None, 400, (None, 400)),
        (200, None, (200, None)),
        (0, 400, (0, 400)),
        (None, None, None),
        (0, 0, None),
    ],
)
def test_either_side_of_the_range_may_be_open_and_0_to_0_is_none(
    low: float | None, high: float | None, expected: tuple[float | None, float | None] | None
) -> None:
    assert a_lab_result(range_low=low, range_high=high).range == expected


def test_a_result_is_kept_as_reported() -> None:
    result = a_lab_result(value=2000, comparator=Comparator.ABOVE, flag="H", laboratory="Ward 7")
    assert (result.value, result.comparator, result.unit) == (2000, Comparator.ABOVE, "pg/mL")
    assert (result.flag, result.laboratory) == ("H", "Ward 7")
    assert a_lab_result(value=0).value == 0


@pytest.mark.parametrize(
    ("marker", "value", "unit", "to", "expected"),
    [
        (B12, 200, "pg/mL", "pmol/L", 147.56),
        (B12, 147.56, "pmol/L", "pg/mL", 200),
        (B12, 143, "pg/mL", "ng/L", 143),
        (B12, 143, "pg/mL", "pg/mL", 143),
        (MMA, 0.45, "umol/L", "nmol/L", 450),
        (MMA, 271, "nmol/L", "umol/L", 0.271),
    ],
)
def test_conversion(marker: Marker, value: float, unit: str, to: str, expected: float) -> None:
    assert marker.convert(value, unit, to) == pytest.approx(expected, rel=1e-4)


@given(st.floats(0, 1e6), st.sampled_from([u.ucum for u in B12.units]), st.sampled_from(B12.units))
def test_conversion_there_and_back_changes_nothing(value: float, unit: str, to: LabUnit) -> None:
    there = B12.convert(value, unit, to.ucum)
    assert B12.convert(there, to.ucum, unit) == pytest.approx(value)


def test_a_unit_that_is_not_known_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(ValueError, match="not reported in “mg/dL”") as refused:
        MMA.unit("mg/dL")
    assert "nmol/L, µmol/L" in str(refused.value)
    with pytest.raises(ValueError, match="not reported in"):
        MMA.convert(1, "nmol/L", "mg/dL")
    with pytest.raises(ValueError, match="not reported in"):
        MMA.convert(1, "mg/dL", "nmol/L")


def test_the_catalogue_finds_markers_and_symptoms_by_key() -> None:
    fatigue = Symptom("fatigue", "energy", "Tired")
    catalogue = Catalogue((fatigue,), (B12, MMA))
    assert catalogue.symptom == {"fatigue": fatigue}
    assert catalogue.marker == {"b12_total": B12, "mma": MMA}
    assert Catalogue().marker == {}
