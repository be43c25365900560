"""Reading elements of a FHIR resource that anybody may have written: each is what it should be, or
the resource is refused with a sentence.

DSTU2, STU3 and R4 name and nest some elements in other ways; one or several is read alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from b12tracker.domain.plain import UnreadableError, read, shown

from .fhir_codes import Value


def element(resource: Value, *keys: str) -> Value:
    """Return the first of the named elements that is there; an empty one where none is."""
    for key in keys:
        if resource.get(key) is not None:
            found = resource[key]
            if isinstance(found, list) and len(found) == 1:
                found = found[0]
            if not isinstance(found, dict):
                raise UnreadableError(f"“{key}” should be an object, not {shown(found)}.")
            return found
    return {}


def elements(resource: Value, key: str) -> list[Value]:
    """Return the elements of a list; where an earlier FHIR had only one, that one."""
    found = resource.get(key)
    if found is None:
        return []
    several = found if isinstance(found, list) else [found]
    for one in several:
        if not isinstance(one, dict):
            raise UnreadableError(f"“{key}” should hold objects, not {shown(one)}.")
    return several


def words(resource: Value, *keys: str) -> str:
    """Return the first text that is there, without white space around it."""
    for key in keys:
        if resource.get(key) is not None:
            said = read(str, resource[key], f"“{key}”").strip()
            if said:
                return said
    return ""


def number(resource: Value, key: str) -> float | None:
    """Return a number, if there is one."""
    return None if resource.get(key) is None else read(float, resource[key], f"“{key}”")


def truth(resource: Value, key: str) -> bool:
    """Return whether something is said to be so."""
    return resource.get(key) is not None and read(bool, resource[key], f"“{key}”")


def codes(concept: Value) -> Iterator[tuple[str, str]]:
    """Yield the system and the code of each coding."""
    for coding in elements(concept, "coding"):
        code = words(coding, "code")
        if code:
            yield words(coding, "system"), code


def code_in(system: str, concept: Value) -> str:
    """Return the code a concept has in a system; empty where it has none."""
    return next((code for known, code in codes(concept) if known == system), "")


def named(concept: Value) -> str:
    """Return what a concept is called, in words."""
    texts = [words(coding, "display") for coding in elements(concept, "coding")]
    return words(concept, "text") or next((text for text in texts if text), "")


def all_words(concept: Value) -> str:
    """Return everything a concept says in words."""
    texts = [words(coding, "display") for coding in elements(concept, "coding")]
    return " ".join([words(concept, "text"), *texts])


def notes(resource: Value) -> str:
    """Return the notes of a resource as one text, by whatever name."""
    if isinstance(resource.get("note"), str):  # DSTU2 has a note that is mere text
        return words(resource, "note")
    texts = [words(note, "text") for note in elements(resource, "note")]
    return "\n".join(text for text in (*texts, words(resource, "comment", "comments")) if text)


def day_of(resource: Value, *names: str) -> date:
    """Return the local date on which it happened, as written, whatever the zone.

    Args:
        names: how the element begins: ``effective`` for effectiveDateTime and effectivePeriod.

    Raises:
        UnreadableError: there is no date, or it names only a year or a month.
    """
    for name in names:
        period = element(resource, f"{name}Period")
        written = words(resource, f"{name}DateTime", f"{name}Instant") or words(period, "start")
        if written:
            day, _, _ = written.partition("T")
            return read(date, day, "the date")
    raise UnreadableError("it has no date.")


@dataclass(frozen=True)
class Extensions:
    """What FHIR has no element for, by its address."""

    found: list[Value]

    def get(self, url: str, key: str) -> Any:
        """Return the value of an extension, or None."""
        return next((one.get(key) for one in self.found if one.get("url") == url), None)


def extensions(resource: Value, key: str = "") -> Extensions:
    """Return the extensions of a resource, or of one of its simple elements."""
    holder = element(resource, f"_{key}") if key else resource
    return Extensions(elements(holder, "extension"))
