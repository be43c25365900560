"""A logbook with a passphrase: what opens it, and what can be seen of it without."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from b12tracker.domain.facts import Facts
from b12tracker.storage import keys
from b12tracker.storage.errors import LockedError, LogbookError, WrongPassphraseError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_for
from tests.builders import a_symptom_entry, an_injection

NOTE = "a word that nobody may read: Kamtschatka"
ENTRIES = (an_injection("2026-11-02", note=NOTE), a_symptom_entry("2026-11-03", note=NOTE))


@pytest.fixture(autouse=True, scope="module")
def cheap() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", 4)
        yield


@pytest.fixture(name="path")
def a_path(tmp_path: Path) -> Path:
    return tmp_path / "logbook.sqlite"


@pytest.fixture(name="locked")
def a_locked_logbook(path: Path) -> Path:
    Logbook.create(path, holding=ENTRIES, key=Key.new("open sesame")).close()
    return path


def held(path: Path, typed: str | None = None) -> Facts:
    return Logbook.read(path, None if typed is None else key_for(path, typed))


def test_it_opens_with_its_passphrase_and_goes_on(locked: Path) -> None:
    with closing(Logbook.open(locked, key=key_for(locked, "open sesame"))) as logbook:
        assert set(logbook.facts().entries) == set(ENTRIES)
        logbook.write(put=[an_injection("2026-11-09")])
        assert logbook.complaints() == []
    assert len(held(locked, "open sesame").injections) == 2


def test_nothing_of_it_can_be_read_without(locked: Path) -> None:
    content = locked.read_bytes()
    assert b"Kamtschatka" not in content
    assert b"SQLite" not in content
    assert b"injections" not in content
    assert is_locked(locked)
    with pytest.raises(LockedError):
        Logbook.open(locked)
    with pytest.raises(LockedError):
        Logbook.read(locked)
    assert locked.read_bytes() == content


def test_a_wrong_passphrase_is_one_sentence_and_nothing_on_stderr(
    locked: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for typed in ("open sesam", "", Key.new("x").recovery_key):
        with pytest.raises(WrongPassphraseError, match="does not open with that"):
            key_for(locked, typed)
    assert capfd.readouterr() == ("", "")


def test_the_recovery_key_opens_it_whatever_the_passphrase_is_now(locked: Path) -> None:
    key = key_for(locked, "open sesame")
    with closing(Logbook.open(locked, key=key)) as logbook:
        logbook.relock(key.with_passphrase("another"))
        assert set(logbook.facts().entries) == set(ENTRIES)
        logbook.write(put=[an_injection("2026-11-09")])
    assert len(held(locked, "another").injections) == 2
    assert len(held(locked, key.recovery_key).injections) == 2
    with pytest.raises(WrongPassphraseError):
        key_for(locked, "open sesame")


def test_a_passphrase_is_set_and_taken_away(path: Path) -> None:
    Logbook.create(path, holding=ENTRIES).close()
    with closing(Logbook.open(path)) as logbook:
        logbook.relock(Key.new("open sesame"))
        assert b"Kamtschatka" not in path.read_bytes()
        assert set(logbook.facts().entries) == set(ENTRIES)
        assert logbook.complaints() == []
        logbook.relock(None)
        logbook.write(put=[an_injection("2026-11-09")])
    assert len(held(path).injections) == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_versions_and_deletions_outlive_a_passphrase(path: Path) -> None:
    with closing(Logbook.create(path, "here", holding=ENTRIES)) as logbook:
        logbook.write(remove=ENTRIES[:1])
        before = _rows(logbook)
        logbook.relock(Key.new("open sesame"))
        assert _rows(logbook) == before


def _rows(logbook: Logbook) -> list[object]:
    return [
        list(logbook._db.query(f"SELECT * FROM {table}"))
        for table in ("deletions", "symptoms", "injections", "_sqlite_migrations")
    ]


WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("begun", flush=True)
sys.stdin.read()
"""


def test_a_passphrase_waits_for_nobody_who_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another window is writing is not lost: the passphrase is refused instead."""
    monkeypatch.setattr("b12tracker.storage.driver.WAIT_SECONDS", 0.05)
    with closing(Logbook.create(path, holding=ENTRIES)) as logbook:
        words = [sys.executable, "-c", WRITER, str(path)]
        with Popen(words, stdin=PIPE, stdout=PIPE, text=True) as other:
            assert other.stdout
            assert other.stdout.readline() == "begun\n"
            with pytest.raises(LogbookError, match="in use by another program"):
                logbook.relock(Key.new("open sesame"))
        assert set(logbook.facts().entries) == set(ENTRIES)
    assert not is_locked(path)


def test_another_window_does_not_write_into_the_file_that_is_gone(path: Path) -> None:
    with (
        closing(Logbook.create(path, holding=ENTRIES)) as logbook,
        closing(Logbook.open(path)) as other,
    ):
        logbook.relock(Key.new("open sesame"))
        with pytest.raises(LogbookError, match="moved or deleted"):
            other.write(put=[an_injection("2026-11-09")])


def test_a_backup_of_it_is_locked_alike(locked: Path, tmp_path: Path) -> None:
    with closing(Logbook.open(locked, key=key_for(locked, "open sesame"))) as logbook:
        logbook.backup_to(tmp_path / "backup.sqlite")
    assert b"Kamtschatka" not in (tmp_path / "backup.sqlite").read_bytes()
    assert set(held(tmp_path / "backup.sqlite", "open sesame").entries) == set(ENTRIES)


@pytest.mark.parametrize("typed", [None, "open sesame"])
@pytest.mark.parametrize("wanted", [None, "for the clinic"])
def test_a_copy_is_locked_as_is_wished(
    path: Path, tmp_path: Path, typed: str | None, wanted: str | None
) -> None:
    copy = tmp_path / "copy.sqlite"
    key = Key.new(typed) if typed else None
    with closing(Logbook.create(path, holding=ENTRIES, key=key)) as logbook:
        logbook.copy_to(copy, {"for": "the clinic"}, key=Key.new(wanted) if wanted else None)
    assert is_locked(copy) == bool(wanted)
    assert set(held(copy, wanted).entries) == set(ENTRIES)


@pytest.mark.parametrize(
    "content", [b"", b"text " * 2000, b"PK" + os.urandom(8000), os.urandom(4000), bytes(9000)]
)
def test_other_files_are_not_asked_for_a_passphrase(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert not is_locked(path)


def test_the_damage_of_a_locked_logbook_is_noticed(locked: Path) -> None:
    key = key_for(locked, "open sesame")
    content = bytearray(locked.read_bytes())
    content[len(content) // 2] ^= 1
    locked.write_bytes(content)
    with pytest.raises(LogbookError, match="damaged"):
        Logbook.open(locked, key=key)


def test_a_logbook_goes_on_when_its_disk_is_back(path: Path) -> None:
    with closing(Logbook.create(path, holding=ENTRIES)) as logbook:
        away = path.rename(path.with_name("away.sqlite"))
        for _ in range(2):
            with pytest.raises(LogbookError, match="see whether its folder is still there"):
                logbook.relock(Key.new("open sesame"))
            with pytest.raises(LogbookError, match="see whether its folder is still there"):
                logbook.facts()
        away.rename(path)
        assert set(logbook.facts().entries) == set(ENTRIES)
        logbook.relock(Key.new("open sesame"))
        logbook.write(put=[an_injection("2026-11-09")])
    assert len(held(path, "open sesame").injections) == 2
