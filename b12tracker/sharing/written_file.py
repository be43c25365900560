"""Writing a file whole or not at all, and never over a logbook."""

from pathlib import Path
from uuid import uuid4

from .logbook_json import SharingError

SQLITE = b"SQLite format 3\x00"
"""How every SQLite file begins, a logbook among them."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place, readable by its owner only, and then give it its name.

    Raises:
        SharingError: a logbook, or another SQLite file, is there.
        OSError: the folder cannot be written.
    """
    if path.is_file():
        with path.open("rb") as there:
            if there.read(len(SQLITE)) == SQLITE:
                raise SharingError(f"{path} is a logbook and was left untouched; name another file.")
    beside = path.with_name(f".{path.name}.{uuid4()}.new")
    try:
        beside.touch(mode=0o600)
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
