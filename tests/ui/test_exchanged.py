"""Another program exchanges the file under an open window, takes it away, or empties it."""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from b12tracker.app import House
from b12tracker.safekeeping import backups_of
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.document import Document
from b12tracker.ui.main_window import MainWindow
from tests.builders import an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Clock, Dialogs, complaints, press, sentences, settle, type_in
from tests.ui.story import INJECTIONS, STORY, TODAY, on_disk

THEIRS = an_injection("2026-11-10", note="theirs")


@pytest.fixture(name="window")
def a_window_that_looks_when_told(open_window: OpenWindow) -> MainWindow:
    window = open_window(*STORY)
    window.others.timer.stop()
    return window


@pytest.fixture(name="path")
def where_its_logbook_lies(window: MainWindow) -> Path:
    return window.document.logbook.path


@pytest.fixture(name="other")
def the_same_logbook_from_another_machine(path: Path) -> Path:
    other = path.with_name("from-elsewhere.sqlite")
    shutil.copy(path, other)
    logbook = Logbook.open(other)
    logbook.write(put=[THEIRS])
    logbook.close()
    return other


def look(window: MainWindow) -> None:
    window.others.timer.timeout.emit()
    settle()


def said(window: MainWindow) -> str:
    return window.quiet.words.accessibleName()


def notes(document: Document) -> set[str]:
    return {injection.note for injection in document.facts.injections}


def test_it_goes_on_quietly_with_the_file_that_came(
    window: MainWindow, path: Path, other: Path
) -> None:
    window.show_diary()
    other.replace(path)
    look(window)
    assert "theirs" in notes(window.document)
    assert said(window) == ""
    window.document.record(an_injection("2026-11-21", note="mine"))
    assert {"mine", "theirs"} <= {each.note for each in on_disk(window.document.logbook).injections}


def test_what_was_written_in_place_is_noticed_too(
    window: MainWindow, path: Path, other: Path
) -> None:
    """Even where SQLite, which counts the changes, would take it for what it remembers."""
    window.document.record(an_injection("2026-11-09", note="one more change, as over there"))
    assert path.read_bytes()[24:40] == other.read_bytes()[24:40]
    assert path.stat().st_size == other.stat().st_size
    inode = path.stat().st_ino
    path.write_bytes(other.read_bytes())
    assert path.stat().st_ino == inode
    with pytest.raises(LogbookError, match="nothing was saved"):
        window.document.logbook.write(put=[an_injection()])
    assert path.read_bytes() == other.read_bytes()
    window.document.record(an_injection("2026-11-21", note="mine"))
    assert {"mine", "theirs"} <= notes(window.document)
    with_tool = Logbook.open(path)
    assert with_tool.complaints() == []
    with_tool.close()


def test_what_the_other_file_lacks_is_kept_in_a_backup(
    window: MainWindow, path: Path, other: Path
) -> None:
    window.document.record(an_injection("2026-11-21", note="mine"))
    other.replace(path)
    look(window)
    assert "mine" not in notes(window.document)
    assert "gone or different now: 1 entry." in said(window)
    (backup,) = backups_of(path).listed()
    held = Logbook.read(backup.path)
    assert {each.note for each in held.injections} == {"", "mine"} | {
        each.note for each in INJECTIONS
    }


def test_undo_goes_on_and_steps_aside_where_it_no_longer_fits(
    window: MainWindow, path: Path, other: Path
) -> None:
    document = window.document
    document.correct(INJECTIONS[0], replace(INJECTIONS[0], note="changed"))
    other.replace(path)
    press("Ctrl+Z")
    assert "changed or deleted elsewhere" in said(window)
    assert INJECTIONS[0] in document.facts.injections
    document.record(an_injection("2026-11-21", note="mine"))
    press("Ctrl+Z")
    assert notes(document) >= {"theirs"}
    assert "mine" not in notes(document)


def test_a_form_that_is_open_meanwhile_loses_nothing(
    window: MainWindow, path: Path, dialogs: Dialogs
) -> None:
    """The stick is pulled while somebody types, and put back."""
    away = path.with_name("away")
    said: list[str] = []

    def type_and_save_twice(dialog: QDialog) -> None:
        type_in("yesterday")
        dialog.note.setPlainText("a long story")  # type: ignore[attr-defined]
        path.rename(away)
        dialog.accept()
        said.extend(complaints(dialog))
        assert dialog.isVisible()
        shutil.copy(away, path)  # another file, as after mounting anew
        dialog.accept()

    dialogs.answer(type_and_save_twice)
    window.actions_by_name["log_injection"].trigger()
    (sentence,) = said
    assert "is not there any more" in sentence
    assert "a long story" in {each.note for each in on_disk(window.document.logbook).injections}
    assert {each.note for each in on_disk(Logbook.open(away)).injections} == {
        each.note for each in INJECTIONS
    }


