"""The world's faults, told in one sentence that says what to do."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from b12tracker.domain.plain import UnreadableError

from .driver import database_errors, misuse_errors


class LogbookError(Exception):
    """The logbook cannot be used as asked; nothing was changed."""


class DamagedError(LogbookError):
    """The logbook is damaged; what can be read of it can be recovered into a new one."""


class EmptyError(LogbookError):
    """There are no bytes in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is empty (0 bytes); a program that synchronises it may not be done yet: "
            "wait and try again, or open a backup."
        )


class LockedError(LogbookError):
    """The logbook needs its passphrase or its recovery key."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is locked; it opens with its passphrase or its recovery key.")


class WrongPassphraseError(LogbookError):
    """What was typed does not open the logbook."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not open with that passphrase or recovery key; try again. "
            "If it is surely right, the file is damaged, or no logbook."
        )


DAMAGED = (
    "{path} is damaged and was left as it is; "
    "what can be read can be recovered into a new logbook, or a backup opened."
)

NO_LOGBOOK = "{path} is not a B12 Tracker logbook; choose another file."

STALE = "That entry was changed or deleted elsewhere meanwhile, so it was left as it is."

SENTENCES = {
    sqlite3.SQLITE_BUSY: "{path} is in use by another program; close that one, then try again.",
    sqlite3.SQLITE_LOCKED: "{path} is in use by another program; close that one, then try again.",
    sqlite3.SQLITE_FULL: "The disk is full, so nothing was saved in {path}; make room first.",
    sqlite3.SQLITE_READONLY: "{path} cannot be written, so nothing was saved; make it writable.",
    sqlite3.SQLITE_READONLY_DBMOVED: "{path} was moved or deleted, so nothing was saved; "
    "bring it back, or open it where it is now.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened; see whether its folder is still there.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written; see whether its disk is still there.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,  # what never was one is refused before SQLite sees it
}

BY_WORDS = {
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database is locked": sqlite3.SQLITE_BUSY,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
}
"""What SQLCipher, where it copies a whole file, tells in words alone."""


def gone(path: Path) -> LogbookError:
    """Return what is said of an open logbook whose file is not there any more."""
    return LogbookError(
        f"{path} is not there any more, so nothing can be saved; what was saved is in it: "
        "bring it or its disk back, and the program goes on by itself."
    )


def exchanged(path: Path) -> LogbookError:
    """Return what is said of a logbook whose file is another one by now."""
    return LogbookError(SENTENCES[sqlite3.SQLITE_READONLY_DBMOVED].format(path=path))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn complaints about the world into a ``LogbookError``; the rest passes through."""
    try:
        yield
    except OSError as error:
        raise LogbookError(f"{path} cannot be used: {error.strerror}.") from error
    except database_errors() as error:
        code = _code(error)
        sentence = SENTENCES.get(code) or SENTENCES.get(code & 0xFF)
        if sentence is None:
            raise
        kind = DamagedError if sentence == DAMAGED else LogbookError
        raise kind(sentence.format(path=path)) from error


def _code(error: Exception) -> int:
    code = int(getattr(error, "sqlite_errorcode", 0))
    return code if code & 0xFF in SENTENCES else BY_WORDS.get(str(error), code)


UNREADABLE: tuple[type[Exception], ...] = (
    UnicodeDecodeError,
    json.JSONDecodeError,
    KeyError,
    UnreadableError,
)
"""What reading raises where the file holds what this program never wrote."""


@contextmanager
def told_while_reading(path: Path) -> Iterator[None]:
    """Tell of the world's complaints, and of a file that holds what this program never wrote."""
    try:
        with told(path):
            yield
    except UNREADABLE + misuse_errors() as error:
        why = " ".join(str(error).split())[:200].rstrip(".")
        raise DamagedError(f"{path} holds what cannot be read: {why}.") from error


def damaged(path: Path) -> DamagedError:
    """Return what is said of a file that SQLite finds unsound."""
    return DamagedError(DAMAGED.format(path=path))
