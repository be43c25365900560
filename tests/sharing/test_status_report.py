"""The state of a logbook on one day, under the names that other programs rely on."""

import json

import pytest

from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.plan import Anchor
from b12tracker.sharing.status_report import status_text, status_values
from tests.builders import a_box, a_pause, a_phase, a_plan, an_injection, day, facts, injections

PLAN = a_plan(
    a_phase("1 week", "2026-01-05", 4, (2, 2), name="Repletion", dose_ug=1000),
    a_phase("1 month", None, None, (7, 7), name="Maintenance", dose_ug=1000),
)
GIVEN = (
    an_injection("2025-12-20", dose_ug=1000),
    an_injection("2026-01-05", dose_ug=1000),
    an_injection("2026-01-10", dose_ug=1000),
    an_injection("2026-01-22", dose_ug=1000),
    an_injection("2026-01-23", dose_ug=1000),
    an_injection("2026-02-10"),
    an_injection("2026-03-28", dose_ug=1000),
    an_injection("2026-05-01", dose_ug=1000),
)
"""The last of them lies after the day that is asked for."""

WHOLE = facts(PLAN, *GIVEN)


def dose(planned: str, phase: str, status: str, given: str | None, days: int | None) -> object:
    return {
        "planned": planned,
        "phase": phase,
        "status": status,
        "given": given,
        "deviation_days": days,
    }


def month(name: str, planned: int, given: int, planned_ug: int, given_ug: int) -> object:
    return {
        "month": name,
        "planned": planned,
        "given": given,
        "planned_ug": planned_ug,
        "given_ug": given_ug,
    }


def status(whole: Facts, today: str) -> dict[str, object]:
    values = status_values(whole, judge(whole, day(today)))
    read: dict[str, object] = json.loads(json.dumps(values))
    assert read == values
    return read


def test_an_example_worked_out_by_hand() -> None:
    said = status(WHOLE, "2026-04-20")
    assert [one["given"] for one in said.pop("per_cycle")] == [1, 1, 1, 2, 0, 1]
    assert said.pop("drift") == []
    assert said == {
        "as_of": "2026-04-20",
        "next": {"planned": "2026-04-26", "status": "due", "days": 6},
        "planned_doses": [
            dose("2026-01-05", "Repletion", "on_time", "2026-01-05", 0),
            dose("2026-01-12", "Repletion", "on_time", "2026-01-10", -2),
            dose("2026-01-19", "Repletion", "late", "2026-01-22", 3),
            dose("2026-01-26", "Repletion", "early", "2026-01-23", -3),
            dose("2026-02-26", "Maintenance", "missed", None, None),
            dose("2026-03-26", "Maintenance", "on_time", "2026-03-28", 2),
            dose("2026-04-26", "Maintenance", "due", None, None),
        ],
        "top_ups": ["2026-02-10"],
        "before_plan": ["2025-12-20"],
        "adherence": {
            "from": "2026-01-05",
            "to": "2026-04-20",
            "planned": 6,
            "taken": 5,
            "on_time": 3,
            "early": 1,
            "late": 1,
            "missed": 1,
            "skipped": 0,
            "skipped_by_patient": 0,
            "skipped_by_others": 0,
            "top_ups": 1,
            "pdc": 0.6792,  # 72 / 106
            "days_covered": 72,  # 5 to 18 January, 22 January to 24 February, 28 March to 20 April
            "days": 106,
            "longest_gap_days": 46,  # 10 February to 28 March
            "median_delay_days": 0,
        },
        "per_month": [
            month("2026-01", 4, 4, 4000, 4000),
            month("2026-02", 1, 1, 1000, 0),
            month("2026-03", 1, 1, 1000, 1000),
            month("2026-04", 1, 0, 1000, 0),
        ],
        "attention": [{"kind": "missed_dose", "on": "2026-02-26"}],
    }


def test_an_overdue_dose_counts_days_below_zero() -> None:
    said = status(WHOLE, "2026-03-10")
    assert said["next"] == {"planned": "2026-02-26", "status": "overdue", "days": -12}
    assert said["attention"] == []


def test_before_the_first_dose_there_are_no_figures() -> None:
    said = status(facts(PLAN, GIVEN[0]), "2025-12-24")
    assert said["next"] == {"planned": "2026-01-05", "status": "upcoming", "days": 12}
    assert said["adherence"]["pdc"] is None  # type: ignore[index]
    assert said["adherence"]["planned"] == 0  # type: ignore[index]
    assert said["per_month"] == []


