"""What can be scored and measured: the symptoms and markers the program knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .labs import Marker
from .symptoms import Symptom


@dataclass(frozen=True)
class Catalogue:
    """The symptoms and markers that come with the program, in the order they are offered."""

    symptoms: tuple[Symptom, ...] = ()
    markers: tuple[Marker, ...] = ()

    @cached_property
    def symptom(self) -> Mapping[str, Symptom]:
        """The symptoms by their key."""
        return {symptom.key: symptom for symptom in self.symptoms}

    @cached_property
    def marker(self) -> Mapping[str, Marker]:
        """The markers by their key."""
        return {marker.key: marker for marker in self.markers}
