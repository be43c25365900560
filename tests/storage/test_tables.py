"""What the file itself refuses, whichever program writes it, and how it is made."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from b12tracker.domain.facts import Patient
from b12tracker.storage.logbook import Logbook
from tests.builders import (
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
)
from tests.storage.raw import select, tool

NOT_DATES = [
    "2026-02-30", "2026-13-01", "2026-2-3", "05/01/2026", "2026-01-05 08:00", "today", "now",
    "2461041.5", "", " 2026-01-05", "2026-01-05 ", 20260105, 2461041.5, b"2026-01-05",
]  # fmt: skip

REFUSED = "constraint failed|cannot store|non-deterministic use of date"
"""A CHECK, a type of a STRICT table, and the word “now”."""

WRONG = [
    ("injections", "given_on", [*NOT_DATES, None]),
    ("injections", "about", [2, -1, "yes", 0.5, None]),
    ("injections", "dose_ug", [0, -1, 30001, "a lot", b"1"]),
    ("injections", "note", [None, b"bytes"]),
    ("injections", "reactions", ["not json", "[1,", None]),
    ("injections", "id", ["short", None]),
    ("injections", "version", ["{", None]),
    ("symptoms", "on_date", [*NOT_DATES, None]),
    ("symptoms", "scores", ["fatigue: 6", None]),
    ("symptoms", "observer", [None]),
    ("lab_results", "collected_on", [*NOT_DATES, None]),
    ("lab_results", "value", [-0.1, "high", None]),
    ("lab_results", "comparator", ["=", "<="]),
    ("lab_results", "range_low", ["low"]),
    ("patient", "birth_date", NOT_DATES),
    ("patient", "sex", ["x", "F", 1]),
    ("patient", "follows", ["fatigue", None]),
    ("phases", "first_dose", NOT_DATES),
    ("phases", "doses", [0, 1001, "six", 1.5]),
    ("phases", "early_days", [-1, 367, "two", None]),
    ("phases", "late_days", [-1, 367, None]),
    ("phases", "every", ["weekly", None]),
    ("phases", "position", ["first", None]),
    ("phases", "plan", [an_id(404), None]),
    ("plans", "prescriber", [None]),
    ("deletions", "id", ["short"]),
]


@pytest.fixture(scope="module", name="one_of_each")
def a_logbook_with_one_of_each(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "logbook.sqlite"
    gone = an_injection()
    plan = a_plan(a_phase(first_dose="2026-01-05"))
    with closing(Logbook.create(path, "this-copy", holding=[gone])) as logbook:
        entries = [Patient(), plan, an_injection(), a_symptom_entry(), a_lab_result()]
        logbook.write(put=entries, remove=[gone])
    return path


@pytest.fixture(name="full")
def a_copy_to_change(one_of_each: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(one_of_each, tmp_path))


def wrong() -> list[Any]:
    return [
        pytest.param(table, column, value, id=f"{table}.{column}={value!r}")
        for table, column, values in WRONG
        for value in values
    ]


@pytest.mark.parametrize(("table", "column", "value"), wrong())
def test_the_tables_refuse(one_of_each: Path, table: str, column: str, value: object) -> None:
    assert len(select(one_of_each, f"SELECT {column} FROM {table}")) == 1
    with tool(one_of_each) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError), match=REFUSED):
            connection.execute(f"UPDATE {table} SET {column} = ?", [value])


@pytest.mark.parametrize("day", ["2024-02-29", "2026-02-28", "1900-01-01", "2199-12-31"])
def test_the_tables_take_real_dates(full: Path, day: str) -> None:
    with tool(full) as connection:
        connection.execute("UPDATE injections SET given_on = ?", [day])
    assert select(full, "SELECT given_on FROM injections") == [(day,)]


def test_every_table_of_ours_is_strict(logbook: Logbook) -> None:
    tables = select(logbook.path, "PRAGMA table_list")
    ours = {name: strict for _, name, kind, _, _, strict in tables if kind == "table"}
    lax = {name for name, strict in ours.items() if not strict}
    assert lax == {"sqlite_schema", "sqlite_temp_schema", "_sqlite_migrations"}


def test_the_tables_are_named_as_the_facts_are(logbook: Logbook) -> None:
    names = {row[0] for row in select(logbook.path, "SELECT name FROM sqlite_schema")}
    kinds = {"patient", "plans", "phases", "injections", "symptoms", "lab_results", "deletions"}
    assert kinds <= names


def test_a_person_reads_scores_row_by_row(full: Path) -> None:
    assert select(full, "SELECT * FROM symptom_scores") == [("2026-01-05", "self", "fatigue", 6)]


def test_a_person_reads_words_as_they_were_typed(logbook: Logbook) -> None:
    logbook.write(put=[an_injection(reactions=("Müdigkeit 💉",), note="שלום")])
    rows = select(logbook.path, "SELECT reactions, note FROM injections")
    assert rows == [('["Müdigkeit 💉"]', "שלום")]


def test_phases_go_with_their_plan(full: Path) -> None:
    with tool(full) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM plans")
    assert select(full, "SELECT * FROM phases") == []


def test_the_logbook_writes_no_phase_without_its_plan(logbook: Logbook) -> None:
    logbook.write(put=[a_plan(a_phase(first_dose="2026-01-05"))])
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        logbook._db.conn.execute("UPDATE phases SET plan = ?", [an_id(404)])


def test_a_phase_that_lost_its_plan_to_another_tool_is_noticed(logbook: Logbook) -> None:
    plan = a_plan(a_phase(first_dose="2026-01-05"))
    logbook.write(put=[plan])
    with tool(logbook.path) as connection:
        connection.execute("DELETE FROM plans")
    assert logbook.complaints() == ["1 rows belong to a plan that is not there."]


def test_the_file_says_whose_it_is(logbook: Logbook) -> None:
    assert select(logbook.path, "PRAGMA application_id") == [(0x42313231,)]
    assert logbook.path.read_bytes()[68:72] == b"B121"


def test_the_file_keeps_a_rollback_journal(logbook: Logbook) -> None:
    """A logbook in several files would not survive being copied."""
    logbook.write(put=[an_injection()])
    assert select(logbook.path, "PRAGMA journal_mode") == [("delete",)]
    assert logbook._db.conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [file.name for file in logbook.path.parent.iterdir()] == [logbook.path.name]


def test_a_change_is_on_the_disk_before_the_write_returns(logbook: Logbook) -> None:
    """EXTRA is 3: the journal's removal is on the disk too."""
    assert logbook._db.conn.execute("PRAGMA synchronous").fetchone() == (3,)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_logbook_is_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    path = tmp_path / "logbook.sqlite"
    before = os.umask(mask)
    try:
        Logbook.create(path, "this-copy", holding=[an_injection()]).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_nlink == 1
