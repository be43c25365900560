"""``b12tracker backup``: one is made, all are listed, one is restored."""

import argparse
import json
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from b12tracker.backup_words import WHY, what_changes
from b12tracker.safekeeping import backups_of, is_lost, open_logbook, put_in_place, restore
from b12tracker.storage.backups import Backup, Reason
from b12tracker.storage.contents import Contents
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_like, key_of_copy
from b12tracker.terminal import NoSecretError, key_of

from .words import DONE, WRONG_USAGE, say

HEADINGS = ("Name", "Made", "Why", "Entries", "Last entry")


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what can be said after ``b12tracker backup``."""
    parser.set_defaults(work=_back_up)
    parser.description = (
        "Make a backup of a logbook and print its name; or list its backups, or restore one."
    )
    parser.add_argument("logbook", type=Path)
    wish = parser.add_mutually_exclusive_group()
    wish.add_argument("--list", action="store_true", help="say what is in each")
    wish.add_argument("--restore", metavar="NAME", help="a name of the list, or a logbook's path")
    parser.add_argument("--json", action="store_true", help="the list, for other programs")


def _back_up(arguments: argparse.Namespace) -> int:
    path, now = arguments.logbook, arguments.now
    if arguments.json and not arguments.list:
        return say("--json goes with --list.", WRONG_USAGE)
    if arguments.list:
        _list(path, as_json=arguments.json)
    elif arguments.restore is not None:
        _restore(path, _copy_named(path, arguments.restore), now)
    else:
        with closing(_opened(path, key_of(path), now)) as logbook:
            print(backups_of(path).take(logbook, Reason.ASKED, now).name)
    return DONE


def _opened(path: Path, key: Key | None, now: datetime) -> Logbook:
    """Open a logbook, so that what was interrupted is taken back; or read it where it is."""
    try:
        return open_logbook(path, now, key)
    except LogbookError:  # it cannot be written; or it cannot be read either, which is told next
        return Logbook.in_memory(path, key)


def _list(path: Path, *, as_json: bool) -> None:
    backups = backups_of(path)
    found = backups.listed()
    if not (found or path.exists()):
        raise LogbookError(f"There is no logbook at {path}, and no backup of it.")
    key = _key_of_list(path, found)
    rows = [(backup, backups.contents(backup, key)) for backup in found]
    if as_json:
        listed = [_values(backup, contents) for backup, contents in rows]
        print(json.dumps({"folder": str(backups.folder), "backups": listed}, ensure_ascii=False))
        return
    for line in _table([HEADINGS, *(_cells(*row) for row in rows)]) if rows else ():
        print(line)
    print(f"{'They lie in' if rows else 'No backup yet; they would lie in'} {backups.folder}")


def _key_of_list(path: Path, found: list[Backup]) -> Key | None:
    """Return what opens the backups; without a passphrase they are listed as locked."""
    locked = (each for each in (path, *(backup.path for backup in found)) if is_locked(each))
    with suppress(NoSecretError):
        return next((key_of(each) for each in locked), None)
    return None


def _values(backup: Backup, contents: Contents) -> dict[str, object]:
    return {
        "name": backup.name,
        "made": backup.made.isoformat(),
        "why": backup.reason.value,
        "entries": contents.entries,
        "last_entry": contents.last.isoformat() if contents.last else None,
        "fault": contents.fault or None,
    }


def _cells(backup: Backup, contents: Contents) -> tuple[str, ...]:
    entries = contents.fault or str(contents.entries)
    made = f"{backup.made:%Y-%m-%d %H:%M}"
    return backup.name, made, WHY[backup.reason], entries, str(contents.last or "")


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _copy_named(path: Path, name: str) -> Path:
    backup = backups_of(path).find(name)
    if backup:
        return backup.path
    if Path(name).is_file():
        return Path(name)
    raise LogbookError(f"There is no backup “{name}”; --list names those of {path}.")


def _restore(path: Path, copy: Path, now: datetime) -> None:
    key = key_of(path if is_locked(path) else copy)
    opener = (key_of_copy(copy, key) if key else None) or key_of(copy)
    wanted = Logbook.read(copy, opener)
    if is_lost(path, now, key):
        aside = put_in_place(path, copy, opener, now)
        print(f"{path} is what the backup was.")
        if aside:
            print(f"The file that could not be read lies beside it: {aside.name}")
        return
    with closing(open_logbook(path, now, key_like(path, key))) as logbook:
        found = restore(logbook, wanted, now)
    print(what_changes(found, done=True))
