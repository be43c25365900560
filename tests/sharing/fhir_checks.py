"""Our own checks of a FHIR R4 document, beside two validators that somebody else wrote.

The validators know elements, types and how often each may stand there. They look neither at codes
that FHIR requires, nor at where references lead, nor at the invariants below.
"""

import json
from collections.abc import Iterator
from typing import Any

import fhirkit
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

Value = dict[str, Any]

REQUIRED_CODES = {
    ("MedicationAdministration", "status"): "in-progress not-done on-hold completed "
    "entered-in-error stopped unknown",
    ("MedicationRequest", "status"): "active on-hold cancelled completed entered-in-error stopped "
    "draft unknown",
    ("MedicationRequest", "intent"): "proposal plan order original-order reflex-order filler-order "
    "instance-order option",
    ("Observation", "status"): "registered preliminary final amended corrected cancelled "
    "entered-in-error unknown",
    ("Composition", "status"): "preliminary final amended entered-in-error",
    ("Patient", "gender"): "male female other unknown",
    ("Bundle", "type"): "document message transaction transaction-response batch batch-response "
    "history searchset collection",
    ("", "periodUnit"): "s min h d wk mo a",
    ("", "dayOfWeek"): "mon tue wed thu fri sat sun",
    ("", "comparator"): "< <= >= >",
}
"""Codes with a required binding in R4, by resource and element; any resource where it is empty."""

CATEGORIES = "social-history vital-signs imaging laboratory procedure survey exam therapy activity"


def complaints(text: str) -> list[str]:
    """Return what any of the checks finds wrong with a document."""
    bundle = json.loads(text)
    return [*independent(text), *_modelled(bundle), *own(bundle)]


def independent(text: str) -> list[str]:
    """Return what the validator fhirkit finds wrong."""
    return [str(issue) for issue in fhirkit.validate(text)]


def _modelled(bundle: Value) -> list[str]:
    try:
        Bundle.model_validate(bundle)
    except ValidationError as error:
        return [str(error)]
    return []


def own(bundle: Value) -> list[str]:
    """Return what our own checks find wrong."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    found = [*_bundle(bundle), *_codes({**bundle, "entry": []}), *_references(bundle)]
    for resource in resources:
        found += [*_codes(resource), *_invariants(resource)]
    return found


def _bundle(bundle: Value) -> Iterator[str]:
    urls = [entry.get("fullUrl") for entry in bundle["entry"]]
    if len(set(urls)) < len(urls):
        yield "bdl-7: a fullUrl stands twice"
    if not all(bundle.get("identifier", {}).get(key) for key in ("system", "value")):
        yield "bdl-9: a document needs an identifier"
    if not bundle.get("timestamp"):
        yield "bdl-10: a document needs a date"
    if bundle["entry"][0]["resource"]["resourceType"] != "Composition":
        yield "bdl-11: a document begins with a Composition"
    for entry in bundle["entry"]:
        if entry.get("fullUrl") != f"urn:uuid:{entry['resource'].get('id')}":
            yield "an id that its fullUrl does not have"


def _walk(value: Any, key: str = "") -> Iterator[tuple[str, Value]]:
    """Yield every object with the key it stands under."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, key)
    elif isinstance(value, dict):
        yield key, value
        for name, item in value.items():
            yield from _walk(item, name)


def _codes(resource: Value) -> Iterator[str]:
    for _, element in _walk(resource):
        for (kind, name), allowed in REQUIRED_CODES.items():
            if kind not in ("", element.get("resourceType")):
                continue
            said = element.get(name, [])
            for code in said if isinstance(said, list) else [said]:
                if code not in allowed.split():
                    yield f"{name} is {code}"
        yield from _coding(element)
        yield from (f"{said!r} is no text" for said in element.values() if _is_spoiled(said))


def _is_spoiled(said: Any) -> bool:
    """Whether a text breaks R4's rules for strings."""
    if not isinstance(said, str):
        return False
    return not said.strip() or any(sign < " " and sign not in "\t\r\n" for sign in said)


def _coding(element: Value) -> Iterator[str]:
    system, code = element.get("system", ""), element.get("code")
    if system == "http://loinc.org" and not is_loinc(code):
        yield f"{code} fails LOINC's check digit"
    if system.endswith("observation-category") and code not in CATEGORIES.split():
        yield f"{code} is no category of an Observation"
    if system == "http://www.whocc.no/atc" and not str(code).startswith("B03BA"):
        yield f"{code} is no vitamin B12"


def is_loinc(code: str) -> bool:
    """Whether a code has the check digit that LOINC gives it (modulus 10)."""
    digits, _, check = code.partition("-")
    doubled = "".join(
        str(int(digit) * (2 if place % 2 == 0 else 1))
        for place, digit in enumerate(reversed(digits))
    )
    return check == str(-sum(map(int, doubled)) % 10)


def _references(bundle: Value) -> Iterator[str]:
    urls = {entry.get("fullUrl") for entry in bundle["entry"]}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        inside = {f"#{one['id']}" for one in resource.get("contained", [])}
        said = {element["reference"] for _, element in _walk(resource) if "reference" in element}
        for reference in said - urls - inside:
            yield f"{reference} leads nowhere"
        for one in inside - said:
            yield f"dom-3: {one} is contained and not pointed at"


def _invariants(resource: Value) -> Iterator[str]:
    for key, element in _walk(resource):
        for name, holds in INVARIANTS.get(key or resource["resourceType"], {}).items():
            if not holds(element):
                yield f"{name} at {key or resource['resourceType']}"
        if {"code", "unit"} <= element.keys() and "system" not in element:
            yield f"qty-3: the code of the unit of {key} needs its system"


def _has_one(*keys: str) -> Any:
    return lambda element: any(key in element for key in keys)


INVARIANTS: dict[str, dict[str, Any]] = {
    "Observation": {
        "obs-6": lambda one: not ("dataAbsentReason" in one and any(k[:5] == "value" for k in one)),
    },
    "dosage": {"mad-1": _has_one("dose", "rateRatio", "rateQuantity")},
    "referenceRange": {"obs-3": _has_one("low", "high", "text")},
    "section": {"cmp-1": _has_one("text", "entry", "section")},
    "repeat": {
        "tim-2": lambda one: "period" not in one or "periodUnit" in one,
        "tim-6": lambda one: "periodMax" not in one or "period" in one,
    },
    "boundsPeriod": {"per-1": lambda one: one.get("start", "") <= one.get("end", "9999")},
    "period": {"per-1": lambda one: one.get("start", "") <= one.get("end", "9999")},
}
"""Invariants of R4 by the element they hold for."""
