"""Merging, case by case: what is taken, what is left, what is asked, and own keys that collide."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import PATIENT_ID, Fact, Facts, Patient
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import OwnMarker
from b12tracker.domain.plain import UnreadableError
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.merge import Choice, Merge, are_copies, merge
from tests.builders import (
    a_box,
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    day,
)
from tests.storage.raw import tool

Pair = tuple[Logbook, Logbook]

COMMON = an_injection("2026-01-05", id=an_id(1))
FIRST, SECOND = a_phase(first_dose="2026-01-05", doses=6, id=an_id(11)), a_phase(id=an_id(12))
PLAN = a_plan(FIRST, SECOND, id=an_id(10))


@pytest.fixture(name="pair")
def laptop_and_desktop(tmp_path: Path) -> Iterator[Pair]:
    """Two copies of one logbook that holds an injection and a plan."""
    laptop = Logbook.create(tmp_path / "laptop.sqlite", holding=[COMMON, PLAN])
    laptop.backup_to(tmp_path / "desktop.sqlite")
    desktop = Logbook.open(tmp_path / "desktop.sqlite")
    yield laptop, desktop
    laptop.close()
    desktop.close()


def take(here: Logbook, there: Logbook, **decided: Choice) -> Merge:
    found = merge(
        here.snapshot(),
        there.snapshot(),
        "merge",
        {an_id(int(key[1:])): choice for key, choice in decided.items()},
    )
    here.swap(found.before, found.after)
    return found


def the(logbook: Logbook, number: int) -> Fact | None:
    return logbook.facts().by_id.get(an_id(number))


def test_what_only_the_other_knows_is_taken(pair: Pair) -> None:
    laptop, desktop = pair
    new, changed = an_injection("2026-01-12"), replace(COMMON, note="in the surgery")
    desktop.write(put=[new, changed], remove=[PLAN])
    found = take(laptop, desktop)
    assert laptop.facts() == desktop.facts() == Facts(injections=(changed, new))
    assert (found.new, found.changed, found.deleted) == ((new,), ((COMMON, changed),), (PLAN,))
    assert (found.same, found.only_here, found.conflicts) == ((), (), ())
    assert laptop.snapshot() == desktop.snapshot()


def test_what_only_this_copy_knows_stays(pair: Pair) -> None:
    laptop, desktop = pair
    new = an_injection("2026-01-12")
    laptop.write(put=[new], remove=[COMMON])
    found = take(laptop, desktop)
    assert laptop.facts() == Facts(injections=(new,), plans=(PLAN,))
    assert (found.taken, found.same, found.only_here) == (0, (PLAN,), (new,))
    assert found.after == {}


def test_what_both_changed_stays_until_it_is_decided(pair: Pair) -> None:
    laptop, desktop = pair
    mine, theirs = replace(COMMON, note="mine"), replace(COMMON, note="theirs")
    laptop.write(put=[mine])
    desktop.write(put=[theirs])
    before = laptop.snapshot()
    for _ in range(2):
        found = take(laptop, desktop)
        (conflict,) = found.conflicts
        assert (conflict.mine, conflict.theirs) == (mine, theirs)
        assert found.undecided == {COMMON.id}
        assert laptop.snapshot() == before
    found = take(laptop, desktop, _1=Choice.THEIRS)
    assert found.changed == ((mine, theirs),)
    assert the(laptop, 1) == theirs
    assert take(laptop, desktop).conflicts == ()


@pytest.mark.parametrize("choice", Choice)
def test_a_decision_is_known_to_the_other_copy(pair: Pair, choice: Choice) -> None:
    laptop, desktop = pair
    laptop.write(put=[replace(COMMON, note="laptop")])
    desktop.write(put=[replace(COMMON, note="desktop")])
    take(laptop, desktop, _1=choice)
    assert take(desktop, laptop).conflicts == ()
    assert desktop.facts() == laptop.facts()
    desktop.write(put=[replace(COMMON, note="later")])
    assert take(laptop, desktop).conflicts == (), "it was changed by who knew the decision"


@pytest.mark.parametrize(("choice", "there"), [(Choice.MINE, False), (Choice.THEIRS, True)])
def test_deleted_here_and_changed_there(pair: Pair, choice: Choice, there: bool) -> None:
    laptop, desktop = pair
    changed = replace(COMMON, note="theirs")
    laptop.write(remove=[COMMON])
    desktop.write(put=[changed])
    (conflict,) = take(laptop, desktop).conflicts
    assert (conflict.mine, conflict.theirs) == (None, changed)
    take(laptop, desktop, _1=choice)
    take(desktop, laptop)
    assert the(laptop, 1) == the(desktop, 1) == (changed if there else None)


def test_the_same_change_in_both_is_no_conflict(pair: Pair) -> None:
    laptop, desktop = pair
    for copy in pair:
        copy.write(put=[replace(COMMON, note="same")], remove=[PLAN])
    found = take(laptop, desktop)
    assert (found.conflicts, found.taken, len(found.same)) == ((), 0, 1)
    laptop.write(put=[replace(COMMON, note="later")])
    assert take(desktop, laptop).conflicts == (), "the laptop knew both"


def test_a_plan_changed_in_two_places_is_never_mixed(pair: Pair) -> None:
    laptop, desktop = pair
    mine = replace(PLAN, phases=(replace(FIRST, doses=8), SECOND))
    theirs = replace(PLAN, phases=(FIRST,), prescriber="Dr Osei")
    laptop.write(put=[mine])
    desktop.write(put=[theirs])
    (conflict,) = take(laptop, desktop).conflicts
    assert (conflict.mine, conflict.theirs) == (mine, theirs)
    assert laptop.facts().plans == (mine,)
    take(laptop, desktop, _10=Choice.THEIRS)
    assert laptop.facts().plans == (theirs,)
    assert laptop.complaints() == []
    take(desktop, laptop)
    assert laptop.snapshot() == desktop.snapshot()


def test_a_phase_taken_out_there_is_taken_out_here(pair: Pair) -> None:
    laptop, desktop = pair
    desktop.write(put=[replace(PLAN, phases=(FIRST,))])
    take(laptop, desktop)
    assert laptop.facts().plans == (replace(PLAN, phases=(FIRST,)),)
    laptop.write(put=[PLAN])
    assert take(desktop, laptop).conflicts == ()
    assert desktop.facts().plans == (PLAN,)


def test_what_points_at_what_is_gone_stays_readable(pair: Pair) -> None:
    laptop, desktop = pair
    box = a_box(id=an_id(40))
    laptop.write(put=[box])
    take(desktop, laptop)
    laptop.write(put=[replace(PLAN, phases=(FIRST,))], remove=[box])
    check = LabCheck(SECOND.id, ("mma",))
    desktop.write(put=[check, an_injection("2026-01-12", box=box.id, lot="A1")])
    take(laptop, desktop)
    assert laptop.complaints() == []
    held = laptop.facts()
    assert (held.boxes, held.lab_checks) == ((), (check,))
    assert held.injections[-1].lot == "A1"


def test_equal_versions_with_other_contents_are_a_conflict(pair: Pair) -> None:
    """As when a file was brought back under a window that was open."""
    laptop, desktop = pair
    laptop._copy = desktop._copy = "one session"
    laptop.write(put=[replace(COMMON, note="mine")])
    desktop.write(put=[replace(COMMON, note="theirs")])
    assert len(take(laptop, desktop).conflicts) == 1


def test_a_session_gives_no_number_twice(tmp_path: Path, pair: Pair) -> None:
    """The file was brought back to an older state while the window was open."""
    laptop, desktop = pair
    laptop.write(put=[replace(COMMON, note="seen")])
    take(desktop, laptop)
    with tool(laptop.path) as file:
        file.execute("UPDATE injections SET note = '', version = '{\"first\": 1}'")
    laptop.write(put=[replace(COMMON, note="other")])
    (conflict,) = take(desktop, laptop).conflicts
    assert conflict.mine == replace(COMMON, note="seen")


def test_days_on_which_both_injected_are_named(pair: Pair) -> None:
    laptop, desktop = pair
    laptop.write(put=[an_injection("2026-01-12"), an_injection("2026-01-19")])
    desktop.write(put=[an_injection("2026-01-12"), an_injection("2026-01-20")])
    found = take(laptop, desktop)
    assert found.both_injected == (day("2026-01-12"),)
    assert len(laptop.facts().injections) == 5


def test_the_last_sequence_of_a_calendar_counts(pair: Pair) -> None:
    """Nobody can say which of two exports they want: the calendar has had both."""
    laptop, desktop = pair
    event = ExportedEvent("dose-1", day("2026-02-01"), 1, id=an_id(70))
    laptop.write(put=[replace(event, on=day("2026-02-02"), sequence=3)])
    desktop.write(put=[event])
    assert take(desktop, laptop).conflicts == take(laptop, desktop).conflicts == ()
    assert laptop.snapshot() == desktop.snapshot()
    assert laptop.facts().exported_events[0].sequence == 3


def test_the_patient_is_one_fact(pair: Pair) -> None:
    laptop, desktop = pair
    laptop.write(put=[Patient(name="Ada")])
    desktop.write(put=[Patient(sex="female")])
    (conflict,) = take(laptop, desktop).conflicts
    assert conflict.id == PATIENT_ID
    assert laptop.facts().patient == Patient(name="Ada")


def test_logbooks_that_share_nothing_are_no_copies(tmp_path: Path, pair: Pair) -> None:
    laptop, desktop = pair
    other = Logbook.create(tmp_path / "other.sqlite", holding=[Patient(name="B"), an_injection()])
    laptop.write(put=[Patient(name="A")])
    assert not are_copies(laptop.snapshot(), other.snapshot())
    for fact in (COMMON, PLAN):
        desktop.write(remove=[fact])
    assert are_copies(laptop.snapshot(), desktop.snapshot()), "a deletion is shared, too"
    other.close()


def test_one_id_for_two_entries_is_told(pair: Pair) -> None:
    desktop = pair[1]
    with tool(desktop.path) as file:
        file.execute(f"UPDATE plans SET id = '{COMMON.id}'")
    with pytest.raises(LogbookError, match="has the id of another entry"):
        desktop.snapshot()


def test_a_phase_of_two_plans_is_told(pair: Pair) -> None:
    """One of the plans would lose it."""
    laptop, desktop = pair
    desktop.write(put=[a_plan(FIRST)])
    with pytest.raises(UnreadableError, match="belongs to another plan in each copy"):
        merge(laptop.snapshot(), desktop.snapshot(), "merge")


def test_a_version_that_is_none_is_told(pair: Pair) -> None:
    with tool(pair[1].path) as file:
        file.execute("UPDATE injections SET version = '[1]'")
    with pytest.raises(LogbookError, match="is not the version of a row"):
        pair[1].snapshot()


def test_a_stale_merge_is_refused_whole(pair: Pair) -> None:
    laptop, desktop = pair
    desktop.write(put=[replace(PLAN, prescriber="Dr Osei"), replace(COMMON, note="theirs")])
    found = merge(laptop.snapshot(), desktop.snapshot(), "merge")
    other = Logbook.open(laptop.path)
    other.write(put=[replace(PLAN, phases=(FIRST,))])
    kept = laptop.snapshot()
    with pytest.raises(LogbookError, match="was changed elsewhere meanwhile"):
        laptop.swap(found.before, found.after)
    assert laptop.snapshot() == kept
    other.close()


def test_a_plan_that_grew_meanwhile_is_not_halved(pair: Pair) -> None:
    """The plan's own row says the same; a phase was added to it."""
    laptop, desktop = pair
    desktop.write(remove=[PLAN])
    found = merge(laptop.snapshot(), desktop.snapshot(), "merge")
    laptop.write(put=[replace(PLAN, phases=(*PLAN.phases, a_phase()))])
    with pytest.raises(LogbookError, match="was changed elsewhere meanwhile"):
        laptop.swap(found.before, found.after)


