"""What cannot be opened or made: one sentence each, and nothing is touched."""

import base64
import errno
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from b12tracker.storage import driver
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.migrations import APPLICATION_ID
from tests.builders import a_phase, a_plan, an_injection
from tests.storage.raw import folder_state, select, tool

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def text(path: Path) -> None:
    path.write_text("given_on,dose\n2026-01-05,1000\n" * 50, encoding="utf-8")


def photo(path: Path) -> None:
    path.write_bytes(PNG)


def empty(path: Path) -> None:
    path.touch()


def one_byte(path: Path) -> None:
    path.write_bytes(b"S")


def folder(path: Path) -> None:
    path.mkdir()
    (path / "logbook.sqlite").touch()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def plug(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as one:
        one.bind(str(path))


def a_logbook(path: Path) -> None:
    plan = a_plan(a_phase(first_dose="2026-01-05"))
    entries = [plan, *(an_injection(note="note" * 50) for _ in range(60))]
    Logbook.create(path, "this-copy", holding=entries).close()


def header_only(path: Path) -> None:
    a_logbook(path)
    os.truncate(path, 40)


def cut_short(path: Path) -> None:
    a_logbook(path)
    os.truncate(path, path.stat().st_size - 5000)


def cut_within_the_first_page(path: Path) -> None:
    a_logbook(path)
    os.truncate(path, 100)


def foreign(path: Path) -> None:
    with tool(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")


def foreign_in_wal_mode(path: Path) -> None:
    with tool(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE songs (title TEXT)")


def foreign_of_another_mark(path: Path) -> None:
    foreign(path)
    with tool(path) as connection:
        connection.execute("PRAGMA application_id = 0x47504B47")


def read_only(path: Path) -> None:
    a_logbook(path)
    path.chmod(0o444)


def in_a_folder_that_cannot_be_written(path: Path) -> None:
    a_logbook(path)
    path.parent.chmod(0o555)


def linked_from_a_folder_that_cannot_be_written(path: Path) -> None:
    there = path.parent / "locked"
    there.mkdir()
    a_logbook(there / "logbook.sqlite")
    path.symlink_to(there / "logbook.sqlite")
    there.chmod(0o555)


def newer(path: Path) -> None:
    a_logbook(path)
    with tool(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('b12tracker', 'a_step_of_next_year', '2027-01-01')"
        )


def without_its_steps(path: Path) -> None:
    a_logbook(path)
    with tool(path) as connection:
        connection.execute("DELETE FROM _sqlite_migrations")


def without_injections(path: Path) -> None:
    a_logbook(path)
    with tool(path) as connection:
        connection.execute("DROP TABLE injections")


def marked_as_ours_but_empty(path: Path) -> None:
    with tool(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def with_a_rule_broken(path: Path) -> None:
    a_logbook(path)
    with tool(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE injections SET given_on = '2026-02-30'")


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (text, "is not a B12 Tracker logbook"),
    (photo, "is not a B12 Tracker logbook"),
    (one_byte, "is not a B12 Tracker logbook"),
    (empty, "is empty"),
    (folder, "is a folder"),
    (pipe, "is not a B12 Tracker logbook"),
    (plug, "is not a B12 Tracker logbook"),
    (header_only, "is damaged"),
    (cut_within_the_first_page, "is damaged"),
    (cut_short, "is damaged"),
    (foreign, "of another program"),
    (foreign_in_wal_mode, "of another program"),
    (foreign_of_another_mark, "of another program"),
    (read_only, "is read-only"),
    (in_a_folder_that_cannot_be_written, "cannot be written"),
    (linked_from_a_folder_that_cannot_be_written, "cannot be written"),
    (newer, "newer version"),
    (without_its_steps, "is damaged"),
    (without_injections, "is damaged"),
    (marked_as_ours_but_empty, "is damaged"),
    (with_a_rule_broken, "is damaged"),
]


@pytest.fixture(name="path")
def a_place_for_a_file(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "place"
    place.mkdir()
    yield place / "logbook.sqlite"
    for each in (place, *place.rglob("*/")):
        each.chmod(0o755)


def one_sentence(error: LogbookError) -> bool:
    said = str(error)
    return said.endswith(".") and "\n" not in said and len(said) < 400


@pytest.mark.parametrize(
    ("made", "says"), REFUSED, ids=lambda value: getattr(value, "__name__", "")
)
def test_it_is_refused_in_one_sentence_and_left_alone(
    path: Path, made: Callable[[Path], None], says: str
) -> None:
    made(path)
    before = folder_state(path.parent)
    with pytest.raises(LogbookError, match=says) as caught:
        Logbook.open(path, "this-copy")
    assert one_sentence(caught.value)
    assert "logbook.sqlite" in str(caught.value) or str(path.parent) in str(caught.value)
    assert folder_state(path.parent) == before


@pytest.mark.parametrize(
    ("made", "says"), REFUSED, ids=lambda value: getattr(value, "__name__", "")
)
def test_nothing_that_is_there_is_overwritten(
    path: Path, made: Callable[[Path], None], says: str
) -> None:
    made(path)
    before = folder_state(path.parent)
    with pytest.raises(LogbookError) as caught:
        Logbook.create(path, "this-copy", holding=[an_injection()])
    assert one_sentence(caught.value)
    assert folder_state(path.parent) == before


def test_a_sound_logbook_is_not_overwritten_either(logbook: Logbook) -> None:
    logbook.write(put=[an_injection()])
    before = folder_state(logbook.path.parent)
    with pytest.raises(LogbookError, match="is there already and was left untouched"):
        Logbook.create(logbook.path, "this-copy")
    assert folder_state(logbook.path.parent) == before


def test_a_link_to_nowhere_is_not_overwritten(path: Path) -> None:
    path.symlink_to(path.parent / "gone")
    with pytest.raises(LogbookError, match="There is no logbook"):
        Logbook.open(path, "this-copy")
    with pytest.raises(LogbookError, match="is there already"):
        Logbook.create(path, "this-copy")
    assert path.is_symlink()
    assert not path.exists()


def test_opening_a_sound_logbook_changes_no_byte(path: Path) -> None:
    a_logbook(path)
    before = folder_state(path.parent)
    with closing(Logbook.open(path, "this-copy")) as logbook:
        assert len(logbook.facts().injections) == 60
        logbook.write()
    assert folder_state(path.parent) == before


def test_a_logbook_left_in_wal_mode_by_another_tool_is_brought_back(path: Path) -> None:
    a_logbook(path)
    with tool(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with closing(Logbook.open(path, "this-copy")) as logbook:
        logbook.write(put=[an_injection()])
        assert len(logbook.facts().injections) == 61
        assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert select(path, "PRAGMA journal_mode") == [("delete",)]


def test_a_link_to_a_logbook_opens_it(path: Path) -> None:
    a_logbook(path)
    link = path.parent / "link"
    link.symlink_to(path)
    with closing(Logbook.open(link, "this-copy")) as logbook:
        logbook.write(put=[an_injection()])
    assert link.is_symlink()
    with closing(Logbook.open(path, "this-copy")) as logbook:
        assert len(logbook.facts().injections) == 61


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing/logbook.sqlite", "There is no"),
        ("file/logbook.sqlite", "There is no"),
        ("a" * 300, "File name too long"),
        ("", "is a folder|is there already"),
    ],
)
def test_places_where_no_logbook_can_be(path: Path, name: str, says: str) -> None:
    (path.parent / "file").write_text("a file, not a folder", encoding="utf-8")
    for verb in (Logbook.open, Logbook.create):
        with pytest.raises(LogbookError, match=says):
            verb(path.parent / name, "this-copy")


@pytest.mark.parametrize(
    "name", ["a" * 247, "100% sure?.sqlite", "#1 ünï 💉", "file:x?mode=memory"]
)
def test_any_file_name_is_taken(path: Path, name: str) -> None:
    place = path.with_name(name)
    Logbook.create(place, "this-copy", holding=[an_injection()]).close()
    with closing(Logbook.open(place, "this-copy")) as logbook:
        assert len(logbook.facts().injections) == 1
    assert [file.name for file in place.parent.iterdir()] == [name]


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_what_an_older_logbook_left_is_not_played_into_a_new_one(path: Path, ending: str) -> None:
    left = path.with_name(path.name + ending)
    left.write_bytes(b"pages of another file")
    with pytest.raises(LogbookError, match=f"{ending} is left over from another logbook"):
        Logbook.create(path, "this-copy")
    assert [file.name for file in path.parent.iterdir()] == [left.name]


def test_a_file_system_without_links_gets_a_logbook_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    Logbook.create(path, "this-copy", holding=[an_injection()]).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with pytest.raises(LogbookError, match="is there already"):
        Logbook.create(path, "this-copy")
    assert len(select(path, "SELECT * FROM injections")) == 1


def test_a_logbook_that_could_not_be_filled_is_not_there(path: Path) -> None:
    def one_then_a_bug() -> Iterator[object]:
        yield an_injection()
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        Logbook.create(path, "this-copy", holding=one_then_a_bug())  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == []


@pytest.fixture(name="locked")
def a_logbook_that_another_program_is_writing(
    logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setattr(driver, "WAIT_SECONDS", 0.05)
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN EXCLUSIVE'); print('locked', flush=True); sys.stdin.read()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(logbook.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        assert program.stdout
        assert program.stdin
        assert program.stdout.readline() == "locked\n"
        yield logbook.path
        program.stdin.close()


def test_a_locked_logbook_is_told_after_a_wait(locked: Path) -> None:
    with pytest.raises(LogbookError, match="in use by another program") as caught:
        Logbook.open(locked, "this-copy")
    assert one_sentence(caught.value)


def test_a_write_waits_for_another_window_and_then_goes_through(logbook: Logbook) -> None:
    other = sqlite3.connect(logbook.path, isolation_level=None, timeout=0)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        logbook._db.conn.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(LogbookError, match="in use by another program"):
            logbook.write(put=[an_injection()])
        other.execute("ROLLBACK")
    logbook.write(put=[an_injection()])
    assert len(logbook.facts().injections) == 1


def test_a_logbook_that_vanished_while_it_was_open_is_told(path: Path) -> None:
    """As when a memory stick is pulled or a folder renamed."""
    a_logbook(path)
    elsewhere = path.parent / "elsewhere"
    with closing(Logbook.open(path, "this-copy")) as logbook:
        path.rename(elsewhere)
        before = folder_state(path.parent)
        with pytest.raises(LogbookError, match="not there any more, so nothing can be saved"):
            logbook.write(put=[an_injection()])
        assert folder_state(path.parent) == before
        elsewhere.rename(path)
        logbook.follow()
        logbook.write(put=[an_injection()])
        assert len(logbook.facts().injections) == 61


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("injections.substance", "vinegar"),
        ("injections.id", "not a uuid, but of the same length: 36!"[:36]),
        ("injections.given_at", "half past eight"),
        ("injections.given_on", "0001-01-01"),
        ("injections.reactions", '{"a": 1}'),
        ("injections.reactions", "[1]"),
        ("injections.note", b"\xff\xfe broken text".decode("latin-1")),
        ("phases.every", '{"n": 0, "unit": "week"}'),
        ("phases.every", "[]"),
        ("phases.every", "null"),
        ("phases.anchor", "wandering"),
        ("plans.cause", "bad luck"),
    ],
)
def test_a_row_that_no_version_wrote_is_named(path: Path, column: str, value: str) -> None:
    a_logbook(path)
    table, name = column.split(".")
    broken = name == "note"
    with tool(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        given = "CAST(x'fffe00ff' AS TEXT)" if broken else "?"
        connection.execute(f"UPDATE {table} SET {name} = {given} WHERE rowid = 1", [value][broken:])
    with closing(Logbook.open(path, "this-copy")) as logbook:
        with pytest.raises(LogbookError, match=f"holds what cannot be read: .*{name}") as caught:
            logbook.facts()
        assert one_sentence(caught.value) or broken
        assert logbook.complaints() == [str(caught.value)]
