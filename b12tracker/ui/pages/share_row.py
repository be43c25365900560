"""A row of buttons for what leaves and enters the logbook."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout

from b12tracker.ui.widgets.pieces import GRID, button

BUTTONS = (("&Report…", "make_report"), ("E&xport…", "export_file"), ("I&mport…", "import_file"))
"""The words on each button, and the action it asks for."""


def share_row(wanted: SignalInstance) -> QHBoxLayout:
    """Return the row; ``wanted`` tells the name of the action."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for words, action in BUTTONS:
        row.addWidget(button(words, lambda action=action: wanted.emit(action), "do"))  # type: ignore[misc]
    row.addStretch(1)
    return row
