"""What is written is what is read, whatever people type."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.storage.logbook import Logbook
from tests.any_facts import AWKWARD, ONE_FACT, whole_logbooks
from tests.builders import a_phase, a_plan, an_id, an_injection, facts

quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logbook]:
    """One logbook for many examples; each cleans up after itself."""
    made = Logbook.create(tmp_path_factory.mktemp("shared") / "logbook.sqlite", "this-copy")
    yield made
    made.close()


def read_anew(logbook: Logbook) -> Facts:
    again = Logbook.open(logbook.path, "this-copy")
    try:
        return again.facts()
    finally:
        again.close()


@quickly
@given(fact=ONE_FACT)
def test_any_fact_comes_back_as_it_was(shared: Logbook, fact: Fact) -> None:
    shared.write(put=[fact])
    try:
        assert shared.find(fact) == fact
        assert read_anew(shared).by_id[fact.id] == fact
    finally:
        shared.write(remove=[fact])
    assert shared.find(fact) is None


@quickly
@given(drawn=whole_logbooks())
def test_a_whole_logbook_comes_back_in_its_order(shared: Logbook, drawn: Facts) -> None:
    everything = (drawn.patient, *drawn.entries)
    shared.write(put=everything)
    try:
        assert shared.facts() == drawn
        assert shared.complaints() == []
    finally:
        shared.write(remove=everything)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_back(logbook: Logbook, text: str) -> None:
    injection = an_injection(note=text, lot=text, reactions=(text, ""))
    logbook.write(put=[injection, Patient(name=text)])
    assert read_anew(logbook) == facts(Patient(name=text), injection)


def test_a_changed_fact_takes_the_place_of_the_old_one(logbook: Logbook) -> None:
    first, second = an_injection("2026-01-05"), an_injection("2026-01-12")
    logbook.write(put=[first, second])
    changed = replace(first, note="afterwards")
    logbook.write(put=[changed])
    assert logbook.facts().injections == (changed, second)


def test_a_changed_plan_keeps_loses_moves_and_gains_phases(logbook: Logbook) -> None:
    kept, lost, gained = (a_phase(doses=6, name=name, id=an_id(n)) for n, name in enumerate("abc"))
    started = a_phase(first_dose="2026-01-05", doses=3, id=an_id(9))
    plan = a_plan(started, kept, lost)
    logbook.write(put=[plan])
    changed = replace(plan, phases=(started, gained, kept))
    logbook.write(put=[changed])
    assert read_anew(logbook).plans == (changed,)


def test_a_fresh_logbook_holds_nothing(logbook: Logbook) -> None:
    assert logbook.facts() == Facts()
    assert logbook.complaints() == []


def test_the_mark_changes_only_when_another_program_has_written(logbook: Logbook) -> None:
    before = logbook.change_mark
    logbook.write(put=[an_injection()])
    assert logbook.change_mark == before
    other = Logbook.open(logbook.path, "another-copy")
    other.write(put=[an_injection()])
    other.close()
    assert logbook.change_mark != before
    assert len(logbook.facts().injections) == 2
