"""From facts and a few choices to a report on pages: for the window and the command line alike."""

from dataclasses import dataclass
from datetime import date

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.notes import without_notes
from b12tracker.domain.report import build_report, named
from b12tracker.sharing.printing import Report

from .report_words import report_text


@dataclass(frozen=True)
class ReportChoice:
    """What the report is to be about, and how it is to look.

    Attributes:
        first, last: the period; None for the first entry and for today.
        paper: ``a4`` or ``letter``.
        notes: whether the notes of entries stand in the appendix.
        name, birth_date: whether they stand on the report.
    """

    first: date | None = None
    last: date | None = None
    paper: str = "a4"
    notes: bool = True
    name: bool = True
    birth_date: bool = True


def make_report(facts: Facts, today: date, catalogue: Catalogue, chosen: ReportChoice) -> Report:
    """Return the report, laid out on its pages."""
    told = facts if chosen.notes else without_notes(facts)
    state = build_report(told, judge(told, today), catalogue, chosen.first, chosen.last)
    shown = named(state, chosen.name, chosen.birth_date)
    return Report(report_text(shown, catalogue), chosen.paper)
