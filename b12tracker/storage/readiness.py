"""Whether a file can be used by this version, and bringing it up to this version."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils.db import Database

from .errors import LogbookError, damaged, told_while_reading
from .migrations import migrations
from .rows import TABLES


def check_understood(db: Database, path: Path) -> None:
    """Refuse a damaged file, and one that this version does not understand."""
    with told_while_reading(path), _of_one_moment(db):
        verdict = db.conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
        broken = _has_broken_page(db)
        applied = _applied(db)
    if broken or verdict != "ok" or not applied:
        raise damaged(path)
    check_not_newer(applied, path)
    if applied - _known():
        raise damaged(path)


@contextmanager
def _of_one_moment(db: Database) -> Iterator[None]:
    """Let nobody write meanwhile: SQLCipher looks at pages as they lie there, a journal or not."""
    db.conn.execute("SAVEPOINT looking")
    try:
        yield
    finally:
        if db.conn.in_transaction:  # a disk that fails ends it
            db.conn.execute("RELEASE looking")


def _has_broken_page(db: Database) -> bool:
    """Say whether a page of a locked file is not as it was written, be it in use or not."""
    on_disk = db.conn.execute("PRAGMA database_list").fetchone()[2]  # in memory it finds fault
    return bool(on_disk and db.conn.execute("PRAGMA cipher_integrity_check").fetchone())


def check_not_newer(applied: Set[str], path: Path) -> None:
    """Refuse a file with steps of a later version; where one is missing before, it is damaged."""
    known = [migration.name for migration in migrations._migrations]
    here = applied & {*known}
    if applied - here and here == {*known[: len(here)]}:
        raise LogbookError(
            f"{path} was written by a newer version of B12 Tracker; "
            "it was left untouched. Install that version to open it."
        )


def is_behind(db: Database) -> bool:
    """Say whether an older version wrote the file."""
    return bool(_known() - _applied(db))


def bring_up_to_date(db: Database) -> None:
    """Make the tables of this version, and let every change survive the loss of power."""
    # A rollback journal keeps the logbook one file that survives being copied; EXTRA, because
    # with FULL the last commit can be lost at a power cut.
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.execute("PRAGMA synchronous = EXTRA")
    if is_behind(db):
        _migrate(db)


def _migrate(db: Database) -> None:
    # All steps in one transaction: an error or a kill leaves the file as the older version wrote
    # it. IMMEDIATE, so that of two windows the second waits, and then finds nothing left to do.
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


def check_whole(db: Database, path: Path) -> None:
    """Refuse a file that lacks a table: sqlite-utils would read it as empty."""
    if {*TABLES.values(), "phases", "deletions"} - set(db.table_names()):
        raise damaged(path)


def _applied(db: Database) -> set[str]:
    return {migration.name for migration in migrations.applied(db)}


def _known() -> set[str]:
    return {migration.name for migration in migrations._migrations}
