"""What a FHIR file holds for the logbook: lab results, injections of vitamin B12, and our own."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from b12tracker.assets import Vocabulary
from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Skip
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.plain import UnreadableError
from b12tracker.domain.symptoms import OwnSymptom, SymptomEntry

from .fhir_codes import url_of, worked_out_id
from .fhir_doses import Doses, title
from .fhir_files import read_fhir
from .fhir_labs import Laboratory, Measured
from .fhir_shelf import Found, Shelf
from .fhir_surveys import is_reaction, is_score, reactions, read_scores
from .logbook_json import SharingError

Dated = LabResult | Injection | Skip | SymptomEntry
"""What is read from a FHIR file, each with an id."""


@dataclass(frozen=True)
class Offer:
    """A marker that is not known, and can be taken as one of the user's own.

    Attributes:
        values: how many results of it the file holds.
    """

    marker: OwnMarker
    values: int


@dataclass(frozen=True)
class FromFhir:
    """What was found in a FHIR file.

    Attributes:
        offers: markers that are not known and were not asked for.
        refused: a sentence for each value or dose that cannot be taken: which, and why.
        passed_over: resources that are nothing for a logbook, counted by their type.
    """

    facts: Facts
    offers: tuple[Offer, ...] = ()
    refused: tuple[str, ...] = ()
    passed_over: Counter[str] = field(default_factory=Counter)


def facts_from_fhir(
    path: Path,
    vocabulary: Vocabulary,
    own: tuple[OwnMarker, ...] = (),
    asked_for: Collection[str] = (),
) -> FromFhir:
    """Return what a file of FHIR resources (DSTU2, STU3 or R4) holds for the logbook.

    Args:
        own: the markers of the user's own in the logbook.
        asked_for: keys of offered markers that the user takes.

    Raises:
        SharingError: nothing of it can be taken; the sentence says why.
        OSError: the file cannot be read.
    """
    shelf = read_fhir(path)
    if not shelf.is_zip:
        _check_one_patient(shelf)
    reader = _Reader(vocabulary, own, shelf)
    for found in shelf.found:
        reader.read(found)
    return reader.result(asked_for)


def _check_one_patient(shelf: Shelf) -> None:
    """Refuse a file about several people; in a zip, each clinic has its own number for one."""
    patients = {str(one.resource.get("id")) for one in shelf.found if one.kind == "Patient"}
    subjects = {_about_whom(one) for one in shelf.found} - {""}
    people = max(len(patients), len(subjects))
    if people > 1:
        raise SharingError(
            f"The file holds records of {people} people; a logbook is about one of them."
        )


def _about_whom(found: Found) -> str:
    """Return the last part of the reference to the patient: Patient/7 and urn:uuid:7 are one."""
    subject = found.resource.get("subject") or found.resource.get("patient")
    reference = subject.get("reference") if isinstance(subject, dict) else None
    if found.kind not in READ or not isinstance(reference, str):
        return ""
    whole, _, _ = reference.partition("/_history/")
    is_patient = whole.startswith("urn:") or "Patient/" in whole
    return re.split("[/:]", whole)[-1] if is_patient else ""


class _Reader:
    """Goes through the resources of a file and keeps what is for the logbook."""

    def __init__(self, vocabulary: Vocabulary, own: tuple[OwnMarker, ...], shelf: Shelf) -> None:
        self._catalogue, self._shelf = vocabulary.catalogue, shelf
        self._laboratory = Laboratory(vocabulary.catalogue, own, shelf)
        self._doses = Doses(vocabulary, shelf)
        self._dated: dict[str, Dated] = {}
        self._measured: list[Measured] = []
        self._own_symptoms: dict[str, OwnSymptom] = {}
        self._reactions: list[Found] = []
        self._refused: list[str] = []
        self._passed_over: Counter[str] = Counter()

    def read(self, found: Found) -> None:
        """Keep what a resource says, or why it cannot be taken."""
        try:
            taken = READ[found.kind](self, found) if found.kind in READ else False
        except ValueError as error:
            self._refused.append(f"{_title(found)}: {error}")
        else:
            self._passed_over[found.kind] += not taken

    def observation(self, found: Found) -> bool:
        """Keep what was measured or felt; return whether there was anything."""
        if is_reaction(found):
            self._reactions.append(found)
            return True
        if is_score(found):
            return self._score(found)
        values = list(self._laboratory.values(found))
        self._refused += [str(value) for value in values if isinstance(value, UnreadableError)]
        self._measured += [value for value in values if isinstance(value, Measured)]
        return bool(values)

    def _score(self, found: Found) -> bool:
        scored = read_scores(found, self._shelf, self._catalogue)
        if scored is not None:
            self._keep(scored.entry)
            self._own_symptoms |= {own.key: own for own in scored.own}
        return True

    def dose(self, found: Found) -> bool:
        """Keep an injection of vitamin B12 or a skip; return whether it is one."""
        dose = self._doses.dose(found)
        if dose is not None:
            self._keep(dose)
        return dose is not None

    def _keep(self, fact: Dated) -> None:
        """Two facts of one file that share an id but differ are both kept."""
        while self._dated.get(fact.id, fact) != fact:
            fact = replace(fact, id=worked_out_id(fact.id, repr(replace(fact, id=""))))
        self._dated[fact.id] = fact

    def result(self, asked_for: Collection[str]) -> FromFhir:
        """Return what was found.

        Raises:
            SharingError: everything that could be for the logbook was refused.
        """
        wanted = [one for one in self._measured if one.sure or _key(one) in asked_for]
        for one in wanted:
            self._keep(one.result)
        others = [one for one in self._measured if not (one.sure or _key(one) in asked_for)]
        if self._refused and not self._dated and not others:
            raise SharingError(_alone(self._refused))
        return FromFhir(
            self._facts({one.own.key: one.own for one in wanted if one.own}.values()),
            _offers(others),
            tuple(self._refused),
            +self._passed_over,
        )

    def _facts(self, own_markers: Iterable[OwnMarker]) -> Facts:
        dated = self._dated.values()
        followed = reactions(self._reactions)
        return Facts(
            injections=tuple(
                replace(one, reactions=tuple(followed.get(url_of(one.id), ())))
                for one in dated
                if isinstance(one, Injection)
            ),
            symptoms=tuple(one for one in dated if isinstance(one, SymptomEntry)),
            lab_results=tuple(one for one in dated if isinstance(one, LabResult)),
            skips=tuple(one for one in dated if isinstance(one, Skip)),
            own_symptoms=tuple(self._own_symptoms.values()),
            own_markers=tuple(own_markers),
        )


READ: dict[str, Callable[[_Reader, Found], bool]] = {
    "Observation": _Reader.observation,
    "MedicationAdministration": _Reader.dose,
}
"""The resources that may hold something for the logbook. A MedicationStatement is not among them:
it says what somebody takes over a time, not what was given on a day."""


def _key(one: Measured) -> str:
    return one.own.key if one.own else ""


def _offers(others: Iterable[Measured]) -> tuple[Offer, ...]:
    found = Counter(one.own for one in others if one.own)
    return tuple(Offer(marker, values) for marker, values in found.items())


def _title(found: Found) -> str:
    return title(found) if found.kind == "MedicationAdministration" else f"An {found.kind}"


def _alone(refused: list[str]) -> str:
    more = f" (and {len(refused) - 1} more like it)" if len(refused) > 1 else ""
    return f"Nothing in the file can be taken. {refused[0]}{more}"[:400]