def test_one_id_for_two_kinds_of_entries_is_decided_like_any_conflict(pair: Pair) -> None:
    """No two machines make the same id; a file written by hand may."""
    laptop, desktop = pair
    mine, theirs = an_injection(id=an_id(5)), a_symptom_entry(id=an_id(5))
    laptop.write(put=[mine])
    desktop.write(put=[theirs])
    before = laptop.snapshot()
    found = take(laptop, desktop, _5=Choice.THEIRS)
    assert (found.conflicts[0].mine, found.conflicts[0].theirs) == (mine, theirs)
    assert laptop.facts().symptoms == (theirs,)
    assert laptop.facts().injections == (COMMON,)
    laptop.swap(found.after, found.before)
    assert laptop.snapshot() == before


def test_undo_keeps_the_place_of_each_row(pair: Pair) -> None:
    laptop, desktop = pair
    laptop.write(put=[an_injection("2026-01-02", id=an_id(2))])
    desktop.write(put=[replace(COMMON, note="theirs")])
    before = laptop.facts()
    found = take(laptop, desktop)
    laptop.swap(found.after, found.before)
    assert laptop.facts() == before


# own symptoms and markers whose keys collide


KEY = "own-0123abcd"


@pytest.fixture(name="collided")
def two_copies_that_gave_one_key_to_two_things(pair: Pair) -> Pair:
    for number, copy, name in ((1, pair[0], "Cold hands"), (2, pair[1], "Itch")):
        copy.write(
            put=[
                OwnSymptom(KEY, name, an_id(60 + number)),
                OwnMarker(KEY, f"Marker of {name}", "U/L", an_id(62 + number)),
                a_symptom_entry(scores={KEY: number, "fatigue": 5}, id=an_id(64 + number)),
                a_lab_result("2026-01-05", number, "U/L", marker=KEY, id=an_id(66 + number)),
                LabCheck(FIRST.id, (KEY,), id=an_id(68 + number)),
            ]
        )
    return pair


