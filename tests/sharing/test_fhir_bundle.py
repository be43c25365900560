"""The FHIR document: sound for others, and saying what the logbook says."""

import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import GivenBy, Route, Site, Substance
from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.domain.judgement import judge
from b12tracker.domain.labs import Comparator, LabResult, OwnMarker
from b12tracker.domain.plan import Open
from b12tracker.domain.symptoms import Observer, OwnSymptom, Recall, SymptomEntry
from b12tracker.sharing.fhir_bundle import Cover, fhir_bundle
from tests.any_facts import DATES, IDS, TEXTS, whole_logbooks
from tests.builders import a_phase, a_plan, an_injection, day
from tests.sharing.fhir_checks import complaints, is_loinc
from tests.sharing.fhir_documents import (
    TODAY,
    a_document,
    observations,
    one_of_each,
    resources,
    sample,
)

SKIPS = st.lists(
    st.builds(Skip, planned=DATES, reason=st.sampled_from(Reason), note=TEXTS, id=IDS), max_size=3
).map(tuple)


@settings(max_examples=40, deadline=None)
@given(whole_logbooks(), SKIPS, st.booleans())
def test_any_logbook_makes_a_document_that_the_validators_take(facts, skips, notes):
    facts = replace(facts, skips=skips)
    text = a_document(facts, date(1950, 1, 1), notes=notes)
    assert complaints(text) == []
    told = {entry["resource"]["id"] for entry in json.loads(text)["entry"]}
    rows = (*facts.injections, *facts.skips, *facts.lab_results, *facts.symptoms)
    assert {row.id for row in rows} <= told


def test_the_sample_makes_a_document_that_the_validators_take():
    assert complaints(a_document(sample())) == []


def test_each_row_goes_out_once_and_a_missed_dose_does_not():
    facts = sample()
    text = a_document(facts)
    given_or_not = resources(text, "MedicationAdministration")
    assert {one["id"] for one in given_or_not} == {
        one.id for one in (*facts.injections, *facts.skips)
    }
    assert len(given_or_not) == len(facts.injections) + len(facts.skips)
    missed = {dose.planned.isoformat() for dose in judge(facts, TODAY).missed}
    assert missed
    assert missed.isdisjoint(one["effectiveDateTime"] for one in given_or_not)
    assert len(observations(text, "laboratory")) == len(facts.lab_results)


def test_it_says_when_by_what_for_which_days_and_by_whose_word():
    text = a_document(sample(), first=day("2026-01-01"), last=day("2026-06-30"))
    (cover,) = resources(text, "Composition")
    says = cover["text"]["div"]
    for words in ("2026-11-22", "B12 Tracker 1.2.3", "2026-01-01 to 2026-06-30", "Self-reported"):
        assert words in says
    assert cover["event"] == [{"period": {"start": "2026-01-01", "end": "2026-06-30"}}]
    assert cover["author"][1]["display"] == "B12 Tracker 1.2.3"
    days = [one["effectiveDateTime"] for one in resources(text, "MedicationAdministration")]
    assert days
    assert min(days) >= "2026-01-01"
    assert max(days) <= "2026-06-30"


def test_without_a_first_day_it_begins_with_the_first_entry():
    facts = Facts(injections=(an_injection("2026-03-05"), an_injection("2026-02-05")))
    (cover,) = resources(a_document(facts), "Composition")
    assert cover["event"][0]["period"]["start"] == "2026-02-05"


def test_every_note_can_be_left_out():
    note = "Confided to nobody"
    facts = Facts(
        plans=(a_plan(a_phase(first_dose="2026-01-05", goal=note)),),
        injections=(an_injection("2026-01-05", note=note),),
        skips=(Skip(day("2026-01-12"), Reason.UNWELL, note),),
        lab_results=(a_lab(note=note),),
        symptoms=(SymptomEntry(day("2026-01-06"), {"fatigue": 3}, note=note),),
    )
    assert a_document(facts).count(note) == 5
    bare = a_document(facts, notes=False)
    assert note not in bare
    assert "Notes are left out" in bare


def a_lab(**fields):
    known = {"marker": "b12_total", "value": 143.0, "unit": "pg/mL"} | fields
    return LabResult(day("2026-01-02"), **known)


def the_lab(**fields):
    (one,) = observations(a_document(Facts(lab_results=(a_lab(**fields),))), "laboratory")
    return one


