"""What can be scored and measured: the symptoms and markers the program knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .facts import Facts
from .markers import LabUnit, Marker
from .symptoms import Symptom

OWN = "own"
"""The group of the symptoms that the user added."""


@dataclass(frozen=True)
class Catalogue:
    """The symptoms and markers that are known, in the order they are offered."""

    symptoms: tuple[Symptom, ...] = ()
    markers: tuple[Marker, ...] = ()

    def with_own(self, facts: Facts) -> "Catalogue":
        """Return the catalogue with what the user added to this logbook."""
        symptoms = (Symptom(own.key, OWN, own.name) for own in facts.own_symptoms)
        markers = (
            Marker(own.key, own.name, own.name, (LabUnit(own.unit, 1, own.unit),))
            for own in facts.own_markers
        )
        return Catalogue((*self.symptoms, *symptoms), (*self.markers, *markers))

    @cached_property
    def symptom(self) -> Mapping[str, Symptom]:
        """The symptoms by their key."""
        return {symptom.key: symptom for symptom in self.symptoms}

    @cached_property
    def marker(self) -> Mapping[str, Marker]:
        """The markers by their key."""
        return {marker.key: marker for marker in self.markers}
