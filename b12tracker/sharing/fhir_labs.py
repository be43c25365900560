"""FHIR Observations as lab results, each as the laboratory reported it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import Comparator, LabResult, OwnMarker
from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.plain import UnreadableError, shown

from .fhir_codes import BEFORE_INJECTION, LOINC, MARKER, Value, text, worked_out_id
from .fhir_identity import fact_id, part_id
from .fhir_reading import (
    code_in,
    codes,
    day_of,
    element,
    elements,
    extensions,
    named,
    notes,
    number,
    words,
)
from .fhir_shelf import Found, Shelf
from .fhir_units import spellings, unit_of

LOINC_NAMES = (LOINC, f"{LOINC}/", "https://loinc.org", "urn:oid:2.16.840.1.113883.6.1")
NOT_RESULTS = {
    "entered-in-error": "it was entered in error.",
    "cancelled": "it was cancelled.",
    "registered": "it is not measured yet.",
    "preliminary": "it is preliminary; the final result may differ.",
}
CLINICIAN = ("Practitioner", "Patient", "RelatedPerson", "PractitionerRole")


@dataclass(frozen=True)
class Measured:
    """A value that was found.

    Attributes:
        own: the marker of the user's own that it is, or could become.
        sure: False where the marker is not known yet, and is for the user to take or not.
    """

    result: LabResult
    own: OwnMarker | None = None
    sure: bool = True


@dataclass(frozen=True)
class Laboratory:
    """Reads what was measured.

    Attributes:
        own: the markers of the user's own in the logbook.
    """

    catalogue: Catalogue
    own: tuple[OwnMarker, ...]
    shelf: Shelf

    def values(self, found: Found) -> Iterator[Measured | UnreadableError]:
        """Yield what an Observation, and each part of a panel, measured; or why it cannot be taken.

        Nothing comes of an Observation that is no laboratory value.
        """
        parts = elements(found.resource, "component")
        for place, part in enumerate((found.resource, *parts)):
            try:
                yield from self._value(found, part, place)
            except ValueError as error:
                yield UnreadableError(f"{_title(found, part)}: {error}")

    def _value(self, found: Found, part: Value, place: int) -> Iterator[Measured]:
        code = element(part, "code")
        marker = self._marker(code)
        if marker is not None and _says_a_value(part):
            _check_status(found.resource)
            yield self._measured(found, part, place, marker)
        elif marker is None and part.get("valueQuantity") and _is_laboratory(found.resource):
            _check_status(found.resource)
            own = self._own(code, element(part, "valueQuantity"))
            marker = Marker(own.key, own.name, own.name, (LabUnit(own.unit, 1, own.unit),))
            sure = own in self.own or code_in(MARKER, code) == own.key
            yield replace(self._measured(found, part, place, marker), own=own, sure=sure)

    def _marker(self, code: Value) -> Marker | None:
        """Return the one marker that the codes name."""
        markers = {
            marker.key: marker
            for system, one in codes(code)
            for marker in self.catalogue.markers
            if (system in LOINC_NAMES and one in marker.loinc)
            or (system == MARKER and one == marker.key)
        }
        if len(markers) > 1:
            raise UnreadableError(f"its codes name {' and '.join(markers)}.")
        return next(iter(markers.values()), None)

    def _own(self, code: Value, value: Value) -> OwnMarker:
        """Return the marker of the user's own that a value is, or could become."""
        units, name = spellings(value), named(code) or code_in(LOINC, code)
        if not name:
            raise UnreadableError("it has no name.")
        if not units:
            raise UnreadableError("it has no unit.")
        for own in self.own:
            if text(own.name) == name and text(own.unit) in units:
                return own
        key = code_in(MARKER, code) or f"own-{worked_out_id(name, units[0])[:8]}"
        return OwnMarker(key, name, units[0], worked_out_id("own marker", key))

    def _measured(self, found: Found, part: Value, place: int, marker: Marker) -> Measured:
        quantity = element(part, "valueQuantity")
        value = _number_of(part, quantity)
        unit = unit_of(quantity, marker)
        day = day_of(found.resource, "effective")
        low, high = _range(part, unit, marker)
        about = (marker.key, day, value, unit.ucum)
        result = LabResult(
            collected_on=day,
            marker=marker.key,
            value=value,
            unit=unit.ucum,
            comparator=_comparator(quantity),
            range_low=low,
            range_high=high,
            flag=_flag(part),
            laboratory=self._laboratory(found.resource) or found.clinic,
            before_injection=extensions(part).get(BEFORE_INJECTION, "valueBoolean") is True,
            note=notes(found.resource),
            id=part_id(found, place, *about) if place else fact_id(found, *about[:2]),
        )
        return Measured(result)

    def _laboratory(self, resource: Value) -> str:
        """Return the first performer that is no person, by name."""
        for performer in elements(resource, "performer"):
            reference = words(performer, "reference")
            there = self.shelf.resolve(resource, reference)
            kind = words(performer, "type") or words(there, "resourceType")
            if kind in CLINICIAN or any(f"{person}/" in reference for person in CLINICIAN):
                continue
            name = words(performer, "display") or words(there, "name")
            if name:
                return name
        return ""


