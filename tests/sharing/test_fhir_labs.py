"""Lab results in FHIR, as R4, STU3 and DSTU2 say them."""

from datetime import date

import pytest

from b12tracker import assets
from b12tracker.domain.labs import Comparator
from b12tracker.sharing.fhir_units import SPELLINGS, UCUM_OF
from b12tracker.sharing.logbook_json import SharingError
from tests.sharing.fhir_files_made import (
    UCUM,
    a_bundle,
    a_file,
    a_lab,
    coded,
    found_in,
    in_unit,
    taken,
)


def the_result(folder, **elements):
    found = found_in(folder, a_lab(**elements))
    assert found.refused == ()
    (result,) = found.facts.lab_results
    return result


def the_refusal(folder, **elements):
    """Return why a value is refused, while one beside it is taken."""
    fine = a_lab(id="fine", code=coded("718-7"), valueQuantity=in_unit(130, "g/L"))
    found = found_in(folder, a_lab(**elements), fine)
    assert [one.marker for one in found.facts.lab_results] == ["hemoglobin"]
    (sentence,) = found.refused
    return sentence


def test_a_result_says_what_the_report_says(tmp_path):
    result = the_result(
        tmp_path,
        valueQuantity=in_unit(150, "pg/mL", comparator="<"),
        referenceRange=[{"low": in_unit(200, "pg/mL"), "high": {"value": 900}}],
        interpretation=[coded("L", "any", text="Low")],
        performer=[{"reference": "Practitioner/1", "display": "Dr Osei"}, {"display": "City Lab"}],
        note=[{"text": "Fasting"}, {"text": "Repeated"}],
    )
    assert (result.marker, result.value, result.unit) == ("b12_total", 150, "pg/mL")
    assert result.comparator is Comparator.BELOW
    assert (result.range_low, result.range_high) == (200, 900)
    assert (result.flag, result.laboratory) == ("L", "City Lab")
    assert result.note == "Fasting\nRepeated"


def test_the_date_is_the_local_one_as_written(tmp_path):
    assert the_result(tmp_path).collected_on == date(2026, 1, 2)
    period = {"start": "2026-03-04T01:00:00+13:00", "end": "2026-03-05"}
    result = the_result(tmp_path, effectiveDateTime=None, effectivePeriod=period)
    assert result.collected_on == date(2026, 3, 4)


def test_dstu2_says_it_with_one_category_one_flag_and_a_comment(tmp_path):
    result = the_result(
        tmp_path,
        category=LAB_OF_DSTU2,
        interpretation=coded("H", "http://hl7.org/fhir/v2/0078"),
        comments="Haemolysed",
        performer=[{"display": "Quest"}],
    )
    assert (result.flag, result.note, result.laboratory) == ("H", "Haemolysed", "Quest")


LAB_OF_DSTU2 = coded("laboratory", "http://hl7.org/fhir/observation-category")


def test_a_laboratory_is_looked_up_in_the_file(tmp_path):
    organization = {"resourceType": "Organization", "id": "7", "name": "County Lab"}
    lab = a_lab(performer=[{"reference": "Organization/7"}])
    (result,) = found_in(tmp_path, organization, lab).facts.lab_results
    assert result.laboratory == "County Lab"
    inside = a_lab(performer=[{"reference": "#o"}], contained=[organization | {"id": "o"}])
    (result,) = found_in(tmp_path, inside).facts.lab_results
    assert result.laboratory == "County Lab"


def test_the_parts_of_a_panel_are_results_of_their_own(tmp_path):
    panel = a_lab(
        code=coded("58410-2"),
        valueQuantity=None,
        component=[
            {"code": coded("718-7"), "valueQuantity": in_unit(13.1, "g/dL")},
            {"code": coded("787-2"), "valueQuantity": in_unit(98, "fL"), "interpretation": []},
        ],
    )
    found = found_in(tmp_path, panel).facts.lab_results
    assert [(one.marker, one.value) for one in found] == [("hemoglobin", 13.1), ("mcv", 98)]
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize(
    ("marker", "spelled", "ucum"),
    [
        ("777-3", "Thousand/uL", "10*3/uL"),
        ("777-3", "K/uL", "10*3/uL"),
        ("777-3", "x10E3/uL", "10*3/uL"),
        ("777-3", "10^9/L", "10*9/L"),
        ("777-3", "10⁹/L", "10*9/L"),
        ("789-8", "Million/uL", "10*6/uL"),
        ("13964-2", "µmol/L", "umol/L"),
        ("13964-2", "μmol/L", "umol/L"),
        ("2276-4", "mcg/L", "ug/L"),
        ("33914-3", "mL/min/1.73m2", "mL/min/{1.73_m2}"),
        ("2132-9", "pg/ml", "pg/mL"),
    ],
)
def test_units_are_known_by_the_spellings_of_laboratories(tmp_path, marker, spelled, ucum):
    quantity = {"value": 5, "unit": spelled}
    assert the_result(tmp_path, code=coded(marker), valueQuantity=quantity).unit == ucum


def test_the_code_of_a_unit_stands_whatever_its_words(tmp_path):
    quantity = in_unit(143, "pg/mL") | {"unit": "picogram per millilitre"}
    assert the_result(tmp_path, valueQuantity=quantity).unit == "pg/mL"


def test_every_unit_of_the_catalogue_has_spellings_and_no_spelling_two_meanings():
    units = {unit.ucum for marker in assets.catalogue().markers for unit in marker.units}
    assert units == set(SPELLINGS)
    assert len(UCUM_OF) == sum(len({ucum, *known}) for ucum, known in SPELLINGS.items())


