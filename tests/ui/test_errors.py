"""What the user is told: the world's faults in a sentence, our own in a calm box."""

import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QtMsgType, qWarning
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from b12tracker import __version__
from b12tracker.faults import ErrorLog
from b12tracker.places import data_folder
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import errors
from b12tracker.ui.dialogs.error_dialog import WRONG, ErrorDialog
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.errors import QUIET_SECONDS, Watch
from tests.test_faults import NOON
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    activate,
    called,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
)
from tests.ui.story import STORY

ROOT = Path(__file__).parents[2]
SECRET = "tingling in both feet, MMA 910 nmol/L"


@pytest.fixture(autouse=True)
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give everything back that hears of errors."""
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock by which errors are of one storm or not."""
    now = [1000.0]
    monkeypatch.setattr(errors.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def watch(app: QApplication, seconds: list[float]) -> Watch:
    """What catches errors in the window."""
    watch = Watch(ErrorLog(lambda: NOON))
    watch.begin()
    return watch


def raised(error: BaseException) -> None:
    """Let an error reach the top of the program."""
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)
    settle()


def log() -> str:
    return (data_folder() / "errors.log").read_text(encoding="utf-8")


def shown_on(box: QWidget) -> str:
    """Return every word that a box shows, tells a screen reader, or would copy."""
    parts = [box, *box.findChildren(QWidget)]
    names = ("text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip")
    said = [getattr(part, name)() for part in parts for name in names if hasattr(part, name)]
    return "\n".join(said)


def test_one_sentence(app: QApplication, dialogs: Dialogs) -> None:
    heard = []

    def read(box: QMessageBox) -> None:
        heard.append((box.text(), box.accessibleName(), box.textFormat()))
        press("Return")

    dialogs.answer(read)
    errors.tell(None, "The <disk> is full.")
    assert heard == [("The <disk> is full.", "The <disk> is full.", Qt.TextFormat.PlainText)]


