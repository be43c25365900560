"""Opening logbooks so that backups are kept of them: what the window and the commands share."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from b12tracker.places import data_folder
from b12tracker.storage.backups import Backups, Reason
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook


def backups_of(path: Path) -> Backups:
    """Return the backups of the logbook at ``path``, which this computer keeps in its data folder.

    They lie apart from the logbook, so that a lost stick or folder does not take them along.
    """
    place = path.resolve()
    mark = sha256(str(place).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return Backups(data_folder() / "backups" / f"{place.stem}-{mark}")


def open_logbook(path: Path, now: datetime, key: Key | None = None) -> Logbook:
    """Open a logbook; if an older version wrote it, keep a backup before it is brought up to date.

    Raises:
        LogbookError: it cannot be opened, or no backup could be made; then it is as it was.
    """
    return Logbook.open(
        path, key=key, before_migration=lambda old: keep_one(old, Reason.MIGRATION, now)
    )


def keep_one(logbook: Logbook, reason: Reason, now: datetime) -> None:
    """Keep a backup before something great happens to the logbook.

    Raises:
        LogbookError: none could be made.
    """
    backups_of(logbook.path).take(logbook, reason, now)


def keep_one_a_day(logbook: Logbook, now: datetime) -> None:
    """Keep today's backup, if there is none yet.

    Raises:
        LogbookError: none could be made.
    """
    backups = backups_of(logbook.path)
    if not backups.has_one_of(now.date()):
        backups.take(logbook, Reason.DAY, now)
