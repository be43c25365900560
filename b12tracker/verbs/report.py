"""``b12tracker report``: the pages for a clinician."""

import argparse
import os
from pathlib import Path

from b12tracker.display import why_nothing_can_be_drawn

from .words import DONE, WRONG_USAGE, add_password, add_today, day, facts_of, new_password, say


def add_report(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what can be said after ``b12tracker report``."""
    parser.description = "Write the report for a clinician as PDF or HTML."
    parser.set_defaults(work=_report)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE.pdf|.html")
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help="its first day")
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="its last day")
    parser.add_argument("--no-notes", action="store_true", help="leave out every note")
    parser.add_argument("--paper", choices=["a4", "letter"], default="a4")
    add_password(parser, "a PDF")
    add_today(parser)


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
        return say(wrong, WRONG_USAGE)
    facts = facts_of(arguments.logbook, arguments.now)
    password = new_password(arguments.output) if arguments.password else ""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    reason = why_nothing_can_be_drawn()
    if reason:
        return say(reason, WRONG_USAGE)
    from b12tracker.app import draw_report

    draw_report(facts, arguments.today, arguments, password)
    return DONE
