"""Writing a file whole or not at all, and never over a logbook."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from .logbook_json import SharingError

SQLITE = b"SQLite format 3\x00"
"""How every SQLite file begins, a logbook among them."""


def write_file(path: Path, content: bytes, first: Callable[[], None] | None = None) -> None:
    """Write a file beside its place, readable by its owner only, and then give it its name.

    Args:
        first: done when the file is whole, before it gets its name; if it raises, there is none.

    Raises:
        SharingError: a logbook is there, or it cannot be written; the sentence says why.
    """
    try:
        place = path.resolve()
        _check_place(path, place)
        _write(place, content, first)
    except OSError as error:
        raise SharingError(f"{path} cannot be written: {error.strerror}.") from error


def _check_place(path: Path, place: Path) -> None:
    if not place.exists():
        return
    if not place.is_file():
        raise SharingError(f"{path} is not an ordinary file; name another one.")
    with place.open("rb") as there:
        if there.read(len(SQLITE)) == SQLITE:
            raise SharingError(f"{path} is a logbook, left untouched; name another file.")


def _write(place: Path, content: bytes, first: Callable[[], None] | None) -> None:
    beside = place.parent / f".b12tracker.{uuid4()}.new"
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if first:
            first()
        beside.replace(place)
    finally:
        with suppress(OSError):
            beside.unlink()