def test_a_lab_result_goes_out_as_reported():
    lab = the_lab(
        comparator=Comparator.BELOW, range_low=200.0, flag="L", laboratory="City", value=50.0
    )
    assert lab["code"]["coding"][0] == {"system": "http://loinc.org", "code": "2132-9"}
    unit = {"unit": "pg/mL", "system": "http://unitsofmeasure.org", "code": "pg/mL"}
    assert lab["valueQuantity"] == {"comparator": "<", **unit, "value": 50}
    assert lab["referenceRange"] == [{"low": {**unit, "value": 200}}]
    assert lab["interpretation"] == [{"text": "L"}]
    assert lab["performer"][0]["display"] == "City"
    assert lab["effectiveDateTime"] == "2026-01-02"


def test_the_code_follows_the_unit():
    assert the_lab(unit="pmol/L")["code"]["coding"][0]["code"] == "14685-2"


def test_a_range_of_zero_to_zero_is_none():
    assert "referenceRange" not in the_lab(range_low=0.0, range_high=0.0)


@pytest.mark.parametrize("marker", assets.catalogue().markers, ids=lambda marker: marker.key)
def test_every_code_of_a_marker_has_its_check_digit(marker):
    codes = [*marker.loinc, *(unit.loinc for unit in marker.units if unit.loinc)]
    assert codes
    assert all(is_loinc(code) for code in codes)
    assert {unit.loinc for unit in marker.units} - {""} <= set(marker.loinc)


def test_a_marker_of_ones_own_goes_out_in_words():
    own = OwnMarker("own-1", "Zinc", "µmol a litre")
    facts = Facts(own_markers=(own,), lab_results=(a_lab(marker="own-1", unit=own.unit),))
    (lab,) = observations(a_document(facts), "laboratory")
    assert lab["code"]["text"] == "Zinc"
    assert lab["valueQuantity"] == {"unit": "µmol a litre", "value": 143}


def test_an_injection_goes_out_with_what_is_known_of_it():
    given_dose = an_injection(
        "2026-01-05",
        at="08:30",
        about=True,
        dose_ug=1000.0,
        substance=Substance.HYDROXOCOBALAMIN,
        route=Route.INTRAMUSCULAR,
        site=Site.LEFT_VASTUS_LATERALIS,
        lot="X7",
        given_by=GivenBy.NURSE,
    )
    plan = a_plan()
    text = a_document(Facts(injections=(given_dose,), plans=(plan,)))
    (one,) = resources(text, "MedicationAdministration")
    assert one["status"] == "completed"
    assert one["medicationCodeableConcept"]["coding"][0]["code"] == "B03BA03"
    assert one["dosage"]["dose"]["code"] == "ug"
    assert one["dosage"]["dose"]["value"] == 1000
    sites = "http://terminology.hl7.org/CodeSystem/v2-0163"
    assert one["dosage"]["site"]["coding"][0] == {"system": sites, "code": "LVL"}
    assert one["dosage"]["route"]["coding"][0]["code"] == "78421000"
    assert one["contained"][0]["batch"] == {"lotNumber": "X7"}
    assert one["request"] == {"reference": f"urn:uuid:{plan.phases[0].id}"}
    assert one["effectiveDateTime"] == "2026-01-05"
    more = {item["url"].rpartition("/")[2]: item for item in one["_effectiveDateTime"]["extension"]}
    assert more["about"]["valueBoolean"] is True
    assert more["local-time"]["valueTime"] == time(8, 30).isoformat()


def test_a_skip_is_an_event_that_was_not_done_with_its_reason():
    plan = a_plan(a_phase(first_dose="2026-01-05", substance=Substance.CYANOCOBALAMIN))
    facts = Facts(plans=(plan,), skips=(Skip(day("2026-01-12"), Reason.NO_SUPPLY),))
    (one,) = resources(a_document(facts), "MedicationAdministration")
    assert one["status"] == "not-done"
    assert one["statusReason"][0]["text"] == "No supply"
    assert one["effectiveDateTime"] == "2026-01-12"
    assert one["medicationCodeableConcept"]["coding"][0]["code"] == "B03BA01"


def the_timing(phase):
    (one,) = resources(a_document(Facts(plans=(a_plan(phase),))), "MedicationRequest")
    assert (one["intent"], one["reportedBoolean"]) == ("plan", True)
    return one["dosageInstruction"][0]["timing"]["repeat"]


