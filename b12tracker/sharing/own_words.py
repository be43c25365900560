"""The user's own symptoms and markers of two logbooks: one name, one key."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from b12tracker.domain.facts import Facts
from b12tracker.domain.identity import new_own_key
from b12tracker.domain.labs import OwnMarker
from b12tracker.domain.own_keys import with_keys
from b12tracker.domain.symptoms import OwnSymptom

Own = OwnSymptom | OwnMarker


def with_keys_of(here: Facts, coming: Facts) -> Facts:
    """Return ``coming`` with its own symptoms and markers under the keys they have in ``here``.

    A key that means something else in ``here`` is replaced by a fresh one.
    """
    symptoms = _new_keys(here.own_symptoms, coming.own_symptoms)
    markers = _new_keys(here.own_markers, coming.own_markers)
    if not symptoms and not markers:
        return coming
    lists: dict[str, Any] = {
        field.name: tuple(
            with_keys(fact, symptoms, markers) for fact in getattr(coming, field.name)
        )
        for field in fields(coming)
        if field.name != "patient"
    }
    patient: Any = with_keys(coming.patient, symptoms, markers)
    return Facts(patient, **lists)


def _new_keys(here: Iterable[Own], coming: Iterable[Own]) -> dict[str, str]:
    """Return the key each own entry is to have, of those for whom it is another one."""
    coming = tuple(coming)
    by_id = {own.id: own.key for own in here}
    meanings = {own.key: _meaning(own) for own in here}
    keys = {meaning: key for key, meaning in meanings.items()}
    times = Counter(_meaning(own) for own in coming)
    found: dict[str, str] = {}
    for own in coming:
        meaning = _meaning(own)
        if own.id in by_id:
            found[own.key] = by_id[own.id]
        elif meaning in keys and times[meaning] == 1:
            found[own.key] = keys[meaning]
        elif meanings.get(own.key, meaning) != meaning:
            found[own.key] = new_own_key()
    return {key: new for key, new in found.items() if key != new}


def _meaning(own: Own) -> tuple[str, str]:
    return own.name, own.unit if isinstance(own, OwnMarker) else ""
