"""The timeline's ranges and its legend."""

from datetime import date

import pytest

from b12tracker.charts.style import DARK, LIGHT
from b12tracker.ui.timeline_words import LEGEND
from tests.builders import a_phase, a_plan, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import a_button, click, marks_of, press, settle
from tests.ui.story import DAY, PLAN, STORY, TODAY


def said(window) -> list[str]:
    settle()
    return [name for _, name in window.overview.timeline.legend._entries]


def test_the_legend_names_only_what_is_shown(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    assert said(window) == ["on time", "late", "missed", "top-up", "planned"]
    assert window.overview.timeline.legend.accessibleName() == (
        "Legend: on time, late, missed, top-up, planned"
    )


@pytest.mark.parametrize(
    ("given", "legend"),
    [
        ((), ["missed", "planned"]),
        (("2026-10-05",), ["on time", "missed", "planned"]),
        (("2026-10-02",), ["early", "missed", "planned"]),
        (("2026-09-01",), ["missed", "before the plan", "planned"]),
    ],
)
def test_the_legend_follows_the_facts(
    open_window: OpenWindow, given: tuple[str, ...], legend: list[str]
) -> None:
    window = open_window(PLAN, *(an_injection(on) for on in given))
    assert said(window) == legend


def test_the_legend_follows_the_view(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    canvas = window.overview.timeline.canvas
    canvas.show_view(TODAY - 14 * DAY, TODAY)
    assert "missed" not in said(window)
    canvas.show_view(TODAY - 60 * DAY, TODAY)
    assert "missed" in said(window)


def test_the_legend_names_every_kind() -> None:
    from b12tracker.charts.marks import MarkKind

    assert set(LEGEND) == set(MarkKind)
    assert len(set(LEGEND.values())) == len(LEGEND)


def test_ranges(open_window: OpenWindow) -> None:
    window = open_window(a_plan(a_phase("1 month", "2021-01-05")))
    panel = window.overview.timeline
    for name, days in (("3 months", 91), ("1 year", 365)):
        click(a_button(panel, f"Timeline range: {name}"))
        assert (panel.canvas.last - panel.canvas.first).days == days
        assert panel.canvas.last > TODAY
    click(a_button(panel, "Timeline range: All"))
    assert panel.canvas.first == date(2021, 1, 2)


def test_a_short_story_is_not_stretched_to_a_year(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    panel = window.overview.timeline
    settle()
    assert panel.canvas.first == panel._state.first - 3 * DAY


def test_an_empty_timeline_is_not_shown(open_window: OpenWindow) -> None:
    window = open_window()
    assert not window.overview.timeline.isVisible()
    window.document.record(an_injection(TODAY))
    settle()
    assert window.overview.timeline.isVisible()
    assert len(marks_of(window)) == 1


def test_the_view_stays_where_the_user_moved_it(open_window: OpenWindow) -> None:
    window = open_window(a_plan(a_phase("1 month", "2021-01-05")))
    panel = window.overview.timeline
    settle()
    panel.canvas.setFocus()
    press("PgUp")
    view = (panel.canvas.first, panel.canvas.last)
    window.document.record(an_injection(TODAY))
    settle()
    assert (panel.canvas.first, panel.canvas.last) == view


def test_the_view_of_everything_grows(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    panel = window.overview.timeline
    settle()
    click(a_button(panel, "Timeline range: All"))
    window.document.record(an_injection("2025-03-04"))
    settle()
    assert panel.canvas.first == date(2025, 3, 1)


def test_legend_wears_the_look(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    legend = window.overview.timeline.legend
    for look, style in (("dark", DARK), ("light", LIGHT)):
        window.wear(look)
        assert legend.style_table is style
