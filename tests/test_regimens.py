"""Published regimens: each gives a valid plan, names its source, and says what its text says."""

import tomllib
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from b12tracker import assets
from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.plan import Anchor, Every, Open, Plan, Unit, Weekday, usual_tolerance
from b12tracker.domain.regimen import Regimen
from b12tracker.ui import labels
from tests.builders import day, days
from tests.planned import planned_slots

REGIMENS = assets.regimens()
BY_KEY = {regimen.key: regimen for regimen in REGIMENS}
THURSDAY = date(2026, 1, 8)

KEYS = {
    "us-label-cyanocobalamin", "us-label-hydroxocobalamin", "us-stabler-2013",
    "us-aafp-langan-2011", "eu-andres", "uk-bnf-no-neuro", "uk-bnf-neuro", "uk-smpc-no-neuro",
    "uk-smpc-neuro", "uk-pgd-2026", "uk-bsh-2014", "nl-fk", "nl-fk-neuro",
    "de-cyanocobalamin-1000", "ch-vitarubin", "ch-vitarubin-depot", "ca-cheo",
    "au-vita-b12-no-neuro", "au-vita-b12-neuro",
}  # fmt: skip
PRESETS = {
    "seed-repletion-weekly", "seed-maintenance-monthly", "seed-maintenance-3w",
    "seed-maintenance-2w",
}  # fmt: skip

each = pytest.mark.parametrize("regimen", REGIMENS, ids=lambda regimen: regimen.key)


def planned(key: str, first_dose: str, until: str) -> list[date]:
    plan = Plan(BY_KEY[key].phases_from(day(first_dose)))
    return [
        slot.planned for slot in planned_slots((plan,), day(until)) if slot.planned <= day(until)
    ]


def said(key: str) -> list[str]:
    """How often, the dose, the end and the injections and dose a month of each phase."""
    phases = [step.phase for step in BY_KEY[key].steps]
    return [
        f"{labels.how_often(phase.every)}; {labels.dose(phase.dose_ug)}; {labels.phase_end(phase)};"
        f" {labels.monthly(phase.every, phase.dose_ug)}"
        for phase in phases
    ]


def test_the_regimens_are_the_ones_that_were_found_and_the_common_rhythms() -> None:
    assert [regimen.key for regimen in REGIMENS if regimen.key in KEYS | PRESETS] == [
        regimen.key for regimen in REGIMENS
    ]
    assert BY_KEY.keys() == KEYS | PRESETS
    assert len(REGIMENS) == len(BY_KEY)
    assert {BY_KEY[key].region for key in PRESETS} == {"Common rhythms"}


@each
def test_every_regimen_gives_a_valid_plan_from_a_date(regimen: Regimen) -> None:
    plan = Plan(regimen.phases_from(THURSDAY))
    assert len(plan.phases) == len(regimen.steps)
    assert bool(plan.phases) is (regimen.key != "uk-bsh-2014")
    if plan.phases:
        assert plan.phases[0].first_dose == THURSDAY
        assert planned_slots((plan,), THURSDAY)[0].planned == THURSDAY
        assert all(phase.follows for phase in plan.phases[1:])


@each
def test_every_regimen_says_where_it_comes_from(regimen: Regimen) -> None:
    assert regimen.source
    assert regimen.region
    assert regimen.indication
    assert regimen.by
    assert regimen.year == "not dated" or 2000 <= int(regimen.year) <= 2026
    assert regimen.evidence in {"verified", "secondary"}


@each
def test_every_phase_has_a_name_the_usual_tolerance_and_a_rate(regimen: Regimen) -> None:
    for step in regimen.steps:
        phase = step.phase
        assert phase.name
        assert (phase.early_days, phase.late_days) == (usual_tolerance(phase.every),) * 2
        ranged = phase.every.n_max is not None
        assert phase.anchor is (Anchor.LAST_INJECTION if ranged else Anchor.FIXED)
        assert labels.per_month(phase.every).endswith(" a month")


