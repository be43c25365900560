"""How bad each symptom is: a row of 0 to 10 for each, below one another."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12tracker.domain.catalogue import Catalogue

from .pieces import GRID, empty, text
from .severity_row import SeverityRow


class ScoreSheet(QWidget):
    """Asks for the scores of one date.

    Args:
        after: what the keys go to after the last row.
    """

    changed = Signal()

    reached = Signal(QWidget)
    """The keys have come to a row, which it hands over."""

    def __init__(self, after: QWidget) -> None:
        super().__init__()
        self._after = after
        self.rows: dict[str, SeverityRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    @property
    def scores(self) -> dict[str, int]:
        """The numbers given, by the symptom's key; a row without one is left out."""
        found = {key: row.severity for key, row in self.rows.items()}
        return {key: severity for key, severity in found.items() if severity is not None}

    def ask_for(self, keys: Sequence[str], catalogue: Catalogue) -> None:
        """Ask for these symptoms, and for those that have a number already."""
        scores = self.scores
        empty(self._column)
        asked = (*keys, *(key for key in scores if key not in keys))
        names = [catalogue.symptom[key].name if key in catalogue.symptom else key for key in asked]
        self.rows = {key: self._row(name) for key, name in zip(asked, names, strict=True)}
        rows = list(self.rows.values())
        for row, following in zip(rows, [*rows[1:], self._after], strict=False):
            row.following = following
        if not asked:
            self._column.addWidget(text("No symptom is followed yet: choose some first.", "muted"))
        self.show_scores(scores)

    def show_scores(self, scores: Mapping[str, int]) -> None:
        """Show numbers; a row without one is emptied."""
        for key, row in self.rows.items():
            row.set_severity(scores.get(key))

    def _row(self, name: str) -> SeverityRow:
        row = SeverityRow(name)
        row.changed.connect(self.changed)
        row.reached.connect(lambda: self.reached.emit(row))
        self._column.addWidget(text(name))
        self._column.addWidget(row)
        self._column.addSpacing(GRID)
        return row
