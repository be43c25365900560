"""``b12tracker export``: the logbook, or part of it, in a format that others read."""

import argparse
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from b12tracker.files import export_to
from b12tracker.safekeeping import keep_one_a_day
from b12tracker.sharing.csv_tables import KINDS
from b12tracker.sharing.exporting import NOT_LOCKED, Wish, can_be_locked
from b12tracker.sharing.formats import ENDINGS, EXPORTS, ONE_TABLE, Format
from b12tracker.sharing.selection import Selection
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook

from .words import DONE, WRONG_USAGE, add_password, add_today, day, new_password, opened, say


def add_export(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what can be said after ``b12tracker export``."""
    parser.description = "Write the logbook, or part of it, in a format that others read."
    parser.set_defaults(work=_export)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--format", choices=[*EXPORTS], help="else the ending of FILE decides")
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day of it")
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day of it")
    parser.add_argument("--no-notes", action="store_true", help="leave out what is in own words")
    parser.add_argument("--table", choices=[*KINDS], help="one table alone, as CSV")
    parser.add_argument("--details", action="store_true", help="say in calendar titles what for")
    add_password(parser, "a ZIP file or a copy")
    parser.add_argument(
        "--no-passphrase",
        action="store_true",
        help="a copy of a locked logbook that everybody can open who has the file",
    )
    add_today(parser)


def _export(arguments: argparse.Namespace) -> int:
    try:
        wish = _wish(arguments)
    except ValueError as error:
        return say(str(error), WRONG_USAGE)
    if arguments.password:
        wish = replace(wish, password=new_password(arguments.output))
    today = arguments.today
    with closing(opened(arguments.logbook, arguments.now)) as logbook:
        if wish.format is Format.ICS:  # what went out is written to the logbook
            _keep_one_a_day(logbook, arguments.now)
        export_to(arguments.output, logbook, wish, today)
    return DONE


def _keep_one_a_day(logbook: Logbook, now: datetime) -> None:
    try:
        keep_one_a_day(logbook, now)
    except LogbookError as error:
        say(f"today’s backup could not be made. {error}", DONE)


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