@pytest.mark.parametrize(
    ("phase", "repeat"),
    [
        (
            a_phase("1 week", "2026-01-05", doses=6),
            {"count": 6, "frequency": 1, "period": 1, "periodUnit": "wk"},
        ),
        (
            a_phase("2-3 months", "2026-01-05", open=Open.FOR_LIFE),
            {"frequency": 1, "period": 2, "periodMax": 3, "periodUnit": "mo"},
        ),
        (
            a_phase("mon wed fri", "2026-01-05", doses=6),
            {"count": 6, "frequency": 3, "period": 1, "periodUnit": "wk"}
            | {"dayOfWeek": ["mon", "wed", "fri"]},
        ),
        (a_phase("2 days", "2026-01-05"), {"frequency": 1, "period": 2, "periodUnit": "d"}),
    ],
)
def test_the_rhythm_of_a_phase_is_its_timing(phase, repeat):
    found = the_timing(phase)
    assert found.pop("boundsPeriod")["start"] == "2026-01-05"
    assert found == repeat


def test_a_phase_ends_on_its_last_day_or_when_the_next_begins():
    fourteen = the_timing(a_phase("1 day", "2026-01-05", days=14))
    assert fourteen["boundsPeriod"] == {"start": "2026-01-05", "end": "2026-01-18"}
    plan = a_plan(a_phase("1 week", "2026-01-05"), a_phase("1 month", "2026-03-01"))
    first, second = resources(a_document(Facts(plans=(plan,))), "MedicationRequest")
    bounds = first["dosageInstruction"][0]["timing"]["repeat"]["boundsPeriod"]
    assert bounds["end"] == "2026-02-28"
    assert (first["status"], second["status"]) == ("completed", "active")


def test_a_symptom_goes_out_as_its_severity_with_who_saw_it_and_what_it_speaks_of():
    own = OwnSymptom("own-7", "Burning feet")
    entry = SymptomEntry(
        day("2026-01-06"), {"fatigue": 3, "own-7": 9}, Observer.OTHER, Recall.WEEK, "Long week"
    )
    text = a_document(Facts(symptoms=(entry,), own_symptoms=(own,)))
    whole, tired, burning = observations(text, "survey")
    assert whole["id"] == entry.id
    assert [one["reference"] for one in whole["hasMember"]] == [
        f"urn:uuid:{one['id']}" for one in (tired, burning)
    ]
    assert tired["code"]["coding"][0] == {"system": "http://snomed.info/sct", "code": "84229001"}
    assert (tired["valueInteger"], burning["valueInteger"]) == (3, 9)
    assert burning["code"]["text"] == "Burning feet"
    assert "last 7 days" in tired["method"]["text"]
    assert tired["performer"][0]["type"] == "RelatedPerson"
    assert text.count("Long week") == 1


def test_a_code_that_was_not_verified_stays_at_home():
    entry = SymptomEntry(day("2026-01-06"), {"concentration": 3})
    _, score = observations(a_document(Facts(symptoms=(entry,))), "survey")
    assert [one["system"].rpartition("/")[2] for one in score["code"]["coding"]] == ["symptom"]
    assert score["code"]["text"]


def test_a_reaction_is_part_of_its_injection():
    one = an_injection("2026-01-05", reactions=("se_headache", "Felt odd"))
    known, odd = observations(a_document(Facts(injections=(one,))), "survey")
    assert known["partOf"] == [{"reference": f"urn:uuid:{one.id}"}]
    assert known["code"]["coding"][0]["code"] == "25064002"
    assert odd["code"] == {"text": "Felt odd"}


def test_the_patient_says_only_what_is_known():
    nobody, somebody = (
        resources(a_document(Facts(patient=patient)), "Patient")[0]
        for patient in (Patient(), Patient("Ada", date(1960, 2, 3), "female"))
    )
    assert nobody.keys() == {"resourceType", "id"}
    assert somebody["name"] == [{"text": "Ada"}]
    assert (somebody["gender"], somebody["birthDate"]) == ("female", "1960-02-03")


def test_the_same_logbook_makes_the_same_document():
    facts = one_of_each()
    assert a_document(facts) == a_document(facts)
    assert a_document(facts, TODAY + timedelta(days=1)) != a_document(facts)


def test_an_injection_never_points_at_a_phase_that_stays_at_home():
    plan, one = a_plan(), an_injection("2026-01-05")
    whole = Facts(plans=(plan,), injections=(one,))
    cover = Cover(TODAY, TODAY)
    text = fhir_bundle(Facts(injections=(one,)), judge(whole, TODAY), assets.vocabulary(), cover)
    assert complaints(text) == []
