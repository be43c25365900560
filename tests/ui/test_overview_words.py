"""The sentences of Overview, state by state."""

from dataclasses import replace
from datetime import date

import pytest

from b12tracker import assets
from b12tracker.domain.facts import Fact
from b12tracker.domain.judgement import judge
from b12tracker.domain.overview import Attention, OverviewState, build_overview
from b12tracker.domain.overview import Concern as Kind
from b12tracker.ui import overview_words as words
from tests.builders import a_pause, a_phase, a_plan, a_symptom_entry, an_injection, facts
from tests.ui.story import LEFT, PLAN, STORY

MONTHLY = a_plan(a_phase("1 month", "2026-10-16"))
THREE_MONTHLY = a_plan(a_phase("3 months", "2026-01-10"))
DAILY = a_plan(a_phase("1 day", "2026-11-20"))
ONCE = a_plan(a_phase("1 week", "2026-11-02", doses=1))
FOUR = a_plan(a_phase("1 week", "2026-11-16", doses=4))
GIVEN = an_injection("2026-11-16")
OPEN_PAUSE = a_pause("2026-11-20")
UNTIL_IT_ENDS = "Nothing is due until you set its end, on the page Plan."


def state(today: str, *entries: Fact) -> OverviewState:
    held = facts(*entries)
    return build_overview(held, judge(held, date.fromisoformat(today)))


@pytest.mark.parametrize(
    ("today", "entries", "headline", "lead"),
    [
        (
            "2026-11-22",
            (),
            "Welcome to your logbook",
            "It keeps what you log in one file on this computer, and nowhere else.",
        ),
        ("2026-11-22", (a_symptom_entry(),), "No plan yet", ""),
        ("2026-11-22", (an_injection(),), "No plan yet", ""),
        ("2026-12-01", (ONCE,), "The plan asks for no further injection", ""),
        ("2026-12-01", (ONCE, OPEN_PAUSE), "The plan asks for no further injection", ""),
        ("2026-11-22", (MONTHLY, GIVEN, OPEN_PAUSE), "Paused since 20 November", UNTIL_IT_ENDS),
        ("2026-11-19", (FOUR, GIVEN, OPEN_PAUSE), "Paused from 20 November", UNTIL_IT_ENDS),
        (
            "2026-11-22",
            (MONTHLY, GIVEN, a_pause("2026-11-20", "2026-12-20")),
            "Next injection: Saturday 16 January",
            "in 55 days · on time from 9 January to 23 January",
        ),
        (
            "2026-11-08",
            (MONTHLY, an_injection("2026-10-16")),
            "Next injection: Monday 16 November",
            "in 8 days · on time from 9 November to 23 November",
        ),
        (
            "2026-11-15",
            (MONTHLY, an_injection("2026-10-16")),
            "Next injection: Monday 16 November",
            "tomorrow · on time from 9 November to 23 November",
        ),
        (
            "2026-11-16",
            (MONTHLY, an_injection("2026-10-16")),
            "Next injection: today",
            "today · on time from 9 November to 23 November",
        ),
        (
            "2026-11-17",
            (MONTHLY, an_injection("2026-10-16")),
            "Next injection: Monday 16 November",
            "yesterday · on time from 9 November to 23 November",
        ),
        (
            "2026-11-24",
            (MONTHLY, an_injection("2026-10-16")),
            "Overdue since 16 November",
            "8 days · it can count for this dose until 8 December",
        ),
        (
            "2026-01-18",
            (THREE_MONTHLY,),
            "Overdue since 10 January",
            "8 days · it can count for this dose until 2 April",
        ),
        (
            "2026-04-02",
            (THREE_MONTHLY,),
            "Overdue since 10 January",
            "82 days · it can count for this dose until 2 April",
        ),
        ("2026-11-20", (DAILY,), "Next injection: today", "today"),
        (
            "2026-11-20",
            (DAILY, an_injection("2026-11-20")),
            "Next injection: Saturday 21 November",
            "tomorrow",
        ),
        (
            "2026-01-01",
            (a_plan(a_phase("1 month", "2026-10-16")),),
            "Next injection: Friday 16 October 2026",
            "in 288 days · on time from 9 October 2026 to 23 October 2026",
        ),
    ],
)
def test_headline_and_lead(today: str, entries: tuple[Fact, ...], headline: str, lead: str) -> None:
    said = state(today, *entries)
    assert (words.headline(said), words.lead(said)) == (headline, lead)


