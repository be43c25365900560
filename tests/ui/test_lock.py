"""The window locked: nothing can be seen or done, and all of it comes back afterwards."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFileDialog,
    QMenu,
    QMessageBox,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from b12tracker.app import House
from b12tracker.storage.errors import LockedError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.unlocking import key_for
from b12tracker.ui import idle
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.lock_dialog import NOT_LOCKED, LockDialog
from b12tracker.ui.lock import ELSEWHERE
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.builders import a_symptom_entry, an_injection
from tests.ui.driving import (
    Dialogs,
    a_button,
    activate,
    called,
    click,
    complaints,
    in_focus,
    press,
    rows_of,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import INJECTIONS, PATIENT, PLAN, STORY, TODAY

pytestmark = pytest.mark.usefixtures("cheap_keys")

PASSPHRASE = "river lamp kitten stone"
SECRET = "Kamtschatka"
"""Stands in every text of the logbook."""


class Clocks:
    """The clock that stands still while the computer sleeps, and the one on the wall."""

    def __init__(self) -> None:
        self.awake, self.wall = 0.0, 0.0

    def __call__(self) -> tuple[float, float]:
        return self.awake, self.wall

    def wait(self, seconds: float) -> None:
        self.awake += seconds
        self.wall += seconds


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    stand_in = Clocks()
    monkeypatch.setattr(idle, "clocks", stand_in)
    return stand_in


@pytest.fixture(name="path")
def a_path(tmp_path: Path) -> Path:
    return tmp_path / "Margaret.sqlite"


@pytest.fixture
def window(path: Path, house: House, clocks: Clocks, qtbot: QtBot, app: object) -> MainWindow:
    key = Key.new(PASSPHRASE)
    noted = (replace(each, note=SECRET) for each in INJECTIONS)
    plan = replace(PLAN, prescriber=SECRET)
    symptoms = a_symptom_entry(TODAY.isoformat(), note=SECRET)
    holding = (replace(PATIENT, name=SECRET), plan, *noted, symptoms)
    Logbook.create(path, holding=holding, key=key).close()
    window = MainWindow(house.open(path, key), house.doors, Settings(), "light")
    qtbot.addWidget(window, before_close_func=_put_away)
    window.show()
    activate(window)
    return window


def _put_away(window: MainWindow) -> None:
    window.lock.idle.watch(None)
    if window.lock.dialog:
        window.lock.dialog.hide()
    window.document.logbook.close()


def lock_dialog(window: MainWindow) -> LockDialog:
    dialog = window.lock.dialog
    assert dialog
    activate(dialog)
    return dialog


def unlock(window: MainWindow, passphrase: str = PASSPHRASE) -> None:
    lock_dialog(window)
    tab_to("Passphrase or recovery key")
    type_in(passphrase)
    press("Return")
    if not window.lock.dialog:
        activate(QApplication.activeModalWidget() or window)


def everything_said() -> list[str]:
    """Return all that a screen reader finds, whether it can be seen or not."""
    app = QAccessible.queryAccessibleInterface(QApplication.instance())
    return [words for words in _said_in(app) if words]


def shown_in(window: QWidget) -> set[str]:
    """Return what a screen reader finds in a window."""
    return set(_said_in(QAccessible.queryAccessibleInterface(window)))


KINDS = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)


def _said_in(part: QAccessibleInterface) -> Iterator[str]:
    for kind in KINDS:
        yield part.text(kind)
    edited = part.textInterface()
    if edited:
        yield edited.text(0, edited.characterCount())
    for number in range(part.childCount()):
        child = part.child(number)
        if child and child.isValid():
            yield from _said_in(child)


def test_a_screen_reader_finds_nothing_of_it(window: MainWindow) -> None:
    for page in range(4):
        window.show_page(page)
        settle()
    window.document.record(an_injection(TODAY.isoformat(), note=SECRET))
    assert any("Injection" in words for words in everything_said())
    press("Ctrl+Shift+L")
    told = " ".join(everything_said())
    assert "B12 Tracker is locked." in told
    for word in (SECRET, "November", "2026", "Injection of", "Next injection", "mg"):
        assert word not in told, told
    assert window.windowTitle() == "B12 Tracker"
    unlock(window)
    assert any("Next injection" in words for words in everything_said())


def test_no_pixel_of_it_is_left(window: MainWindow) -> None:
    window.others.timer.stop()
    before = window.grab().toImage()
    window.lock.lock()
    settle()
    locked = window.grab().toImage()
    assert before != locked
    colours = {locked.pixelColor(x, y).rgb() for x in range(0, 640, 7) for y in range(60, 260, 3)}
    assert len(colours) == 1, "something is drawn where the pages are"


def test_the_file_is_closed_and_the_key_forgotten(window: MainWindow, path: Path) -> None:
    window.lock.lock()
    logbook = window.document.logbook
    assert logbook.key is None
    assert window.document._facts is window.document._judgement is None
    for use in (logbook.facts, lambda: logbook.write([an_injection()])):
        with pytest.raises(LockedError):
            use()
    path.rename(path.with_name("elsewhere"))  # which Windows refuses while it is open
    path.with_name("elsewhere").rename(path)
    unlock(window)
    assert window.document.facts.injections
    assert window.lock.dialog is None


def test_a_wrong_passphrase_opens_nothing(window: MainWindow) -> None:
    window.lock.lock()
    unlock(window, "river lamp")
    dialog = lock_dialog(window)
    assert complaints(dialog)[0].startswith("That does not open this logbook")
    press("Escape")
    assert dialog.isVisible()
    assert not window.document.logbook.is_open
    unlock(window)
    assert not dialog.isVisible()


def test_what_was_done_can_be_undone_after(window: MainWindow, path: Path) -> None:
    window.document.record(an_injection(TODAY.isoformat()))
    window.lock.lock()
    undo = window.actions_by_name["undo"]
    assert undo.text() == "&Undo"
    assert not undo.isEnabled()
    unlock(window)
    assert undo.text() == "&Undo: Injection of 22 November logged"
    press("Ctrl+Z")
    assert len(window.document.facts.injections) == len(INJECTIONS)


def test_menus_do_nothing(window: MainWindow) -> None:
    window.lock.lock()
    assert not any(action.isEnabled() for action in window.actions_by_name.values())
    activate(lock_dialog(window))
    press("Ctrl+I", "Ctrl+2", "Ctrl+O")
    unlock(window)
    assert all(
        action.isEnabled()
        for name, action in window.actions_by_name.items()
        if name not in ("undo", "redo")
    )
    press("Ctrl+2")
    assert rows_of(window)


def test_a_form_comes_back_as_it_was(window: MainWindow, dialogs: Dialogs) -> None:
    def fill_and_lock(form: InjectionDialog) -> None:
        type_in("today")
        tab_to("Dose")
        type_in("1.5")
        order = tab_order()
        size, title = form.size(), form.windowTitle()
        window.lock.lock()
        settle()
        assert form.isVisible()
        assert form.windowTitle() == "B12 Tracker"
        assert shown_in(form) == {"", "B12 Tracker", "B12 Tracker is locked."}
        told = " ".join(everything_said())
        for word in ("1.5", "22 November", "hydroxocobalamin", "Same as last time"):
            assert word not in told, word
        unlock(window)
        activate(form)
        assert called(in_focus()) == "Dose"
        assert in_focus().text() == "1.5"
        assert (form.size(), form.windowTitle()) == (size, title)
        assert tab_order() == order
        press("Return")

    dialogs.answer(fill_and_lock)
    press("Ctrl+I")
    (logged,) = (one for one in window.document.facts.injections if one.given_on == TODAY)
    assert logged.dose_ug == 1500


def tab_order() -> list[str]:
    """Return what Tab comes to, from where the keys are round to there."""
    begun, reached = in_focus(), [called(in_focus())]
    for _ in range(100):
        QTest.keyClick(in_focus(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        if in_focus() is begun:
            return reached
        reached.append(called(in_focus()))
    raise AssertionError(reached)


def test_a_form_behind_a_question_comes_back_too(window: MainWindow, dialogs: Dialogs) -> None:
    asked: list[QMessageBox] = []

    def lock_and_stay(box: QMessageBox) -> None:
        words = box.text()
        window.lock.lock()
        settle()
        assert not any(words in said for said in everything_said())
        unlock(window)
        activate(box)
        assert words in shown_in(box)
        asked.append(box)
        press("Escape")

    def fill(form: InjectionDialog) -> None:
        type_in("today")
        tab_to("Dose")
        type_in("1.5")
        tab_to("More: time, lot, who gave it, note")
        press("Space")
        tab_to("Note")
        type_in(SECRET)
        press("Escape")
        assert form.isVisible()
        tab_to("Note")
        press("Escape")

    def leave(box: QMessageBox) -> None:
        click(a_button(box, "Leave it"))

    dialogs.answer(fill, lock_and_stay, leave)
    press("Ctrl+I")
    assert asked


def test_other_dialogs_come_back(window: MainWindow, qtbot: QtBot) -> None:
    box = QMessageBox(QMessageBox.Icon.Information, "Title", SECRET, parent=window)
    files = QFileDialog(window, SECRET)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    for dialog in (box, files):
        dialog.show()
        activate(dialog)
        before = shown_in(dialog)
        window.lock.lock()
        settle()
        assert SECRET not in " ".join(everything_said())
        unlock(window)
        assert shown_in(dialog) == before
        dialog.close()


def test_a_form_that_was_closed_is_not_found_either(window: MainWindow, dialogs: Dialogs) -> None:
    dialogs.answer(lambda form: (type_in("today"), click(form.do_it)))
    press("Ctrl+I")
    closed = [each for each in QApplication.topLevelWidgets() if isinstance(each, InjectionDialog)]
    assert closed
    window.lock.lock()
    assert "Same as last time" not in " ".join(everything_said())
    unlock(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(isValid(each) for each in closed)


def test_menus_calendars_and_tips_close(window: MainWindow, dialogs: Dialogs) -> None:
    menu = next(each for each in window.menuBar().findChildren(QMenu))
    press("Alt+L")
    assert menu.isVisible()
    QToolTip.showText(window.mapToGlobal(window.rect().center()), SECRET, window)
    settle()
    window.lock.lock()
    settle()
    assert not menu.isVisible()
    assert not QToolTip.isVisible()
    unlock(window)

    def open_calendar(form: InjectionDialog) -> None:
        click(a_button(form, "Calendar"))
        window.lock.lock()
        settle()
        assert not [each for each in QApplication.allWidgets() if _is_calendar(each)]
        unlock(window)
        activate(form)
        press("Escape")

    dialogs.answer(open_calendar)
    press("Ctrl+I")


def _is_calendar(widget: QWidget) -> bool:
    return isinstance(widget, QCalendarWidget) and widget.isVisible()


def test_the_clipboard_is_left_alone(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(SECRET)
    window.lock.lock()
    unlock(window)
    assert QGuiApplication.clipboard().text() == SECRET


def test_it_locks_when_nothing_is_touched(window: MainWindow, clocks: Clocks) -> None:
    look = window.lock.idle.look
    clocks.wait(299)
    look()
    assert not window.lock.dialog
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    clocks.wait(299)
    look()
    QTest.mouseMove(window.windowHandle(), QPoint(300, 300))
    settle()
    clocks.wait(299)
    look()
    assert not window.lock.dialog
    clocks.wait(1)
    look()
    assert "It was locked after 5 minutes without a key or the mouse." in sentences(
        lock_dialog(window)
    )
    clocks.wait(9999)
    look()
    unlock(window)
    assert not window.lock.dialog


def test_a_key_in_a_dialog_is_a_touch_too(
    window: MainWindow, clocks: Clocks, dialogs: Dialogs
) -> None:
    def think(form: InjectionDialog) -> None:
        for _ in range(3):
            clocks.wait(200)
            QTest.keyClick(form.windowHandle(), Qt.Key.Key_Shift)
            window.lock.idle.look()
        assert not window.lock.dialog
        press("Escape")

    dialogs.answer(think)
    press("Ctrl+I")


def test_the_keys_that_lock_do_so_in_a_form(window: MainWindow, dialogs: Dialogs) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

    def wish(form: InjectionDialog) -> None:
        QTest.keyClick(form.windowHandle(), Qt.Key.Key_L, both)
        settle()
        unlock(window)
        activate(form)
        press("Escape")

    dialogs.answer(wish)
    press("Ctrl+I")


def test_it_locks_at_waking(window: MainWindow, clocks: Clocks) -> None:
    """The first key after a long sleep locks, and does nothing else."""
    clocks.wall += 301
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.lock.dialog
    unlock(window)
    assert window.stack.currentIndex() == 0


def test_a_window_that_was_closed_asks_nothing(window: MainWindow, clocks: Clocks) -> None:
    window.close()
    clocks.wait(300)
    window.lock.idle.look()
    assert not window.lock.dialog


def test_a_clock_that_is_set_back_keeps_nothing_open(window: MainWindow, clocks: Clocks) -> None:
    clocks.wall -= 9999
    clocks.wait(300)
    window.lock.idle.look()
    assert window.lock.dialog


@pytest.mark.parametrize(("choice", "minutes"), [("After 60 minutes", 60), ("After 1 minute", 1)])
def test_when_it_locks_can_be_chosen(
    window: MainWindow, clocks: Clocks, dialogs: Dialogs, choice: str, minutes: int
) -> None:
    dialogs.answer(lambda dialog: (_choose(dialog, choice), press("Escape")))
    window.actions_by_name["passphrase"].trigger()
    assert Settings().lock_minutes == minutes
    clocks.wait(minutes * 60 - 1)
    window.lock.idle.look()
    assert not window.lock.dialog
    clocks.wait(1)
    window.lock.idle.look()
    assert window.lock.dialog


def test_it_need_not_lock_by_itself(window: MainWindow, clocks: Clocks, dialogs: Dialogs) -> None:
    dialogs.answer(lambda dialog: (_choose(dialog, "Never by itself"), press("Escape")))
    window.actions_by_name["passphrase"].trigger()
    assert Settings().lock_minutes is None
    clocks.wait(10**9)
    window.lock.idle.look()
    assert not window.lock.dialog


def _choose(dialog: Any, words: str) -> None:
    dialog.after.setCurrentText(words)
    dialog.after.activated.emit(dialog.after.currentIndex())


def test_a_logbook_without_a_passphrase_never_locks(
    window: MainWindow, clocks: Clocks, house: House, tmp_path: Path
) -> None:
    window._open_document(house.create(tmp_path / "plain.sqlite"))
    clocks.wait(9999)
    window.lock.idle.look()
    assert not window.lock.dialog
    assert not window.lock.idle.timer.isActive()


def test_it_can_be_quit_while_locked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(QCoreApplication, "exit", lambda status: ended.append(status))
    window.lock.lock()
    click(a_button(lock_dialog(window), "Quit"))
    assert ended == [0]
    assert not window.isVisible()
    assert not window.document.logbook.is_open


def test_quitting_says_that_a_form_is_lost(window: MainWindow, dialogs: Dialogs) -> None:
    said: list[str] = []

    def fill_and_lock(form: InjectionDialog) -> None:
        type_in("today")
        tab_to("Dose")
        type_in("1.5")
        tab_to("More: time, lot, who gave it, note")
        press("Space")
        tab_to("Note")
        type_in(SECRET)
        window.lock.lock()
        said.append(called(lock_dialog(window).cancel))
        unlock(window)
        click(form.do_it)

    dialogs.answer(fill_and_lock)
    press("Ctrl+I")
    assert said == ["Quit, and leave the form unsaved"]


def test_midnight_and_other_windows_leave_it_alone(window: MainWindow) -> None:
    window.lock.lock()
    window._new_day()
    window.others.timer.timeout.emit()
    window.others.notice()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    settle()
    unlock(window)
    assert window.overview.headline.text().startswith("Next injection")


def test_another_window_sets_a_passphrase(window: MainWindow, house: House, tmp_path: Path) -> None:
    """The file is another one then; this window asks before it goes on."""
    path = tmp_path / "plain.sqlite"
    Logbook.create(path, holding=STORY).close()
    window._open_document(house.open(path))
    window.document.record(an_injection(TODAY.isoformat()))
    with closing(Logbook.open(path)) as other:
        other.relock(Key.new("set elsewhere"))
        other.write(put=[an_injection("2026-11-20")])
    window.others.timer.timeout.emit()
    assert ELSEWHERE in sentences(lock_dialog(window))
    unlock(window, "set elsewhere")
    assert len(window.document.facts.injections) == len(INJECTIONS) + 2
    press("Ctrl+Z")
    assert len(window.document.facts.injections) == len(INJECTIONS) + 1


def test_another_window_changes_the_passphrase(window: MainWindow, path: Path) -> None:
    """Who sits at this window knew the old one, and the key is the same."""
    key = key_for(path, PASSPHRASE)
    with closing(Logbook.open(path, key=key)) as other:
        other.relock(key.with_passphrase("another"))
        other.write(put=[an_injection("2026-11-20")])
    window.others.timer.timeout.emit()
    assert not window.lock.dialog
    assert len(window.document.facts.injections) == len(INJECTIONS) + 1
    window.document.record(an_injection(TODAY.isoformat()))
    assert len(Logbook.read(path, key_for(path, "another")).injections) == len(INJECTIONS) + 2


def test_what_is_typed_meanwhile_is_saved(window: MainWindow, path: Path, dialogs: Dialogs) -> None:
    """While a form is open nobody looks for other windows."""

    def change_and_save(form: InjectionDialog) -> None:
        key = key_for(path, PASSPHRASE)
        with closing(Logbook.open(path, key=key)) as other:
            other.relock(key.with_passphrase("another"))
        type_in("today")
        press("Return")

    dialogs.answer(change_and_save)
    press("Ctrl+I")
    assert len(Logbook.read(path, key_for(path, "another")).injections) == len(INJECTIONS) + 1


def test_another_window_takes_the_passphrase_away(window: MainWindow, path: Path) -> None:
    with closing(Logbook.open(path, key=key_for(path, PASSPHRASE))) as other:
        other.relock(None)
    window.others.timer.timeout.emit()
    assert "taken away elsewhere" in window.quiet.words.text()
    window.document.record(an_injection(TODAY.isoformat()))
    assert len(Logbook.read(path).injections) == len(INJECTIONS) + 1


def test_the_passphrase_is_taken_away_while_it_is_locked(window: MainWindow, path: Path) -> None:
    """Whoever puts another file there must not get at the forms that are open."""
    window.lock.lock()
    with closing(Logbook.open(path, key=key_for(path, PASSPHRASE))) as other:
        other.relock(None)
    unlock(window)
    assert complaints(lock_dialog(window)) == [NOT_LOCKED]
    assert not window.document.logbook.is_open


def test_the_file_is_gone_while_it_is_locked(window: MainWindow, path: Path) -> None:
    window.lock.lock()
    path.rename(path.with_name("gone"))
    unlock(window)
    (said,) = complaints(lock_dialog(window))
    assert "No such file" in said
    path.with_name("gone").rename(path)
    unlock(window)
    assert not window.lock.dialog


def test_the_recovery_key_unlocks_and_a_new_passphrase_is_offered(
    window: MainWindow, path: Path, dialogs: Dialogs
) -> None:
    recovery_key = window.document.logbook.key.recovery_key
    window.lock.lock()
    said: list[str] = []
    dialogs.answer(lambda dialog: (said.extend(sentences(dialog)), press("Escape")))
    unlock(window, recovery_key)
    QTest.qWait(20)
    assert any("with its recovery key" in words for words in said)


def test_one_clock_goes_on_while_the_computer_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one goes on when somebody sets the clock back."""
    awake, wall = idle.clocks()
    monkeypatch.setattr(time, "time", lambda: wall + 3600)
    monkeypatch.setattr(time, "monotonic", lambda: awake + 5)
    assert idle.clocks() == (awake + 5, wall + 3600)
