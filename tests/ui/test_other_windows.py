"""Two windows on one logbook: what one writes, the other shows before it asks."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from b12tracker.app import House
from b12tracker.storage.errors import LogbookError
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.builders import a_symptom_entry, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Dialogs, activate, press, rows_of, sentences, settle
from tests.ui.story import STORY, TODAY

Beside = Callable[[MainWindow], MainWindow]


@pytest.fixture
def beside(house: House, qtbot: QtBot) -> Beside:
    """Opens a second window on the logbook of the first, which keeps the keys."""

    def opened(first: MainWindow) -> MainWindow:
        path = first.document.logbook.path
        second = MainWindow(house.open(path), house.doors, Settings(), "light")
        qtbot.addWidget(second, before_close_func=lambda w: w.document.logbook.close())
        second.show()
        activate(first)
        return second

    return opened


def test_a_page_that_is_shown_shows_what_the_other_window_wrote(
    open_window: OpenWindow, beside: Beside
) -> None:
    window = open_window(*STORY)
    window.show_diary()
    before = len(rows_of(window))
    window.show_plan()
    beside(window).document.record(an_injection(TODAY.isoformat()))
    window.show_diary()
    assert len(rows_of(window)) == before + 1


def test_a_question_knows_what_the_other_window_wrote(
    open_window: OpenWindow, beside: Beside, dialogs: Dialogs
) -> None:
    window = open_window(*STORY)
    window.others.timer.stop()
    other = beside(window)
    other.document.record(a_symptom_entry(TODAY.isoformat(), scores={"fatigue": 4}))
    settle()
    assert len(window.document.facts.symptoms) == 2
    read: list[str] = []

    def look(dialog: QDialog) -> None:
        read.extend(sentences(dialog))
        press("Escape")

    dialogs.answer(look)
    window.actions_by_name["log_symptoms"].trigger()
    assert any("already" in words for words in read)


def test_a_window_in_sight_looks_by_itself(open_window: OpenWindow, beside: Beside) -> None:
    window = open_window(*STORY)
    window.show_diary()
    before = len(rows_of(window))
    other = beside(window)
    other.document.record(an_injection(TODAY.isoformat()))
    assert window.others.timer.isActive()
    assert window.others.timer.interval() == 2000
    window.others.timer.timeout.emit()
    assert len(rows_of(window)) == before + 1


def test_a_window_out_of_sight_does_not_look(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(*STORY)
    looks: list[int] = []
    monkeypatch.setattr(window.document, "notice_others", lambda: looks.append(1))
    window.others.timer.timeout.emit()
    window.hide()
    window.others.timer.timeout.emit()
    assert looks == [1]


def test_a_fault_is_told_once(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window(*STORY)

    def fail() -> None:
        raise LogbookError("The logbook cannot be read.")

    monkeypatch.setattr(window.document, "notice_others", fail)
    window.others.timer.timeout.emit()
    settle()
    assert "The logbook cannot be read." in sentences(window.quiet)
    window.quiet.clear()
    window.others.timer.timeout.emit()
    assert sentences(window.quiet) == []
    monkeypatch.setattr(window.document, "notice_others", lambda: None)
    window.others.timer.timeout.emit()
    monkeypatch.setattr(window.document, "notice_others", fail)
    window.others.timer.timeout.emit()
    assert "The logbook cannot be read." in sentences(window.quiet)
