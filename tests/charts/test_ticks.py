"""The time axis: human steps, labels that never collide, the year once."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.charts.fonts import ChartFont
from b12tracker.charts.ticks import STEPS, Ticks, ticks_for
from b12tracker.charts.time_scale import TimeScale
from b12tracker.charts.words import ENGLISH, TimelineWords

LAST = date(2026, 11, 22)


def ticks(
    days: int, width: float = 900, px: float = 12, last: date = LAST, week_starts: int = 0
) -> Ticks:
    """Return the ticks of a view of so many days."""
    scale = TimeScale(last - timedelta(days=days), last, 130, 130 + width, 13)
    words = TimelineWords(week_starts=week_starts)
    return ticks_for(scale, ChartFont(px=px), words, 138 + width)


def labels(found: Ticks) -> list[str]:
    """Return what is written."""
    return [tick.label for tick in found.major if tick.label]


@pytest.mark.parametrize(
    ("days", "begin"),
    [
        (14, ["8 Nov", "9 Nov", "10 Nov"]),
        (60, ["28 Sep", "5 Oct", "12 Oct"]),
        (365, ["Dec", "Jan 2026", "Feb", "Mar"]),
        (1000, ["Apr", "Jul", "Oct", "Jan 2025"]),
        (5000, ["2014", "2015", "2016"]),
        (7300, ["2008", "2010", "2012"]),
        (20000, ["1975", "1980", "1985"]),
    ],
)
def test_steps_are_those_people_think_in(days: int, begin: list[str]) -> None:
    found = labels(ticks(days))
    place = found.index(begin[0])
    assert place <= 1
    assert found[place : place + len(begin)] == begin


def test_the_year_is_said_once_where_no_new_year_is_in_view() -> None:
    found = ticks(60)
    assert found.year == "2026"
    assert not any("2026" in label for label in labels(found))


def test_the_year_is_said_at_the_new_year() -> None:
    weeks = ticks(40, last=date(2026, 1, 25))
    assert weeks.year == ""
    assert [label for label in labels(weeks) if "202" in label] == ["5 Jan 2026"]
    months = ticks(365)
    assert months.year == ""
    assert sum("2026" in label for label in labels(months)) == 1


def test_january_says_only_the_year_where_room_is_scarce() -> None:
    assert "2026" in labels(ticks(365, width=620))
    assert "Jan 2026" in labels(ticks(365, width=1100))


def test_weeks_begin_on_the_day_of_the_locale() -> None:
    assert "28 Sep" in labels(ticks(60, week_starts=0))
    assert "27 Sep" in labels(ticks(60, week_starts=6))


@given(
    days=st.integers(14, 366 * 60),
    width=st.floats(300, 1700),
    px=st.sampled_from([9, 12, 16, 21, 28]),
    last=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
)
def test_labels_never_collide_or_run_over_the_edge(
    days: int, width: float, px: int, last: date
) -> None:
    font = ChartFont(px=px)
    drawn = ticks(days, width, px, last)
    found = drawn.major
    written = [
        (tick.x, tick.x + 0.45 * px + font.width(tick.label)) for tick in found if tick.label
    ]
    assert all(after - before > 0.5 * px for before, after in pairwise(drawn.minor))
    for (_, end), (begin, _) in pairwise(written):
        assert end <= begin + 0.2
    assert all(end <= 138.2 + width for _, end in written)
    assert all(129.99 <= tick.x <= 130.01 + width for tick in found)


@given(days=st.integers(60, 366 * 60), last=st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_view_says_where_it_is(days: int, last: date) -> None:
    found = ticks(days, last=last)
    assert labels(found)
    assert found.year or any(label[-4:].isdigit() for label in labels(found))


def test_steps_run_from_fine_to_coarse() -> None:
    assert all(fine.length < coarse.length for fine, coarse in pairwise(STEPS))
    assert ENGLISH.week_starts == 0


@pytest.mark.parametrize("step", STEPS)
def test_a_step_stays_between_its_ends(step: object) -> None:
    first, last = date(1, 1, 1), date(180, 6, 5)
    days = step.ticks(first, last, 0)  # type: ignore[attr-defined]
    assert days == sorted(set(days))
    assert first <= days[0] <= days[-1] <= last
