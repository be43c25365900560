"""The words of Review: each figure with what it means."""

from datetime import date

import pytest

from b12tracker.domain.facts import Fact
from b12tracker.domain.judgement import judge
from b12tracker.domain.review import ReviewState, build_review
from b12tracker.ui import review_words as words
from tests.builders import a_phase, a_plan, an_injection, facts
from tests.ui.story import PLAN, STORY

MONTHLY = a_plan(a_phase("1 month", "2026-08-05", dose_ug=1000))


def state(
    *entries: Fact, today: str = "2026-11-22", first: str | None = None, last: str | None = None
) -> ReviewState:
    judgement = judge(facts(*entries), date.fromisoformat(today))
    return build_review(
        judgement,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def figure(found: ReviewState, name: str) -> tuple[str, str]:
    return next(line[1:] for line in words.figures(found) if line[0] == name)


def test_period() -> None:
    assert words.period(state(*STORY)) == "5 Oct 2026 to 22 Nov 2026"
    assert words.period(state(*STORY, last="2026-11-01")) == "5 Oct 2026 to 1 Nov 2026"


@pytest.mark.parametrize(("today", "last"), [("2026-10-01", None), ("2026-11-22", "2026-09-01")])
def test_a_period_before_the_plan(today: str, last: str | None) -> None:
    found = state(PLAN, today=today, last=last)
    assert words.period(found) == "The plan begins on 5 Oct 2026"
    assert [line[:2] for line in words.figures(found)] == [("Doses taken", "no data yet")]


def test_no_dose_closed_is_no_data_and_never_nought_per_cent() -> None:
    said = words.figures(state(PLAN, today="2026-10-06"))
    assert said == [("Doses taken", "no data yet", "No planned dose of this period is closed.")]
    assert "%" not in str(said)


def test_every_figure_has_its_definition() -> None:
    said = words.figures(state(*STORY))
    assert [line[0] for line in said] == [
        "Doses taken",
        "On time",
        "Early",
        "Late",
        "Missed",
        "Skipped",
        "Top-ups",
        "Days covered",
        "Delay",
        "Since the last",
    ]
    assert all(len(meaning) > 10 for _, _, meaning in said)


@pytest.mark.parametrize(
    ("given", "name", "value", "meaning"),
    [
        (["2026-10-05"], "Doses taken", "1 of 6", "met by an injection"),
        (["2026-10-02"], "Early", "1 of 6", "given before"),
        (["2026-10-09"], "Late", "1 of 6", "given after"),
        (["2026-10-05"], "Missed", "5 of 6", "no injection could count for: 12 Oct 2026, 19 Oct"),
        ([], "Delay", "no data yet", "no dose of this period was taken"),
        (["2026-10-06"], "Delay", "1 day", "the largest was 1 day after the planned day"),
        (["2026-10-03"], "Delay", "−2 days", "the largest was 2 days before the planned day"),
        (["2026-11-21"], "Since the last", "1 day", "days since the last injection"),
        (["2026-11-22"], "Since the last", "0 days", "days since the last injection"),
    ],
)
def test_figures(given: list[str], name: str, value: str, meaning: str) -> None:
    found = figure(state(PLAN, *(an_injection(on) for on in given)), name)
    assert found[0] == value
    assert meaning in found[1]


def test_no_dose_missed() -> None:
    given = ("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09")
    found = state(PLAN, *(an_injection(on) for on in given))
    assert figure(found, "Missed") == ("0 of 6", "no dose was missed")
    value, meaning = figure(found, "Days covered")
    assert value == "49 of 49"
    assert meaning.startswith("100%: ")


def test_no_injection_at_all() -> None:
    assert "Since the last" not in [line[0] for line in words.figures(state(PLAN))]
    assert figure(state(PLAN), "Days covered")[1].startswith("0%: ")


def test_months_newest_first() -> None:
    given = (
        an_injection("2026-08-05", dose_ug=1000),
        an_injection("2026-10-05", dose_ug=1000),
        an_injection("2026-10-20", dose_ug=500),
    )
    assert words.month_rows(state(MONTHLY, *given), date(2026, 11, 22)) == [
        ("Month", "Planned", "Given", ""),
        ("November 2026", "1 · 1 mg", "0", "so far"),
        ("October 2026", "1 · 1 mg", "2 · 1.5 mg", "1 more than planned"),
        ("September 2026", "1 · 1 mg", "0", "1 fewer than planned"),
        ("August 2026", "1 · 1 mg", "1 · 1 mg", ""),
    ]


def test_more_than_planned_is_said_of_this_month_too() -> None:
    given = (an_injection("2026-11-05"), an_injection("2026-11-12"), an_injection("2026-11-19"))
    rows = words.month_rows(state(MONTHLY, *given), date(2026, 11, 22))
    assert rows[1] == ("November 2026", "1 · 1 mg", "3", "2 more than planned")


def test_gaps() -> None:
    given = ("2026-10-05", "2026-10-06", "2026-11-02")
    assert words.gap_rows(state(PLAN, *(an_injection(on) for on in given))) == [
        ("From", "To", "Between", "Planned", ""),
        ("6 Oct 2026", "2 Nov 2026", "27 days", "7 days", ""),
        ("5 Oct 2026", "6 Oct 2026", "1 day", "7 days", ""),
    ]


def test_no_gap_with_one_injection() -> None:
    assert words.gap_rows(state(PLAN, an_injection("2026-10-05"))) == [words.GAP_HEADINGS]
