"""A passphrase through the window: set, changed, taken away, asked for; and the recovery key."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from b12tracker.app import House
from b12tracker.domain.facts import Facts
from b12tracker.safekeeping import backups_of
from b12tracker.storage.backups import Reason
from b12tracker.storage.errors import WrongPassphraseError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_for
from b12tracker.ui.dialogs.locked_dialog import DAMAGED, WRONG, WRONG_KEY
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.open_asking import open_asking
from b12tracker.ui.passphrase_tasks import SAMPLE
from b12tracker.ui.recovery_sheet import print_sheet
from b12tracker.ui.settings import Settings
from tests.builders import an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Answer,
    Dialogs,
    a_button,
    activate,
    click,
    complaints,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import INJECTIONS, STORY, TODAY

pytestmark = pytest.mark.usefixtures("cheap_keys")

PASSPHRASE = "river lamp kitten stone"
OTHER = "window apple seven coal"


def do(window: MainWindow, action: str) -> None:
    """Choose an action from the menu."""
    window.actions_by_name[action].trigger()
    settle()


def held(path: Path, typed: str | None = None) -> Facts:
    return Logbook.read(path, None if typed is None else key_for(path, typed))


def setting(passphrase: str) -> Answer:
    """Type a new passphrase, twice, by the keyboard."""

    def answer(dialog: Any) -> None:
        type_in(passphrase)
        tab_to("Passphrase again")
        type_in(passphrase)
        press("Return")

    return answer


def saying(passphrase: str) -> Answer:
    """Type the passphrase there is."""
    return lambda dialog: (type_in(passphrase), press("Return"))


def pressing(words: str) -> Answer:
    return lambda dialog: click(a_button(dialog, words))


def writing_down(dialog: Any) -> None:
    """Type the last group of the recovery key from paper."""
    tab_to("Last group of the key")
    type_in(dialog.key.text()[-5:].lower())
    press("Return")


@pytest.fixture(name="path")
def a_path(tmp_path: Path) -> Path:
    return tmp_path / "Margaret.sqlite"


@pytest.fixture(name="locked")
def a_locked_logbook(path: Path) -> Key:
    key = Key.new(PASSPHRASE)
    Logbook.create(path, holding=STORY, key=key).close()
    return key


@pytest.fixture(name="window_on_it")
def a_window_on_it(locked: Key, path: Path, house: House, qtbot: QtBot, app: object) -> MainWindow:
    window = MainWindow(house.open(path, locked), house.doors, Settings(), "light")
    qtbot.addWidget(window, before_close_func=lambda w: w.document.logbook.close())
    window.show()
    activate(window)
    return window


def test_a_passphrase_is_set_by_keys_alone(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    path = window.document.logbook.path
    window.document.record(an_injection(TODAY.isoformat()))
    shown: list[str] = []

    def look(dialog: Any) -> None:
        shown.append(dialog.key.text())
        writing_down(dialog)

    dialogs.answer(setting(PASSPHRASE), look)
    press("Alt+L", "p")
    assert window.quiet.words.text() == "Passphrase set"
    assert is_locked(path)
    assert held(path, PASSPHRASE) == held(path, shown[0]) == window.document.facts
    do(window, "undo")
    assert len(held(path, PASSPHRASE).injections) == len(INJECTIONS)
    assert [one.name for one in path.parent.glob("*") if one.is_file()] == [path.name]


def test_no_backup_stays_in_clear(open_window: OpenWindow, dialogs: Dialogs, house: House) -> None:
    window = open_window(*STORY)
    backups = backups_of(window.document.logbook.path)
    backups.take(window.document.logbook, Reason.ASKED, house.now())
    dialogs.answer(setting(PASSPHRASE), writing_down)
    do(window, "passphrase")
    assert len(backups.listed()) == 2
    for backup in backups.listed():
        assert b"travelling" not in backup.path.read_bytes()
        assert held(backup.path, PASSPHRASE) == window.document.facts


def test_a_weak_one_is_taken_at_the_second_press(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()
    said: list[str] = []

    def hesitate(dialog: Any) -> None:
        setting("margaret")(dialog)
        said.extend(complaints(dialog))
        tab_to("Passphrase again")
        type_in("summer")
        press("Return")
        said.extend(complaints(dialog))
        tab_to("Passphrase again")
        type_in("margaret")
        press("Return")
        said.extend(complaints(dialog))
        click(a_button(dialog, "Use it all the same"))

    dialogs.answer(hesitate, writing_down)
    do(window, "passphrase")
    assert "a word or name that is tried first" in said[0]
    assert "not the same" in said[1]
    assert said[2] == said[0], "another press after a change is the first one again"
    assert held(window.document.logbook.path, "margaret") == Facts()


@pytest.mark.parametrize(
    ("typed", "why"),
    [("sdfghjk", "beside each other"), ("aaaaaaaa", "repeats"), ("x7q", "short")],
)
def test_what_makes_it_weak_is_said(
    open_window: OpenWindow, dialogs: Dialogs, typed: str, why: str
) -> None:
    said: list[str] = []
    dialogs.answer(
        lambda dialog: (setting(typed)(dialog), said.extend(complaints(dialog)), press("Escape"))
    )
    do(open_window(), "passphrase")
    assert why in said[0]


def test_an_empty_one_is_refused(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()
    said: list[str] = []

    def nothing(dialog: Any) -> None:
        for typed in ("", "   "):
            setting(typed)(dialog)
            said.extend(complaints(dialog))
        press("Escape")

    dialogs.answer(nothing)
    do(window, "passphrase")
    assert said == ["Type a passphrase."] * 2
    assert not is_locked(window.document.logbook.path)


def test_the_key_is_shown_until_it_is_on_paper(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()

    def try_to_leave(dialog: Any) -> None:
        press("Escape")
        assert "not the last group" in complaints(dialog)[0]
        tab_to("Last group of the key")
        type_in("AAAAA")
        press("Return")
        assert dialog.isVisible()
        tab_to("I have written it down", QCheckBox)
        press("Space")
        tab_to("Done", QPushButton)
        press("Return")

    dialogs.answer(setting(PASSPHRASE), try_to_leave)
    do(window, "passphrase")


def test_another_passphrase(window_on_it: MainWindow, path: Path, dialogs: Dialogs) -> None:
    recovery_key = window_on_it.document.logbook.key.recovery_key
    dialogs.answer(pressing("Change the passphrase…"), saying(PASSPHRASE), setting(OTHER))
    do(window_on_it, "passphrase")
    assert window_on_it.quiet.words.text() == "Passphrase changed"
    assert held(path, OTHER) == held(path, recovery_key) == window_on_it.document.facts
    with pytest.raises(WrongPassphraseError):
        key_for(path, PASSPHRASE)


def test_the_passphrase_is_taken_away(
    window_on_it: MainWindow, path: Path, dialogs: Dialogs, house: House
) -> None:
    backups_of(path).take(window_on_it.document.logbook, Reason.ASKED, house.now())
    dialogs.answer(pressing("Remove the passphrase…"), saying(PASSPHRASE))
    do(window_on_it, "passphrase")
    assert held(path) == window_on_it.document.facts
    assert [held(one.path) for one in backups_of(path).listed()] == [held(path)] * 2


@pytest.mark.parametrize("words", ["Change", "Show", "Remove"])
def test_who_does_not_know_it_cannot(
    window_on_it: MainWindow, path: Path, dialogs: Dialogs, words: str
) -> None:
    before, said = path.read_bytes(), []

    def guess(dialog: Any) -> None:
        for typed in ("", "river lamp"):
            saying(typed)(dialog)
            said.extend(complaints(dialog))
        press("Escape")

    name = "the recovery key…" if words == "Show" else "the passphrase…"
    dialogs.answer(pressing(f"{words} {name}"), guess)
    do(window_on_it, "passphrase")
    assert said[0].startswith("Type the passphrase")
    assert said[1] == "That is not the passphrase of this logbook; try again."
    assert path.read_bytes() == before


def test_the_recovery_key_is_shown_again(window_on_it: MainWindow, dialogs: Dialogs) -> None:
    shown: list[str] = []
    dialogs.answer(
        pressing("Show the recovery key…"),
        saying(PASSPHRASE),
        lambda dialog: (shown.append(dialog.key.text()), press("Return")),
    )
    do(window_on_it, "passphrase")
    assert shown == [window_on_it.document.logbook.key.recovery_key]


def test_the_sample_needs_none(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()
    do(window, "open_sample")
    for action in ("passphrase", "lock_now"):
        dialogs.read_sentence()
        do(window, action)
    assert dialogs.told == [SAMPLE] * 2


def test_to_lock_a_logbook_without_one_offers_to_set_one(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window()
    said: list[str] = []
    dialogs.answer(lambda dialog: (said.extend(sentences(dialog)), press("Escape")))
    press("Ctrl+Shift+L")
    assert any(words.startswith("To be locked, the logbook needs") for words in said)
    assert window.document.logbook.is_open


def test_the_sheet_is_one_page(tmp_path: Path, app: object) -> None:
    key = Key.new(PASSPHRASE).recovery_key
    for paper in (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter):
        device = QPdfWriter(str(tmp_path / "sheet.pdf"))
        device.setPageSize(QPageSize(paper))
        print_sheet(device, "<Margaret>", key, TODAY)
        del device
        (page,) = PdfReader(tmp_path / "sheet.pdf").pages
        said = " ".join(page.extract_text().split())
        assert key in said
        assert "“<Margaret>”, printed on 22 Nov 2026" in said
        assert PASSPHRASE not in said


def test_open_a_locked_one(
    open_window: OpenWindow, dialogs: Dialogs, locked: Key, path: Path
) -> None:
    window = open_window()
    said: list[str] = []

    def guess(dialog: Any) -> None:
        for typed in ("", "no", "no, too", "nor this", Key.new("x").recovery_key):
            saying(typed)(dialog)
            said.extend(complaints(dialog))
        saying(PASSPHRASE)(dialog)

    dialogs.answer(lambda title: path, guess)
    do(window, "choose_logbook")
    assert said[0].startswith("Type the passphrase")
    assert said[1:] == [WRONG, WRONG, WRONG + DAMAGED, WRONG_KEY + DAMAGED]
    assert window.document.facts == held(path, PASSPHRASE)
    assert not window.document.recovered


def test_what_is_typed_can_be_seen(
    open_window: OpenWindow, dialogs: Dialogs, locked: Key, path: Path
) -> None:
    seen: list[str] = []

    def look(dialog: Any) -> None:
        type_in(PASSPHRASE)
        seen.append(dialog.typed.displayText())
        tab_to("Show what I type", QCheckBox)
        press("Space")
        seen.append(dialog.typed.displayText())
        press("Escape")

    window = open_window()
    before = window.document
    dialogs.answer(lambda title: path, look)
    do(window, "choose_logbook")
    assert PASSPHRASE not in seen[0]
    assert seen[1] == PASSPHRASE
    assert window.document is before


def test_who_comes_by_the_recovery_key_is_offered_a_new_passphrase(
    open_window: OpenWindow, dialogs: Dialogs, locked: Key, path: Path
) -> None:
    window = open_window()
    dialogs.answer(lambda title: path, saying(locked.recovery_key), setting(OTHER))
    do(window, "choose_logbook")
    assert held(path, OTHER) == window.document.facts
    assert window.document.logbook.key.recovery_key == locked.recovery_key
    dialogs.answer(lambda title: path, saying(locked.recovery_key), pressing("Not now"))
    do(window, "choose_logbook")
    assert held(path, OTHER) == window.document.facts


Ask = Callable[[Path], Any]


def test_at_the_start_another_one_can_be_chosen(
    house: House, dialogs: Dialogs, locked: Key, path: Path, tmp_path: Path, app: object
) -> None:
    letter, plain = tmp_path / "letter.sqlite", tmp_path / "plain.sqlite"
    letter.write_text("Dear diary")
    Logbook.create(plain, holding=INJECTIONS).close()
    another = pressing("Choose another logbook…")
    dialogs.answer(another, lambda title: "")
    dialogs.answer(another, lambda title: letter)
    dialogs.read_sentence()
    dialogs.answer(another, lambda title: plain)
    document = open_asking(None, path, house.open)
    assert document
    with closing(document.logbook):
        assert document.logbook.path == plain
    assert str(letter) in dialogs.told[0]


def test_at_the_start_it_can_be_left(
    house: House, dialogs: Dialogs, locked: Key, path: Path, app: object
) -> None:
    dialogs.answer(pressing("Quit"))
    assert open_asking(None, path, house.open, "&Quit") is None


def test_a_plain_one_is_not_asked_about(house: House, path: Path, app: object) -> None:
    Logbook.create(path).close()
    document = open_asking(None, path, house.open)
    assert document
    document.logbook.close()


def copying(*presses: str, typed: str = "") -> Answer:
    """Choose a copy of the logbook, press what is named, and type a passphrase where one is."""

    def answer(dialog: Any) -> None:
        click(a_button(dialog, "A copy of the logbook (SQLite)"))
        for words in presses:
            click(a_button(dialog, words))
        if typed:
            dialog.copy_lock.field.first.setText(typed)
            dialog.copy_lock.field.again.setText(typed)
        dialog.do_it.click()

    return answer


@pytest.mark.parametrize(
    ("presses", "typed", "opens_with"),
    [
        ((), "", PASSPHRASE),
        (("It gets another passphrase",), OTHER, OTHER),
        (("It needs no passphrase",), "", None),
    ],
)
def test_what_a_copy_opens_with_is_chosen(
    window_on_it: MainWindow,
    dialogs: Dialogs,
    tmp_path: Path,
    presses: tuple[str, ...],
    typed: str,
    opens_with: str | None,
) -> None:
    copy = tmp_path / "copy.sqlite"
    dialogs.answer(copying(*presses, typed=typed), lambda title: copy)
    do(window_on_it, "export_file")
    assert is_locked(copy) == (opens_with is not None)
    assert held(copy, opens_with) == window_on_it.document.facts


def test_that_a_copy_can_be_read_by_everybody_is_said(
    window_on_it: MainWindow, dialogs: Dialogs
) -> None:
    said: list[str] = []

    def look(dialog: Any) -> None:
        click(a_button(dialog, "A copy of the logbook (SQLite)"))
        click(a_button(dialog, "It needs no passphrase"))
        said.extend(sentences(dialog))
        click(a_button(dialog, "It gets another passphrase"))
        dialog.copy_lock.field.first.setText("short")
        dialog.do_it.click()
        said.extend(complaints(dialog))
        press("Escape")

    dialogs.answer(look, pressing("Leave it"))
    do(window_on_it, "export_file")
    assert "Whoever has the file can read everything in it." in said
    assert any("too short" in words for words in said)


def test_a_copy_of_a_plain_logbook_can_be_locked(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window, copy = open_window(*STORY), tmp_path / "copy.sqlite"

    def protect(dialog: Any) -> None:
        click(a_button(dialog, "A copy of the logbook (SQLite)"))
        assert not dialog.copy_lock.isVisible()
        dialog.password.protect.setChecked(True)
        dialog.password.field.first.setText(OTHER)
        dialog.password.field.again.setText(OTHER)
        dialog.do_it.click()

    dialogs.answer(protect, lambda title: copy)
    do(window, "export_file")
    assert held(copy, OTHER) == window.document.facts


def test_a_locked_logbook_is_imported(
    open_window: OpenWindow, dialogs: Dialogs, locked: Key, path: Path
) -> None:
    window = open_window()
    said: list[str] = []

    def guess(dialog: Any) -> None:
        saying("no")(dialog)
        said.extend(complaints(dialog))
        saying(PASSPHRASE)(dialog)

    dialogs.answer(lambda title: path, guess, lambda dialog: press("Return"))
    do(window, "import_file")
    assert "does not open with that passphrase" in said[0]
    assert set(window.document.facts.injections) == set(INJECTIONS)


@pytest.mark.parametrize("own_passphrase", [False, True])
def test_a_copy_of_this_logbook_is_merged(
    window_on_it: MainWindow, dialogs: Dialogs, tmp_path: Path, own_passphrase: bool
) -> None:
    """One with the same secret opens by itself; another one is asked about."""
    logbook, copy = window_on_it.document.logbook, tmp_path / "copy.sqlite"
    key = Key.new(OTHER) if own_passphrase else logbook.key
    logbook.copy_to(copy, {}, key=key)
    with closing(Logbook.open(copy, key=key)) as other:
        other.write(put=[an_injection(TODAY.isoformat())])
    asked = [saying(OTHER)] if own_passphrase else []
    dialogs.answer(lambda title: copy, *asked, lambda dialog: dialog.do_it.click())
    do(window_on_it, "import_file")
    assert window_on_it.quiet.words.text() == "copy.sqlite merged: 1 new"
    assert len(window_on_it.document.facts.injections) == len(INJECTIONS) + 1


def test_a_backup_with_a_passphrase_of_its_own_is_asked_about(
    window_on_it: MainWindow, dialogs: Dialogs, path: Path
) -> None:
    dialogs.answer(saying(OTHER))
    other = path.with_name("other.sqlite")
    Logbook.create(other, key=Key.new(OTHER)).close()
    assert window_on_it.backups._ask_key(other) == key_for(other, OTHER)


def test_the_recovery_key_is_printed(
    window_on_it: MainWindow, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.pdf"

    def agree(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", agree)
    dialogs.answer(
        pressing("Show the recovery key…"),
        saying(PASSPHRASE),
        lambda dialog: (click(a_button(dialog, "Print it…")), press("Escape")),
    )
    do(window_on_it, "passphrase")
    (page,) = PdfReader(paper).pages
    assert window_on_it.document.logbook.key.recovery_key in page.extract_text()
    files = {one.name for one in tmp_path.iterdir() if one.is_file()}
    assert files == {paper.name, "Margaret.sqlite"}, "the program itself saves it nowhere"
