"""The command line: its words, and which room does the work. It holds the clock."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from b12tracker import __version__, backup_command
from b12tracker.display import why_no_window, why_nothing_can_be_drawn
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.plain import UnreadableError, read
from b12tracker.faults import ErrorLog, fault_of
from b12tracker.files import Take, export_to, key_of_coming, needs_password, taker
from b12tracker.merge_told import counted, merge_lines, merge_values
from b12tracker.merging import TwoCopies, may_be_logbook, two_copies
from b12tracker.places import default_logbook
from b12tracker.safekeeping import keep_one, keep_one_a_day, open_logbook
from b12tracker.sharing.csv_tables import KINDS
from b12tracker.sharing.exporting import NOT_LOCKED, Wish, can_be_locked
from b12tracker.sharing.fhir_joining import JoinedFhir
from b12tracker.sharing.foreign_table import FIELDS, Mapped
from b12tracker.sharing.formats import ENDINGS, EXPORTS, IMPORTS, ONE_TABLE, Format
from b12tracker.sharing.joining import Joined
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.passwords import check_password
from b12tracker.sharing.selection import Selection
from b12tracker.sharing.status_report import status_text, status_values
from b12tracker.storage.backups import Reason
from b12tracker.storage.errors import DamagedError, LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.meeting import Choice
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.salvage import salvage
from b12tracker.terminal import (
    EXPORT_PASSWORD,
    PASSPHRASE,
    NoSecretError,
    key_of,
    new_key,
    new_secret,
    secret,
)

DONE, FAILED, WRONG_USAGE = 0, 1, 2

NOBODY_ANSWERS = ("offscreen", "minimal")
"""Where Qt draws windows that nobody sees, a question would wait for ever."""


def run(words: Sequence[str]) -> int:
    """Do what the words of a command line ask for; return the exit status.

    0 done; 1 the work could not be done, told in one sentence; 2 wrong usage, or a window wanted
    where there is none.
    """
    try:
        arguments = _parse(words)
    except SystemExit as leaving:
        return int(leaving.code or DONE)
    work: Callable[[argparse.Namespace], int] = arguments.work
    try:
        return work(arguments)
    except (LogbookError, SharingError, NoSecretError) as error:
        return _say(str(error), FAILED)
    except OSError as error:
        return _say(f"{error.filename or 'The file'}: {error.strerror}.", FAILED)
    except Exception as error:  # our own fault, told without what was typed
        return _say(_our_fault(error), FAILED)


def error_log() -> ErrorLog:
    """Return the log of unexpected errors."""
    return ErrorLog(lambda: datetime.now().astimezone())


def _our_fault(error: Exception) -> str:
    log = error_log()
    kept = log.keep(log.told(fault_of(error)))
    where = f" Where it went wrong is kept in {log.path}." if kept else ""
    return f"Something in the program went wrong, so this was not done.{where}"


def _open(path: Path) -> Logbook:
    return open_logbook(path, datetime.now(), key_of(path))


def _say(sentence: str, status: int) -> int:
    print(f"b12tracker: {sentence}", file=sys.stderr)
    return status


def _parse(words: Sequence[str]) -> argparse.Namespace:
    verb = words[0] if words else ""
    if verb in VERBS:
        parser = argparse.ArgumentParser(prog=f"b12tracker {verb}")
        VERBS[verb](parser)
        return parser.parse_args(words[1:])
    return _usage().parse_args(words)


def _usage() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="b12tracker",
        description="A private logbook for people who inject vitamin B12. "
        "It records; it never prescribes.",
        epilog=f"Verbs: {', '.join(VERBS)}; “b12tracker VERB --help” tells more of each.",
    )
    parser.set_defaults(work=_window)
    parser.add_argument("logbook", nargs="?", type=Path, help="the file to open")
    parser.add_argument("--version", action="version", version=f"B12 Tracker {__version__}")
    parser.add_argument("--sample", action="store_true", help="open a copy of the sample logbook")
    parser.add_argument("--screenshot", type=Path, metavar="FILE.png", help="draw and leave")
    parser.add_argument("--page", choices=["overview", "diary", "plan", "review"])
    parser.add_argument("--theme", choices=["light", "dark"])
    parser.add_argument("--size", type=_size, metavar="WxH", help="of the window, in pixels")
    parser.add_argument("--self-test", action="store_true", help="check this installation")
    _add_today(parser)
    return parser


def _add_today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--today", type=_day, metavar="DATE", help="answer as on this day")


def _day(text: str) -> date:
    try:
        return read(date, text, "the day")
    except UnreadableError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size such as 1280x800")
    if not (200 <= int(width) <= 8000 and 200 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError("a window is 200 to 8000 pixels wide and high")
    return int(width), int(height)


def _window(arguments: argparse.Namespace) -> int:
    if arguments.self_test:
        from b12tracker.self_test import self_test

        return DONE if self_test(print) else FAILED
    if arguments.sample and arguments.logbook:
        return _say("Name a logbook or ask for the sample, not both.", WRONG_USAGE)
    if arguments.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        reason = why_nothing_can_be_drawn()
    else:
        reason = why_no_window()
    nobody_answers = reason or os.environ.get("QT_QPA_PLATFORM") in NOBODY_ANSWERS
    path, key = arguments.logbook or default_logbook(), None
    wanted = arguments.screenshot or (nobody_answers and arguments.logbook)
    if wanted and path.exists() and not arguments.sample:
        key = _look_at(path, arguments)
    if reason:
        return _say(reason, WRONG_USAGE)
    from b12tracker.app import draw_window, open_window

    if arguments.screenshot:
        return draw_window(arguments, key)
    return open_window(arguments)


def _look_at(path: Path, arguments: argparse.Namespace) -> Key | None:
    """Refuse what is no logbook before there is a window; return the key for a picture of it."""
    if is_locked(path) and not arguments.screenshot:
        return None  # the window asks
    key = key_of(path)
    open_logbook(path, datetime.now(), key).close()
    return key


def _add_status(parser: argparse.ArgumentParser) -> None:
    parser.description = "Say when the next dose is due and which doses were missed."
    parser.set_defaults(work=_status)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("--json", action="store_true", help="for other programs")
    _add_today(parser)


def _add_password(parser: argparse.ArgumentParser, which: str) -> None:
    parser.add_argument(
        "--password",
        "--passphrase",
        action="store_true",
        help=f"{which}: ask for a password on the terminal, or read it from {EXPORT_PASSWORD}",
    )


def _new_password(path: Path) -> str:
    return new_secret(EXPORT_PASSWORD, f"New password of {path.name}", check_password)


def _facts_of(path: Path) -> Facts:
    with closing(_open(path)) as logbook:
        return logbook.facts()


def _status(arguments: argparse.Namespace) -> int:
    facts = _facts_of(arguments.logbook)
    judgement = judge(facts, arguments.today or date.today())
    if arguments.json:
        print(json.dumps(status_values(facts, judgement), indent=1))
    else:
        print(status_text(facts, judgement), end="")
    return DONE


def _add_check(parser: argparse.ArgumentParser) -> None:
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
        with closing(_open(path)) as logbook:
            complaints = logbook.complaints()
    except DamagedError:
        return _say(_damaged(path, []), FAILED)
    if complaints:
        return _say(_damaged(path, complaints), FAILED)
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


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write the logbook, or part of it, in a format that others read."
    parser.set_defaults(work=_export)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--format", choices=[*EXPORTS], help="else the ending of FILE decides")
    parser.add_argument("--from", dest="first", type=_day, metavar="DATE", help="first day of it")
    parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help="last day of it")
    parser.add_argument("--no-notes", action="store_true", help="leave out what is in own words")
    parser.add_argument("--table", choices=[*KINDS], help="one table alone, as CSV")
    parser.add_argument("--details", action="store_true", help="say in calendar titles what for")
    _add_password(parser, "a ZIP file or a copy")
    parser.add_argument(
        "--no-passphrase",
        action="store_true",
        help="a copy of a locked logbook that everybody can open who has the file",
    )
    _add_today(parser)


def _export(arguments: argparse.Namespace) -> int:
    try:
        wish = _wish(arguments)
    except ValueError as error:
        return _say(str(error), WRONG_USAGE)
    if arguments.password:
        wish = replace(wish, password=_new_password(arguments.output))
    today = arguments.today or date.today()
    with closing(_open(arguments.logbook)) as logbook:
        if wish.format is Format.ICS:  # what went out is written to the logbook
            _keep_one_a_day(logbook)
        export_to(arguments.output, logbook, wish, today)
    return DONE


def _keep_one_a_day(logbook: Logbook) -> None:
    try:
        keep_one_a_day(logbook, datetime.now())
    except LogbookError as error:
        _say(f"today’s backup could not be made. {error}", DONE)


def _wish(arguments: argparse.Namespace) -> Wish:
    """Return what is wanted; of a CSV file, the table that its name names.

    Raises:
        ValueError: with one sentence.
    """
    output, table = arguments.output, arguments.table
    wanted = Format(arguments.format) if arguments.format else ENDINGS.get(output.suffix.lower())
    if wanted is None:
        raise ValueError(f"Name a file that ends in {', '.join(ENDINGS)}, not {output}.")
    if wanted is Format.CSV and not table and output.suffix.lower() == ONE_TABLE:
        table = output.stem
        if table not in KINDS:
            raise ValueError(
                f"Which table goes into {output}? Name it with --table; a .zip has all."
            )
    if arguments.password and not can_be_locked(wanted, table):
        raise ValueError(NOT_LOCKED)
    if arguments.no_passphrase and (arguments.password or wanted is not Format.SQLITE):
        raise ValueError("--no-passphrase goes with a copy (.sqlite) that gets no other one.")
    selection = Selection(arguments.first, arguments.last, not arguments.no_notes)
    unlocked = arguments.no_passphrase
    return Wish(wanted, selection, table, arguments.details, unlocked=unlocked)


def _add_import(parser: argparse.ArgumentParser) -> None:
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
    _add_today(parser)


def _column_and_field(words: str) -> tuple[str, str]:
    column, _, field = words.rpartition("=")
    if not column or not field:
        raise argparse.ArgumentTypeError(f"“{words}” is not COLUMN=FIELD")
    return column, field


def _import(arguments: argparse.Namespace) -> int:
    path, is_there = arguments.logbook, arguments.logbook.exists()
    if arguments.passphrase and is_there:
        return _say(f"{path} is there already; set its passphrase in the window.", WRONG_USAGE)
    key = key_of(path) if is_there else new_key(path) if arguments.passphrase else None
    password = _password_of(arguments.file, key)
    coming = key_of_coming(arguments.file, key, password)
    if is_there and not arguments.map and may_be_logbook(arguments.file):
        with closing(open_logbook(path, datetime.now(), key)) as logbook:
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
            keep_one(logbook, Reason.MERGE, datetime.now())
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
        arguments.today or date.today(),
        own_markers=arguments.own_markers,
        password=password,
        key=coming,
    )
    add = _add_to if arguments.logbook.exists() else _make_of
    joined = add(arguments.logbook, key, take, arguments.dry_run)
    _tell(joined, arguments.json)
    if joined.refused and not (joined.taken or joined.left):
        return _say(f"Nothing in {arguments.file} could be taken.", FAILED)
    return DONE


def _add_to(path: Path, key: Key | None, take: Take, dry_run: bool) -> Joined:
    with closing(open_logbook(path, datetime.now(), key)) as logbook:
        joined = take(logbook.facts())
        if joined.put and not dry_run:
            keep_one(logbook, Reason.IMPORT, datetime.now())
            logbook.write(put=joined.put)
    return joined


def _make_of(path: Path, key: Key | None, take: Take, dry_run: bool) -> Joined:
    joined = take(Facts())
    if not dry_run:
        Logbook.create(path, holding=joined.put, key=key).close()
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


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write the report for a clinician as PDF or HTML."
    parser.set_defaults(work=_report)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE.pdf|.html")
    parser.add_argument("--from", dest="first", type=_day, metavar="DATE", help="its first day")
    parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help="its last day")
    parser.add_argument("--no-notes", action="store_true", help="leave out every note")
    parser.add_argument("--paper", choices=["a4", "letter"], default="a4")
    _add_password(parser, "a PDF")
    _add_today(parser)


def _why_no_report(arguments: argparse.Namespace) -> str:
    """Return what is wrong with the words of the command line; empty where nothing is."""
    ending = arguments.output.suffix.lower()
    if ending not in (".pdf", ".html"):
        return f"Name a file that ends in .pdf or .html, not {arguments.output}."
    if arguments.password and ending == ".html":
        return "A web page cannot carry a password; name a file that ends in .pdf."
    if arguments.first and arguments.last and arguments.first > arguments.last:
        return "The first day lies after the last one."
    return ""


def _report(arguments: argparse.Namespace) -> int:
    wrong = _why_no_report(arguments)
    if wrong:
        return _say(wrong, WRONG_USAGE)
    facts = _facts_of(arguments.logbook)
    password = _new_password(arguments.output) if arguments.password else ""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    reason = why_nothing_can_be_drawn()
    if reason:
        return _say(reason, WRONG_USAGE)
    from b12tracker.app import draw_report

    draw_report(facts, arguments.today or date.today(), arguments, password)
    return DONE


def _add_backup(parser: argparse.ArgumentParser) -> None:
    backup_command.add_arguments(parser)
    parser.set_defaults(work=_back_up)


def _back_up(arguments: argparse.Namespace) -> int:
    if arguments.json and not arguments.list:
        return _say("--json goes with --list.", WRONG_USAGE)
    backup_command.back_up(arguments, key_of, datetime.now())
    return DONE


VERBS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "status": _add_status,
    "report": _add_report,
    "export": _add_export,
    "import": _add_import,
    "backup": _add_backup,
    "check": _add_check,
}
