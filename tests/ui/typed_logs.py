"""Somebody who types a log into the window, and what its file holds afterwards."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from b12tracker.charts.picture import HitKind
from b12tracker.domain.facts import Facts
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.main_window import MainWindow
from tests.ui.driving import (
    TABS_AT_MOST,
    Answer,
    Dialogs,
    called,
    click,
    click_mark,
    in_focus,
    marks_of,
    press,
    rows_of,
    tab_to,
    type_in,
)

Form = Mapping[str, str]
"""What is said in a form: each field by its name, with what is typed or chosen in it."""

YES = ""
"""Said of a tick, a choice or a button: it is pressed."""

LISTED_AT_MOST = 40

LOGS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("ten_logs.toml").read_text(encoding="utf-8")
)
"""What each log is to hold, written down by hand in the words of the exchange format."""


def say(form: Form) -> None:
    """Fill in a form by Tab and keys, and leave it open."""
    for name, words in form.items():
        widget = go_to(name)
        if isinstance(widget, QComboBox):
            choose(widget, words)
        elif isinstance(widget, QAbstractButton):
            press("Space")
        else:
            type_in(words)


def go_to(name: str) -> QWidget:
    """Go to a field by Tab; to one of several choices by the arrow keys once Tab is at them."""
    seen = set()
    for _ in range(TABS_AT_MOST):
        widget = in_focus()
        seen.add(called(widget))
        if called(widget) == name or _arrows_lead_to(widget, name):
            return in_focus()
        press("Tab")
    raise AssertionError(f"Tab never comes to “{name}”, only to {sorted(seen)}")


def _arrows_lead_to(widget: QWidget, name: str) -> bool:
    if not isinstance(widget, QRadioButton):
        return False
    choices = widget.parentWidget().findChildren(QRadioButton)
    if name not in [called(each) for each in choices]:
        return False
    for key in ("Down", "Up"):
        for _ in choices:
            if called(in_focus()) == name:
                return True
            press(key)
    return called(in_focus()) == name


def choose(listed: QComboBox, words: str) -> None:
    """Go down a list by the arrow key to the first line that begins with these words."""
    press("Home")
    for _ in range(LISTED_AT_MOST):
        if listed.currentText().startswith(words):
            return
        press("Down")
    raise AssertionError(f"“{called(listed)}” has no line that begins with “{words}”")


def filled(form: Form, *keys: str) -> Answer:
    """Return what fills in a dialog and, unless that has closed it, presses these keys: Return.

    In a note Return begins a new line: there the button is clicked.
    """

    def fill_in(dialog: Any) -> None:
        say(form)
        if not dialog.isVisible():
            return
        if isinstance(in_focus(), QPlainTextEdit):
            click(dialog.do_it)
        else:
            press(*(keys or ("Return",)))

    return fill_in


def scored(**rows: str) -> dict[str, str]:
    """Return what is typed into rows of scores that are empty yet."""
    return {f"{name.replace('_', ' ')}, not scored": digits for name, digits in rows.items()}


@dataclass(frozen=True)
class Diarist:
    """Somebody who types into the window."""

    window: MainWindow
    dialogs: Dialogs

    def log_injection(self, on: str, form: Form | None = None, *keys: str) -> None:
        """Log an injection."""
        self.ask("Ctrl+I", filled({"Date of the injection": on, **(form or {})}, *keys))

    def log_symptoms(self, form: Form) -> None:
        """Log symptoms; today's, unless the form says another date."""
        self.ask("Ctrl+E", filled(form))

    def add_results(self, on: str, form: Form, *keys: str) -> None:
        """Add the lab results of one draw."""
        self.ask("Ctrl+L", filled({"Date the blood was drawn": on, **form}, *keys))

    def add_box(self, form: Form) -> None:
        """Add a box of ampoules."""
        self.ask("Ctrl+B", filled(form))

    def enter_plan(self, why: Form, *phases: Form, then: tuple[Answer, ...] = ()) -> None:
        """Enter a plan from its page; ``then`` answers what is asked about its past doses."""
        press("Ctrl+3")
        tab_to("Enter your plan…")
        self.ask("Space", self.prescribed(why, *phases), *map(filled, phases), *then)

    @staticmethod
    def prescribed(why: Form, *phases: Form) -> Answer:
        """Return what enters a plan with as many phases."""

        def enter(_: QDialog) -> None:
            for _phase in phases:
                say({"Add a phase…": YES})
            say({**why, "Save the plan": YES})

        return enter

    def paste(self, table: str, *more: Answer) -> None:
        """Paste a table from a spreadsheet."""
        QGuiApplication.clipboard().setText(table)
        self.ask("Ctrl+Shift+V", *more)

    def on_dose(self, planned: date, *answers: Answer) -> None:
        """Click a planned dose on the timeline."""
        press("Ctrl+1")
        self._wait_for_the_timeline()
        mark = next(
            mark
            for mark in marks_of(self.window)
            if mark.kind is HitKind.DOSE and mark.what.dose.planned == planned
        )
        self.dialogs.answer(*answers)
        click_mark(self.window, mark)

    def _wait_for_the_timeline(self) -> None:
        """The first picture is drawn only once the page stands."""
        panel = self.window.overview.timeline
        for _ in range(200):
            if panel.canvas and panel.canvas.picture:
                return
            QTest.qWait(5)

    def find(self, words: str) -> None:
        """Go to the one entry of the Diary that has these words."""
        press("Ctrl+F")
        type_in(words)
        assert len(rows_of(self.window)) == 1, rows_of(self.window)
        tab_to("Entries")

    def change(self, words: str, *answers: Answer) -> None:
        """Open an entry of the Diary, and put it right."""
        self.find(words)
        self.ask("Return", *answers)

    def menu(self, letters: str, *answers: Answer) -> None:
        """Take something from a menu, by the letters that are underlined."""
        self.dialogs.answer(*answers)
        press(f"Alt+{letters[0]}", *letters[1:])

    def ask(self, key: str, *answers: Answer) -> None:
        """Press a key that opens dialogs, and answer them."""
        self.dialogs.answer(*answers)
        press(key)

    def leave(self) -> list[str]:
        """Close the window, and return what the file holds when it is opened anew."""
        logbook = self.window.document.logbook
        self.window.close()
        logbook.close()
        again = Logbook.open(logbook.path, "another-copy")
        held = again.facts()
        again.close()
        return as_written(held)


