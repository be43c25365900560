"""The command line: its words, and which verb does the work. It holds the clock."""

import argparse
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from b12tracker import __version__
from b12tracker.display import why_no_window, why_nothing_can_be_drawn
from b12tracker.faults import ErrorLog, fault_of
from b12tracker.places import default_logbook
from b12tracker.safekeeping import open_logbook
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.on_disk import is_locked
from b12tracker.terminal import NoSecretError, key_of
from b12tracker.verbs.backup import add_backup
from b12tracker.verbs.check import add_check
from b12tracker.verbs.export import add_export
from b12tracker.verbs.importing import add_import
from b12tracker.verbs.report import add_report
from b12tracker.verbs.status import add_status
from b12tracker.verbs.words import DONE, FAILED, WRONG_USAGE, add_today, say

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
        return say(str(error), FAILED)
    except OSError as error:
        return say(f"{error.filename or 'The file'}: {error.strerror}.", FAILED)
    except Exception as error:  # our own fault, told without what was typed
        return say(_our_fault(error), FAILED)


def error_log() -> ErrorLog:
    """Return the log of unexpected errors."""
    return ErrorLog(lambda: datetime.now().astimezone())


def _our_fault(error: Exception) -> str:
    log = error_log()
    kept = log.keep(log.told(fault_of(error)))
    where = f" Where it went wrong is kept in {log.path}." if kept else ""
    return f"Something in the program went wrong, so this was not done.{where}"


def _parse(words: Sequence[str]) -> argparse.Namespace:
    verb = words[0] if words else ""
    if verb in VERBS:
        parser = argparse.ArgumentParser(prog=f"b12tracker {verb}")
        VERBS[verb](parser)
        arguments = parser.parse_args(words[1:])
        arguments.now = datetime.now()
        arguments.today = getattr(arguments, "today", None) or date.today()
        return arguments
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
    add_today(parser)
    return parser


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
        return say("Name a logbook or ask for the sample, not both.", WRONG_USAGE)
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
        return say(reason, WRONG_USAGE)
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


VERBS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "status": add_status,
    "report": add_report,
    "export": add_export,
    "import": add_import,
    "backup": add_backup,
    "check": add_check,
}
