"""What lies in a logbook, at a glance."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from b12tracker.storage import keys
from b12tracker.storage.contents import Contents, contents_of, look_into
from b12tracker.storage.errors import DamagedError, LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from tests.builders import a_lab_result, a_pause, a_plan, a_symptom_entry, an_injection
from tests.storage.raw import folder_state, tool

LOGBOOKS = Path(__file__).parents[1] / "logbooks"
ENTRIES = (
    an_injection("2026-11-02"),
    a_symptom_entry("2026-11-20"),
    a_lab_result("2026-10-01"),
    a_pause("2027-03-01"),
    a_plan(),
)


@pytest.fixture(name="path")
def a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keys, "COST", 4)
    return tmp_path / "logbook.sqlite"


@pytest.mark.parametrize("key", [None, Key(b"s" * 16, bytes(range(16)))])
def test_entries_and_the_last_day_on_which_something_happened(path: Path, key: Key | None) -> None:
    Logbook.create(path, holding=ENTRIES, key=key).close()
    before = folder_state(path.parent)
    assert contents_of(path, key) == Contents(5, date(2026, 11, 20))
    assert folder_state(path.parent) == before


def test_an_empty_one_has_no_last_day(path: Path) -> None:
    Logbook.create(path).close()
    assert contents_of(path) == Contents(0, None)


@pytest.mark.parametrize("old", sorted(LOGBOOKS.glob("*.sqlite")), ids=lambda path: path.stem)
def test_of_every_version(old: Path, path: Path) -> None:
    shutil.copy(old, path)
    before = folder_state(path.parent)
    assert contents_of(path).entries == len(Logbook.read(old).entries)
    assert folder_state(path.parent) == before


def _damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 6)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _impossible_day(path: Path) -> None:
    with tool(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE symptoms SET on_date = 'soon'")


def _newer(path: Path) -> None:
    with tool(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "SELECT migration_set, 'later', applied_at FROM _sqlite_migrations LIMIT 1"
        )


def _forbidden(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_damage, "damaged"),
        (_cut, "damaged"),
        (_impossible_day, "damaged"),
        (_newer, "cannot be read"),
        (Path.unlink, "cannot be read"),
        (_forbidden, "cannot be read"),
    ],
)
def test_in_a_few_words_why_it_cannot_be_told(path: Path, spoil: object, fault: str) -> None:
    Logbook.create(path, holding=ENTRIES).close()
    spoil(path)  # type: ignore[operator]
    assert look_into(path) == Contents(fault=fault)
    with pytest.raises(DamagedError if fault == "damaged" else LogbookError):
        contents_of(path)


def test_a_locked_one(path: Path) -> None:
    Logbook.create(path, holding=ENTRIES, key=Key.new("open sesame")).close()
    assert look_into(path).fault == "locked"
    assert look_into(path, Key.new("another")).fault == "locked otherwise, or damaged"
