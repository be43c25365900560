"""Putting rows in the place of others, and back, with the very versions they had."""

from dataclasses import replace

from b12tracker.domain.facts import Fact

from .errors import LogbookError
from .kept import PHASES, Kept, Owners, Snapshot, owners, units
from .merge import Rows
from .versions import counted

MEANWHILE = "An entry was changed elsewhere meanwhile, so everything was left as it is."


def swapped(now: Snapshot, before: Rows, after: Rows, session: str) -> dict[str, Kept | None]:
    """Return the rows that are to stand in the place of ``before``.

    Where a row still has the version it had, it becomes exactly what ``after`` says. Where it was
    written since, and says again what it said, it becomes that under a version that other copies
    see to be none they know: that of ``after``, counted on for this session.

    Raises:
        LogbookError: a fact says something else by now.
    """
    known = {row_id: kept for row_id, kept in before.items() if kept}
    there = _of_the_same_facts(now, before)
    of = owners(known, there, {row_id: kept for row_id, kept in after.items() if kept})
    if _said(known, of) != _said(there, of):
        raise LogbookError(MEANWHILE)
    return {
        row_id: _in_place_of(now.get(row_id), before[row_id], kept, session)
        for row_id, kept in after.items()
    }


def _said(rows: Snapshot, of: Owners) -> dict[str, Fact]:
    return {unit_id: one.fact for unit_id, one in units(rows, of).items() if one.fact}


def _of_the_same_facts(now: Snapshot, before: Rows) -> Snapshot:
    """Return what is kept now of the facts in question, with phases that came since."""
    return {
        row_id: kept
        for row_id, kept in now.items()
        if row_id in before
        or (kept.table == PHASES and kept.row is not None and kept.row["plan"] in before)
    }


def _in_place_of(
    now: Kept | None, before: Kept | None, after: Kept | None, session: str
) -> Kept | None:
    """Return the row that is to stand in the place of ``now``."""
    if now is None or (before is not None and now.version == before.version):
        return after
    wanted = after or Kept(now.table, {}, None)
    times = max(_times(kept, session) for kept in (now, before, wanted))
    return replace(wanted, version=counted({**wanted.version, session: times}, session))


def _times(kept: Kept | None, session: str) -> int:
    return kept.version.get(session, 0) if kept else 0
