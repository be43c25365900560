"""The file on the disk: what is refused before SQLite looks at it, and how a new one is placed."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from b12tracker.by_chance import OF_OTHERS, looks_like_chance
from b12tracker.unfinished import unfinished

from .errors import NO_LOGBOOK, EmptyError, LockedError, LogbookError, damaged, told
from .keys import Key
from .migrations import APPLICATION_ID

HEADER = b"SQLite format 3\x00"
HEADER_BYTES = 100
MARK = slice(68, 72)
"""Where in the header SQLite keeps the application id."""

LEFT_BESIDE = ("-journal", "-wal")
"""Endings of what SQLite leaves when it is interrupted; it would play it back into a new file."""


OUR_TABLES = re.compile(
    rb"table(phases|injections|symptoms|not_recorded)\1|b12tracker(first_tables|the_plan_whole)"
)
"""What SQLite writes where it lists our tables, and sqlite-utils where it lists our migrations."""


def is_locked(path: Path) -> bool:
    """Say whether a file looks like a locked logbook: like nothing but chance.

    Whether it is one shows only when its passphrase is tried.
    """
    return path.is_file() and looks_like_chance(path) and not holds_our_tables(path)


def check_is_logbook(path: Path, key: Key | None = None) -> None:
    """Refuse, before SQLite looks at it, what cannot be a logbook, or needs a key first."""
    check_there(path, key)
    if not is_locked(path):
        _check_header(path)


def check_there(path: Path, key: Key | None = None) -> None:
    """Refuse what is no file, and what looks like a logbook that needs a key first."""
    if path.is_dir():
        raise LogbookError(f"{path} is a folder, not a logbook; name the file inside it.")
    if not path.exists():
        raise LogbookError(f"There is no logbook at {path}.")
    if not path.is_file():  # a pipe would keep us waiting
        raise LogbookError(NO_LOGBOOK.format(path=path))
    if not key and is_locked(path):
        raise LockedError(path)


def check_file(path: Path, key: Key | None = None) -> None:
    """Refuse, before SQLite looks at it, what cannot be a logbook that can be written."""
    check_is_logbook(path, key)
    if not _writable(path):
        raise LogbookError(
            f"{path} is read-only, so nothing could be saved in it; "
            "make it writable, or copy it and open the copy."
        )
    check_folder(path.resolve().parent)


def _check_header(path: Path) -> None:
    """Tell a logbook from other files by its first bytes: SQLite may write as it opens one."""
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
    if not header:
        raise EmptyError(path)
    begun = header.startswith(HEADER)
    if begun and int.from_bytes(header[MARK], "big") == APPLICATION_ID:
        return
    if (begun and len(header) < HEADER_BYTES) or holds_our_tables(path):
        raise damaged(path)
    if not begun:
        raise LogbookError(NO_LOGBOOK.format(path=path))
    raise LogbookError(
        f"{path} is an SQLite file of another program, not a B12 Tracker logbook; "
        "choose another file."
    )


def holds_our_tables(path: Path) -> bool:
    """Say whether our tables stand in a file that does not begin like a logbook: a damaged one."""
    content = path.read_bytes()
    return not content.startswith(OF_OTHERS) and OUR_TABLES.search(content) is not None


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not there, or in which SQLite could not keep its journal."""
    if not folder.is_dir():
        raise LogbookError(f"There is no folder {folder}; make it first, or choose another.")
    if not _writable(folder):
        raise LogbookError(
            f"The folder {folder} cannot be written, so a logbook could not be kept safe in it; "
            "choose another folder."
        )


def make_folder(folder: Path) -> None:
    """Make a folder, and those it lies in, for their owner only; leave those that are there."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _writable(path: Path) -> bool:
    """Whether it may be written; a file marked read-only counts as such for everybody."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Give a new file beside ``path``, readable by its owner only; when it is whole, name it so.

    Raises:
        LogbookError: something is there already, or the folder cannot be written.
    """
    with _made_beside(path) as beside:
        yield beside
        _put_in_place(beside, path)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Give a new file beside ``path``, readable by its owner only; when it is whole, it goes there.

    Raises:
        LogbookError: the folder cannot be written; then what was there is there still.
    """
    with _made_beside(path) as beside:
        yield beside
        beside.replace(path)


@contextmanager
def _made_beside(path: Path) -> Iterator[Path]:
    with told(path):
        check_folder(path.parent)
        with unfinished(path.parent) as beside:
            yield beside
            _settle(path.parent)


def _settle(folder: Path) -> None:
    """Let the names in a folder survive the loss of power, where the system can."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _put_in_place(beside: Path, path: Path) -> None:
    """Give the finished file its name, never over another one."""
    for ending in LEFT_BESIDE:
        if Path(f"{path}{ending}").exists():
            raise LogbookError(
                f"{path}{ending} is left over from another logbook; move it away first."
            )
    try:
        _link(beside, path)
    except FileExistsError as error:
        raise LogbookError(f"{path} is there already and was left untouched.") from error


def keep_aside(path: Path, aside: Path) -> None:
    """Give a file, and what SQLite left beside it, another name too, so that its place is free."""
    for ending in (*LEFT_BESIDE, ""):
        if Path(f"{path}{ending}").exists():
            _link(Path(f"{path}{ending}"), Path(f"{aside}{ending}"))
    for ending in LEFT_BESIDE:
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _link(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        beside.rename(path)
