"""Lab panels: values where they belong, limits as open arrows, ranges only where they apply."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure

from b12tracker.charts.canvas import Box, Canvas
from b12tracker.charts.fonts import ChartFont
from b12tracker.charts.lab_labels import Surroundings
from b12tracker.charts.picture import HitKind
from b12tracker.charts.sheet import Sheet
from b12tracker.charts.style import LIGHT
from b12tracker.charts.time_scale import TimeScale
from b12tracker.charts.words import ENGLISH
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.domain.timeline import LabPanel, build_timeline
from tests.builders import a_lab_result, an_id, an_injection, facts

from .scenes import (
    B12,
    CATALOGUE,
    DAY,
    FIVE,
    HB,
    MMA,
    TODAY,
    Drawing,
    a_line,
    a_panel,
    a_state,
    twenty_years,
    two_years,
)

START = TODAY - 300 * DAY
VALUES = ((START, 910.0), (START + 100 * DAY, 310.0), (START + 200 * DAY, 640.0))


def drawn(*panels: LabPanel, size: tuple[int, int] = (1040, 400)) -> Drawing:
    """Draw lab panels alone."""
    return Drawing(a_state(labs=panels), START - 20 * DAY, TODAY + 10 * DAY, size)


def test_values_lie_at_their_date_in_proportion() -> None:
    drawing = drawn(a_panel(*VALUES))
    dots = drawing.boxes("lab:mma:value")
    xs = [(dot.left + dot.right) / 2 for dot in dots]
    assert xs == [pytest.approx(drawing.picture.scale.x(on)) for on, _ in VALUES]
    high, low, between = (dot.middle for dot in dots)
    assert (low - between) / (low - high) == pytest.approx((640 - 310) / (910 - 310))
    assert drawing.colours("lab:mma:value")[0] == LIGHT.text


def test_a_value_is_hit_with_its_panel() -> None:
    panel = a_panel(*VALUES)
    drawing = drawn(panel)
    mark = drawing.picture.marks[1]
    found = drawing.picture.hit(mark.x - 6, mark.y + 6)
    assert found
    assert found.kind is HitKind.LAB
    assert found.what is panel.points[1]
    assert found.of is panel


@pytest.mark.parametrize(
    ("comparator", "name", "tip_below"),
    [(Comparator.BELOW, "below", True), (Comparator.ABOVE, "above", False)],
)
def test_limits_are_open_arrows(comparator: Comparator, name: str, tip_below: bool) -> None:
    drawing = drawn(a_panel(*VALUES, comparator=comparator))
    assert drawing.pieces("lab:mma:value") == []
    arrows = drawing.pieces(f"lab:mma:{name}")
    assert len(arrows) == 3
    inside, edge = drawing.colours(f"lab:mma:{name}")
    assert (inside, edge) == (LIGHT.surface, LIGHT.text)
    for arrow in arrows:
        assert len(arrow) == 3
        tip = max(arrow, key=lambda place: abs(place[1] - arrow[:, 1].mean()))
        assert (tip[1] > arrow[:, 1].mean()) == tip_below
    values = [text for one, text in drawing.texts.items() if one.startswith("value:")]
    assert set(values) == {f"{comparator}{value}" for value in (910, 310, 640)}


def test_the_range_is_a_band_named_once() -> None:
    drawing = drawn(
        a_panel(*VALUES, limits=(100, 400)), a_panel((START, 13.0), marker=HB, limits=(12, 15))
    )
    (band,) = drawing.boxes("range:mma")
    dots = {
        value: dot for (_, value), dot in zip(VALUES, drawing.boxes("lab:mma:value"), strict=True)
    }
    per_unit = (dots[310.0].middle - dots[910.0].middle) / 600
    assert band.top == pytest.approx(dots[910.0].middle + per_unit * (910 - 400))
    assert band.bottom == pytest.approx(dots[910.0].middle + per_unit * (910 - 100))
    assert band.left == drawing.picture.plot_left_px
    assert band.right == drawing.picture.plot_right_px
    assert drawing.boxes("range:hemoglobin")
    assert list(drawing.texts.values()).count("laboratory’s range") == 1


@pytest.mark.parametrize("limits", [(None, 400), (400, None)])
def test_an_open_side_of_a_range_runs_to_the_edge(
    limits: tuple[float | None, float | None],
) -> None:
    drawing = drawn(a_panel(*VALUES, limits=limits))
    closed = drawn(a_panel(*VALUES, limits=(10, 2000)))
    (band,), (whole,) = drawing.boxes("range:mma"), closed.boxes("range:mma")
    if limits[0] is None:
        assert band.bottom > whole.bottom
        assert band.top > whole.top
    else:
        assert band.top < whole.top
        assert band.bottom < whole.bottom


def test_a_range_holds_until_the_next_result() -> None:
    before, after = a_panel(VALUES[0], limits=(None, 300)), a_panel(VALUES[1], limits=(None, 500))
    bare = a_panel(VALUES[2])
    joined = LabPanel(MMA, MMA.units[0], (*before.points, *after.points, *bare.points))
    drawing = drawn(joined)
    one, other = drawing.boxes("range:mma")
    x = drawing.picture.scale.x
    assert one.left == drawing.picture.plot_left_px
    assert one.right == other.left == pytest.approx(x(VALUES[1][0]))
    assert other.right == pytest.approx(x(VALUES[2][0]))
    assert other.top < one.top


def test_a_marker_that_rises_on_treatment_has_no_range_once_it_began() -> None:
    drawn_before = a_lab_result(START, 96, "pmol/L", range_low=145, range_high=569)
    drawn_after = replace(drawn_before, collected_on=START + 100 * DAY, value=900, id=an_id(2))
    held = facts(drawn_before, drawn_after, an_injection(START + 50 * DAY))
    state = build_timeline(held, judge(held, TODAY), CATALOGUE)
    drawing = Drawing(state, START - 20 * DAY, TODAY)
    (band,) = drawing.boxes("range:b12_total")
    assert band.right == pytest.approx(drawing.picture.scale.x(drawn_after.collected_on))
    assert len(drawing.pieces("lab:b12_total:value")) == 2


def test_a_published_range_is_drawn_where_there_is_room_to_say_so() -> None:
    panel = a_panel(*VALUES, limits=(None, 800), published=True)
    drawing = drawn(panel)
    (band,) = drawing.boxes("published:mma")
    name = drawing.box("label:published:mma")
    assert drawing.texts["label:published:mma"] == "published range"
    assert (band.left, band.right) == (drawing.picture.plot_left_px, drawing.picture.plot_right_px)
    assert band.top <= name.top < name.bottom <= band.bottom
    assert "laboratory’s range" not in drawing.texts.values()


def test_a_published_range_without_room_for_its_name_is_not_drawn() -> None:
    drawing = drawn(a_panel(*VALUES, limits=(300, 320), published=True))
    assert "published:mma" not in drawing.artists
    assert "range:mma" not in drawing.artists
    far = drawn(a_panel(*VALUES, limits=(5000, 9000), published=True))
    assert "published:mma" not in far.artists


def test_each_published_range_is_named_besides_the_laboratorys() -> None:
    own = a_panel((START, 13.0), (TODAY, 14.0), marker=HB, limits=(12, 15))
    published = [
        a_panel(*VALUES, marker=each, limits=(0, 900), published=True) for each in (MMA, B12)
    ]
    drawing = drawn(*published, own, size=(1040, 600))
    names = sorted(text for name, text in drawing.texts.items() if "range" in text)
    assert names == ["laboratory’s range", "published range", "published range"]


def test_a_panel_is_labelled_with_its_marker_and_unit() -> None:
    drawing = drawn(a_panel(*VALUES))
    assert [drawing.texts[f"label:mma:{row}"] for row in (0, 1)] == ["MMA", "nmol/L"]


def test_values_are_written_in_the_panels_unit() -> None:
    results = (
        LabResult(START, "mma", 0.5, "umol/L", None, None, 0.4),
        LabResult(START + 100 * DAY, "mma", 310, "nmol/L", None, None, 400),
    )
    facts = Facts(lab_results=results)
    state = build_timeline(facts, judge(facts, TODAY), CATALOGUE)
    drawing = Drawing(state, START - 20 * DAY, TODAY)
    values = {text for name, text in drawing.texts.items() if name.startswith("value:")}
    assert values == {"500", "310"}
    assert len(drawing.boxes("range:mma")) == 1


def test_a_low_panel_has_its_unit_beside_the_marker() -> None:
    (low,) = [
        Drawing(a_state(labs=(a_panel(*VALUES),)), START, TODAY, (1040, height)) for height in (80,)
    ]
    name, unit = (low.box(f"label:mma:{row}") for row in (0, 1))
    assert name.right < unit.left
    assert abs(name.bottom - unit.bottom) < 4
    high = drawn(a_panel(*VALUES))
    name, unit = (high.box(f"label:mma:{row}") for row in (0, 1))
    assert name.bottom < unit.top


def test_only_panels_with_room_are_drawn() -> None:
    panels = (a_panel(*VALUES), a_panel((START, 13.0), marker=HB), a_panel(*VALUES, marker=B12))
    drawing = drawn(*panels)
    assert {"label:mma:0", "label:hemoglobin:0", "label:b12_total:0"} <= set(drawing.texts)
    assert drawing.picture.left_out == ()
    small = drawn(*panels, size=(700, 90))
    assert small.picture.left_out == ("Hb", "B12")


def test_at_most_six_panels_are_drawn() -> None:
    markers = [replace(MMA, key=f"m{number}", short=f"M{number}") for number in range(8)]
    drawing = drawn(*(a_panel(*VALUES, marker=each) for each in markers), size=(1040, 2000))
    assert drawing.picture.left_out == ("M6", "M7")


def test_a_marker_with_nothing_to_see_takes_no_room() -> None:
    earlier = a_panel((START, 13.0), (START + 20 * DAY, 14.0), marker=HB)
    around = a_panel((START, 13.0), (TODAY, 14.0), marker=B12)
    state = a_state(labs=(earlier, around))
    drawing = Drawing(state, START + 21 * DAY, TODAY - DAY)
    assert "label:hemoglobin:0" not in drawing.texts
    assert "label:b12_total:0" in drawing.texts
    assert drawing.picture.left_out == ()
    assert "label:hemoglobin:0" in Drawing(state, START + 20 * DAY, TODAY).texts


@pytest.mark.parametrize("size", [(1040, 398), (1200, 560)])
def test_five_symptoms_and_six_markers_over_two_years_can_be_read(size: tuple[int, int]) -> None:
    markers = [MMA, HB, B12, *(replace(MMA, key=f"m{n}", short=f"Marker {n}") for n in range(3))]
    days = [START - 430 * DAY + number * 73 * DAY for number in range(10)]
    panels = [
        a_panel(
            *((on, 300.0 + 40 * (place * each % 7)) for place, on in enumerate(days)), marker=one
        )
        for each, one in enumerate(markers, start=1)
    ]
    scores = {START - 430 * DAY + number * DAY: number % 7 for number in range(730)}
    lines = tuple(a_line(scores, key) for key in FIVE)
    state = replace(two_years(), symptoms=lines, labs=tuple(panels))
    drawing = Drawing(state, START - 435 * DAY, TODAY + 14 * DAY, size)
    assert drawing.picture.left_out == ()
    assert drawing.faults() == []
    last = len(days) - 1
    assert {f"value:{one.key}:{last}" for one in markers} <= set(drawing.texts)


def test_labels_stand_clear_of_dots_lines_and_each_other() -> None:
    state = replace(twenty_years(), symptoms=(), labs=twenty_years().labs[:2])
    for days in (*range(400, 2000, 100), 7300):
        drawing = Drawing(state, TODAY - days * DAY, TODAY + 20 * DAY, (1040, 340))
        labels = [drawing.box(name) for name in drawing.texts if name.startswith("value:")]
        dots = [box for key in ("mma", "hemoglobin") for box in drawing.boxes(f"lab:{key}:value")]
        (today,) = drawing.boxes("today")
        assert labels
        assert not any(one.meets(other) for one in labels for other in [*dots, today])
        assert not any(one.meets(other) for one, other in combinations(labels, 2))


def test_a_place_for_a_label_is_free_of_dots_lines_today_and_edges() -> None:
    canvas = Canvas(Figure(figsize=(6, 2)), LIGHT, ChartFont())
    scale = TimeScale(TODAY - 400 * DAY, TODAY + 100 * DAY, 100, 600, 0)
    sheet = Sheet(canvas, scale, ENGLISH, TODAY, 8)
    places = np.array([(200.0, 100.0), (300.0, 100.0), (400.0, 60.0)])
    around = Surroundings(sheet, Box(100, 50, 600, 150), places, radius=4)
    assert around.is_free(Box(230, 80, 260, 95))
    assert not around.is_free(Box(230, 95, 260, 110)), "on the line"
    assert not around.is_free(Box(185, 103, 215, 118)), "on the edge of a dot"
    assert not around.is_free(Box(90, 120, 110, 130)), "left of the plot"
    assert not around.is_free(Box(580, 120, 610, 130)), "right of the plot"
    assert not around.is_free(Box(490, 120, 510, 130)), "on today's line"
    assert not around.is_free(Box(230, 40, 260, 48)), "above the panel"
    assert not around.is_free(Box(230, 145, 260, 160)), "beneath the panel"
    around.taken.append(Box(230, 80, 260, 95))
    assert not around.is_free(Box(262, 80, 280, 95)), "too near another label"


def test_the_latest_value_is_written_first_of_all() -> None:
    for days in (400, 1000, 3000, 7300):
        state = replace(twenty_years(), symptoms=(), labs=twenty_years().labs[:2])
        drawing = Drawing(state, TODAY - days * DAY, TODAY + 100 * DAY, (1040, 500))
        last = len(state.labs[0].points) - 1
        assert f"value:mma:{last}" in drawing.texts


def test_many_values_are_not_all_written() -> None:
    state = replace(twenty_years(), symptoms=(), labs=twenty_years().labs[:2])
    drawing = Drawing(state, date(2006, 1, 1), TODAY)
    assert 2 <= len([name for name in drawing.texts if name.startswith("value:mma")]) <= 4
    assert len(drawing.pieces("lab:mma:value")) > 40


@pytest.mark.parametrize("value", [0.0, 5.0, 1e6])
def test_a_single_value_lies_in_the_middle(value: float) -> None:
    drawing = drawn(a_panel((START, value)))
    (dot,) = drawing.boxes("lab:mma:value")
    (line,) = drawing.boxes("axis")[:1]
    assert 50 < dot.middle < line.top - 50


def test_a_line_that_leaves_the_view_is_cut_at_its_edge() -> None:
    drawing = Drawing(a_state(labs=(a_panel(*VALUES),)), START + 20 * DAY, START + 120 * DAY)
    (line,) = drawing.pieces("lab-line:mma")
    assert line[0, 0] == pytest.approx(drawing.picture.plot_left_px)
    assert line[-1, 0] == pytest.approx(drawing.picture.plot_right_px)
    assert len(line) == 3
