"""The wear-off chart: each cycle faint, the median bold, and every gap a gap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from b12tracker.charts.fonts import PX_PER_INCH, ChartFont
from b12tracker.charts.style import DARK, LIGHT, Style
from b12tracker.charts.wear_off_chart import draw_wear_off
from b12tracker.domain.judgement import judge
from b12tracker.domain.wear_off import WearOffState, build_wear_off
from tests.builders import DAY, a_symptom_entry, facts, injections

from .scenes import Drawing

START = date(2026, 1, 5)


def a_state(
    cycles: int = 7,
    days: int = 21,
    severity: Callable[[int, int], int | None] = lambda cycle, since: min(2 + since // 7, 8),
    last_cycle: int | None = None,
) -> WearOffState:
    """Return cycles of so many days, the last one perhaps of another length."""
    starts = [START + number * days * DAY for number in range(cycles)]
    ends = [*starts, starts[-1] + (last_cycle or days) * DAY]
    said = [
        a_symptom_entry(start + since * DAY, scored)
        for number, start in enumerate(starts)
        for since in range((ends[number + 1] - start).days)
        if (scored := severity(number, since)) is not None
    ]
    held = facts(*injections(*ends), *said)
    return build_wear_off(held, judge(held, date(2030, 1, 1)))


class Chart(Drawing):
    """The chart, drawn, with every artist by its name."""

    def __init__(
        self,
        state: WearOffState,
        size: tuple[int, int] = (900, 300),
        px: float = 12,
        style: Style = LIGHT,
        ratio: int = 1,
    ) -> None:
        inches = (size[0] / PX_PER_INCH, size[1] / PX_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=PX_PER_INCH * ratio)
        self.canvas = FigureCanvasAgg(self.figure)
        self.ratio, self.size = ratio, size
        self.wear_off = draw_wear_off(self.figure, state, style, ChartFont(px=px))


def test_every_cycle_is_drawn_thin_and_the_median_bold() -> None:
    chart = Chart(a_state())
    assert len(chart.pieces("cycles")) == 7
    (median,) = chart.pieces("median")
    assert len(median) == 21
    thin, bold = (chart.artists[what].get_linewidth() for what in ("cycles", "median"))
    assert bold > 3 * thin
    assert chart.artists["median"].get_zorder() > chart.artists["cycles"].get_zorder()


def test_severities_lie_at_their_height() -> None:
    chart = Chart(a_state(severity=lambda cycle, since: 10 if since == 20 else 0))
    (median,) = chart.pieces("median")
    place = chart.wear_off.place
    assert tuple(median[0]) == pytest.approx(place((0, 0)))
    assert tuple(median[-1]) == pytest.approx(place((20, 10)))
    plot = chart.wear_off.plot
    assert median[0][1] == pytest.approx(plot.bottom)
    assert median[-1][1] == pytest.approx(plot.top)


def test_a_day_without_a_score_is_a_gap_and_one_alone_a_dot() -> None:
    chart = Chart(a_state(severity=lambda cycle, since: None if since in (3, 5) else 4))
    assert [len(piece) for piece in chart.pieces("median")] == [3, 15]
    assert len(chart.pieces("dots:median")) == 1
    assert len(chart.pieces("dots:cycles")) == 7
    (dot,) = chart.boxes("dots:median")
    assert (dot.left + dot.right) / 2 == pytest.approx(chart.wear_off.place((4, 0))[0])


def test_the_thirds_that_are_compared_are_tinted_and_named() -> None:
    chart = Chart(a_state())
    (middle,), (last,) = chart.boxes("third:0"), chart.boxes("third:1")
    x = [chart.wear_off.place((day, 0))[0] for day in (7, 14, 21)]
    assert (middle.left, middle.right, last.left, last.right) == pytest.approx(
        (x[0], x[1], x[1], x[2])
    )
    assert chart.texts["name:middle third"] == "middle third"
    assert middle.left < chart.box("name:middle third").left < middle.right


def test_a_cycle_much_longer_than_the_others_goes_on_beyond_the_edge() -> None:
    chart = Chart(a_state(last_cycle=200))
    assert chart.wear_off.last_day == 32
    right = chart.wear_off.plot.right
    assert max(box.right for box in chart.boxes("cycles")) == pytest.approx(right)
    assert chart.pieces("next")
    assert chart.texts["name:next injection"] == "next injection"


@pytest.mark.parametrize(
    ("days", "ticks"), [(9, (0, 1, 2)), (30, (0, 7, 14)), (90, (0, 14, 28)), (365, (0, 56, 112))]
)
def test_days_are_named_in_steps_people_count_in(days: int, ticks: tuple[int, ...]) -> None:
    assert Chart(a_state(days=days)).wear_off.ticks[:3] == ticks


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("px", [11, 24])
@pytest.mark.parametrize("size", [(420, 260), (1100, 300)])
@pytest.mark.parametrize("days", [9, 30, 365])
def test_nothing_is_cut_and_nothing_overlaps(
    style: Style, px: float, size: tuple[int, int], days: int
) -> None:
    chart = Chart(a_state(days=days, last_cycle=days * 2), size, px, style)
    assert chart.faults() == []
    assert chart.colours("median")[1] == style.symptoms[0]


def test_the_words_are_handed_over_and_a_scaled_chart_says_so() -> None:
    state = a_state()
    assert Chart(state).texts["axis"].startswith("Severity from 0 to 10")
    several = replace(state.rhythm, intervals=(None, None))
    scaled = Chart(replace(state, rhythm=several)).texts["axis"]
    assert scaled.endswith("scaled alike")


def test_twice_the_pixels_on_a_fine_screen() -> None:
    coarse, fine = Chart(a_state()), Chart(a_state(), ratio=2)
    assert coarse.wear_off == fine.wear_off
    assert fine.box("axis").left == pytest.approx(coarse.box("axis").left, abs=1)
