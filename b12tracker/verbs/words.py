"""Words that several verbs take, and what they answer."""

import argparse
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from b12tracker.domain.facts import Facts
from b12tracker.domain.plain import UnreadableError, read
from b12tracker.safekeeping import open_logbook
from b12tracker.sharing.passwords import check_password
from b12tracker.storage.logbook import Logbook
from b12tracker.terminal import EXPORT_PASSWORD, key_of, new_secret

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def say(sentence: str, status: int) -> int:
    """Say one sentence where errors go, and return the exit status."""
    print(f"b12tracker: {sentence}", file=sys.stderr)
    return status


def add_today(parser: argparse.ArgumentParser) -> None:
    """Take the day as of which is answered."""
    parser.add_argument("--today", type=day, metavar="DATE", help="answer as on this day")


def day(text: str) -> date:
    """Read a date of the command line."""
    try:
        return read(date, text, "the day")
    except UnreadableError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def add_password(parser: argparse.ArgumentParser, which: str) -> None:
    """Take the wish for a password, never the password itself."""
    parser.add_argument(
        "--password",
        "--passphrase",
        action="store_true",
        help=f"{which}: ask for a password on the terminal, or read it from {EXPORT_PASSWORD}",
    )


def new_password(path: Path) -> str:
    """Ask for the new password of a file."""
    return new_secret(EXPORT_PASSWORD, f"New password of {path.name}", check_password)


def opened(path: Path, now: datetime) -> Logbook:
    """Open a logbook that is there, and ask for its passphrase where it is locked."""
    return open_logbook(path, now, key_of(path))


def facts_of(path: Path, now: datetime) -> Facts:
    """Return what a logbook holds."""
    with closing(opened(path, now)) as logbook:
        return logbook.facts()
