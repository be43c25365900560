"""The logbook as any SQLite tool sees it, and the folder around it."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def tool(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file with SQLite alone; what was done is kept."""
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def select(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    with tool(path) as connection:
        return connection.execute(sql, values).fetchall()


def folder_state(folder: Path) -> dict[str, tuple[int, str]]:
    """Return every file below a folder, with its time of change and a sum of its bytes."""
    return {
        str(file.relative_to(folder)): (file.stat().st_mtime_ns, _sum(file))
        for file in sorted(folder.rglob("*"))
    }


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
