"""The part of Review where questions for the next appointment are collected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12tracker.domain.appointments import next_from
from b12tracker.ui import appointment_words as words
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.fields import line
from b12tracker.ui.widgets.pieces import GRID, button, card, text


class QuestionsSection(QWidget):
    """The questions of the next appointment, and a line to add one."""

    asked = Signal(str)
    """The user adds a question."""

    wanted = Signal(str)
    """The user asks for something; the text is the name of the window's action."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.coming = text(look="muted")
        self.questions = text()
        self.question = line("A question for the clinician", hint="What do you want to ask?")
        self.add = button("Add the question", self._ask)
        self.appointment = button(
            "Add an appointment…", lambda: self.wanted.emit("add_appointment")
        )
        self._build()
        self.question.returnPressed.connect(self._ask)

    def show_state(self) -> None:
        """Read the logbook and show what is to be asked at the next appointment."""
        today = self.document.today
        coming = next_from(self.document.facts.appointments, today)
        self.coming.setText(words.coming(coming, today) if coming else words.NONE_COMING)
        self.questions.setText(words.asked(coming) if coming else "")
        self.questions.setVisible(bool(self.questions.text()))
        self.question.setVisible(coming is not None)
        self.add.setVisible(coming is not None)
        self.appointment.setVisible(coming is None)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(text("Questions for the clinician", "section"))
        column.addWidget(self.coming)
        column.addWidget(self.questions)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.question, 1)
        row.addWidget(self.add)
        row.addWidget(self.appointment)
        row.addStretch(0)  # a button by itself stays as wide as its words
        column.addLayout(row)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card(column))

    def _ask(self) -> None:
        question = self.question.text().strip()
        if question:
            self.question.clear()
            self.asked.emit(question)
        self.question.setFocus()
