"""Hands for the tests of the window: real keys, real clicks, and answers to dialogs."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtGui import Qt as QtText
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMessageBox,
    QWidget,
)

from b12tracker.charts.picture import Mark
from b12tracker.ui.main_window import MainWindow

Answer = Callable[[Any], object]
"""What the user does in a dialog that has just opened."""

TABS_AT_MOST = 120

ALT_PRESSES_AFTER_MS = 120
"""Qt shows a button pressed for 100 ms before it takes a press by Alt and a letter."""


class Clock:
    """Answers what day it is; a test may move it."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day


class Dialogs:
    """Stands where a modal dialog would wait for the user, so that no test can hang.

    Each dialog that opens takes the next answer handed in; one that opens without an answer, or
    stays open after it, fails the test.
    """

    def __init__(self) -> None:
        self._answers: deque[Answer] = deque()
        self.told: list[str] = []
        self.unexpected: list[str] = []

    def answer(self, *answers: Answer) -> None:
        """Hand in what the user does in the next dialogs, in the order in which they open."""
        self._answers.extend(answers)

    def read_sentence(self) -> None:
        """Expect a box with a sentence; it is kept in ``told``, and the box is closed."""
        self.answer(lambda box: box.accept())

    def exec(self, dialog: QDialog) -> int:
        """Show a dialog as ``QDialog.exec`` does, and let its answer drive it."""
        if isinstance(dialog, QMessageBox):
            self.told.append(dialog.text())
        answer = self._next(dialog.windowTitle() or "a message")
        before = QApplication.activeWindow()
        dialog.setModal(True)
        dialog.show()
        activate(dialog)
        answer(dialog)
        settle()
        if dialog.isVisible():
            why = complaints(dialog)
            dialog.reject()
            raise AssertionError(f"“{dialog.windowTitle()}” was left open: {why}")
        if before:
            activate(before)
        return dialog.result()

    def inform(self, parent: QWidget, title: str, words: str) -> None:
        """Take what ``QMessageBox.information`` would show."""
        self._next(title)
        self.told.append(words)

    def choose_file(self, parent: QWidget, title: str, *_: str) -> tuple[str, str]:
        """Answer a question for a file with the path that the next answer returns."""
        return str(self._next(title)(title)), ""

    def check(self) -> None:
        """Fail when a dialog opened that was not expected, or one that was did not."""
        assert not self.unexpected
        assert not self._answers, f"{len(self._answers)} more dialogs were expected"

    def _next(self, title: str) -> Answer:
        if not self._answers:
            self.unexpected.append(title)
            raise AssertionError(f"“{title}” would have kept the user waiting: {self.told[-1:]}")
        return self._answers.popleft()


def settle() -> None:
    """Let Qt do what it has put off: layout, painting, drawing, deleting."""
    for _ in range(6):
        QApplication.processEvents()


def activate(window: QWidget) -> None:
    """Bring a window to the front and wait until the keys go to it."""
    for _ in range(200):
        if QApplication.activeWindow() is window:
            break
        window.activateWindow()
        QTest.qWait(1)
    assert QApplication.activeWindow() is window
    settle()


def in_focus() -> QWidget:
    """Return the widget that takes the keys: in a menu where one is open."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None
    return widget


def press(*keys: str) -> None:
    """Press keys one after another, each named as in a menu: ``Ctrl+I``, ``Return``."""
    for key in keys:
        QTest.keySequence(in_focus(), QKeySequence(key))
        if key.startswith("Alt+"):
            QTest.qWait(ALT_PRESSES_AFTER_MS)
        settle()


def type_in(words: str) -> None:
    """Type into whatever has the focus, in place of what stands there."""
    widget = in_focus()
    select_all = getattr(widget, "selectAll", None)
    if select_all:
        select_all()
    if not words:
        QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, words)
    settle()


def called(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return widget.accessibleName() or (
        widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
    )


def tab_to(name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """Press Tab until the widget of this name has the focus, as somebody without a mouse would."""
    seen = []
    for _ in range(TABS_AT_MOST):
        widget = in_focus()
        seen.append(called(widget))
        if called(widget) == name and isinstance(widget, kind):
            return widget
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError(f"Tab never comes to “{name}”, only to {sorted(set(seen))}")


def fill(**fields: str) -> None:
    """Type into several fields, each found with Tab by its name with underscores for spaces."""
    for name, words in fields.items():
        tab_to(name.replace("_", " "))
        type_in(words)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget, in its middle unless told."""
    assert widget.isVisible(), f"“{called(widget)}” cannot be seen"
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or QPoint()
    )
    settle()


def a_button(inside: QWidget, words: str) -> QAbstractButton:
    """Return the button with these words that can be seen."""
    found = [
        each
        for each in inside.findChildren(QAbstractButton)
        if each.isVisible() and words in (each.text().replace("&", ""), each.accessibleName())
    ]
    assert len(found) == 1, f"{len(found)} buttons say “{words}”"
    return found[0]


def buttons(inside: QWidget) -> list[str]:
    """Return what the buttons that can be seen say."""
    return [called(each) for each in inside.findChildren(QAbstractButton) if each.isVisible()]


def sentences(inside: QWidget) -> list[str]:
    """Return the words of every label that can be seen."""
    labels = inside.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def as_read(tip: str) -> str:
    """Return what somebody reads in a tip, which Qt takes for rich text where it looks like it."""
    if not QtText.mightBeRichText(tip):
        return tip
    page = QTextDocument()
    page.setHtml(tip)
    return page.toPlainText()


def complaints(dialog: QWidget) -> list[str]:
    """Return the sentences under wrong fields that can be seen."""
    labels = dialog.findChildren(QLabel, "complaint")
    return [label.text() for label in labels if label.isVisible() and label.text()]


def rows_of(window: MainWindow) -> list[tuple[str, str, str]]:
    """Return the Diary's rows as they are read."""
    settle()
    return [said for _, said in window.diary.model.rows]


def marks_of(window: MainWindow) -> tuple[Mark, ...]:
    """Return the marks that stand on the timeline."""
    settle()
    canvas = window.overview.timeline.canvas
    assert canvas is not None
    assert canvas.picture is not None
    return canvas.picture.marks


def click_mark(window: MainWindow, mark: Mark) -> None:
    """Click a mark of the timeline."""
    canvas = window.overview.timeline.canvas
    assert canvas is not None
    click(canvas, QPoint(round(mark.x), round(mark.y)))


def qdate(day: date) -> QDate:
    """Return a date as Qt knows it."""
    return QDate(day.year, day.month, day.day)


def visible(inside: QWidget) -> Iterator[QWidget]:
    """Yield every widget inside another that can be seen."""
    for widget in inside.findChildren(QWidget):
        if widget.isVisibleTo(inside) and widget.isVisible():
            yield widget
