"""The checks of the FHIR document can fail: each of these spoils it, and is found."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sharing.fhir_checks import complaints, independent
from tests.sharing.fhir_documents import a_document, one_of_each

Value = dict[str, Any]


def first(bundle: Value, kind: str, has: str = "resourceType") -> Value:
    """Return the first resource of a kind that has an element."""
    found = (entry["resource"] for entry in bundle["entry"])
    return next(one for one in found if one["resourceType"] == kind and has in one)


def given(bundle: Value) -> Value:
    return first(bundle, "MedicationAdministration", "dosage")


def lab(bundle: Value) -> Value:
    return first(bundle, "Observation", "referenceRange")


def repeat(bundle: Value) -> Value:
    phase: Value = first(bundle, "MedicationRequest")["dosageInstruction"][0]["timing"]["repeat"]
    return phase


BREAKS: dict[str, Callable[[Value], Any]] = {
    "no date of an injection": lambda b: given(b).pop("effectiveDateTime"),
    "no status": lambda b: given(b).pop("status"),
    "no medicine": lambda b: given(b).pop("medicationCodeableConcept"),
    "no intent": lambda b: first(b, "MedicationRequest").pop("intent"),
    "no code": lambda b: lab(b).pop("code"),
    "an element FHIR does not have": lambda b: given(b).update(missed=True),
    "two values": lambda b: lab(b).update(valueString="high"),
    "a date that is none": lambda b: lab(b).update(effectiveDateTime="31.12.2025"),
    "a number as text": lambda b: lab(b)["valueQuantity"].update(value="143"),
    "an empty text": lambda b: lab(b)["code"].update(text=""),
    "a control character": lambda b: lab(b)["code"].update(text="B\x0012"),
    "white space alone": lambda b: lab(b)["code"].update(text=" \u2028"),
    "a status of no value set": lambda b: given(b).update(status="missed"),
    "an intent of no value set": lambda b: first(b, "MedicationRequest").update(intent="wish"),
    "a unit of time of no value set": lambda b: repeat(b).update(periodUnit="week"),
    "a comparator of no value set": lambda b: lab(b)["valueQuantity"].update(comparator="~"),
    "a period without its unit": lambda b: repeat(b).pop("periodUnit"),
    "a dosage without a dose": lambda b: given(b)["dosage"].pop("dose"),
    "an empty range": lambda b: lab(b).update(referenceRange=[{"type": {"text": "normal"}}]),
    "a value that is absent": lambda b: lab(b).update(dataAbsentReason={"text": "lost"}),
    "a code of a unit without a system": lambda b: lab(b)["valueQuantity"].pop("system"),
    "a reference to nobody": lambda b: lab(b).update(subject={"reference": "urn:uuid:nobody"}),
    "a LOINC code with a slip": lambda b: lab(b)["code"]["coding"][0].update(code="14685-3"),
    "a document without identifier": lambda b: b.pop("identifier"),
    "a document without a date": lambda b: b.pop("timestamp"),
    "a cover that is not first": lambda b: b["entry"].append(b["entry"].pop(0)),
    "a resource twice": lambda b: b["entry"].append(b["entry"][-1]),
    "a period that ends before it starts": lambda b: repeat(b).update(
        boundsPeriod={"start": "2026-01-05", "end": "2026-01-01"}
    ),
}
BY_THE_VALIDATOR = list(BREAKS)[:9]
"""What the independent validator must see by itself."""


def test_what_is_spoiled_below_was_sound():
    assert complaints(a_document(one_of_each())) == []


@pytest.mark.parametrize("broken", BREAKS)
def test_a_document_that_was_spoiled_is_found(broken):
    bundle = json.loads(a_document(one_of_each()))
    BREAKS[broken](bundle)
    assert complaints(json.dumps(bundle)) != []


@pytest.mark.parametrize("broken", BY_THE_VALIDATOR)
def test_the_independent_validator_sees_it_too(broken):
    bundle = json.loads(a_document(one_of_each()))
    BREAKS[broken](bundle)
    assert independent(json.dumps(bundle)) != []
