"""The resources of a FHIR file, and how one finds another."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .fhir_codes import Value


@dataclass(frozen=True)
class Found:
    """A resource.

    Attributes:
        url: the address its file gives it; empty where it gives none.
        clinic: whose records the file holds, where that is known.
    """

    resource: Value
    url: str = ""
    clinic: str = ""

    @property
    def kind(self) -> str:
        """Its type, such as Observation."""
        kind = self.resource.get("resourceType")
        return kind[:40] if isinstance(kind, str) else "Something without a type"


@dataclass(frozen=True)
class Shelf:
    """Every resource of a file.

    Attributes:
        is_zip: they come from several files, maybe from several clinics.
    """

    found: tuple[Found, ...]
    is_zip: bool = False

    @cached_property
    def _by_address(self) -> dict[str, Value]:
        addresses = {f"{one.kind}/{one.resource.get('id')}": one.resource for one in self.found}
        return addresses | {one.url: one.resource for one in self.found if one.url}

    def resolve(self, holder: Value, reference: Any) -> Value:
        """Return the resource that ``holder`` points at; an empty one where it is not here."""
        if not isinstance(reference, str):
            return {}
        if not reference.startswith("#"):
            return self._by_address.get(reference, {})
        contained = holder.get("contained")
        inside = contained if isinstance(contained, list) else []
        named = (one for one in inside if isinstance(one, dict) and one.get("id") == reference[1:])
        return next(named, {})
