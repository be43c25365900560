"""Small things that look the same on every page: headings, cards, quiet buttons, complaints."""

from collections.abc import Callable
from html import escape
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

V = TypeVar("V")

GRID = 8
"""Every distance is a multiple of so many pixels."""


def text(words: str = "", look: str = "", wraps: bool = True) -> QLabel:
    """Return a label; ``look`` names its rule in the style sheet."""
    label = QLabel(words)
    label.setObjectName(look)
    label.setWordWrap(wraps)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class Caption(QLabel):
    """The label above a field; its letter for Alt leads to the field.

    Qt would press a field that is a button, and so tick a box the user has not looked at yet.
    """

    def __init__(self, words: str, field: QWidget) -> None:
        super().__init__(words)
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setBuddy(taker(field))

    def event(self, event: QEvent) -> bool:
        """Give the focus to what takes it for the field now, and press nothing."""
        if event.type() != QEvent.Type.Shortcut:
            return super().event(event)
        taker(self._field).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True


def taker(field: QWidget) -> QWidget:
    """Return what takes the focus for a field: a pair of fields does not take it itself."""
    proxy = field.focusProxy()
    return taker(proxy) if proxy else field


def button(words: str, does: Callable[[], object], look: str = "", tip: str = "") -> QPushButton:
    """Return a button at least 40 pixels high."""
    made = QPushButton(words)
    made.setObjectName(look)
    made.setToolTip(tip)
    made.setAccessibleName(words.replace("&", ""))
    made.ensurePolished()
    made.setMinimumHeight(max(48 if look == "main" else 40, made.sizeHint().height()))
    made.setAutoDefault(True)  # Enter presses the button that has the focus
    made.clicked.connect(lambda: does())
    return made


def plain_tip(words: str) -> str:
    """Return words for a tip so that none of them is read as a mark of a rich text."""
    return f"<qt>{escape(words).replace(chr(10), '<br>')}</qt>" if words else ""


def card(layout: QLayout | None = None) -> QFrame:
    """Return a white sheet to lay things on."""
    frame = QFrame()
    frame.setObjectName("card")
    frame.setLayout(layout or QVBoxLayout())
    frame.layout().setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)  # type: ignore[union-attr]
    return frame


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        inside, widget = item.layout(), item.widget()
        if inside is not None:
            empty(inside)
        if widget is not None:
            widget.hide()  # Qt may have put off showing it, and would show it as a window
            widget.setParent(None)
            widget.deleteLater()


class WrongFieldError(Exception):
    """A field holds what cannot be taken; its sentence is already shown under it."""


class Complaint(QLabel):
    """One sentence under a field; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("complaint")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one hides the line."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def hush(self, *_: object) -> None:
        """Say nothing more; what was wrong is being put right."""
        self.say("")

    def read(self, value: Callable[[], V]) -> V:
        """Return a value, or show what is wrong with it.

        Raises:
            WrongFieldError: ``value`` raised a ``ValueError``.
        """
        self.say("")
        try:
            return value()
        except ValueError as error:
            self.say(str(error))
            raise WrongFieldError from error
