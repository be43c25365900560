"""What the import of a FHIR file does to a logbook, and what is told of it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from b12tracker.assets import Vocabulary
from b12tracker.domain.facts import Facts

from .fhir_import import FromFhir, Offer, facts_from_fhir
from .fhir_known import known_again
from .joining import Joined, join


@dataclass(frozen=True)
class JoinedFhir(Joined):
    """What an import does, and what else the file holds.

    Attributes:
        offers: markers that are not known and were not asked for.
        passed_over: resources that are nothing for a logbook, counted by their type.
    """

    offers: tuple[Offer, ...] = ()
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def also(self) -> dict[str, Any]:
        """What else the file holds, as plain values under the names other programs rely on."""
        offered = [
            {"name": one.marker.name, "unit": one.marker.unit, "values": one.values}
            for one in self.offers
        ]
        said = {"offered": offered, "passed_over": dict(self.passed_over)}
        return {key: value for key, value in said.items() if value}

    @property
    def lines(self) -> list[str]:
        """The same for a person."""
        names = ", ".join(offer.marker.name for offer in self.offers)
        kinds = ", ".join(f"{n} {kind}" for kind, n in self.passed_over.items())
        said = {
            "Markers not known, which --own-markers takes as your own": names,
            "Passed over": kinds,
        }
        return [f"{about}: {words}." for about, words in said.items() if words]


def join_fhir(
    path: Path, vocabulary: Vocabulary, here: Facts, asked_for: Collection[str] | None = ()
) -> JoinedFhir:
    """Return what is to be added to ``here`` so that it also holds what a FHIR file tells.

    Args:
        asked_for: keys of offered markers that the user takes; None for all of them.

    Raises:
        SharingError: nothing of it can be taken; the sentence says why.
        OSError: the file cannot be read.
    """
    found = facts_from_fhir(path, vocabulary, here.own_markers, asked_for or ())
    if asked_for is None and found.offers:
        every = {offer.marker.key for offer in found.offers}
        found = facts_from_fhir(path, vocabulary, here.own_markers, every)
    return _joined(here, found)


def _joined(here: Facts, found: FromFhir) -> JoinedFhir:
    joined = join(here, known_again(here, found.facts))
    return JoinedFhir(
        joined.put, joined.taken, joined.left, found.refused, found.offers, found.passed_over
    )
