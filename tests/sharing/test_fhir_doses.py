"""Injections of vitamin B12 in FHIR, as R4, STU3 and DSTU2 say them."""

from datetime import date

import pytest

from b12tracker.domain.injection import GivenBy, Route, Site, Substance
from tests.sharing.fhir_files_made import a_dose, a_lab, coded, found_in

ATC = "http://www.whocc.no/atc"


def the_injection(folder, *others, **elements):
    found = found_in(folder, a_dose(**elements), *others)
    assert found.refused == ()
    (injection,) = found.facts.injections
    return injection


def the_refusal(folder, **elements):
    found = found_in(folder, a_dose(**elements), a_lab())
    assert found.facts.injections == ()
    (sentence,) = found.refused
    return sentence


def test_an_injection_says_what_the_clinic_says(tmp_path):
    injection = the_injection(
        tmp_path,
        dosage={
            "dose": {"value": 1000, "unit": "mcg"},
            "route": coded("78421000", "http://snomed.info/sct"),
            "site": {"text": "Left deltoid"},
        },
        note=[{"text": "No pain"}],
    )
    assert injection.given_on == date(2026, 1, 5)
    assert (injection.dose_ug, injection.substance) == (1000, Substance.CYANOCOBALAMIN)
    assert (injection.route, injection.site) == (Route.INTRAMUSCULAR, Site.LEFT_DELTOID)
    assert (injection.given_at, injection.note) == (None, "No pain")


def test_dstu2_says_it_in_other_elements(tmp_path):
    injection = the_injection(
        tmp_path,
        effectiveDateTime=None,
        effectiveTimeDateTime="2016-02-03T10:00:00-06:00",
        wasNotGiven=False,
        dosage={
            "quantity": {"value": 0.5, "unit": "mg"},
            "siteCodeableConcept": coded("RVL", "http://terminology.hl7.org/CodeSystem/v2-0163"),
            "route": coded("SQ", "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration"),
        },
        note="Given at home",
    )
    assert (injection.given_on, injection.dose_ug) == (date(2016, 2, 3), 500)
    assert (injection.route, injection.site) == (Route.SUBCUTANEOUS, Site.RIGHT_VASTUS_LATERALIS)
    assert injection.note == "Given at home"


@pytest.mark.parametrize(
    ("medicine", "substance"),
    [
        (coded("B03BA03", ATC), Substance.HYDROXOCOBALAMIN),
        (coded("B03BA", ATC), None),
        ({"text": "Vitamin B-12 injection"}, None),
        ({"coding": [{"code": "1", "display": "Hydroxocobalamin 1 mg/mL"}]},
         Substance.HYDROXOCOBALAMIN),
        ({"text": "methylcobalamin"}, Substance.MECOBALAMIN),
    ],
)  # fmt: skip
def test_vitamin_b12_is_known_by_its_code_or_its_name(tmp_path, medicine, substance):
    injection = the_injection(tmp_path, medicationCodeableConcept=medicine)
    assert injection.substance is substance


@pytest.mark.parametrize("name", ["Folic acid", "Vitamin B1", "Vitamin B120", "Cobalt"])
def test_another_medicine_is_passed_over(tmp_path, name):
    found = found_in(tmp_path, a_dose(medicationCodeableConcept={"text": name}))
    assert found.facts.injections == ()
    assert found.passed_over == {"MedicationAdministration": 1}


def test_the_medicine_and_its_batch_are_looked_up_in_the_file(tmp_path):
    medicine = {
        "resourceType": "Medication",
        "id": "m",
        "code": coded("B03BA01", ATC),
        "batch": {"lotNumber": "L9"},
    }
    pointed = {"medicationCodeableConcept": None, "medicationReference": {"reference": "#m"}}
    injection = the_injection(tmp_path, contained=[medicine], **pointed)
    assert (injection.substance, injection.lot) == (Substance.CYANOCOBALAMIN, "L9")
    pointed["medicationReference"] = {"reference": "Medication/m"}
    assert the_injection(tmp_path, medicine, **pointed).lot == "L9"
    pointed["medicationReference"] = {"display": "Cyanocobalamin"}
    assert the_injection(tmp_path, **pointed).substance is Substance.CYANOCOBALAMIN


@pytest.mark.parametrize(
    ("dose", "ug"),
    [
        ({"value": 1, "code": "mg"}, 1000),
        ({"value": 1.1, "unit": "mg"}, 1100),
        ({"value": 250, "unit": "µg"}, 250),
        ({"value": 1, "unit": "mL"}, None),
        ({"value": 1}, None),
        ({}, None),
    ],
)
def test_a_dose_that_is_no_mass_stays_empty(tmp_path, dose, ug):
    assert the_injection(tmp_path, dosage={"dose": dose}).dose_ug == ug


@pytest.mark.parametrize(
    ("elements", "why"),
    [
        ({"status": "not-done"}, "not given"),
        ({"notGiven": True}, "not given"),
        ({"wasNotGiven": True}, "not given"),
        ({"status": "entered-in-error"}, "its status is 'entered-in-error'"),
        ({"status": "in-progress"}, "its status is 'in-progress'"),
        ({"status": None}, "its status is ''"),
        ({"effectiveDateTime": None}, "it has no date"),
        ({"effectiveDateTime": "2026"}, "2026"),
        ({"medicationCodeableConcept": {"text": "cyanocobalamin 1000 MCG Oral Tablet"}},
         "it is not injected"),
        ({"dosage": {"route": {"text": "Oral"}}}, "it is not injected"),
        ({"dosage": {"route": {"text": "Intravenous"}}}, "'Intravenous', is not known"),
        ({"dosage": {"dose": {"value": 5000, "unit": "mg"}}}, "at most 30 mg"),
        ({"dosage": "1 mg"}, "“dosage” should be an object"),
        ({"dosage": {"dose": {"value": "1", "unit": "mg"}}}, "is not a number"),
    ],
)  # fmt: skip
def test_a_dose_that_cannot_be_taken_is_refused_with_why(tmp_path, elements, why):
    assert why in the_refusal(tmp_path, **elements)


def test_a_refusal_names_the_day(tmp_path):
    assert the_refusal(tmp_path, status="stopped").startswith("The dose of 2026-01-05: ")


def test_a_patient_who_gave_it_is_known(tmp_path):
    actor = {"actor": {"reference": "Patient/7"}}
    assert the_injection(tmp_path, performer=[actor]).given_by is GivenBy.SELF
    assert the_injection(tmp_path, performer=[{"actor": {"display": "A"}}]).given_by is None


def test_what_is_taken_over_a_time_is_no_injection(tmp_path):
    statement = a_dose(resourceType="MedicationStatement", status="active")
    found = found_in(tmp_path, statement)
    assert found.facts.entries == ()
    assert found.passed_over == {"MedicationStatement": 1}
