"""The whole timeline: nothing overlaps, nothing is cut, the picture answers."""

import inspect
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text

from b12tracker.charts.fonts import PX_PER_INCH, ChartFont
from b12tracker.charts.marks import MarkKind
from b12tracker.charts.picture import HitKind
from b12tracker.charts.style import DARK, LIGHT
from b12tracker.charts.timeline_chart import draw_timeline
from b12tracker.charts.words import TimelineWords
from b12tracker.domain.judgement import Status
from b12tracker.domain.timeline import TimelineState

from .scenes import (
    DAY,
    TODAY,
    Drawing,
    a_dose,
    a_line,
    a_panel,
    a_state,
    every_status,
    twenty_years,
    two_years,
)

OF_SYMPTOMS = {MarkKind.OTHER_OBSERVER, MarkKind.WEEK}

ZOOMS = (14, 30, 60, 90, 180, 365, 500, 730, 1100, 2200, 3650, 7400, 14600)
SIZES = ((700, 260), (784, 300), (1040, 400), (1800, 700))


@pytest.mark.parametrize("px", [12, 21])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_overlaps_or_is_cut_at_any_zoom(size: tuple[int, int], px: int) -> None:
    for days in ZOOMS:
        for state in (two_years(), twenty_years()):
            last = state.today + 15 * DAY
            drawing = Drawing(state, last - days * DAY, last, size, px)
            assert len(drawing.texts) >= 5
            assert not drawing.faults(), days


