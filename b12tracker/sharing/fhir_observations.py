"""Lab results, symptoms and reactions as FHIR Observations."""

from dataclasses import dataclass

from b12tracker.assets import Vocabulary
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.injection import Injection
from b12tracker.domain.labs import LabResult
from b12tracker.domain.markers import LabUnit
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry

from .fhir_codes import (
    AFTER,
    BEFORE_INJECTION,
    CATEGORY,
    KIND,
    LOINC,
    MARKER,
    REACTION,
    RECALL,
    SNOMED,
    SYMPTOM,
    Value,
    annotations,
    coding,
    concept,
    extension,
    link,
    quantity,
    said,
    text,
    worked_out_id,
)

SCALE = "0 (none) to 10 (the worst imaginable), by the patient’s own word"
RECALLED = {
    Recall.DAY: f"How bad on that day: {SCALE}",
    Recall.WEEK: f"The worst of the last 7 days: {SCALE}",
}
AFTER_INJECTION = concept("After an injection", coding(KIND, AFTER))
OF_THE_DAY = concept("Symptoms, each as a severity of its own")


@dataclass(frozen=True)
class Observations:
    """Builds what was measured and felt.

    Attributes:
        catalogue: every marker and symptom, the user's own included.
        patient: the id of the Patient in the bundle.
        notes: whether notes go out.
    """

    words: Vocabulary
    catalogue: Catalogue
    patient: str
    notes: bool

    def lab(self, result: LabResult) -> Value:
        """Return a lab result, as the laboratory reported it."""
        name, unit = self._marker(result)
        laboratory = text(result.laboratory)
        flag = text(result.flag)
        before = [extension(BEFORE_INJECTION, valueBoolean=True)]
        return said(
            resourceType="Observation",
            extension=before if result.before_injection else None,
            status="final",
            category=_category("laboratory"),
            code=concept(name, coding(LOINC, unit.loinc), coding(MARKER, result.marker)),
            subject=link(self.patient),
            effectiveDateTime=result.collected_on.isoformat(),
            performer=[{"type": "Organization", "display": laboratory}] if laboratory else None,
            valueQuantity=self._quantity(result.value, result, unit, result.comparator),
            interpretation=[concept(flag)] if flag else None,
            note=annotations(result.note, self.notes),
            referenceRange=self._range(result, unit),
        )

    def _marker(self, result: LabResult) -> tuple[str, LabUnit]:
        """Return the name of the marker and the unit; one nobody has named keeps its key."""
        marker = self.catalogue.marker.get(result.marker)
        if marker is None:
            return result.marker, LabUnit(result.unit, 1, result.unit)
        return marker.name, marker.unit(result.unit)

    def _range(self, result: LabResult, unit: LabUnit) -> list[Value]:
        low, high = result.range or (None, None)
        ends = said(
            low=None if low is None else self._quantity(low, result, unit),
            high=None if high is None else self._quantity(high, result, unit),
        )
        return [ends] if ends else []

    def _quantity(
        self, value: float, result: LabResult, unit: LabUnit, comparator: str | None = None
    ) -> Value:
        """A marker of the user's own has a unit in words, which may be none of UCUM's."""
        known = result.marker in self.words.catalogue.marker
        return quantity(value, unit.symbol, unit.ucum if known else "", comparator)

    def scored(self, entry: SymptomEntry) -> list[tuple[str, Value]]:
        """Return an entry, and each of its scores as an Observation of its own, by their ids."""
        scores = [
            (worked_out_id(entry.id, key), self._score(entry, key, severity))
            for key, severity in entry.scores.items()
        ]
        whole = self._survey(entry, OF_THE_DAY) | said(
            hasMember=[link(score_id) for score_id, _ in scores],
            note=annotations(entry.note, self.notes),
        )
        return [(entry.id, whole), *scores]

    def _score(self, entry: SymptomEntry, key: str, severity: int) -> Value:
        symptom = self.catalogue.symptom.get(key)
        name, snomed = (symptom.name, symptom.snomed) if symptom else (key, "")
        code = concept(name, coding(SNOMED, snomed), coding(SYMPTOM, key))
        return self._survey(entry, code) | {"valueInteger": severity}

    def _survey(self, entry: SymptomEntry, code: Value) -> Value:
        close = {"type": "RelatedPerson", "display": "Somebody close to the patient"}
        return {
            "resourceType": "Observation",
            "status": "final",
            "category": _category("survey"),
            "code": code,
            "subject": link(self.patient),
            "effectiveDateTime": entry.on.isoformat(),
            "performer": [link(self.patient) if entry.observer is Observer.SELF else close],
            "method": concept(RECALLED[entry.recall], coding(RECALL, entry.recall.value)),
        }

    def reactions(self, injection: Injection) -> list[tuple[str, Value]]:
        """Return what followed an injection, by an id worked out from the injection's."""
        return [
            (worked_out_id(injection.id, str(place), key), self._reaction(injection, key))
            for place, key in enumerate(injection.reactions)
        ]

    def _reaction(self, injection: Injection, key: str) -> Value:
        return {
            "resourceType": "Observation",
            "partOf": [link(injection.id)],
            "status": "final",
            "category": [*_category("survey"), AFTER_INJECTION],
            "code": self._reaction_code(key),
            "subject": link(self.patient),
            "effectiveDateTime": injection.given_on.isoformat(),
            "performer": [link(self.patient)],
            "valueBoolean": True,
        }

    def _reaction_code(self, key: str) -> Value:
        known = next((one for one in self.words.reactions if one.key == key), None)
        if known is None:
            return concept(key)
        return concept(known.name, coding(SNOMED, known.snomed), coding(REACTION, key))


def _category(code: str) -> list[Value]:
    return [concept(code.capitalize(), coding(CATEGORY, code))]
