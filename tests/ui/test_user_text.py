"""What a user typed is shown as it was typed, even where it looks like marks of a rich text."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from b12tracker.domain.facts import Fact
from b12tracker.ui.widgets.pieces import plain_tip
from tests.builders import a_plan
from tests.ui.conftest import OpenWindow
from tests.ui.driving import as_read, marks_of, press, settle
from tests.ui.story import INJECTIONS, MAINTENANCE, PLAN, REPLETION

TRICKY = "<b>5 < 6</b> & <img src='x'>"


def tricky_story() -> tuple[Fact, ...]:
    """Return a logbook whose every word of the user looks like rich text."""
    phases = (replace(REPLETION, name=TRICKY), replace(MAINTENANCE, goal=TRICKY))
    noted = (replace(each, note=TRICKY) for each in INJECTIONS)
    return a_plan(*phases, prescriber=TRICKY, id=PLAN.id), *noted


def test_a_tip_is_read_as_it_was_typed() -> None:
    for words in (TRICKY, "plain", "two\nlines", "", "a  b"):
        assert as_read(plain_tip(words)).split() == words.split()


def test_the_diary(open_window: OpenWindow) -> None:
    window = open_window(*tricky_story())
    press("Ctrl+2")
    settle()
    index = window.diary.model.index(0, 2)
    assert TRICKY in window.diary.model.data(index)
    assert TRICKY in as_read(window.diary.model.data(index, Qt.ItemDataRole.ToolTipRole))


def test_the_quiet_line(open_window: OpenWindow) -> None:
    window = open_window()
    window.quiet.note(f"Logbook exported to {TRICKY}")
    assert window.quiet.words.textFormat() is Qt.TextFormat.PlainText
    assert as_read(window.quiet.words.toolTip()) == f"Logbook exported to {TRICKY}"


def test_the_timeline(open_window: OpenWindow, monkeypatch) -> None:
    window = open_window(*tricky_story())
    mark = marks_of(window)[0]
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, words, of: said.append(words))
    canvas = window.overview.timeline.canvas
    spot = QPoint(round(mark.x), round(mark.y)).toPointF()
    canvas.mouseMoveEvent(
        QMouseEvent(
            QMouseEvent.Type.MouseMove,
            spot,
            canvas.mapToGlobal(spot),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert said
    assert said[0].startswith("<qt>")


def labels_that_guess(window: QWidget) -> list[str]:
    """Return the labels that would take words for rich text if they looked like it."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() is Qt.TextFormat.AutoText and label.text()
    ]


def test_no_label_of_the_window_guesses(open_window: OpenWindow) -> None:
    window = open_window(*tricky_story())
    for page in ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"):
        press(page)
        settle()
    window.first_steps()
    settle()
    assert labels_that_guess(window) == []
