"""The dose band: every status in its shape and colour at its place, at every zoom."""

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from math import hypot

import numpy as np
import pytest
from matplotlib.path import Path

from b12tracker.charts.call_outs import spread
from b12tracker.charts.dose_bins import DoseBin
from b12tracker.charts.dose_lanes import lanes_for, shrunk
from b12tracker.charts.marks import MARK_SHAPES, MarkKind, colour_of
from b12tracker.charts.picture import HitKind
from b12tracker.charts.style import DARK, LIGHT, Style
from b12tracker.domain.judgement import Status
from b12tracker.domain.timeline import DoseMark, ExtraMark, PhaseBand

from .scenes import (
    DAILY,
    DAY,
    MONTHLY,
    WEEKLY,
    Drawing,
    a_dose,
    a_regimen,
    a_state,
    an_extra,
    every_status,
    twenty_years,
    two_years,
)

VIEW = (date(2026, 1, 5), date(2027, 1, 10))


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    """Return every status, drawn one by one."""
    return Drawing(every_status(), *VIEW)


def middles(drawing: Drawing, name: str) -> list[float]:
    """Return where the pieces of an artist lie across the chart."""
    return [(box.left + box.right) / 2 for box in drawing.boxes(name)]


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_shape_and_colour(status: Status, style: Style) -> None:
    drawing = Drawing(every_status(), *VIEW, style=style)
    kind = MarkKind(status.value)
    parts = MARK_SHAPES[kind].parts
    dose = next(one for one in every_status().doses if one.dose.status is status)
    x = drawing.picture.scale.x(dose.given or dose.planned)
    for number, part in enumerate(parts):
        name = f"mark:{kind}:{number}"
        near = [piece for piece in drawing.pieces(name) if abs(piece[:, 0].mean() - x) < 8]
        assert len(near) == 1
        assert len(near[0]) == len(part.points)
        colour = colour_of(kind, style)
        assert drawing.colours(name) == (colour if part.filled else style.surface, colour)


@pytest.mark.parametrize("status", Status)
def test_every_status_is_hit_at_its_place(drawing: Drawing, status: Status) -> None:
    dose = next(one for one in every_status().doses if one.dose.status is status)
    places = [mark for mark in drawing.picture.marks if mark.what is dose]
    xs = {round(mark.x) for mark in places}
    wanted = {dose.given or dose.planned}
    if status in (Status.LATE, Status.EARLY):
        wanted.add(dose.planned)
    assert xs == {round(drawing.picture.scale.x(on)) for on in wanted}
    for mark in places:
        found = drawing.picture.hit(mark.x, mark.y)
        assert found is mark
        assert found.kind is HitKind.DOSE


def test_extra_injections_have_their_shape_and_are_hit(drawing: Drawing) -> None:
    before, top_up = every_status().extras
    for extra, kind in ((before, MarkKind.BEFORE_PLAN), (top_up, MarkKind.TOP_UP)):
        assert middles(drawing, f"mark:{kind}:0") == [
            pytest.approx(drawing.picture.scale.x(extra.on))
        ]
        (mark,) = (one for one in drawing.picture.marks if one.what is extra)
        assert mark.kind is HitKind.EXTRA
        assert drawing.picture.hit(mark.x + 5, mark.y - 5) is mark


def test_late_and_early_doses_leave_the_line_tied_to_their_ring(drawing: Drawing) -> None:
    scale = drawing.picture.scale
    rings = middles(drawing, "mark:upcoming:0")
    line = next(mark.y for mark in drawing.picture.marks if mark.kind is HitKind.DOSE)
    for status in (Status.LATE, Status.EARLY):
        dose = next(one for one in every_status().doses if one.dose.status is status)
        assert dose.given
        assert min(abs(x - scale.x(dose.planned)) for x in rings) < 0.1
        (mark,) = (one for one in drawing.marks("dose") if one.what is dose and one.y < line - 5)
        (tie,) = drawing.pieces(f"tie:{status}")
        ends = sorted((tie[0], tie[-1]), key=lambda place: place[1])
        beside = mark.x - ends[0][0]
        assert (beside if status is Status.LATE else -beside) > 0.5 * mark.half_width
        assert hypot(ends[0][0] - mark.x, ends[0][1] - mark.y) <= mark.half_width
        assert ends[1][0] == pytest.approx(scale.x(dose.planned))
        assert 0 < line - ends[1][1] <= mark.half_width + 1


