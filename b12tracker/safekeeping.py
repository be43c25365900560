"""Opening logbooks so that backups are kept, and bringing backups back: for window and commands."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from b12tracker.domain.difference import Difference, difference
from b12tracker.domain.facts import Facts, Patient
from b12tracker.places import data_folder
from b12tracker.storage.backups import STAMP, Backup, Backups, Reason
from b12tracker.storage.errors import DamagedError, EmptyError, LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import HEADER, is_locked
from b12tracker.storage.unlocking import begins, key_like, opens


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
    return Logbook.open(path, key=key, before_migration=lambda old: _keep_old(old, now))


def keep_one(logbook: Logbook, reason: Reason, now: datetime) -> Backup | None:
    """Keep a backup before something great happens to the logbook; of an empty one none.

    Raises:
        LogbookError: none could be made.
    """
    if logbook.is_empty:
        return None
    with _said():
        return backups_of(logbook.path).take(logbook, reason, now)


def keep_one_a_day(logbook: Logbook, now: datetime) -> None:
    """Keep today's backup, if there is none yet; of an empty logbook none.

    Where there is a passphrase, backups that were not given it yet are, too.

    Raises:
        LogbookError: none could be made.
    """
    backups = backups_of(logbook.path)
    if not (logbook.is_empty or backups.has_one_of(now.date())):
        backups.take(logbook, Reason.DAY, now)
    if logbook.key:
        backups.relock(None, logbook.key)


def relock(logbook: Logbook, key: Key | None, now: datetime) -> None:
    """Give a logbook and its backups a passphrase, another one, or none.

    A backup is made after, not before: one made before would lie there in clear. Nothing is lost
    meanwhile, since each file is written anew, compared, and only then exchanged. A passphrase is
    taken from the backups first: they are not left with one that nobody needs to remember.

    Raises:
        LogbookError: the logbook is as it was; or it has the new key, and a backup could not be
            written. What is left undone is done when the locked logbook is opened next.
    """
    before, backups = logbook.key, backups_of(logbook.path)
    if key:
        logbook.relock(key)
        backups.relock(before, key)
    else:
        backups.relock(before, None)
        logbook.relock(None)
    backups.take(logbook, Reason.PASSPHRASE, now)


def restore(logbook: Logbook, wanted: Facts, now: datetime) -> Difference:
    """Let a logbook hold what a backup holds, after a backup of what it holds now.

    Returns:
        what was changed.

    Raises:
        LogbookError: it could not be done; then nothing was changed.
    """
    here = logbook.facts()
    found = difference(here, wanted)
    if found.steps:
        keep_one(logbook, Reason.RESTORE, now)
        stored = logbook.find(here.patient)  # None where nothing was ever said of the patient
        known = [
            (fact, stored if isinstance(before, Patient) else before)
            for before, after in found.steps
            if (fact := after or before)
        ]
        logbook.write((*found.added, *found.changed), found.gone, known)
    return found


def is_lost(path: Path, now: datetime, key: Key | None = None) -> bool:
    """Say whether a logbook is gone or damaged, so that a backup may take its place.

    It is opened to find out, so that what was interrupted while it was written is taken back.

    Raises:
        LogbookError: neither; it is locked, of a newer version, or was never a logbook.
    """
    if not path.exists():
        return True
    opener = key_like(path, key)
    if opener and not opens(path, opener):
        raise LogbookError(
            f"{path} is locked and does not open like the backup; if it is damaged, move it away "
            "first."
        )
    try:
        with closing(open_logbook(path, now, opener)) as logbook:
            logbook.facts()
    except (DamagedError, EmptyError):
        return True
    except LogbookError:
        if _was_a_logbook(path):
            return True
        raise
    return False


def put_in_place(path: Path, copy: Path, key: Key | None, now: datetime) -> Path | None:
    """Let a copy of a logbook take the place of one that is gone or damaged.

    The copy is read first; it stays. What lies there is kept beside it.

    Returns:
        where the damaged file lies now; None where there was none.

    Raises:
        LogbookError: the copy cannot be read, or the logbook can; then nothing was changed.
    """
    if not is_lost(path, now, key):
        raise LogbookError(f"{path} can be read; open it, and restore the backup there.")
    place = path.resolve()
    aside = _free_name(place, f"damaged {now.strftime(STAMP)}")
    with closing(Logbook.in_memory(copy, key_like(copy, key))) as whole:
        whole.facts()
        whole.take_place_of(place, aside)
    return aside if aside.exists() else None


def _was_a_logbook(path: Path) -> bool:
    """Say whether a file that does not look like a logbook lies where there was one."""
    strange = path.is_file() and not is_locked(path) and begins(path) != HEADER
    return strange and bool(backups_of(path).listed())


def _free_name(path: Path, what: str) -> Path:
    name, times = f"{path.stem} {what}", 1
    while (found := path.with_name(f"{name}{path.suffix}")).exists():
        times += 1
        name = f"{path.stem} {what} {times}"
    return found


def _keep_old(logbook: Logbook, now: datetime) -> None:
    with _said():
        backups_of(logbook.path).take(logbook, Reason.MIGRATION, now)


@contextmanager
def _said() -> Iterator[None]:
    """Tell that without a backup nothing was done."""
    try:
        yield
    except LogbookError as error:
        raise LogbookError(
            f"No backup could be made first, so nothing was changed. {error}"
        ) from error
