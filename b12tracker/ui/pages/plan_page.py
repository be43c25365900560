"""Plan: what was prescribed, phase by phase, with the dates to come."""

from datetime import date
from itertools import islice

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.domain.plan import Phase, Plan
from b12tracker.domain.schedule import Stretch, stretches
from b12tracker.ui import labels
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.pieces import GRID, button, card, empty, text

from .page import Page

DATES_SHOWN = 4


class PlanPage(Page):
    """Each plan with its phases; one that has ended stays visible."""

    wanted = Signal(str)
    """The user asks for something; the text is the name of the window's action."""

    plan_opened = Signal(object)
    """The user wants to change a ``Plan``."""

    plan_removed = Signal(object)
    """The user wants to take out a ``Plan``."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Plan")
        self.sheets = QVBoxLayout()
        self.sheets.setSpacing(GRID * 2)
        self.enter = button("Enter a plan…", lambda: self.wanted.emit("enter_plan"))
        head = QHBoxLayout()
        head.addWidget(text("Plan", "title"), 1)
        head.addWidget(self.enter)
        self.column.addLayout(head)
        self.column.addLayout(self.sheets)
        self.column.addStretch(1)

    def show_state(self) -> None:
        """Read the logbook and lay out its plans, the newest first."""
        empty(self.sheets)
        facts, today = self.document.facts, self.document.today
        in_force = {stretch.phase.id: stretch for stretch in stretches(facts.plans)}
        plans = sorted(facts.plans, key=_first_day, reverse=True)
        self.enter.setText("Enter a new plan…" if plans else "Enter your plan…")
        self.enter.setAccessibleName(self.enter.text())
        for plan in plans:
            self.sheets.addWidget(self._plan(plan, in_force, today))
        if not plans:
            self.sheets.addWidget(self._invitation())

    def _invitation(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(text("No plan yet", "section"))
        column.addWidget(
            text(
                "Enter the rhythm your clinician prescribed. Here you will see its dates, and the "
                "injections a month that it gives.",
                "muted",
            )
        )
        return card(column)

    def _plan(self, plan: Plan, in_force: dict[str, Stretch], today: date) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(GRID * 2)
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.addWidget(text(_why(plan), "section"))
        if plan.prescriber:
            said.addWidget(text(f"Prescribed by {plan.prescriber}", "muted"))
        head.addLayout(said, 1)
        change = button("Change…", lambda: self.plan_opened.emit(plan))
        change.setAccessibleName(f"Change the plan: {_why(plan)}")
        remove = button("Delete", lambda: self.plan_removed.emit(plan))
        remove.setAccessibleName(f"Delete the plan: {_why(plan)}")
        head.addWidget(change)
        head.addWidget(remove)
        column.addLayout(head)
        column.addLayout(_phases(plan, in_force, today))
        return card(column)


def _phases(plan: Plan, in_force: dict[str, Stretch], today: date) -> QGridLayout:
    """Lay out the phases below each other, their lines in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID * 3)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnStretch(1, 1)
    for phase in plan.phases:
        title = f"{labels.phase_name(phase)}: {labels.rhythm(phase.every)}"
        heading = text(title, "section")
        heading.setContentsMargins(0, GRID, 0, GRID // 2)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for name, words in _lines(phase, in_force.get(phase.id), today):
            row = grid.rowCount()
            grid.addWidget(text(name, "muted", wraps=False), row, 0)
            grid.addWidget(text(words), row, 1)
    return grid


def _first_day(plan: Plan) -> date:
    return plan.phases[0].first_dose or date.min if plan.phases else date.min


def _why(plan: Plan) -> str:
    said = [
        labels.CAUSE[plan.cause] if plan.cause else "",
        labels.SEVERITY[plan.severity].lower() if plan.severity else "",
    ]
    return ", ".join(part for part in said if part) or "What was prescribed"


def _lines(phase: Phase, stretch: Stretch | None, today: date) -> list[tuple[str, str]]:
    substance = phase.substance.value if phase.substance else ""
    route = {"IM": "into a muscle", "SC": "under the skin"}.get(phase.route or "", "")
    said = " ".join(part for part in (labels.dose(phase.dose_ug), substance, route) if part)
    lines = [
        ("Dose", said),
        ("A month", labels.per_month(phase.every)),
        ("On time", labels.tolerance(phase)),
        ("Ends", labels.phase_end(phase)),
        ("Goal", phase.goal),
        ("In force", _in_force(stretch)),
        ("Next dates", _next_dates(stretch, today)),
    ]
    return [(name, words) for name, words in lines if words]


def _in_force(stretch: Stretch | None) -> str:
    if stretch is None:
        return "not yet: the phase before is open"
    until = stretch.asks_until
    from_day = f"from {labels.short_day(stretch.start)}"
    return f"{from_day} to {labels.short_day(until)}" if until else from_day


def _next_dates(stretch: Stretch | None, today: date) -> str:
    if stretch is None:
        return ""
    to_come = (slot.planned for slot in stretch.slots() if slot.planned >= today)
    return " · ".join(labels.short_day(day) for day in islice(to_come, DATES_SHOWN))
