"""A logbook of every released shape opens in this version, and says what it said then."""

import gzip
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.sharing.logbook_json import logbook_from_json
from b12tracker.sharing.status_report import status_values
from b12tracker.storage import migrations as steps
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.migrations import migrations
from tests.storage.raw import folder_state, select, tool

ROOT = Path(__file__).parents[2]
LOGBOOKS = ROOT / "tests" / "logbooks"
NAMES = sorted(file.name for file in LOGBOOKS.glob("*.sqlite"))
TOLD_ON = date(2026, 11, 22)

STEPS = {
    "first.sqlite": ["first_tables"],
    "second.sqlite": ["first_tables", "the_plan_whole"],
    "third.sqlite": ["first_tables", "the_plan_whole", "checks_and_supplies"],
    "fourth.sqlite": [
        "first_tables", "the_plan_whole", "checks_and_supplies", "appointments_and_calendar",
    ],
}  # fmt: skip

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a released logbook, by itself in a folder."""
    return a_copy(request.param, tmp_path)


def a_copy(name: str, folder: Path) -> Path:
    inside = folder / "logbooks"
    inside.mkdir()
    return Path(shutil.copy(LOGBOOKS / name, inside))


def told_by_its_program(name: str) -> Facts:
    """Return the facts that the program which made a logbook wrote as JSON."""
    packed = (LOGBOOKS / name).with_suffix(".json.gz").read_bytes()
    return logbook_from_json(gzip.decompress(packed).decode(), assets.catalogue())


def opened(path: Path) -> Facts:
    with closing(Logbook.open(path, "this-copy")) as logbook:
        assert logbook.complaints() == []
        return logbook.facts()


def rows_of(path: Path) -> Rows:
    """Return every row of every table but the steps, column by column."""
    with tool(path) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY id")]
            for (name,) in tables.fetchall()
            if name != "_sqlite_migrations"
        }


def steps_of(path: Path) -> list[str]:
    return [name for (name,) in select(path, "SELECT name FROM _sqlite_migrations ORDER BY id")]


def test_there_is_one_for_every_step() -> None:
    known = [migration.name for migration in migrations._migrations]
    assert sorted(STEPS) == NAMES
    for number, name in enumerate(STEPS, start=1):
        assert steps_of(LOGBOOKS / name) == STEPS[name] == known[:number]
    assert len(STEPS) == len(known), "add a logbook of the shape before the new step"


def test_it_holds_exactly_what_its_own_program_said(old: Path) -> None:
    assert opened(old) == told_by_its_program(old.name)
    assert steps_of(old) == STEPS["fourth.sqlite"]


def test_it_can_be_written_and_read_without_being_changed(old: Path) -> None:
    before = folder_state(old.parent)
    facts = Logbook.read(old)
    assert folder_state(old.parent) == before
    with closing(Logbook.open(old, "this-copy")) as logbook:
        logbook.write(remove=facts.injections[:1])
        assert logbook.facts().injections == facts.injections[1:]


def test_every_row_keeps_its_values_and_its_versions(old: Path) -> None:
    before = rows_of(old)
    opened(old)
    after = rows_of(old)
    for table, rows in before.items():
        kept = [{name: row[name] for name in then} for row, then in zip(after[table], rows)]  # noqa: B905
        assert len(after[table]) == len(rows)
        assert kept == rows, table
    assert all(not after[table] for table in after.keys() - before.keys())


def test_it_gets_the_tables_of_a_fresh_one(old: Path, logbook: Logbook) -> None:
    opened(old)
    columns = """SELECT m.name, c.name, c.type, c."notnull", c.pk
        FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"""
    assert set(select(old, columns)) == set(select(logbook.path, columns))


def test_the_new_kinds_are_there_in_the_files_that_could_hold_them() -> None:
    third, fourth = told_by_its_program("third.sqlite"), told_by_its_program("fourth.sqlite")
    for name in ("own_symptoms", "own_markers", "lab_checks", "boxes", "pauses", "skips", "moves"):
        assert getattr(third, name), name
        assert set(getattr(third, name)) - {third.pauses[-1]} <= set(getattr(fourth, name))
    assert third.patient.sites
    assert {one.box for one in third.injections} > {box.id for box in third.boxes}
    assert [event.cancelled for event in fourth.exported_events].count(True) == 1
    assert {event.sequence for event in fourth.exported_events} == {0, 1}
    assert fourth.appointments[0].questions == ("Closer together?", "=1+1")


def test_deletions_and_versions_of_two_copies_came_along() -> None:
    for name in ("third.sqlite", "fourth.sqlite"):
        assert select(LOGBOOKS / name, "SELECT id FROM deletions"), name
    versions = "SELECT DISTINCT key FROM {}, json_each(version)"
    copies = {
        table: select(LOGBOOKS / "third.sqlite", versions.format(table)) for table in ("boxes",)
    }
    assert len(copies["boxes"]) == 2


def test_the_first_one_says_what_it_said_then(tmp_path: Path) -> None:
    facts = opened(a_copy("first.sqlite", tmp_path))
    assert facts.patient.name == "Margaret Hale (invented)"
    assert facts.patient.follows == ("fatigue", "tingling", "concentration")
    counts = {kind: len(getattr(facts, kind)) for kind in ("plans", "injections", "lab_results")}
    assert counts == {"plans": 1, "injections": 29, "lab_results": 16}
    assert len(facts.symptoms) == 452
    said = status_values(facts, judge(facts, TOLD_ON))
    counts = {key: said["adherence"][key] for key in ("on_time", "early", "late", "missed")}
    assert counts == {"on_time": 23, "early": 1, "late": 4, "missed": 2}
    assert said["top_ups"] == ["2026-07-09"]
    assert said["next"] == {"planned": "2026-11-27", "status": "due", "days": 5}


def test_one_of_a_newer_version_is_refused_untouched(old: Path) -> None:
    with tool(old) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('b12tracker', 'a_step_of_next_year', '2027-01-01')"
        )
    before = folder_state(old.parent)
    for reads in (lambda: Logbook.open(old), lambda: Logbook.read(old)):
        with pytest.raises(LogbookError, match="newer version of B12 Tracker"):
            reads()
    assert folder_state(old.parent) == before
    assert [file.name for file in old.parent.iterdir()] == [old.name], "no journal is left"


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("first.sqlite", "PLAN_WHOLE"),
        ("first.sqlite", "APPOINTMENTS_AND_CALENDAR"),
        ("second.sqlite", "CHECKS_AND_SUPPLIES"),
        ("second.sqlite", "APPOINTMENTS_AND_CALENDAR"),
        ("third.sqlite", "APPOINTMENTS_AND_CALENDAR"),
    ],
)
def test_an_error_in_the_middle_leaves_the_old_file_whole(
    tmp_path: Path, name: str, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where an earlier step had gone through already."""
    outdated = a_copy(name, tmp_path)
    before, rows = outdated.read_bytes(), rows_of(outdated)
    whole = getattr(steps, broken)
    monkeypatch.setattr(steps, broken, (*whole[:-1], "CREATE TABLE injections (broken)"))
    with pytest.raises((sqlite3.Error, LogbookError)):
        Logbook.open(outdated)
    assert outdated.read_bytes() == before
    assert [file.name for file in outdated.parent.iterdir()] == [outdated.name]
    assert rows_of(outdated) == rows
    assert steps_of(outdated) == STEPS[outdated.name]
    monkeypatch.setattr(steps, broken, whole)
    assert opened(outdated) == told_by_its_program(outdated.name)


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlite_utils.db import Database
from b12tracker.storage.logbook import Logbook

