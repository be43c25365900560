"""Taking facts in: what is there is left, what is new is added, nothing that is here is lost."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import OwnMarker
from b12tracker.domain.plan import Plan
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.sharing.joining import Joined, join
from tests.any_facts import whole_logbooks
from tests.builders import (
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    facts,
)

quickly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def after(here: Facts, joined: Joined) -> Facts:
    """Return what a logbook holds once the import is written."""
    held: dict[str, Fact] = {fact.id: fact for fact in (here.patient, *here.entries)}
    held |= {fact.id: fact for fact in joined.put}
    return facts(*held.values())


@quickly
@given(coming=whole_logbooks())
def test_a_fresh_logbook_takes_everything(coming: Facts) -> None:
    joined = join(Facts(), coming)
    assert after(Facts(), joined) == coming
    assert joined.left == {}
    assert sum(joined.taken.values()) == len(joined.put)


@quickly
@given(here=whole_logbooks(), coming=whole_logbooks())
def test_taking_it_twice_changes_nothing_and_loses_nothing(here: Facts, coming: Facts) -> None:
    once = after(here, join(here, coming))
    assert {fact.id for fact in here.entries} <= {fact.id for fact in once.entries}
    assert all(once.by_id[fact.id] == fact for fact in here.entries)
    again = join(once, coming)
    assert (again.put, again.taken) == ((), {})
    assert sum(again.left.values()) == len(coming.entries)


def test_the_same_facts_without_their_ids_are_left() -> None:
    def told() -> Facts:
        return facts(
            a_plan(a_phase(first_dose="2026-01-05", doses=6), a_phase("1 month")),
            an_injection("2026-01-05", "08:30", dose_ug=1000),
            a_symptom_entry(),
            a_lab_result(),
        )

    joined = join(told(), told())
    assert joined.put == ()
    assert joined.left == {"plans": 1, "injections": 1, "symptoms": 1, "lab_results": 1}


def test_an_entry_that_says_something_else_is_taken() -> None:
    here = facts(an_injection("2026-01-05"), a_symptom_entry("2026-01-05", 6))
    coming = facts(
        an_injection("2026-01-05", note="in the surgery"),
        an_injection("2026-01-06"),
        a_symptom_entry("2026-01-05", 7),
    )
    joined = join(here, coming)
    assert joined.taken == {"injections": 2, "symptoms": 1}
    assert joined.left == {}


def test_what_was_changed_here_is_not_changed_back() -> None:
    here = an_injection(note="put right", id=an_id(1))
    assert join(facts(here), facts(replace(here, note="as it was"))).put == ()


def test_an_id_that_another_kind_has_here_is_left() -> None:
    here = an_injection(id=an_id(1))
    assert join(facts(here), facts(a_symptom_entry(id=an_id(1)))).left == {"symptoms": 1}


def test_two_equal_injections_of_one_file_are_both_taken() -> None:
    """Two ampoules on one day happen, and nobody gives them ids by hand."""
    coming = facts(an_injection("2026-01-05"), an_injection("2026-01-05"))
    joined = join(Facts(), coming)
    assert joined.taken == {"injections": 2}
    assert join(after(Facts(), joined), coming).put == ()


def test_a_plan_taken_does_not_take_phases_away_from_one_that_is_here() -> None:
    """A file exported, its plan changed by hand and the plan's id left out."""
    phase = a_phase(first_dose="2026-01-05", id=an_id(1))
    other = a_phase(first_dose="2026-06-01", id=an_id(2))
    here = facts(a_plan(phase))
    joined = join(here, facts(a_plan(replace(phase, dose_ug=500), other)))
    (taken,) = joined.put
    assert isinstance(taken, Plan)
    assert taken.phases[0].id != phase.id
    assert taken.phases[0].dose_ug == 500
    assert taken.phases[1] == other


def test_the_patient_is_filled_in_but_not_written_over() -> None:
    here = facts(Patient(name="Ada", follows=("fatigue", "numbness")))
    known = Patient("Countess", date(1815, 12, 10), "female", ("tingling", "fatigue"))
    joined = join(here, facts(known))
    assert joined.put == (
        Patient("Ada", date(1815, 12, 10), "female", ("fatigue", "numbness", "tingling")),
    )
    assert joined.taken == {"patient": 1}
    assert join(facts(*joined.put), facts(known)).put == ()


def test_a_patient_that_says_nothing_new_is_not_written() -> None:
    here = facts(Patient(name="Ada"))
    assert join(here, facts(Patient())).put == ()
    assert join(here, facts(Patient(name="Ada"))).taken == {}


def test_what_points_at_a_box_or_phase_that_is_here_points_at_the_one_that_is_here() -> None:
    def told(first: int) -> Facts:
        phase, box = a_phase(first_dose="2026-01-05", id=an_id(first)), Box(id=an_id(first + 1))
        check = LabCheck(phase.id, ("mma",), id=an_id(first + 2))
        return facts(
            a_plan(phase, id=an_id(first + 3)),
            box,
            check,
            an_injection("2026-01-05", box=box.id, id=an_id(first + 4)),
        )

    here = told(1)
    joined = join(here, told(11))
    assert (joined.put, sum(joined.left.values())) == ((), 4)
    more = facts(*told(21).entries, an_injection("2026-02-05", box=an_id(22)))
    (injection,) = join(here, more).put
    assert isinstance(injection, Injection)
    assert injection.box == an_id(2)


def test_the_phases_that_are_given_new_ids_take_their_lab_checks_along() -> None:
    phase = a_phase(first_dose="2026-01-05", id=an_id(1))
    here = facts(a_plan(phase))
    coming = facts(a_plan(a_phase(doses=3, id=an_id(1), first_dose="2026-03-05"), id=an_id(5)))
    coming = replace(coming, lab_checks=(LabCheck(an_id(1), ("mma",)),))
    plan, check = join(here, coming).put
    assert isinstance(plan, Plan)
    assert isinstance(check, LabCheck)
    assert plan.phases[0].id == check.phase != an_id(1)


def test_own_words_of_one_name_become_one_and_of_one_key_stay_two() -> None:
    here = facts(OwnSymptom("own-1", "Burning feet"), OwnMarker("own-m", "Zinc", "umol/L"))
    coming = facts(
        Patient(follows=("own-1", "own-2")),
        OwnSymptom("own-1", "Cold hands"),
        OwnSymptom("own-2", "Burning feet"),
        OwnMarker("own-m", "Zinc", "mg/L"),
        a_symptom_entry(scores={"own-1": 2, "own-2": 7, "fatigue": 1}),
        a_lab_result(marker="own-m", unit="mg/L"),
    )
    after_it = after(here, join(here, coming))
    names = {own.key: own.name for own in after_it.own_symptoms}
    (entry,) = after_it.symptoms
    said = {names.get(key, key): score for key, score in entry.scores.items()}
    assert said == {"Cold hands": 2, "Burning feet": 7, "fatigue": 1}
    assert [names[key] for key in after_it.patient.follows] == ["Cold hands", "Burning feet"]
    units = {own.key: own.unit for own in after_it.own_markers}
    assert units[after_it.lab_results[0].marker] == "mg/L"
    assert join(after_it, coming).put == ()
