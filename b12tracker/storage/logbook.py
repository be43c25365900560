"""The logbook: one SQLite file that holds facts. The one module that knows sqlite-utils."""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from sqlite_utils.db import Database

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.plain import UnreadableError
from b12tracker.domain.plan import Plan
from b12tracker.unfinished import clear_leftovers

from .driver import connect, copy_in_memory, copy_into, held, transplant
from .errors import (
    STALE,
    LockedError,
    LogbookError,
    exchanged,
    told,
    told_while_reading,
)
from .file_watch import FileWatch
from .kept import Snapshot
from .keys import Key
from .merge import Rows
from .on_disk import check_file, check_is_logbook, keep_aside, placed, replaced
from .placing import DELETIONS, exchange, place, read_all
from .readiness import bring_up_to_date, check_understood, check_whole, is_behind
from .rows import TABLES, Row, check_readable, fact_of, phase_rows, row_of
from .swapping import swapped
from .unlocking import key_of_copy
from .versions import as_text, counted, from_text, joined

ABOUT = "about_this_copy"

T = TypeVar("T")


class Logbook:
    """An open logbook. Open one with ``Logbook.open`` or ``Logbook.create``.

    Every method raises ``LogbookError`` with one sentence when the world is in the way; then
    nothing was changed.

    Attributes:
        path: where it lies.
        key: what opens it; None for one without a passphrase.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        copy: str | None = None,
        key: Key | None = None,
    ) -> None:
        self.path = path
        self.key = key
        # Each opening counts as a copy of its own in the version vectors: a file that was brought
        # back or exchanged since would else be counted on from a number that is given away already.
        self._copy = copy or str(uuid4())
        self._given: dict[str, int] = {}  # the last number this opening gave each row
        self._connected: Database | None = Database(connection)
        self._is_locked = False
        self._watch: FileWatch | None = None  # of the file at the path, where it is the open one

    @property
    def _db(self) -> Database:
        if self._is_locked:
            raise LockedError(self.path)
        if self._connected is None:
            self._connected = self._open_again()
            self._notice()
        return self._connected

    def _open_again(self) -> Database:
        with told(self.path):
            connection = connect(self.path, self.key)
            try:
                bring_up_to_date(Database(connection))
            except BaseException:
                connection.close()
                raise
            return Database(connection)

    @classmethod
    def open(
        cls,
        path: Path,
        copy: str | None = None,
        *,
        key: Key | None = None,
        before_migration: Callable[["Logbook"], None] | None = None,
    ) -> "Logbook":
        """Open the logbook at ``path`` and bring it up to this version.

        Args:
            copy: the id of this opening, for the version vectors; a fresh one by default.
            key: of a locked logbook; ``unlocking.key_for`` finds it.
            before_migration: called with the logbook as an older version left it; if it raises,
                the logbook stays so.

        Raises:
            LockedError: it needs a key.
            LogbookError: there is none, it is no logbook, it is damaged, or it cannot be written.
        """

        def before_any(old: Logbook) -> None:
            cls.read(path, key)  # what cannot be read is told before anything is written
            if before_migration:
                before_migration(old)

        with told(path):
            check_file(path, key)
            clear_leftovers(path.resolve().parent)
            logbook = cls(path, connect(path, key), copy, key)._made_ready(before_any)
            logbook._watch = FileWatch(path, logbook._db)
            return logbook

    @classmethod
    def create(
        cls,
        path: Path,
        copy: str | None = None,
        holding: Iterable[Fact] = (),
        *,
        rows: Mapping[str, Iterable[Row]] | None = None,
        key: Key | None = None,
    ) -> "Logbook":
        """Make a logbook at ``path``, readable by its owner only, and open it.

        It is written beside and put in its place when it is whole.

        Args:
            rows: with their versions, as another logbook kept them in each table.

        Raises:
            LogbookError: something is there already, or the folder cannot be written.
        """
        with (
            placed(path) as beside,
            closing(cls(path, connect(beside, key), copy, key)) as fresh,
        ):
            bring_up_to_date(fresh._db)
            fresh._insert(rows or {})
            fresh.write(put=holding)
        return cls.open(path, copy, key=key)

    def _insert(self, rows: Mapping[str, Iterable[Row]]) -> None:
        with told(self.path), self._transaction("IMMEDIATE"):
            for table, of_table in rows.items():
                self._db.table(table).insert_all(of_table, pk="id")

    @classmethod
    def read(cls, path: Path, key: Key | None = None) -> Facts:
        """Return the facts of a logbook that is left as it is, whatever version wrote it.

        Raises:
            LogbookError: as ``open`` does; but it may be read-only.
        """
        with closing(cls.in_memory(path, key)) as logbook:
            return logbook.facts()

    @classmethod
    def in_memory(cls, path: Path, key: Key | None = None) -> "Logbook":
        """Open a copy that touches no disk, brought up to this version; the file stays as it is.

        Raises:
            LogbookError: as ``open`` does; but it may be read-only.
        """
        with told(path):
            check_is_logbook(path, key)
            return cls(path, copy_in_memory(path, key), key=key)._made_ready()

    def _made_ready(self, before_migration: Callable[["Logbook"], None] | None = None) -> "Logbook":
        try:
            check_understood(self._db, self.path)
            if before_migration and is_behind(self._db):
                before_migration(self)
            bring_up_to_date(self._db)
            check_whole(self._db, self.path)
        except BaseException:
            self.close()
            raise
        return self

    def relock(self, key: Key | None) -> None:
        """Give the logbook a passphrase, another one, or none.

        A whole new file takes the place of this one; other windows find the old one gone.

        Raises:
            LogbookError: it could not be written; then the logbook is as it was.
        """
        self._db.close()  # two drivers in one process would undo each other's locks on a file
        try:
            rewrite(self.path.resolve(), self.key, key)
            self.key = key
        finally:
            self._connected = None  # what comes next opens it, now or when its disk is back

    def backup_to(self, path: Path) -> None:
        """Write a copy of everything, with the same key, and see that it can be read again.

        Raises:
            LogbookError: something is there already, it cannot be written, or this logbook is
                damaged; then there is no file.
        """
        with placed(path) as beside:
            self._write_all(beside)

    def take_place_of(self, path: Path, aside: Path) -> None:
        """Write a copy of everything to ``path``; what lies there is kept under another name.

        Raises:
            LogbookError: it could not be written; then what was there is there still.
        """
        with replaced(path) as beside:
            self._write_all(beside)
            keep_aside(path, aside)

    def _write_all(self, beside: Path) -> None:
        copy_into(self._db.conn, beside, self.key)
        with closing(Logbook(beside, connect(beside, self.key, "ro"), key=self.key)) as copy:
            copy._check_same(self)

    def _check_same(self, other: "Logbook") -> None:
        check_understood(self._db, self.path)
        if self._counts() != other._counts():
            raise LogbookError(f"{self.path} does not hold what was copied; try again.")

    def _counts(self) -> dict[str, int]:
        return {name: self._db.table(name).count for name in self._db.table_names()}

    def copy_to(
        self,
        path: Path,
        about: Mapping[str, object],
        holding: Iterable[Fact] | None = None,
        *,
        key: Key | None = None,
    ) -> None:
        """Write a copy of this logbook to ``path``, never over another file.

        Args:
            about: what the copy says of where it comes from, in the table ``about_this_copy``.
            holding: the facts of the copy; without them it is a copy of everything, with the
                versions and deletions that merging needs.
            key: of the copy; None for one that needs no passphrase.

        Raises:
            LogbookError: something is there already, or it cannot be written.
        """
        with placed(path) as beside:
            if holding is None:
                self._copy_with(beside, key)
            with closing(Logbook(path, connect(beside, key), self._copy, key)) as copy:
                bring_up_to_date(copy._db)
                if holding is not None:
                    copy.write(put=holding)
                copy._say_about(about)

    def _copy_with(self, beside: Path, key: Key | None) -> None:
        if key == self.key:
            copy_into(self._db.conn, beside, self.key)
        else:
            transplant(self.path, self.key, beside, key)

    def _say_about(self, about: Mapping[str, object]) -> None:
        with self._transaction("IMMEDIATE"):
            self._db.execute(f"DROP TABLE IF EXISTS {ABOUT}")
            # Not by sqlite-utils, which learns by a trial write whether SQLite can be strict.
            self._db.execute(f"CREATE TABLE {ABOUT} (key TEXT PRIMARY KEY, value TEXT) STRICT")
            self._db.table(ABOUT).insert_all(
                {"key": key, "value": said if isinstance(said, str) else json.dumps(said)}
                for key, said in about.items()
            )

    def close(self) -> None:
        """Let go of the file."""
        if self._connected:
            self._connected.close()

    def lock(self) -> None:
        """Let go of the file and forget its key; until ``unlock``, all else is refused."""
        self.close()
        self._connected = self.key = None
        self._is_locked = True

    def unlock(self, key: Key | None) -> None:
        """Open the file again, as it is now, whether it was locked meanwhile or not.

        Args:
            key: what opens the file that is there now; None for one without a passphrase.

        Raises:
            LogbookError: as ``open`` does; then all is as it was.
        """
        fresh = Logbook.open(self.path, key=key)
        self.close()
        self.key, self._copy, self._given = key, fresh._copy, {}  # maybe another file: count anew
        self._connected, self._watch = fresh._connected, fresh._watch
        self._is_locked = False

    def follow(self) -> None:
        """Go on with the file that took the place of this one, with the same secret or none.

        Raises:
            LockedError: it has a secret of its own; this one stays open.
            LogbookError: as ``open`` does; then all is as it was.
        """
        self.unlock(key_of_copy(self.path, self.key) if self.key else None)

    @property
    def is_open(self) -> bool:
        """Whether it can be read and written: not between ``lock`` and ``unlock``."""
        return not self._is_locked

    @property
    def is_exchanged(self) -> bool:
        """Whether another file has taken the place of the one that is open, or its content.

        Raises:
            LogbookError: no file is there; it is taken for another one when it comes back.
        """
        if not (self._connected and self._watch):
            return False
        return self._watch.is_exchanged(self._connected)

    def _notice(self) -> None:
        if self._watch:
            with suppress(LogbookError):  # what was written is written; the next look tells of it
                self._watch.notice(self._db)

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

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever entered, nor anything about the patient."""
        with told_while_reading(self.path):
            return not any(self._db.table(table).count for table in TABLES.values())

    def find(self, fact: Fact) -> Fact | None:
        """Read the fact with the same id, or None when the logbook does not hold it."""
        with told_while_reading(self.path), self._transaction("DEFERRED"):
            return self._found(fact)

    def _found(self, fact: Fact) -> Fact | None:
        kind: Any = type(fact)
        return next(iter(self._read(kind, "id = ?", fact.id)), None)

    def write(
        self,
        put: Iterable[Fact] = (),
        remove: Iterable[Fact] = (),
        known: Iterable[tuple[Fact, Fact | None]] = (),
    ) -> None:
        """Put facts, new or changed, and remove others, all of it or nothing.

        When this returns, the change survives the loss of power.

        Args:
            known: facts, each with what is thought to be kept under its id.

        Raises:
            LogbookError: ``STALE``, where something else is kept there by now.
        """
        if self.is_exchanged:
            raise exchanged(self.path)
        # IMMEDIATE, so that what was looked at before a write is what is written over.
        with told(self.path), self._transaction("IMMEDIATE"):
            self._check_known(known)
            for fact in remove:
                self._remove(fact)
            for fact in put:
                self._put(fact)
        self._notice()

    def snapshot(self) -> Snapshot:
        """Read everything as it is kept, with the versions and deletions that merging needs."""
        with told_while_reading(self.path), self._transaction("DEFERRED"):
            return read_all(self._db)

    def swap(self, before: Rows, after: Rows) -> None:
        """Put rows in the place of others, all of them or none, and let them keep their versions.

        Raises:
            LogbookError: a fact that the rows make up says something else by now.
        """
        if self.is_exchanged:
            raise exchanged(self.path)
        with told_while_reading(self.path), self._transaction("IMMEDIATE"):
            self._db.conn.execute("PRAGMA defer_foreign_keys = ON")  # rows come in any order
            now = read_all(self._db)
            for row_id, kept in swapped(now, before, after, self._copy).items():
                exchange(self._db, row_id, now.get(row_id), kept)
        self._notice()

    def _check_known(self, known: Iterable[tuple[Fact, Fact | None]]) -> None:
        with told_while_reading(self.path):
            if any(self._found(fact) != thought for fact, thought in known):
                raise LogbookError(STALE)

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
                for wish in ("cipher_integrity_check", "integrity_check")[not self.key :]:
                    found += (row[0] for row in self._db.conn.execute(f"PRAGMA {wish}"))
                strays = self._db.conn.execute("PRAGMA foreign_key_check").fetchall()
            if strays:
                found.append(f"{len(strays)} rows belong to a plan that is not there.")
            self.facts()
        except LogbookError as error:
            found.append(str(error))
        return [line for line in found if line != "ok"]

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
        place(self._db, table, row_of(fact) | {"version": self._next_version(table, fact.id)})
        if isinstance(fact, Plan):
            self._put_phases(fact)

    def _put_phases(self, plan: Plan) -> None:
        rows = phase_rows(plan)
        self._forget_phases(plan, kept={row["id"] for row in rows})
        for row in rows:
            place(self._db, "phases", row | {"version": self._next_version("phases", row["id"])})

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
        place(self._db, DELETIONS, {"id": row_id, "kind": table, "version": version})

    def _next_version(self, table: str, row_id: str) -> str:
        """Return the row's version vector, counted one further for this copy."""
        known = [
            from_text(row["version"])
            for where in (table, DELETIONS)
            for row in self._db.table(where).rows_where("id = ?", [row_id], select="version")
        ]
        self._db.table(DELETIONS).delete_where("id = ?", [row_id])
        given = {self._copy: self._given.get(row_id, 0)}
        version = counted(joined(*known, given), self._copy)
        self._given[row_id] = version[self._copy]
        return as_text(version)


def rewrite(path: Path, key: Key | None, new: Key | None) -> None:
    """Let a whole new file with another key, or none, take the place of the one at ``path``.

    Raises:
        LogbookError: it could not be written; then the file is as it was.
    """
    with told(path), held(path, key) as source, replaced(path) as beside:
        check_understood(Database(source), path)  # copying a damaged one fails without saying so
        transplant(path, key, beside, new)
        with closing(Logbook(beside, connect(beside, new), key=new)) as fresh:
            fresh._check_same(Logbook(path, source))
        if os.name == "nt":
            source.close()  # Windows exchanges no file that is open
