"""What the user is told: the world's faults in a sentence, our own in a calm box."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from b12tracker import __version__
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import errors
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Dialogs, activate, press
from tests.ui.story import STORY


@pytest.fixture(autouse=True)
def own_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the hook back at the end."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


def raised(error: BaseException) -> None:
    """Let an error reach the top of the program."""
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_one_sentence(app, dialogs: Dialogs) -> None:
    heard = []

    def read(box: QMessageBox) -> None:
        heard.append((box.text(), box.accessibleName(), box.textFormat()))
        press("Return")

    dialogs.answer(read)
    errors.tell(None, "The <disk> is full.")
    assert heard == [("The <disk> is full.", "The <disk> is full.", Qt.TextFormat.PlainText)]


def test_our_own_fault_is_told_calmly(
    app, dialogs: Dialogs, capsys: pytest.CaptureFixture[str]
) -> None:
    details = []
    errors.catch_our_own()
    dialogs.answer(lambda box: (details.append(box.detailedText()), box.accept()))
    raised(KeyError("secret"))
    (said,) = dialogs.told
    assert "Something in the program went wrong. Your entries are saved." in said
    assert "KeyError" not in said
    assert __version__ in details[0]
    assert "KeyError: 'secret'" in details[0]
    assert "KeyError" in capsys.readouterr().err


def test_the_worlds_fault_is_one_sentence_wherever_it_came_up(app, dialogs: Dialogs) -> None:
    errors.catch_our_own()
    dialogs.read_sentence()
    raised(LogbookError("The disk is gone."))
    assert dialogs.told == ["The disk is gone."]


def test_stopping_the_program_needs_no_box(app, capsys: pytest.CaptureFixture[str]) -> None:
    errors.catch_our_own()
    raised(KeyboardInterrupt())
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_printed_where_nobody_could_close_a_box(capsys: pytest.CaptureFixture[str]) -> None:
    found = errors.print_our_own()
    raised(KeyError("x"))
    assert [type(error) for error in found] == [KeyError]
    assert "KeyError" in capsys.readouterr().err


def test_a_disk_that_is_gone_is_told_on_the_quiet_line(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Logbook) -> int:
        raise LogbookError("The disk is gone.")

    window, other = open_window(*STORY), open_window()
    monkeypatch.setattr(Logbook, "change_mark", property(gone))
    activate(window)
    assert window.quiet.words.text() == "The disk is gone."
    assert not window.quiet.undo.isVisible()
    assert other.quiet.words.text() == ""