@settings(max_examples=50, deadline=None)
@given(
    first=st.dates(date(2004, 1, 1), date(2027, 6, 1)),
    days=st.integers(14, 15000),
    width=st.integers(500, 1800),
    height=st.integers(125, 500),
    px=st.integers(10, 28),
)
def test_no_text_overlaps_or_is_cut_anywhere(
    first: date, days: int, width: int, height: int, px: int
) -> None:
    size = (width, height * px // 10)
    drawing = Drawing(twenty_years(), first, first + days * DAY, size, px)
    assert not drawing.faults()


def test_overlaps_and_cuts_would_be_found() -> None:
    drawing = Drawing(two_years())
    artist = drawing.artists["label:doses"]
    assert isinstance(artist, Text)
    artist.set_y(artist.get_position()[1] - 1000)
    assert drawing.faults() == ["label:doses is cut"]
    artist.set_position(drawing.artists["label:fatigue"].get_position())
    assert drawing.faults() == ["label:doses overlaps label:fatigue"]


def test_a_screen_of_twice_the_pixels_has_everything_in_the_same_place() -> None:
    view = (TODAY - 365 * DAY, TODAY + 20 * DAY)
    once, twice = Drawing(two_years(), *view), Drawing(two_years(), *view, ratio=2)
    assert [(mark.x, mark.y) for mark in once.picture.marks] == [
        (mark.x, mark.y) for mark in twice.picture.marks
    ]
    assert once.texts == twice.texts
    assert not twice.faults()
    one, other = once.box("label:doses"), twice.box("label:doses")
    assert one.left == pytest.approx(other.left, abs=1)
    assert one.right == pytest.approx(other.right, abs=2)


def test_it_is_rendered_where_the_picture_says() -> None:
    drawing = Drawing(every_status(), date(2026, 1, 5), date(2027, 1, 10))
    drawing.canvas.draw()
    pixels = np.asarray(drawing.canvas.buffer_rgba())
    dose = next(one for one in every_status().doses if one.dose.status is Status.ON_TIME)
    mark = next(one for one in drawing.picture.marks if one.what is dose)
    red, green, blue, _ = (int(part) for part in pixels[round(mark.y), round(mark.x)])
    assert f"#{red:02x}{green:02x}{blue:02x}" == LIGHT.on_time


def test_today_runs_through_all_bands_with_its_name_on_top() -> None:
    drawing = Drawing(two_years(), TODAY - 365 * DAY, TODAY + 20 * DAY)
    (line,) = drawing.boxes("today")
    x = drawing.picture.scale.x(TODAY)
    assert line.left == line.right == pytest.approx(x)
    top, bottom = drawing.boxes("phase:1")[0].top, drawing.boxes("axis")[0].top
    assert line.top <= top
    assert line.bottom == pytest.approx(bottom)
    label = drawing.box("label:today")
    assert drawing.texts["label:today"] == "today"
    assert label.bottom <= line.top + 3
    assert (label.left + label.right) / 2 == pytest.approx(x, abs=2)
    assert drawing.colours("today")[1] == LIGHT.accent


def test_accent_is_for_today_alone() -> None:
    drawing = Drawing(two_years(), TODAY - 365 * DAY, TODAY + 20 * DAY, style=DARK)
    ruby = [name for name in drawing.artists if drawing.artists[name] and _is_ruby(drawing, name)]
    assert sorted(ruby) == ["label:today", "today"]


def _is_ruby(drawing: Drawing, name: str) -> bool:
    artist = drawing.artists[name]
    if isinstance(artist, Text):
        return artist.get_color() == DARK.accent
    return DARK.accent in drawing.colours(name)


def test_a_view_without_today_has_no_line() -> None:
    drawing = Drawing(two_years(), TODAY - 365 * DAY, TODAY - 30 * DAY)
    assert "today" not in drawing.artists
    assert "label:today" not in drawing.texts


def test_an_empty_state_is_an_axis_with_today() -> None:
    drawing = Drawing(a_state())
    names = {name.split(":")[0] for name in drawing.artists}
    assert names == {"grid", "axis", "tick", "today", "label"}
    assert [name for name in drawing.texts if name.startswith("label")] == ["label:today"]
    assert drawing.picture.marks == ()
    assert drawing.picture.legend == ()
    assert drawing.picture.hit(500, 200) is None


def test_an_empty_band_gives_its_space_to_the_others() -> None:
    whole = two_years()

    def dose_height(state: TimelineState) -> float:
        return Drawing(state).boxes("phase:1")[0].height

    without_labs = replace(whole, labs=())
    without_both = replace(without_labs, symptoms=())
    assert dose_height(whole) < dose_height(without_labs) < dose_height(without_both)
    assert "rule:symptoms" not in Drawing(without_both).artists


def test_the_legend_names_only_what_is_seen() -> None:
    state = every_status()
    whole = Drawing(state, date(2026, 1, 5), date(2027, 1, 10))
    assert {entry.kind for entry in whole.picture.legend} == set(MarkKind) - OF_SYMPTOMS
    last = state.today
    one = Drawing(state, date(2026, 2, 20), date(2026, 3, 10))
    assert [entry.kind for entry in one.picture.legend] == [MarkKind.ON_TIME]
    assert last
    for days in (30, 365, 3650):
        drawing = Drawing(twenty_years(), TODAY - days * DAY, TODAY + 10 * DAY)
        drawn = {
            name.split(":")[1]
            for name in drawing.artists
            if name.split(":")[0] in ("mark", "bin", "extra-bin", "call-out")
        }
        assert {entry.kind.value for entry in drawing.picture.legend} == drawn


def test_the_nearest_mark_is_hit_within_a_fingers_reach() -> None:
    doses = tuple(a_dose(on, Status.ON_TIME, on) for on in (date(2026, 11, 1), date(2026, 11, 4)))
    drawing = Drawing(a_state(doses=doses), date(2026, 10, 1), date(2026, 12, 1))
    left, right = drawing.picture.marks
    between = (left.x + right.x) / 2
    assert drawing.picture.hit(between - 15, left.y) is left
    assert drawing.picture.hit(between + 15, left.y) is right
    assert drawing.picture.hit(left.x, left.y - 12) is left
    assert drawing.picture.hit(left.x, left.y - 14) is None
    large = Drawing(a_state(doses=doses), date(2026, 10, 1), date(2026, 12, 1), px=21)
    mark = large.picture.marks[0]
    assert large.picture.hit(mark.x, mark.y - 20) is mark


def test_doses_are_hit_before_what_lies_beneath() -> None:
    drawing = Drawing(two_years(), TODAY - 365 * DAY, TODAY + 20 * DAY)
    dose = next(mark for mark in drawing.picture.marks if mark.kind is HitKind.DOSE)
    symptom = replace(
        next(mark for mark in drawing.picture.marks if not mark.is_dose), x=dose.x + 4, y=dose.y
    )
    picture = replace(drawing.picture, marks=(symptom, dose))
    assert picture.hit(symptom.x, symptom.y) is dose


def test_places_lead_back_to_dates() -> None:
    drawing = Drawing(two_years(), TODAY - 365 * DAY, TODAY + 20 * DAY)
    picture = drawing.picture
    for mark in picture.marks:
        if mark.kind is HitKind.LAB:
            assert picture.date_at(mark.x) == mark.what.on
    assert picture.plot_left_px < picture.scale.x(TODAY) < picture.plot_right_px
    assert picture.plot_right_px - picture.plot_left_px > 0.8 * 1040
    assert picture.px_per_day == pytest.approx(2.3, abs=0.3)


def test_drawing_again_leaves_nothing_behind() -> None:
    figure = Figure(figsize=(10.4, 4), dpi=PX_PER_INCH)
    view = (TODAY - 365 * DAY, TODAY + 20 * DAY)
    counts = set()
    for _ in range(3):
        draw_timeline(figure, two_years(), LIGHT, ChartFont(), *view)
        counts.add(len(figure.get_children()))
    assert len(counts) == 1
    draw_timeline(figure, a_state(), DARK, ChartFont(), *view)
    assert len(figure.get_children()) < min(counts)


def test_few_artists_are_drawn() -> None:
    for days in (90, 365, 730):
        drawing = Drawing(twenty_years(), TODAY - days * DAY, TODAY + 15 * DAY)
        assert len(drawing.artists) < 90


def test_words_come_from_outside() -> None:
    words = TimelineWords(
        doses="Dosen",
        today="heute",
        range="Bereich",
        phase=lambda band: f"{band.name} $x$ {band.every.n}",
        day=lambda day: f"{day.day}.",
        month=lambda day: f"M{day.month}",
        month_year=lambda day: f"M{day.month} {day.year}",
        number=lambda value: f"{value:.1f}".replace(".", ","),
        taken=lambda taken, closed: f"{taken} von {closed}",
        more=lambda count: f"noch {count}",
    )
    state = twenty_years()
    four = state.symptoms[:4]
    more = (replace(four[0], key="fifth"), replace(four[0], key="sixth"))
    state = replace(state, symptoms=(*four, *more))
    drawing = Drawing(state, TODAY - 365 * DAY, TODAY + 15 * DAY, words=words)
    said = set(drawing.texts.values())
    assert {"Dosen", "heute", "Relapse $x$ 2", "M2", "M1 2026", "noch 1"} <= said
    assert any("," in text for text in said)
    assert not any(drawing.artists[name].get_parse_math() for name in drawing.texts)
    far = Drawing(twenty_years(), TODAY - 1100 * DAY, TODAY + 15 * DAY, words=words)
    assert any(" von " in text for text in far.texts.values())


def test_long_words_are_elided_in_the_gutter() -> None:
    lines = (a_line({TODAY - n * DAY: 4 for n in range(9)}, "tingling"),)
    state = a_state(symptoms=lines, labs=(a_panel((TODAY, 300.0)),))
    drawing = Drawing(state, size=(500, 300), px=21)
    assert drawing.texts["label:tingling"].endswith("…")
    assert not drawing.faults()
    assert drawing.box("label:tingling").right < drawing.picture.plot_left_px


@pytest.mark.parametrize("size", [(40, 30), (200, 80), (2000, 100), (100, 900)])
def test_a_window_far_too_small_is_no_fault(size: tuple[int, int]) -> None:
    drawing = Drawing(twenty_years(), size=size)
    drawing.canvas.draw()


def test_what_has_no_room_is_told() -> None:
    drawing = Drawing(two_years(), size=(784, 220), px=21)
    shown = {name.split(":")[1] for name in drawing.texts if name.startswith("label:")}
    names = {"fatigue": "Fatigue", "numbness": "Numbness", "brain_fog": "Brain fog", "mma": "MMA"}
    for key, name in names.items():
        assert (key in shown) != (name in drawing.picture.left_out)


def test_a_view_may_begin_at_the_calendars_start() -> None:
    Drawing(two_years(), date(1, 1, 1), date(30, 1, 1))
    Drawing(two_years(), date(9990, 1, 1), date(9999, 12, 31))


def test_drawing_asks_for_state_style_font_and_view_alone() -> None:
    names = list(inspect.signature(draw_timeline).parameters)
    assert names == ["figure", "state", "style", "font", "first", "last", "words"]