def test_regions_stand_together() -> None:
    regions = [regimen.region for regimen in REGIMENS]
    changes = sum(here != there for here, there in pairwise(regions))
    assert changes == len(set(regions)) - 1


def test_the_same_regimen_chosen_twice_gives_phases_of_their_own() -> None:
    once, twice = (BY_KEY["ch-vitarubin"].phases_from(THURSDAY) for _ in range(2))
    assert {phase.id for phase in once}.isdisjoint(phase.id for phase in twice)


def test_only_the_common_rhythms_leave_the_dose_open() -> None:
    without = {r.key for r in REGIMENS for step in r.steps if step.phase.dose_ug is None}
    assert without == PRESETS


@pytest.mark.parametrize(
    ("key", "phases"),
    [
        (
            "us-label-cyanocobalamin",
            [
                "daily; 100 µg; 6 doses; 30.4 injections and 3 mg a month",
                "every 2 days; 100 µg; 7 doses; 15.2 injections and 1.5 mg a month",
                "every 3 to 4 days; 100 µg; for 14 days; "
                "7.6 to 10.1 injections and 761 µg to 1 mg a month",
                "monthly; 100 µg; for life; 1 injection and 100 µg a month",
            ],
        ),
        (
            "us-label-hydroxocobalamin",
            [
                "daily; 30 µg; 5 doses; 30.4 injections and 913 µg a month",
                "monthly; 100 µg; until reviewed; 1 injection and 100 µg a month",
            ],
        ),
        (
            "us-stabler-2013",
            [
                "every 1 to 2 days; 1 mg; for 7 days; 15.2 to 30.4 injections and "
                "15.2 to 30.4 mg a month",
                "weekly; 1 mg; for 4 weeks; 4.3 injections and 4.3 mg a month",
                "monthly; 1 mg; for life; 1 injection and 1 mg a month",
            ],
        ),
        (
            "uk-bnf-no-neuro",
            [
                "three times a week; 1 mg; 6 doses; 13 injections and 13 mg a month",
                "every 2 to 3 months; 1 mg; for life; 0.33 to 0.5 injections and "
                "333 to 500 µg a month",
            ],
        ),
        (
            "uk-bnf-neuro",
            [
                "every 2 days; 1 mg; until reviewed; 15.2 injections and 15.2 mg a month",
                "every 2 months; 1 mg; for life; 0.5 injections and 500 µg a month",
            ],
        ),
        (
            "uk-smpc-no-neuro",
            [
                "every 2 days; 250 µg; for 7 days; 15.2 injections and 3.8 mg a month",
                "weekly; 250 µg; until reviewed; 4.3 injections and 1.1 mg a month",
                "every 2 to 3 months; 1 mg; until reviewed; 0.33 to 0.5 injections and "
                "333 to 500 µg a month",
            ],
        ),
        (
            "uk-pgd-2026",
            [
                "three times a week; 1 mg; 6 doses; 13 injections and 13 mg a month",
                "every 8 to 12 weeks; 1 mg; until reviewed; 0.36 to 0.54 injections and "
                "362 to 544 µg a month",
            ],
        ),
        (
            "nl-fk",
            [
                "every 3 days; 1 mg; 10 doses; 10.1 injections and 10.1 mg a month",
                "every 2 months; 1 mg; for life; 0.5 injections and 500 µg a month",
            ],
        ),
        (
            "de-cyanocobalamin-1000",
            [
                "twice a week; 1 mg; until reviewed; 8.7 injections and 8.7 mg a month",
                "monthly; 100 µg; until reviewed; 1 injection and 100 µg a month",
            ],
        ),
        (
            "ch-vitarubin",
            [
                "weekly; 1 mg; until reviewed; 4.3 injections and 4.3 mg a month",
                "monthly; 1 mg; for life; 1 injection and 1 mg a month",
            ],
        ),
        ("seed-maintenance-3w", ["every 3 weeks; ; until reviewed; 1.4 injections a month"]),
        ("seed-maintenance-2w", ["every 2 weeks; ; until reviewed; 2.2 injections a month"]),
    ],
)
def test_regimens_say_what_their_text_says(key: str, phases: list[str]) -> None:
    assert said(key) == phases


