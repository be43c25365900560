"""What SQLite can still read of a damaged file, table by table, from both ends of each."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .rows import Row

FIRST, LAST = 1, 2**31
"""The least and the greatest number of a row; SQLite counts them on."""

QUERIES_AT_MOST = 2000
"""In one table; a hole takes twice as many as it has rows."""

SECONDS_AT_MOST = 12.0
"""For the whole file, as damage can send SQLite in circles; a table has a quarter of the rest."""

STEPS_BETWEEN_LOOKS = 10_000


@dataclass
class TableRead:
    """What could be read of one table.

    Attributes:
        columns: the names of its columns; empty where not even these could be read.
        rows: by SQLite's own number of each row.
        torn: whether SQLite failed somewhere in it.
        garbled: how many rows hold text that is none.
        listed: the ids in its index; None where that cannot be read to its end.
    """

    columns: tuple[str, ...] = ()
    rows: dict[int, Row] = field(default_factory=dict)
    torn: bool = False
    garbled: int = 0
    listed: set[str] | None = None


class Piecemeal:
    """Reads over a connection to a damaged file.

    Args:
        connect: opens it.
        anew: whether to open it anew after each error: SQLCipher reads nothing more over a
            connection that came upon a broken page.
        errors: what it raises.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        *,
        anew: bool,
        errors: tuple[type[Exception], ...],
    ) -> None:
        self._connect, self._anew = connect, anew
        # Names may be no text, and an id may be a number.
        self._errors: tuple[type[Exception], ...] = (*errors, ValueError, AttributeError)
        self._queries = 0
        self._last_end = self._end = time.monotonic() + SECONDS_AT_MOST
        self._begin()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _begin(self) -> None:
        self._connection = self._connect()
        self._connection.text_factory = bytes
        self._connection.set_progress_handler(
            lambda: time.monotonic() > self._end, STEPS_BETWEEN_LOOKS
        )
        # SQLite then takes a file that is shorter than it says, and tables it cannot understand.
        self._connection.execute("PRAGMA writable_schema = ON")

    def _recover(self) -> None:
        if self._anew:
            self._connection.close()
            self._begin()

    @property
    def is_sound(self) -> bool:
        """Whether SQLite finds nothing wrong with the file."""
        try:
            said = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        except self._errors:
            self._recover()
            return False
        return bool(said[0] in ("ok", b"ok"))

    def read(self, table: str) -> TableRead:
        """Read whatever can be read of a table."""
        found = TableRead()
        self._queries = 0
        now = time.monotonic()
        self._end = now + (self._last_end - now) / 4
        found.columns = self._columns(table)
        found.torn = not found.columns
        if found.columns:
            self._between(found, table, FIRST, LAST)
            found.listed = self._listed(table)
        return found

    def _columns(self, table: str) -> tuple[str, ...]:
        try:
            cursor = self._connection.execute(f"SELECT * FROM {table} LIMIT 0")
            return tuple(column[0] for column in cursor.description)
        except self._errors:
            self._recover()
            return ()

    def _between(self, found: TableRead, table: str, first: int, last: int) -> None:
        """Read the rows with these numbers, both included, and look closer where that fails."""
        low = self._until_error(found, table, first, last, 1)
        if low is None:
            return
        found.torn = True
        high = self._until_error(found, table, low, last, -1)
        if high is None or high <= low or self._is_enough:
            return
        middle = (low + high) // 2
        self._between(found, table, low, middle)
        self._between(found, table, middle + 1, high)

    @property
    def _is_enough(self) -> bool:
        return self._queries > QUERIES_AT_MOST or time.monotonic() > self._end

    def _until_error(
        self, found: TableRead, table: str, first: int, last: int, step: int
    ) -> int | None:
        """Read until an error; return the number next to the last row read, None without error."""
        self._queries += 1
        reached = first if step > 0 else last
        order = "ASC" if step > 0 else "DESC"
        try:
            cursor = self._connection.execute(
                f"SELECT rowid, * FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid {order}",
                (first, last),
            )
            for number, *values in cursor:
                _keep(found, number, values)
                reached = number + step
        except self._errors:
            self._recover()
            return reached
        return None

    def _listed(self, table: str) -> set[str] | None:
        query = f"SELECT id FROM {table} INDEXED BY sqlite_autoindex_{table}_1 ORDER BY id"
        try:
            return {row_id.decode() for (row_id,) in self._connection.execute(query)}
        except self._errors:
            self._recover()
            return None


def _keep(found: TableRead, number: int, values: list[Any]) -> None:
    try:
        texts = [each.decode() if isinstance(each, bytes) else each for each in values]
    except UnicodeDecodeError:
        found.garbled += 1
    else:
        found.rows[number] = dict(zip(found.columns, texts, strict=True))
