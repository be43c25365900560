"""The first steps, each one question: what was prescribed, and which symptoms to follow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.domain.plan import Plan
from b12tracker.ui import labels
from b12tracker.ui.dialogs.follow_dialog import CHOOSE_FEW
from b12tracker.ui.dialogs.plan_dialog import phase_sentence
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.pieces import GRID, button, empty, text
from b12tracker.ui.widgets.symptom_ticks import SymptomTicks


class Step(QWidget):
    """One question of the first start; ``save`` adds its answer to the logbook as one step."""

    question = ""
    lead = ""
    has_fields = True
    """Whether there are fields here of which an answer could be saved."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)

    @property
    def is_answered(self) -> bool:
        """Whether the logbook holds the answer already, so that nothing is asked any more."""
        return False

    def show_state(self) -> None:
        """Read the logbook and show what it holds already."""
        raise NotImplementedError

    def save(self) -> None:
        """Add the answer to the logbook.

        Raises:
            ValueError: the question is not answered; the sentence says what is missing.
            WrongFieldError: a field is wrong; its sentence is shown under it.
            LogbookError: the logbook cannot be written.
        """
        raise NotImplementedError


class PrescribedStep(Step):
    """What were you prescribed? The plan is asked for in its own form."""

    question = "What were you prescribed?"
    lead = "With your plan, the program can say when the next injection is due."
    has_fields = False

    wanted = Signal()
    """The user wants to enter a plan."""

    sample_wanted = Signal()
    """The user wants to look at the sample logbook."""

    changed = Signal(object)
    """The user wants to change this ``Plan``."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._plans = QVBoxLayout()
        self._plans.setSpacing(GRID)
        self.enter = button("&Enter your plan…", self.wanted.emit, "main")
        self.sample = button("Look at the &sample logbook", self.sample_wanted.emit)
        self.sample.setToolTip("Two years of an invented patient; nothing is kept")
        self.how = text(
            "Phase by phase, as your clinician prescribed it, or from a published regimen.", "muted"
        )
        self.column.addLayout(self._plans)
        self.column.addWidget(self.how)
        self.column.addSpacing(GRID // 2)
        for made in (self.enter, self.sample):
            self.column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addSpacing(GRID // 2)
        self.setFocusProxy(self.enter)

    @property
    def is_answered(self) -> bool:
        """Whether a plan was entered."""
        return bool(self.document.facts.plans)

    def show_state(self) -> None:
        """Show each plan with its phases, and offer to change it."""
        plans = self.document.facts.plans
        empty(self._plans)
        for plan in plans:
            self._plans.addLayout(self._plan(plan))
        for part in (self.enter, self.sample, self.how):
            part.setVisible(not plans)

    def save(self) -> None:
        """Do nothing: the form of the plan has saved it."""

    def _plan(self, plan: Plan) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        for phase in plan.phases:
            column.addWidget(text(labels.phase_name(phase), "section"))
            column.addWidget(text(phase_sentence(phase)))
            column.addSpacing(GRID)
        change = button("Change the plan…", lambda: self.changed.emit(plan))
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        return column


class FollowStep(Step):
    """Which symptoms do you follow?"""

    question = "Which symptoms do you follow?"
    lead = f"You score them from 0 to 10 on the days you like. {CHOOSE_FEW}"

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.ticks = SymptomTicks(document.catalogue.symptoms)
        self._shown: tuple[str, ...] = ()
        self.column.addWidget(self.ticks)
        self.setFocusProxy(self.ticks)

    def show_state(self) -> None:
        """Tick what is followed already; ticks that are not saved yet stay."""
        follows = self.document.facts.patient.follows
        if follows != self._shown:
            self._shown = follows
            self.ticks.show_followed(follows)

    def save(self) -> None:
        """Follow the symptoms that are ticked."""
        if not self.ticks.follows:
            raise ValueError("Tick at least one symptom, or leave this step out.")
        self.document.follow(self.ticks.follows)
