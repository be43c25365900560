"""Phases and injections as FHIR resources: what was prescribed, what was given, what was not."""

from dataclasses import dataclass
from datetime import date

from b12tracker.assets import Vocabulary
from b12tracker.domain.course import Stretch
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.domain.interruptions import Skip
from b12tracker.domain.judgement import Judgement, PlannedDose
from b12tracker.domain.plan import Phase, Plan

from .fhir_codes import (
    ABOUT,
    ABSENT,
    ATC,
    BODY_SITE,
    GIVEN_BY,
    LOCAL_TIME,
    ROUTE_CODES,
    SKIP_REASON,
    SNOMED,
    SUBSTANCE,
    Value,
    annotations,
    coding,
    concept,
    extension,
    link,
    quantity,
    said,
    text,
)
from .fhir_timing import rhythm_words, timing

SOMEBODY = {
    GivenBy.FAMILY: "A family member",
    GivenBy.NURSE: "A nurse or doctor",
    GivenBy.OTHER: "Somebody else",
}
LOT = "ampoule"
"""The id, inside its resource, of the ampoule whose batch is known."""


@dataclass(frozen=True)
class Pharmacy:
    """Builds the resources about the medicine.

    Attributes:
        phases: the ids of the phases in the document.
        patient: the id of the Patient in it.
        notes: whether notes go out.
    """

    words: Vocabulary
    judgement: Judgement
    phases: frozenset[str]
    patient: str
    notes: bool

    def requests(self, plan: Plan) -> list[tuple[str, Value]]:
        """Return a MedicationRequest for each phase, by the phase's id."""
        in_force = {stretch.phase.id: stretch for stretch in self.judgement.stretches}
        return [
            (phase.id, self._request(plan, phase, in_force.get(phase.id), number))
            for number, phase in enumerate(plan.phases, 1)
        ]

    def _request(self, plan: Plan, phase: Phase, stretch: Stretch | None, number: int) -> Value:
        prescriber = text(plan.prescriber)
        return said(
            resourceType="MedicationRequest",
            status="completed" if _is_over(stretch, self.judgement.today) else "active",
            intent="plan",
            reportedBoolean=True,
            medicationCodeableConcept=self._medicine(phase.substance),
            subject=link(self.patient),
            requester={"display": prescriber} if prescriber else None,
            reasonCode=_cause(plan),
            note=annotations(phase.goal, self.notes),
            dosageInstruction=[self._instruction(phase, stretch, number)],
        )

    def _instruction(self, phase: Phase, stretch: Stretch | None, number: int) -> Value:
        name = f"{phase.name}: " if text(phase.name) else ""
        dose = quantity(phase.dose_ug, "µg", "ug") if phase.dose_ug else None
        return said(
            sequence=number,
            text=text(name + rhythm_words(phase)),
            timing=timing(phase, stretch),
            route=self._route(phase.route),
            doseAndRate=[{"doseQuantity": dose}] if dose else None,
        )

    def given(self, injection: Injection) -> Value:
        """Return an injection as a MedicationAdministration that is completed."""
        lot = text(injection.lot)
        return said(
            resourceType="MedicationAdministration",
            contained=[_ampoule(lot)] if lot else None,
            status="completed",
            medicationCodeableConcept=self._medicine(injection.substance),
            subject=link(self.patient),
            supportingInformation=[{"reference": f"#{LOT}"}] if lot else None,
            effectiveDateTime=injection.given_on.isoformat(),
            _effectiveDateTime=_about_when(injection),
            performer=self._performer(injection.given_by),
            request=self._asked_by(self.judgement.dose_met_by.get(injection.id)),
            note=annotations(injection.note, self.notes),
            dosage=self._dosage(injection),
        )

    def skipped(self, skip: Skip) -> Value:
        """Return a skip as a MedicationAdministration that was not done, and why."""
        doses = (dose for dose in self.judgement.doses if dose.skip and dose.skip.id == skip.id)
        dose = next(doses, None)
        why = skip.reason.value
        return said(
            resourceType="MedicationAdministration",
            status="not-done",
            statusReason=[concept(why.replace("_", " ").capitalize(), coding(SKIP_REASON, why))],
            medicationCodeableConcept=self._medicine(dose.slot.phase.substance if dose else None),
            subject=link(self.patient),
            effectiveDateTime=skip.planned.isoformat(),
            request=self._asked_by(dose),
            note=annotations(skip.note, self.notes),
        )

    def _asked_by(self, dose: PlannedDose | None) -> Value | None:
        """Return a reference to the phase that asked, if it is in the document."""
        phase = dose.slot.phase.id if dose else ""
        return link(phase) if phase in self.phases else None

    def _medicine(self, substance: Substance | None) -> Value:
        if substance is None:
            return concept("Vitamin B12 (form not recorded)")
        name = self.words.substances[substance]
        words = "Vitamin B12 (another form)" if substance is Substance.OTHER else name.name
        return concept(words, coding(ATC, name.atc), coding(SUBSTANCE, substance.value))

    def _dosage(self, injection: Injection) -> Value | None:
        """Where and how much. FHIR asks for a dose (mad-1), so an unknown one is said to be so."""
        if injection.dose_ug:
            dose = quantity(injection.dose_ug, "µg", "ug")
        else:
            dose = {"extension": [extension(ABSENT, valueCode="unknown")]}
        where = said(site=self._site(injection.site), route=self._route(injection.route))
        return where | {"dose": dose} if where or injection.dose_ug else None

    def _site(self, site: Site | None) -> Value | None:
        name = next((one for one in self.words.sites if one.code is site), None)
        if name is None:
            return None
        return concept(name.name, coding(BODY_SITE, name.code.value), coding(SNOMED, name.snomed))

    def _route(self, route: Route | None) -> Value | None:
        if route is None:
            return None
        name = self.words.routes[route]
        return concept(name.name, coding(SNOMED, name.snomed), coding(ROUTE_CODES, name.hl7))

    def _performer(self, given_by: GivenBy | None) -> list[Value]:
        if given_by is None:
            return []
        who = {"display": SOMEBODY[given_by]} if given_by in SOMEBODY else link(self.patient)
        return [
            {"function": concept(given_by.value, coding(GIVEN_BY, given_by.value)), "actor": who}
        ]


def _is_over(stretch: Stretch | None, today: date) -> bool:
    return stretch is not None and stretch.asks_until is not None and stretch.asks_until <= today


def _cause(plan: Plan) -> list[Value]:
    parts = [part.value.replace("_", " ") for part in (plan.cause, plan.severity) if part]
    return [concept(f"Vitamin B12 deficiency: {', '.join(parts)}")] if parts else []


def _ampoule(lot: str) -> Value:
    return {"resourceType": "Medication", "id": LOT, "batch": {"lotNumber": lot}}


def _about_when(injection: Injection) -> Value | None:
    """A time of day without a zone, and a date that is remembered, have no element in FHIR."""
    more = []
    if injection.about:
        more.append(extension(ABOUT, valueBoolean=True))
    if injection.given_at:
        more.append(extension(LOCAL_TIME, valueTime=injection.given_at.isoformat()))
    return {"extension": more} if more else None