def meanings(held: Facts) -> set[tuple[object, ...]]:
    """Return what each entry says in words, whatever keys it says it by."""
    symptoms = {own.key: own.name for own in held.own_symptoms}
    markers = {own.key: own.name for own in held.own_markers}
    assert len(symptoms) == len(held.own_symptoms)
    assert len(markers) == len(held.own_markers)
    said: set[tuple[object, ...]] = {
        (entry.id, *sorted((symptoms.get(key, key), n) for key, n in entry.scores.items()))
        for entry in held.symptoms
    }
    said |= {(one.id, markers.get(one.marker, one.marker), one.value) for one in held.lab_results}
    return said | {
        (one.id, *(markers.get(key, key) for key in one.markers)) for one in held.lab_checks
    }


def test_colliding_keys_go_on_meaning_what_they_meant(collided: Pair) -> None:
    laptop, desktop = collided
    meant = meanings(laptop.facts()) | meanings(desktop.facts())
    before = laptop.snapshot(), desktop.snapshot()
    found = merge(before[0], before[1], "merge")
    laptop.swap(found.before, found.after)
    assert meanings(laptop.facts()) == meant
    found = merge(before[1], before[0], "merge")
    desktop.swap(found.before, found.after)
    assert laptop.snapshot() == desktop.snapshot(), "both decide alike"
    assert merge(laptop.snapshot(), before[1], "later").after == {}


