"""Copying a laboratory report: value, comparator, unit, range."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from b12tracker import assets
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.ui.dialogs.lab_dialog import LabDialog
from tests.builders import a_lab_result
from tests.ui.conftest import Show
from tests.ui.driving import complaints, press, tab_to, type_in
from tests.ui.story import LABS, TODAY


def a_dialog(show: Show, result: LabResult | None = None) -> LabDialog:
    return show(LabDialog(None, TODAY, assets.catalogue(), result))


def fill(dialog: LabDialog, **fields: Any) -> None:
    """Fill in a report on serum B12, with what is handed in instead."""
    said = {"day": "18 nov", "marker": "b12_total", "value": "96", "unit": "pmol/L"} | fields
    dialog.day.line.setText(said["day"])
    dialog.marker.choose(said["marker"])
    dialog.value.setText(said["value"])
    dialog.unit.choose(said["unit"])
    for name in ("low", "high", "flag", "laboratory"):
        getattr(dialog, name).setText(said.get(name, ""))
    dialog.note.setPlainText(said.get("note", ""))


def units(dialog: LabDialog) -> list[str]:
    return [dialog.unit.itemText(place) for place in range(dialog.unit.count())]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": ""}, "A date is needed, such as “today”, “last Tuesday” or “17 Nov”."),
        ({"day": "24 nov 2026"}, "24 Nov 2026 is in the future; log it when it is given."),
        ({"marker": None}, "Choose what the laboratory measured."),
        ({"value": ""}, "The value is missing."),
        ({"value": "high"}, "The value is a number, such as 1.5."),
        ({"value": "-3"}, "A laboratory value is a number that is not negative."),
        ({"value": "inf"}, "The value is a number, such as 1.5."),
        (
            {"unit": None},
            "Choose the unit the laboratory reported; two units can look alike.",
        ),
        ({"low": "a"}, "The range is a number, such as 1.5."),
        ({"high": "b"}, "The range is a number, such as 1.5."),
        ({"low": "569", "high": "145"}, "The low end of the range lies above the high end."),
        ({"low": "-1"}, "A laboratory value is a number that is not negative."),
    ],
)
def test_a_wrong_field_loses_nothing(
    show: Show, fields: dict[str, str | None], sentence: str
) -> None:
    dialog = a_dialog(show)
    fill(dialog, flag="L", note="Fasting", **fields)
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [sentence]
    assert (dialog.flag.text(), dialog.note.toPlainText()) == ("L", "Fasting")
    fill(dialog, flag="L", note="Fasting")
    press("Return")
    assert complaints(dialog) == []
    assert dialog.answer == a_lab_result(
        "2026-11-18", 96, "pmol/L", flag="L", note="Fasting", id=dialog.answer.id
    )


def test_no_unit_is_chosen_where_there_are_several(show: Show) -> None:
    dialog = a_dialog(show)
    dialog.marker.choose("b12_total")
    assert units(dialog) == ["Choose the unit", "pmol/L", "ng/L", "pg/mL"]
    assert dialog.unit.chosen(str) is None


def test_the_only_unit_is_chosen(show: Show) -> None:
    dialog = a_dialog(show)
    dialog.marker.choose("b12_active")
    assert units(dialog) == ["Choose the unit", "pmol/L"]
    assert dialog.unit.chosen(str) == "pmol/L"


def test_another_marker_has_other_units(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog)
    dialog.marker.choose("hemoglobin")
    assert dialog.unit.chosen(str) is None
    assert "pmol/L" not in units(dialog)
    dialog.marker.choose(None)
    assert units(dialog) == ["Choose the unit"]


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
    fill(dialog)
    dialog.comparator.choose(comparator)
    press("Return")
    assert dialog.answer.comparator is comparator


def test_every_field_is_shown_for_changing(show: Show) -> None:
    result = replace(
        LABS[0], comparator=Comparator.BELOW, laboratory="Riverside", note="Fasting", value=0.25
    )
    dialog = a_dialog(show, result)
    assert dialog.day.line.text() == "1 Oct 2026"
    assert dialog.marker.currentText() == "Vitamin B12 (total, serum)"
    assert (dialog.value.text(), dialog.comparator.currentText()) == ("0.25", "below (<)")
    assert dialog.unit.currentText() == "pmol/L"
    assert (dialog.low.text(), dialog.high.text()) == ("145", "569")
    assert (dialog.flag.text(), dialog.laboratory.text()) == ("L", "Riverside")
    assert dialog.note.toPlainText() == "Fasting"
    assert dialog.flag.isVisible()


def test_changing_one_field_keeps_the_rest(show: Show) -> None:
    result = replace(LABS[0], value=1 / 3, note="Fasting \n")
    dialog = a_dialog(show, result)
    type_in("2 oct 2026")
    press("Return")
    assert dialog.answer == replace(result, collected_on=date(2026, 10, 2))


def test_more_takes_the_keys_along(show: Show) -> None:
    dialog = a_dialog(show)
    tab_to("More: flag, laboratory, note")
    press("Return")
    assert dialog.isVisible()
    assert dialog.flag.hasFocus()
