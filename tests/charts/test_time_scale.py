"""Dates across the width."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.charts.clipping import clipped
from b12tracker.charts.time_scale import TimeScale

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 11)
SCALE = TimeScale(FIRST, LAST, left=100, right=620, inset=10)


def test_the_view_fills_the_plot_but_for_its_inset() -> None:
    assert SCALE.x(FIRST) == 110
    assert SCALE.x(LAST) == 610
    assert SCALE.px_per_day == 5


@given(st.integers(0, 100))
def test_a_place_leads_back_to_its_date(day: int) -> None:
    on = FIRST + timedelta(days=day)
    assert SCALE.date_at(SCALE.x(on) + 2) == on
    assert SCALE.date_at(SCALE.x(on) - 2) == on


def test_places_outside_the_plot_mean_its_edge() -> None:
    assert SCALE.date_at(-1000) == SCALE.date_at(100) == FIRST - timedelta(days=2)
    assert SCALE.date_at(9999) == SCALE.date_at(620) == LAST + timedelta(days=2)


def test_a_mark_shows_only_as_a_whole() -> None:
    assert SCALE.shows(110, radius=10)
    assert not SCALE.shows(109, radius=10)
    assert not SCALE.shows(615, radius=10)


def test_a_view_of_one_day_has_a_width() -> None:
    assert TimeScale(FIRST, FIRST, 0, 100, 10).px_per_day == 80
    assert TimeScale(FIRST, LAST, 50, 40, 10).px_per_day > 0


def test_the_calendar_has_ends() -> None:
    early = TimeScale(date(1, 1, 2), date(1, 3, 1), 0, 500, 10)
    late = TimeScale(date(9999, 10, 1), date(9999, 12, 31), 0, 500, 10)
    assert early.days_around(400)[0] == early.days_shown[0] == date.min
    assert late.days_around(400)[1] == date.max


def test_lines_are_cut_at_the_edges() -> None:
    line = np.array([(0.0, 0.0), (10.0, 10.0), (20.0, 0.0)])
    assert clipped(line, 5, 15).tolist() == [[5, 5], [10, 10], [15, 5]]
    assert clipped(line, 12, 14).tolist() == [[12, 8], [14, 6]]
    assert clipped(line, -5, 25) is line
    assert clipped(line, 21, 25).size == 0
    assert clipped(line, -9, -1).size == 0
    assert clipped(line, 5, 30).tolist() == [[5, 5], [10, 10], [20, 0]]


@pytest.mark.parametrize("edges", [(0.0, 7.5), (7.5, 20.0), (3.0, 3.5)])
def test_a_cut_line_stays_on_the_line(edges: tuple[float, float]) -> None:
    line = np.array([(0.0, 1.0), (10.0, 4.0), (20.0, -3.0)])
    cut = clipped(line, *edges)
    assert cut[:, 0].min() >= edges[0]
    assert cut[:, 0].max() <= edges[1]
    assert np.allclose(np.interp(cut[:, 0], line[:, 0], line[:, 1]), cut[:, 1])
