"""Slips of the pen and of the unit are asked about, and what is usual is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.labs import Comparator
from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.plausible import doubt_about

MARKER = assets.catalogue().marker
EVERY_UNIT = [(marker, unit.ucum) for marker in MARKER.values() for unit in marker.units]
BELOW, ABOVE = Comparator.BELOW, Comparator.ABOVE


@pytest.mark.parametrize(
    ("key", "value", "ucum", "fits", "far"),
    [
        ("hemoglobin", 135, "g/dL", ["g/L"], True),
        ("hemoglobin", 13.5, "g/L", ["g/dL"], True),
        ("hemoglobin", 8.4, "g/L", ["g/dL", "mmol/L"], True),
        ("b12_total", 2, "pg/mL", [], True),
        ("b12_total", 60, "pg/mL", [], False),
        ("b12_total", 1600, "pmol/L", ["ng/L", "pg/mL"], False),
        ("mma", 0.45, "nmol/L", ["umol/L"], True),
        ("mma", 450, "umol/L", ["nmol/L", "ng/mL", "ug/L"], True),
        ("hematocrit", 0.42, "%", ["L/L"], True),
        ("platelets", 250_000, "10*9/L", ["/uL"], True),
        ("creatinine", 0.9, "umol/L", ["mg/dL"], True),
        ("potassium", 42, "mmol/L", [], True),
        ("mcv", 150, "fL", [], False),
    ],
)
def test_a_slip_is_asked_about_with_the_units_that_would_fit(
    key: str, value: float, ucum: str, fits: list[str], far: bool
) -> None:
    doubt = doubt_about(MARKER[key], value, ucum)
    assert doubt
    assert ([unit.ucum for unit in doubt.fits], doubt.far) == (fits, far)
    assert (doubt.value, doubt.unit.ucum) == (value, ucum)


@pytest.mark.parametrize(
    ("key", "value", "ucum", "comparator"),
    [
        ("hemoglobin", 13.5, "g/dL", None),
        ("hemoglobin", 60, "g/L", None),
        ("hemoglobin", 190, "g/L", None),
        ("b12_total", 96, "pmol/L", None),
        ("b12_total", 2000, "pg/mL", ABOVE),
        ("b12_total", 150, "pg/mL", BELOW),
        ("egfr", 90, "mL/min/{1.73_m2}", ABOVE),
        ("mma", 20, "nmol/L", ABOVE),
    ],
)
def test_what_is_usual_is_not_asked_about(
    key: str, value: float, ucum: str, comparator: Comparator | None
) -> None:
    assert doubt_about(MARKER[key], value, ucum, comparator) is None


@pytest.mark.parametrize(
    ("value", "ucum", "comparator", "fits"),
    [
        (1700, "pmol/L", ABOVE, ["ng/L", "pg/mL"]),
        (50, "pmol/L", BELOW, []),
        (0.1, "pmol/L", BELOW, []),
    ],
)
def test_a_limit_is_asked_about_if_nothing_it_allows_is_usual(
    value: float, ucum: str, comparator: Comparator, fits: list[str]
) -> None:
    doubt = doubt_about(MARKER["b12_total"], value, ucum, comparator)
    assert doubt
    assert doubt.comparator is comparator
    assert [unit.ucum for unit in doubt.fits] == fits


def test_a_marker_without_limits_is_never_asked_about() -> None:
    zinc = Marker("own-1", "Zinc", "Zinc", (LabUnit("umol/L", 1, "µmol/L"),))
    assert doubt_about(zinc, 1e9, "umol/L") is None


@given(st.sampled_from(EVERY_UNIT), st.floats(0, 1e6))
def test_a_unit_that_fits_is_not_asked_about(unit: tuple[Marker, str], value: float) -> None:
    marker, ucum = unit
    doubt = doubt_about(marker, value, ucum)
    for other in doubt.fits if doubt else ():
        assert other.ucum != ucum
        assert doubt_about(marker, value, other.ucum) is None


@given(st.sampled_from(EVERY_UNIT), st.floats(0, 1e6), st.sampled_from(Comparator))
def test_a_limit_is_never_doubted_where_the_number_itself_is_not(
    unit: tuple[Marker, str], value: float, comparator: Comparator
) -> None:
    marker, ucum = unit
    if doubt_about(marker, value, ucum) is None:
        assert doubt_about(marker, value, ucum, comparator) is None


@given(st.sampled_from(EVERY_UNIT), st.floats(0, 1e6))
def test_the_same_amount_is_asked_about_in_every_unit_or_in_none(
    unit: tuple[Marker, str], value: float
) -> None:
    marker, ucum = unit
    canonical = marker.convert(value, ucum, marker.units[0].ucum)
    ends = [
        end for limits in (marker.soft, marker.hard) if limits for end in (limits.low, limits.high)
    ]
    if any(canonical == pytest.approx(end, rel=1e-9) for end in ends):
        return
    there = doubt_about(marker, canonical, marker.units[0].ucum)
    here = doubt_about(marker, value, ucum)
    assert (here is None, here and here.far) == (there is None, there and there.far)
