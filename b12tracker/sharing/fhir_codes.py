"""The code systems that FHIR speaks, and the values that every resource is built from."""

from typing import Any
from uuid import UUID, uuid5

Value = dict[str, Any]
"""A resource, or an element of one, as JSON holds it."""

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
ATC = "http://www.whocc.no/atc"
BODY_SITE = "http://terminology.hl7.org/CodeSystem/v2-0163"
ROUTE_CODES = "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
URI = "urn:ietf:rfc:3986"

OWN = "https://b12tracker.invalid/fhir"
"""Under this lies what only this program has a name for; .invalid is nobody's address."""

MARKER, SYMPTOM, REACTION = f"{OWN}/marker", f"{OWN}/symptom", f"{OWN}/reaction"
SUBSTANCE, SKIP_REASON, RECALL = f"{OWN}/substance", f"{OWN}/skip-reason", f"{OWN}/recall"
GIVEN_BY, ABOUT, LOCAL_TIME = f"{OWN}/given-by", f"{OWN}/about", f"{OWN}/local-time"
KIND, AFTER = f"{OWN}/kind", "after-injection"
BEFORE_INJECTION = f"{OWN}/before-injection"

NAMESPACE = UUID("b12b12b1-2b12-5b12-8b12-fe12fe12fe12")
"""Ids that are worked out, not drawn, are uuid5 in this namespace: the same again every time."""


def worked_out_id(*parts: str) -> str:
    """Return an id that is the same for the same parts."""
    return str(uuid5(NAMESPACE, "\n".join(parts)))


def url_of(fact_id: str) -> str:
    """Return how a resource of the bundle is called by the others."""
    return f"urn:uuid:{fact_id}"


def link(fact_id: str) -> Value:
    """Return a reference to a resource of the bundle."""
    return {"reference": url_of(fact_id)}


def text(words: str) -> str:
    """Return words as FHIR takes them: no control characters, no odd white space, none around.

    FHIR R4, datatype string: nothing below U+0020 but tab, line feed and carriage return.
    """
    return "".join(_sign(sign) for sign in words).strip()


def _sign(sign: str) -> str:
    if sign in "\t\r\n":
        return sign
    return " " if sign < " " or sign.isspace() else sign


def said(**elements: Any) -> Value:
    """Return the elements that hold something; FHIR has no empty ones."""
    return {key: value for key, value in elements.items() if value not in (None, "", [], {})}


def coding(system: str, code: str) -> list[Value]:
    """Return one coding in a list, or none where there is no code."""
    return [{"system": system, "code": code}] if code else []


def concept(words: str, *codings: list[Value]) -> Value:
    """Return a concept: its codes, and always words."""
    return said(coding=[one for some in codings for one in some], text=text(words) or "Not named")


def number(value: float) -> float | int:
    """Return a number as people write it: 1000, not 1000.0."""
    return int(value) if value == int(value) else value


def quantity(value: float, unit: str, ucum: str = "", comparator: str | None = None) -> Value:
    """Return a number with its unit; a unit without a UCUM code is words only."""
    words = said(comparator=comparator, unit=text(unit), system=ucum and UCUM, code=ucum)
    return {"value": number(value)} | words


def extension(url: str, **value: Any) -> Value:
    """Return what FHIR has no element for."""
    return {"url": url, **value}


def annotations(note: str, notes: bool) -> list[Value]:
    """Return a note as FHIR keeps it, unless notes are left out."""
    words = text(note) if notes else ""
    return [{"text": words}] if words else []
