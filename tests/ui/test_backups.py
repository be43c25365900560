"""Backups through the window: made by themselves, listed, restored, and taken back."""

import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from b12tracker.app import House
from b12tracker.backup_words import WHY
from b12tracker.places import data_folder
from b12tracker.safekeeping import backups_of
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage import keys
from b12tracker.storage.backups import Backup, Backups, Reason
from b12tracker.storage.errors import LockedError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.unlocking import key_for
from b12tracker.ui import daily_backup
from b12tracker.ui.backup_tasks import BackupTasks, bring_back
from b12tracker.ui.daily_backup import AFTER_MS
from b12tracker.ui.dialogs.backups_dialog import BackupsDialog
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.builders import an_injection, facts
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Clock,
    Dialogs,
    a_button,
    activate,
    buttons,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import INJECTIONS, STORY, TODAY, on_disk

NEW = an_injection(TODAY.isoformat())
NOW = datetime(2026, 11, 22, 9, 30)


def backups(window: MainWindow) -> Backups:
    return backups_of(window.document.logbook.path)


def reasons(window: MainWindow) -> list[Reason]:
    return [backup.reason for backup in backups(window).listed()]


def show(window: MainWindow) -> None:
    window.actions_by_name["show_backups"].trigger()
    settle()


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 6)


def no_place_for_backups() -> None:
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().touch()


def read_all(dialog: Any) -> list[tuple[str, ...]]:
    """Let the list read what is in each, and return its rows."""
    for _ in range(50):
        settle()
    return [dialog.list.rows.words(backup) for backup in dialog.list.rows.backups]


@pytest.fixture
def kept(open_window: OpenWindow) -> tuple[MainWindow, Backup]:
    """A window on a logbook in which something changed since its backup of three weeks ago."""
    window = open_window(*STORY)
    made = backups(window).take(window.document.logbook, Reason.IMPORT, NOW - timedelta(days=19))
    window.document.record(NEW)
    window.document.remove(INJECTIONS[0])
    window.document.remove(INJECTIONS[1])
    window.document.correct(INJECTIONS[2], an_injection("2026-10-19", id=INJECTIONS[2].id))
    return window, made


# Made by themselves


@pytest.fixture
def at_once(no_backup_by_itself: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_backup, "AFTER_MS", 0)


def opened_anew(house: House, qtbot: QtBot, path: Path) -> MainWindow:
    window = MainWindow(house.open(path), house.doors, Settings(), "light")
    qtbot.addWidget(window, before_close_func=lambda w: w.document.logbook.close())
    return window


