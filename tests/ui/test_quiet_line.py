"""The quiet line at the bottom."""

import pytest
from PySide6.QtGui import QAccessible

from b12tracker.ui import quiet_line
from b12tracker.ui.quiet_line import QuietLine
from tests.ui.conftest import Show
from tests.ui.driving import as_read, click, settle


@pytest.fixture
def line(show: Show) -> QuietLine:
    undone: list[str] = []
    made = QuietLine(lambda: undone.append("undone"))
    made.undone = undone
    made.resize(800, 60)
    return show(made)


def state(line: QuietLine) -> tuple[str, bool, bool]:
    return line.words.text(), line.undo.isVisible(), line.complaining


def test_it_says_what_was_done(line: QuietLine) -> None:
    assert state(line) == ("", False, False)
    line.say("Injection logged")
    assert state(line) == ("Injection logged", True, False)
    assert line.words.accessibleName() == "Injection logged"
    click(line.undo)
    assert line.undone == ["undone"]


def test_it_offers_undo_only_for_what_can_be_undone(line: QuietLine) -> None:
    line.note("Logbook exported")
    assert state(line) == ("Logbook exported", False, False)
    line.complain("That entry was changed elsewhere.")
    assert state(line) == ("That entry was changed elsewhere.", False, True)
    line.say("Injection logged")
    assert state(line) == ("Injection logged", True, False)


def test_it_falls_silent(line: QuietLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet_line, "SHOWN_MS", 10)
    line.say("Injection logged")
    assert line._clearing.interval() == 10
    line._clearing.timeout.emit()
    assert state(line) == ("", False, False)
    assert line.words.accessibleName() == ""


def test_a_long_sentence_is_shortened_and_told_whole_by_a_tip(line: QuietLine) -> None:
    sentence = "13 entries taken from the-logbook-of-margaret.json, 12 there already"
    line.resize(400, 60)
    line.say(sentence)
    assert line.words.text().startswith("13 entries")
    assert "…" in line.words.text()
    assert line.words.accessibleName() == sentence
    told = QAccessible.queryAccessibleInterface(line.words)
    assert told.text(QAccessible.Text.Description) == sentence, "plain, not as the tip has it"
    assert as_read(line.words.toolTip()) == sentence
    line.resize(1000, 60)
    settle()
    assert line.words.text() == sentence


def test_nothing_jumps_when_it_speaks(line: QuietLine) -> None:
    height = line.height()
    for act in (lambda: line.say("Injection logged"), line.clear, lambda: line.complain("No.")):
        act()
        settle()
        assert line.height() == height
