"""The two drivers of the file: SQLite's own, and SQLCipher's for a logbook with a passphrase."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from .keys import Key

WAIT_SECONDS = 5
"""How long a write waits for another program that is writing."""

CIPHER = "sqlcipher3.dbapi2"


def database_errors() -> tuple[type[Exception], ...]:
    """Return the classes of error of both drivers; SQLCipher's are none of SQLite's."""
    return _of_each("Error")


def misuse_errors() -> tuple[type[Exception], ...]:
    """Return what both drivers raise where a file lacks a column, or a text is none."""
    return _of_each("OperationalError")


def _of_each(name: str) -> tuple[type[Exception], ...]:
    modules = [sqlite3, sys.modules.get(CIPHER)]
    return tuple(getattr(module, name) for module in modules if module)


def connect(path: Path, key: Key | None = None, mode: str = "rw") -> sqlite3.Connection:
    """Open a file that is there; never make one.

    Args:
        key: of a locked logbook; whether it fits shows when something is read.
        mode: ``rw``, or ``ro`` to leave the file as it is.
    """
    return _opened(_where(path, mode), key)


def copy_into(source: sqlite3.Connection, path: Path, key: Key | None) -> None:
    """Copy a file, page by page, into another one that is there and empty.

    Args:
        key: of both.
    """
    with closing(connect(path, key)) as target:
        source.backup(target)


def copy_in_memory(path: Path, key: Key | None) -> sqlite3.Connection:
    """Return a copy of a file that touches no disk, and does not touch the file."""
    memory = _opened(":memory:", key)
    with closing(connect(path, key, "ro")) as source:
        source.backup(memory)
    return memory


def transplant(path: Path, key: Key | None, target: Path, target_key: Key | None) -> None:
    """Copy a file, row by row, into an empty one that has another key, or none."""
    with closing(_cipher(_where(path, "ro"), key)) as source:
        source.execute(
            "ATTACH DATABASE ? AS target KEY ?", (_where(target, "rw"), _raw(target_key))
        )
        mark = source.execute("PRAGMA main.application_id").fetchone()[0]
        with _transaction(source):
            source.execute("SELECT sqlcipher_export('target')")
            source.execute(f"PRAGMA target.application_id = {int(mark)}")


@contextmanager
def held(path: Path, key: Key | None) -> Iterator[sqlite3.Connection]:
    """Let nobody write a file meanwhile; give a connection that reads it."""
    with closing(_cipher(_where(path, "rw"), key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")


def _opened(where: str, key: Key | None) -> sqlite3.Connection:
    connection = _cipher(where, key) if key else _plain(where)
    # What is deleted is overwritten, and nothing of it is put off into a temporary file.
    for wish in ("foreign_keys = ON", "temp_store = MEMORY", "secure_delete = ON"):
        connection.execute(f"PRAGMA {wish}")
    return connection


def _where(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _plain(where: str) -> sqlite3.Connection:
    return sqlite3.connect(where, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _cipher(where: str, key: Key | None) -> sqlite3.Connection:
    from sqlcipher3 import dbapi2  # costs time that a plain logbook need not take

    connection = dbapi2.connect(where, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would print to stderr
    if key:
        connection.execute(f'PRAGMA key = "{_raw(key)}"')
    return cast(sqlite3.Connection, connection)


def _raw(key: Key | None) -> str:
    return key.raw if key else ""
