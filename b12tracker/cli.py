"""The command line: its words, and which room does the work. It holds the clock."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from b12tracker import __version__, assets
from b12tracker.display import why_no_window, why_nothing_can_be_drawn
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.plain import UnreadableError, read
from b12tracker.places import data_folder
from b12tracker.sharing.joining import Joined, join
from b12tracker.sharing.logbook_json import SharingError, logbook_from_json, logbook_to_json
from b12tracker.sharing.status_report import status_text, status_values
from b12tracker.sharing.written_file import write_file
from b12tracker.storage.copies import copy_id
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook

DONE, FAILED, WRONG_USAGE = 0, 1, 2
LATER = ("report", "backup")
"""Verbs that other programs may already call; they arrive in a later version."""


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
    except (LogbookError, SharingError) as error:
        return _say(str(error), FAILED)
    except OSError as error:
        return _say(f"{error.filename or 'The file'}: {error.strerror}.", FAILED)


def open_logbook(path: Path) -> Logbook:
    """Open the logbook that is there."""
    return Logbook.open(path, copy_id(data_folder(), path))


def _say(sentence: str, status: int) -> int:
    print(f"b12tracker: {sentence}", file=sys.stderr)
    return status


def _parse(words: Sequence[str]) -> argparse.Namespace:
    verb = words[0] if words else ""
    if verb in LATER:
        _usage().error(f"“{verb}” comes in a later version; a file of that name opens as ./{verb}")
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
    if not arguments.sample and arguments.logbook and arguments.logbook.exists():
        open_logbook(arguments.logbook).close()  # a file that is no logbook is told first
    if reason:
        return _say(reason, WRONG_USAGE)
    from b12tracker.app import draw_window, open_window

    if arguments.screenshot:
        return draw_window(arguments)
    return open_window(arguments)


def _add_status(parser: argparse.ArgumentParser) -> None:
    parser.description = "Say when the next dose is due and which doses were missed."
    parser.set_defaults(work=_status)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("--json", action="store_true", help="for other programs")
    _add_today(parser)


def _facts_of(path: Path) -> Facts:
    with closing(open_logbook(path)) as logbook:
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


def _check(arguments: argparse.Namespace) -> int:
    with closing(open_logbook(arguments.logbook)) as logbook:
        complaints = logbook.complaints()
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if not complaints:
        print(f"{arguments.logbook} is sound.")
    return FAILED if complaints else DONE


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.description = "Write the whole logbook as JSON."
    parser.set_defaults(work=_export)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--format", choices=["json"])


def _export(arguments: argparse.Namespace) -> int:
    if arguments.format is None and arguments.output.suffix.lower() != ".json":
        return _say(f"Name a file that ends in .json, not {arguments.output}.", WRONG_USAGE)
    text = logbook_to_json(_facts_of(arguments.logbook))
    write_file(arguments.output, text.encode())
    return DONE


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.description = "Add what a file holds to a logbook, which is made if it is not there."
    parser.set_defaults(work=_import)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", choices=["json"])
    parser.add_argument("--dry-run", action="store_true", help="say what it would do")
    parser.add_argument("--json", action="store_true", help="for other programs")


def _import(arguments: argparse.Namespace) -> int:
    coming = logbook_from_json(_text_of(arguments.file), assets.catalogue())
    take = _add_to if arguments.logbook.exists() else _make_of
    _tell(take(arguments.logbook, coming, arguments.dry_run), arguments.json)
    return DONE


def _add_to(path: Path, coming: Facts, dry_run: bool) -> Joined:
    with closing(open_logbook(path)) as logbook:
        joined = join(logbook.facts(), coming)
        if not dry_run:
            logbook.write(put=joined.put)
    return joined


def _make_of(path: Path, coming: Facts, dry_run: bool) -> Joined:
    joined = join(Facts(), coming)
    if not dry_run:
        Logbook.create(path, copy_id(data_folder(), path), holding=joined.put).close()
    return joined


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SharingError(f"{path} is not text in UTF-8, so it cannot be taken.") from None


def _tell(joined: Joined, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"taken": joined.taken, "left": joined.left, "refused": []}))
        return
    print(f"Taken: {_counted(joined.taken)}.")
    if joined.left:
        print(f"Left, because it is there already: {_counted(joined.left)}.")


def _counted(counts: dict[str, int]) -> str:
    said = [(n, name.replace("_", " ")) for name, n in counts.items()]
    return ", ".join(f"{n} {_one(name) if n == 1 else name}" for n, name in said) or "nothing"


def _one(name: str) -> str:
    return "box" if name == "boxes" else name.removesuffix("s")


VERBS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "status": _add_status,
    "export": _add_export,
    "import": _add_import,
    "check": _add_check,
}
