"""Which id a fact from a FHIR file has: the same at every import, so that it is known again."""

from contextlib import suppress
from uuid import UUID

from b12tracker.domain.facts import PATIENT_ID

from .fhir_codes import worked_out_id
from .fhir_reading import elements, words
from .fhir_shelf import Found

URN = "urn:uuid:"


def fact_id(found: Found, *content: object) -> str:
    """Return the UUID that the file gives a resource, else one worked out.

    It is worked out from the identifier of the clinic, the address or the id of the resource,
    together with what it says of which day: some clinics give all results of one tube of blood one
    identifier.
    """
    if found.url.startswith(URN):
        with suppress(ValueError):
            kept = str(UUID(found.url.removeprefix(URN)))
            if kept != PATIENT_ID:
                return kept
    return worked_out_id(_called(found), *map(str, content))


def part_id(found: Found, *content: object) -> str:
    """Return the id of one of several values in a resource."""
    return worked_out_id(found.url or _called(found), *map(str, content))


def _called(found: Found) -> str:
    for identifier in elements(found.resource, "identifier"):
        value = words(identifier, "value")
        if value:
            return f"{words(identifier, 'system')}|{value}"
    own = words(found.resource, "id")
    return found.url or (f"{found.kind}/{own}" if own else "")
