"""Telling a locked logbook from other files: it looks like nothing but chance."""

import zlib
from pathlib import Path

PAGE = 4096
"""Bytes of a page, as SQLite and SQLCipher make it."""

OF_OTHERS = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8", b"\x1f\x8b", b"7z", b"Rar", b"RIFF")
"""How files of other programs begin that may look like chance further on."""

NO_LOCKED_ONE = (b"SQLite format 3\x00", *OF_OTHERS)
"""How files begin that are no locked logbook."""


def looks_like_chance(path: Path) -> bool:
    """Say whether the first page of a file is whole, and cannot be told from drawn lots.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        page = file.read(PAGE)
    whole = len(page) == PAGE and not page.startswith(NO_LOCKED_ONE)
    return whole and len(zlib.compress(page)) >= PAGE
