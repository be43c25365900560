"""The words of each row of the Diary."""

from datetime import date
from typing import Any

import pytest

from b12tracker import assets
from b12tracker.domain.diary import DiaryRow, Kind, build_diary
from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import GivenBy, Site
from b12tracker.domain.judgement import judge
from b12tracker.domain.symptoms import Observer, Recall
from b12tracker.ui.diary_words import KINDS, row_words
from tests.builders import a_box, a_lab_result, a_symptom_entry, an_id, an_injection, facts
from tests.ui.story import INJECTIONS, LABS, PLAN, STORY, SYMPTOMS, TODAY

HYDROXO = "1 mg hydroxocobalamin"


def words_of(entry: Fact, *others: Fact) -> tuple[str, str, str]:
    """Return the words of one entry's row."""
    held = facts(entry, *others)
    rows = build_diary(held, judge(held, TODAY))
    row = next(each for each in rows if each.entry is not None and each.entry.id == entry.id)
    return row_words(row, TODAY, assets.catalogue())


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, ("5 Oct 2026", HYDROXO, "on time · left thigh · myself")),
        (
            2,
            (
                "29 Oct 2026",
                HYDROXO,
                "late, 3 days after the planned day · left thigh · myself · Surgery was closed",
            ),
        ),
        (3, ("2 Nov 2026", HYDROXO, "on time · right thigh · myself · lot H23B07")),
        (4, ("9 Nov 2026", HYDROXO, "on time · left thigh · myself · 08:30")),
        (5, ("15 Nov 2026", HYDROXO, "top-up · right thigh · myself · Before travelling")),
    ],
)
def test_injections_of_the_story(place: int, said: tuple[str, str, str]) -> None:
    assert words_of(INJECTIONS[place], PLAN, *(set(INJECTIONS) - {INJECTIONS[place]})) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ("5 Jan 2026", "Injection", "before the plan")),
        ({"about": True}, ("about 5 Jan 2026", "Injection", "before the plan")),
        (
            {"site": Site.RIGHT_DELTOID},
            ("5 Jan 2026", "Injection", "before the plan · right upper arm"),
        ),
        (
            {"given_by": GivenBy.NURSE},
            ("5 Jan 2026", "Injection", "before the plan · nurse or doctor"),
        ),
        ({"note": "two\nlines"}, ("5 Jan 2026", "Injection", "before the plan · two lines")),
    ],
)  # fmt: skip
def test_an_injection_without_a_plan(fields: dict[str, Any], said: tuple[str, str, str]) -> None:
    found = words_of(an_injection(**fields))
    if "site" in fields:
        assert found[2].startswith("before the plan · right ")
    else:
        assert found == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (SYMPTOMS[0], ("Symptoms", "Tired or no energy 6, Pins and needles 3")),
        (SYMPTOMS[1], ("Symptoms", "Tired or no energy 4, Pins and needles 0")),
        (
            a_symptom_entry(scores={"tingling": 0, "fatigue": 0}),
            ("Symptoms: none", "Tired or no energy, Pins and needles"),
        ),
        (
            a_symptom_entry(scores={"fatigue": 9}, recall=Recall.WEEK, note="A bad week"),
            ("Symptoms", "worst of 7 days · Tired or no energy 9 · A bad week"),
        ),
        (
            a_symptom_entry(scores={"fatigue": 9}, observer=Observer.OTHER),
            ("Symptoms", "scored by somebody close to me · Tired or no energy 9"),
        ),
        (
            a_symptom_entry(
                scores={"fatigue": 0}, observer=Observer.OTHER, recall=Recall.WEEK, note="Well"
            ),
            (
                "Symptoms: none",
                "worst of 7 days, scored by somebody close to me · Tired or no energy · Well",
            ),
        ),
        (
            a_symptom_entry(scores={"unheard_of": 3, "fatigue": 1}),
            ("Symptoms", "Tired or no energy 1, unheard_of 3"),
        ),
    ],
)
def test_symptoms(entry: Fact, said: tuple[str, str]) -> None:
    assert words_of(entry)[1:] == said


@pytest.mark.parametrize(
    ("result", "others", "said"),
    [
        (LABS[0], (), ("B12 96 pmol/L", "range 145–569 · flag L · before the first injection")),
        (
            LABS[1],
            INJECTIONS,
            ("MMA 290 nmol/L", "range below 280 · flag H · day 3 since the injection"),
        ),
        (LABS[2], (), ("B12 > 1476 pmol/L", "before the first injection")),
        (
            a_lab_result(marker="unheard_of", unit="U", laboratory="Riverside", note="Fasting"),
            (),
            ("unheard_of 143 U", "before the first injection · Riverside · Fasting"),
        ),
        (
            a_lab_result("2026-11-15"),
            INJECTIONS,
            ("B12 143 pg/mL", "day 0 since the injection"),
        ),
    ],
)
def test_lab_results(result: Fact, others: tuple[Fact, ...], said: tuple[str, str]) -> None:
    assert words_of(result, *others)[1:] == said


def test_a_missed_dose() -> None:
    row = DiaryRow(date(2026, 10, 12), Kind.MISSED)
    assert row_words(row, TODAY, assets.catalogue()) == (
        "12 Oct 2026",
        "✕ Missed dose",
        "Planned for this day; no injection counts for it",
    )


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == set(Kind)


def test_the_story_has_no_words_of_programmers() -> None:
    held = facts(*STORY)
    for row in build_diary(held, judge(held, TODAY)):
        assert "_" not in " ".join(row_words(row, TODAY, assets.catalogue()))


def test_an_injection_from_a_box_with_what_followed() -> None:
    box = a_box(lot="A1", product="Hydrovit")
    plain = an_injection("2026-11-09", box=box.id)
    reactions = ("site_reaction", "Sore knee")
    noted = an_injection("2026-11-09", box=box.id, lot="Z9", reactions=reactions, note="In bed")
    gone = an_injection("2026-11-09", box=an_id(999))
    assert words_of(plain, box)[2] == "before the plan · Hydrovit, lot A1"
    assert words_of(noted, box)[2] == (
        "before the plan · Hydrovit, lot Z9 · soreness where injected, Sore knee · In bed"
    )
    assert words_of(gone, box)[2] == "before the plan"
