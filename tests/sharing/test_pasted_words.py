"""Doses, places and people as people write them into a spreadsheet."""

import pytest

from b12tracker import assets
from b12tracker.domain.injection import GivenBy, Route, Site, Substance
from b12tracker.sharing.pasted_words import (
    UnitNeededError,
    read_dose,
    read_person,
    read_route,
    read_site,
    read_substance,
    unit_in,
)

MG, UG = 1000.0, 1.0


@pytest.mark.parametrize(
    ("cell", "unit_ug", "dose_ug"),
    [
        ("1 mg", None, 1000),
        ("1mg", UG, 1000),
        ("1,5 mg", None, 1500),
        ("1.001 mg", None, 1001),
        ("1000 µg", None, 1000),
        ("1000 μg", None, 1000),
        ("1000mcg", None, 1000),
        ("1,000 micrograms", None, 1000),
        ("1.000 µg", None, 1000),
        ("1'000 ug", None, 1000),
        ("1 000 µg", None, 1000),
        ("1\u202f000\u00a0µg", None, 1000),
        ("1'000", None, 1000),
        ("0.500 µg", None, 0.5),
        ("1000", None, 1000),
        ("1.000", UG, 1000),
        ("1.000", MG, 1000),
        ("31", None, 31),
        ("1", MG, 1000),
        ("1", UG, 1),
        ("30 mg", None, 30_000),
    ],
)
def test_doses(cell: str, unit_ug: float | None, dose_ug: float) -> None:
    assert read_dose(cell, unit_ug) == dose_ug


@pytest.mark.parametrize("cell", ["1", "1.5", "30", "1.000"])
def test_a_small_number_needs_its_unit(cell: str) -> None:
    with pytest.raises(UnitNeededError, match="needs its unit: mg or µg"):
        read_dose(cell, None)


@pytest.mark.parametrize(
    ("cell", "unit_ug"),
    [
        ("31 mg", None), ("1000 mg", None), ("1000", MG), ("30001", None), ("0", UG),
        ("0 mg", None),
        ("-1 mg", None), ("1 ml", None), ("1 mg/ml", None), ("one", None), ("1 amp", None),
        ("1 mg IM", None), ("mg", None), ("1,2,3", None), ("9" * 400, None), ("½ mg", None),
    ],
)  # fmt: skip
def test_what_is_no_dose(cell: str, unit_ug: float | None) -> None:
    with pytest.raises(ValueError, match=r"\.$") as caught:
        read_dose(cell, unit_ug)
    assert not isinstance(caught.value, UnitNeededError)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("heading", "unit_ug"),
    [("Dose (mcg)", UG), ("Dose in mg", MG), ("µg", UG), ("Dose", None), ("mg or mcg", None)],
)
def test_the_unit_in_a_heading(heading: str, unit_ug: float | None) -> None:
    assert unit_in(heading) == unit_ug


def test_every_site_is_known_by_its_code_and_its_names() -> None:
    for name in assets.sites():
        for words in (name.code, name.code.lower(), name.name, name.short, name.name.upper()):
            assert read_site(words, None) is name.code, words


@pytest.mark.parametrize(
    ("cell", "site"),
    [
        ("L thigh", Site.LEFT_VASTUS_LATERALIS),
        ("thigh (right)", Site.RIGHT_VASTUS_LATERALIS),
        ("Left-Thigh", Site.LEFT_VASTUS_LATERALIS),
        ("Oberschenkel rechts", Site.RIGHT_VASTUS_LATERALIS),
        ("right arm", Site.RIGHT_DELTOID),
        ("l. deltoid", Site.LEFT_DELTOID),
        ("left side of my tummy", Site.LEFT_LOWER_ABDOMEN),
        ("Hüfte links", Site.LEFT_VENTROGLUTEAL),
        ("R buttock", Site.RIGHT_GLUTEUS_MEDIUS),
        ("thigh", None),
        ("left", None),
        ("left or right thigh", None),
        ("left shin", None),
        ("", None),
    ],
)
def test_sites(cell: str, site: Site | None) -> None:
    assert read_site(cell, None) is site


def test_an_arm_depends_on_the_route() -> None:
    assert read_site("left arm", Route.SUBCUTANEOUS) is Site.LEFT_UPPER_ARM
    assert read_site("left arm", Route.INTRAMUSCULAR) is Site.LEFT_DELTOID


def test_every_substance_and_route_is_known_by_its_code_and_its_name() -> None:
    for substance in assets.substances().values():
        assert read_substance(substance.code) is read_substance(substance.name) is substance.code
    for route in assets.routes().values():
        assert read_route(route.code) is read_route(route.name) is route.code


@pytest.mark.parametrize(
    ("cell", "substance"),
    [
        ("Hydroxycobalamin 1 mg", Substance.HYDROXOCOBALAMIN),
        ("METHYL-B12", Substance.MECOBALAMIN),
        ("cyano or hydroxo", None),
        ("B12", None),
        ("no other", None),
    ],
)
def test_substances(cell: str, substance: Substance | None) -> None:
    assert read_substance(cell) is substance


@pytest.mark.parametrize(
    ("cell", "route"),
    [
        ("i.m.", Route.INTRAMUSCULAR),
        ("I.M", Route.INTRAMUSCULAR),
        ("s.c.", Route.SUBCUTANEOUS),
        ("SubQ", Route.SUBCUTANEOUS),
        ("im/sc", None),
        ("oral", None),
    ],
)
def test_routes(cell: str, route: Route | None) -> None:
    assert read_route(cell) is route


@pytest.mark.parametrize(
    ("cell", "person"),
    [
        ("self", GivenBy.SELF),
        ("Myself", GivenBy.SELF),
        ("my husband", GivenBy.FAMILY),
        ("Family or friend", GivenBy.FAMILY),
        ("practice nurse", GivenBy.NURSE),
        ("Nurse or doctor", GivenBy.NURSE),
        ("Somebody else", GivenBy.OTHER),
        ("me and nurse", None),
        ("Jane", None),
    ],
)
def test_people(cell: str, person: GivenBy | None) -> None:
    assert read_person(cell) is person
