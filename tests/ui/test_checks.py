"""Lab checks in the window: entered, seen when due, met by results, and gone with their phase."""

import pytest
from PySide6.QtWidgets import QDialog

from b12tracker import assets
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.ui.check_tasks import NO_PLAN
from b12tracker.ui.dialogs.check_dialog import CheckDialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import (
    a_lab_result,
    a_phase,
    a_plan,
    an_id,
    an_injection,
    day,
    every,
    facts,
    judged,
)
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import (
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
)

PLAN = a_plan(
    a_phase("1 week", "2026-09-07", doses=6, id=an_id(1), name="Repletion"),
    a_phase("1 month", id=an_id(2), name="Maintenance"),
)
CHECK = LabCheck(an_id(1), ("hemoglobin", "mcv"), 70, every("12 months"), 14, 28, id=an_id(3))
"""Planned on 16 November: due on 22 November."""


def the_dialog(check: LabCheck | None = None) -> CheckDialog:
    return CheckDialog(None, facts(PLAN), judged("2026-11-22", PLAN), assets.catalogue(), check)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window(PLAN, an_injection("2026-11-17"))


def test_nothing_is_chosen_for_the_user(show: Show) -> None:
    dialog = the_dialog()
    show(dialog)
    dialog.accept()
    said = complaints(dialog)
    assert said == ["Choose the phase; the dates are counted from its first dose."]
    assert not any(box.isChecked() for box in dialog.markers.boxes.values())
    assert (dialog.phase.chosen(str), dialog.after.text()) == (None, "")


def test_a_published_time_fills_the_form_and_says_its_source(show: Show) -> None:
    dialog = the_dialog()
    show(dialog)
    dialog.phase.choose(an_id(1))
    dialog.preset.choose("week_8")
    assert "Lothian" in dialog.about_preset.text()
    assert "clinician" in dialog.about_preset.text()
    assert dialog.dates.text() == "Planned for 2 Nov 2026."
    dialog.accept()
    assert dialog.answer == LabCheck(
        an_id(1), ("hemoglobin", "mcv", "retic_abs"), 56, None, 7, 28, id=dialog.answer.id
    )


def test_a_check_comes_back_as_it_was(show: Show) -> None:
    check = LabCheck(an_id(1), ("mma",), 91, every("12 months"), 10, 20, True, an_id(9))
    dialog = the_dialog(check)
    show(dialog)
    assert dialog.dates.text() == "Planned for 7 Dec 2026."
    dialog.accept()
    assert dialog.answer == check


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("after", "", "Say after how many days or weeks, such as 8 weeks; 0 for at once."),
        ("after", "two", "The time to the first check is a number, such as 1.5."),
        ("after", "4000", "The first check comes 0 to 3,660 days after the first dose."),
        ("again", "13", "The interval must lie between one day and one year."),
        ("window_days", "", "Say how many days; 0 for none."),
        ("lead_days", "400", "The window and the time to book are 0 to 366 days."),
    ],
)
def test_a_wrong_field_says_so_under_it(show: Show, field: str, typed: str, says: str) -> None:
    dialog = the_dialog(LabCheck(an_id(1), ("mma",), 3, every("2 months")))
    show(dialog)
    getattr(dialog, field).setText(typed)
    dialog.accept()
    assert complaints(dialog) == [says]
    assert dialog.result() == 0


def test_a_phase_without_dates_says_why(show: Show) -> None:
    plan = a_plan(a_phase("1 week", "2026-09-07"), a_phase("1 month", id=an_id(2)))
    dialog = CheckDialog(None, facts(plan), judged("2026-11-22", plan), assets.catalogue(), None)
    dialog.phase.choose(an_id(2))
    assert dialog.dates.text() == "It has no dates until the phase before has ended."


def test_entered_from_the_menu_by_keys_alone(window: MainWindow, dialogs: Dialogs) -> None:
    def answer(dialog: QDialog) -> None:
        press("Down")
        press("Tab")
        for _ in range(len(assets.check_presets())):
            press("Down")
        press("Return")

    dialogs.answer(answer)
    window.actions_by_name["add_lab_check"].trigger()
    (check,) = window.document.facts.lab_checks
    assert (check.phase, check.markers) == (an_id(1), ("hemoglobin", "mcv", "retic_abs"))
    press("Ctrl+Z")
    assert window.document.facts.lab_checks == ()


def test_it_is_seen_on_overview_and_met_by_results(window: MainWindow) -> None:
    window.document.record(CHECK)
    settle()
    assert "Lab check due until 30 November: Hb and MCV" in sentences(window.overview)
    window.document.record(a_lab_result("2026-11-20", 135, "g/L", marker="hemoglobin"))
    settle()
    assert "Lab check due until 30 November: MCV" in sentences(window.overview)
    window.document.record(a_lab_result("2026-11-20", 90, "fL", marker="mcv"))
    settle()
    assert not any("Lab check" in said for said in sentences(window.overview))
    press("Ctrl+3")
    settle()
    assert "16 Nov 2026: done on 20 Nov 2026" in sentences(window.plan)


def test_the_plan_page_says_what_was_agreed_and_what_became_of_it(window: MainWindow) -> None:
    window.document.record(CHECK)
    settle()
    press("Ctrl+3")
    settle()
    said = sentences(window.plan)
    place = said.index("Hb and MCV")
    assert said[place + 1] == "10 weeks after the first dose of Repletion, then every 12 months"
    assert said[place + 2] == "16 Nov 2026: due, from 2 Nov 2026 to 30 Nov 2026"
    click(a_button(window.plan, "Delete Hb and MCV"))
    assert window.document.facts.lab_checks == ()


def test_it_goes_with_its_phase_and_comes_back_with_it(window: MainWindow) -> None:
    window.document.record(CHECK)
    settle()
    (plan,) = window.document.facts.plans
    window.document.remove(plan)
    assert window.document.facts.lab_checks == ()
    window.undo()
    assert window.document.facts.lab_checks == (CHECK,)
    assert window.document.facts.plans == (plan,)


def test_before_an_injection_it_names_the_one(window: MainWindow) -> None:
    check = LabCheck(an_id(2), ("mma",), 30, None, 14, 28, before_injection=True)
    window.document.record(check)
    settle()
    assert day("2026-12-12") in [dose.planned for dose in window.document.judgement.doses]
    said = next(one for one in sentences(window.overview) if "lab check" in one.lower())
    assert said.endswith("; draw the blood before the injection planned for 12 December")


def test_without_a_plan_it_says_what_is_missing(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(an_injection("2026-11-17"))
    dialogs.read_sentence()
    window.actions_by_name["add_lab_check"].trigger()
    assert dialogs.told == [NO_PLAN]


def test_tab_goes_on_to_what_comes_after_the_first_check(show: Show) -> None:
    show(the_dialog())
    tab_to("First check: number")
    press("Tab", "Tab")
    assert called(in_focus()) == "Then every: unit"
    press("Down", "Tab")
    assert called(in_focus()) == "Days either side"
    press("Alt+E")
    assert called(in_focus()) == "Then every: number"
    press("Tab")
    assert called(in_focus()) == "Then every: unit"
