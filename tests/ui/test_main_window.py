"""The window around the pages: going about, undo, what others do, a new day, faults."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from b12tracker.app import House
from b12tracker.domain.facts import Fact
from b12tracker.domain.plan import Plan
from b12tracker.storage.errors import STALE, LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.main_window import MainWindow, page_number
from b12tracker.ui.settings import Settings
from tests.builders import an_id, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Clock,
    Dialogs,
    a_button,
    activate,
    click,
    complaints,
    in_focus,
    marks_of,
    press,
    rows_of,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import DAY, INJECTIONS, LABS, PLAN, STORY, SYMPTOMS, TODAY, on_disk


def elsewhere(window: MainWindow, *put: Fact) -> None:
    """Write the open logbook as another program would."""
    other = Logbook.open(window.document.logbook.path, "another-copy")
    other.write(put=put)
    other.close()


def come_back(window: MainWindow, qtbot: QtBot) -> None:
    """Leave the window for another one and come back to it."""
    from PySide6.QtWidgets import QWidget

    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    activate(other)
    activate(window)


def test_pages_by_keys(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    pages = (window.overview, window.diary, window.plan, window.review)
    for number, page in enumerate(pages, start=1):
        press(f"Ctrl+{number}")
        assert window.stack.currentWidget() is page
        assert window.sidebar.group.checkedId() == number - 1
        assert page.isAncestorOf(in_focus()) or page is in_focus()


def test_pages_by_the_side_bar(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    for name, page in (("Review", window.review), ("Diary", window.diary)):
        click(a_button(window.sidebar, name))
        assert window.stack.currentWidget() is page
    tab_to("Diary", QPushButton)
    press("Down")
    assert window.stack.currentWidget() is window.plan


def test_page_number() -> None:
    assert [page_number(name) for name in ("overview", "review", None)] == [0, 3, 0]


def test_find_in_the_diary(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    press("Ctrl+F")
    type_in("travelling")
    assert [row[0] for row in rows_of(window)] == ["15 Nov 2026"]
    press("Ctrl+1", "Ctrl+F")
    type_in("closed")
    assert [row[0] for row in rows_of(window)] == ["29 Oct 2026"]


def test_undo_and_redo_say_what_they_did(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    undo, redo = window.actions_by_name["undo"], window.actions_by_name["redo"]
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    dialogs.answer(lambda dialog: (type_in("today"), press("Return")))
    press("Ctrl+I")
    assert undo.text() == "&Undo: Injection of 22 November logged"
    press("Ctrl+Z")
    assert window.quiet.words.text() == "Undone: Injection of 22 November logged"
    assert not window.quiet.undo.isVisible()
    assert not undo.isEnabled()
    assert undo.text() == "&Undo"
    assert redo.text() == "&Redo: Injection of 22 November logged"
    press("Ctrl+Shift+Z")
    assert window.quiet.words.text() == "Done again: Injection of 22 November logged"
    click(window.quiet.undo)
    assert set(on_disk(window.document.logbook).injections) == set(INJECTIONS)


def test_nothing_to_undo(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    window.undo()
    window.redo()
    assert window.quiet.words.text() == ""


def test_the_name_of_a_file_is_no_key_in_the_menu(open_window: OpenWindow) -> None:
    window = open_window()
    window.document.take([an_injection(TODAY)], "R&D.json")
    assert window.actions_by_name["undo"].text() == "&Undo: R&&D.json imported"


@pytest.mark.parametrize("key", ["Ctrl+Z", "Ctrl+Shift+Z"])
def test_a_stale_step_says_so(open_window: OpenWindow, key: str) -> None:
    window = open_window(*STORY)
    mine, theirs = replace(LABS[1], value=270.0), replace(LABS[1], value=280.0)
    window.document.correct(LABS[1], mine)
    if key == "Ctrl+Shift+Z":
        press("Ctrl+Z")
    elsewhere(window, theirs)
    press(key)
    assert window.quiet.words.text() == STALE
    assert not window.quiet.undo.isVisible()
    assert theirs in on_disk(window.document.logbook).lab_results
    press("Ctrl+2")
    assert any("280 nmol/L" in what for _, what, _ in rows_of(window))


def test_after_a_stale_step_the_next_undo_speaks_again(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    window.document.remove(SYMPTOMS[0])
    window.document.correct(LABS[1], replace(LABS[1], value=270.0))
    elsewhere(window, replace(LABS[1], value=280.0))
    press("Ctrl+Z")
    press("Ctrl+Z")
    assert window.quiet.words.text() == "Undone: Symptoms of 19 November deleted"


def test_another_program_is_noticed_on_coming_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(*STORY)
    elsewhere(window, an_injection(TODAY, id=an_id(7)))
    assert window.overview.last.text().startswith("Last injection 15 November")
    come_back(window, qtbot)
    assert window.overview.last.text() == "Last injection 22 November, today"


def test_a_new_day_is_noticed_on_coming_back(
    open_window: OpenWindow, clock: Clock, qtbot: QtBot
) -> None:
    window = open_window(*STORY)
    assert window.overview.lead.text().startswith("in 17 days")
    clock.day += DAY
    come_back(window, qtbot)
    assert window.overview.lead.text().startswith("in 16 days")


def test_a_new_day_is_noticed_at_midnight(open_window: OpenWindow, clock: Clock) -> None:
    window = open_window(*STORY)
    assert (
        0
        < window._midnight.remainingTime()
        <= timedelta(days=1, seconds=1) / timedelta(milliseconds=1)
    )
    clock.day += DAY
    window._midnight.timeout.emit()
    settle()
    assert window.overview.lead.text().startswith("in 16 days")
    assert window._midnight.isActive()


def test_the_day_turns_on_every_page(open_window: OpenWindow, clock: Clock) -> None:
    window = open_window(*STORY)
    press("Ctrl+4")
    clock.day += DAY
    window._new_day()
    press("Ctrl+4")
    assert window.review.figures.count()
    click(a_button(window.review, "Dates…"))
    window.review.last.line.setText("today")
    assert window.review.last.date == TODAY + DAY
    assert "23 Nov 2026" in "\n".join(
        label.text() for label in window.review.findChildren(type(window.overview.last))
    )


def no_write(*_: object, **__: object) -> None:
    raise LogbookError("The disk is full, so nothing was saved.")


LOGGED: dict[str, tuple[str, Callable[[], None]]] = {
    "injection": ("Ctrl+I", lambda: (type_in("today"), press("Return"))),  # type: ignore[dict-item]
    "symptoms": (
        "Ctrl+E",
        lambda: press("Alt+N", "Return"),
    ),
}


@pytest.mark.parametrize("kind", LOGGED)
def test_a_full_disk_is_told(
    open_window: OpenWindow, dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    window = open_window(*STORY)
    key, act = LOGGED[kind]
    monkeypatch.setattr(Logbook, "write", no_write)
    said: list[str] = []

    def fail_and_leave(dialog: QDialog) -> None:
        act()
        said.extend(complaints(dialog))
        dialog.reject()

    dialogs.answer(fail_and_leave)
    press(key)
    assert said == ["The disk is full, so nothing was saved."]
    assert window.document.undo_stack.count() == 0
    assert window.quiet.words.text() == ""
    assert set(on_disk(window.document.logbook).by_id.values()) == set(STORY)


def test_a_full_disk_while_deleting_is_told(
    open_window: OpenWindow, dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(*STORY)
    monkeypatch.setattr(Logbook, "write", no_write)
    dialogs.read_sentence()
    press("Ctrl+2", "Delete")
    assert len(dialogs.told) == 1
    assert len(rows_of(window)) == 12


def test_a_full_disk_while_undoing_is_told(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(*STORY)
    window.document.remove(SYMPTOMS[0])
    monkeypatch.setattr(Logbook, "write", no_write)
    press("Ctrl+Z")
    assert window.quiet.words.text() == "The disk is full, so nothing was saved."


def test_keyboard_and_about(window: MainWindow, dialogs: Dialogs) -> None:
    dialogs.answer(lambda title: None, lambda title: None)
    press("F1")
    window.actions_by_name["show_about"].trigger()
    keys, about = dialogs.told
    assert "Ctrl+I    log an injection" in keys
    assert "It does not advise" in about
    assert "call the emergency services" in about


def test_size_is_remembered(open_window: OpenWindow, house: House, qtbot: QtBot) -> None:
    window = open_window()
    window.resize(700, 600)
    window.close()
    assert Settings().window is not None
    again = open_window()
    assert again.restoreGeometry(Settings().window)
    assert (again.width(), again.height()) == (700, 600)


def test_look_is_remembered(window: MainWindow) -> None:
    for look in ("dark", "light", "system"):
        window.actions_by_name[f"look_{look}"].trigger()
        assert Settings().theme == look


def test_quit_closes(window: MainWindow) -> None:
    window.actions_by_name["close"].trigger()
    assert not window.isVisible()


def test_plan_is_deleted_and_brought_back(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    press("Ctrl+3")
    click(a_button(window.plan, "Delete the plan: Pernicious anaemia, nerves involved"))
    assert on_disk(window.document.logbook).plans == ()
    assert window.quiet.words.text() == "Plan deleted"
    click(window.quiet.undo)
    (plan,) = on_disk(window.document.logbook).plans
    assert isinstance(plan, Plan)
    assert plan == PLAN


def test_several_doses_together_are_looked_at_closer(open_window: OpenWindow) -> None:
    from b12tracker.charts.picture import HitKind

    window = open_window()
    window.actions_by_name["open_sample"].trigger()
    settle()
    click(a_button(window, "Timeline range: All"))
    binned = [mark for mark in marks_of(window) if mark.kind is HitKind.BIN]
    canvas = window.overview.timeline.canvas
    if not binned:
        pytest.skip("nothing is drawn together in this font")
    before = canvas.last - canvas.first
    window._open_mark(binned[0])
    assert canvas.last - canvas.first < before / 2


def test_activation_does_not_read_without_need(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    first = window.document.judgement
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.document.judgement is first
