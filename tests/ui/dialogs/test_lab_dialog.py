"""Putting right one lab result, and what every row of a report takes and refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from b12tracker import assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import Comparator, LabResult, OwnMarker
from b12tracker.ui.dialogs.lab_dialog import LabDialog
from tests.builders import a_lab_result, facts
from tests.ui.conftest import Show
from tests.ui.driving import a_button, complaints, press, sentences, tab_to, type_in
from tests.ui.story import LABS, TODAY

FIFTH = date(2026, 11, 5)
RESULT = a_lab_result("2026-11-18", 96, "pmol/L", flag="L", note="Fasting")


def a_dialog(
    show: Show, result: LabResult = RESULT, catalogue: Catalogue | None = None
) -> LabDialog:
    return show(LabDialog(None, TODAY, catalogue or assets.catalogue(), result, {FIFTH}))


def fill(dialog: LabDialog, **said: Any) -> None:
    """Change fields of the form."""
    fields = dialog.fields
    if "day" in said:
        dialog.day.line.setText(said["day"])
    for name in ("marker", "unit"):
        if name in said:
            getattr(fields, name).choose(said[name])
    for name in ("value", "low", "high", "flag"):
        if name in said:
            getattr(fields, name).setText(said[name])


def units(dialog: LabDialog) -> list[str]:
    unit = dialog.fields.unit
    return [unit.itemText(place) for place in range(unit.count())]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"day": ""}, "A date is needed, such as “today”, “last Tuesday” or “17 Nov”."),
        ({"day": "24 nov 2026"}, "24 Nov 2026 is in the future; log it when it is given."),
        ({"marker": None}, "Choose what the laboratory measured."),
        ({"value": ""}, "The value is missing."),
        ({"value": "high"}, "The value is a number, such as 1.5."),
        ({"value": "-3"}, "A laboratory value is a number that is not negative."),
        ({"value": "inf"}, "The value is a number, such as 1.5."),
        ({"unit": None}, "Choose the unit the laboratory reported; two units can look alike."),
        ({"low": "a"}, "The range is a number, such as 1.5."),
        ({"high": "b"}, "The range is a number, such as 1.5."),
        ({"low": "569", "high": "145"}, "The low end of the range lies above the high end."),
        ({"low": "-1"}, "A laboratory value is a number that is not negative."),
    ],
)
def test_a_wrong_field_loses_nothing(
    show: Show, said: dict[str, str | None], sentence: str
) -> None:
    dialog = a_dialog(show)
    fill(dialog, **said)
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [sentence]
    assert dialog.fields.flag.text() == "L"
    assert dialog.fields.note.toPlainText() == "Fasting"
    fill(dialog, day="18 nov", marker="b12_total", value="97", low="", high="", unit="pmol/L")
    press("Return")
    assert complaints(dialog) == []
    assert dialog.answer == replace(RESULT, value=97)


def test_another_marker_has_other_units_and_none_is_chosen(show: Show) -> None:
    dialog = a_dialog(show)
    assert units(dialog) == ["Choose the unit", "pmol/L", "ng/L", "pg/mL"]
    fill(dialog, marker="hemoglobin")
    assert dialog.fields.unit.chosen(str) is None
    assert "pmol/L" not in units(dialog)
    fill(dialog, marker=None)
    assert units(dialog) == ["Choose the unit"]


def test_the_only_unit_is_chosen(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog, marker="b12_active")
    assert units(dialog) == ["Choose the unit", "pmol/L"]
    assert dialog.fields.unit.chosen(str) == "pmol/L"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("", "", (None, None)),
        ("145", "569", (145, 569)),
        ("145", "", (145, None)),
        ("", "569", (None, 569)),
        ("0,5", " 1 000 ", (0.5, 1000)),
    ],
)
def test_either_side_of_the_range_may_stay_open(
    show: Show, low: str, high: str, expected: tuple[float | None, float | None]
) -> None:
    dialog = a_dialog(show)
    fill(dialog, low=low, high=high)
    press("Return")
    assert (dialog.answer.range_low, dialog.answer.range_high) == expected


@pytest.mark.parametrize("comparator", [None, *Comparator])
def test_comparator(show: Show, comparator: Comparator | None) -> None:
    dialog = a_dialog(show)
    dialog.fields.comparator.choose(comparator)
    press("Return")
    assert dialog.answer.comparator is comparator


def test_every_field_is_shown_for_changing(show: Show) -> None:
    result = replace(
        LABS[0], comparator=Comparator.BELOW, laboratory="Riverside", note="Fasting", value=0.25
    )
    dialog = a_dialog(show, result)
    fields = dialog.fields
    assert dialog.day.line.text() == "1 Oct 2026"
    assert dialog.laboratory.text() == "Riverside"
    assert fields.marker.currentText() == "Vitamin B12 (total, serum)"
    assert (fields.value.text(), fields.comparator.currentText()) == ("0.25", "below (<)")
    assert fields.unit.currentText() == "pmol/L"
    assert (fields.low.text(), fields.high.text()) == ("145", "569")
    assert (fields.flag.text(), fields.note.toPlainText()) == ("L", "Fasting")


def test_changing_one_field_keeps_the_rest(show: Show) -> None:
    result = replace(LABS[0], value=1000 / 3, note="Fasting \nfor ten hours\n")
    dialog = a_dialog(show, result)
    type_in("2 oct 2026")
    press("Return")
    assert dialog.answer == replace(result, collected_on=date(2026, 10, 2))


@pytest.mark.parametrize("strange", [{"marker": "unheard_of"}, {"unit": "furlong"}])
def test_a_marker_or_unit_nobody_knows_is_kept(show: Show, strange: dict[str, str]) -> None:
    result = replace(RESULT, **strange)
    dialog = a_dialog(show, result)
    fill(dialog, value="98")
    press("Return")
    assert dialog.answer == replace(result, value=98)


def test_a_marker_of_the_users_own_is_offered(show: Show) -> None:
    held = facts(OwnMarker("own-m1", "Zinc", "umol/L"))
    dialog = a_dialog(show, catalogue=assets.catalogue().with_own(held))
    fill(dialog, marker="own-m1", value="12")
    press("Return")
    assert (dialog.answer.marker, dialog.answer.unit) == ("own-m1", "umol/L")


def test_which_came_first_is_asked_on_the_day_of_an_injection_alone(show: Show) -> None:
    dialog = a_dialog(show)
    assert not dialog.before.isVisible()
    fill(dialog, day="5 nov")
    assert dialog.before.isVisible()
    press("Alt+B", "Return")
    assert dialog.answer.before_injection


def test_a_draw_moved_to_another_day_was_not_before_that_days_injection(show: Show) -> None:
    result = replace(RESULT, collected_on=FIFTH, before_injection=True)
    dialog = a_dialog(show, result)
    assert dialog.before.isChecked()
    fill(dialog, day="6 nov")
    press("Return")
    assert not dialog.answer.before_injection


def test_a_draw_before_an_injection_that_is_gone_stays_as_it_is(show: Show) -> None:
    result = replace(RESULT, before_injection=True)
    dialog = a_dialog(show, result)
    fill(dialog, value="97")
    press("Return")
    assert dialog.answer == replace(result, value=97)


def test_an_unlikely_number_that_was_saved_is_not_asked_about_again(show: Show) -> None:
    dialog = a_dialog(show, a_lab_result("2026-11-18", 135, "g/dL", marker="hemoglobin"))
    fill(dialog, flag="H")
    press("Return")
    assert dialog.answer.flag == "H"


def test_a_slip_while_changing_is_asked_about(show: Show) -> None:
    dialog = a_dialog(show, a_lab_result("2026-11-18", 13.5, "g/dL", marker="hemoglobin"))
    tab_to("Value")
    type_in("135")
    press("Return")
    question = "135 g/dL is far outside what is seen; 135 g/L would fit. Is the unit right?"
    assert complaints(dialog) == [question]
    assert a_button(dialog, "It is right").hasFocus()
    tab_to("Use g/L")
    press("Return")
    assert not dialog.isVisible()
    assert (dialog.answer.value, dialog.answer.unit) == (135, "g/L")


@pytest.mark.parametrize(
    ("typed", "comparator", "value"),
    [("<150", Comparator.BELOW, 150), ("> 1476", Comparator.ABOVE, 1476), ("150", None, 150)],
)
def test_a_limit_is_typed_as_the_report_prints_it(
    show: Show, typed: str, comparator: Comparator | None, value: float
) -> None:
    dialog = a_dialog(show)
    tab_to("Value")
    type_in(typed)
    press("Return")
    assert dialog.answer == replace(RESULT, comparator=comparator, value=value)


def test_what_helps_to_copy_a_value_is_said_beside_its_unit(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog, marker="hemoglobin")
    words = "Check the unit on the report: 13.5 g/dL and 135 g/L are the same value."
    assert words in sentences(dialog)
    fill(dialog, marker="mma")
    assert words not in sentences(dialog)
