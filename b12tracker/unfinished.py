"""Files that are being written: beside their place, under a name of their own, until whole."""

import math
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

NAME = re.compile(r"\.b12tracker\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.new")
JOURNAL = "-journal"
"""What SQLite adds to the name of a file while it changes it."""

A_MINUTE, AN_HOUR = 60, 3600


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """Give a new, empty file for its owner only; what is still there at the end is taken away.

    Raises:
        OSError: the folder cannot be written.
    """
    clear_leftovers(folder)
    path = folder / f".b12tracker.{uuid4()}.new"
    try:
        with _held(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)):
            yield path
    finally:
        for file in (Path(f"{path}{JOURNAL}"), path):
            with suppress(OSError):
                file.unlink()


def clear_leftovers(folder: Path) -> None:
    """Take away what a program that was killed left unfinished; what is being written stays."""
    with suppress(OSError):
        for file in folder.glob(".b12tracker.*"):
            owner = file.with_name(file.name.removesuffix(JOURNAL))
            if NAME.fullmatch(owner.name) and _abandoned(owner if owner.exists() else file):
                file.unlink(missing_ok=True)


@contextmanager
def _held(opened: int) -> Iterator[None]:
    """Show other programs, for as long as this one lives, that a file is being written."""
    if fcntl is None:
        os.close(opened)  # Windows gives no other name to a file that is open
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)


def _abandoned(file: Path) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    age = time.time() - file.stat().st_mtime
    return age > A_MINUTE and age > _patience(file)


def _patience(file: Path) -> float:
    """Return for how many seconds a file is left alone: long where nobody can say who holds it."""
    if fcntl is None:
        return AN_HOUR
    with file.open("rb") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return math.inf
        except OSError:  # a file system without such locks
            return AN_HOUR
    return A_MINUTE
