"""A logbook made before pauses, skips and moves gains their tables, and keeps its own rows."""

import sqlite3
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.domain.interruptions import Reason
from b12tracker.domain.plan import Anchor, Phase, Plan
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.migrations import migrations
from tests.builders import (
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    day,
    every,
    unrecorded,
)
from tests.storage.raw import select, tool

VERSION = '{"old-copy": 3}'
OLD_TABLES = ("patient", "plans", "phases", "injections", "symptoms", "lab_results", "deletions")

OLD_ROWS: dict[str, list[dict[str, object]]] = {
    "plans": [
        {"id": an_id(1), "cause": "dietary", "severity": "symptoms", "prescriber": "Dr Ito"},
    ],
    "phases": [
        {
            "id": an_id(2), "plan": an_id(1), "position": 0, "name": "Repletion", "goal": "",
            "first_dose": "2026-01-05", "every": '{"n": 1, "unit": "week"}', "doses": 6,
            "open": "until_reviewed", "dose_ug": 1000.0, "substance": "hydroxocobalamin",
            "route": "IM", "early_days": 2, "late_days": 2, "anchor": "fixed",
        },
        {
            "id": an_id(3), "plan": an_id(1), "position": 1, "name": "Maintenance", "goal": "",
            "first_dose": None, "every": '{"n": 1, "unit": "month"}', "doses": None,
            "open": "for_life", "dose_ug": None, "substance": None, "route": None,
            "early_days": 7, "late_days": 7, "anchor": "fixed",
        },
    ],
    "injections": [
        {
            "id": an_id(4), "given_on": "2026-01-05", "about": 1, "given_at": "08:30:00",
            "dose_ug": 1000.0, "substance": "hydroxocobalamin", "route": "IM", "site": "LVL",
            "lot": "A1", "given_by": "self", "reactions": '["soreness"]', "note": "=1+1",
        },
        {
            "id": an_id(5), "given_on": "2026-01-12", "about": 0, "given_at": None,
            "dose_ug": None, "substance": None, "route": None, "site": None,
            "lot": "", "given_by": None, "reactions": "[]", "note": "",
        },
    ],
    "symptoms": [
        {
            "id": an_id(6), "on_date": "2026-01-05", "scores": '{"fatigue": 6}',
            "observer": "self", "recall": "day", "note": "",
        },
    ],
    "deletions": [{"id": an_id(7), "kind": "injections"}],
}  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A logbook that only the first step has made, with a few facts in it."""
    path = tmp_path / "old.sqlite"
    with closing(Database(path)) as db:
        migrations.apply(db, stop_before="the_plan_whole")
        for table, rows in OLD_ROWS.items():
            db.table(table).insert_all([row | {"version": VERSION} for row in rows])
    return path


def everything(
    path: Path, tables: tuple[str, ...] = OLD_TABLES
) -> dict[str, list[dict[str, object]]]:
    """Return all rows of some tables, column by column."""
    found: dict[str, list[dict[str, object]]] = {}
    with tool(path) as connection:
        connection.row_factory = sqlite3.Row
        for table in tables:
            rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
            found[table] = [dict(row) for row in rows]
    return found


def reopened(path: Path) -> Facts:
    with closing(Logbook.open(path, "this-copy")) as logbook:
        assert logbook.complaints() == []
        return logbook.facts()


def test_the_old_file_has_none_of_the_new_tables(old: Path) -> None:
    tables = {name for (name,) in select(old, "SELECT name FROM sqlite_master")}
    assert not tables & {"pauses", "not_recorded", "skips", "moves"}
    assert select(old, "SELECT name FROM _sqlite_migrations") == [("first_tables",)]


def test_the_old_rows_are_unchanged_and_say_nothing_new(old: Path) -> None:
    before = everything(old)
    reopened(old)
    after = everything(old)
    new = {
        "phases": {"days": None, "last_day": None},
        "injections": {"top_up": 0, "counts_for": None, "box": None},
    }
    for table, rows in before.items():
        assert after[table] == [row | new.get(table, {}) for row in rows], table
    assert everything(old, ("pauses", "not_recorded", "skips", "moves")) == {
        "pauses": [], "not_recorded": [], "skips": [], "moves": [],
    }  # fmt: skip


def test_the_old_facts_are_read_as_they_were(old: Path) -> None:
    facts = reopened(old)
    assert facts.plans[0].prescriber == "Dr Ito"
    assert facts.plans[0].phases == (
        Phase(
            every("1 week"), "Repletion", "", day("2026-01-05"), 6, dose_ug=1000,
            substance=Substance.HYDROXOCOBALAMIN, route=Route.INTRAMUSCULAR,
            early_days=2, late_days=2, id=an_id(2),
        ),
        facts.plans[0].phases[1],
    )  # fmt: skip
    assert facts.plans[0].phases[1].follows
    assert facts.injections[0] == Injection(
        date(2026, 1, 5), about=True, given_at=time(8, 30), dose_ug=1000,
        substance=Substance.HYDROXOCOBALAMIN, route=Route.INTRAMUSCULAR,
        site=Site.LEFT_VASTUS_LATERALIS, lot="A1", given_by=GivenBy.SELF,
        reactions=("soreness",), note="=1+1", id=an_id(4),
    )  # fmt: skip
    assert not any(one.top_up or one.counts_for for one in facts.injections)
    assert (facts.pauses, facts.not_recorded, facts.skips, facts.moves) == ((), (), (), ())


NEW_FACTS: tuple[Fact, ...] = (
    a_pause("2026-05-01", "2026-05-31", reason=Reason.AWAY, note="“Sea”"),
    a_pause("2026-09-01"),
    unrecorded("2025-01-01", "2025-06-30"),
    a_skip("2026-07-09", Reason.NO_SUPPLY, note="=SUM(A1)"),
    a_move("2026-08-09", "2026-08-13"),
    a_move("2026-10-09", "2026-10-13", later_too=True),
    an_injection("2026-02-02", top_up=True),
    an_injection("2026-02-09", counts_for=day("2026-02-02")),
    a_plan(
        a_phase("mon wed fri", "2026-06-01", days=21),
        a_phase("2-3 months", anchor=Anchor.LAST_INJECTION),
    ),
    a_plan(a_phase("2 weeks", "2027-01-04", last_day="2027-12-31", anchor=Anchor.HYBRID)),
)


def test_the_old_file_takes_the_new_facts_and_gives_them_back(old: Path) -> None:
    with closing(Logbook.open(old, "this-copy")) as logbook:
        before = logbook.facts()
        logbook.write(put=NEW_FACTS)
    after = reopened(old)
    assert {fact.id for fact in after.entries} == {
        fact.id for fact in (*before.entries, *NEW_FACTS)
    }
    for fact in (*before.entries, *NEW_FACTS):
        assert after.by_id[fact.id] == fact


def test_an_old_fact_can_be_changed_into_a_new_one(old: Path) -> None:
    facts = reopened(old)
    with closing(Logbook.open(old, "this-copy")) as logbook:
        logbook.write(put=[Injection(date(2026, 1, 12), top_up=True, id=an_id(5))])
    assert reopened(old).injections[1].top_up
    assert reopened(old).injections[0] == facts.injections[0]
    (version,) = select(old, "SELECT version FROM injections WHERE id = ?", an_id(5))[0]
    assert "old-copy" in version
    assert "this-copy" in version


def test_new_facts_can_be_removed_and_are_remembered_as_deleted(old: Path) -> None:
    pause = a_pause("2026-05-01")
    with closing(Logbook.open(old, "this-copy")) as logbook:
        logbook.write(put=[pause])
        assert logbook.find(pause) == pause
        logbook.write(remove=[pause])
        assert logbook.facts().pauses == ()
    assert (pause.id, "pauses") in select(old, "SELECT id, kind FROM deletions")


def test_opening_it_a_second_time_changes_nothing(old: Path) -> None:
    reopened(old)
    once = old.read_bytes()
    reopened(old)
    assert old.read_bytes() == once


def test_a_fresh_logbook_and_an_old_one_brought_up_to_date_have_the_same_tables(
    old: Path, logbook: Logbook
) -> None:
    reopened(old)

    def shape(path: Path) -> set[tuple[object, ...]]:
        columns = """SELECT m.name, c.name, c.type, c."notnull", c.pk
            FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"""
        return set(select(path, columns))

    assert shape(old) == shape(logbook.path)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE injections SET top_up = 2",
        "UPDATE injections SET top_up = NULL",
        "UPDATE injections SET counts_for = '2026-02-30'",
        "UPDATE phases SET days = 0",
        "UPDATE phases SET last_day = 'soon'",
        "INSERT INTO pauses VALUES ('{id}', '{{}}', '2026-02-30', NULL, 'away', '')",
        "INSERT INTO pauses VALUES ('{id}', '{{}}', '2026-02-01', '2026-2-3', 'away', '')",
        "INSERT INTO not_recorded VALUES ('{id}', '{{}}', '2026-02-01', NULL)",
        "INSERT INTO skips VALUES ('{id}', 'no version', '2026-02-01', 'away', '')",
        "INSERT INTO moves VALUES ('{id}', '{{}}', '2026-02-01', '2026-02-03', 2)",
        "INSERT INTO moves VALUES ('short', '{{}}', '2026-02-01', '2026-02-03', 1)",
    ],
)
def test_the_tables_refuse_what_the_program_never_writes(old: Path, sql: str) -> None:
    reopened(old)
    with pytest.raises(sqlite3.IntegrityError), tool(old) as connection:
        connection.execute(sql.format(id=an_id(99)))


def test_a_plan_of_the_old_file_keeps_its_phases_when_one_more_is_added(old: Path) -> None:
    plan = reopened(old).plans[0]
    longer = Plan(
        (*plan.phases, a_phase("2 weeks", "2028-01-03", days=30)),
        plan.cause, plan.severity, plan.prescriber, plan.id,
    )  # fmt: skip
    with closing(Logbook.open(old, "this-copy")) as logbook:
        logbook.write(put=[longer])
    assert reopened(old).plans == (longer,)
