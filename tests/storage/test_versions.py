"""Who wrote what how often, what was deleted, and that a change is made whole or not at all."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.plan import Plan
from b12tracker.storage import driver
from b12tracker.storage import logbook as logbook_module
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from tests.builders import (
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    injections,
)
from tests.storage.raw import select

TABLES = {"Plan": "plans", "Injection": "injections", "SymptomEntry": "symptoms"}
TABLES |= {"LabResult": "lab_results", "Patient": "patient"}


def a_plan_of_two() -> Plan:
    return a_plan(
        a_phase(first_dose="2026-01-05", doses=6, id=an_id(1)), a_phase("1 month", id=an_id(2))
    )


ONE_OF_EACH: list[Fact] = [
    Patient(name="Ada"),
    a_plan_of_two(),
    an_injection(),
    a_symptom_entry(),
    a_lab_result(),
]


@pytest.fixture(name="elsewhere")
def the_same_logbook_at_another_machine(logbook: Logbook) -> Iterator[Logbook]:
    other = Logbook.open(logbook.path, "other-copy")
    yield other
    other.close()


def version(path: Path, table: str, row_id: str) -> dict[str, int] | None:
    found = select(path, f"SELECT version FROM {table} WHERE id = ?", row_id)
    return json.loads(found[0][0]) if found else None


def table_of(fact: Fact) -> str:
    return TABLES[type(fact).__name__]


@pytest.mark.parametrize("fact", ONE_OF_EACH, ids=lambda fact: type(fact).__name__)
def test_each_copy_counts_its_own_writes(logbook: Logbook, elsewhere: Logbook, fact: Fact) -> None:
    logbook.write(put=[fact])
    assert version(logbook.path, table_of(fact), fact.id) == {"this-copy": 1}
    elsewhere.write(put=[fact])
    logbook.write(put=[fact])
    assert version(logbook.path, table_of(fact), fact.id) == {"this-copy": 2, "other-copy": 1}


@pytest.mark.parametrize("fact", ONE_OF_EACH, ids=lambda fact: type(fact).__name__)
def test_a_deletion_is_remembered_and_its_undoing_counts_on(
    logbook: Logbook, elsewhere: Logbook, fact: Fact
) -> None:
    logbook.write(put=[fact])
    elsewhere.write(remove=[fact])
    assert version(logbook.path, table_of(fact), fact.id) is None
    assert version(logbook.path, "deletions", fact.id) == {"this-copy": 1, "other-copy": 1}
    kinds = select(logbook.path, "SELECT kind FROM deletions WHERE id = ?", fact.id)
    assert kinds == [(table_of(fact),)]

    logbook.write(put=[fact])
    assert version(logbook.path, table_of(fact), fact.id) == {"this-copy": 2, "other-copy": 1}
    assert version(logbook.path, "deletions", fact.id) is None
    assert logbook.find(fact) == fact


def test_phases_count_with_their_plan(logbook: Logbook) -> None:
    plan = a_plan_of_two()
    logbook.write(put=[plan])
    shorter = replace(plan, phases=plan.phases[:1])
    logbook.write(put=[shorter])
    assert version(logbook.path, "phases", an_id(1)) == {"this-copy": 2}
    assert version(logbook.path, "deletions", an_id(2)) == {"this-copy": 2}
    logbook.write(put=[plan])
    assert version(logbook.path, "phases", an_id(2)) == {"this-copy": 3}
    assert select(logbook.path, "SELECT id FROM deletions") == []


def test_every_phase_of_a_deleted_plan_is_remembered(logbook: Logbook, elsewhere: Logbook) -> None:
    """The other window has added a phase that this one has not seen."""
    plan = a_plan_of_two()
    seen = replace(plan, phases=plan.phases[:1])
    logbook.write(put=[seen])
    elsewhere.write(put=[plan])
    logbook.write(remove=[seen])
    deleted = {row[0] for row in select(logbook.path, "SELECT id FROM deletions")}
    assert deleted == {plan.id, an_id(1), an_id(2)}
    assert select(logbook.path, "SELECT id FROM phases") == []


def test_removing_and_putting_at_once_swaps(logbook: Logbook) -> None:
    old, new = an_injection(), an_injection()
    logbook.write(put=[old])
    logbook.write(put=[new], remove=[old])
    assert logbook.facts().injections == (new,)


def failing_at(call: int, does: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
    calls = iter(range(call))

    def wrapped(*args: Any) -> Any:
        if next(calls, None) is None:
            raise error
        return does(*args)

    return wrapped


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt(), MemoryError()])
def test_a_change_that_fails_in_the_middle_leaves_nothing(
    logbook: Logbook, monkeypatch: pytest.MonkeyPatch, place: int, error: BaseException
) -> None:
    gone, *_ = there = injections("2026-01-05", "2026-01-12")
    logbook.write(put=there)
    before, rows = logbook.facts(), every_row(logbook.path)
    with monkeypatch.context() as broken:
        row_of = failing_at(place, logbook_module.row_of, error)
        broken.setattr(logbook_module, "row_of", row_of)
        with pytest.raises(type(error)):
            logbook.write(put=[*ONE_OF_EACH, an_injection()], remove=[gone])
    assert logbook.facts() == before
    assert every_row(logbook.path) == rows
    logbook.write(put=ONE_OF_EACH, remove=[gone])  # and the next one goes through
    assert gone.id not in logbook.facts().by_id


def every_row(path: Path) -> list[list[tuple[Any, ...]]]:
    tables = [*TABLES.values(), "phases", "deletions"]
    return [select(path, f"SELECT * FROM {table}") for table in tables]


@pytest.mark.parametrize("written_before", [True, False])
def test_a_full_disk_is_told_and_nothing_is_kept(logbook: Logbook, written_before: bool) -> None:
    if written_before:
        logbook.write(put=[an_injection()])
    before = logbook.facts()
    connection = logbook._db.conn
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LogbookError, match="disk is full"):
        logbook.write(put=[an_injection(note="x" * 10_000) for _ in range(20)])
    assert logbook.facts() == before
    assert logbook.complaints() == []
    connection.execute("PRAGMA max_page_count = 100000")
    logbook.write(put=[an_injection()])
    assert len(logbook.facts().injections) == 1 + written_before


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (an_injection("0206-01-05"), "0206-01-05 is not between 1900 and 2199"),
        (an_injection(note="half: \ud83d"), "holds half a character"),
        (a_plan(a_phase(first_dose="9999-01-01")), "is not between"),
        (Patient(follows=("\ud83d",)), "holds half a character"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    logbook: Logbook, fact: Fact, says: str
) -> None:
    """One such entry would keep the whole logbook from being read."""
    with pytest.raises(LogbookError, match=says):
        logbook.write(put=[a_symptom_entry(), fact])
    assert logbook.facts() == Facts()


def test_facts_are_read_of_one_moment(logbook: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another window puts a plan in while this one is reading."""
    monkeypatch.setattr(driver, "WAIT_SECONDS", 0)
    other = Logbook.open(logbook.path, "other-copy")
    read, refused = Logbook._read, []

    def read_slowly(self: Logbook, kind: type, *args: Any) -> Any:
        found = read(self, kind, *args)
        try:
            other.write(put=[a_plan_of_two(), an_injection()])
        except LogbookError as error:
            refused.append(str(error))
        return found

    monkeypatch.setattr(Logbook, "_read", read_slowly)
    assert logbook.facts() == Facts()
    assert refused
    other.close()