@pytest.mark.usefixtures("at_once", "app")
def test_each_day_once_after_the_first_paint(
    house: House, qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "logbook.sqlite"
    Logbook.create(path, holding=STORY).close()
    window = opened_anew(house, qtbot, path)
    for _ in range(5):
        settle()
    assert reasons(window) == [], "it was not painted yet"
    window.show()
    qtbot.waitUntil(lambda: reasons(window) == [Reason.DAY])
    assert backups(window).listed()[0].made == NOW
    window.document.record(NEW)
    window.close()
    again = opened_anew(house, qtbot, path)
    again.show()
    qtbot.waitUntil(lambda: not again.daily.timer.isActive() and again.isVisible())
    settle()
    assert reasons(again) == [Reason.DAY]
    clock.day += timedelta(days=1)
    again._midnight.timeout.emit()
    qtbot.waitUntil(lambda: len(reasons(again)) == 2)
    assert backups(again).listed()[0].made.date() == clock.day
    assert NEW in backups(again).facts(backups(again).listed()[0]).injections


def test_it_waits_until_the_window_stands(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    assert window.daily.timer.isActive()
    assert reasons(window) == []
    assert AFTER_MS >= 1000


def test_of_the_sample_and_of_an_empty_logbook_none_is_made(window: MainWindow) -> None:
    window.daily.timer.timeout.emit()
    window.actions_by_name["open_sample"].trigger()
    window.daily.timer.timeout.emit()
    window.document.take([NEW], "a file")
    assert not (data_folder() / "backups").exists()


def test_one_that_cannot_be_made_is_told_of_once_and_the_program_goes_on(
    open_window: OpenWindow,
) -> None:
    window = open_window(*STORY)
    no_place_for_backups()
    window.daily.timer.timeout.emit()
    assert window.quiet.words.accessibleName().startswith("Today’s backup could not be made.")
    window.quiet.clear()
    window.daily.timer.timeout.emit()
    assert window.quiet.words.text() == ""
    window.document.record(NEW)
    assert NEW in on_disk(window.document.logbook).injections


def test_a_window_that_was_closed_makes_none(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    window.close()
    window.document.logbook.close()
    window.daily.timer.timeout.emit()
    assert reasons(window) == []


def test_while_the_logbook_is_locked_it_waits(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise LockedError(window.document.logbook.path)

    window = open_window(*STORY)
    with monkeypatch.context() as patch:
        patch.setattr(window.document, "keep_daily_backup", locked)
        window.daily.timer.timeout.emit()
    assert window.quiet.words.text() == ""
    assert window.daily.timer.isActive()
    window.daily.timer.timeout.emit()
    assert reasons(window) == [Reason.DAY]


@pytest.fixture
def coming(tmp_path: Path) -> Path:
    file = tmp_path / "coming.json"
    file.write_text(logbook_to_json(facts(NEW)), encoding="utf-8")
    return file


def import_it(window: MainWindow, dialogs: Dialogs, file: Path, key: str = "Return") -> None:
    dialogs.answer(lambda title: file, lambda dialog: press(key))
    window.actions_by_name["import_file"].trigger()
    settle()


def test_before_an_import_that_adds_something(
    open_window: OpenWindow, dialogs: Dialogs, coming: Path
) -> None:
    window = open_window(*STORY)
    import_it(window, dialogs, coming, "Escape")
    assert reasons(window) == []
    import_it(window, dialogs, coming)
    (made,) = backups(window).listed()
    assert made.reason == Reason.IMPORT
    assert backups(window).facts(made).injections == INJECTIONS
    assert NEW in on_disk(window.document.logbook).injections


def test_where_none_can_be_made_nothing_is_imported(
    open_window: OpenWindow, dialogs: Dialogs, coming: Path
) -> None:
    window = open_window(*STORY)
    no_place_for_backups()
    dialogs.answer(lambda title: coming, lambda dialog: press("Return"), lambda box: box.accept())
    window.actions_by_name["import_file"].trigger()
    assert "so nothing was changed" in dialogs.told[0]
    assert on_disk(window.document.logbook).injections == INJECTIONS
    assert window.document.undo_stack.count() == 0


# Listed


def test_the_list_says_when_why_and_what(kept: tuple[MainWindow, Backup], dialogs: Dialogs) -> None:
    window, _ = kept
    backups(window).take(window.document.logbook, Reason.DAY, NOW)
    backups(window).take(window.document.logbook, Reason.ASKED, NOW - timedelta(hours=20))

    def look(dialog: Any) -> None:
        assert in_focus() is dialog.list
        assert read_all(dialog) == [
            ("Today 09:30", "Daily", "11", "22 November"),
            ("Yesterday 13:30", "Made by hand", "11", "22 November"),
            ("3 November", "Before an import", "12", "21 November"),
        ]
        assert any(str(backups(window).folder) in said for said in sentences(dialog))
        press("Escape")

    dialogs.answer(look)
    show(window)


def test_the_list_is_read_bit_by_bit(kept: tuple[MainWindow, Backup], dialogs: Dialogs) -> None:
    window, made = kept
    read: list[Backup] = []

    def look(dialog: BackupsDialog) -> None:
        contents = dialog._shelf.backups.contents
        first = dialog.list.rows.words(made)
        dialog._shelf.backups.contents = lambda *of: (  # type: ignore[method-assign]
            read.append(of[0]) or contents(*of)
        )
        assert first[2] in ("…", "12")
        dialog.list.rows.contents.clear()
        dialog._reading.start()
        dialog._read_next()
        assert len(read) == 1
        read_all(dialog)
        assert len(read) == 1, "each is read once"
        assert not dialog._reading.isActive()
        press("Escape")

    dialogs.answer(look)
    show(window)


def test_an_empty_list_says_what_backups_are(window: MainWindow, dialogs: Dialogs) -> None:
    def look(dialog: Any) -> None:
        said = " ".join(sentences(dialog))
        assert "There is no backup yet." in said
        assert "before an import, a merge or a restore" in said
        assert str(backups(window).folder) in said
        assert not dialog.do_it.isEnabled()
        assert "Show the folder" not in buttons(dialog)
        press("Escape")

    dialogs.answer(look)
    show(window)


def test_one_is_made_now(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def make(dialog: Any) -> None:
        press("Alt+M")
        assert read_all(dialog) == [("Today 09:30", "Made by hand", "12", "21 November")]
        assert dialog.do_it.isEnabled()
        no_more = backups(window).folder
        no_more.rename(no_more.with_name("moved"))
        no_more.touch()
        click(a_button(dialog, "Make one now"))
        assert "cannot be used" in complaints(dialog)[0]
        press("Escape")

    dialogs.answer(make)
    show(window)


def test_the_folder_is_shown(
    kept: tuple[MainWindow, Backup], dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = kept
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(shown.append(url)))

    def look(dialog: Any) -> None:
        click(a_button(dialog, "Show the folder"))
        assert shown == [QUrl.fromLocalFile(str(backups(window).folder))]
        assert "cannot be shown from here" in complaints(dialog)[0]
        press("Escape")

    dialogs.answer(look)
    show(window)


def test_the_sample_has_none(window: MainWindow, dialogs: Dialogs) -> None:
    window.actions_by_name["open_sample"].trigger()
    dialogs.read_sentence()
    show(window)
    assert "Of the sample logbook nothing is kept" in dialogs.told[0]


# Restored


def test_restore_by_keyboard_and_take_it_back(
    kept: tuple[MainWindow, Backup], dialogs: Dialogs
) -> None:
    window, _ = kept
    before = on_disk(window.document.logbook)

    def look(dialog: Any) -> None:
        said = sentences(dialog)
        assert said[0] == "Backup of 3 November (before an import)"
        assert said[1] == "2 entries come back, 1 is taken out, 1 is changed."
        assert "Comes back\n2 injections, from 5 Oct 2026 to 19 Oct 2026" in "\n".join(said)
        assert "Is taken out\n1 injection, of 22 Nov 2026" in "\n".join(said)
        assert on_disk(window.document.logbook) == before, "only a look"
        press("Return")

    dialogs.answer(lambda dialog: press("Return"), look)
    show(window)
    assert on_disk(window.document.logbook).by_id == facts(*STORY).by_id
    assert window.quiet.words.accessibleName() == (
        "Backup of 3 November (before an import) restored: "
        "2 entries came back, 1 was taken out, 1 was changed"
    )
    assert reasons(window) == [Reason.RESTORE, Reason.IMPORT]
    assert backups(window).facts(backups(window).listed()[0]) == before
    assert window.quiet.undo.isVisible()
    click(window.quiet.undo)
    assert on_disk(window.document.logbook).by_id == before.by_id
    press("Ctrl+Shift+Z")
    assert on_disk(window.document.logbook).by_id == facts(*STORY).by_id


def test_leaving_the_question_leads_back_to_the_list(
    kept: tuple[MainWindow, Backup], dialogs: Dialogs
) -> None:
    window, _ = kept
    before = on_disk(window.document.logbook)
    dialogs.answer(
        lambda dialog: press("Alt+R"),
        lambda dialog: press("Escape"),
        lambda dialog: press("Escape"),
    )
    show(window)
    assert on_disk(window.document.logbook) == before
    assert reasons(window) == [Reason.IMPORT]


def test_nothing_to_restore(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    window.document.make_backup()

    def look(dialog: Any) -> None:
        assert "The logbook holds exactly what this backup holds." in sentences(dialog)
        assert not dialog.do_it.isEnabled()
        click(a_button(dialog, "Close"))

    dialogs.answer(lambda dialog: press("Return"), look, lambda dialog: press("Escape"))
    show(window)
    assert reasons(window) == [Reason.ASKED]


def test_a_damaged_one_is_said_to_be_and_never_restored(
    kept: tuple[MainWindow, Backup], dialogs: Dialogs
) -> None:
    window, made = kept
    spoil(made.path)

    def hasty(dialog: Any) -> None:
        dialog._reading.stop()
        dialog.list.rows.contents.clear()
        dialog._offer()
        press("Return")

    def look(dialog: Any) -> None:
        assert read_all(dialog) == [("3 November", "Before an import", "Damaged", "")]
        assert not dialog.do_it.isEnabled()
        press("Return")
        assert complaints(dialog) == ["This backup cannot be read; choose another one."]
        press("Escape")

    dialogs.answer(hasty)
    dialogs.read_sentence()
    dialogs.answer(look)
    before = on_disk(window.document.logbook)
    show(window)
    assert "is damaged" in dialogs.told[0]
    assert on_disk(window.document.logbook) == before


def test_where_no_backup_can_be_made_nothing_is_restored(
    kept: tuple[MainWindow, Backup], dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, made = kept
    copy = Path(shutil.move(made.path, window.document.logbook.path.with_name("copy.sqlite")))
    backups(window).folder.rmdir()
    backups(window).folder.touch()
    before = on_disk(window.document.logbook)

    def from_file(dialog: Any) -> None:
        click(a_button(dialog, "From a file…"))

    dialogs.answer(from_file, lambda title: copy, lambda dialog: press("Return"))
    dialogs.read_sentence()
    dialogs.answer(lambda dialog: press("Escape"))
    show(window)
    assert "so nothing was changed" in dialogs.told[0]
    assert on_disk(window.document.logbook) == before


def test_from_a_file(window: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    Logbook.create(tmp_path / "other.sqlite", holding=STORY).close()

    def choose(dialog: Any) -> None:
        tab_to("From a file…")
        press("Return")

    dialogs.answer(choose, lambda title: tmp_path / "other.sqlite", lambda look: press("Return"))
    show(window)
    assert on_disk(window.document.logbook).by_id == facts(*STORY).by_id
    assert window.quiet.words.accessibleName().startswith("other.sqlite restored: 12 entries")


def test_leave_the_question_for_the_file(window: MainWindow, dialogs: Dialogs) -> None:
    def choose(dialog: Any) -> None:
        click(a_button(dialog, "From a file…"))
        assert dialog.isVisible()
        press("Escape")

    dialogs.answer(choose, lambda title: "")
    show(window)


def test_what_another_window_wrote_meanwhile_is_not_lost(
    kept: tuple[MainWindow, Backup], dialogs: Dialogs
) -> None:
    """What is restored was shown; what came since is left, or nothing is done."""
    window, _ = kept

    def another_writes(dialog: Any) -> None:
        with closing(Logbook.open(window.document.logbook.path)) as other:
            other.write(remove=[NEW])
        press("Return")

    dialogs.answer(lambda dialog: press("Return"), another_writes)
    dialogs.read_sentence()
    dialogs.answer(lambda dialog: press("Escape"))
    show(window)
    assert "was changed or deleted elsewhere meanwhile" in dialogs.told[0]
    assert len(on_disk(window.document.logbook).injections) == len(INJECTIONS) - 2


@pytest.mark.usefixtures("app")
def test_of_a_locked_logbook(
    house: House, qtbot: QtBot, tmp_path: Path, dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "COST", 4)
    path, key = tmp_path / "locked.sqlite", Key.new("open sesame")
    logbook = Logbook.create(path, holding=STORY, key=key)
    backups_of(path).take(logbook, Reason.DAY, NOW)
    window = MainWindow(house._document(logbook, "locked"), house.doors, Settings(), "light")
    qtbot.addWidget(window, before_close_func=lambda w: w.document.logbook.close())
    window.show()
    activate(window)
    window.document.remove(INJECTIONS[0])

    def look(dialog: Any) -> None:
        assert read_all(dialog) == [("Today 09:30", "Daily", "12", "21 November")]
        press("Return")

    dialogs.answer(look, lambda dialog: press("Return"))
    show(window)
    assert Logbook.read(path, key).by_id == facts(*STORY).by_id
    assert not any(
        backup.path.read_bytes().startswith(b"SQLite") for backup in backups(window).listed()
    )


def test_every_reason_has_words() -> None:
    assert set(WHY) == set(Reason)


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Key]:
    """A copy with a passphrase of its own."""
    monkeypatch.setattr(keys, "COST", 4)
    path, key = tmp_path / "stranger.sqlite", Key.new("of another time")
    Logbook.create(path, holding=STORY, key=key).close()
    return path, key


def choose_file(dialog: Any) -> None:
    click(a_button(dialog, "From a file…"))


def test_a_copy_with_a_passphrase_of_its_own(
    window: MainWindow, dialogs: Dialogs, stranger: tuple[Path, Key]
) -> None:
    path, _ = stranger
    asked = lambda dialog: (type_in("of another time"), press("Return"))  # noqa: E731
    dialogs.answer(choose_file, lambda title: path, asked, lambda look: press("Return"))
    show(window)
    assert on_disk(window.document.logbook).by_id == facts(*STORY).by_id
    tasks = BackupTasks(window, lambda: window.document, lambda asked: None)
    dialogs.answer(choose_file, lambda title: path, lambda dialog: press("Escape"))
    tasks.show_backups()


# Without an open logbook


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    path = tmp_path / "logbook.sqlite"
    with closing(Logbook.create(path, holding=STORY)) as logbook:
        backups_of(path).take(logbook, Reason.DAY, NOW)
    spoil(path)
    return path


@pytest.mark.usefixtures("app")
def test_a_damaged_logbook_is_brought_back(lost: Path, dialogs: Dialogs) -> None:
    left = lost.read_bytes()

    def choose(dialog: Any) -> None:
        assert "Make one now" not in buttons(dialog)
        press("Return")

    def look(dialog: Any) -> None:
        assert sentences(dialog)[:2] == [
            "Backup of today 09:30 (daily)",
            "12 entries in it become the logbook.",
        ]
        press("Return")

    dialogs.answer(choose, look)
    assert bring_back(None, lost, lambda: NOW)
    assert Logbook.read(lost).by_id == facts(*STORY).by_id
    (aside,) = (each for each in lost.parent.glob("*.sqlite") if each != lost)
    assert aside.read_bytes() == left


@pytest.mark.usefixtures("app")
def test_locked_backups_are_asked_for_their_passphrase(
    lost: Path, dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "COST", 4)
    key = Key.new("open sesame")
    lost.unlink()
    backups_of(lost).relock(None, key)
    assert not bring_back(None, lost, lambda: NOW, lambda asked: None)

    def look(dialog: Any) -> None:
        assert read_all(dialog) == [("Today 09:30", "Daily", "12", "21 November")]
        press("Return")

    dialogs.answer(look, lambda dialog: press("Return"))
    assert bring_back(None, lost, lambda: NOW, lambda asked: key)
    assert Logbook.read(lost, key_for(lost, "open sesame")).by_id == facts(*STORY).by_id


@pytest.mark.usefixtures("app")
def test_it_is_left_as_it_is(lost: Path, dialogs: Dialogs) -> None:
    left = lost.read_bytes()
    dialogs.answer(
        lambda dialog: press("Return"),
        lambda dialog: press("Escape"),
        lambda dialog: press("Escape"),
    )
    assert not bring_back(None, lost, lambda: NOW)
    assert lost.read_bytes() == left


@pytest.mark.usefixtures("app")
def test_a_file_that_is_no_backup(
    lost: Path, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear diary")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(letter), ""))
    dialogs.answer(lambda dialog: click(a_button(dialog, "From a file…")))
    dialogs.read_sentence()
    dialogs.answer(lambda dialog: press("Escape"))
    assert not bring_back(None, lost, lambda: NOW)
    assert "is not a B12 Tracker logbook" in dialogs.told[0]
