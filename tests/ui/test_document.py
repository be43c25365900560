"""Every change a user can make: written, undone, redone; and what others do meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QSignalSpy

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.judgement import Status
from b12tracker.domain.symptoms import Observer, OwnSymptom
from b12tracker.storage.errors import STALE, LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.document import Document
from tests.builders import (
    a_lab_result,
    a_move,
    a_pause,
    a_skip,
    a_symptom_entry,
    an_id,
    an_injection,
    unrecorded,
)
from tests.ui.driving import Clock
from tests.ui.story import (
    DAY,
    INJECTIONS,
    LABS,
    MAINTENANCE,
    PATIENT,
    PLAN,
    STORY,
    SYMPTOMS,
    TODAY,
    on_disk,
)

NEW_INJECTION = an_injection(TODAY, id=an_id(7), reactions=("rash",))
NEW_SYMPTOMS = a_symptom_entry(TODAY, scores={"memory": 10}, id=an_id(13))
NEW_RESULT = a_lab_result(TODAY, 135, "g/L", marker="hemoglobin", id=an_id(24))
NEW_PLAN = replace(PLAN, id=an_id(200), phases=(replace(PLAN.phases[0], id=an_id(201)),))
OTHER_PLAN = replace(PLAN, phases=(PLAN.phases[0],), prescriber="Dr Shah")

SKIP, MOVE = a_skip("2026-10-12"), a_move("2026-12-09", "2026-12-11")
PAUSE, UNRECORDED = a_pause("2026-12-01"), unrecorded("2026-09-01", "2026-09-30")

Change = Callable[[Document], None]

CHANGES: dict[str, tuple[Change, set[Fact], set[Fact]]] = {
    "Injection of 22 November logged": (
        lambda document: document.record(NEW_INJECTION),
        set(),
        {NEW_INJECTION},
    ),
    "Symptoms of 22 November logged": (
        lambda document: document.record(NEW_SYMPTOMS),
        set(),
        {NEW_SYMPTOMS},
    ),
    "Hb of 22 November logged": (
        lambda document: document.record(NEW_RESULT),
        set(),
        {NEW_RESULT},
    ),
    "Injection of 8 November changed": (
        lambda document: document.correct(
            INJECTIONS[4], replace(INJECTIONS[4], given_on=date(2026, 11, 8))
        ),
        {INJECTIONS[4]},
        {replace(INJECTIONS[4], given_on=date(2026, 11, 8))},
    ),
    "Symptoms of 21 November changed": (
        lambda document: document.correct(SYMPTOMS[1], replace(SYMPTOMS[1], note="Slept badly")),
        {SYMPTOMS[1]},
        {replace(SYMPTOMS[1], note="Slept badly")},
    ),
    "MMA of 18 November changed": (
        lambda document: document.correct(LABS[1], replace(LABS[1], value=270.0)),
        {LABS[1]},
        {replace(LABS[1], value=270.0)},
    ),
    "Injection of 5 October deleted": (
        lambda document: document.remove(INJECTIONS[0]),
        {INJECTIONS[0]},
        set(),
    ),
    "Symptoms of 19 November deleted": (
        lambda document: document.remove(SYMPTOMS[0]),
        {SYMPTOMS[0]},
        set(),
    ),
    "B12 of 1 October deleted": (lambda document: document.remove(LABS[0]), {LABS[0]}, set()),
    "Plan entered": (lambda document: document.add_plan(NEW_PLAN), set(), {NEW_PLAN}),
    "Plan changed": (lambda document: document.correct(PLAN, OTHER_PLAN), {PLAN}, {OTHER_PLAN}),
    "Plan deleted": (lambda document: document.remove(PLAN), {PLAN}, set()),
    "Symptoms to follow changed": (
        lambda document: document.follow(["memory", "fatigue"]),
        {PATIENT},
        {replace(PATIENT, follows=("memory", "fatigue"))},
    ),
    "Symptoms of 22 November (scored by somebody close to me) logged": (
        lambda document: document.record(replace(NEW_SYMPTOMS, observer=Observer.OTHER)),
        set(),
        {replace(NEW_SYMPTOMS, observer=Observer.OTHER)},
    ),
    "Skip of 12 October logged": (lambda document: document.put(None, SKIP), set(), {SKIP}),
    "Move of 9 December logged": (lambda document: document.put(None, MOVE), set(), {MOVE}),
    "Pause from 1 December logged": (lambda document: document.put(None, PAUSE), set(), {PAUSE}),
    "Unrecorded time from 1 September logged": (
        lambda document: document.put(None, UNRECORDED),
        set(),
        {UNRECORDED},
    ),
    "Caught up": (
        lambda document: document.add("Caught up", [NEW_INJECTION, SKIP, UNRECORDED]),
        set(),
        {NEW_INJECTION, SKIP, UNRECORDED},
    ),
    "story.json imported": (
        lambda document: document.take(
            [NEW_INJECTION, replace(PATIENT, name="M. Hale"), replace(LABS[0], flag="")],
            "story.json",
        ),
        {PATIENT, LABS[0]},
        {NEW_INJECTION, replace(PATIENT, name="M. Hale"), replace(LABS[0], flag="")},
    ),
}


@pytest.fixture
def told(document: Document) -> Document:
    """A document that holds the story."""
    document.logbook.write(put=STORY)
    document.read_again()
    return document


def stored(document: Document) -> set[Fact]:
    """Return what the file holds, read by another program."""
    return set(on_disk(document.logbook).by_id.values())


def elsewhere(document: Document, *put: Fact, remove: tuple[Fact, ...] = ()) -> None:
    """Write the file as another window would."""
    other = Logbook.open(document.logbook.path, "another-copy")
    other.write(put=put, remove=remove)
    other.close()


def no_write(*_: object, **__: object) -> None:
    raise LogbookError("The disk is full.")


@pytest.mark.parametrize("text", CHANGES)
def test_every_change_is_undone_and_redone(told: Document, text: str) -> None:
    change, gone, come = CHANGES[text]
    before = set(STORY)
    after = before - gone | come
    said, seen = QSignalSpy(told.did), QSignalSpy(told.changed)

    change(told)
    assert seen.count() == 1, "each page reads once for each change"
    assert stored(told) == after
    assert set(told.facts.by_id.values()) == after
    assert said.at(0) == [text]
    assert (said.count(), told.undo_stack.count(), told.undo_stack.undoText()) == (1, 1, text)
    for _ in range(2):
        told.undo_stack.undo()
        assert stored(told) == before
        assert set(told.facts.by_id.values()) == before
        assert told.undo_stack.redoText() == text
        told.undo_stack.redo()
        assert stored(told) == after
        assert set(told.facts.by_id.values()) == after


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (SKIP, replace(SKIP, note="Away"), "Skip of 12 October changed"),
        (MOVE, replace(MOVE, later_too=True), "Move of 9 December changed"),
        (PAUSE, replace(PAUSE, end=date(2026, 12, 31)), "Pause from 1 December changed"),
        (
            UNRECORDED,
            replace(UNRECORDED, end=date(2026, 9, 2)),
            "Unrecorded time from 1 September changed",
        ),
    ],
)
def test_breaks_are_changed_and_changed_back(
    document: Document, before: Fact, after: Fact, text: str
) -> None:
    document.record(before)
    document.put(before, after)
    assert document.undo_stack.undoText() == text
    assert set(on_disk(document.logbook).entries) == {after}
    document.undo_stack.undo()
    assert set(on_disk(document.logbook).entries) == {before}
    document.undo_stack.redo()
    assert set(on_disk(document.logbook).entries) == {after}


def test_many_changes_are_undone_in_order(document: Document) -> None:
    states = [stored(document)]
    for fact in (*INJECTIONS, *SYMPTOMS, *LABS):
        document.record(fact)
        states.append(stored(document))
    for state in reversed(states):
        assert stored(document) == state
        document.undo_stack.undo()
    for state in states:
        assert stored(document) == state
        document.undo_stack.redo()


def test_the_first_choice_of_symptoms_is_undone(document: Document) -> None:
    document.follow(["fatigue"])
    document.undo_stack.undo()
    assert on_disk(document.logbook) == Facts()
    document.undo_stack.redo()
    assert on_disk(document.logbook) == Facts(Patient(follows=("fatigue",)))


OWN = tuple(OwnSymptom(f"own-{n}", name, an_id(60 + n)) for n, name in enumerate("ABC"))


def test_own_symptoms_are_added_renamed_and_removed_in_one_step(document: Document) -> None:
    document.follow(["own-0", "fatigue"], OWN[:2])
    assert document.catalogue.symptom["own-1"].name == "B"
    before = on_disk(document.logbook)
    after = (replace(OWN[1], name="Bee"), OWN[2])
    document.follow(["fatigue"], after)
    assert set(on_disk(document.logbook).own_symptoms) == set(after)
    assert on_disk(document.logbook).patient.follows == ("fatigue",)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert on_disk(document.logbook).by_id == before.by_id
    document.undo_stack.undo()
    assert on_disk(document.logbook) == Facts()
    document.undo_stack.redo()
    assert on_disk(document.logbook).by_id == before.by_id


def test_choosing_what_to_follow_leaves_own_symptoms_alone(document: Document) -> None:
    document.follow(["own-0"], OWN)
    document.follow(["fatigue"])
    assert on_disk(document.logbook).own_symptoms == OWN


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.correct(PLAN, replace(PLAN)),
        lambda document: document.follow(PATIENT.follows, ()),
        lambda document: document.follow(PATIENT.follows),
        lambda document: document.take([], "empty.json"),
    ],
)
def test_no_change_is_no_step(told: Document, change: Change) -> None:
    change(told)
    assert told.undo_stack.count() == 0


@pytest.mark.parametrize("text", CHANGES)
def test_a_change_that_cannot_be_saved_leaves_nothing(
    told: Document, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = QSignalSpy(told.did)
    with monkeypatch.context() as broken:
        broken.setattr(Logbook, "write", no_write)
        with pytest.raises(LogbookError, match="disk is full"):
            CHANGES[text][0](told)
    assert told.undo_stack.count() == 0
    assert said.count() == 0
    assert stored(told) == set(told.facts.by_id.values()) == set(STORY)


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_an_undo_that_cannot_be_saved_steps_aside(
    told: Document, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.record(NEW_INJECTION)
    if way == "redo":
        told.undo_stack.undo()
    before = stored(told)
    said = QSignalSpy(told.complained)
    with monkeypatch.context() as broken:
        broken.setattr(Logbook, "write", no_write)
        told.undo_stack.undo() if way == "undo" else told.redo()
    assert said.at(0) == ["The disk is full."]
    assert told.undo_stack.count() == 0
    assert stored(told) == set(told.facts.by_id.values()) == before


@pytest.mark.parametrize(
    ("change", "theirs"),
    [
        (lambda document: document.record(NEW_INJECTION), replace(NEW_INJECTION, note="theirs")),
        (
            lambda document: document.correct(LABS[1], replace(LABS[1], value=270.0)),
            replace(LABS[1], value=280.0),
        ),
        (lambda document: document.remove(SYMPTOMS[0]), replace(SYMPTOMS[0], note="theirs")),
        (lambda document: document.correct(PLAN, OTHER_PLAN), replace(PLAN, prescriber="Theirs")),
        (lambda document: document.follow(["memory"]), replace(PATIENT, follows=("pale",))),
    ],
)
def test_a_stale_undo_overwrites_nothing(told: Document, change: Change, theirs: Fact) -> None:
    change(told)
    elsewhere(told, theirs)
    said = QSignalSpy(told.complained)
    told.undo_stack.undo()
    assert said.at(0) == [STALE]
    assert theirs in stored(told)
    assert theirs in told.facts.by_id.values()
    assert told.undo_stack.count() == 0


def test_a_stale_redo_overwrites_nothing(told: Document) -> None:
    told.correct(LABS[1], replace(LABS[1], value=270.0))
    told.undo_stack.undo()
    theirs = replace(LABS[1], value=280.0)
    elsewhere(told, theirs)
    said = QSignalSpy(told.complained)
    told.redo()
    assert said.at(0) == [STALE]
    assert theirs in stored(told)
    assert theirs in told.facts.lab_results
    assert not told.undo_stack.canRedo()


def test_a_stale_import_is_undone_not_even_in_part(told: Document) -> None:
    CHANGES["story.json imported"][0](told)
    theirs = replace(LABS[0], flag="theirs")
    elsewhere(told, theirs)
    before = stored(told)
    told.undo_stack.undo()
    assert stored(told) == before


def test_the_steps_beneath_a_stale_one_can_still_be_undone(told: Document) -> None:
    told.record(NEW_INJECTION)
    told.record(NEW_RESULT)
    elsewhere(told, remove=(NEW_RESULT,))
    told.undo_stack.undo()
    assert told.undo_stack.undoText() == "Injection of 22 November logged"
    told.undo_stack.undo()
    assert stored(told) == set(STORY)


def test_correcting_what_was_changed_elsewhere(told: Document) -> None:
    known = INJECTIONS[0]
    theirs = replace(known, note="theirs")
    elsewhere(told, theirs)
    with pytest.raises(LogbookError, match="changed or deleted elsewhere"):
        told.correct(known, replace(known, note="mine"))
    assert theirs in stored(told)
    assert told.undo_stack.count() == 0


def test_deleting_what_is_gone(told: Document) -> None:
    elsewhere(told, remove=(INJECTIONS[0],))
    with pytest.raises(LogbookError, match="changed or deleted elsewhere"):
        told.remove(INJECTIONS[0])


def test_another_program_is_noticed(told: Document) -> None:
    assert len(told.facts.injections) == len(INJECTIONS)
    seen = QSignalSpy(told.changed)
    told.notice_others()
    assert seen.count() == 0
    elsewhere(told, NEW_INJECTION)
    told.notice_others()
    assert seen.count() == 1
    assert NEW_INJECTION in told.facts.injections
    told.notice_others()
    assert seen.count() == 1


def test_ones_own_change_is_not_another_programs(told: Document) -> None:
    told.record(NEW_INJECTION)
    seen = QSignalSpy(told.changed)
    told.notice_others()
    assert seen.count() == 0


def test_a_new_day_is_judged_anew(told: Document, clock: Clock) -> None:
    """The dose of 9 December: upcoming, due, overdue, missed."""

    def status() -> Status:
        return next(
            dose.status for dose in told.judgement.doses if dose.slot.phase.id == MAINTENANCE.id
        )

    seen = QSignalSpy(told.changed)
    said = []
    for day in ("2026-12-01", "2026-12-02", "2026-12-16", "2026-12-17", "2027-01-10"):
        clock.day = date.fromisoformat(day)
        told.notice_others()
        said.append(status())
    assert said == [Status.UPCOMING, Status.DUE, Status.DUE, Status.OVERDUE, Status.MISSED]
    assert seen.count() == 4, "the first look of all is no news"
    told.notice_others()
    assert seen.count() == 4


def test_the_same_day_is_judged_once(told: Document, clock: Clock) -> None:
    first = told.judgement
    assert told.judgement is first
    clock.day = TODAY + DAY
    assert told.judgement is not first
    assert told.judgement.today == TODAY + DAY


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (an_injection("2025-11-22"), "Injection of 22 November 2025"),
        (a_symptom_entry("2026-11-22"), "Symptoms of 22 November"),
        (a_lab_result("2026-01-02", marker="unheard_of"), "unheard_of of 2 January 2026"),
    ],
)
def test_a_step_says_which_entry(document: Document, fact: Fact, name: str) -> None:
    document.record(fact)
    assert document.undo_stack.undoText() == f"{name} logged"
