"""One phase of a plan: what it says before it is saved, and what it refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QRadioButton

from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.plan import Every, Open, Phase, Unit
from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from tests.builders import a_phase
from tests.ui.conftest import Show
from tests.ui.driving import buttons, complaints, press, tab_to, type_in
from tests.ui.story import MAINTENANCE, REPLETION, TODAY

UNREADY = "Fill in how often, the first dose and the end to see the dates."


def a_dialog(show: Show, before: tuple[Phase, ...] = (), phase: Phase | None = None) -> PhaseDialog:
    return show(PhaseDialog(None, TODAY, before, phase))


def fill(dialog: PhaseDialog, **fields: Any) -> None:
    """Fill in one dose a week from 30 November, six times, with what is handed in instead."""
    said = {"every": "1", "unit": Unit.WEEK, "day": "30 nov 2026", "doses": "6"} | fields
    dialog.every.setText(said["every"])
    dialog.unit.choose(said["unit"])
    dialog.first_dose.line.setText(said["day"])
    if said["doses"]:
        dialog.after_doses.setChecked(True)
        dialog.doses.setText(said["doses"])
    dialog.dose.number.setText(said.get("dose", ""))
    for name in ("early", "late"):
        if name in said:
            getattr(dialog, name).setValue(said[name])


def test_nothing_is_chosen_for_the_user(show: Show) -> None:
    dialog = a_dialog(show)
    assert dialog.every.text() == ""
    assert dialog.unit.chosen(Unit) is None
    assert dialog.first_dose.line.text() == ""
    assert not any(each.isChecked() for each in dialog._end.findChildren(QRadioButton))
    assert dialog.preview.text() == UNREADY


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"every": ""}, "Say how often: a number, and days, weeks or months."),
        ({"unit": None}, "Say how often: a number, and days, weeks or months."),
        ({"every": "two"}, "The interval is a number, such as 1.5."),
        ({"every": "1.5"}, "The interval is a whole number."),
        ({"every": "nan"}, "The interval is a number, such as 1.5."),
        ({"every": "inf"}, "The interval is a number, such as 1.5."),
        ({"every": "0"}, "The interval must lie between one day and one year."),
        ({"every": "53"}, "The interval must lie between one day and one year."),
        ({"day": ""}, "A date is needed, such as “today”, “last Tuesday” or “17 Nov”."),
        ({"day": "32 nov"}, "“32 nov” is not a date; try “today” or “17 Nov 2026”."),
        ({"doses": ""}, "Say how the phase ends."),
        ({"doses": "some"}, "The number of doses is a number, such as 1.5."),
        ({"doses": "2.5"}, "Say after how many doses the phase ends, such as 6."),
        ({"doses": "inf"}, "The number of doses is a number, such as 1.5."),
        ({"doses": "0"}, "A phase that ends after a number of doses has 1 to 1000 of them."),
        ({"dose": "x"}, "The dose is a number, such as 1.5."),
        ({"dose": "50"}, "The dose must be more than 0 and at most 30 mg (30,000 µg)."),
        (
            {"early": 8},
            "The days that count as on time cannot be longer than the interval.",
        ),
    ],
)
def test_a_wrong_field_loses_nothing(show: Show, fields: dict[str, Any], sentence: str) -> None:
    dialog = a_dialog(show)
    dialog.name.setText("Repletion")
    fill(dialog, **fields)
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [sentence]
    assert dialog.name.text() == "Repletion"
    fill(dialog, early=2)
    press("Return")
    expected = a_phase("1 week", "2026-11-30", 6, name="Repletion", tolerance=(2, 2))
    assert dialog.answer == replace(expected, id=dialog.answer.id)


def test_a_dose_too_large_is_said_under_the_dose(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog, dose="50")
    press("Return")
    assert dialog._complaints[dialog.dose].isVisible()


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [("1 day", 0), ("2 days", 1), ("1 week", 2), ("2 weeks", 3), ("3 weeks", 5), ("1 month", 7)],
)
def test_the_usual_tolerance_is_suggested(show: Show, rhythm: str, days: int) -> None:
    dialog = a_dialog(show)
    n, unit = rhythm.removesuffix("s").split()
    fill(dialog, every=n, unit=Unit(unit))
    assert (dialog.early.value(), dialog.late.value()) == (days, days)


def test_a_tolerance_the_user_set_stays(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog)
    tab_to("Days late")
    type_in("3")
    press("Tab")
    dialog.unit.choose(Unit.MONTH)
    assert (dialog.early.value(), dialog.late.value()) == (2, 3)


def test_passing_the_tolerance_by_is_not_setting_it(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog)
    tab_to("Days early")
    press("Tab", "Tab")
    dialog.unit.choose(Unit.MONTH)
    assert (dialog.early.value(), dialog.late.value()) == (7, 7)


def test_the_tolerance_of_a_known_phase_stays(show: Show) -> None:
    dialog = a_dialog(show, (REPLETION,), replace(MAINTENANCE, early_days=3, late_days=4))
    dialog.every.setText("2")
    assert (dialog.early.value(), dialog.late.value()) == (3, 4)


def test_the_dates_are_shown_before_saving(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog, every="2", day="16 nov 2026", doses="4")
    assert dialog.preview.text() == (
        "Every 2 weeks: 2.2 injections a month.\nNext: 30 Nov 2026 · 14 Dec 2026 · 28 Dec 2026"
    )
    fill(dialog, every="3", unit=Unit.MONTH, day="31 jan 2027", doses="40")
    assert dialog.preview.text() == (
        "Every 3 months: 0.33 injections a month.\n"
        "Next: 31 Jan 2027 · 30 Apr 2027 · 31 Jul 2027 · 31 Oct 2027"
    )
    fill(dialog, day="32 nov")
    assert dialog.preview.text() == UNREADY


@pytest.mark.parametrize("end", ["until_reviewed", "for_life"])
def test_choosing_an_open_end_shows_the_dates(show: Show, end: str) -> None:
    dialog = a_dialog(show)
    fill(dialog, doses="")
    assert dialog.preview.text() == UNREADY
    getattr(dialog, end).click()
    assert "Next: 30 Nov 2026 · 7 Dec 2026" in dialog.preview.text()
    press("Return")
    assert dialog.answer.open is Open(end)
    assert dialog.answer.doses is None


def test_a_phase_that_has_no_dates_yet(show: Show) -> None:
    open_phase = replace(REPLETION, doses=None)
    dialog = a_dialog(show, (open_phase,))
    fill(dialog, day="")
    assert dialog.follows.isChecked()
    assert "the one before is open" in dialog.preview.text()


def test_typing_a_date_is_choosing_a_date(show: Show) -> None:
    dialog = a_dialog(show, (REPLETION,))
    assert dialog.follows.isChecked()
    tab_to("Date of the first dose")
    type_in("1 jan 2027")
    assert dialog.on_date.isChecked()
    tab_to("Number of doses")
    type_in("3")
    assert dialog.after_doses.isChecked()
    tab_to("Interval: number")
    type_in("1")
    dialog.unit.choose(Unit.MONTH)
    press("Return")
    assert dialog.answer.first_dose == date(2027, 1, 1)
    assert (dialog.answer.every, dialog.answer.doses) == (Every(1, Unit.MONTH), 3)


def test_the_first_phase_follows_nothing(show: Show) -> None:
    assert "One interval after the phase before" not in buttons(a_dialog(show))
    assert "One interval after the phase before" in buttons(a_dialog(show, (REPLETION,)))


def test_a_known_phase_is_shown(show: Show) -> None:
    dialog = a_dialog(show, (), REPLETION)
    assert dialog.name.text() == "Repletion"
    assert (dialog.every.text(), dialog.unit.chosen(Unit)) == ("1", Unit.WEEK)
    assert dialog.first_dose.line.text() == "5 Oct 2026"
    assert (dialog.doses.text(), dialog.after_doses.isChecked()) == ("6", True)
    assert (dialog.dose.number.text(), dialog.dose.unit.currentText()) == ("1", "mg")
    assert dialog.substance.chosen(Substance) is Substance.HYDROXOCOBALAMIN
    assert dialog.route.chosen(Route) is Route.INTRAMUSCULAR


def test_every_field_can_be_reached_with_tab(show: Show) -> None:
    for before in ((), (REPLETION,)):
        dialog = a_dialog(show, before)
        tab_to("Date of the first dose")
        tab_to("Number of doses")
        tab_to("Goal, in a few words")
        tab_to("Keep this phase")
        dialog.close()
