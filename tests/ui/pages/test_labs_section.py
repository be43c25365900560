"""Lab results on Review: the latest of each marker, and how they are drawn."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox

from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.builders import a_lab_result
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    a_button,
    called,
    click,
    in_focus,
    marks_of,
    press,
    sentences,
    settle,
    tab_to,
)
from tests.ui.story import INJECTIONS, STORY

EARLIER = a_lab_result("2026-06-01", 0.9, "umol/L", marker="mma")
MMA, B12 = "Methylmalonic acid (MMA)", "Vitamin B12 (total, serum)"


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window on the story and an earlier result, Review in front."""
    opened = open_window(*STORY, EARLIER)
    press("Ctrl+4")
    return opened


def said_of(window: MainWindow) -> list[str]:
    return sentences(window.review.labs)


def drawn(window: MainWindow) -> set[str]:
    """Return the markers and units on the timeline."""
    press("Ctrl+1")
    marks_of(window)
    canvas = window.overview.timeline.canvas
    assert canvas is not None
    return {f"{panel.marker.short} {panel.unit.symbol}" for panel in canvas.state.labs}


def test_the_latest_of_each_marker_with_what_there_is_to_say(window: MainWindow) -> None:
    assert said_of(window) == [
        "Lab results",
        f"{MMA}: 290 nmol/L",
        "18 Nov 2026 · day 3 since the injection · after Repletion",
        "Flagged as high by the laboratory (H); its range is below 280.",
        "Kidneys that filter less raise MMA as well, so it is read with creatinine or eGFR "
        "beside it.",
        "MMA: 2 results, first 900 nmol/L (reported as 0.9 µmol/L) on 1 Jun 2026 "
        "(before the first injection), last 290 nmol/L on 18 Nov 2026 (day 3).",
        f"{B12}: > 1476 pmol/L",
        "18 Nov 2026 · day 3 since the injection · after Repletion",
        "After an injection this level rises whatever the effect, so a high value is not in "
        "itself a reason to change treatment: ask.",
        "B12: 2 results, first 96 pmol/L on 1 Oct 2026 (before the first injection), "
        "last > 1476 pmol/L on 18 Nov 2026 (day 3).",
    ]


def test_a_drift_is_that_of_the_period(window: MainWindow) -> None:
    click(a_button(window.review, "3 months"))
    settle()
    said = said_of(window)
    assert not any(words.startswith("MMA: ") for words in said)
    assert any(words.startswith("B12: 2 results") for words in said)


def test_results_after_the_period_are_left_out(window: MainWindow) -> None:
    window.review._choose(0)
    window.review.last.line.setText("2 oct 2026")
    settle()
    assert f"{MMA}: 0.9 µmol/L" in said_of(window)
    assert f"{B12}: 96 pmol/L" in said_of(window)


def test_without_results(open_window: OpenWindow) -> None:
    window = open_window(*INJECTIONS)
    press("Ctrl+4")
    assert said_of(window) == [
        "Lab results",
        "None yet. What the laboratory measured appears here, with the day of the cycle.",
    ]


def test_the_note_of_a_result_and_what_it_is_read_with(open_window: OpenWindow) -> None:
    creatinine = a_lab_result("2026-06-10", 71, "umol/L", marker="creatinine")
    window = open_window(replace(EARLIER, note="Oral B12 since May"), creatinine)
    press("Ctrl+4")
    said = said_of(window)
    assert "Oral B12 since May" in said
    assert "Beside it: Creatinine 71 µmol/L of 10 Jun 2026, 9 days later." in said


def test_results_without_a_plan(open_window: OpenWindow) -> None:
    window = open_window(EARLIER)
    press("Ctrl+4")
    assert f"{MMA}: 0.9 µmol/L" in said_of(window)


def test_the_unit_of_a_marker_is_chosen_by_keyboard_and_remembered(window: MainWindow) -> None:
    name = f"{MMA}: unit to draw and compare in"
    tab_to(name)
    press("Down")
    assert called(in_focus()) == name
    assert any("last 0.29 µmol/L (reported as 290 nmol/L)" in words for words in said_of(window))
    assert drawn(window) == {"MMA µmol/L", "B12 pmol/L"}
    assert Settings().lab_taste.units == {"mma": "umol/L"}
    window.files.open_sample()
    assert window.document.lab_taste.units == {"mma": "umol/L"}


def test_a_marker_is_taken_off_the_timeline_and_put_back(window: MainWindow) -> None:
    name = f"{B12}: on the timeline"
    tab_to(name, QCheckBox)
    press("Space")
    assert called(in_focus()) == name
    assert drawn(window) == {"MMA nmol/L"}
    assert Settings().lab_taste.hidden == {"b12_total"}
    press("Ctrl+4")
    tab_to(name, QCheckBox)
    press("Space")
    assert drawn(window) == {"MMA nmol/L", "B12 pmol/L"}
    assert Settings().lab_taste.hidden == set()


def test_the_timeline_says_for_which_markers_it_has_no_room(open_window: OpenWindow) -> None:
    keys = {"mma": "nmol/L", "hemoglobin": "g/L", "mcv": "fL", "potassium": "mmol/L"}
    results = [a_lab_result("2026-11-18", 100, unit, marker=key) for key, unit in keys.items()]
    window = open_window(*STORY[:-3], *results, size=(1024, 640))
    marks_of(window)
    panel = window.overview.timeline
    assert panel.canvas is not None
    assert panel.canvas.picture is not None
    left_out = panel.canvas.picture.left_out
    assert left_out[-2:] == ("MCV", "Potassium")
    assert panel.left_out.text().startswith("No room for ")
    assert all(name in panel.left_out.toolTip() for name in left_out)
    window.resize(1280, 1000)
    settle()
    assert panel.left_out.text() == ""


def test_what_helps_to_copy_a_value_is_not_said_of_the_result(open_window: OpenWindow) -> None:
    opened = open_window(
        a_lab_result("2026-11-18", 14.1, "g/dL", marker="hemoglobin", range_low=13, range_high=17)
    )
    press("Ctrl+4")
    said = said_of(opened)
    assert "Haemoglobin: 14.1 g/dL" in said
    assert not any("Check the unit" in words for words in said)
