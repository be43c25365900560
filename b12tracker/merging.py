"""Merging another copy of a logbook into it: what the window and the command line share."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from b12tracker.domain.identity import new_id
from b12tracker.sharing.formats import Format
from b12tracker.sharing.incoming import format_of_file
from b12tracker.storage.errors import told_while_reading
from b12tracker.storage.kept import Snapshot
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.meeting import Choice
from b12tracker.storage.merge import Merge, are_copies, merge
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_of_copy


@dataclass(frozen=True)
class TwoCopies:
    """A logbook and another copy of it, as both were when they were read.

    Attributes:
        path: where the other copy lies.
        session: the name under which decisions are counted, a fresh one for each merge.
    """

    path: Path
    mine: Snapshot
    theirs: Snapshot
    session: str = field(default_factory=new_id)

    def merged(self, decided: Mapping[str, Choice] | None = None) -> Merge:
        """Return what a merge does here.

        Args:
            decided: whose word counts, by the ids of conflicts; the others stay as they are here.

        Raises:
            LogbookError: the two hold what cannot be merged.
        """
        with told_while_reading(self.path):
            return merge(self.mine, self.theirs, self.session, decided)


def may_be_logbook(path: Path) -> bool:
    """Say whether a file begins like a logbook, open or locked.

    Raises:
        OSError: it cannot be read.
    """
    return format_of_file(path) is Format.LOGBOOK or is_locked(path)


def two_copies(logbook: Logbook, path: Path, key: Key | None = None) -> TwoCopies | None:
    """Return the logbook and the file at ``path``, if that is another copy of it.

    Args:
        key: of a locked copy; one with the secret of the logbook opens by itself.

    Raises:
        LockedError: the copy is locked under another secret.
        LogbookError, OSError: the file cannot be read.
    """
    if not may_be_logbook(path):
        return None
    if key is None and logbook.key and is_locked(path):
        key = key_of_copy(path, logbook.key)
    mine, theirs = logbook.snapshot(), _snapshot(path, key)
    return TwoCopies(path, mine, theirs) if are_copies(mine, theirs) else None


def _snapshot(path: Path, key: Key | None) -> Snapshot:
    with closing(Logbook.in_memory(path, key)) as other:
        return other.snapshot()