def test_one_day_overdue() -> None:
    plan = a_plan(a_phase("2 weeks", "2026-11-02", tolerance=(0, 0)))
    assert words.lead(state("2026-11-03", plan)).startswith("1 day · ")


@pytest.mark.parametrize(
    ("today", "entries", "said"),
    [
        ("2026-11-22", (), ""),
        ("2026-11-22", (PLAN,), "No injection logged yet"),
        ("2026-11-22", (an_injection("2026-11-22"),), "Last injection 22 November, today"),
        ("2026-11-22", (an_injection("2026-11-21"),), "Last injection 21 November, yesterday"),
        (
            "2026-11-22",
            (an_injection("2026-10-27", site=LEFT),),
            "Last injection 27 October, 26 days ago, left thigh",
        ),
        (
            "2026-11-22",
            (an_injection("2025-10-27"),),
            "Last injection 27 October 2025, 391 days ago",
        ),
        ("2026-11-22", (an_injection("2026-11-23"),), "No injection logged yet"),
    ],
)
def test_last_injection(today: str, entries: tuple[Fact, ...], said: str) -> None:
    assert words.last_injection(state(today, *entries)) == said


@pytest.mark.parametrize(
    ("today", "entries", "said"),
    [
        ("2026-11-22", (), ""),
        ("2026-11-22", (an_injection(),), ""),
        ("2026-11-22", (a_plan(a_phase("1 month", "2026-11-20")),),
         "No data yet: no planned dose is closed."),
        ("2026-11-22", STORY, "Taken 5 of 6 planned, 4 on time, 1 top-up, since 5 Oct 2026"),
        (
            "2026-11-22",
            (PLAN, an_injection("2026-10-05")),
            "Taken 1 of 6 planned, 1 on time, since 5 Oct 2026",
        ),
        (
            "2026-11-22",
            (PLAN, an_injection("2026-11-15"), an_injection("2026-11-16")),
            "Taken 0 of 6 planned, 0 on time, 2 top-ups, since 5 Oct 2026",
        ),
    ],
)  # fmt: skip
def test_counts(today: str, entries: tuple[Fact, ...], said: str) -> None:
    assert words.counts(state(today, *entries)) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"], []),
        (
            ["2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"],
            ["One dose missed: 5 October"],
        ),
        (
            ["2026-10-12", "2026-10-19", "2026-11-02", "2026-11-09"],
            ["2 doses missed: 5 October and 26 October"],
        ),
        (
            ["2026-10-12", "2026-10-26", "2026-11-09"],
            ["3 doses missed: 5 October, 19 October and 2 November"],
        ),
        (
            ["2026-10-12", "2026-11-09"],
            ["4 doses missed, the last of them 2 November"],
        ),
        (
            ["2026-10-05"],
            [
                "The last two doses were missed: tell your clinician.",
                "5 doses missed, the last of them 9 November",
            ],
        ),
    ],
)
def test_concerns(given: list[str], said: list[str]) -> None:
    found = words.concerns(
        state("2026-11-22", PLAN, *(an_injection(on) for on in given)), assets.catalogue()
    )
    assert [concern.sentence for concern in found] == said
    about_missed = [concern.sentence for concern in found if concern.about_missed]
    assert about_missed == [each for each in said if "clinician" not in each]


def test_long_overdue_is_one_for_the_clinician() -> None:
    late = Attention(Kind.LONG_OVERDUE, date(2026, 10, 16))
    found = words.concerns(
        replace(state("2026-11-22", MONTHLY, an_injection("2026-10-16")), attention=(late,)),
        assets.catalogue(),
    )
    assert found == [words.Concern("More than one interval late: this is one for your clinician.")]
