"""``b12tracker import``: what a file holds is added, another copy of the logbook merged."""

import argparse
import json
from contextlib import closing
from pathlib import Path

from b12tracker.domain.facts import Facts
from b12tracker.files import Take, key_of_coming, needs_password, taker
from b12tracker.merge_told import counted, merge_lines, merge_values
from b12tracker.merging import TwoCopies, may_be_logbook, two_copies
from b12tracker.safekeeping import keep_one, open_logbook
from b12tracker.sharing.fhir_joining import JoinedFhir
from b12tracker.sharing.foreign_table import FIELDS, Mapped
from b12tracker.sharing.formats import IMPORTS
from b12tracker.sharing.joining import Joined
from b12tracker.storage.backups import Reason
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.meeting import Choice
from b12tracker.terminal import EXPORT_PASSWORD, PASSPHRASE, key_of, new_key, secret

from .words import DONE, FAILED, WRONG_USAGE, add_today, say


def add_import(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what can be said after ``b12tracker import``."""
    parser.description = (
        "Add what a file holds to a logbook, which is made if it is not there. "
        "Another copy of the logbook is merged: entry by entry, with what was deleted."
    )
    parser.set_defaults(work=_import)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", choices=[*IMPORTS], help="else the content decides")
    parser.add_argument(
        "--map",
        type=_column_and_field,
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help=f"what a column of another program's table holds: {FIELDS}",
    )
    parser.add_argument(
        "--dates", choices=["day-first", "month-first"], help="how such a table writes 3/4"
    )
    parser.add_argument(
        "--own-markers", action="store_true", help="FHIR: take markers not known as your own"
    )
    parser.add_argument(
        "--conflicts",
        choices=[*Choice],
        help="of another copy of the logbook: what both changed, all as it is here, or there",
    )
    parser.add_argument(
        "--passphrase",
        action="store_true",
        help="a logbook that is made: ask for its passphrase on the terminal, or read it from "
        f"{PASSPHRASE}",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what it would do")
    parser.add_argument("--json", action="store_true", help="for other programs")
    add_today(parser)


def _column_and_field(words: str) -> tuple[str, str]:
    column, _, field = words.rpartition("=")
    if not column or not field:
        raise argparse.ArgumentTypeError(f"“{words}” is not COLUMN=FIELD")
    return column, field


def _import(arguments: argparse.Namespace) -> int:
    path, is_there = arguments.logbook, arguments.logbook.exists()
    if arguments.passphrase and is_there:
        return say(f"{path} is there already; set its passphrase in the window.", WRONG_USAGE)
    key = key_of(path) if is_there else new_key(path) if arguments.passphrase else None
    password = _password_of(arguments.file, key)
    coming = key_of_coming(arguments.file, key, password)
    if is_there and not arguments.map and may_be_logbook(arguments.file):
        with closing(open_logbook(path, arguments.now, key)) as logbook:
            copies = two_copies(logbook, arguments.file, coming)
            if copies:
                return _merge(logbook, copies, arguments)
    return _take(arguments, key, password, coming)


def _password_of(file: Path, key: Key | None) -> str:
    if not needs_password(file, key):
        return ""
    return secret(EXPORT_PASSWORD, f"Password of {file}")


def _merge(logbook: Logbook, copies: TwoCopies, arguments: argparse.Namespace) -> int:
    choice = Choice(arguments.conflicts) if arguments.conflicts else None
    conflicts = copies.merged().conflicts if choice else ()
    found = copies.merged({one.id: choice for one in conflicts if choice})
    if found.after and not arguments.dry_run:
        if found.is_felt:
            keep_one(logbook, Reason.MERGE, arguments.now)
        logbook.swap(found.before, found.after)
    if arguments.json:
        print(json.dumps(merge_values(found, choice), ensure_ascii=False))
    else:
        print(*merge_lines(found, choice), sep="\n")
    return DONE


def _take(arguments: argparse.Namespace, key: Key | None, password: str, coming: Key | None) -> int:
    day_first = None if arguments.dates is None else arguments.dates == "day-first"
    mapped = Mapped(dict(arguments.map), day_first)
    take = taker(
        arguments.file,
        arguments.format,
        mapped,
        arguments.today,
        own_markers=arguments.own_markers,
        password=password,
        key=coming,
    )
    add = _add_to if arguments.logbook.exists() else _make_of
    joined = add(take, key, arguments)
    _tell(joined, arguments.json)
    if joined.refused and not (joined.taken or joined.left):
        return say(f"Nothing in {arguments.file} could be taken.", FAILED)
    return DONE


def _add_to(take: Take, key: Key | None, arguments: argparse.Namespace) -> Joined:
    with closing(open_logbook(arguments.logbook, arguments.now, key)) as logbook:
        joined = take(logbook.facts())
        if joined.put and not arguments.dry_run:
            keep_one(logbook, Reason.IMPORT, arguments.now)
            logbook.write(put=joined.put)
    return joined


def _make_of(take: Take, key: Key | None, arguments: argparse.Namespace) -> Joined:
    joined = take(Facts())
    if not arguments.dry_run:
        Logbook.create(arguments.logbook, holding=joined.put, key=key).close()
    return joined


def _tell(joined: Joined, as_json: bool) -> None:
    elsewhere = joined if isinstance(joined, JoinedFhir) else None
    if as_json:
        said = {"taken": joined.taken, "left": joined.left, "refused": joined.refused}
        print(json.dumps(said | (elsewhere.also if elsewhere else {}), ensure_ascii=False))
        return
    print(f"Taken: {counted(joined.taken)}.")
    if joined.left:
        print(f"Left, because it is there already: {counted(joined.left)}.")
    for why in joined.refused:
        print(f"Not taken: {why}")
    for line in elsewhere.lines if elsewhere else ():
        print(line)
