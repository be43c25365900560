"""The world's faults, told in one sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LogbookError(Exception):
    """The logbook cannot be used as asked; nothing was changed."""


SENTENCES = {
    sqlite3.SQLITE_BUSY: "{path} is in use by another program; close that one, then try again.",
    sqlite3.SQLITE_LOCKED: "{path} is in use by another program; close that one, then try again.",
    sqlite3.SQLITE_FULL: "The disk is full, so nothing was saved in {path}; make room first.",
    sqlite3.SQLITE_READONLY: "{path} cannot be written, so nothing was saved; make it writable.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened; see whether its folder is still there.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written; see whether its disk is still there.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged; keep it as it is and open a copy saved earlier.",
    sqlite3.SQLITE_NOTADB: "{path} is not a B12 Tracker logbook; choose another file.",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about the world into a ``LogbookError``; the rest passes through."""
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary not in SENTENCES:
            raise
        raise LogbookError(SENTENCES[primary].format(path=path)) from error
