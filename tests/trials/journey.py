"""A whole day with the program, from its first start, by the window and by the command line."""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from b12tracker.__main__ import main
from b12tracker.places import default_logbook
from b12tracker.safekeeping import backups_of, keep_one_a_day
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.main_window import MainWindow
from tests.builders import an_injection
from tests.ui.driving import Answer, Dialogs, a_button, click, press, settle, tab_to, type_in

from .scene import STORY

NOW = datetime(2026, 11, 22, 9, 30)
DAY = ("--today", "2026-11-22")

CHOICES = {
    "json": "The whole logbook as text (JSON)",
    "zip": "Tables for a spreadsheet (CSV)",
    "ics": "Calendar with reminders (iCalendar)",
    "sqlite": "A copy of the logbook (SQLite)",
}


def live(chosen: Path) -> None:
    """Live through the day.

    Args:
        chosen: a folder that the user chooses for files; it is there.
    """
    (chosen / "story.json").write_text(logbook_to_json(STORY), encoding="utf-8")
    (chosen / "story.json").chmod(0o600)
    dialogs = _stand_in()
    if os.environ["QT_QPA_PLATFORM"] != "offscreen":  # where nobody gives a window the keys
        dialogs.answer(lambda title: None)
        _start(_looking_on)
        return
    for day in (_first_day, _second_day):
        _start(lambda window, day=day: day(window, dialogs, chosen))
    dialogs.check()
    _by_commands(chosen)


def _stand_in() -> Dialogs:
    dialogs = Dialogs()
    for kind in (QDialog, QMessageBox):
        kind.exec = lambda dialog: dialogs.exec(dialog)
    QMessageBox.information = dialogs.inform
    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, dialogs.choose_file)
    return dialogs


def _start(day: Callable[[MainWindow], None]) -> None:
    """Start the program as without words, live through a day in its window, and leave."""

    def live_on(*_: object) -> int:
        settle()
        windows = QApplication.topLevelWidgets()
        (window,) = [one for one in windows if isinstance(one, MainWindow) and one.isVisible()]
        day(window)
        window.close()
        settle()
        return 0

    QApplication.exec = staticmethod(live_on)
    _command(*DAY)
    sys.excepthook = sys.__excepthook__


def _first_day(window: MainWindow, dialogs: Dialogs, chosen: Path) -> None:
    press("Escape")
    dialogs.answer(lambda title: chosen / "story.json", lambda dialog: press("Return"))
    _do(window, "import_file")
    assert window.document.facts.injections
    dialogs.answer(lambda dialog: (type_in("today"), press("Return")))
    _do(window, "log_injection")
    dialogs.answer(lambda dialog: press("4", "Return"))
    _do(window, "log_symptoms")
    dialogs.answer(_copy_the_report)
    _do(window, "add_lab_result")
    for action in ("undo", "redo", "undo", "look_dark"):
        _do(window, action)
    for page in ("plan", "review", "diary", "overview"):
        _do(window, f"show_{page}")
    window.overview.timeline.draw_now()


def _looking_on(window: MainWindow) -> None:
    window.document.take(STORY.entries, "story.json")
    window.document.record(an_injection("2026-11-20"))
    for action in ("undo", "redo", "look_dark", "look_light"):
        _do(window, action)
    for page in ("plan", "review", "diary", "overview"):
        _do(window, f"show_{page}")
        QTest.qWait(500)


def _copy_the_report(dialog: Any) -> None:
    type_in("18 nov")
    tab_to("Marker")
    press("v", "i")
    tab_to("Value")
    type_in("1476,5")
    tab_to("Unit")
    press("p", "m")
    press("Return")


def _second_day(window: MainWindow, dialogs: Dialogs, chosen: Path) -> None:
    for ending in CHOICES:
        dialogs.answer(_choosing(ending), lambda title, ending=ending: chosen / f"out.{ending}")
        _do(window, "export_file")
        assert (chosen / f"out.{ending}").exists(), window.quiet.words.text()
    for name in ("report.pdf", "report.html"):
        dialogs.answer(_saving(dialogs, chosen / name))
        _do(window, "make_report")
        assert (chosen / name).exists()
    logbook = window.document.logbook
    keep_one_a_day(logbook, NOW)
    for key in (Key.new("open sesame"), Key.new("another"), None):
        logbook.relock(key)
        window.document.notice_others()
        settle()
    dialogs.answer(lambda title: chosen / "mine.sqlite")
    _do(window, "new_logbook")
    press("Escape")
    _do(window, "open_sample")
    window.files.leave_sample()
    settle()


def _choosing(ending: str) -> Answer:
    def answer(dialog: Any) -> None:
        click(a_button(dialog, CHOICES[ending]))
        press("Return")

    return answer


def _saving(dialogs: Dialogs, path: Path) -> Answer:
    def answer(dialog: Any) -> None:
        dialogs.answer(lambda title: path)
        click(dialog.save)
        dialog.reject()

    return answer


def _do(window: MainWindow, action: str) -> None:
    window.actions_by_name[action].trigger()
    settle()


def _command(*words: object) -> None:
    sys.argv = ["b12tracker", *map(str, words)]
    assert main() == 0, words


def _by_commands(chosen: Path) -> None:
    logbook, other = default_logbook(), chosen / "other.sqlite"
    for words in (
        ("status", logbook, *DAY),
        ("check", logbook),
        ("import", other, chosen / "story.json", *DAY),
        ("export", other, "-o", chosen / "out.fhir.json", "--format", "fhir", *DAY),
        ("export", other, "-o", chosen / "lab_results.csv", *DAY),
        ("report", other, "-o", chosen / "clinic.pdf", *DAY),
        (other, "--screenshot", chosen / "page.png", *DAY),
    ):
        _command(*words)
    with closing(Logbook.open(logbook)) as kept:
        assert kept.complaints() == []
    assert backups_of(logbook).listed()
