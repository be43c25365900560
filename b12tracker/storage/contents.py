"""What lies in a logbook, at a glance: quick enough to be told of each in a list."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlite_utils.db import Database

from b12tracker.domain.facts import Patient
from b12tracker.domain.plain import read

from .driver import connect
from .errors import DamagedError, LockedError, LogbookError, told, told_while_reading
from .keys import Key
from .on_disk import check_is_logbook, is_locked
from .readiness import check_understood
from .rows import TABLES
from .unlocking import key_like

DAYS = {"injections": "given_on", "symptoms": "on_date", "lab_results": "collected_on"}
"""Where the tables of what happened keep its day; plans and appointments may lie ahead."""


@dataclass(frozen=True)
class Contents:
    """What a logbook holds.

    Attributes:
        entries: how many facts, the patient apart; None where it cannot be read.
        last: the latest day of which an injection, symptoms or a lab result are logged.
        fault: why it cannot be read, in a few words; empty where it can.
    """

    entries: int | None = None
    last: date | None = None
    fault: str = ""


def contents_of(path: Path, key: Key | None = None) -> Contents:
    """Return what a logbook holds, whatever version wrote it; the file is checked and left as is.

    Raises:
        LogbookError: as ``Logbook.open`` does.
    """
    with told_while_reading(path):
        check_is_logbook(path, key)
        with closing(Database(connect(path, key, "ro"))) as db:
            check_understood(db, path)
            kept = set(TABLES.values()) & set(db.table_names()) - {TABLES[Patient]}
            last = [day for table in kept & set(DAYS) if (day := _last(db, table))]
            return Contents(sum(db.table(table).count for table in kept), max(last, default=None))


def look_into(path: Path, key: Key | None = None) -> Contents:
    """Return what a logbook holds, or in a few words why that cannot be told.

    Args:
        key: of a logbook with the same secret, where the file is locked.
    """
    try:
        with told(path):
            locked = is_locked(path)
            return contents_of(path, key_like(path, key))
    except LockedError:
        return Contents(fault="locked")
    except DamagedError:
        return Contents(fault="locked otherwise, or damaged" if locked else "damaged")
    except LogbookError:
        return Contents(fault="cannot be read")


def _last(db: Database, table: str) -> date | None:
    day = db.execute(f"SELECT max({DAYS[table]}) FROM {table}").fetchone()[0]
    return read(date, day, table) if day else None