def log_of(name: str) -> list[str]:
    """Return what a log is to hold, a line for each fact."""
    return lines(LOGS[name])


def as_written(facts: Facts) -> list[str]:
    """Return facts as somebody writes them down, a line for each.

    Ids are left out, and what is empty; what points at something else names it.
    """
    names = {box.id: box.lot for box in facts.boxes}
    names |= {phase.id: phase.name for plan in facts.plans for phase in plan.phases}
    names |= {own.key: own.name for own in (*facts.own_symptoms, *facts.own_markers)}
    written = json.loads(logbook_to_json(facts))
    del written["format"], written["version"]
    return lines(_named(written.pop("patient") | written, names))


def lines(log: Mapping[str, Any]) -> list[str]:
    """Return a line for each fact of a log, in one order; what is said of the patient is one."""
    said = []
    for kind, each in log.items():
        several = isinstance(each, list) and kind != "follows"
        for fact in each if several else [each]:
            said.append(f"{kind}: {json.dumps(fact, default=str, sort_keys=True)}")
    return sorted(said)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key != "id" and _says(each)}
        return {names.get(key, key): _named(each, names) for key, each in kept.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return names.get(value, value) if isinstance(value, str) else value


def _says(value: Any) -> bool:
    return value not in (None, "", [], {}) and value is not False
