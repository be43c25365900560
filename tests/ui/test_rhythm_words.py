"""The words about the rhythm kept."""

from b12tracker.domain.plan import Anchor
from b12tracker.domain.review import build_review
from b12tracker.ui import rhythm_words as words
from tests.builders import a_phase, a_plan, an_injection, injections, judged

MONTHLY = a_plan(a_phase("1 month", "2026-01-05", dose_ug=1000))


def test_more_given_than_planned_is_as_visible_as_less() -> None:
    given_ = [an_injection(when, dose_ug=1000) for when in ("2026-02-05", "2026-02-15")]
    state = build_review(judged("2026-06-20", MONTHLY, *given_), None, None)
    assert words.interval_rows(state) == [
        ("From", "Planned", "Given", ""),
        ("5 May 2026", "1 · 1 mg", "0", "1 fewer than planned"),
        ("5 Apr 2026", "1 · 1 mg", "0", "1 fewer than planned"),
        ("5 Mar 2026", "1 · 1 mg", "0", "1 fewer than planned"),
        ("5 Feb 2026", "1 · 1 mg", "2 · 2 mg", "1 more than planned"),
        ("5 Jan 2026", "1 · 1 mg", "0", "1 fewer than planned"),
    ]
    assert words.intervals_mean(state).endswith("In 0 of 5 intervals that are over, one was given.")


def test_a_long_list_says_how_many_are_older() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    state = build_review(judged("2026-06-20", plan), None, None)
    rows = words.interval_rows(state)
    assert len(rows) == words.INTERVALS_SHOWN + 2
    assert rows[-1][0] == f"and {len(state.intervals) - words.INTERVALS_SHOWN} older"


def test_a_range_is_planned_at_least_so_often() -> None:
    plan = a_plan(a_phase("2-3 months", "2026-01-05", name="Upkeep", anchor=Anchor.LAST_INJECTION))
    given_ = injections("2026-01-05", "2026-04-15")
    state = build_review(judged("2026-05-01", plan, *given_), None, None)
    assert words.drift_rows(state)[1] == (
        "Upkeep", "2 at least", "2", "10 days", "5 Jan 2026 to 1 May 2026",
    )  # fmt: skip
