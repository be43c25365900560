"""``b12tracker check``: whether a logbook is sound, and what can be read of one that is not."""

import argparse
from contextlib import closing
from pathlib import Path

from b12tracker.storage.errors import DamagedError
from b12tracker.storage.salvage import salvage
from b12tracker.terminal import key_of

from .words import DONE, FAILED, opened, say


def add_check(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what can be said after ``b12tracker check``."""
    parser.description = "Check that the file is sound; exit 0 when it is."
    parser.set_defaults(work=_check)
    parser.add_argument("logbook", type=Path)
    parser.add_argument(
        "--recover",
        type=Path,
        metavar="NEW.sqlite",
        help="write whatever can be read of a damaged logbook into a new one",
    )


def _check(arguments: argparse.Namespace) -> int:
    path: Path = arguments.logbook
    if arguments.recover:
        return _recover(path, arguments.recover)
    try:
        with closing(opened(path, arguments.now)) as logbook:
            complaints = logbook.complaints()
    except DamagedError:
        return say(_damaged(path, []), FAILED)
    if complaints:
        return say(_damaged(path, complaints), FAILED)
    print(f"{path} is sound.")
    return DONE


def _damaged(path: Path, complaints: list[str]) -> str:
    """Return one sentence that says what is wrong, and what can be done."""
    more = [f"{len(complaints) - 3} more"] if len(complaints) > 3 else []
    said = "; ".join([*(each.rstrip(".") for each in complaints[:3]), *more])
    return (
        f"{path} is damaged{f' ({said})' if said else ''}; "
        "“b12tracker check LOGBOOK --recover NEW.sqlite” writes what can be read into a new one."
    )


def _recover(path: Path, place: Path) -> int:
    recovered = salvage(path, place, key_of(path))
    for line in recovered.lines:
        print(line)
    return DONE
