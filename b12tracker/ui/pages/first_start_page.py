"""The first start: three steps, one at a time, in the window itself; each can be left out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from b12tracker.ui.document import Document
from b12tracker.ui.errors import told
from b12tracker.ui.widgets.pieces import (
    GRID,
    Complaint,
    WrongFieldError,
    button,
    card,
    text,
)
from b12tracker.ui.words_for_safety import SAFETY

from .first_steps import FollowStep, PrescribedStep, Step
from .last_injection_step import LastInjectionStep


class FirstStartPage(QWidget):
    """Asks the three questions; what a finished step said is in the logbook, whoever leaves."""

    left = Signal()
    """The user has finished, or looks at something else."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.setAccessibleName("First steps")
        self.prescribed = PrescribedStep(document)
        self.last = LastInjectionStep(document)
        self.follow = FollowStep(document)
        self.steps: tuple[Step, ...] = (self.prescribed, self.last, self.follow)
        self._place = 0
        self.progress = text("", "muted")
        self.question = text("", "headline")
        self.lead = text("", "lead")
        self.complaint = Complaint()
        self.back = button("&Back", lambda: self._go(self._place - 1))
        self.leave_out = button("Leave this &out", lambda: self._go(self._place + 1))
        self.next = button("&Next", self._take, "main")
        self.safety = self._build_safety()
        self._lay_out()
        self.last.day.line.returnPressed.connect(self._take)
        document.changed.connect(self._look_again)
        leave = QShortcut(QKeySequence("Escape"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    @property
    def step(self) -> Step:
        """The step that is asked now."""
        return self.steps[self._place]

    def begin(self) -> None:
        """Ask where the user left."""
        self._go(self._place)

    def _go(self, place: int) -> None:
        """Ask another question; after the last one it is done."""
        if place == len(self.steps):
            self._place = 0
            self.left.emit()
            return
        self._place = place
        for number, step in enumerate(self.steps):
            step.setVisible(number == place)
        self._show_place()
        self._show_step()
        self._scroll.verticalScrollBar().setValue(0)
        (self.next if self.step.is_answered else self.step).setFocus()

    def _show_place(self) -> None:
        first, last = self._place == 0, self._place == len(self.steps) - 1
        self.complaint.say("")
        self.progress.setText(f"Step {self._place + 1} of {len(self.steps)}")
        self.question.setText(self.step.question)
        self.lead.setText(self.step.lead)
        self.back.setHidden(first)
        self.safety.setVisible(first)
        self.next.setText("&Finish" if last else "&Next")
        self.next.setAccessibleName("Finish" if last else "Next")

    @told
    def _take(self) -> None:
        """Save what the step says, and go on; or say what is missing, and stay."""
        self.complaint.say("")
        try:
            self.step.save()
        except WrongFieldError:
            return
        except ValueError as error:
            self.complaint.say(str(error))
            return
        self._go(self._place + 1)

    def _look_again(self) -> None:
        """Follow what was changed meanwhile: a plan was entered, or something undone."""
        if self.isVisible():
            self._show_step()
            if self.step.is_answered:
                self.next.setFocus()

    def _show_step(self) -> None:
        self.complaint.say("")
        self.step.show_state()
        self.leave_out.setVisible(not self.step.is_answered)
        self.next.setVisible(self.step.is_answered or self.step.has_fields)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 2)
        column.setSpacing(GRID)
        for label in (self.progress, self.question, self.lead):
            column.addWidget(label)
        column.addSpacing(GRID)
        asked = QVBoxLayout()
        for step in self.steps:
            asked.addWidget(step)
        column.addWidget(card(asked))
        column.addSpacing(GRID)
        column.addWidget(self.safety)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._build_foot())

    def _build_foot(self) -> QVBoxLayout:
        """The buttons stay in sight while a long step scrolls."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.leave_out)
        row.addWidget(self.next)
        for made in (self.back, self.leave_out):
            made.setMinimumHeight(48)
        foot = QVBoxLayout()
        foot.setContentsMargins(GRID * 4, GRID, GRID * 4, GRID)
        foot.addWidget(self.complaint)
        foot.addLayout(row)
        return foot

    def _build_safety(self) -> QFrame:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(text("Before you start", "section"))
        column.addWidget(text(SAFETY))
        return card(column)
