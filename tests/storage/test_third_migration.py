"""A logbook made before lab checks and boxes gains their tables, and keeps its own rows."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.injection import Site
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import OwnMarker
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.storage.logbook import Logbook
from tests.builders import a_lab_result, a_symptom_entry, an_id, an_injection, day, every
from tests.storage.raw import select, tool

SECOND = Path(__file__).parents[1] / "logbooks" / "second.sqlite"

NEW_FACTS: tuple[Fact, ...] = (
    Patient(sites=(Site.LEFT_THIGH, Site.RIGHT_THIGH), reorder_days=30),
    OwnSymptom("own-1", "Burning feet"),
    OwnMarker("own-m1", "Zinc", "umol/L"),
    LabCheck(an_id(1), ("mma", "own-m1"), 90, every("12 months"), 14, 28, before_injection=True),
    LabCheck(an_id(1), ("folate",)),
    Box("Hydrovit", None, 1000, 1, "A1", day("2027-10-31"), 5, 1, 5, 5, day("2026-01-01"), "=1"),
    an_injection("2026-02-02", box=an_id(2)),
    a_symptom_entry(scores={"own-1": 4}),
    a_lab_result(before_injection=True),
    Appointment(day("2026-03-03"), "Dr Osei", ("Closer together?", "=1+1"), "Every 3 weeks"),
    ExportedEvent("dose-1@b12tracker.invalid", day("2026-03-05"), 2, cancelled=True),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A logbook as the version before wrote it."""
    return Path(shutil.copy(SECOND, tmp_path))


def rows_of(path: Path, table: str) -> list[dict[str, object]]:
    with tool(path) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]


def test_the_old_rows_are_unchanged_and_say_nothing_new(old: Path) -> None:
    tables = ("patient", "plans", "phases", "injections", "symptoms", "lab_results", "skips")
    new = {
        "patient": {"sites": "[]", "reorder_days": None},
        "injections": {"box": None},
        "lab_results": {"before_injection": 0},
    }
    before = {table: rows_of(old, table) for table in tables}
    Logbook.open(old, "this-copy").close()
    for table, rows in before.items():
        assert rows
        assert rows_of(old, table) == [row | new.get(table, {}) for row in rows], table


def test_the_old_file_takes_the_new_facts_and_gives_them_back(old: Path) -> None:
    with closing(Logbook.open(old, "this-copy")) as logbook:
        logbook.write(put=NEW_FACTS)
    with closing(Logbook.open(old, "this-copy")) as logbook:
        held = logbook.facts().by_id
        assert all(held[fact.id] == fact for fact in NEW_FACTS)
        assert logbook.complaints() == []


def test_a_fresh_logbook_and_an_old_one_brought_up_to_date_have_the_same_tables(
    old: Path, logbook: Logbook
) -> None:
    Logbook.open(old, "this-copy").close()
    columns = """SELECT m.name, c.name, c.type, c."notnull", c.pk
        FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"""
    assert set(select(old, columns)) == set(select(logbook.path, columns))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE patient SET reorder_days = -1",
        "UPDATE patient SET sites = 'left'",
        "UPDATE injections SET box = 'short'",
        "UPDATE lab_results SET before_injection = 2",
        "INSERT INTO own_symptoms VALUES ('{id}', '{{}}', 'fatigue', 'Tired')",
        "INSERT INTO own_markers VALUES ('{id}', '{{}}', 'own-1', 'Zinc', NULL)",
        "INSERT INTO lab_checks VALUES ('{id}', '{{}}', '{id}', '[]', -1, NULL, 14, 28, 0)",
        "INSERT INTO lab_checks VALUES ('{id}', '{{}}', '{id}', '[]', 1, 'monthly', 14, 28, 0)",
        "INSERT INTO appointments VALUES ('{id}', '{{}}', '2026-02-30', '', '[]', '')",
        "INSERT INTO exported_events VALUES ('{id}', '{{}}', 'uid', '2026-02-03', -1, 0)",
        """INSERT INTO boxes (id, version, product, lot, ampoules, lost, note)
            VALUES ('{id}', '{{}}', '', '', 5, 6, '')""",
        """INSERT INTO boxes (id, version, product, lot, expires, ampoules, lost, note)
            VALUES ('{id}', '{{}}', '', '', '2027-02-30', 5, 0, '')""",
    ],
)
def test_the_tables_refuse_what_the_program_never_writes(old: Path, sql: str) -> None:
    Logbook.open(old, "this-copy").close()
    with pytest.raises(sqlite3.IntegrityError), tool(old) as connection:
        connection.execute(sql.format(id=an_id(99)))