left, whole = int(sys.argv[2]), Database.execute

def counted(db, sql, *more):
    global left
    if sql.split()[0] in ("ALTER", "CREATE", "INSERT"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return whole(db, sql, *more)

Database.execute = counted
Logbook.open(Path(sys.argv[1])).close()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system that can kill")
@pytest.mark.parametrize("statements", [0, 1, 7, 8, 9, 15, 16, 17, 18, 19])
def test_a_kill_in_the_middle_leaves_the_old_file_whole(tmp_path: Path, statements: int) -> None:
    path = a_copy("first.sqlite", tmp_path)
    rows = rows_of(path)
    command = [sys.executable, "-c", KILLED, path, str(statements)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert rows_of(path) == rows
    assert steps_of(path) == STEPS["first.sqlite"]
    assert opened(path) == told_by_its_program("first.sqlite")


def test_two_windows_that_open_it_at_once_bring_it_up_to_date_once(tmp_path: Path) -> None:
    path = a_copy("first.sqlite", tmp_path)
    found: list[object] = []

    def open_it() -> None:
        try:
            found.append(opened(path))
        except BaseException as error:
            found.append(error)

    windows = [threading.Thread(target=open_it) for _ in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert found == [told_by_its_program("first.sqlite")] * 4
    assert steps_of(path) == STEPS["fourth.sqlite"]
