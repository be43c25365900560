"""``b12tracker status``: when the next dose is due, and which were missed."""

import argparse
import json
from pathlib import Path

from b12tracker.domain.judgement import judge
from b12tracker.sharing.status_report import status_text, status_values

from .words import DONE, add_today, facts_of


def add_status(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what can be said after ``b12tracker status``."""
    parser.description = "Say when the next dose is due and which doses were missed."
    parser.set_defaults(work=_status)
    parser.add_argument("logbook", type=Path)
    parser.add_argument("--json", action="store_true", help="for other programs")
    add_today(parser)


def _status(arguments: argparse.Namespace) -> int:
    facts = facts_of(arguments.logbook, arguments.now)
    judgement = judge(facts, arguments.today)
    if arguments.json:
        print(json.dumps(status_values(facts, judgement), indent=1))
    else:
        print(status_text(facts, judgement), end="")
    return DONE