def test_when_the_plan_has_ended_there_is_no_next_dose() -> None:
    ended = a_plan(a_phase("1 week", "2026-01-05", 1))
    said = status(facts(ended, an_injection("2026-01-05")), "2026-06-01")
    assert said["next"] is None
    assert len(said["planned_doses"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("whole", [Facts(), facts(an_injection("2026-01-05"))])
def test_without_a_plan(whole: Facts) -> None:
    said = status(whole, "2026-04-20")
    assert (said["next"], said["planned_doses"], said["top_ups"]) == (None, [], [])
    assert said["before_plan"] == [one.given_on.isoformat() for one in whole.injections]
    text = status_text(whole, judge(whole, day("2026-04-20")))
    assert "No plan has been entered." in text


@pytest.mark.parametrize(
    ("today", "says"),
    [
        ("2026-01-03", "Next injection: 2026-01-05, in 2 days"),
        ("2026-03-10", "Next injection: 2026-02-26, 12 days ago (overdue)"),
        ("2026-04-26", "Next injection: 2026-04-26, today (due)"),
        ("2026-04-20", "Taken 5 of 6 (met by an injection"),
        ("2026-04-20", "Days covered 72 of 106 ("),
        ("2026-04-20", "Missed: 2026-02-26."),
    ],
)
def test_a_person_reads_sentences(today: str, says: str) -> None:
    assert says in status_text(WHOLE, judge(WHOLE, day(today)))


def test_a_person_is_told_when_the_plan_has_ended() -> None:
    ended = facts(a_plan(a_phase("1 week", "2026-01-05", 1)), an_injection("2026-01-05"))
    said = status_text(ended, judge(ended, day("2026-06-01")))
    assert "The plan asks for no further injection." in said


def test_a_person_is_told_of_a_pause_without_an_end() -> None:
    plan, pause = a_plan(a_phase("1 week", "2026-01-05")), a_pause("2026-01-06")
    paused = facts(plan, an_injection("2026-01-05"), pause)
    said = status_text(paused, judge(paused, day("2026-06-01")))
    assert "Paused from 2026-01-06 on, without an end: nothing is due." in said
    assert "no further injection" not in said


def test_the_text_says_what_every_figure_means() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", name="Weekly", anchor=Anchor.LAST_INJECTION))
    kept = facts(plan, *injections("2026-01-05", "2026-01-22"))
    said = status_text(kept, judge(kept, day("2026-01-31")))
    figures = [line for line in said.splitlines() if line.split()[0] in FIGURES]
    assert [line.split()[0] for line in figures] == FIGURES
    assert all("(" in line for line in figures[:-1])
    assert "Drift of Weekly: 2 injections where 4 doses were planned" in said
    assert "13 days beyond the interval" in said


FIGURES = ["Taken", "On", "Missed", "Skipped", "Top-ups", "Days", "Delay", "Longest", "Drift"]


def test_nothing_closed_is_no_data_and_never_nought() -> None:
    kept = facts(a_plan(a_phase("1 week", "2026-01-05")))
    said = status_text(kept, judge(kept, day("2026-01-06")))
    assert "Adherence: no data yet" in said
    assert "Days covered" not in said


def test_drift_and_cycles_are_there_for_other_programs() -> None:
    plan = a_plan(
        a_phase("1 week", "2026-01-05", name="Weekly", dose_ug=1000, anchor=Anchor.LAST_INJECTION)
    )
    kept = facts(plan, *injections("2026-01-05", "2026-01-22"))
    values = status_values(kept, judge(kept, day("2026-01-31")))
    assert values["drift"] == [
        {
            "phase": "Weekly", "from": "2026-01-05", "to": "2026-01-31",
            "planned": 4, "given": 2, "days_beyond": 13,
        }
    ]  # fmt: skip
    assert values["per_cycle"][0] == {
        "planned": "2026-01-05", "next_planned": "2026-01-12", "given": 1,
        "planned_ug": 1000, "given_ug": 0,
    }  # fmt: skip


def test_supplies_need_attention() -> None:
    whole = facts(
        a_plan(a_phase("1 week", "2026-01-05")),
        an_injection("2026-01-05"),
        a_box(1, lot="A"),
        a_box(1, "2026-01-10"),
    )
    said = status_values(whole, judge(whole, day("2026-01-06")))["attention"]
    assert said == [
        {"kind": "supply_low", "on": "2026-01-19"},
        {"kind": "supply_expiring", "on": "2026-01-10"},
    ]
