"""The logbook: one SQLite file that holds facts. The one module that knows sqlite-utils."""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from sqlite_utils.db import Database

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plain import UnreadableError
from b12tracker.domain.plan import Plan
from b12tracker.domain.symptoms import SymptomEntry

from .errors import LogbookError, told
from .migrations import APPLICATION_ID, migrations
from .rows import TABLES, Row, fact_of, phase_rows, row_of

WAIT_SECONDS = 5
"""How long a write waits for another program that is writing."""

T = TypeVar("T", Patient, Plan, Injection, SymptomEntry, LabResult)

HEADER = b"SQLite format 3\x00"


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
        _check_file(path)
        with told(path):
            logbook = cls(path, copy, _connect(path))
            try:
                logbook._check_ours()
                migrations.apply(logbook._db)
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
        beside = path.with_name(f".{path.name}.{uuid4()}.new")
        try:
            _check_folder(path.parent)
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with told(path):
                fresh = cls(beside, copy, _connect(beside))
                migrations.apply(fresh._db)
                fresh.write(put=holding)
                fresh.close()
            _put_in_place(beside, path)
        except OSError as error:
            raise LogbookError(_why_not_made(path, error)) from error
        finally:
            beside.unlink(missing_ok=True)
        return cls.open(path, copy)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def facts(self) -> Facts:
        """Read everything.

        Raises:
            LogbookError: a row holds something this version cannot read.
        """
        with told(self.path), self._readable():
            patients = self._read(Patient)
            return Facts(
                patient=patients[0] if patients else Patient(),
                plans=self._read(Plan),
                injections=self._read(Injection),
                symptoms=self._read(SymptomEntry),
                lab_results=self._read(LabResult),
            )

    def find(self, fact: Fact) -> Fact | None:
        """Read the fact with the same id, or None when the logbook does not hold it."""
        with told(self.path), self._readable():
            kind: Any = type(fact)
            return next(iter(self._read(kind, "id = ?", fact.id)), None)

    def write(self, put: Iterable[Fact] = (), remove: Iterable[Fact] = ()) -> None:
        """Put facts, new or changed, and remove others, all of it or nothing.

        When this returns, the change survives the loss of power.
        """
        with told(self.path), self._transaction():
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
        with told(self.path):
            found = [row[0] for row in self._db.conn.execute("PRAGMA integrity_check")]
            strays = self._db.conn.execute("PRAGMA foreign_key_check").fetchall()
        if strays:
            found.append(f"{len(strays)} rows belong to a plan that is not there.")
        try:
            self.facts()
        except LogbookError as error:
            found.append(str(error))
        return [line for line in found if line != "ok"]

    def _check_ours(self) -> None:
        mark = self._db.conn.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION_ID:
            raise LogbookError(
                f"{self.path} is an SQLite file of another program, not a B12 Tracker logbook; "
                "choose another file."
            )
        if self._db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise LogbookError(
                f"{self.path} is damaged; keep it as it is and open a copy saved earlier."
            )
        known = {migration.name for migration in migrations._migrations}
        if any(migration.name not in known for migration in migrations.applied(self._db)):
            raise LogbookError(
                f"{self.path} was written by a newer version of B12 Tracker; "
                "it was left untouched. Install that version to open it."
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # IMMEDIATE, so that the version read before a write is the one that is written over.
        self._db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.conn.execute("COMMIT")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")
            raise

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (UnreadableError, json.JSONDecodeError) as error:
            raise LogbookError(f"{self.path} holds what cannot be read: {error}") from error

    def _read(self, kind: type[T], where: str | None = None, *args: str) -> tuple[T, ...]:
        phases: dict[str, list[Row]] = defaultdict(list)
        if kind is Plan:
            for phase in self._db.table("phases").rows_where(order_by="position"):
                phases[phase["plan"]].append(phase)
        rows = self._db.table(TABLES[kind]).rows_where(where, args, order_by="rowid")
        return tuple(fact_of(kind, row, phases[row["id"]]) for row in rows)

    def _put(self, fact: Fact) -> None:
        table = TABLES[type(fact)]
        version = self._next_version(table, fact.id)
        self._db.table(table).upsert(row_of(fact) | {"version": version}, pk="id")
        if isinstance(fact, Plan):
            self._put_phases(fact)

    def _put_phases(self, plan: Plan) -> None:
        rows = phase_rows(plan)
        kept = {row["id"] for row in rows}
        for row in list(self._db.table("phases").rows_where("plan = ?", [plan.id])):
            if row["id"] not in kept:
                self._forget("phases", row["id"])
        for row in rows:
            version = self._next_version("phases", row["id"])
            self._db.table("phases").upsert(row | {"version": version}, pk="id")

    def _remove(self, fact: Fact) -> None:
        if isinstance(fact, Plan):
            for phase in fact.phases:
                self._forget("phases", phase.id)
        self._forget(TABLES[type(fact)], fact.id)

    def _forget(self, table: str, row_id: str) -> None:
        """Delete a row and remember that it was: a merge must not bring it back."""
        version = self._next_version(table, row_id)
        self._db.table(table).delete_where("id = ?", [row_id])
        tombstone = {"id": row_id, "kind": table, "version": version}
        self._db.table("deletions").upsert(tombstone, pk="id")

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


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file as it is; never make one."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # A rollback journal keeps the logbook one file that survives being copied; EXTRA, because
    # with FULL the last commit can be lost at a power cut.
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def _check_file(path: Path) -> None:
    """Refuse, before SQLite looks at it, what cannot be a logbook that can be written."""
    if path.is_dir():
        raise LogbookError(f"{path} is a folder, not a logbook; name the file inside it.")
    if not path.exists():
        raise LogbookError(f"There is no logbook at {path}.")
    try:
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    except OSError as error:
        raise LogbookError(f"{path} cannot be read: {error.strerror}.") from error
    if not start:
        raise LogbookError(f"{path} is empty (0 bytes); nothing was written to it.")
    if start != HEADER:
        raise LogbookError(f"{path} is not a B12 Tracker logbook; choose another file.")
    if not _writable(path):
        raise LogbookError(
            f"{path} is read-only, so nothing could be saved in it; "
            "make it writable, or copy it and open the copy."
        )
    _check_folder(path.parent)


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise LogbookError(f"There is no folder {folder}; make it first, or choose another.")
    if not _writable(folder):
        raise LogbookError(
            f"The folder {folder} cannot be written, so a logbook could not be kept safe in it; "
            "choose another folder."
        )


def _writable(path: Path) -> bool:
    """Whether it may be written; a file marked read-only counts as such for everybody."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)


def _put_in_place(beside: Path, path: Path) -> None:
    """Give the finished file its name, never over another one."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        beside.rename(path)


def _why_not_made(path: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError):
        return f"{path} is there already and was left untouched."
    return f"No logbook could be made at {path}: {error.strerror}."
