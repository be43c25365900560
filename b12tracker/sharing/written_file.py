"""Writing a file whole or not at all, and never over a logbook."""

import os
from collections.abc import Callable
from pathlib import Path

from b12tracker.by_chance import looks_like_chance
from b12tracker.unfinished import unfinished

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
    if _is_logbook(place):
        raise SharingError(f"{path} is a logbook, left untouched; name another file.")


def _is_logbook(place: Path) -> bool:
    with place.open("rb") as there:
        return there.read(len(SQLITE)) == SQLITE or looks_like_chance(place)


def _write(place: Path, content: bytes, first: Callable[[], None] | None) -> None:
    with unfinished(place.parent) as beside:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if first:
            first()
        beside.replace(place)
