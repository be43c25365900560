"""Passwords in the window: of the report, of the tables that leave, and of a file that enters."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QRadioButton

from b12tracker import assets
from b12tracker.sharing.about_export import About
from b12tracker.sharing.csv_archive import facts_of_zip, logbook_to_zip
from b12tracker.sharing.formats import Format
from b12tracker.ui.dialogs.export_dialog import ExportDialog
from b12tracker.ui.dialogs.unlock_dialog import UnlockDialog
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.widgets.secret_line import SecretLine
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Answer,
    Dialogs,
    a_button,
    called,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import STORY, TODAY

ROOT = Path(__file__).parents[2]
PASSWORD = "river lamp kitten"


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window(*STORY)


@pytest.fixture
def locked(window: MainWindow, tmp_path: Path) -> Path:
    """A file with a password that holds the story."""
    path = tmp_path / "locked.zip"
    path.write_bytes(logbook_to_zip(window.document.facts, About(TODAY), PASSWORD))
    return path


def do(window: MainWindow, action: str) -> None:
    window.actions_by_name[action].trigger()
    settle()


def type_password(first: str = PASSWORD, again: str = PASSWORD) -> None:
    tab_to("Protect with a password", QCheckBox)
    press("Space")
    assert called(in_focus()) == "Password"
    type_in(first)
    tab_to("Password again", QLineEdit)
    type_in(again)


def test_tables_are_locked_by_keyboard(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    def answer(dialog: ExportDialog) -> None:
        type_password()
        press("Return")

    dialogs.answer(answer, lambda title: tmp_path / "out.zip")
    do(window, "export_file")
    content = (tmp_path / "out.zip").read_bytes()
    assert facts_of_zip(content, assets.catalogue(), PASSWORD) == window.document.facts


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [("short", "short", "at least 8"), (PASSWORD, "river", "not the same"), ("", "", "Type a")],
)
def test_a_password_that_cannot_be_is_told_under_its_field(
    window: MainWindow, dialogs: Dialogs, first: str, again: str, says: str
) -> None:
    def answer(dialog: ExportDialog) -> None:
        type_password(first, again)
        press("Return")
        (said,) = complaints(dialog)
        assert says in said
        assert called(in_focus()) == "Password"
        shown = dialog.password.complaint
        assert not shown.visibleRegion().isEmpty(), "it has to be looked for"
        type_in(PASSWORD)
        assert complaints(dialog) == []
        dialog.reject()

    if first:
        dialogs.answer(answer, lambda box: box.buttons()[1].click())
    else:
        dialogs.answer(answer)
    do(window, "export_file")


def test_a_format_that_cannot_carry_one_says_so_and_carries_none(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    def answer(dialog: ExportDialog) -> None:
        type_password()
        says = "This format cannot carry a password"
        for kind, choice in dialog.formats.items():
            click(choice)
            able = kind in (Format.CSV, Format.SQLITE)
            assert any(said.startswith(says) for said in sentences(dialog)) is not able
            assert dialog.password.protect.isVisible() is able
            assert dialog.password.field.isVisible() is able
        click(a_button(dialog, "Tables for a spreadsheet (CSV)"))
        dialog.table.choose("injections")
        assert not dialog.password.protect.isVisible()
        dialog.do_it.click()

    dialogs.answer(answer, lambda title: tmp_path / "injections.csv")
    do(window, "export_file")
    assert b"given_on" in (tmp_path / "injections.csv").read_bytes()


def test_tab_goes_past_a_password_that_is_not_offered(window: MainWindow, dialogs: Dialogs) -> None:
    def answer(dialog: ExportDialog) -> None:
        tab_to("Tables for a spreadsheet (CSV)", QRadioButton)
        press("Down")
        tab_to("Leave out notes")
        tab_to("Choose the file…")
        dialog.reject()

    dialogs.answer(answer)
    do(window, "export_file")


def open_report(window: MainWindow, dialogs: Dialogs, does: Answer) -> None:
    def then_close(dialog: Any) -> None:
        does(dialog)
        dialog.reject()

    dialogs.answer(then_close)
    do(window, "make_report")


def test_the_report_is_locked(window: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"

    def save(dialog: Any) -> None:
        type_password()
        dialogs.answer(lambda title: path)
        click(dialog.save)

    open_report(window, dialogs, save)
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    assert reader.is_encrypted
    assert not reader.decrypt("")
    assert reader.decrypt(PASSWORD)
    assert "Vitamin B12 injections" in " ".join(reader.pages[0].extract_text().split())


def test_a_web_page_with_a_password_is_not_saved(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    def save(dialog: Any) -> None:
        type_password()
        dialogs.answer(lambda title: tmp_path / "report.html")
        dialogs.read_sentence()
        click(dialog.save)

    open_report(window, dialogs, save)
    assert dialogs.told == [
        "A web page cannot carry a password, so nothing was saved; save the report as PDF."
    ]
    assert not (tmp_path / "report.html").exists()


def test_a_report_with_half_a_password_is_not_saved(window: MainWindow, dialogs: Dialogs) -> None:
    def save(dialog: Any) -> None:
        type_password(again="")
        click(dialog.save)
        assert len(complaints(dialog)) == 1
        assert not dialog.password.complaint.visibleRegion().isEmpty()

    open_report(window, dialogs, save)


def test_a_locked_file_is_imported_once_its_password_is_right(
    open_window: OpenWindow, dialogs: Dialogs, locked: Path
) -> None:
    fresh = open_window()

    def unlock(dialog: UnlockDialog) -> None:
        assert "locked.zip" in sentences(dialog)
        press("Return")
        assert complaints(dialog) == ["Type the password of the file."]
        type_in("wrong lamp kitten")
        press("Return")
        (said,) = complaints(dialog)
        assert said.startswith("This password does not open the ZIP file")
        type_in(PASSWORD)
        press("Return")

    dialogs.answer(lambda title: locked, unlock, lambda dialog: dialog.do_it.click())
    do(fresh, "import_file")
    assert len(fresh.document.facts.injections) > 3
    fresh.undo()
    assert fresh.document.facts.entries == ()


def test_a_locked_file_that_nobody_opens_changes_nothing(
    open_window: OpenWindow, dialogs: Dialogs, locked: Path
) -> None:
    fresh = open_window()
    dialogs.answer(lambda title: locked, lambda dialog: dialog.reject())
    do(fresh, "import_file")
    assert fresh.document.facts.entries == ()
    assert not fresh.document.undo_stack.canUndo()


SEES_A_REPORT_AND_LEAVES = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox
from b12tracker import __main__

def see():
    (window,) = (one for one in app.topLevelWidgets() if isinstance(one, QMainWindow))
    QTimer.singleShot(500, lambda: app.activeModalWidget().reject())
    window.actions_by_name["make_report"].trigger()
    QTimer.singleShot(100, app.quit)

QMessageBox.information = lambda *words: None
app = QApplication(["b12tracker"])
QTimer.singleShot(500, see)
sys.argv = ["b12tracker", "--sample", "--today", "2026-11-22"]
sys.exit(__main__.main())
"""


def test_the_program_ends_well_after_a_report_was_seen() -> None:
    """Pages that outlived the application ended it by a signal."""
    command = [sys.executable, "-c", SEES_A_REPORT_AND_LEAVES]
    for _ in range(3):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=120)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_dialog_does_not_outlive_its_password(
    window: MainWindow, dialogs: Dialogs, locked: Path
) -> None:
    for action in ("export_file", "make_report"):
        dialogs.answer(lambda dialog: dialog.reject())
        do(window, action)
    dialogs.answer(lambda title: locked, lambda dialog: dialog.reject())
    do(window, "import_file")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(SecretLine) == []
