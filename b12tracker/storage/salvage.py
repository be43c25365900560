"""From a damaged logbook a new one with whatever can be read; the damaged one is left as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

from .driver import connect, database_errors
from .errors import LogbookError, told
from .gathered import Gathered
from .keys import Key
from .logbook import Logbook
from .on_disk import check_there
from .pages import pages_of
from .piecemeal import Piecemeal
from .readiness import check_not_newer
from .salvaged import Salvaged
from .sieve import Sieve


def salvage(path: Path, place: Path, key: Key | None = None) -> Salvaged:
    """Write what can be read of the logbook at ``path`` into a new one at ``place``.

    Ids and versions are kept, so that the new one can be merged with other copies.

    Args:
        key: of a locked logbook; the new one has the same.

    Raises:
        LockedError: it needs a key.
        LogbookError: nothing could be read, a newer version wrote it, or there is something at
            ``place`` already.
    """
    check_there(path, key)
    with told(path), closing(Sieve()) as sieve:
        gathered = _gathered(path, key, sieve)
    if not gathered.holds_entries:
        raise LogbookError(f"Nothing could be read of {path}; it was left as it is.")
    Logbook.create(place, rows=gathered.rows, key=key).close()
    return gathered.told


def _gathered(path: Path, key: Key | None, sieve: Sieve) -> Gathered:
    gathered = Gathered(sieve)
    content = path.read_bytes()
    try:
        with closing(_reader(path, key, content)) as reader:
            _take_tables(gathered, reader, path)
    except database_errors():
        gathered.torn = True
    if gathered.torn and not key:
        for pages in pages_of(content):
            gathered.take_pages(pages)
    gathered.finish()
    return gathered


def _reader(path: Path, key: Key | None, content: bytes) -> Piecemeal:
    begin = (lambda: connect(path, key, "ro")) if key else (lambda: _in_memory(content))
    return Piecemeal(begin, anew=key is not None, errors=database_errors())


def _take_tables(gathered: Gathered, reader: Piecemeal, path: Path) -> None:
    steps = reader.read("_sqlite_migrations").rows.values()
    check_not_newer({str(step["name"]) for step in steps}, path)
    gathered.torn = not reader.is_sound
    for table in gathered.tables:
        gathered.take_table(table, reader.read(table))


def _in_memory(content: bytes) -> sqlite3.Connection:
    """Return a copy of a plain logbook that SQLite reads as far as it can."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    # In memory there is no journal of the kind that another tool may have left it with.
    connection.deserialize(content[:18] + b"\1\1" + content[20:])
    return connection
