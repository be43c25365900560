"""The logbook as a FHIR R4 document: a Bundle for a clinic, self-reported by the patient.

The values are plain dictionaries, and the models of fhir.resources check them before anything is
written. Its R4B agrees with R4 field by field for every resource that stands here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from b12tracker.assets import Vocabulary
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import Judgement

from .fhir_codes import LOINC, URI, Value, coding, concept, link, said, text, url_of, worked_out_id
from .fhir_medicines import Pharmacy
from .fhir_observations import Observations
from .logbook_json import SharingError

Entries = list[tuple[str, Value]]
"""Resources by their ids."""


@dataclass(frozen=True)
class Cover:
    """What stands on the first page of everything that leaves the logbook.

    Attributes:
        today: the day of writing.
        first: the first day told of; None for the day of the first entry.
        last: the last day told of.
        notes: whether notes go out.
        version: of the program.
    """

    today: date
    last: date
    first: date | None = None
    notes: bool = True
    version: str = ""

    def holds(self, day: date) -> bool:
        """Whether ``day`` is told of."""
        return (self.first is None or self.first <= day) and day <= self.last

    @property
    def words(self) -> str:
        """When, by what, for which days, and by whose word."""
        first = self.first.isoformat() if self.first else "the first entry"
        notes = "" if self.notes else " Notes are left out."
        return (
            f"Written on {self.today.isoformat()} by B12 Tracker {self.version}, for {first} to "
            f"{self.last.isoformat()}. Self-reported by the patient; the program records, and "
            f"draws no conclusion. Doses that were missed are not listed as events.{notes}"
        )


def fhir_bundle(facts: Facts, judgement: Judgement, words: Vocabulary, cover: Cover) -> str:
    """Return the facts as a FHIR R4 document, as JSON.

    Injections, skips, lab results and symptoms of the days told of; every phase of every plan,
    since an injection points at the phase that asked for it. A missed dose is no event.

    Raises:
        SharingError: the models of FHIR find fault with it; this is a fault of the program.
    """
    facts = _of_the_days(facts, cover)
    cover = replace(cover, first=cover.first or _first_day(facts) or cover.last)
    document = worked_out_id(repr(facts), repr(cover))
    patient = worked_out_id(document, "patient")
    medicines, observations = _makers(facts, judgement, words, cover, patient)
    sections = {
        ("Plan", "18776-5"): [one for plan in facts.plans for one in medicines.requests(plan)],
        ("Injections", "10160-0"): list(_administrations(facts, medicines)),
        ("Lab results", "30954-2"): [(one.id, observations.lab(one)) for one in facts.lab_results],
        ("Symptoms", "81338-6"): list(_felt(facts, observations)),
    }
    first = (worked_out_id(document, "cover"), _composition(cover, patient, sections))
    entries = [
        first,
        (patient, _patient(facts)),
        *(one for some in sections.values() for one in some),
    ]
    return _checked(_bundle(document, cover, entries))


def _of_the_days(facts: Facts, cover: Cover) -> Facts:
    return replace(
        facts,
        injections=tuple(one for one in facts.injections if cover.holds(one.given_on)),
        skips=tuple(one for one in facts.skips if cover.holds(one.planned)),
        lab_results=tuple(one for one in facts.lab_results if cover.holds(one.collected_on)),
        symptoms=tuple(one for one in facts.symptoms if cover.holds(one.on)),
    )


def _first_day(facts: Facts) -> date | None:
    days = [
        *(one.given_on for one in facts.injections),
        *(one.planned for one in facts.skips),
        *(one.collected_on for one in facts.lab_results),
        *(one.on for one in facts.symptoms),
    ]
    return min(days, default=None)


def _makers(
    facts: Facts, judgement: Judgement, words: Vocabulary, cover: Cover, patient: str
) -> tuple[Pharmacy, Observations]:
    catalogue = words.catalogue.with_own(facts)
    phases = frozenset(phase.id for plan in facts.plans for phase in plan.phases)
    return (
        Pharmacy(words, judgement, phases, patient, cover.notes),
        Observations(words, catalogue, patient, cover.notes),
    )


def _administrations(facts: Facts, medicines: Pharmacy) -> Iterator[tuple[str, Value]]:
    for injection in sorted(facts.injections, key=lambda one: one.order):
        yield injection.id, medicines.given(injection)
    for skip in facts.skips:
        yield skip.id, medicines.skipped(skip)


def _felt(facts: Facts, observations: Observations) -> Iterator[tuple[str, Value]]:
    for entry in facts.symptoms:
        yield from observations.scored(entry)
    for injection in facts.injections:
        yield from observations.reactions(injection)


def _patient(facts: Facts) -> Value:
    patient, name = facts.patient, text(facts.patient.name)
    return said(
        resourceType="Patient",
        name=[{"text": name}] if name else None,
        gender=patient.sex,
        birthDate=patient.birth_date and patient.birth_date.isoformat(),
    )


def _composition(cover: Cover, patient: str, sections: dict[tuple[str, str], Entries]) -> Value:
    return said(
        resourceType="Composition",
        text=_narrative(cover.words),
        status="final",
        type=concept("Patient summary", coding(LOINC, "60591-5")),
        subject=link(patient),
        date=cover.today.isoformat(),
        author=[
            link(patient),
            {"type": "Device", "display": f"B12 Tracker {cover.version}".strip()},
        ],
        title="Vitamin B12 injection logbook, self-reported by the patient",
        event=[
            {
                "period": said(
                    start=cover.first and cover.first.isoformat(), end=cover.last.isoformat()
                )
            }
        ],
        section=[
            _section(title, code, entries) for (title, code), entries in sections.items() if entries
        ],
    )


def _section(title: str, code: str, entries: Entries) -> Value:
    return {
        "title": title,
        "code": concept(title, coding(LOINC, code)),
        "text": _narrative(f"{title}, self-reported by the patient: {len(entries)} entries."),
        "entry": [link(fact_id) for fact_id, _ in entries],
    }


def _narrative(words: str) -> Value:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(words)}</p></div>'
    return {"status": "generated", "div": div}


def _bundle(document: str, cover: Cover, entries: Iterable[tuple[str, Value]]) -> Value:
    return {
        "resourceType": "Bundle",
        "identifier": {"system": URI, "value": url_of(document)},
        "type": "document",
        "timestamp": f"{cover.today.isoformat()}T00:00:00Z",
        "entry": [
            {"fullUrl": url_of(fact_id), "resource": _with_id(resource, fact_id)}
            for fact_id, resource in entries
        ],
    }


def _with_id(resource: Value, fact_id: str) -> Value:
    return {"resourceType": resource["resourceType"], "id": fact_id} | resource


def _checked(bundle: Value) -> str:
    """Return the bundle as text, once the models of FHIR have taken it. They are slow to import."""
    from fhir.resources.R4B.bundle import Bundle

    try:
        Bundle.model_validate(bundle)
    except ValueError as error:
        raise SharingError(f"The FHIR document is not sound: {error}"[:300]) from error
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"