def test_what_was_written_by_a_colliding_key_later_is_understood(collided: Pair) -> None:
    """The desktop has not heard yet that its key became another one."""
    laptop, desktop = collided
    take(laptop, desktop)
    desktop.write(
        put=[
            a_symptom_entry("2026-01-09", scores={KEY: 9}, id=an_id(81)),
            a_symptom_entry(scores={KEY: 8}, id=an_id(66)),
            Patient(follows=(KEY,)),
        ]
    )
    (conflict,) = take(laptop, desktop).conflicts
    held = laptop.facts()
    (itch,) = (own.key for own in held.own_symptoms if own.name == "Itch")
    assert held.patient.follows == (itch,)
    assert {**the(laptop, 81).scores} == {itch: 9}  # type: ignore[union-attr]
    assert {**conflict.theirs.scores} == {itch: 8}, "changed since in both, once by its key"


def test_an_undecided_entry_goes_over_to_the_new_key(collided: Pair) -> None:
    laptop, desktop = collided
    for copy, n in zip(collided, (3, 4), strict=True):
        copy.write(put=[a_symptom_entry("2026-01-20", scores={KEY: n}, id=an_id(90))])
    found = take(desktop, laptop)
    assert found.undecided == {an_id(90)}
    held = desktop.facts()
    (itch,) = (own.key for own in held.own_symptoms if own.name == "Itch")
    assert {**the(desktop, 90).scores} == {itch: 4}  # type: ignore[union-attr]
    assert take(desktop, laptop).undecided == {an_id(90)}
