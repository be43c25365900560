"""Whole logbooks through the window: made and opened."""

from pathlib import Path

import pytest

from b12tracker.app import House
from b12tracker.domain.facts import Facts
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.builders import an_injection
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import Dialogs, click, press, settle
from tests.ui.story import INJECTIONS, STORY, on_disk


def do(window: MainWindow, action: str) -> None:
    """Choose an action from the menu."""
    window.actions_by_name[action].trigger()
    settle()


def undo_is_offered(window: MainWindow) -> bool:
    return window.quiet.undo.isVisible()


def test_leave_every_question_for_a_file(window: MainWindow, dialogs: Dialogs) -> None:
    for action in ("import_file", "choose_logbook", "new_logbook"):
        dialogs.answer(lambda title: "")
        before = window.document
        do(window, action)
        assert window.document is before
        assert window.quiet.words.text() == ""


def test_new_logbook(window: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.answer(lambda title: tmp_path / "Margaret")
    do(window, "new_logbook")
    assert window.document.logbook.path == tmp_path / "Margaret.sqlite"
    assert window.windowTitle() == "Margaret – B12 Tracker"
    assert window.sidebar.logbook.text() == "Margaret"
    assert on_disk(window.document.logbook) == Facts()


def test_new_logbook_never_over_another(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window = open_window(*STORY)
    before = window.document
    Logbook.create(tmp_path / "there.sqlite", "a-copy", holding=STORY).close()
    dialogs.answer(lambda title: tmp_path / "there.sqlite")
    dialogs.read_sentence()
    do(window, "new_logbook")
    assert "is there already and was left untouched" in dialogs.told[0]
    assert window.document is before


def test_open_another(open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    window = open_window(*STORY)
    other = tmp_path / "other.sqlite"
    Logbook.create(other, "a-copy", holding=[an_injection("2026-11-20")]).close()
    dialogs.answer(lambda dialog: (dialog.day.line.setText("today"), press("Return")))
    press("Ctrl+I")
    dialogs.answer(lambda title: other)
    do(window, "choose_logbook")
    assert window.overview.headline.text() == "No plan yet"
    assert window.overview.last.text() == "Last injection 20 November, 2 days ago"
    assert window.quiet.words.text() == "", "what was done there cannot be undone here"
    assert not window.actions_by_name["undo"].isEnabled()
    for page in range(4):
        window.show_page(page)
        settle()


def test_open_the_sample(window: MainWindow, dialogs: Dialogs) -> None:
    do(window, "open_sample")
    assert window.overview.headline.text() == "Next injection: Friday 27 November"
    assert "nothing is kept" in window.sidebar.logbook.text()
    assert len(window.document.facts.injections) == 30


def test_the_sample_leaves_no_file(open_window: OpenWindow) -> None:
    window = open_window()
    mine = window.document.logbook.path
    do(window, "open_sample")
    assert window.document.logbook.path.parent != mine.parent
    assert on_disk(Logbook.open(mine, "another")) == Facts()


def test_from_the_sample_one_button_leads_back(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    mine = window.document.logbook.path
    assert not window.sidebar.back.isVisible()
    do(window, "open_sample")
    do(window, "open_sample")
    click(window.sidebar.back)
    assert window.document.logbook.path == mine
    assert not window.sidebar.back.isVisible()


def test_a_window_opened_on_the_sample_has_nothing_to_go_back_to(house: House, show: Show) -> None:
    window = show(MainWindow(house.sample(), house.doors, Settings(), "light"))
    assert isinstance(window, MainWindow)
    do(window, "open_sample")
    assert not window.sidebar.back.isVisible()
    window.document.logbook.close()


@pytest.mark.parametrize("content", [b"Dear diary", b"SQLite format 3\x00" + bytes(200)])
def test_open_what_is_no_logbook(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, content: bytes
) -> None:
    window = open_window(*STORY)
    before = window.document
    path = tmp_path / "letter.sqlite"
    path.write_bytes(content)
    dialogs.answer(lambda title: path)
    dialogs.read_sentence()
    do(window, "choose_logbook")
    (said,) = dialogs.told
    assert said.startswith(str(path))
    assert said.count(". ") == 0
    assert said.endswith(".")
    assert path.read_bytes() == content
    assert window.document is before
    assert window.overview.headline.text() == "Next injection: Wednesday 9 December"
    dialogs.answer(lambda dialog: (dialog.day.line.setText("today"), press("Return")))
    press("Ctrl+I")
    assert len(on_disk(window.document.logbook).injections) == len(INJECTIONS) + 1
