"""Copying a laboratory's report: the results of one draw of blood, a row for each."""

import pytest

from b12tracker import assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.labs import Comparator, LabResult, OwnMarker
from b12tracker.ui.dialogs.draw_dialog import DrawDialog
from tests.builders import a_lab_result, day, facts
from tests.ui.conftest import Show
from tests.ui.driving import (
    a_button,
    buttons,
    called,
    complaints,
    in_focus,
    press,
    sentences,
    tab_to,
    type_in,
)
from tests.ui.story import LABS, TODAY

LAST = (
    a_lab_result("2026-10-01", 310, "nmol/L", marker="mma"),
    a_lab_result("2026-11-18", 12, "umol/L", marker="own-m1"),
    a_lab_result("2026-11-18", 135, "g/L", marker="hemoglobin"),
    a_lab_result("2026-11-18", 96, "fL", marker="mcv"),
    a_lab_result("2026-12-18", 71, "umol/L", marker="creatinine"),
)
WITH_ZINC = assets.catalogue().with_own(facts(OwnMarker("own-m1", "Zinc", "umol/L")))


def a_dialog(
    show: Show, known: tuple[LabResult, ...] = (), catalogue: Catalogue | None = None
) -> DrawDialog:
    given = {day("2026-11-15")}
    dialog = DrawDialog(None, TODAY, catalogue or assets.catalogue(), known, given)
    return show(dialog)


def fill(dialog: DrawDialog, row: int, marker: str | None, value: str, unit: str | None) -> None:
    """Fill in one row of a report."""
    fields = dialog.rows[row].fields
    fields.marker.choose(marker)
    fields.value.setText(value)
    fields.unit.choose(unit)


def results(dialog: DrawDialog) -> list[LabResult]:
    return [one for one in dialog.answer if isinstance(one, LabResult)]


def said(dialog: DrawDialog) -> list[tuple[str, float, str]]:
    return [(one.marker, one.value, one.unit) for one in results(dialog)]


def markers(dialog: DrawDialog) -> list[str]:
    return [row.fields.marker.currentText() for row in dialog.rows]


