"""Leaving a form: at once where little was entered, and only after a question where much was."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QVBoxLayout, QWidget

from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.interruptions import Reason
from b12tracker.ui.dialogs.leaving import LEAVE, shown_in
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.dialogs.stretch_dialogs import PauseDialog
from b12tracker.ui.widgets.severity_row import SeverityRow
from tests.builders import a_pause, a_phase, facts
from tests.ui.conftest import Show
from tests.ui.driving import Dialogs, a_button, activate, click, press, settle
from tests.ui.story import TODAY

Pause = Callable[[PauseDialog], object]


def fill(dialog: PauseDialog) -> None:
    """Change three fields of the form."""
    dialog.start.line.setText("1 dec")
    dialog.end.line.setText("20 dec")
    dialog.reason.choose(Reason.AWAY)


def go_on(box: QMessageBox) -> None:
    press("Escape")


def enter(box: QMessageBox) -> None:
    press("Return")


def leave(box: QMessageBox) -> None:
    click(a_button(box, "Leave it"))


@pytest.fixture
def dialog(show: Show) -> PauseDialog:
    """The form of a new pause, empty."""
    shown = show(PauseDialog(None, TODAY))
    assert isinstance(shown, PauseDialog)
    return shown


def test_a_form_with_little_in_it_is_left_at_once(dialog: PauseDialog) -> None:
    dialog.start.line.setText("1 dec")
    dialog.note.setPlainText("Hospital")
    press("Escape")
    assert not dialog.isVisible()


@pytest.mark.parametrize("stay", [go_on, enter])
def test_a_long_form_asks_first_and_goes_on(
    dialog: PauseDialog, dialogs: Dialogs, stay: Callable[[QMessageBox], None]
) -> None:
    fill(dialog)
    dialogs.answer(stay)
    press("Escape")
    assert dialogs.told == [LEAVE]
    assert dialog.isVisible()
    assert dialog.end.date == date(2026, 12, 20)


@pytest.mark.parametrize("how", ["cancel", "escape", "close"])
def test_a_long_form_is_left_when_it_is_said(
    dialog: PauseDialog, dialogs: Dialogs, how: str
) -> None:
    fill(dialog)
    dialogs.answer(leave)
    ways = {"cancel": lambda: click(dialog.cancel), "escape": lambda: press("Escape")}
    ways.get(how, dialog.close)()
    settle()
    assert not dialog.isVisible()
    assert dialog.result() == 0


def test_what_the_form_showed_at_first_is_not_counted(show: Show) -> None:
    dialog = show(PauseDialog(None, TODAY, a_pause("2026-10-12", "2026-10-20", note="Away")))
    press("Escape")
    assert not dialog.isVisible()


def test_what_is_typed_and_taken_back_is_not_counted(dialog: PauseDialog) -> None:
    fill(dialog)
    dialog.start.line.clear()
    press("Escape")
    assert not dialog.isVisible()


def test_a_plan_with_a_phase_asks_first(show: Show, dialogs: Dialogs) -> None:
    phase = a_phase(
        "1 week", "2026-12-07", substance=Substance.HYDROXOCOBALAMIN, route=Route.INTRAMUSCULAR
    )
    dialog = show(PlanDialog(None, TODAY, facts(), ask_phase=lambda before, known: phase))
    assert isinstance(dialog, PlanDialog)
    click(dialog.add)
    dialogs.answer(go_on)
    press("Escape")
    assert dialog.isVisible()
    assert dialog.phases == [phase]


def test_looking_into_the_calendar_is_not_counted(dialog: PauseDialog) -> None:
    for _ in range(3):
        dialog.start.line.setFocus()
        press("F4")
        calendar = QApplication.activePopupWidget()
        assert calendar is not None
        calendar.close()
        activate(dialog)
    press("Escape")
    assert not dialog.isVisible()


def test_one_button_of_several_counts_once(show: Show) -> None:
    rows = [SeverityRow(name) for name in ("Tired", "Dizzy")]
    form = show(QWidget())
    column = QVBoxLayout(form)
    for row in rows:
        row.set_severity(3)
        column.addWidget(row)
    before = shown_in(form)
    for row in rows:
        row.set_severity(5)
    assert shown_in(form).changed_since(before) == 2