def test_a_file_that_is_gone_is_told_once_and_comes_back(window: MainWindow, path: Path) -> None:
    away = path.with_name("away")
    path.rename(away)
    look(window)
    assert "is not there any more" in said(window)
    window.quiet.clear()
    look(window)
    assert said(window) == ""
    away.rename(path)
    look(window)
    window.document.record(an_injection("2026-11-21", note="mine"))
    assert "mine" in {each.note for each in on_disk(Logbook.open(path)).injections}
    path.rename(away)
    look(window)
    assert "is not there any more" in said(window), "told again after it was there"
    away.rename(path)
    look(window)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "synchronises it may not be done"), (b"SQLite format 3\x00" + bytes(50), "is damaged")],
)
def test_a_file_that_is_not_whole_yet_is_never_written(
    window: MainWindow, path: Path, other: Path, content: bytes, says: str
) -> None:
    whole = path.read_bytes()
    half = path.with_name("half")
    half.write_bytes(content)
    half.replace(path)
    look(window)
    assert says in said(window)
    with pytest.raises(LogbookError):
        window.document.record(an_injection("2026-11-21"))
    press("Ctrl+Z")
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*-journal"))
    assert window.document.facts.injections, "the window still shows what it read"
    half.write_bytes(whole)
    half.replace(path)
    look(window)
    window.document.record(an_injection("2026-11-21", note="mine"))
    assert "mine" in notes(window.document)


def test_emptied_in_place_it_is_never_written(window: MainWindow, path: Path) -> None:
    whole = path.read_bytes()
    os.truncate(path, 0)
    look(window)
    assert "0 bytes" in said(window)
    with pytest.raises(LogbookError):
        window.document.record(an_injection("2026-11-21"))
    assert path.read_bytes() == b""
    path.write_bytes(whole)
    look(window)
    window.document.record(an_injection("2026-11-21", note="mine"))
    assert "mine" in {each.note for each in on_disk(Logbook.open(path)).injections}


def test_another_window_is_no_other_program(
    window: MainWindow, house: House, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What SQLite itself writes does not make the window open the file anew."""
    follows: list[int] = []
    monkeypatch.setattr(Logbook, "follow", lambda _: follows.append(1))
    second = house.open(path)
    for day in range(5):
        second.record(an_injection(TODAY - timedelta(days=day), note="theirs"))
        look(window)
        window.document.record(an_injection(TODAY - timedelta(days=day), note="mine"))
        second.notice_others()
    assert not follows
    assert {"mine", "theirs"} <= notes(window.document)
    second.logbook.close()


# the clock


def test_a_clock_set_back_deletes_nothing(window: MainWindow, clock: Clock) -> None:
    before = on_disk(window.document.logbook)
    clock.day = TODAY - timedelta(days=400)
    look(window)
    window.show_diary()
    assert on_disk(window.document.logbook) == before
    assert len(window.document.facts.injections) == len(INJECTIONS)
    window.document.record(an_injection(clock.day.isoformat(), note="then"))
    clock.day = TODAY
    look(window)
    assert "Next injection" in window.overview.headline.text()
    assert len(window.document.facts.injections) == len(INJECTIONS) + 1


def test_a_laptop_that_slept_for_days_knows_the_new_day(window: MainWindow, clock: Clock) -> None:
    """Its timer for midnight slept, too; a look does not rest on it."""
    window._midnight.stop()
    first = window.overview.headline.text(), sentences(window.overview)
    clock.day = TODAY + timedelta(days=3)
    look(window)
    assert (window.overview.headline.text(), sentences(window.overview)) != first


def test_after_midnight_it_waits_for_the_next_even_if_the_file_is_gone(
    window: MainWindow, path: Path
) -> None:
    away = path.with_name("away")
    path.rename(away)
    window._midnight.stop()
    with suppress(LogbookError):
        window._new_day()
    assert window._midnight.isActive()
    away.rename(path)


def test_the_time_zone_of_the_moment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """At any moment these two places have different dates."""
    house = House(None)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    ahead = house.clock()
    monkeypatch.setenv("TZ", "Pacific/Pago_Pago")
    behind = house.clock()
    monkeypatch.undo()
    house.clock()
    house.leave()
    assert ahead > behind
