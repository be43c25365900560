"""The sample files of SMART and Synthea: every known value comes in, and none is invented."""

import json
from dataclasses import replace
from datetime import date

import pytest

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.sharing.joining import join
from tests.builders import an_id
from tests.sharing.fhir_files_made import SAMPLES, taken

FILES = {"r4_blood_counts.json": 15, "stu3_b12_labs.json": 9}


def values_in(name):
    """Return what the file says of every code the catalogue knows, read by hand."""
    known = {loinc: one.key for one in assets.catalogue().markers for loinc in one.loinc}
    entries = json.loads((SAMPLES / name).read_text())["entry"]
    for observation in (entry["resource"] for entry in entries):
        if observation["resourceType"] == "Observation":
            code = observation["code"]["coding"][0]["code"]
            if code in known:
                value = observation["valueQuantity"]
                day = observation["effectiveDateTime"][:10]
                yield known[code], day, value["value"], value["unit"]


@pytest.mark.parametrize("name", FILES)
def test_every_known_value_comes_in_as_reported_and_nothing_else(name):
    found = taken(SAMPLES / name)
    got = [
        (one.marker, one.collected_on.isoformat(), one.value, one.unit)
        for one in found.facts.lab_results
    ]
    assert len(got) == FILES[name]
    assert sorted(got) == sorted(values_in(name))
    assert found.facts.entries == found.facts.lab_results


@pytest.mark.parametrize("name", FILES)
def test_a_second_import_finds_all_of_it_there(name):
    once = join(Facts(), taken(SAMPLES / name).facts)
    assert once.taken == {"lab_results": FILES[name]}
    here = Facts(lab_results=once.put)
    again = join(here, taken(SAMPLES / name).facts)
    assert again.put == ()
    assert again.left == {"lab_results": FILES[name]}


def test_the_values_of_b12_are_those_of_the_report_without_the_empty_range():
    found = taken(SAMPLES / "stu3_b12_labs.json").facts.lab_results
    b12 = [one for one in found if one.marker == "b12_total"]
    assert {one.collected_on: one.value for one in b12} == {
        date(2016, 6, 9): 572,
        date(2015, 10, 31): 423,
    }
    assert {(one.unit, one.range) for one in b12} == {("pg/mL", None)}
    assert {(one.range_low, one.range_high) for one in found} == {(None, None)}


def test_markers_not_known_are_offered_and_come_when_asked_for():
    first = taken(SAMPLES / "stu3_b12_labs.json")
    offers = {offer.marker.name: offer for offer in first.offers}
    thyroid = offers["TSH SerPl DL<=0.005 mU/L-aCnc"]
    assert (thyroid.marker.unit, thyroid.values) == ("m[IU]/L", 4)
    then = taken(SAMPLES / "stu3_b12_labs.json", asked_for=[thyroid.marker.key])
    assert then.facts.own_markers == (thyroid.marker,)
    assert len(then.facts.lab_results) == FILES["stu3_b12_labs.json"] + 4
    assert thyroid.marker.name not in {offer.marker.name for offer in then.offers}


def test_a_marker_of_ones_own_is_known_again():
    offer = taken(SAMPLES / "stu3_b12_labs.json").offers[0]
    mine = replace(offer.marker, key="own-mine", id=an_id(7))
    found = taken(SAMPLES / "stu3_b12_labs.json", own=(mine,))
    assert found.facts.own_markers == (mine,)
    assert sum(one.marker == "own-mine" for one in found.facts.lab_results) == offer.values
    assert len(found.facts.lab_results) == FILES["stu3_b12_labs.json"] + offer.values
    assert offer not in found.offers


def test_what_is_for_no_logbook_is_counted():
    found = taken(SAMPLES / "r4_blood_counts.json")
    assert found.passed_over["Encounter"] == 8
    assert "MedicationAdministration" not in found.passed_over
    assert found.refused == ()
