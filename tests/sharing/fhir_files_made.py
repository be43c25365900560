"""FHIR files as portals give them, made for tests."""

import json
import zipfile
from pathlib import Path
from typing import Any

from b12tracker import assets
from b12tracker.sharing.fhir_import import FromFhir, facts_from_fhir

Value = dict[str, Any]
SAMPLES = Path(__file__).parent.parent / "data" / "fhir"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
LABORATORY = [{"coding": [{"code": "laboratory"}]}]


def coded(code: str, system: str = LOINC, **more: Any) -> Value:
    """Return a concept of one code."""
    return {"coding": [{"system": system, "code": code}], **more}


def in_unit(value: Any, unit: str, **more: Any) -> Value:
    """Return a quantity whose unit has a UCUM code."""
    return {"value": value, "unit": unit, "system": UCUM, "code": unit, **more}


def a_lab(**elements: Any) -> Value:
    """Return an Observation of B12 as a portal gives it; None leaves an element out."""
    whole = {
        "resourceType": "Observation",
        "id": "lab-1",
        "status": "final",
        "category": LABORATORY,
        "code": coded("2132-9", text="Vitamin B12"),
        "effectiveDateTime": "2026-01-02T23:30:00-05:00",
        "valueQuantity": in_unit(143, "pg/mL"),
    } | elements
    return {key: value for key, value in whole.items() if value is not None}


def a_dose(**elements: Any) -> Value:
    """Return a MedicationAdministration of B12 as a clinic gives it."""
    whole = {
        "resourceType": "MedicationAdministration",
        "id": "dose-1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "cyanocobalamin 1000 MCG/ML injection"},
        "effectiveDateTime": "2026-01-05T09:00:00Z",
        "dosage": {"dose": {"value": 1, "unit": "mg"}, "route": {"text": "Intramuscular"}},
    } | elements
    return {key: value for key, value in whole.items() if value is not None}


def a_bundle(*resources: Any, **elements: Any) -> str:
    """Return a Bundle of resources as JSON."""
    entries = [{"resource": resource} for resource in resources]
    whole = {"resourceType": "Bundle", "type": "searchset", "entry": entries}
    return json.dumps(whole | elements)


def a_file(folder: Path, text: str | bytes, name: str = "portal.json") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def a_zip(folder: Path, files: dict[str, str]) -> Path:
    """Write a zip of texts by their names and return its path."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in files.items():
            pack.writestr(name, text)
    return path


def taken(path: Path, **wishes: Any) -> FromFhir:
    """Return what is found in a file."""
    return facts_from_fhir(path, assets.vocabulary(), **wishes)


def found_in(folder: Path, *resources: Any) -> FromFhir:
    """Return what is found in a Bundle of resources."""
    return taken(a_file(folder, a_bundle(*resources)))
