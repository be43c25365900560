"""Files that leave and enter a logbook: what the window and the command line share of it."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from b12tracker import assets
from b12tracker.domain.facts import Fact, Facts
from b12tracker.sharing.about_export import About
from b12tracker.sharing.exporting import Wish, export
from b12tracker.sharing.fhir_files import looks_like_fhir
from b12tracker.sharing.fhir_joining import join_fhir
from b12tracker.sharing.foreign_table import Mapped
from b12tracker.sharing.formats import Format
from b12tracker.sharing.incoming import (
    ComingFile,
    Here,
    format_of_file,
    read_file,
    table_of_ours,
    take_in,
)
from b12tracker.sharing.joining import Joined, join
from b12tracker.sharing.selection import selected
from b12tracker.sharing.written_file import write_file
from b12tracker.sharing.zip_files import check_opens
from b12tracker.storage import on_disk
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.unlocking import key_for, key_of_copy

Take = Callable[[Facts], Joined]
"""Answers what an import does to a logbook that holds these facts."""

Keep = Callable[[Iterable[Fact]], None]
"""Keeps facts in the logbook."""


def export_to(
    path: Path, logbook: Logbook, wish: Wish, today: date, keep: Keep | None = None
) -> None:
    """Write what is wanted of a logbook into a file, whole or not at all.

    Args:
        keep: keeps in the logbook what went out to a calendar; without it, it is written as it is.

    Raises:
        SharingError, LogbookError: it cannot be exported or written; then nothing was changed.
    """
    facts = logbook.facts()
    if wish.format is Format.SQLITE:
        _copy(path, logbook, facts, wish, today)
        return
    made = export(facts, wish, today, assets.catalogue())
    remember = keep or logbook.write
    write_file(path, made.content, lambda: remember(made.keep) if made.keep else None)


def _copy(path: Path, logbook: Logbook, facts: Facts, wish: Wish, today: date) -> None:
    """Copy everything with its versions, or write a fresh logbook of what is wanted."""
    about, key = About(today, wish.selection).values, _key_of_copy(logbook, wish)
    if wish.selection.is_everything:
        logbook.copy_to(path, about, key=key)
    else:
        chosen = selected(facts, wish.selection, today)
        entries = (chosen.patient, *chosen.entries)
        logbook.copy_to(path, about, holding=entries, key=key)


def _key_of_copy(logbook: Logbook, wish: Wish) -> Key | None:
    """Return what the copy opens with, by default what the logbook does."""
    if wish.password:
        # A secret of its own: whom this passphrase is told must not find that of the logbook.
        return Key.new(wish.password)
    return None if wish.unlocked else logbook.key


def table_from_elsewhere(path: Path) -> str | None:
    """Return the text of a table that is none of ours; None for any other file.

    Raises:
        SharingError, OSError: it cannot be read.
    """
    if on_disk.is_locked(path) or format_of_file(path) is not Format.CSV or looks_like_fhir(path):
        return None
    file = ComingFile(path.name, read_file(path))
    return None if file.is_zip or table_of_ours(file) else file.text


def needs_password(path: Path, key: Key | None = None) -> bool:
    """Whether a file can only be imported with a password: a ZIP of tables or a logbook with one.

    Args:
        key: of the logbook that takes it in; a copy of that one opens with it.

    Raises:
        SharingError, LogbookError, OSError: it cannot be read.
    """
    if on_disk.is_locked(path):
        return _own_key(path, key) is None
    if format_of_file(path) is not Format.CSV or looks_like_fhir(path):
        return False
    return ComingFile(path.name, read_file(path)).needs_password


def check_password_of(path: Path, password: str) -> None:
    """See whether a password opens a file that is locked.

    Raises:
        WrongPasswordError, WrongPassphraseError: it does not.
        SharingError, LogbookError, OSError: the file cannot be read.
    """
    if on_disk.is_locked(path):
        key_for(path, password)
    else:
        check_opens(read_file(path), password)


def key_of_coming(path: Path, own: Key | None, password: str = "") -> Key | None:
    """Return the key of a locked logbook that is to be taken in; None for any other file.

    Args:
        own: of the logbook that takes it in; a copy of that one opens with it.
        password: what opens the file else.

    Raises:
        WrongPassphraseError: neither opens it.
        LogbookError: it cannot be read.
    """
    if not on_disk.is_locked(path):
        return None
    return _own_key(path, own) or key_for(path, password)


def _own_key(path: Path, key: Key | None) -> Key | None:
    """Return what opens a locked logbook that is a copy of the one with this key, else None."""
    return key_of_copy(path, key) if key else None


def taker(
    path: Path,
    wanted: str | None,
    mapped: Mapped,
    today: date,
    *,
    own_markers: bool = False,
    password: str = "",
    key: Key | None = None,
) -> Take:
    """Read a file, and return what an import of it does to a logbook.

    Args:
        wanted: the name of its format; None to tell it by its content.
        own_markers: take what a FHIR file measures and the program does not know as own markers.
        password: what opens the file, where it is locked.
        key: what opens a locked logbook, as ``key_of_coming`` finds it.

    Raises:
        SharingError, LogbookError, OSError: it cannot be read.
    """
    if on_disk.is_locked(path):
        locked = Logbook.read(path, key_of_coming(path, key, password))
        return lambda facts: join(facts, locked)
    if _is_fhir(path, wanted, mapped):
        asked_for = None if own_markers else ()
        return lambda facts: join_fhir(path, assets.vocabulary(), facts, asked_for)
    named = Format(wanted) if wanted else Format.CSV if mapped.columns else format_of_file(path)
    if named is Format.LOGBOOK:
        coming = Logbook.read(path)
        return lambda facts: join(facts, coming)
    file = ComingFile(path.name, read_file(path), mapped, password)
    return lambda facts: take_in(file, named, Here(facts, assets.catalogue(), today))


def _is_fhir(path: Path, wanted: str | None, mapped: Mapped) -> bool:
    if wanted or mapped.columns:
        return wanted == Format.FHIR
    return looks_like_fhir(path)
