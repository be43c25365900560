"""Which copy of a logbook is writing: one on this machine at this path, told apart for merging."""

from pathlib import Path
from uuid import UUID, uuid4, uuid5

NAME = "installation-id"


def copy_id(data_folder: Path, logbook: Path) -> str:
    """Return the id of the copy of ``logbook`` that this installation writes.

    It is made from a random number kept in ``data_folder`` and the path of the file, so that a
    logbook carried to another machine or folder is another copy, and two copies that went apart
    are known to have.
    """
    return str(uuid5(_installation(data_folder), str(logbook.resolve())))


def _installation(data_folder: Path) -> UUID:
    kept = data_folder / NAME
    try:
        return UUID(kept.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        pass
    fresh = uuid4()
    try:
        data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(str(fresh), encoding="ascii")
    except OSError:
        return fresh  # nowhere to keep it: this run is a copy of its own
    return fresh
