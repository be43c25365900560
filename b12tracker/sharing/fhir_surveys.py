"""Symptoms and reactions of our own FHIR documents; nobody else writes them like this."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.identity import OWN_KEY
from b12tracker.domain.plain import UnreadableError, read, shown
from b12tracker.domain.symptoms import Observer, OwnSymptom, Recall, SymptomEntry

from .fhir_codes import AFTER, KIND, REACTION, RECALL, SYMPTOM, Value
from .fhir_identity import fact_id
from .fhir_reading import code_in, day_of, element, elements, named, notes, words
from .fhir_shelf import Found, Shelf


@dataclass(frozen=True)
class Scored:
    """A symptom entry, with the symptoms of the user's own that it names."""

    entry: SymptomEntry
    own: tuple[OwnSymptom, ...]


def is_reaction(found: Found) -> bool:
    """Whether it says what followed an injection, as this program writes it."""
    return any(code_in(KIND, one) == AFTER for one in elements(found.resource, "category"))


def is_score(found: Found) -> bool:
    """Whether it is a symptom entry as this program writes it, or one of its scores."""
    return bool(code_in(RECALL, element(found.resource, "method")))


def read_scores(found: Found, shelf: Shelf, catalogue: Catalogue) -> Scored | None:
    """Return a symptom entry; None for one of its scores, which the entry points at.

    Raises:
        ValueError: it cannot be taken; the sentence says why.
    """
    resource = found.resource
    members = [shelf.resolve(resource, one.get("reference")) for one in _members(resource)]
    if not members:
        return None
    by_key = {code_in(SYMPTOM, element(one, "code")): one for one in members}
    day = day_of(resource, "effective")
    kinds = [words(one, "type") for one in elements(resource, "performer")]
    entry = SymptomEntry(
        on=day,
        scores={_known(key, catalogue): _severity(one) for key, one in by_key.items()},
        observer=Observer.OTHER if "RelatedPerson" in kinds else Observer.SELF,
        recall=read(Recall, code_in(RECALL, element(resource, "method")), "the recall"),
        note=notes(resource),
        id=fact_id(found, day),
    )
    own = [key for key in by_key if key not in catalogue.symptom]
    return Scored(entry, tuple(OwnSymptom(key, named(element(by_key[key], "code"))) for key in own))


def _members(resource: Value) -> list[Value]:
    return elements(resource, "hasMember")


def _known(key: str, catalogue: Catalogue) -> str:
    if key not in catalogue.symptom and not key.startswith(OWN_KEY):
        raise UnreadableError(f"the symptom {shown(key)} is not known.")
    return key


def _severity(score: Value) -> int:
    return read(int, score.get("valueInteger"), "the severity")


def reactions(observations: Iterable[Found]) -> dict[str, list[str]]:
    """Return what followed each injection, by the address of the injection."""
    followed: dict[str, list[str]] = defaultdict(list)
    for found in observations:
        code = element(found.resource, "code")
        for part in elements(found.resource, "partOf"):
            followed[words(part, "reference")].append(code_in(REACTION, code) or named(code))
    return followed
