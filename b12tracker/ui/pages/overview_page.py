"""Overview: when the next injection is due, what was missed, and the timeline."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from b12tracker.domain.overview import build_overview
from b12tracker.domain.timeline import build_timeline
from b12tracker.ui import overview_words as words
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.pieces import GRID, button, card, empty, text
from b12tracker.ui.widgets.timeline_panel import TimelinePanel

from .page import Page


class OverviewPage(Page):
    """The first page: one sentence, one button, one picture."""

    wanted = Signal(str)
    """The user asks for something; the text is the name of the window's action."""

    missed_wanted = Signal()
    """The user wants to see the missed doses."""

    appointment_opened = Signal(object)
    """The user opens an ``Appointment``."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Overview")
        self.headline = text("", "headline")
        self.lead = text("", "lead")
        self.last = text("", "muted")
        self.attention = QVBoxLayout()
        self.attention_card = card(self.attention)
        self.attention.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.attention.setSpacing(0)
        self.timeline = TimelinePanel()
        self.counts = text("", "muted")
        self.invitation = self._build_invitation()
        self.head = self._build_head()
        self.column.addLayout(self.head)
        self.column.addWidget(self.invitation)
        self.column.addWidget(self.attention_card)
        self.column.addWidget(self.timeline, 1)
        self.column.addLayout(self._build_foot())
        self.column.addStretch(0)
        self.rows_that_stack.append(self.head)

    def show_state(self) -> None:
        """Read the logbook and say what it says today."""
        facts, judgement = self.document.facts, self.document.judgement
        state = build_overview(facts, judgement)
        self.headline.setText(words.headline(state))
        self.lead.setText(words.lead(state))
        self.last.setText(words.last_injection(state))
        self.last.setVisible(bool(self.last.text()))
        self.counts.setText(words.counts(state))
        self.counts.setVisible(bool(self.counts.text()))
        self.invitation.setVisible(not state.has_plan)
        self.begin.setVisible(state.is_empty)
        self.open_sample.setVisible(state.is_empty)
        self.enter_plan.setVisible(not state.is_empty)
        self._show_attention(words.concerns(state, self.document.catalogue))
        timeline = build_timeline(
            facts, judgement, self.document.catalogue, self.document.lab_taste
        )
        self.recovery.setVisible(bool(timeline.symptoms))
        self.timeline.setVisible(not timeline.is_empty)
        self.column.setStretch(self.column.count() - 1, 1 if timeline.is_empty else 0)
        self.timeline.show_state(timeline)

    def _build_head(self) -> QHBoxLayout:
        said = QVBoxLayout()
        said.setSpacing(GRID // 2)
        for label in (self.headline, self.lead, self.last):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.addWidget(label)
        said.addStretch(1)
        doing = QVBoxLayout()
        doing.setSpacing(GRID // 2)
        self.log = button("Log injection", lambda: self.wanted.emit("log_injection"), "main")
        self.log.setToolTip("Ctrl+I")
        doing.addWidget(self.log)
        others = QHBoxLayout()
        others.setSpacing(0)
        for said_on_it, action, keys in (
            ("Log symptoms", "log_symptoms", "Ctrl+E"),
            ("Add lab results", "add_lab_result", "Ctrl+L"),
        ):
            others.addWidget(
                button(said_on_it, lambda a=action: self.wanted.emit(a), "link", keys)  # type: ignore[misc]
            )
        doing.addLayout(others)
        doing.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(GRID * 3)
        head.addLayout(said, 1)
        head.addLayout(doing)
        return head

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(GRID * 2)
        self.recovery = button(
            "What usually recovers when", lambda: self.wanted.emit("show_recovery"), "link"
        )
        foot.addWidget(self.counts, 1)
        foot.addStretch(0)
        foot.addWidget(self.recovery)
        return foot

    def _build_invitation(self) -> QWidget:
        """What a logbook without a plan offers: the first steps, the plan, a look at the sample."""
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(text("Begin with what was prescribed", "section"))
        column.addWidget(
            text(
                "With your plan, this page says when the next injection is due and which were "
                "missed. You can log injections, symptoms and lab results without one, too.",
                "muted",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.begin = button("Begin in three steps", lambda: self.wanted.emit("first_steps"))
        self.enter_plan = button("Enter your plan…", lambda: self.wanted.emit("enter_plan"))
        self.open_sample = button("Open the sample", lambda: self.wanted.emit("open_sample"))
        self.open_sample.setToolTip("Two years of an invented patient; nothing is kept")
        for offered in (self.begin, self.enter_plan, self.open_sample):
            row.addWidget(offered)
        row.addStretch(1)
        column.addLayout(row)
        return card(column)

    def _show_attention(self, concerns: list[words.Concern]) -> None:
        empty(self.attention)
        rows = [self._concern(concern) for concern in concerns]
        for row in rows:
            self.attention.addLayout(row)
        self.rows_that_stack = [self.head, *rows]
        self.stack_rows()
        self.attention_card.setVisible(bool(concerns))

    def _concern(self, concern: words.Concern) -> QBoxLayout:
        missed = concern.about_missed
        mark = text("✕" if missed else "•", "complaint" if missed else "muted", wraps=False)
        mark.setFixedWidth(self.fontMetrics().averageCharWidth() * 2)
        mark.setAccessibleName("")
        said, doing = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(GRID * 2)
        said.addWidget(mark)
        said.addWidget(text(concern.sentence), 1)
        for made in self._what_can_be_done(concern):
            doing.addWidget(made)
        doing.addStretch(0)
        row = QHBoxLayout()
        row.addLayout(said, 1)
        row.addLayout(doing)
        return row

    def _what_can_be_done(self, concern: words.Concern) -> list[QPushButton]:
        first = []
        if concern.about_missed:
            first = [button("Look at them", self.missed_wanted.emit, "do")]
        if concern.appointment:
            opens = partial(self.appointment_opened.emit, concern.appointment)
            first = [button("Open the appointment…", opens, "do")]
        return first + [
            button(offer.words, lambda name=offer.action: self.wanted.emit(name), "do")  # type: ignore[misc]
            for offer in concern.offers
        ]
