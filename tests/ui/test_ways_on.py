"""A logbook that cannot be opened: at the start, from the menu, and while the window is open."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from b12tracker import cli
from b12tracker.app import House, open_window
from b12tracker.faults import ErrorLog
from b12tracker.places import default_logbook
from b12tracker.storage import driver
from b12tracker.storage.errors import EmptyError, LogbookError, damaged
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import errors
from b12tracker.ui.dialogs.trouble_dialog import TroubleDialog
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.builders import an_injection
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import Dialogs, a_button, buttons, click, press, sentences, settle
from tests.ui.story import INJECTIONS, STORY, on_disk

PAGE = 4096

Start = Callable[..., int]


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Logbook.create(path, "this-copy", holding=STORY).close()
    return path


def damage(path: Path) -> bytes:
    """Zero the page that lists the tables; nothing else is lost."""
    content = bytes(PAGE) + path.read_bytes()[PAGE:]
    path.write_bytes(content)
    return content


def choose(words: str) -> Callable[[QDialog], None]:
    return lambda dialog: click(a_button(dialog, words))


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, app: QApplication) -> Start:
    """Start the program; return its status. ``start.seen`` holds the window that opened."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    Settings().safety_shown = True
    seen: list[tuple[Path, int]] = []

    def one_look(*_: object) -> int:
        settle()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, MainWindow) and each.isVisible():
                document = each.document
                seen.append((document.logbook.path, len(document.facts.injections)))
                each.close()
                each.deleteLater()
        return 0

    def started(*words: str) -> int:
        return open_window(cli._parse(words))

    monkeypatch.setattr(QApplication, "exec", staticmethod(one_look))
    started.seen = seen  # type: ignore[attr-defined]
    return started


def test_the_usual_logbook_is_damaged_and_recovered_at_the_start(
    start: Start, dialogs: Dialogs, tmp_path: Path
) -> None:
    path, place = make(default_logbook()), tmp_path / "Margaret"
    damaged = damage(path)
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.extend(sentences(dialog))
        press("Return")

    dialogs.answer(choose("Recover what can be read…"), lambda title: place, read)
    assert start() == 0
    recovered = place.with_name("Margaret.sqlite")
    assert start.seen == [(recovered, len(INJECTIONS))]  # type: ignore[attr-defined]
    assert any(f"{len(INJECTIONS)} injections" in words for words in said)
    assert f"It is {recovered}." in said
    assert f"{path} was left as it is." in said
    assert path.read_bytes() == damaged
    assert start() == 0, "from now on the recovered one is the usual one"
    assert start.seen[1][0] == recovered  # type: ignore[attr-defined]


def test_leaving_it_ends_the_program(start: Start, dialogs: Dialogs) -> None:
    path = make(default_logbook())
    damaged = damage(path)
    seen: list[list[str]] = []

    def look_and_leave(dialog: QDialog) -> None:
        seen.append(buttons(dialog))
        (sentence,) = [words for words in sentences(dialog) if str(path) in words]
        assert "is damaged" in sentence
        assert sentence.count(". ") == 0
        press("Escape")

    dialogs.answer(look_and_leave)
    assert start() == 1
    assert start.seen == []  # type: ignore[attr-defined]
    assert seen == [
        [
            "Recover what can be read…",
            "Choose another logbook…",
            "Make a new logbook…",
            "Quit",
        ]
    ]
    assert path.read_bytes() == damaged


def test_an_empty_file_may_be_whole_in_a_moment(
    start: Start, dialogs: Dialogs, tmp_path: Path
) -> None:
    path = tmp_path / "mine.sqlite"
    path.touch()

    def wait_for_the_rest(dialog: QDialog) -> None:
        assert any("synchronises" in words for words in sentences(dialog))
        path.unlink()
        make(path)
        press("Alt+T")

    dialogs.answer(wait_for_the_rest)
    assert start(str(path)) == 0
    assert start.seen == [(path, len(INJECTIONS))]  # type: ignore[attr-defined]


def read_only(path: Path) -> None:
    path.chmod(0o444)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('b12tracker', 'a_step_of_next_year', '2027-01-01')"
        )


def no_logbook(path: Path) -> None:
    path.write_text("Dear diary")


@pytest.mark.parametrize(
    ("made", "says"), [(read_only, "read-only"), (newer, "newer version"), (no_logbook, "is not a")]
)
def test_another_logbook_can_be_chosen(
    start: Start,
    dialogs: Dialogs,
    tmp_path: Path,
    made: Callable[[Path], None],
    says: str,
) -> None:
    path, other = make(tmp_path / "mine.sqlite"), make(tmp_path / "other.sqlite")
    made(path)
    before = path.read_bytes()
    said: list[str] = []

    def choose_another(dialog: QDialog) -> None:
        said.extend(sentences(dialog))
        choose("Choose another logbook…")(dialog)

    dialogs.answer(choose_another, lambda title: other)
    assert start(str(path)) == 0
    assert any(says in words for words in said)
    assert start.seen == [(other, len(INJECTIONS))]  # type: ignore[attr-defined]
    assert path.read_bytes() == before
    assert Settings().usual_logbook is None, "nothing was said of the usual one"