def _title(found: Found, part: Value) -> str:
    """Return how a value is called in a sentence: “Vitamin B12 of 2015-10-31”."""
    try:
        name = named(element(part, "code")) or "An Observation"
    except UnreadableError:
        return "An Observation"
    try:
        return f"{name[:80]} of {day_of(found.resource, 'effective').isoformat()}"
    except UnreadableError:
        return name[:80]


def _is_laboratory(resource: Value) -> bool:
    return any(
        code.lower() in ("laboratory", "lab")
        for category in elements(resource, "category")
        for _, code in codes(category)
    )


def _says_a_value(part: Value) -> bool:
    """Whether it has a value, or says why it has none; a heading over other values has neither."""
    return any(key.startswith("value") or key == "dataAbsentReason" for key in part)


def _check_status(resource: Value) -> None:
    status = words(resource, "status")
    if status in NOT_RESULTS:
        raise UnreadableError(NOT_RESULTS[status])


def _number_of(part: Value, quantity: Value) -> float:
    value = number(quantity, "value")
    if value is None:
        said = part.get("valueString")
        raise UnreadableError(
            f"it is text, {shown(said)}, not a number." if said else "it has no number."
        )
    return value


def _comparator(quantity: Value) -> Comparator | None:
    sign = words(quantity, "comparator")
    if not sign:
        return None
    if sign not in list(Comparator):
        raise UnreadableError(f"a value can be below (<) or above (>) a limit, not {shown(sign)}.")
    return Comparator(sign)


def _range(part: Value, unit: LabUnit, marker: Marker) -> tuple[float | None, float | None]:
    """Return the one usual range in the unit of the value; 0 to 0, or several, are none."""
    usual = [one for one in elements(part, "referenceRange") if _is_usual(one)]
    if len(usual) != 1:
        return None, None
    low, high = (_end(element(usual[0], end), unit, marker) for end in ("low", "high"))
    is_real = (low, high) != (0, 0) and (None in (low, high) or low <= high)  # type: ignore[operator]
    return (low, high) if is_real else (None, None)


def _is_usual(one: Value) -> bool:
    """Not a critical or therapeutic range, nor one for some people only."""
    kind = element(one, "type", "meaning")
    return {code for _, code in codes(kind)} <= {"normal"} and not elements(one, "appliesTo")


def _end(end: Value, unit: LabUnit, marker: Marker) -> float | None:
    """Return one end of a range, unless it is in another unit than the value."""
    value = number(end, "value")
    try:
        same_unit = not spellings(end) or unit_of(end, marker) == unit
    except UnreadableError:
        return None
    return value if value is not None and value >= 0 and same_unit else None


def _flag(part: Value) -> str:
    """Return the laboratory's own mark: its code, or its words."""
    concepts = elements(part, "interpretation")
    coded = (code for concept in concepts for _, code in codes(concept))
    return next(coded, "") or next(map(named, concepts), "")