def test_doses_on_time_need_no_ring(drawing: Drawing) -> None:
    upcoming = [one for one in every_status().doses if one.dose.status is Status.UPCOMING]
    tied = [one for one in every_status().doses if one.dose.status in (Status.LATE, Status.EARLY)]
    assert len(drawing.pieces("mark:upcoming:0")) == len(upcoming) + len(tied)


def test_tolerance_is_a_thin_bar_beneath_each_planned_date(drawing: Drawing) -> None:
    scale = drawing.picture.scale
    bars = drawing.boxes("tolerance")
    assert len(bars) == len(every_status().doses)
    for bar, dose in zip(bars, every_status().doses, strict=True):
        assert bar.left == pytest.approx(scale.x(dose.planned - 7 * DAY))
        assert bar.right == pytest.approx(scale.x(dose.planned + 7 * DAY))
        assert bar.height < 4
    ring = drawing.boxes("mark:missed:0")[0]
    assert bars[0].top > ring.bottom


def test_a_phase_without_tolerance_has_no_bars() -> None:
    drawing = Drawing(a_regimen(DAILY, 20))
    assert drawing.pieces("tolerance") == []
    assert len(drawing.pieces("mark:on_time:0")) == 20


def test_missed_doses_lie_above_all_others(drawing: Drawing) -> None:
    missed = drawing.artists["mark:missed:1"].get_zorder()
    others = [
        one.get_zorder()
        for name, one in drawing.artists.items()
        if name.startswith(("mark", "tie", "bin", "today")) and "missed" not in name
    ]
    assert missed > max(others)


def test_missed_doses_are_the_largest_even_where_marks_are_small() -> None:
    drawing = Drawing(a_regimen(DAILY, 60, missed=[30]), size=(800, 400))
    (missed,) = drawing.boxes("mark:missed:0")
    given = drawing.boxes("mark:on_time:0")
    assert missed.height > 1.2 * max(box.height for box in given)
    assert missed.height > 10


@pytest.mark.parametrize("days", [30, 90, 365, 730, 1100, 2200, 3650, 7400, 14600])
@pytest.mark.parametrize("size", [(700, 260), (1040, 400), (1800, 700)])
def test_marks_never_overprint(days: int, size: tuple[int, int]) -> None:
    for state in (two_years(), twenty_years()):
        last = state.today + 15 * DAY
        marks = [
            mark
            for mark in Drawing(state, last - days * DAY, last, size).picture.marks
            if mark.is_dose
        ]
        for one, other in combinations(marks, 2):
            aside = abs(one.x - other.x) - one.half_width - other.half_width
            above = abs(one.y - other.y) - one.half_height - other.half_height
            if HitKind.BIN not in (one.kind, other.kind):
                radii = one.half_width + other.half_width
                aside = hypot(one.x - other.x, one.y - other.y) - radii
            assert max(aside, above) >= -1


def test_several_top_ups_of_one_day_are_all_seen() -> None:
    extras = tuple(an_extra(date(2026, 5, 1)) for _ in range(3))
    drawing = Drawing(a_state(extras=extras, first=date(2026, 1, 1)))
    boxes = drawing.boxes("mark:top_up:0")
    assert len(boxes) == 3
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_twenty_years_are_counted() -> None:
    state = twenty_years()
    drawing = Drawing(state, date(2006, 1, 1), state.today + 30 * DAY)
    bins = [mark.what for mark in drawing.marks("bin") if isinstance(mark.what, DoseBin)]
    counted = {id(dose) for one in bins for dose in one.doses}
    assert len([mark for mark in drawing.picture.marks if mark.is_dose]) < 60
    assert len(drawing.figure.get_children()) < 120
    closed = [one for one in state.doses if one.planned < state.today]
    assert {id(dose) for dose in closed} <= counted
    assert not drawing.marks("dose")
    counts = [text for name, text in drawing.texts.items() if name.startswith("count:")]
    assert sum("/" in text for text in counts) > 10
    assert not any(" of " in text for text in counts)


