"""The logbook: one SQLite file that holds facts. The one module that knows sqlite-utils."""

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from sqlite_utils.db import Database

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.plain import UnreadableError
from b12tracker.domain.plan import Plan

from .errors import LogbookError, damaged, told, told_while_reading
from .migrations import migrations
from .on_disk import check_file, check_is_logbook, placed
from .rows import TABLES, Row, check_readable, fact_of, phase_rows, row_of

WAIT_SECONDS = 5
"""How long a write waits for another program that is writing."""

ABOUT = "about_this_copy"

T = TypeVar("T")


class Logbook:
    """An open logbook. Open one with ``Logbook.open`` or ``Logbook.create``.

    Every method raises ``LogbookError`` with one sentence when the world is in the way; then
    nothing was changed.
    """

    def __init__(self, path: Path, copy: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self._copy = copy
        self._db = Database(connection)

    @classmethod
    def open(cls, path: Path, copy: str) -> "Logbook":
        """Open the logbook at ``path`` and bring it up to this version.

        Args:
            copy: the id of this copy of the logbook, for the version vectors.

        Raises:
            LogbookError: there is none, it is no logbook, it is damaged, or it cannot be written.
        """
        with told(path):
            check_file(path)
            logbook = cls(path, copy, _connect(path))
            try:
                logbook._check_readable()
                logbook._bring_up_to_date()
                logbook._check_whole()
            except BaseException:
                logbook.close()
                raise
            return logbook

    @classmethod
    def create(cls, path: Path, copy: str, holding: Iterable[Fact] = ()) -> "Logbook":
        """Make a logbook at ``path``, readable by its owner only, and open it.

        It is written beside and put in its place when it is whole.

        Raises:
            LogbookError: something is there already, or the folder cannot be written.
        """
        with placed(path) as beside, closing(cls(path, copy, _connect(beside))) as fresh:
            fresh._bring_up_to_date()
            fresh.write(put=holding)
        return cls.open(path, copy)

    @classmethod
    def read(cls, path: Path) -> Facts:
        """Return the facts of a logbook that is left as it is, whatever version wrote it.

        Raises:
            LogbookError: as ``open`` does; but it may be read-only.
        """
        with tempfile.TemporaryDirectory(prefix="b12tracker-") as folder:
            beside = Path(folder) / path.name
            with told(path):
                check_is_logbook(path)
                _copy(path, beside)
            with closing(cls.open(beside, str(uuid4()))) as logbook:
                return logbook.facts()

    def copy_to(
        self, path: Path, about: Mapping[str, object], holding: Iterable[Fact] | None = None
    ) -> None:
        """Write a copy of this logbook to ``path``, never over another file.

        Args:
            about: what the copy says of where it comes from, in the table ``about_this_copy``.
            holding: the facts of the copy; without them it is a copy of everything, with the
                versions and deletions that merging needs.

        Raises:
            LogbookError: something is there already, or it cannot be written.
        """
        with placed(path) as beside, closing(Logbook(path, self._copy, _connect(beside))) as copy:
            if holding is None:
                self._db.conn.backup(copy._db.conn)
            else:
                copy._bring_up_to_date()
                copy.write(put=holding)
            copy._say_about(about)

    def _say_about(self, about: Mapping[str, object]) -> None:
        with self._transaction("IMMEDIATE"):
            self._db.table(ABOUT).drop(ignore=True)
            self._db.table(ABOUT).create({"key": str, "value": str}, pk="key", strict=True)
            rows = (
                {"key": key, "value": said if isinstance(said, str) else json.dumps(said)}
                for key, said in about.items()
            )
            self._db.table(ABOUT).insert_all(rows)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def facts(self) -> Facts:
        """Read everything.

        Raises:
            LogbookError: a row holds something this version cannot read.
        """
        with told_while_reading(self.path), self._transaction("DEFERRED"):
            patients = self._read(Patient)
            kinds = {table: kind for kind, table in TABLES.items() if kind is not Patient}
            lists: dict[str, Any] = {table: self._read(kind) for table, kind in kinds.items()}
            return Facts(patient=patients[0] if patients else Patient(), **lists)

    def find(self, fact: Fact) -> Fact | None:
        """Read the fact with the same id, or None when the logbook does not hold it."""
        with told_while_reading(self.path), self._transaction("DEFERRED"):
            kind: Any = type(fact)
            return next(iter(self._read(kind, "id = ?", fact.id)), None)

    def write(self, put: Iterable[Fact] = (), remove: Iterable[Fact] = ()) -> None:
        """Put facts, new or changed, and remove others, all of it or nothing.

        When this returns, the change survives the loss of power.
        """
        # IMMEDIATE, so that the version read before a write is the one that is written over.
        with told(self.path), self._transaction("IMMEDIATE"):
            for fact in remove:
                self._remove(fact)
            for fact in put:
                self._put(fact)

    @property
    def change_mark(self) -> int:
        """A number that grows when another program has written the file since it was opened."""
        with told(self.path):
            return int(self._db.conn.execute("PRAGMA data_version").fetchone()[0])

    def complaints(self) -> list[str]:
        """Return what is wrong with the file, a sentence each; none when it is sound."""
        found: list[str] = []
        try:
            with told_while_reading(self.path):
                found += (row[0] for row in self._db.conn.execute("PRAGMA integrity_check"))
                strays = self._db.conn.execute("PRAGMA foreign_key_check").fetchall()
            if strays:
                found.append(f"{len(strays)} rows belong to a plan that is not there.")
            self.facts()
        except LogbookError as error:
            found.append(str(error))
        return [line for line in found if line != "ok"]

    def _check_readable(self) -> None:
        """Refuse a damaged file, and one that this version does not understand."""
        with told_while_reading(self.path):
            verdict = self._db.conn.execute("PRAGMA quick_check(1)").fetchone()[0]
            applied = {migration.name for migration in migrations.applied(self._db)}
        if verdict != "ok" or not applied:
            raise damaged(self.path)
        if applied - {migration.name for migration in migrations._migrations}:
            raise LogbookError(
                f"{self.path} was written by a newer version of B12 Tracker; "
                "it was left untouched. Install that version to open it."
            )

    def _bring_up_to_date(self) -> None:
        # A rollback journal keeps the logbook one file that survives being copied; EXTRA, because
        # with FULL the last commit can be lost at a power cut.
        self._db.conn.execute("PRAGMA journal_mode = DELETE")
        self._db.conn.execute("PRAGMA synchronous = EXTRA")
        migrations.apply(self._db)

    def _check_whole(self) -> None:
        """Refuse a file that lacks a table: sqlite-utils would read it as empty."""
        if {*TABLES.values(), "phases", "deletions"} - set(self._db.table_names()):
            raise damaged(self.path)

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[None]:
        self._db.conn.execute(f"BEGIN {kind}")
        try:
            yield
            self._db.conn.execute("COMMIT")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")
            raise

    def _read(self, kind: type[T], where: str | None = None, *args: str) -> tuple[T, ...]:
        phases: dict[str, list[Row]] = defaultdict(list)
        if kind is Plan:
            for phase in self._db.table("phases").rows_where(order_by="position"):
                phases[phase["plan"]].append(phase)
        rows = self._db.table(TABLES[kind]).rows_where(where, args, order_by="rowid")
        return tuple(fact_of(kind, row, phases[row["id"]]) for row in rows)

    def _put(self, fact: Fact) -> None:
        table = TABLES[type(fact)]
        try:
            check_readable(fact)
        except UnreadableError as error:
            raise LogbookError(f"An entry cannot be kept, so nothing was saved: {error}") from error
        self._place(table, row_of(fact) | {"version": self._next_version(table, fact.id)})
        if isinstance(fact, Plan):
            self._put_phases(fact)

    def _put_phases(self, plan: Plan) -> None:
        rows = phase_rows(plan)
        self._forget_phases(plan, kept={row["id"] for row in rows})
        for row in rows:
            self._place("phases", row | {"version": self._next_version("phases", row["id"])})

    def _forget_phases(self, plan: Plan, kept: Collection[str] = ()) -> None:
        for row in list(self._db.table("phases").rows_where("plan = ?", [plan.id])):
            if row["id"] not in kept:
                self._forget("phases", row["id"])

    def _remove(self, fact: Fact) -> None:
        if isinstance(fact, Plan):
            self._forget_phases(fact)
        self._forget(TABLES[type(fact)], fact.id)

    def _forget(self, table: str, row_id: str) -> None:
        """Delete a row and remember that it was: a merge must not bring it back."""
        version = self._next_version(table, row_id)
        self._db.table(table).delete_where("id = ?", [row_id])
        self._place("deletions", {"id": row_id, "kind": table, "version": version})

    def _place(self, table: str, row: Row) -> None:
        # Not upsert: sqlite-utils learns by a trial write whether SQLite can, and where the disk
        # is full or gone it falls back to INSERT OR IGNORE, which drops the row without a word.
        there = self._db.table(table)
        if there.count_where("id = ?", [row["id"]]):
            there.update(row["id"], row)
        else:
            there.insert(row, pk="id")

    def _next_version(self, table: str, row_id: str) -> str:
        """Return the row's version vector, counted one further for this copy."""
        vector: dict[str, int] = {}
        for place in (table, "deletions"):
            for row in self._db.table(place).rows_where("id = ?", [row_id], select="version"):
                for copy, times in json.loads(row["version"]).items():
                    vector[copy] = max(times, vector.get(copy, 0))
        vector[self._copy] = vector.get(self._copy, 0) + 1
        self._db.table("deletions").delete_where("id = ?", [row_id])
        return json.dumps(vector, sort_keys=True)


def _copy(path: Path, beside: Path) -> None:
    """Copy a logbook by SQLite's own means, which sees to other programs that are writing it."""
    where = f"{path.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(where, uri=True, timeout=WAIT_SECONDS)) as source,
        closing(sqlite3.connect(beside)) as target,
    ):
        source.backup(target)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file as it is; never make one."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
