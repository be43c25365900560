"""Whether the file at a path is still the one that is open, and written by SQLite alone."""

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils.db import Database

from .errors import DamagedError, gone, told


@dataclass(frozen=True)
class _File:
    """What tells a file from another one at the same place, and from itself at another time."""

    which: tuple[int, int]
    size: int
    written_at: int


class FileWatch:
    """Remembers which file is open and how it is.

    What SQLite writes, it counts. A file that was written otherwise must not be gone on with: what
    is remembered of it may be wrong.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self._path = path
        self._file: _File | None = None
        self._counted = 0
        self.notice(db)

    def notice(self, db: Database) -> None:
        """Take the file, as it is now, for the one that is open."""
        self._file, self._counted = self._look(db)

    def is_exchanged(self, db: Database) -> bool:
        """Say whether another file has taken the place of the open one, or its content.

        Raises:
            LogbookError: no file is there; it is taken for another one when it comes back.
        """
        there = _file_at(self._path)
        if there is None:
            self._file = None
            raise gone(self._path)
        if self._file is None or there.which != self._file.which or not there.size:
            return True
        try:
            seen, counted = self._look(db)
        except DamagedError:  # opening it anew says what is the matter
            return True
        if counted == self._counted and seen != self._file:
            return True
        self._file, self._counted = seen, counted
        return False

    def _look(self, db: Database) -> tuple[_File | None, int]:
        """Return the file and SQLite's count of one moment: nobody writes while it is read."""
        with told(self._path):
            db.conn.execute("BEGIN")
            try:
                db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
                counted = int(db.conn.execute("PRAGMA data_version").fetchone()[0])
                return _file_at(self._path), counted
            finally:
                if db.conn.in_transaction:  # a disk that fails ends it
                    db.conn.execute("COMMIT")


def _file_at(path: Path) -> _File | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return _File((found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns)
