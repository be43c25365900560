"""Two copies that gave one key to two own symptoms or markers: each gets a key of its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from b12tracker.domain.facts import Fact
from b12tracker.domain.identity import OWN_KEY
from b12tracker.domain.labs import OwnMarker
from b12tracker.domain.own_keys import with_keys
from b12tracker.domain.symptoms import OwnSymptom

from .kept import KINDS, Kept, Snapshot
from .rows import fact_of, row_of

NAMING = frozenset(
    {"patient", "own_symptoms", "own_markers", "symptoms", "lab_results", "lab_checks"}
)
"""Tables whose rows name own symptoms or markers by their key."""


@dataclass(frozen=True)
class Keyed:
    """What a copy keeps, under keys that mean one thing in both copies.

    Attributes:
        renamed: ids of the rows that name another key than the file does.
    """

    kept: Snapshot
    renamed: frozenset[str] = frozenset()


def keys_apart(mine: Snapshot, theirs: Snapshot) -> tuple[Keyed, Keyed]:
    """Return what both copies keep, so that no key means two things.

    Of two own entries with one key the one with the smaller id keeps it, so that every copy
    decides alike; the other's new key is made from its id.
    """
    own = _own(mine), _own(theirs)
    return _keyed(mine, theirs, *own), _keyed(theirs, mine, *reversed(own))


def _own(snapshot: Snapshot) -> dict[tuple[type, str], str]:
    """Return the id of each own symptom and marker, by its kind and key.

    A key that two of them share in one copy already is left alone: nobody knows any more which of
    them an entry names.
    """
    found: dict[tuple[type, str], list[str]] = defaultdict(list)
    for row_id, kept in snapshot.items():
        if kept.row is not None and KINDS.get(kept.table) in (OwnSymptom, OwnMarker):
            found[KINDS[kept.table], kept.row["key"]].append(row_id)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


def _keyed(
    here: Snapshot,
    there: Snapshot,
    own: Mapping[tuple[type, str], str],
    others: Mapping[tuple[type, str], str],
) -> Keyed:
    """Give new keys where the own entries of ``here`` have to step back."""
    new: dict[type, dict[str, str]] = {OwnSymptom: {}, OwnMarker: {}}
    for (kind, key), row_id in own.items():
        if others.get((kind, key), row_id) < row_id:
            new[kind][key] = f"{OWN_KEY}{row_id}"
    if not any(new.values()):
        return Keyed(here)
    renamed = dict(_renamed(here, there, new[OwnSymptom], new[OwnMarker]))
    return Keyed({**here, **renamed}, frozenset(renamed))


def _renamed(
    here: Snapshot, there: Snapshot, symptoms: Mapping[str, str], markers: Mapping[str, str]
) -> Iterator[tuple[str, Kept]]:
    for row_id, kept in here.items():
        other = there.get(row_id)
        if kept.row is None or kept.table not in NAMING or (other and other.row == kept.row):
            continue  # what both copies hold alike means the same in both
        fact: Fact = fact_of(KINDS[kept.table], kept.row)
        after = with_keys(fact, symptoms, markers)
        if after != fact:
            yield row_id, replace(kept, row=row_of(after))
