"""The keys of the user's own symptoms and markers, wherever a fact names one."""

from collections.abc import Mapping
from dataclasses import replace

from .facts import Fact, Patient
from .lab_checks import LabCheck
from .labs import LabResult, OwnMarker
from .symptoms import OwnSymptom, SymptomEntry

Keys = Mapping[str, str]
"""Another key for some keys; what it does not name stays."""


def with_keys(fact: Fact, symptoms: Keys, markers: Keys) -> Fact:
    """Return a fact that names some symptoms and markers by other keys."""
    match fact:
        case Patient(follows=follows):
            return replace(fact, follows=tuple(symptoms.get(key, key) for key in follows))
        case SymptomEntry(scores=scores):
            return replace(fact, scores={symptoms.get(key, key): n for key, n in scores.items()})
        case OwnSymptom(key=key):
            return replace(fact, key=symptoms.get(key, key))
        case OwnMarker(key=key):
            return replace(fact, key=markers.get(key, key))
        case LabResult(marker=key):
            return replace(fact, marker=markers.get(key, key))
        case LabCheck(markers=keys):
            return replace(fact, markers=tuple(markers.get(key, key) for key in keys))
    return fact
