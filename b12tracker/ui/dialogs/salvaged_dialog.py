"""What came back from a damaged logbook."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12tracker.storage.salvaged import Salvaged
from b12tracker.ui.widgets.pieces import GRID, text

from .question import muted
from .wide_question import WideQuestion


class SalvagedDialog(WideQuestion[None]):
    """Tells what came back and what did not, before the new logbook opens."""

    def __init__(
        self, parent: QWidget | None, damaged: Path, place: Path, salvaged: Salvaged
    ) -> None:
        super().__init__(parent, "Recovered", "&Open it")
        self.cancel.hide()
        self.form.addWidget(text(place.stem, "title"))
        self.form.addWidget(muted(f"It is {place}."))
        self.form.addWidget(muted(f"{damaged} was left as it is."))
        for line in salvaged.lines:
            said = text(line)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.form.addSpacing(GRID)
            self.form.addWidget(said)
        self.form.addStretch(1)
        self.do_it.setFocus()

    def read(self) -> None:
        """Return nothing: there was nothing to answer."""
