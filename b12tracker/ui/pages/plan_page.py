"""Plan: what was prescribed, phase by phase, with the dates to come."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.domain.course import Stretch
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import Judgement
from b12tracker.domain.plan import Phase, Plan
from b12tracker.domain.planned_checks import planned_checks
from b12tracker.domain.preview import next_dates
from b12tracker.domain.stock import stock_of
from b12tracker.ui import labels
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.pieces import GRID, button, card, empty, text

from .breaks_section import breaks_section
from .checks_section import checks_section
from .page import Page
from .supplies_section import Supplies, supplies_section


class PlanPage(Page):
    """Each plan with its phases; one that has ended stays visible."""

    wanted = Signal(str)
    """The user asks for something; the text is the name of the window's action."""

    plan_opened = Signal(object)
    """The user wants to change a ``Plan``."""

    plan_removed = Signal(object)
    """The user wants to take out a ``Plan``, a pause, a lab check, or time nobody recorded."""

    break_opened = Signal(object)
    """The user wants to change a pause, a lab check, or time nobody recorded."""

    box_wanted = Signal(str, object)
    """The user wants something done with a ``Box``; the text names the task."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Plan")
        self.sheets = QVBoxLayout()
        self._supplies: Supplies | None = None
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
        facts = self.document.facts
        judgement = self.document.judgement
        plans = sorted(facts.plans, key=_first_day, reverse=True)
        self.enter.setText("Enter a new plan…" if plans else "Enter your plan…")
        self.enter.setAccessibleName(self.enter.text())
        for plan in plans:
            self.sheets.addWidget(self._plan(plan, judgement))
        if plans:
            self._add_what_goes_with_plans(facts, judgement)
        else:
            self.sheets.addWidget(self._invitation())
        stock = stock_of(facts, judgement)
        self._supplies = supplies_section(stock, self.wanted.emit, self.box_wanted.emit)
        self.sheets.addWidget(self._supplies.sheet)
        self.rows_that_stack = self._supplies.rows
        self.stack_rows()

    def _add_what_goes_with_plans(self, facts: Facts, judgement: Judgement) -> None:
        does = self.break_opened.emit, self.plan_removed.emit
        planned = planned_checks(facts, judgement)
        known = self.document.today, self.document.catalogue
        self.sheets.addWidget(checks_section(facts, planned, known, (self.wanted.emit, *does)))
        self.sheets.addWidget(breaks_section(facts, self.wanted.emit, *does))

    def show_supplies(self) -> None:
        """Scroll to the boxes, and let the keys begin there."""
        if self._supplies:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # it may be new
            self.ensureWidgetVisible(self._supplies.sheet)
            self._supplies.add.setFocus()

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

    def _plan(self, plan: Plan, judgement: Judgement) -> QWidget:
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
        column.addLayout(_phases(plan, judgement))
        return card(column)


def _phases(plan: Plan, judgement: Judgement) -> QGridLayout:
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
        for name, words in _lines(phase, judgement):
            row = grid.rowCount()
            grid.addWidget(text(name, "muted", wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
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


def _lines(phase: Phase, judgement: Judgement) -> list[tuple[str, str]]:
    in_force = {stretch.phase.id: stretch for stretch in judgement.stretches}
    dates = next_dates(judgement, phase)
    substance = phase.substance.value if phase.substance else ""
    route = {"IM": "into a muscle", "SC": "under the skin"}.get(phase.route or "", "")
    said = " ".join(part for part in (labels.dose(phase.dose_ug), substance, route) if part)
    lines = [
        ("Dose", said),
        ("A month", labels.monthly(phase.every, phase.dose_ug)),
        ("On time", labels.tolerance(phase)),
        ("Dates", _how_dated(phase)),
        ("Lasts", labels.phase_end(phase)),
        ("Goal", phase.goal),
        ("In force", _in_force(in_force.get(phase.id))),
        ("Next dates", labels.short_days(dates)),
    ]
    return [(name, labels.sentence(words)) for name, words in lines if words]


def _how_dated(phase: Phase) -> str:
    """Return how the next date is found: its name, and what that means."""
    if phase.every.weekdays:
        return f"{labels.sentence(labels.how_often(phase.every))}; the weekdays stay as planned."
    name, means = labels.ANCHOR[phase.anchor], labels.ANCHOR_MEANS[phase.anchor]
    if phase.every.n_max is None:
        return f"{name}. {means}"
    return f"{name}. The next dates are shown at the shorter interval."


def _in_force(stretch: Stretch | None) -> str:
    if stretch is None:
        return "not yet: the phase before is open"
    until = stretch.asks_until
    from_day = f"from {labels.short_day(stretch.start)}"
    return f"{from_day} to {labels.short_day(until)}" if until else from_day