def test_no_zoom_hides_a_missed_dose() -> None:
    missed = [10, 200, 201, 202]
    state = a_regimen(DAILY, 400, missed)
    for days in (400, 900, 3000, 9000):
        drawing = Drawing(state, state.first - 20 * DAY, state.first + days * DAY)
        rings = drawing.boxes("call-out:missed:0")
        numbers = [text for name, text in drawing.texts.items() if name.startswith("missed:")]
        singles = len(rings) - len(numbers)
        assert singles + sum(map(int, numbers)) == len(missed)
        assert all(ring.height > 10 for ring in rings)
        assert drawing.boxes("bin:missed")
        inside, edge = drawing.colours("bin:missed")
        assert (inside, edge) == (LIGHT.surface, LIGHT.missed)


def test_many_top_ups_are_counted_above_the_line() -> None:
    extras = tuple(an_extra(date(2026, 2, 1) + 3 * n * DAY) for n in range(30))
    state = replace(every_status(), extras=extras)
    drawing = Drawing(state, date(2025, 9, 1), date(2026, 10, 25))
    written = [text for name, text in drawing.texts.items() if name.startswith("extras:")]
    assert sum(map(int, written)) == 30
    assert all(text.startswith("+") for text in written)
    line = next(mark.y for mark in drawing.marks("dose"))
    bins = drawing.boxes("extra-bin:top_up")
    assert len(bins) == len(written)
    assert all(box.bottom < line - 5 for box in bins)
    assert MarkKind.TOP_UP in {entry.kind for entry in drawing.picture.legend}


def test_the_count_before_today_is_written_in_figures_where_words_have_no_room() -> None:
    state = replace(a_regimen(DAILY, 400), today=DAILY.first_dose + 312 * DAY)  # type: ignore[operator]
    drawing = Drawing(state, state.today - 300 * DAY, state.today + 60 * DAY)
    counts = [text for name, text in drawing.texts.items() if name.startswith("count:")]
    assert sum(" of " in text for text in counts) >= 9
    assert 1 <= sum("/" in text for text in counts) <= 2


def test_a_bin_is_hit_anywhere_on_it_and_at_its_call_out() -> None:
    state = a_regimen(DAILY, 400, missed=[200])
    drawing = Drawing(state)
    for mark in drawing.marks("bin"):
        for aside in (-0.9, 0.0, 0.9):
            found = drawing.picture.hit(mark.x + aside * mark.half_width, mark.y)
            assert found
            assert found.kind is HitKind.BIN
    (ring,) = drawing.boxes("call-out:missed:0")
    found = drawing.picture.hit((ring.left + ring.right) / 2, ring.middle)
    assert found
    assert isinstance(found.what, DoseBin)
    assert found.what.missed == 1


