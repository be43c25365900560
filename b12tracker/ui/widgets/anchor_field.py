"""How the next date is found: each way with a sentence, and with the dates it would give."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QVBoxLayout, QWidget

from b12tracker.domain.plan import Anchor, Every
from b12tracker.ui import labels

from .one_of import OneOf
from .pieces import GRID, text

RANGE_NEEDS = "A range is always counted from the last injection."
WEEKDAYS_NEED = "Fixed weekdays always keep their days."


class AnchorField(QWidget):
    """Asks for the anchor; a rhythm that allows only one says so."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = OneOf()
        self.choices: dict[Anchor, QRadioButton] = {}
        self.dates: dict[Anchor, QLabel] = {}
        self._means: dict[Anchor, QWidget] = {}
        for anchor in Anchor:
            self._add(anchor)
        self.why = text("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._choice)
        column.addWidget(self.why)
        self._wanted = Anchor.FIXED
        self.choices[Anchor.FIXED].setChecked(True)
        self.allow(Every())
        for choice in self.choices.values():
            choice.clicked.connect(self._want)
        self._choice.lead_from(self)
        self._choice.changed.connect(self.changed)

    @property
    def anchor(self) -> Anchor:
        """The anchor that is chosen."""
        return next(anchor for anchor, choice in self.choices.items() if choice.isChecked())

    def choose(self, anchor: Anchor) -> None:
        """Choose an anchor."""
        self._wanted = anchor
        self.choices[anchor].setChecked(True)

    def allow(self, every: Every) -> None:
        """Offer the anchors a rhythm can have; the user's own choice comes back when it can."""
        only = only_anchor(every)
        self.why.setText("" if only is None else reason(every))
        self.why.setVisible(only is not None)
        self.choices[only or self._wanted].setChecked(True)
        for anchor in Anchor:
            for part in (self.choices[anchor], self._means[anchor]):
                part.setVisible(only in (None, anchor))

    def show_dates(self, dates: Mapping[Anchor, str]) -> None:
        """Show below each anchor which dates it would give; nothing where none can be told."""
        for anchor, label in self.dates.items():
            label.setText(dates.get(anchor, ""))
            label.setVisible(bool(label.text()))
            means = labels.ANCHOR_MEANS[anchor]
            self.choices[anchor].setAccessibleDescription(f"{means} {label.text()}".strip())

    def _add(self, anchor: Anchor) -> None:
        self.choices[anchor] = self._choice.add(labels.ANCHOR[anchor])
        self._means[anchor] = means = QWidget()
        lines = QVBoxLayout(means)
        lines.setContentsMargins(0, 0, 0, GRID)
        lines.setSpacing(0)
        self.dates[anchor] = text()
        self.dates[anchor].hide()
        for label in (text(labels.ANCHOR_MEANS[anchor], "muted"), self.dates[anchor]):
            lines.addWidget(label)
        self._choice.explain(means)

    def _want(self) -> None:
        self._wanted = self.anchor


def only_anchor(every: Every) -> Anchor | None:
    """Return the one anchor a rhythm can have; None when it can have any."""
    if every.n_max is not None:
        return Anchor.LAST_INJECTION
    return Anchor.FIXED if every.weekdays else None


def reason(every: Every) -> str:
    """Return why a rhythm can have one anchor only."""
    return RANGE_NEEDS if every.n_max is not None else WEEKDAYS_NEED
