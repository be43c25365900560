"""FHIR MedicationAdministrations as injections of vitamin B12, and our own skips."""

import re
from dataclasses import dataclass
from datetime import time

from b12tracker.assets import Vocabulary
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.domain.plain import UnreadableError, read, shown

from .fhir_codes import (
    ABOUT,
    ATC,
    BODY_SITE,
    GIVEN_BY,
    LOCAL_TIME,
    ROUTE_CODES,
    SKIP_REASON,
    SNOMED,
    SUBSTANCE,
    Value,
)
from .fhir_identity import fact_id
from .fhir_reading import (
    all_words,
    code_in,
    codes,
    day_of,
    element,
    elements,
    extensions,
    named,
    notes,
    number,
    truth,
    words,
)
from .fhir_shelf import Found, Shelf
from .pasted_words import MICROGRAM, UNITS, read_route, read_site, read_substance

COBALAMINS = "B03BA"
"""The group of vitamin B12 in the Anatomical Therapeutic Chemical classification (WHO)."""

IS_B12 = re.compile(r"cobalamin|cobamamide|vitamin[\s-]*b[\s-]*12\b", re.IGNORECASE)
NOT_INJECTED = re.compile(
    r"\b(oral|tablets?|tabs?|capsules?|caps?|sublingual|nasal|lozenges?|chewable|by mouth)\b",
    re.IGNORECASE,
)
TIMES = ("effective", "effectiveTime")
"""When it was given: in R4 and STU3, and in DSTU2."""


@dataclass(frozen=True)
class Doses:
    """Reads what was given."""

    words: Vocabulary
    shelf: Shelf

    def dose(self, found: Found) -> Injection | Skip | None:
        """Return the injection or the skip; None where it is of another medicine.

        Raises:
            ValueError: it is of vitamin B12 and cannot be taken; the sentence says why.
        """
        medicine = self._medicine(found.resource)
        if not _is_b12(medicine):
            return None
        if _is_not_done(found.resource):
            return _skip(found)
        status = words(found.resource, "status")
        if status != "completed":
            raise UnreadableError(f"its status is {shown(status)}, so that it may not be given.")
        return self._injection(found, medicine)

    def _medicine(self, resource: Value) -> Value:
        """Return the concept of the medicine, said here or in a Medication."""
        said = element(resource, "medicationCodeableConcept")
        return said or element(self._ampoule(resource), "code")

    def _ampoule(self, resource: Value) -> Value:
        pointed = element(resource, "medicationReference")
        for reference in (pointed, *elements(resource, "supportingInformation")):
            there = self.shelf.resolve(resource, reference.get("reference"))
            if there.get("resourceType") == "Medication":
                return there
        return {"code": {"text": words(pointed, "display")}}

    def _injection(self, found: Found, medicine: Value) -> Injection:
        resource = found.resource
        dosage = element(resource, "dosage")
        route = self._route(dosage, medicine)
        day = day_of(resource, *TIMES)
        about = extensions(resource, "effectiveDateTime")
        at = about.get(LOCAL_TIME, "valueTime")
        dose_ug = _dose_ug(element(dosage, "dose", "quantity"))
        return Injection(
            given_on=day,
            about=about.get(ABOUT, "valueBoolean") is True,
            given_at=None if at is None else read(time, at, "the time"),
            dose_ug=dose_ug,
            substance=self._substance(medicine),
            route=route,
            site=self._site(element(dosage, "site", "siteCodeableConcept"), route),
            lot=words(element(self._ampoule(resource), "batch"), "lotNumber"),
            given_by=_given_by(resource),
            note=notes(resource),
            id=fact_id(found, day, dose_ug),
        )

    def _substance(self, medicine: Value) -> Substance | None:
        own, atc = code_in(SUBSTANCE, medicine), code_in(ATC, medicine)
        for name in self.words.substances.values():
            if own == name.code.value or (atc and atc == name.atc):
                return name.code
        return read_substance(all_words(medicine))

    def _route(self, dosage: Value, medicine: Value) -> Route | None:
        """Return the way it went in; refuse one that is no injection."""
        route = element(dosage, "route")
        said = f"{all_words(medicine)} {words(dosage, 'text')} {all_words(route)}"
        if NOT_INJECTED.search(said):
            raise UnreadableError("it is not injected.")
        coded = {one for _, one in codes(route)}
        for name in self.words.routes.values():
            if code_in(SNOMED, route) == name.snomed or code_in(ROUTE_CODES, route) == name.hl7:
                return name.code
        spoken = read_route(f"{all_words(route)} {' '.join(coded)}")
        if spoken is None and (coded or named(route)):
            way = named(route) or ", ".join(coded)
            raise UnreadableError(f"the way it went in, {shown(way)}, is not known.")
        return spoken

    def _site(self, site: Value, route: Route | None) -> Site | None:
        for name in self.words.sites:
            if code_in(BODY_SITE, site) == name.code.value:
                return name.code
        for name in self.words.sites:
            if name.snomed and code_in(SNOMED, site) == name.snomed:
                return name.code
        return read_site(named(site), route)


def title(found: Found) -> str:
    """Return how a dose is called in a sentence: “The dose of 2026-01-05”."""
    try:
        return f"The dose of {day_of(found.resource, *TIMES).isoformat()}"
    except UnreadableError:
        return "A dose of vitamin B12"


def _is_b12(medicine: Value) -> bool:
    atc = (code for system, code in codes(medicine) if system == ATC)
    return any(code.startswith(COBALAMINS) for code in atc) or bool(
        IS_B12.search(all_words(medicine))
    )


def _is_not_done(resource: Value) -> bool:
    """R4 says so by its status, STU3 and DSTU2 by a word of their own."""
    negated = truth(resource, "notGiven") or truth(resource, "wasNotGiven")
    return negated or words(resource, "status") == "not-done"


def _skip(found: Found) -> Skip:
    for why in elements(found.resource, "statusReason"):
        reason = code_in(SKIP_REASON, why)
        if reason in list(Reason):
            day = day_of(found.resource, *TIMES)
            return Skip(day, Reason(reason), notes(found.resource), fact_id(found, day))
    raise UnreadableError("it was not given, and why is not said in words the logbook has.")


def _dose_ug(dose: Value) -> float | None:
    """Return a dose in µg; None where it is not given as a mass."""
    value = number(dose, "value")
    unit = words(dose, "code").lower() or words(dose, "unit").lower()
    factor = UNITS.get(unit) or UNITS.get(words(dose, "unit").lower())
    if value is None or factor is None:
        return None
    return value if factor == MICROGRAM else float(f"{value * factor:.12g}")


def _given_by(resource: Value) -> GivenBy | None:
    for performer in elements(resource, "performer"):
        own = code_in(GIVEN_BY, element(performer, "function"))
        if own in list(GivenBy):
            return GivenBy(own)
        if "Patient/" in words(element(performer, "actor"), "reference"):
            return GivenBy.SELF
    return None