def test_our_own_fault_is_told_calmly_and_without_values(
    watch: Watch, dialogs: Dialogs, capfd: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def read(box: ErrorDialog) -> None:
        assert WRONG in sentences(box)
        seen.append(shown_on(box))
        press("Return")

    dialogs.answer(read)
    raised(KeyError(SECRET))
    (said,) = seen
    assert f"B12 Tracker {__version__}" in said
    assert "KeyError\n  ui/test_errors.py, line" in said
    assert str(data_folder() / "errors.log") in said
    err = capfd.readouterr().err
    assert "KeyError" in err
    for place in (said, err, log()):
        assert "tingling" not in place
        assert "910" not in place


def test_where_nothing_could_be_kept_no_place_is_named(watch: Watch, dialogs: Dialogs) -> None:
    data_folder().parent.mkdir(parents=True)
    data_folder().write_text("a file where the folder would be")
    seen = []
    dialogs.answer(lambda box: (seen.append(shown_on(box)), box.accept()))
    raised(KeyError(SECRET))
    assert "KeyError" in seen[0]
    assert "errors.log" not in seen[0]


def test_its_details_are_copied_by_keyboard(watch: Watch, dialogs: Dialogs) -> None:
    def copy(box: ErrorDialog) -> None:
        assert called(in_focus()) == "Go on"
        tab_to("Copy details")
        press("Space")
        assert QApplication.clipboard().text() == box.details.toPlainText()
        assert called(in_focus()) == "Copied"
        tab_to("Details")
        press("Ctrl+A", "Ctrl+C", "Tab")
        assert called(in_focus()) != "Details", "Tab leaves the details"
        press("Escape")

    dialogs.answer(copy)
    raised(KeyError(SECRET))
    assert "KeyError" in QApplication.clipboard().text()
    assert "tingling" not in QApplication.clipboard().text()


def test_the_program_goes_on_and_the_form_keeps_what_was_typed(
    open_window: OpenWindow,
    watch: Watch,
    dialogs: Dialogs,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    user_folder: Path,
) -> None:
    """Something breaks between the form and the logbook, and names what was typed."""
    window = open_window(*STORY)
    before = len(window.document.facts.injections)
    whole = InjectionDialog.read

    def broken(dialog: InjectionDialog) -> Any:
        note = whole(dialog).note
        raise RuntimeError(f"{note} cannot be kept", note) from ValueError(note)

    def read(box: ErrorDialog) -> None:
        assert "RuntimeError" in shown_on(box)
        assert "tingling" not in shown_on(box)
        press("Return")

    def log_it(dialog: InjectionDialog) -> None:
        dialog.note.setPlainText(SECRET)
        dialog.day.line.setText("today")
        dialogs.answer(read)
        monkeypatch.setattr(InjectionDialog, "read", broken)
        press("Return")
        settle()
        monkeypatch.setattr(InjectionDialog, "read", whole)
        assert dialog.isVisible()
        assert dialog.note.toPlainText() == SECRET
        activate(dialog)
        dialog.accept()

    dialogs.answer(log_it)
    window.actions_by_name["log_injection"].trigger()
    assert len(window.document.facts.injections) == before + 1
    written = [file for file in user_folder.rglob("*") if file.is_file()]
    assert data_folder() / "errors.log" in written
    assert all(b"tingling" not in file.read_bytes() for file in written)
    assert "tingling" not in capfd.readouterr().err


def test_a_storm_shows_one_box(watch: Watch, dialogs: Dialogs, seconds: list[float]) -> None:
    boxes = []
    dialogs.answer(lambda box: (boxes.append(box), box.accept()))
    for _ in range(300):
        raised(KeyError(SECRET))
        seconds[0] += QUIET_SECONDS / 2
    assert len(boxes) == 1
    assert ", 100 times: KeyError" in log()


def test_the_same_again_much_later_is_shown_again(
    watch: Watch, dialogs: Dialogs, seconds: list[float]
) -> None:
    dialogs.answer(lambda box: box.accept(), lambda box: box.accept())
    raised(KeyError(SECRET))
    seconds[0] += QUIET_SECONDS + 1
    raised(KeyError(SECRET))


def test_an_error_while_the_box_is_open_is_kept_and_opens_no_other(
    watch: Watch, dialogs: Dialogs
) -> None:
    def read(box: ErrorDialog) -> None:
        raised(IndexError(SECRET))
        raised(LogbookError("The disk is gone."))
        box.accept()

    dialogs.answer(read)
    raised(KeyError(SECRET))
    assert "IndexError" in log()


def test_an_error_of_the_box_itself_ends_there(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(errors, "ErrorDialog", broken)
    raised(KeyError(SECRET))
    assert "RuntimeError" in log()
    assert "tingling" not in log()


PAINTS_BADLY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from b12tracker import __main__
from b12tracker.ui.dialogs import error_dialog
from b12tracker.ui.widgets.timeline_canvas import TimelineCanvas

whole, times = TimelineCanvas.paintEvent, 0

def paint(canvas, event):
    global times
    times += 1
    if times > 60:
        app.quit()
    if times > 3:
        raise ValueError("tingling in both feet, MMA 910 nmol/L")
    whole(canvas, event)

def paint_all():
    for window in QApplication.topLevelWidgets():
        for canvas in window.findChildren(TimelineCanvas):
            canvas.update()

def shown(box):
    print("box:", box.details.toPlainText())
    return 1

TimelineCanvas.paintEvent = paint
QMessageBox.information = lambda *words: None
error_dialog.ErrorDialog.exec = shown
app = QApplication(["b12tracker"])
timer = QTimer(timeout=paint_all)
timer.start(20)
sys.argv = ["b12tracker", "--sample", "--today", "2026-11-22"]
sys.exit(__main__.main())
"""


def test_a_painting_that_fails_shows_one_box_and_does_not_end_the_program(
    user_folder: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINTS_BADLY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("box:") == 1
    assert "in paint" in done.stdout
    assert "times: ValueError" in log()
    written = b"".join(file.read_bytes() for file in user_folder.rglob("*") if file.is_file())
    for place in (done.stdout, done.stderr, str(written)):
        assert "tingling" not in place
        assert "910 nmol" not in place


def test_an_error_in_a_thread_is_shown_by_the_window(watch: Watch, dialogs: Dialogs) -> None:
    shown_in = []
    dialogs.answer(lambda box: (shown_in.append(threading.current_thread()), box.accept()))
    thread = threading.Thread(target=lambda: int(SECRET))
    thread.start()
    thread.join()
    settle()
    assert shown_in == [threading.main_thread()]
    assert "tingling" not in log()


def test_an_error_while_something_is_let_go_is_shown(watch: Watch, dialogs: Dialogs) -> None:
    class Late:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    dialogs.answer(lambda box: box.accept())
    Late()
    settle()
    assert "Late.__del__" in log()


def test_an_error_before_there_is_a_window_is_shown_at_once(watch: Watch, dialogs: Dialogs) -> None:
    dialogs.answer(lambda box: box.accept())
    watch.show_now(KeyError(SECRET))
    assert "KeyError" in log()


@pytest.mark.parametrize(
    ("kind", "category", "message", "kept"),
    [
        (
            QtMsgType.QtWarningMsg,
            "default",
            f"QFont::setPointSize: {SECRET}",
            "QFont::setPointSize",
        ),
        (QtMsgType.QtCriticalMsg, "qt.qpa.xcb", SECRET, "Qt error: qt.qpa.xcb"),
        (QtMsgType.QtWarningMsg, "default", SECRET, ""),
        (QtMsgType.QtDebugMsg, "default", f"QFont::setPointSize: {SECRET}", ""),
    ],
)
def test_of_qt_it_is_kept_who_complains_and_not_of_what(
    kind: QtMsgType, category: str, message: str, kept: str
) -> None:
    context = SimpleNamespace(category=category)
    errors.write_qt_down(ErrorLog(lambda: NOON), kind, context, message)  # type: ignore[arg-type]
    if kept:
        assert kept in log()
        assert "tingling" not in log()
    else:
        assert not (data_folder() / "errors.log").exists()


def test_qt_speaks_to_the_log_and_not_to_the_terminal(
    app: QApplication, capfd: pytest.CaptureFixture[str]
) -> None:
    with errors.qt_written_down(ErrorLog(lambda: NOON)):
        for _ in range(30):
            qWarning(f"QThing::does: {SECRET}")
    assert "Qt warning: QThing::does" in log()
    assert "10 times: Qt QThing::does" in log()
    assert "tingling" not in log()
    assert capfd.readouterr().err == ""


def test_the_worlds_fault_is_one_sentence_wherever_it_came_up(
    watch: Watch, dialogs: Dialogs
) -> None:
    dialogs.read_sentence()
    for _ in range(3):
        raised(LogbookError("The disk is gone."))
    assert dialogs.told == ["The disk is gone."]
    assert not (data_folder() / "errors.log").exists()


def test_stopping_the_program_needs_no_box(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    raised(KeyboardInterrupt())
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_written_down_where_nobody_could_close_a_box(capsys: pytest.CaptureFixture[str]) -> None:
    found = errors.write_all_down(ErrorLog(lambda: NOON))
    raised(KeyError(SECRET))
    assert [type(error) for error in found] == [KeyError]
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "tingling" not in said


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