def test_one_result(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    dialog.laboratory.setText("Riverside")
    fill(dialog, 0, "b12_total", "96,5", "pmol/L")
    press("Return")
    (result,) = results(dialog)
    assert result == a_lab_result(
        "2026-11-18", 96.5, "pmol/L", laboratory="Riverside", id=result.id
    )


def test_several_results_share_the_draw(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("15 nov")
    press("Alt+B")
    tab_to("Laboratory")
    type_in("Riverside")
    fill(dialog, 0, "mma", "310", "nmol/L")
    press("Alt+A")
    assert in_focus() is dialog.rows[1].fields.marker
    fill(dialog, 1, "egfr", "90", "mL/min/{1.73_m2}")
    dialog.rows[1].fields.comparator.choose(Comparator.ABOVE)
    dialog.accept()
    assert said(dialog) == [("mma", 310, "nmol/L"), ("egfr", 90, "mL/min/{1.73_m2}")]
    for result in results(dialog):
        assert (result.collected_on, result.laboratory) == (day("2026-11-15"), "Riverside")
        assert result.before_injection


def test_no_unit_is_chosen_where_there_are_several(show: Show) -> None:
    dialog = a_dialog(show)
    dialog.rows[0].fields.marker.choose("b12_total")
    assert dialog.rows[0].fields.unit.chosen(str) is None


def test_each_fault_stands_under_its_row_and_nothing_is_lost(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    fill(dialog, 0, "mma", "310", None)
    press("Alt+A")
    fill(dialog, 1, "hemoglobin", "135", "g/L")
    press("Alt+A")
    fill(dialog, 2, "mcv", "", "fL")
    dialog.accept()
    assert dialog.isVisible()
    assert [row.fields.complaint.text() for row in dialog.rows] == [
        "Choose the unit the laboratory reported; two units can look alike.",
        "",
        "The value is missing.",
    ]
    assert in_focus() is dialog.rows[0].fields.unit
    dialog.rows[0].fields.unit.choose("nmol/L")
    dialog.accept()
    assert complaints(dialog) == ["The value is missing."]
    assert in_focus() is dialog.rows[2].fields.value
    type_in("96")
    press("Return")
    assert [value for _, value, _ in said(dialog)] == [310, 135, 96]


def test_a_row_can_be_taken_out(show: Show) -> None:
    dialog = a_dialog(show)
    assert "Remove result 1" not in buttons(dialog)
    type_in("18 nov")
    fill(dialog, 0, "mma", "310", "nmol/L")
    press("Alt+A")
    press("Alt+A")
    fill(dialog, 2, "mcv", "96", "fL")
    tab_to("Remove result 2")
    press("Return")
    assert markers(dialog) == ["Methylmalonic acid (MMA)", "Mean cell volume (MCV)"]
    assert in_focus() is dialog.rows[0].fields.marker
    tab_to("Remove result 1")
    press("Return")
    assert "Remove result 1" not in buttons(dialog)
    dialog.accept()
    assert said(dialog) == [("mcv", 96, "fL")]


def test_an_empty_row_is_left_out_but_not_the_only_one(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    press("Return")
    assert complaints(dialog) == ["Choose what the laboratory measured."]
    press("Alt+A")
    fill(dialog, 1, "mcv", "96", "fL")
    dialog.accept()
    assert said(dialog) == [("mcv", 96, "fL")]


def test_the_markers_of_the_last_draw_are_offered(show: Show) -> None:
    dialog = a_dialog(show, LAST, WITH_ZINC)
    assert "18 Nov 2026: Hb, MCV, Zinc" in sentences(dialog)
    type_in("20 nov")
    press("Alt+S")
    assert markers(dialog) == ["Haemoglobin", "Mean cell volume (MCV)", "Zinc"]
    assert [row.fields.unit.chosen(str) for row in dialog.rows] == [None, "fL", "umol/L"]
    assert in_focus() is dialog.rows[0].fields.value
    type_in("134")
    dialog.rows[0].fields.unit.choose("g/L")
    dialog.rows[2].fields.value.setText("13")
    dialog.accept()
    assert said(dialog) == [("hemoglobin", 134, "g/L"), ("own-m1", 13, "umol/L")]


def test_what_was_filled_in_stays_when_the_markers_are_offered(show: Show) -> None:
    dialog = a_dialog(show, LAST)
    fill(dialog, 0, "mcv", "95", "fL")
    press("Alt+S")
    assert markers(dialog) == ["Mean cell volume (MCV)", "Haemoglobin"]
    assert dialog.rows[0].fields.value.text() == "95"
    press("Alt+S")
    assert len(dialog.rows) == 2


def test_without_earlier_results_nothing_is_offered(show: Show) -> None:
    assert "Same markers as last time" not in buttons(a_dialog(show))
    assert "Same markers as last time" in buttons(a_dialog(show, LABS))


SLIP = "135 g/dL is far outside what is seen; 135 g/L would fit. Is the unit right?"


@pytest.mark.parametrize(("answer", "unit"), [("It is right", "g/dL"), ("Use g/L", "g/L")])
def test_a_slip_is_asked_about_in_the_form_and_saving_goes_on(
    show: Show, answer: str, unit: str
) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    fill(dialog, 0, "hemoglobin", "135", "g/dL")
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [SLIP]
    tab_to(answer)
    press("Return")
    assert not dialog.isVisible()
    assert said(dialog) == [("hemoglobin", 135, unit)]


def test_two_slips_are_asked_about_together_and_each_once(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    fill(dialog, 0, "hemoglobin", "135", "g/dL")
    press("Alt+A")
    fill(dialog, 1, "b12_total", "2", "pg/mL")
    dialog.accept()
    second = "2 pg/mL is far outside what is seen. Is the number right?"
    assert complaints(dialog) == [SLIP, second]
    press("Return")
    assert complaints(dialog) == [second]
    press("Return")
    assert said(dialog) == [("hemoglobin", 135, "g/dL"), ("b12_total", 2, "pg/mL")]


def test_a_number_that_was_changed_is_asked_about_anew(show: Show) -> None:
    dialog = a_dialog(show)
    fill(dialog, 0, "hemoglobin", "135", "g/dL")
    type_in("18 nov")
    press("Alt+A")
    fill(dialog, 1, "mcv", "", "fL")
    dialog.accept()
    a_button(dialog, "It is right").click()
    assert complaints(dialog) == ["The value is missing."]
    dialog.rows[0].fields.value.setText("136")
    dialog.accept()
    assert SLIP.replace("135", "136") in complaints(dialog)


def test_something_else_becomes_a_marker_of_the_users_own(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    tab_to("Marker")
    press("s")
    tab_to("Name of the marker")
    type_in("Zinc")
    tab_to("Unit of the marker")
    type_in("µmol/L")
    tab_to("Value")
    type_in("12,5")
    press("Return")
    own, result = dialog.answer
    assert isinstance(own, OwnMarker)
    assert isinstance(result, LabResult)
    assert (own.name, own.unit) == ("Zinc", "µmol/L")
    assert (result.marker, result.unit, result.value) == (own.key, "µmol/L", 12.5)


@pytest.mark.parametrize(
    ("name", "unit", "sentence"),
    [
        ("", "U", "Give it a name."),
        ("Zinc", "", "Say in which unit the laboratory reports it."),
        ("mma", "nmol/L", "“mma” is in the list: choose it there."),
        ("Haemoglobin", "g/L", "“Haemoglobin” is in the list: choose it there."),
    ],
)
def test_a_marker_of_the_users_own_has_a_name_of_its_own_and_a_unit(
    show: Show, name: str, unit: str, sentence: str
) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    fill(dialog, 0, "something else", "3", None)
    dialog.rows[0].fields.new_marker.name.setText(name)
    dialog.rows[0].fields.new_marker.unit.setText(unit)
    press("Return")
    assert complaints(dialog) == [sentence]


def test_a_new_marker_is_named_in_one_row_only(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    press("Alt+A")
    for place, name in enumerate(("Zinc", "zinc")):
        fill(dialog, place, "something else", "3", None)
        dialog.rows[place].fields.new_marker.name.setText(name)
        dialog.rows[place].fields.new_marker.unit.setText("U")
    dialog.accept()
    assert complaints(dialog) == [
        "“Zinc” is new in two rows: add it in one, then choose it from the list."
    ]


def test_tab_goes_from_row_to_row(show: Show) -> None:
    dialog = a_dialog(show, LAST)
    press("Alt+A")
    names = []
    dialog.laboratory.setFocus()
    while called(in_focus()) != "Cancel":
        names.append(called(in_focus()))
        press("Tab")
    row = ["Below or above", "Value", "Unit", "Low end of the range", "High end of the range"]
    row += ["Flag", "Note"]
    second = [f"{name}, result 2" for name in ("Marker", *row)]
    second.insert(1, "Remove result 2")
    ahead = ["Laboratory", "Same markers as last time", "Marker", "Remove result 1"]
    assert names == [*ahead, *row, *second, "Add another result"]


def test_a_note_and_a_flag_belong_to_their_row(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("18 nov")
    fill(dialog, 0, "mma", "310", "nmol/L")
    tab_to("Flag")
    type_in(" H ")
    tab_to("Note")
    type_in("Fasting")
    dialog.accept()
    (result,) = results(dialog)
    assert (result.flag, result.note) == ("H", "Fasting")
