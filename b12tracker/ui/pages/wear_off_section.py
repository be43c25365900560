"""The part of Review about wear-off: which symptom, which rhythm, the chart and one sentence."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from b12tracker.charts.style import LIGHT, Style
from b12tracker.domain.plan import Every
from b12tracker.domain.wear_off import WearOffState, build_wear_off, followed
from b12tracker.ui import wear_off_words as words
from b12tracker.ui.document import Document
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.pieces import GRID, card, text

if TYPE_CHECKING:
    from b12tracker.ui.widgets.wear_off_canvas import WearOffCanvas


class WearOffSection(QWidget):
    """Heading, choices, sentence, chart and definition. The chart is made when first looked at."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.canvas: WearOffCanvas | None = None
        self.symptom = Choice("Symptom of the wear-off", [], nothing=None)
        self.rhythm = Choice("Rhythm of the wear-off", [], nothing=None)
        self.sentence, self.which = text(), text(look="muted")
        self.definition = text(look="muted")
        self.place = QVBoxLayout()
        self.head = self._build_head()
        self._state: WearOffState | None = None
        self._style = LIGHT
        self._period: tuple[date | None, date | None] = (None, None)
        self._intervals: tuple[Every | None, ...] | None = None
        self._build()

    def show_period(self, first: date | None, last: date | None) -> None:
        """Read the logbook and show the cycles of a period."""
        self._period = (first, last)
        self._offer_symptoms()
        self._show()
        self.show()

    def wear(self, style: Style) -> None:
        """Put on another look."""
        self._style = style
        self.draw_now()

    def draw_now(self) -> None:
        """Show the chart if there is enough to draw; make it when it is wanted first."""
        state = self._state
        wanted = state is not None and state.estimate is not None
        if state and wanted and self.canvas is None and self.isVisible():
            from b12tracker.ui.widgets.wear_off_canvas import WearOffCanvas

            self.canvas = WearOffCanvas(state, self._style)
            self.place.addWidget(self.canvas)
        if self.canvas:
            self.canvas.setVisible(wanted)
            if state and wanted:
                self.canvas.show_state(state, self._style)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the chart once the page is on the screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self.draw_now)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addLayout(self.head)
        for label in (self.sentence, self.which):
            column.addWidget(label)
        column.addLayout(self.place)
        column.addWidget(self.definition)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card(column))
        self.symptom.activated.connect(self._show)
        self.rhythm.activated.connect(self._choose_rhythm)

    def _build_head(self) -> QBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(text("Wear-off", "section"), 1)
        for choice in (self.symptom, self.rhythm):
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            head.addWidget(choice)
        return head

    def _offer_symptoms(self) -> None:
        """Offer all symptoms together, and each that is followed."""
        catalogue = self.document.catalogue
        keys = followed(self.document.facts)
        names = [(key, words.symptom_name(key, catalogue)) for key in keys]
        together = [("", words.ALL_SYMPTOMS)] if len(names) > 1 else []
        _offer(self.symptom, [*together, *names], self.symptom.currentData())

    def _choose_rhythm(self) -> None:
        if self._state:
            self._intervals = self._state.rhythms[self.rhythm.currentIndex()].intervals
        self._show()

    def _show(self) -> None:
        document = self.document
        symptom = self.symptom.currentData() or None
        state = build_wear_off(
            document.facts, document.judgement, *self._period, symptom, self._intervals
        )
        self._state = state
        offered = state.rhythms if len(state.rhythms) > 1 else ()
        rhythms = [(place, words.rhythm(one)) for place, one in enumerate(offered)]
        _offer(self.rhythm, rhythms, state.rhythms.index(state.rhythm))
        self._say(state)
        self.draw_now()

    def _say(self, state: WearOffState) -> None:
        found = state.estimate
        if found is None:
            self.sentence.setText(" ".join(words.not_enough(state)))
            _say(self.which, "")
        else:
            self.sentence.setText(words.sentence(state, found, self.document.catalogue))
            notes = [words.which(state), *words.left_out(state)]
            _say(self.which, " ".join(notes))
        self.definition.setText(words.definition(state))


def _offer(choice: Choice, values: Sequence[tuple[object, str]], taken: object) -> None:
    """Fill a list anew, and take again what was taken; one line is no choice and not shown."""
    with QSignalBlocker(choice):
        choice.clear()
        for value, said in values:
            choice.addItem(said, value)
        choice.choose(taken)
    choice.setVisible(len(values) > 1)


def _say(label: QLabel, said: str) -> None:
    label.setText(said)
    label.setVisible(bool(said))
