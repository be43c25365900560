"""What a file keeps, row by row with its version, and the facts that those rows make up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from b12tracker.domain.facts import Fact
from b12tracker.domain.plan import Plan

from .rows import TABLES, Row, fact_of
from .versions import Vector, joined

PHASES = "phases"

KINDS: Mapping[str, Any] = {table: kind for kind, table in TABLES.items()}
"""Each table holds the facts of one kind; a phase is part of its plan."""


@dataclass(frozen=True)
class Kept:
    """What a file keeps under one id: a row of a table, or that there was one.

    Attributes:
        row: its columns without the version; None where it was deleted.
    """

    table: str
    version: Vector
    row: Row | None


Snapshot = Mapping[str, Kept]
"""Everything a file keeps at one moment, by id."""

Owners = Mapping[str, str]
"""The plan that a phase belongs to, by the ids of both."""


@dataclass(frozen=True)
class Unit:
    """One fact as one file knows it; a plan with all its phases, so that it is never halved.

    Attributes:
        fact: None where it was deleted.
        version: of all its rows together.
        ids: of its rows, those deleted included.
    """

    fact: Fact | None
    version: Vector
    ids: frozenset[str]


def owners(*snapshots: Snapshot) -> Owners:
    """Return which plan each phase belongs to; what is deleted no longer says it itself."""
    return {
        row_id: kept.row["plan"]
        for snapshot in snapshots
        for row_id, kept in snapshot.items()
        if kept.table == PHASES and kept.row is not None
    }


def units(snapshot: Snapshot, of: Owners) -> dict[str, Unit]:
    """Return the facts that rows make up, each by its id.

    Raises:
        UnreadableError: a row holds something the program never wrote.
    """
    together: dict[str, list[str]] = defaultdict(list)
    for row_id in snapshot:
        together[of.get(row_id, row_id)].append(row_id)
    return {unit_id: _unit(unit_id, ids, snapshot) for unit_id, ids in together.items()}


def _unit(unit_id: str, ids: Iterable[str], snapshot: Snapshot) -> Unit:
    ids = frozenset(ids)
    version = joined(*(snapshot[row_id].version for row_id in sorted(ids)))
    return Unit(_fact(snapshot.get(unit_id), ids - {unit_id}, snapshot), version, ids)


def _fact(kept: Kept | None, others: Iterable[str], snapshot: Snapshot) -> Fact | None:
    if kept is None or kept.row is None:
        return None
    kind = KINDS[kept.table]
    rows = (snapshot[row_id].row for row_id in others) if kind is Plan else ()
    phases = sorted((row for row in rows if row is not None), key=lambda row: row["position"])
    fact: Fact = fact_of(kind, kept.row, phases)
    return fact
