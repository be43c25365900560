"""Symptom entries: how bad each followed symptom was, by the patient's own word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .identity import check_own, new_id

WORST = 10
"""Severity runs from 0, none, to 10, the worst imaginable: the numeric rating scale of the
Edmonton Symptom Assessment System (PubMed 19963335)."""


class Observer(StrEnum):
    """Who scored: the patient, or somebody close to them."""

    SELF = "self"
    OTHER = "other"


class Recall(StrEnum):
    """What a score speaks of: the day, or the worst of the last seven days."""

    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        """How many days a score speaks of, its own date the last of them."""
        return 7 if self is Recall.WEEK else 1


@dataclass(frozen=True)
class Symptom:
    """A symptom that can be followed: its key, its group, and the patient's words for it.

    Attributes:
        red_flag: what a mark asks the program to say: "soon" to speak to the clinician soon, if
            it is new or worse; or nothing.
    """

    key: str
    group: str
    name: str
    snomed: str = ""
    source: str = ""
    red_flag: str = ""


@dataclass(frozen=True)
class OwnSymptom:
    """A symptom in the user's own words.

    Raises:
        ValueError: it lacks a name, or its key is one of the program's own.
    """

    key: str
    name: str
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        check_own(self.key, self.name)


@dataclass(frozen=True)
class SymptomEntry:
    """The scores of one date. A symptom left out is a gap, never a zero.

    Attributes:
        scores: severity from 0 to 10 by the symptom's key.

    Raises:
        ValueError: no score at all, or one that is no whole number from 0 to 10.
    """

    on: date
    scores: Mapping[str, int]
    observer: Observer = Observer.SELF
    recall: Recall = Recall.DAY
    note: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.scores:
            raise ValueError("Score at least one symptom, from 0 for none to 10 for the worst.")
        for severity in self.scores.values():
            if type(severity) is not int or not 0 <= severity <= WORST:
                raise ValueError("A severity is a whole number from 0 to 10.")
        object.__setattr__(self, "scores", MappingProxyType(dict(sorted(self.scores.items()))))

    def __hash__(self) -> int:
        return hash(self.id)
