"""Copies kept of a logbook: made, checked, listed, and thinned by age."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from b12tracker.domain.facts import Facts

from .contents import Contents, look_into
from .errors import DamagedError, LogbookError, exchanged, told
from .keys import Key
from .logbook import Logbook, rewrite
from .on_disk import HEADER, is_locked, make_folder
from .unlocking import begins, key_like, key_of_copy

DAYS_KEPT_DAILY = 30
"""So many days back one backup of each day is kept; further back one of each month."""

ENDING = ".sqlite"
UNFINISHED = ".b12tracker.*"
"""What is left of a backup that was interrupted while it was made."""

STAMP = "%Y-%m-%d_%H-%M-%S"
NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)_([a-z]+)(?:_\d+)?")


class Reason(StrEnum):
    """What was about to happen when a backup was made, or had just happened to the file."""

    DAY = "daily"
    MIGRATION = "migration"
    IMPORT = "import"
    MERGE = "merge"
    RESTORE = "restore"
    PASSPHRASE = "passphrase"
    EXCHANGE = "exchange"
    ASKED = "asked"


@dataclass(frozen=True, order=True)
class Backup:
    """A copy of the whole logbook.

    Attributes:
        made: on the wall clock of the place.
    """

    made: datetime
    path: Path
    reason: Reason

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.path.stem


class Backups:
    """The folder that keeps the backups of one logbook.

    Every method raises ``LogbookError`` with one sentence when the world is in the way.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def listed(self) -> list[Backup]:
        """Return what is kept, the newest first; other files of the folder are none of it."""
        if not self.folder.is_dir():
            return []
        with told(self.folder):
            found = map(_backup_at, self.folder.glob(f"*{ENDING}"))
            return sorted((backup for backup in found if backup), reverse=True)

    def find(self, name: str) -> Backup | None:
        """Return the backup of that name."""
        return next((backup for backup in self.listed() if backup.name == name), None)

    def take(self, logbook: Logbook, reason: Reason, now: datetime) -> Backup:
        """Copy the logbook as it is now, see that the copy can be read, and thin the older ones."""
        with told(self.folder):
            if logbook.key is None and is_locked(logbook.path):  # another window set a passphrase
                raise exchanged(logbook.path)
            make_folder(self.folder)
            self._sweep(now.replace(tzinfo=None) - timedelta(days=1))
        path = self._free_path(f"{now.strftime(STAMP)}_{reason}")
        logbook.backup_to(path)
        self.thin(now.date())
        return Backup(now.replace(microsecond=0, tzinfo=None), path, reason)

    def has_one_of(self, day: date) -> bool:
        """Say whether a backup was made on that day."""
        return any(backup.made.date() == day for backup in self.listed())

    def facts(self, backup: Backup, key: Key | None = None) -> Facts:
        """Return what a backup holds, verified; the backup stays as it is."""
        return Logbook.read(backup.path, key_like(backup.path, key))

    def contents(self, backup: Backup, key: Key | None = None) -> Contents:
        """Return what a backup holds, at a glance, or why that cannot be told."""
        return look_into(backup.path, key)

    def relock(self, old: Key | None, new: Key | None) -> None:
        """Give every backup the passphrase that the logbook has now, or none.

        Each is exchanged whole, one after another, so that after an interruption the rest can be
        done by calling this again. A damaged one is left as it is; but where there is a passphrase
        now, one that could be read without is taken away.

        Raises:
            LogbookError: some could not be exchanged; the others were.
        """
        faults = []
        with told(self.folder):
            self._sweep()
        for backup in self.listed():
            try:
                with told(backup.path):
                    _relock(backup.path, old, new)
            except LogbookError as error:
                faults.append(error)
        if faults:
            raise LogbookError(
                f"{len(faults)} of the backups in {self.folder} could not be given the passphrase "
                f"of the logbook; it is tried again when that is opened next. {faults[0]}"
            )

    def thin(self, today: date) -> None:
        """Take away what is not worth keeping any more; of a day or month the last one stays."""
        kept = set(worth_keeping(self.listed(), today))
        for backup in self.listed():
            if backup not in kept:
                with told(backup.path):
                    backup.path.unlink(missing_ok=True)

    def _sweep(self, before: datetime | None = None) -> None:
        """Take away what is left of backups that were interrupted, before a moment or ever."""
        for left in self.folder.glob(UNFINISHED):
            with suppress(FileNotFoundError):  # it was finished just now
                made = datetime.fromtimestamp(left.stat().st_mtime)  # noqa: DTZ006 - wall clock
                if before is None or made < before:
                    left.unlink()

    def _free_path(self, name: str) -> Path:
        path, times = self.folder / f"{name}{ENDING}", 1
        while path.exists():  # twice in a second, or a clock that was set back
            times += 1
            path = self.folder / f"{name}_{times}{ENDING}"
        return path


def worth_keeping(backups: Iterable[Backup], today: date) -> list[Backup]:
    """Return all backups of today, the last of each day for 30 days, and of each month for ever.

    One dated in the future, because the clock was set back since, counts as of today.
    """
    last: dict[object, Backup] = {}
    for backup in sorted(backups):
        last[_age(backup, today)] = backup
    return sorted(last.values())


def _age(backup: Backup, today: date) -> object:
    day = backup.made.date()
    if day >= today:
        return backup.path
    if day >= today - timedelta(days=DAYS_KEPT_DAILY):
        return day
    return day.year, day.month


def _backup_at(path: Path) -> Backup | None:
    named = NAME.fullmatch(path.stem)
    if not named or named[2] not in {*Reason}:
        return None
    try:
        made = datetime.strptime(named[1], STAMP)  # noqa: DTZ007 - the wall clock of the place
    except ValueError:
        return None
    return Backup(made, path, Reason(named[2]))


def _relock(path: Path, old: Key | None, new: Key | None) -> None:
    if begins(path) == (new.salt if new else HEADER):
        return
    try:
        if is_locked(path):
            _unlock_and_lock(path, old, new)
        elif new:
            rewrite(path, None, new)
    except DamagedError:
        if not look_into(path, old or new).fault:  # only its disk stumbled
            raise
        if new and not is_locked(path):
            path.unlink()


def _unlock_and_lock(path: Path, old: Key | None, new: Key | None) -> None:
    """Exchange a locked file; leave one that neither of the keys opens."""
    for known in filter(None, (old, new)):
        key = key_of_copy(path, known)
        if key:
            rewrite(path, key, new)
            return
