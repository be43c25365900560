"""Which table a row without names belongs to, and whether a row makes a fact of ours."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlite_utils.db import Database

from b12tracker.domain.facts import PATIENT_ID, Patient
from b12tracker.domain.plain import UnreadableError
from b12tracker.domain.plan import Plan

from .migrations import migrations
from .rows import TABLES, Row, fact_of

PHASES, DELETIONS = "phases", "deletions"
KINDS = {table: kind for kind, table in TABLES.items()}

DOUBT = (
    sqlite3.Error,
    json.JSONDecodeError,
    UnreadableError,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
    AttributeError,
    RecursionError,
)
"""What a row raises that this program never wrote."""


GAP = "\0" * 8


class Sieve:
    """Lets through the rows that make a fact; an empty logbook in memory knows which do."""

    def __init__(self) -> None:
        self._db = Database(memory=True)
        migrations.apply(self._db)
        self._db.conn.execute("PRAGMA foreign_keys = OFF")
        self.columns = {
            table: tuple(column.name for column in self._db.table(table).columns)
            for table in (*KINDS, PHASES, DELETIONS)
        }

    def close(self) -> None:
        """Let go of the logbook in memory."""
        self._db.close()

    def recognised(self, values: Sequence[Any]) -> Iterator[tuple[str, Row]]:
        """Yield the table that values in order belong to, and the row they make; at most one does.

        A row that was written before its table got its last columns lacks them.
        """
        for table, columns in self.columns.items():
            if len(values) <= len(columns):
                row = self.whole(table, dict(zip(columns, values, strict=False)))
                if row is not None:
                    yield table, row

    def whole(self, table: str, row: Row) -> Row | None:
        """Return a row with all columns of this version, or None where it makes no fact.

        A phase makes one only with its plan: ask ``makes_plan``.
        """
        try:
            _check_no_gap(row)
            row = self._kept(table, row | {"version": _version(row["version"])})
            if table in KINDS:
                fact_of(KINDS[table], row)
        except DOUBT:
            return None
        return row if table != TABLES[Patient] or row["id"] == PATIENT_ID else None

    def makes_plan(self, plan: Row, phases: Iterable[Row]) -> bool:
        """Whether a plan can be read with these phases."""
        try:
            fact_of(Plan, plan, phases)
        except DOUBT:
            return False
        return True

    def _kept(self, table: str, row: Row) -> Row:
        """Return a row as the empty logbook would keep it; its rules refuse what was never written.

        Raises:
            sqlite3.Error: it breaks a rule.
        """
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        execute = self._db.conn.execute
        execute("SAVEPOINT trying")
        try:
            execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
            kept = execute(f"SELECT * FROM {table}").fetchone()
        finally:
            execute("ROLLBACK TO trying")
            execute("RELEASE trying")
        return dict(zip(self.columns[table], kept, strict=True))


def _check_no_gap(row: Row) -> None:
    """Refuse words with a row of zero bytes in them, as of a page that is gone.

    Raises:
        ValueError: there are some.
    """
    if any(isinstance(value, str) and GAP in value for value in row.values()):
        raise ValueError("a text has a gap")


def _version(text: Any) -> str:
    """Return a version vector, an empty one where it cannot be read: the entry matters more."""
    try:
        vector = json.loads(text)
        sound = all(type(times) is int and times > 0 for times in vector.values())
    except DOUBT:
        return "{}"
    return text if sound else "{}"
