"""Rows read and written as they are kept, versions and deletions included."""

from sqlite_utils.db import Database

from b12tracker.domain.plain import UnreadableError

from .kept import PHASES, Kept, Snapshot
from .rows import TABLES, Row
from .versions import as_text, from_text

DELETIONS = "deletions"


def read_all(db: Database) -> Snapshot:
    """Return every row and every deletion by its id.

    Raises:
        UnreadableError: one id names two of them, or a version is none.
    """
    found: dict[str, Kept] = {}
    for table in (*TABLES.values(), PHASES, DELETIONS):
        for row in db.table(table).rows_where(order_by="rowid"):
            row_id, version = row["id"], from_text(row.pop("version"))
            if row_id in found:
                raise UnreadableError(f"{table} {row_id} has the id of another entry.")
            gone = table == DELETIONS
            found[row_id] = Kept(row["kind"] if gone else table, version, None if gone else row)
    return found


def place(db: Database, table: str, row: Row) -> None:
    """Insert a row, or let it take the place of the one with its id."""
    # Not upsert: sqlite-utils learns by a trial write whether SQLite can, and where the disk
    # is full or gone it falls back to INSERT OR IGNORE, which drops the row without a word.
    there = db.table(table)
    if there.count_where("id = ?", [row["id"]]):
        there.update(row["id"], row)
    else:
        there.insert(row, pk="id")


def exchange(db: Database, row_id: str, now: Kept | None, after: Kept | None) -> None:
    """Keep another thing under an id; a row that stays in its table keeps its place there."""
    here, there = (_table(kept) for kept in (now, after))
    if here and here != there:
        db.table(here).delete_where("id = ?", [row_id])
    if there and after:
        row = {"id": row_id, "kind": after.table} if after.row is None else after.row
        place(db, there, row | {"version": as_text(after.version)})


def _table(kept: Kept | None) -> str | None:
    """Return the table in which something is kept."""
    if kept is None:
        return None
    return DELETIONS if kept.row is None else kept.table
