"""Review: periods, figures with their definitions, months and gaps."""

from datetime import date

import pytest

from b12tracker.domain.plan import Anchor
from b12tracker.ui.main_window import MainWindow
from tests.builders import a_phase, a_plan, injections
from tests.ui.conftest import OpenWindow
from tests.ui.driving import a_button, click, press, sentences, settle, tab_to, type_in
from tests.ui.story import PLAN, STORY, TODAY


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window on the story, Review in front."""
    opened = open_window(*STORY)
    press("Ctrl+4")
    return opened


def figure(window: MainWindow, name: str) -> tuple[str, str]:
    """Return a figure and what it means."""
    said = sentences(window.review)
    place = said.index(name)
    return said[place + 1], said[place + 2]


def test_each_figure_has_its_definition(window: MainWindow) -> None:
    assert figure(window, "Doses taken") == ("5 of 6", "met by an injection, of those closed")
    assert figure(window, "Late") == ("1 of 6", "given after those days")
    value, meaning = figure(window, "Days covered")
    assert value.endswith(" of 49")
    assert meaning.split(":")[0].endswith("%")
    assert figure(window, "Delay") == (
        "0 days",
        "median of the doses taken, negative when early; "
        "the largest was 3 days after the planned day",
    )


def test_months(window: MainWindow) -> None:
    said = sentences(window.review)
    november = said.index("November 2026")
    assert said[november + 1 : november + 4] == ["2 · 2 mg", "3 · 3 mg", "1 more than planned"]
    october = said.index("October 2026")
    assert said[october + 1 : october + 4] == ["4 · 4 mg", "3 · 3 mg", "1 fewer than planned"]
    assert november < october


def test_gaps(window: MainWindow) -> None:
    said = sentences(window.review)
    gap = said.index("Longest gaps")
    assert said[gap + 1 : gap + 9] == [
        "From", "To", "Between", "Planned", "5 Oct 2026", "19 Oct 2026", "14 days", "7 days",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("3 months", "5 Oct 2026 to 22 Nov 2026"),
        ("All", "5 Oct 2026 to 22 Nov 2026"),
    ],
)
def test_no_period_begins_before_the_plan(window: MainWindow, period: str, said: str) -> None:
    click(a_button(window.review, period))
    assert said in sentences(window.review)


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("3 months", "22 Aug 2026"),
        ("6 months", "22 May 2026"),
        ("1 year", "22 Nov 2025"),
        ("All", "5 Jan 2021"),
    ],
)
def test_periods(open_window: OpenWindow, period: str, first: str) -> None:
    window = open_window(a_plan(a_phase("1 month", "2021-01-05")))
    press("Ctrl+4")
    click(a_button(window.review, period))
    assert f"{first} to 22 Nov 2026" in sentences(window.review)


def test_dates_of_ones_own(window: MainWindow) -> None:
    click(a_button(window.review, "Dates…"))
    assert window.review.first.line.hasFocus()
    type_in("12 oct 2026")
    tab_to("Last day")
    type_in("1 nov 2026")
    assert "12 Oct 2026 to 1 Nov 2026" in sentences(window.review)
    assert figure(window, "Doses taken")[0] == "2 of 3"
    assert window.review.last.line.hasFocus(), "reading again must not take the keys away"
    click(a_button(window.review, "1 year"))
    assert not window.review.dates.isVisible()


def test_a_date_that_cannot_be_says_so(window: MainWindow) -> None:
    click(a_button(window.review, "Dates…"))
    type_in("32 oct")
    assert "“32 oct” is not a date; try “today” or “17 Nov 2026”." in sentences(window.review)


def test_dates_in_the_wrong_order_say_so(window: MainWindow) -> None:
    click(a_button(window.review, "Dates…"))
    type_in("1 nov 2026")
    tab_to("Last day")
    type_in("12 oct 2026")
    said = sentences(window.review)
    assert "The first day lies after the last one." in said
    assert "1 Nov 2026 to 12 Oct 2026" not in said


def test_no_plan(open_window: OpenWindow) -> None:
    window = open_window()
    press("Ctrl+4")
    settle()
    assert any(each.startswith("Enter your plan first") for each in sentences(window.review))


def test_a_plan_that_begins_tomorrow(open_window: OpenWindow) -> None:
    window = open_window(a_plan(a_phase("1 month", "2026-11-23")))
    press("Ctrl+4")
    settle()
    said = sentences(window.review)
    assert figure(window, "Doses taken")[0] == "no data yet"
    assert "23 Nov 2026 to 22 Nov 2026" not in said


def test_missed_doses_are_named(open_window: OpenWindow) -> None:
    window = open_window(PLAN)
    press("Ctrl+4")
    settle()
    value, meaning = figure(window, "Missed")
    assert value == "6 of 6"
    assert meaning.startswith("no injection could count for: 5 Oct 2026, 12 Oct 2026")
    assert figure(window, "Delay")[0] == "no data yet"
    assert date(2026, 11, 22) == TODAY


def test_drift_and_intervals_are_shown_with_what_they_mean(open_window: OpenWindow) -> None:
    plan = a_plan(a_phase("1 week", "2026-10-05", name="Weekly", anchor=Anchor.LAST_INJECTION))
    window = open_window(plan, *injections("2026-10-05", "2026-10-19"))
    press("Ctrl+4")
    said = sentences(window.review)
    drift = said.index("Drift")
    assert said[drift + 1].startswith("The dates of these phases follow the injections")
    assert said[drift + 6 : drift + 10] == ["Weekly", "7", "2", "35 days"]
    intervals = said.index("Interval by interval")
    assert "one injection is planned" in said[intervals + 1]
    assert "1 fewer than planned" in said[intervals:drift]


def test_a_fixed_phase_shows_no_drift(window: MainWindow) -> None:
    assert "Drift" not in sentences(window.review)
