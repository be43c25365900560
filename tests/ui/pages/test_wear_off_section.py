"""Wear-off on Review: shown for two years of the sample, “not enough” for three weeks."""

import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from b12tracker import assets
from b12tracker.charts.style import DARK, LIGHT
from b12tracker.domain.facts import Fact
from b12tracker.domain.wear_off import build_wear_off
from b12tracker.sharing.sample_story import tell
from b12tracker.ui import wear_off_words as words
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.pages.wear_off_section import WearOffSection
from tests.builders import a_phase, a_plan, a_symptom_entry, injections
from tests.ui.conftest import OpenWindow
from tests.ui.driving import a_button, click, press, sentences, settle, tab_to, type_in
from tests.ui.geometry import faults
from tests.ui.story import PATIENT, TODAY

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def sample() -> tuple[Fact, ...]:
    """The sample, as it is told on the day of the tests."""
    held = tell(assets.sample_story(), TODAY)
    return (held.patient, *held.entries)


@pytest.fixture
def window(open_window: OpenWindow, sample: tuple[Fact, ...]) -> MainWindow:
    """The window on the sample, all of it in Review."""
    opened = open_window(*sample)
    press("Ctrl+4")
    click(a_button(opened.review, "All"))
    return opened


def section(window: MainWindow) -> WearOffSection:
    """Return the part of the page."""
    settle()
    return window.review.wear_off


def three_weeks() -> tuple[Fact, ...]:
    """Return a weekly dose, and a score on each of 22 days."""
    start = TODAY - 21 * DAY
    given = injections(*(start + week * 7 * DAY for week in range(4)))
    said = [a_symptom_entry(start + number * DAY, number % 7) for number in range(22)]
    return (PATIENT, a_plan(a_phase("1 week", start)), *given, *said)


def test_two_years_of_the_sample_show_wear_off(window: MainWindow) -> None:
    document = window.document
    state = build_wear_off(document.facts, document.judgement)
    assert state.estimate
    part = section(window)
    assert part.sentence.text() == (
        f"Over 13 cycles, severity in the last third was a median of {state.estimate.median:.1f} "
        "points higher than in the middle third (90% interval of the difference: "
        f"{state.estimate.low:.1f} to {state.estimate.high:.1f})."
    )
    assert part.which.text().startswith("Cycles of one rhythm: monthly.")
    assert part.which.text().endswith("2 cycles go on after the last day drawn.")
    assert part.definition.text().startswith("A cycle runs from one injection to the next")
    assert part.canvas
    assert part.canvas.isVisible()
    assert part.canvas.picture
    assert part.canvas.picture.median == state.median
    assert part.canvas.accessibleDescription() == words.described(state)


def test_a_symptom_is_chosen_with_the_keys(window: MainWindow) -> None:
    tab_to("Symptom of the wear-off")
    press("Down")
    part = section(window)
    assert part.symptom.currentText() == "Tired or no energy"
    assert "the severity of “Tired or no energy” in the last third" in part.sentence.text()
    assert "mean of their own" not in part.definition.text()
    assert part.symptom.hasFocus()


def test_a_rhythm_is_chosen_with_the_keys_and_stays(window: MainWindow) -> None:
    tab_to("Rhythm of the wear-off")
    press("End")
    part = section(window)
    assert part.rhythm.currentText() == "All rhythms, scaled (18 cycles)"
    assert part.sentence.text().startswith("Over 18 cycles")
    assert part.which.text().startswith("Cycles of different rhythms (monthly and every 3 weeks)")
    assert part.canvas
    assert part.canvas.state.rhythm.is_scaled
    window.document.read_again()
    assert section(window).rhythm.currentText() == "All rhythms, scaled (18 cycles)"


def test_the_period_of_the_page_applies(window: MainWindow) -> None:
    click(a_button(window.review, "1 year"))
    part = section(window)
    assert part.sentence.text().startswith("Over 8 cycles")
    assert "drawn as if each lasted 30 days" in part.which.text()
    click(a_button(window.review, "3 months"))
    part = section(window)
    assert part.sentence.text().startswith("Not enough data yet")
    assert part.canvas
    assert not part.canvas.isVisible()
    click(a_button(window.review, "All"))
    assert section(window).canvas.isVisible()  # type: ignore[union-attr]


def test_dates_that_cannot_be_hide_it(window: MainWindow) -> None:
    click(a_button(window.review, "Dates…"))
    type_in("32 oct")
    assert not section(window).isVisible()
    click(a_button(window.review, "All"))
    assert section(window).isVisible()


def test_three_weeks_are_not_enough(open_window: OpenWindow) -> None:
    window = open_window(*three_weeks())
    press("Ctrl+4")
    part = section(window)
    assert part.sentence.text() == (
        "Not enough data yet: 6 cycles with at least 3 scored days in each third are needed, and "
        "there are none so far. 3 cycles do not count: shorter than 9 days, too short for 3 in "
        "each third."
    )
    assert part.canvas is None
    assert not part.rhythm.isVisible()
    assert not part.which.isVisible()


def test_without_a_plan_it_says_what_is_missing(open_window: OpenWindow) -> None:
    window = open_window()
    press("Ctrl+4")
    assert "Not enough data yet: no symptom is followed." in sentences(section(window))


def test_it_follows_what_is_logged(window: MainWindow) -> None:
    before = section(window).sentence.text()
    for injection in window.document.facts.injections[8:22]:
        window.document.remove(injection)
    assert section(window).sentence.text() != before
    assert section(window).sentence.text().startswith("Not enough data yet")
    while window.document.undo_stack.canUndo():
        window.undo()
    assert section(window).sentence.text() == before


def test_it_wears_the_look_of_the_window(window: MainWindow) -> None:
    part = section(window)
    assert part.canvas
    assert part.canvas.style_table is LIGHT
    window.wear("dark")
    settle()
    assert part.canvas.style_table is DARK
    assert tuple(round(255 * c) for c in part.canvas.figure.get_facecolor()[:3]) == tuple(
        bytes.fromhex(DARK.surface[1:])
    )


def test_the_wheel_over_the_chart_moves_the_page(window: MainWindow) -> None:
    canvas = section(window).canvas
    assert canvas
    event = QEvent(QEvent.Type.Wheel)
    canvas.wheelEvent(event)  # type: ignore[arg-type]
    assert not event.isAccepted()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800)])
@pytest.mark.parametrize("points", [10.5, 18.4])
def test_nothing_is_cut(
    open_window: OpenWindow,
    app: QApplication,
    sample: tuple[Fact, ...],
    size: tuple[int, int],
    points: float,
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(points)
    app.setFont(font)
    window = open_window(*sample, size=size)
    press("Ctrl+4")
    part = section(window)
    assert part.canvas
    assert faults(window) == []
    assert part.canvas.height() >= part.fontMetrics().height() * 14


def test_matplotlib_is_not_wanted_before_the_page_is_seen(
    open_window: OpenWindow, sample: tuple[Fact, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(*sample)
    monkeypatch.delitem(sys.modules, "b12tracker.ui.widgets.wear_off_canvas", raising=False)
    window.wear("light")
    assert section(window).canvas is None
    assert "b12tracker.ui.widgets.wear_off_canvas" not in sys.modules
