"""A veil over a window: what was in it is nowhere to be seen, and comes back as it was."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from .widgets.pieces import text

NAME = "B12 Tracker"
LOCKED = "B12 Tracker is locked."


class Veil:
    """Takes what is in a window out of it, not only out of sight: a screen reader finds what is
    hidden. A dialog goes on waiting for its answer, which it would not if it were hidden.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._focus = window.focusWidget()
        self._size = window.size()
        self._said = _said_of(window)
        self._aside: QWidget | None = None
        _say(window, _Said(NAME))
        if isinstance(window, QMainWindow):
            self._aside = window.takeCentralWidget()
            window.setCentralWidget(_sheet())
        elif window.layout():
            self._aside = QWidget()
            _move(window, self._aside)
            _lay_out(window)

    def lift(self) -> None:
        """Bring everything back."""
        window = self._window
        if not isValid(window):  # it was closed before
            return
        if isinstance(window, QMainWindow) and self._aside:
            window.setCentralWidget(self._aside)
        elif self._aside:
            gone = QWidget()
            _move(window, gone)
            _move(self._aside, window)
            gone.deleteLater()
            window.resize(self._size)
        _say(window, self._said)
        if self._focus:
            self._focus.setFocus()


@dataclass(frozen=True)
class _Said:
    """What a window says of itself, beside what is in it."""

    title: str
    name: str = ""
    description: str = ""
    words: str = ""


def _said_of(window: QWidget) -> _Said:
    words = window.text() if isinstance(window, QMessageBox) else ""
    return _Said(
        window.windowTitle(), window.accessibleName(), window.accessibleDescription(), words
    )


def _say(window: QWidget, said: _Said) -> None:
    window.setWindowTitle(said.title)
    window.setAccessibleName(said.name)
    window.setAccessibleDescription(said.description)
    if isinstance(window, QMessageBox):
        window.setText(said.words)


def windows() -> list[QWidget]:
    """Return the windows of the program that can be seen, and dialogs that were closed: a screen
    reader finds these, too.
    """
    everything = QApplication.topLevelWidgets()
    return [each for each in everything if each.isVisible() or isinstance(each, QDialog)]


def put_closed_away() -> None:
    """Delete dialogs that were closed, with what was typed into them, unless one is open: the task
    it belongs to may still ask another for its answer.
    """
    if QApplication.activeModalWidget():
        return
    for each in windows():
        if not each.isVisible():
            each.deleteLater()


def close_popups() -> None:
    """Close menus, lists, calendars and tips; none of them holds what was typed."""
    for each in windows():
        if each.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
            each.close()


def _move(source: QWidget, target: QWidget) -> None:
    """Move the layout of one widget, with everything in it, to another."""
    layout = source.layout()
    if layout:
        target.setLayout(layout)


def _sheet() -> QWidget:
    sheet = QWidget()
    sheet.setObjectName("body")
    _lay_out(sheet)
    return sheet


def _lay_out(window: QWidget) -> None:
    said = text(LOCKED, "muted")
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    QVBoxLayout(window).addWidget(said)