def test_today_is_not_written_over() -> None:
    for state in (a_regimen(DAILY, 400, missed=range(0, 400, 3)), twenty_years()):
        for days in (*range(300, 400, 5), 1000, 7400):
            drawing = Drawing(state, state.today - days * DAY, state.today + days // 20 * DAY)
            (line,) = drawing.boxes("today")
            names = [
                name for name in drawing.texts if name.startswith(("count", "missed", "phase"))
            ]
            assert names
            for name in names:
                box = drawing.box(name)
                assert not box.left < line.left < box.right, name


def test_a_view_cut_at_its_edges_shows_whole_marks_only() -> None:
    state = two_years()
    for shift in range(40):
        last = state.today - shift * DAY
        drawing = Drawing(state, last - 180 * DAY, last)
        for mark in drawing.picture.marks:
            if mark.kind is not HitKind.BIN and mark.is_dose:
                assert mark.x - mark.half_width >= drawing.picture.plot_left_px
                assert mark.x + mark.half_width <= drawing.picture.plot_right_px


def test_phases_are_tinted_in_turn_and_named_once_with_their_rhythm() -> None:
    drawing = Drawing(two_years())
    (repletion,), (maintenance,) = drawing.boxes("phase:0"), drawing.boxes("phase:1")
    assert repletion.right == maintenance.left
    assert drawing.colours("phase:0")[0] == LIGHT.phase_bands[0]
    names = [name for name in drawing.texts if name.startswith("phase-name")]
    assert [drawing.texts[name] for name in names][-1] == "Maintenance: monthly"
    assert len(names) == 2


def test_phase_names_stand_clear_of_the_grid_and_of_today() -> None:
    for days in (30, 90, 365, 730):
        drawing = Drawing(two_years(), two_years().today - days * DAY, two_years().today + 5 * DAY)
        grid = drawing.boxes("grid")
        assert grid
        for name in drawing.texts:
            if name.startswith("phase-name"):
                assert not any(drawing.box(name).meets(line) for line in grid)


def test_a_phase_that_began_before_the_view_is_named_at_its_edge() -> None:
    state = two_years()
    drawing = Drawing(state, state.today - 60 * DAY, state.today + 10 * DAY)
    (name,) = (name for name in drawing.texts if name.startswith("phase-name"))
    assert 0 < drawing.box(name).left - drawing.picture.plot_left_px < 15


def test_a_name_without_room_is_elided_or_left_out() -> None:
    first = date(2026, 1, 1)
    bands = tuple(
        PhaseBand(f"A phase with a name number {n}", WEEKLY.every, first + 40 * n * DAY, None)
        for n in range(3)
    )
    ended = tuple(
        PhaseBand(band.name, band.every, band.first, band.first + 40 * DAY) for band in bands
    )
    state = a_state(first=first, phases=ended)
    wide = Drawing(state, first, first + 120 * DAY)
    assert sum("…" in text for text in wide.texts.values()) == 0
    narrow = Drawing(state, first, first + 400 * DAY)
    assert sum("…" in text for text in narrow.texts.values()) == 3
    tiny = Drawing(state, first, first + 4000 * DAY)
    assert not [name for name in tiny.texts if name.startswith("phase-name")]
    assert not narrow.faults()


def test_doses_out_of_view_are_left_out() -> None:
    state = every_status()
    drawing = Drawing(state, date(2027, 1, 1), date(2027, 3, 1))
    assert not drawing.picture.marks
    assert not drawing.picture.legend


def test_a_dose_given_in_the_view_is_seen_though_it_was_planned_before() -> None:
    planned, given = date(2026, 2, 20), date(2026, 3, 6)
    state = a_state(doses=(a_dose(planned, Status.LATE, given),))
    drawing = Drawing(state, date(2026, 3, 1), date(2026, 4, 1))
    (mark,) = drawing.picture.marks
    assert mark.x == pytest.approx(drawing.picture.scale.x(given))
    (tie,) = drawing.pieces("tie:late")
    assert tie[0, 0] == pytest.approx(drawing.picture.plot_left_px)


def test_lanes_keep_stretches_apart() -> None:
    assert lanes_for([(0, 10), (5, 15), (16, 20)], 2, 1) == [(1, 0), (2, 0), (1, 0)]
    assert lanes_for([(0, 10), (5, 15), (7, 17)], 2, 1) == [(1, 0), (2, 0), (1, 4)]
    assert lanes_for([(0, 10)], 2, 1, taken_up=[(8, 12)]) == [(2, 0)]
    assert lanes_for([(0, 10)], 1, 1, taken_up=[(8, 12)]) == [(1, 0)]


def test_call_outs_are_spread_out() -> None:
    assert spread([0, 5, 40], [10, 10, 10], 2, 100) == [0, 12, 40]
    assert spread([0, 80, 85], [10, 10, 10], 2, 100) == [0, 78, 90]
    assert spread([], [], 2, 100) == []


def test_neighbours_shrink_until_they_do_not_touch() -> None:
    assert shrunk([0, 100], [7, 7], [False, False]) == [7, 7]
    one, other = shrunk([0, 10], [7, 7], [False, False])
    assert one == other
    assert one + other < 10
    missed, given = shrunk([0, 10], [6, 7], [True, False])
    assert missed == 6
    assert missed + given <= 10


def test_circles_are_round() -> None:
    drawing = Drawing(every_status(), *VIEW)
    (circle,) = drawing.pieces("mark:on_time:0")
    middle = circle.mean(axis=0)
    radii = np.hypot(*(circle - middle).T)
    assert radii.max() - radii.min() < 1e-6
    assert Path.MOVETO in drawing.artists["mark:on_time:0"].get_path().codes
    for before, after in pairwise(sorted(middles(drawing, "mark:upcoming:0"))):
        assert after > before


def test_every_kind_of_thing_in_the_band_is_a_dose_mark(drawing: Drawing) -> None:
    assert {type(mark.what) for mark in drawing.picture.marks} == {DoseMark, ExtraMark}
    assert all(mark.is_dose for mark in drawing.picture.marks)
    assert MONTHLY.every.days > WEEKLY.every.days