@pytest.mark.parametrize(
    ("elements", "why"),
    [
        ({"status": "entered-in-error"}, "entered in error"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "preliminary"}, "preliminary"),
        ({"effectiveDateTime": None}, "it has no date"),
        ({"effectiveDateTime": None, "issued": "2026-01-02T10:00:00Z"}, "it has no date"),
        ({"effectiveDateTime": "2026-01"}, "2026-01"),
        ({"effectiveDateTime": "0206-01-02"}, "1900"),
        ({"valueQuantity": in_unit(143, "furlong")}, "the unit 'furlong' is not known"),
        ({"valueQuantity": in_unit(143, "Pg/mL")}, "is not known"),
        ({"valueQuantity": {"value": 143}}, "it has no unit"),
        ({"valueQuantity": in_unit(143, "pg/mL") | {"unit": "pmol/L"}}, "both 'pg/mL' and"),
        ({"valueQuantity": {"unit": "pg/mL"}}, "it has no number"),
        ({"valueQuantity": in_unit("143", "pg/mL")}, "'143' is not a number"),
        ({"valueQuantity": in_unit(True, "pg/mL")}, "True is not a number"),
        ({"valueQuantity": in_unit(-3, "pg/mL")}, "not negative"),
        ({"valueQuantity": in_unit(143, "pg/mL", comparator="<=")}, "not '<='"),
        ({"valueQuantity": None, "valueString": "see report"}, "'see report'"),
        ({"valueQuantity": None, "dataAbsentReason": {"text": "lost"}}, "it has no number"),
        ({"valueQuantity": ["143"]}, "“valueQuantity” should be an object"),
        ({"effectiveDateTime": 20260102}, "is not text"),
        ({"code": {"coding": [*coded("718-7")["coding"], *coded("2132-9")["coding"]]}},
         "its codes name"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_taken_is_refused_with_why(tmp_path, elements, why):
    sentence = the_refusal(tmp_path, **elements)
    assert why in sentence
    assert "\n" not in sentence


def test_a_refusal_names_the_value_and_its_day(tmp_path):
    sentence = the_refusal(tmp_path, status="cancelled")
    assert sentence == "Vitamin B12 of 2026-01-02: it was cancelled."


@pytest.mark.parametrize(
    "ranges",
    [
        [{"low": {"value": 0}, "high": {"value": 0}}],
        [{"low": {"value": 900}, "high": {"value": 200}}],
        [{"low": in_unit(148, "pmol/L"), "high": in_unit(660, "pmol/L")}],
        [{"low": {"value": 1}}, {"low": {"value": 2}}],
        [{"low": {"value": 1}, "type": coded("critical", "any")}],
        [{"low": {"value": 1}, "appliesTo": [{"text": "pregnant"}]}],
        [{"text": "200-900"}],
    ],
)
def test_a_range_that_is_not_surely_the_usual_one_is_none(tmp_path, ranges):
    assert the_result(tmp_path, referenceRange=ranges).range is None


def test_only_laboratory_values_are_offered(tmp_path):
    weight = a_lab(code=coded("29463-7", text="Weight"), category=[coded("vital-signs", "any")])
    zinc = a_lab(code=coded("5763-8", text="Zinc"), id="z", valueQuantity=in_unit(12, "umol/L"))
    found = found_in(tmp_path, weight, zinc)
    assert [offer.marker.name for offer in found.offers] == ["Zinc"]
    assert found.passed_over == {"Observation": 1}
    assert found.facts.lab_results == ()


def test_one_identifier_for_a_whole_tube_of_blood_loses_no_value(tmp_path):
    tube = [{"system": "urn:lab", "value": "A-77"}]
    b12 = a_lab(identifier=tube)
    iron = a_lab(identifier=tube, code=coded("2276-4"), valueQuantity=in_unit(30, "ug/L"))
    found = found_in(tmp_path, b12, iron)
    assert {one.marker for one in found.facts.lab_results} == {"b12_total", "ferritin"}
    again = found_in(tmp_path, iron | {"id": "other"}, b12 | {"id": "another"})
    ids = {one.id for one in found.facts.lab_results}
    assert ids == {one.id for one in again.facts.lab_results}


def test_two_values_under_one_id_are_both_kept_and_one_value_twice_is_one(tmp_path):
    second = a_lab(valueQuantity=in_unit(150, "pg/mL"))
    found = found_in(tmp_path, a_lab(), a_lab(), second)
    assert sorted(one.value for one in found.facts.lab_results) == [143, 150]
    assert len({one.id for one in found.facts.lab_results}) == 2


def test_the_id_of_the_patient_is_never_taken_over(tmp_path):
    url = "urn:uuid:00000000-0000-4000-8000-00000000b12b"
    text = a_bundle(entry=[{"fullUrl": url, "resource": a_lab()}])
    (result,) = taken(a_file(tmp_path, text)).facts.lab_results
    assert result.id != url.removeprefix("urn:uuid:")


def test_a_file_of_several_people_is_refused(tmp_path):
    for people in (
        [{"resourceType": "Patient", "id": name} for name in "ab"],
        [a_lab(id=name, subject={"reference": f"Patient/{name}"}) for name in "ab"],
    ):
        with pytest.raises(SharingError, match="records of 2 people"):
            found_in(tmp_path, *people)
    wheres = ("Patient/7", "https://x.org/Patient/7", "Patient/7/_history/2", "Specimen/8", "#p")
    one = [a_lab(subject={"reference": where}) for where in wheres]
    patients = [{"resourceType": "Patient", "id": "7"}] * 2
    assert found_in(tmp_path, *one, *patients).facts.lab_results


def test_a_unit_of_another_code_system_counts_by_its_words(tmp_path):
    quantity = {"value": 5, "unit": "pg/mL", "system": "urn:local", "code": "17"}
    assert the_result(tmp_path, valueQuantity=quantity).unit == "pg/mL"
    assert quantity["system"] != UCUM