def test_three_times_a_week_counts_from_the_first_dose() -> None:
    monday = planned("uk-bnf-no-neuro", "2026-01-05", "2026-01-31")
    assert monday == days(
        "2026-01-05", "2026-01-07", "2026-01-09", "2026-01-12", "2026-01-14", "2026-01-16"
    )
    thursday = planned("uk-bnf-no-neuro", "2026-01-08", "2026-01-31")
    assert [(there - here).days for here, there in zip(monday, thursday, strict=True)] == [3] * 6
    first = BY_KEY["uk-bnf-no-neuro"].phases_from(THURSDAY)[0]
    assert first.every == Every(weekdays=(Weekday.MONDAY, Weekday.THURSDAY, Weekday.SATURDAY))


def test_a_daily_week_and_four_weekly_doses_end_where_the_monthly_ones_begin() -> None:
    assert planned("eu-andres", "2026-01-01", "2026-04-10") == days(
        "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05", "2026-01-06",
        "2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-03-04",
        "2026-04-04",
    )  # fmt: skip


def test_an_open_phase_keeps_the_next_one_waiting() -> None:
    plan = Plan(BY_KEY["uk-smpc-neuro"].phases_from(THURSDAY))
    repletion = plan.phases[0]
    assert repletion.open is Open.UNTIL_REVIEWED
    slots = planned_slots((plan,), day("2027-01-08"))
    assert {slot.phase.id for slot in slots} == {repletion.id}


def test_the_route_is_filled_in_only_where_there_is_no_choice() -> None:
    only, choice = BY_KEY["uk-bnf-neuro"], BY_KEY["nl-fk"]
    assert {step.phase.route for step in only.steps} == {Route.INTRAMUSCULAR}
    assert {step.phase.route for step in choice.steps} == {None}
    assert choice.routes == (Route.INTRAMUSCULAR, Route.SUBCUTANEOUS)
    assert {step.phase.substance for step in choice.steps} == {Substance.HYDROXOCOBALAMIN}


def test_where_nerves_are_involved_it_says_so() -> None:
    assert {r.key for r in REGIMENS if r.nerves} == {
        "uk-bnf-neuro", "uk-smpc-neuro", "nl-fk-neuro", "au-vita-b12-neuro"
    }  # fmt: skip
    assert all("not involved" in r.indication for r in REGIMENS if r.nerves is False)


@pytest.mark.parametrize(
    ("key", "place", "words"),
    [
        ("us-label-cyanocobalamin", 0, "Six to seven"),
        ("us-label-cyanocobalamin", 2, "two to three weeks"),
        ("us-label-hydroxocobalamin", 0, "Five to ten"),
        ("us-label-hydroxocobalamin", 1, "100 to 200 µg"),
        ("us-stabler-2013", 1, "four to eight weeks"),
        ("uk-smpc-no-neuro", 0, "250 µg to 1 mg"),
        ("au-vita-b12-neuro", 0, "one to two weeks"),
        ("nl-fk", 1, "300 µg every month"),
        ("nl-fk-neuro", 0, "Once or twice a week"),
        ("ch-vitarubin-depot", 0, "Two to three times a week"),
        ("uk-pgd-2026", 1, "26 weeks"),
    ],
)
def test_what_a_phase_cannot_hold_is_told(key: str, place: int, words: str) -> None:
    assert words in BY_KEY[key].steps[place].note


def test_no_source_is_listed_in_vain_and_none_is_missing() -> None:
    path = assets.resource("clinical", "regimens.toml")
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    used = {key for entry in content["regimen"] for key in entry["source"]}
    assert used == content["sources"].keys()


def test_a_range_is_counted_in_the_unit_of_the_text() -> None:
    assert BY_KEY["uk-pgd-2026"].steps[1].phase.every == Every(8, Unit.WEEK, 12)