def test_while_another_program_writes_it_can_be_tried_again(
    start: Start, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "WAIT_SECONDS", 0.05)
    path = make(tmp_path / "mine.sqlite")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    def let_go(dialog: QDialog) -> None:
        assert any("in use by another program" in words for words in sentences(dialog))
        other.close()
        press("Return")

    dialogs.answer(let_go)
    assert start(str(path)) == 0
    assert start.seen == [(path, len(INJECTIONS))]  # type: ignore[attr-defined]


def test_thinking_better_of_it_asks_again(start: Start, dialogs: Dialogs, tmp_path: Path) -> None:
    path, fresh = make(tmp_path / "mine.sqlite"), tmp_path / "fresh.sqlite"
    path.write_bytes(b"")
    dialogs.answer(
        choose("Choose another logbook…"),
        lambda title: "",
        choose("Make a new logbook…"),
        lambda title: "",
        choose("Make a new logbook…"),
        lambda title: fresh,
    )
    assert start(str(path)) == 0
    assert start.seen == [(fresh, 0)]  # type: ignore[attr-defined]


def test_what_cannot_be_recovered_is_told(start: Start, dialogs: Dialogs, tmp_path: Path) -> None:
    path = make(tmp_path / "mine.sqlite")
    path.write_bytes(path.read_bytes()[:80])
    dialogs.answer(choose("Recover what can be read…"), lambda title: tmp_path / "new.sqlite")
    dialogs.read_sentence()
    dialogs.answer(lambda dialog: press("Escape"))
    assert start(str(path)) == 1
    assert dialogs.told == [f"Nothing could be read of {path}; it was left as it is."]
    assert not (tmp_path / "new.sqlite").exists()


def test_a_usual_logbook_that_vanished_is_not_made_anew(start: Start, dialogs: Dialogs) -> None:
    """It lies on a stick that is not there."""
    Settings().usual_logbook = Path("/no such stick/mine.sqlite")
    dialogs.answer(lambda dialog: press("Escape"))
    assert start() == 1
    assert not default_logbook().exists()


def test_a_damaged_one_from_the_menu(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window = open_window(an_injection("2026-11-20"))
    before = window.document
    path, place = make(tmp_path / "other.sqlite"), tmp_path / "recovered.sqlite"
    damage(path)
    dialogs.answer(lambda title: path, lambda dialog: press("Escape"))
    window.files.choose_logbook()
    assert window.document is before
    dialogs.answer(
        lambda title: path,
        choose("Recover what can be read…"),
        lambda title: place,
        lambda dialog: press("Return"),
    )
    window.files.choose_logbook()
    assert window.document.logbook.path == place
    assert len(on_disk(window.document.logbook).injections) == len(INJECTIONS)


def test_a_locked_damaged_one_asks_for_its_passphrase(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window = open_window()
    path, place = tmp_path / "other.sqlite", tmp_path / "recovered.sqlite"
    Logbook.create(path, holding=STORY, key=Key.new("open sesame")).close()
    with path.open("ab") as file:
        file.write(b"more")

    def unlock(dialog: QDialog) -> None:
        dialog.typed.setText("open sesame")  # type: ignore[attr-defined]
        press("Return")

    dialogs.answer(
        lambda title: path,
        unlock,
        choose("Recover what can be read…"),
        unlock,
        lambda title: place,
        lambda dialog: press("Return"),
        unlock,
    )
    window.files.choose_logbook()
    assert window.document.logbook.path == place
    assert window.document.logbook.key
    assert len(window.document.facts.injections) == len(INJECTIONS)


def test_damage_while_the_window_is_open_leads_on_once(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(*STORY)
    watch = errors.Watch(ErrorLog(datetime.now))
    watch.find_way_on = window.files.find_way_on
    error = damaged(window.document.logbook.path)
    dialogs.answer(lambda dialog: press("Escape"))
    watch.catch(error)
    settle()
    watch._last.clear()
    dialogs.read_sentence()
    watch.catch(error)
    settle()
    assert dialogs.told == [str(error)]


def test_backups_are_offered_where_there_are_some(
    house: House, dialogs: Dialogs, show: Show, tmp_path: Path
) -> None:
    path = make(tmp_path / "mine.sqlite")
    whole = path.read_bytes()
    damage(path)
    asked: list[Path] = []

    def bring_back(_: object, of: Path) -> bool:
        asked.append(of)
        if len(asked) == 2:
            of.write_bytes(whole)
        return len(asked) == 2

    doors = replace(house.doors, has_backups=lambda _: True, bring_back=bring_back)
    window = show(MainWindow(house.sample(), doors, Settings(), "light"))
    assert isinstance(window, MainWindow)
    dialogs.answer(lambda title: path, choose("Open a backup…"), lambda dialog: press("Alt+B"))
    window.files.choose_logbook()
    assert asked == [path, path], "the first time the user thought better of it"
    assert window.document.logbook.path == path
    window.hide()  # a window in sight looks at its logbook now and then
    window.document.logbook.close()


def test_every_way_has_a_letter_of_its_own(show: Show) -> None:
    path = Path("/x/mine.sqlite")
    for error in (damaged(path), EmptyError(path), LogbookError("It is read-only.")):
        dialog = show(TroubleDialog(None, path, error, "&Quit", has_backups=True))
        assert isinstance(dialog, TroubleDialog)
        letters = [
            each.text()[each.text().index("&") + 1].lower()
            for each in (*dialog.buttons.values(), dialog.cancel)
        ]
        assert len(set(letters)) == len(letters)
        dialog.close()
