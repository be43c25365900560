"""The part of the Plan page about lab checks."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.planned_checks import PlannedCheck
from b12tracker.ui import check_words as words
from b12tracker.ui.widgets.pieces import GRID, button, card, text

Does = Callable[[Fact], None]

PAST_SHOWN = 3
"""The latest dates that are over; older ones stand in the Diary as results."""


def checks_section(
    facts: Facts,
    planned: tuple[PlannedCheck, ...],
    known: tuple[date, Catalogue],
    doings: tuple[Callable[[str], None], Does, Does],
) -> QFrame:
    """Return a sheet that lists the lab checks, with what can be done.

    Args:
        known: the day it is, and what can be measured.
        doings: asks the window for one of its actions by name; changes a lab check; removes one.
    """
    wanted, change, remove = doings
    column = QVBoxLayout()
    column.setSpacing(GRID)
    column.addWidget(text("Lab checks", "section"))
    for check in facts.lab_checks:
        dates = [one for one in planned if one.check.id == check.id]
        column.addLayout(_check(check, facts, dates, known, (change, remove)))
    if not facts.lab_checks:
        column.addWidget(
            text("None. A lab check says when which markers are to be measured.", "muted")
        )
    row = QHBoxLayout()
    row.addWidget(button("Add a lab check…", lambda: wanted("add_lab_check")))
    row.addStretch(1)
    column.addLayout(row)
    return card(column)


def _check(
    check: LabCheck,
    facts: Facts,
    dates: list[PlannedCheck],
    known: tuple[date, Catalogue],
    doings: tuple[Does, Does],
) -> QHBoxLayout:
    today, catalogue = known
    phases = {phase.id: phase for plan in facts.plans for phase in plan.phases}
    title = words.what(check.markers, catalogue)
    said = QVBoxLayout()
    said.setSpacing(GRID // 2)
    said.addWidget(text(title, "name"))
    said.addWidget(text(words.agreed(check, phases.get(check.phase)), "muted"))
    past = [one for one in dates if not one.is_open]
    for one in [*past[-PAST_SHOWN:], *(one for one in dates if one.is_open)]:
        said.addWidget(text(words.outcome(one, today, catalogue)))
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addLayout(said, 1)
    for name, does in zip(("Change…", "Delete"), doings, strict=True):
        made = button(name, lambda does=does: does(check), "do")  # type: ignore[misc]
        made.setAccessibleName(f"{name} {title}")
        row.addWidget(made)
    return row
