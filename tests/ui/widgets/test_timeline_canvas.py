"""The timeline under mouse, wheel and keys."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from b12tracker import assets
from b12tracker.charts.picture import HitKind, Mark
from b12tracker.charts.style import DARK, LIGHT
from b12tracker.domain.judgement import judge
from b12tracker.domain.timeline import build_timeline
from b12tracker.ui import timeline_words
from b12tracker.ui.widgets.timeline_canvas import LONGEST, SHORTEST, TimelineCanvas
from tests.builders import facts
from tests.ui.conftest import Show
from tests.ui.driving import click, press, settle
from tests.ui.story import DAY, STORY, TODAY


@pytest.fixture
def canvas(show: Show) -> Iterator[TimelineCanvas]:
    held = facts(*STORY)
    state = build_timeline(held, judge(held, TODAY), assets.catalogue())
    made = TimelineCanvas(state, LIGHT)
    made.resize(900, 420)
    show(made)
    made.setFocus()
    settle()
    return made


def marks(canvas: TimelineCanvas) -> list[Mark]:
    assert canvas.picture
    return [mark for mark in canvas.picture.marks if mark.is_dose]


def wheel(canvas: TimelineCanvas, up: int, shift: bool = False, sideways: int = 0) -> None:
    at = QPointF(canvas.width() / 2, canvas.height() / 2)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(),
        QPoint(sideways, up),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def drag(canvas: TimelineCanvas, by: int) -> None:
    start = QPoint(canvas.width() // 2, canvas.height() - 40)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, start + QPoint(by // 2, 0))
    QTest.mouseMove(canvas, start + QPoint(by, 0))
    QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, start + QPoint(by, 0))
    settle()


def test_keys_go_from_dose_to_dose(canvas: TimelineCanvas) -> None:
    heard = []
    for _ in range(len(marks(canvas)) + 1):
        press("Right")
        heard.append(canvas.accessibleName().removeprefix("Timeline: "))
    expected = [timeline_words.mark_text(mark, TODAY) for mark in marks(canvas)]
    assert heard == [*expected, expected[-1]]
    press("Left")
    assert canvas.accessibleName() == f"Timeline: {expected[-2]}"


def test_left_begins_at_the_last_dose(canvas: TimelineCanvas) -> None:
    press("Left")
    last = timeline_words.mark_text(marks(canvas)[-1], TODAY)
    assert canvas.accessibleName() == f"Timeline: {last}"


def test_enter_opens_the_chosen_dose(canvas: TimelineCanvas) -> None:
    opened = QSignalSpy(canvas.opened)
    press("Return")
    assert opened.count() == 0
    press("Right", "Right", "Return")
    assert opened.at(0) == [marks(canvas)[1]]


def test_the_chosen_dose_is_forgotten_when_the_facts_change(canvas: TimelineCanvas) -> None:
    press("Right")
    canvas.show_state(canvas.state, LIGHT)
    opened = QSignalSpy(canvas.opened)
    press("Return")
    assert opened.count() == 0


def test_a_click_opens(canvas: TimelineCanvas) -> None:
    opened = QSignalSpy(canvas.opened)
    for mark in marks(canvas):
        click(canvas, QPoint(round(mark.x), round(mark.y)))
    assert [opened.at(place)[0] for place in range(opened.count())] == marks(canvas)
    click(canvas, QPoint(3, 3))
    assert opened.count() == len(marks(canvas))


def test_dragging_moves_and_opens_nothing(canvas: TimelineCanvas) -> None:
    opened = QSignalSpy(canvas.opened)
    first, last = canvas.first, canvas.last
    days = round(60 / canvas.picture.px_per_day)
    drag(canvas, -60)
    assert (canvas.first - first, canvas.last - last) == (days * DAY, days * DAY)
    assert opened.count() == 0


def test_a_trembling_hand_does_not_drag(canvas: TimelineCanvas) -> None:
    first = canvas.first
    drag(canvas, 4)
    assert canvas.first == first


def test_zoom_by_keys_keeps_the_middle(canvas: TimelineCanvas) -> None:
    middle = canvas.first + (canvas.last - canvas.first) / 2
    days = (canvas.last - canvas.first).days
    press("+")
    assert (canvas.last - canvas.first).days == round(days * 0.8)
    assert abs(canvas.first + (canvas.last - canvas.first) / 2 - middle) <= DAY
    press("-")
    assert abs((canvas.last - canvas.first).days - days) <= 1


def test_moving_by_keys(canvas: TimelineCanvas) -> None:
    canvas.show_view(TODAY - 40 * DAY, TODAY)
    for keys, days in (
        ("Shift+Left", -4),
        ("Shift+Right", 4),
        ("PgUp", -20),
        ("PgDown", 20),
    ):
        first = canvas.first
        press(keys)
        assert canvas.first - first == days * DAY, keys


def test_the_wheel_zooms_around_the_pointer(canvas: TimelineCanvas) -> None:
    days = (canvas.last - canvas.first).days
    at = canvas.picture.date_at(canvas.width() / 2)
    wheel(canvas, up=120)
    settle()
    assert (canvas.last - canvas.first).days == round(days * 0.8)
    assert abs(canvas.picture.date_at(canvas.width() / 2) - at) <= 2 * DAY
    wheel(canvas, up=-120)
    assert (canvas.last - canvas.first).days == pytest.approx(days, abs=2)


@pytest.mark.parametrize("how", [{"up": 120, "shift": True}, {"up": 0, "sideways": 120}])
def test_the_wheel_moves(canvas: TimelineCanvas, how: dict[str, int]) -> None:
    first, days = canvas.first, canvas.last - canvas.first
    wheel(canvas, **how)
    assert canvas.first < first
    assert canvas.last - canvas.first == days


def test_the_view_has_ends(canvas: TimelineCanvas) -> None:
    for _ in range(40):
        canvas.zoom(0.8, TODAY)
    assert (canvas.last - canvas.first).days == SHORTEST
    for _ in range(80):
        canvas.zoom(1.25, TODAY)
    assert (canvas.last - canvas.first).days == LONGEST
    canvas.show_view(TODAY, TODAY + 30 * DAY)
    for _ in range(40):
        canvas.move_view(-0.5)
    assert canvas.last >= canvas.state.first
    for _ in range(80):
        canvas.move_view(0.5)
    assert canvas.first <= canvas.state.last


def test_far_away_dates_do_not_break_it(canvas: TimelineCanvas) -> None:
    canvas.show_view(date(1900, 1, 1), date(1900, 2, 1))
    canvas.show_view(date(2199, 1, 1), date(2199, 2, 1))
    assert canvas.picture is not None


def test_the_pointer_tells_what_lies_under_it(canvas: TimelineCanvas) -> None:
    for mark in canvas.picture.marks:
        QTest.mouseMove(canvas, QPoint(round(mark.x), round(mark.y)))
        assert canvas.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(canvas, QPoint(2, 2))
    assert canvas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_resizing_draws_anew(canvas: TimelineCanvas) -> None:
    before = canvas.picture
    canvas.resize(600, 400)
    settle()
    assert canvas.picture.plot_right_px < before.plot_right_px
    assert canvas.picture.plot_right_px <= 600


def test_too_small_to_draw(canvas: TimelineCanvas) -> None:
    before = canvas.picture
    canvas.resize(40, 40)
    settle()
    assert canvas.picture == before


def test_another_look_is_drawn(canvas: TimelineCanvas) -> None:
    light = canvas.grab().toImage().pixelColor(20, 20)
    canvas.show_state(canvas.state, DARK)
    settle()
    dark = canvas.grab().toImage().pixelColor(20, 20)
    assert dark.lightness() < 80 < 180 < light.lightness()


def test_other_keys_are_left_to_the_window(canvas: TimelineCanvas) -> None:
    view = (canvas.first, canvas.last)
    press("a", "Home", "Space")
    assert (canvas.first, canvas.last) == view


def test_marks_of_every_kind_are_there(canvas: TimelineCanvas) -> None:
    kinds = {mark.kind for mark in canvas.picture.marks}
    assert kinds >= {HitKind.DOSE, HitKind.EXTRA, HitKind.SYMPTOM, HitKind.LAB}


def test_focus_can_be_seen(canvas: TimelineCanvas) -> None:
    with_focus = canvas.grab().toImage()
    canvas.clearFocus()
    assert canvas.grab().toImage() != with_focus


def test_small_moves_are_at_least_a_day(canvas: TimelineCanvas) -> None:
    canvas.show_view(TODAY - timedelta(days=SHORTEST), TODAY)
    first = canvas.first
    canvas.move_view(0.01)
    assert canvas.first == first + DAY
