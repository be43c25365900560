"""What two versions of one fact say differently, in words."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker import assets
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.injection import GivenBy, Site, Substance
from b12tracker.domain.interruptions import Reason
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import OwnMarker
from b12tracker.domain.plan import Anchor, Cause, Phase
from b12tracker.domain.symptoms import Observer, OwnSymptom, Recall
from b12tracker.storage.rows import TABLES
from b12tracker.ui.differences import differences
from b12tracker.ui.fact_words import names_in, parts_of
from tests.any_facts import ONE_FACT
from tests.builders import (
    a_box,
    a_lab_result,
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    day,
    every,
)

BOX = a_box(product="Hydrovit", lot="A1", id=an_id(1))
FIRST = a_phase(first_dose="2026-01-05", doses=6, name="Repletion", id=an_id(2))
THEN = a_phase("1 month", name="Maintenance", id=an_id(3))
PLAN = a_plan(FIRST, THEN, id=an_id(4))
OWN = OwnMarker("own-1", "Zonulin", "ng/mL", id=an_id(5))
NAMES = names_in(assets.catalogue(), [BOX, PLAN, OWN])
ID = an_id(9)
LEFT = Site.LEFT_VASTUS_LATERALIS

CASES: list[tuple[Fact | None, Fact | None, list[tuple[str, str, str]]]] = [
    (
        an_injection(
            "2026-01-05", dose_ug=1000, box=BOX.id, site=Site.LEFT_VASTUS_LATERALIS, id=ID
        ),
        an_injection(
            "2026-01-06",
            "08:30",
            dose_ug=250.0,
            box=an_id(77),
            about=True,
            substance=Substance.HYDROXOCOBALAMIN,
            given_by=GivenBy.NURSE,
            reactions=("headache", "my own"),
            id=ID,
        ),
        [
            ("Date", "5 Jan 2026", "6 Jan 2026"),
            ("About this date", "–", "Yes"),
            ("Time", "–", "08:30"),
            ("Dose", "1 mg", "250 µg"),
            ("Substance", "–", "Hydroxocobalamin"),
            ("Site", "Left thigh", "–"),
            ("Box", "Hydrovit, lot A1", "One that is gone"),
            ("Given by", "–", "Nurse or doctor"),
            ("What followed", "–", "Headache, my own"),
        ],
    ),
    (
        a_symptom_entry(scores={"fatigue": 3, "tingling": 0}, id=ID),
        a_symptom_entry(scores={"fatigue": 4}, observer=Observer.OTHER, recall=Recall.WEEK, id=ID),
        [
            ("Who scored", "Me", "Somebody close to me"),
            ("Which days", "That day", "The worst in the last 7 days"),
            ("Tired or no energy", "3", "4"),
            ("Pins and needles", "0", "Not scored"),
        ],
    ),
    (
        a_lab_result("2026-01-05", 200, "pmol/L", range_low=145.0, range_high=569.0, id=ID),
        a_lab_result("2026-01-05", 9, "ng/mL", marker="own-1", before_injection=True, id=ID),
        [
            ("Marker", "B12", "Zonulin"),
            ("Value", "200 pmol/L", "9 ng/mL"),
            ("Laboratory’s range", "145–569", "–"),
            ("Drawn before the injection", "–", "Yes"),
        ],
    ),
    (
        PLAN,
        replace(
            PLAN,
            cause=Cause.DIETARY,
            phases=(
                replace(FIRST, doses=None, days=28, early_days=1),
                replace(THEN, every=every("2-3 months"), anchor=Anchor.LAST_INJECTION),
            ),
        ),
        [
            ("Cause", "–", "Diet"),
            ("Repletion: Ends", "6 doses", "For 4 weeks"),
            ("Repletion: Still on time", "2 days either side", "1 day before to 2 days after"),
            ("Maintenance: Rhythm", "Monthly", "Every 2 to 3 months"),
            ("Maintenance: How the next date is found", "Fixed dates", "From the last injection"),
        ],
    ),
    (
        replace(PLAN, phases=(FIRST,)),
        PLAN,
        [("Phase", "Not there", "Maintenance: monthly, until reviewed")],
    ),
    (
        replace(PLAN, phases=(FIRST, replace(THEN, first_dose=day("2026-06-01")))),
        replace(
            PLAN,
            phases=(
                replace(THEN, first_dose=day("2025-06-01")),
                FIRST,
            ),
        ),
        [
            ("Maintenance: First dose", "1 Jun 2026", "1 Jun 2025"),
            ("Order of the phases", "Repletion and Maintenance", "Maintenance and Repletion"),
        ],
    ),
    (
        a_pause("2026-01-05", reason=Reason.UNWELL, id=ID),
        a_pause("2026-01-05", "2026-01-09", reason=Reason.AWAY, id=ID),
        [
            ("Last day", "–", "9 Jan 2026"),
            ("Reason", "Unwell or in hospital", "Away or travelling"),
        ],
    ),
    (
        LabCheck(FIRST.id, ("mma",), 56, id=ID),
        LabCheck(THEN.id, ("mma", "own-1"), 56, every("1 month"), id=ID),
        [
            ("Phase", "Repletion", "Maintenance"),
            ("To measure", "MMA", "MMA, Zonulin"),
            ("Then", "–", "Monthly"),
        ],
    ),
    (
        replace(BOX, strength_ug_per_ml=1000.0, lost=0),
        replace(BOX, strength_ug_per_ml=1000.5, lost=2),
        [("µg in 1 ml", "1000", "1000.5"), ("Ampoules lost", "0", "2")],
    ),
    (
        Patient("Ada", follows=("fatigue",), sites=(LEFT,)),
        Patient("Ada", day("1950-02-01"), "female", ("fatigue", "tingling"), reorder_days=7),
        [
            ("Date of birth", "–", "1 Feb 1950"),
            ("Sex", "–", "Female"),
            ("Symptoms to follow", "Tired or no energy", "Tired or no energy, Pins and needles"),
            ("Sites to use", "Left thigh", "–"),
            ("Days ahead at which to reorder", "–", "7"),
        ],
    ),
    (
        None,
        replace(a_move("2026-01-05", "2026-01-07", later_too=True), id=ID),
        [
            ("Planned for", "–", "5 Jan 2026"),
            ("Moved to", "–", "7 Jan 2026"),
            ("All later ones too", "–", "Yes"),
        ],
    ),
    (a_plan(FIRST, id=ID), None, [("Phase", "Repletion: weekly, 6 doses", "–")]),
    (
        an_injection("2026-01-05", at="08:30", id=ID),
        replace(an_injection("2026-01-05", id=ID), given_at=time(8, 30, 15)),
        [("Time", "08:30:00", "08:30:15")],
    ),
]


@pytest.mark.parametrize(("mine", "theirs", "lines"), CASES)
def test_only_what_differs_is_told(
    mine: Fact | None, theirs: Fact | None, lines: list[tuple[str, str, str]]
) -> None:
    found = differences(mine, theirs, NAMES)
    assert [(one.label, one.mine, one.theirs) for one in found] == lines


HIDDEN = {"id", "key", "uid", "scores", "phases"}
"""Ids and bare keys, which say nothing to a user, and what is told line by line."""


@pytest.mark.parametrize("kind", [*TABLES, Phase], ids=lambda kind: kind.__name__)
def test_every_field_has_words(kind: type) -> None:
    told = [name for part in parts_of(kind) for name in part.fields]
    assert len(told) == len(set(told))
    assert set(told) == {each.name for each in fields(kind)} - HIDDEN


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ONE_FACT, ONE_FACT)
def test_whatever_differs_is_told(one: Fact, other: Fact) -> None:
    """Two facts of one kind, or one against nothing; nothing is told of two that are the same."""
    assert differences(one, one, NAMES) == []
    if type(one) is type(other):
        found = differences(one, replace(other, id=one.id), NAMES)
        assert bool(found) == (list(seen(one)) != list(seen(other)))
        assert all(line.mine != line.theirs for line in found)
    gone = differences(one, None, NAMES)
    assert gone or not any(seen(one))
    assert {line.theirs for line in gone} <= {"–"}


def seen(fact: Any) -> Iterator[Any]:
    for each in fields(fact):
        if each.name not in ("id", "key", "uid"):
            yield getattr(fact, each.name)


def test_own_entries_and_calendar_events_are_told() -> None:
    own = OwnSymptom("own-2", "Itch", id=ID)
    assert differences(own, replace(own, name="Itching"), NAMES)[0].theirs == "Itching"
    event = ExportedEvent("uid", day("2026-01-05"), 1, id=ID)
    (line,) = differences(event, replace(event, sequence=2), NAMES)
    assert (line.label, line.mine, line.theirs) == ("Times exported", "1", "2")
