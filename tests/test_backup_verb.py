"""Backups on the command line."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from b12tracker import cli
from b12tracker.domain.facts import Facts
from b12tracker.places import data_folder
from b12tracker.safekeeping import backups_of, relock
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage import keys
from b12tracker.storage.backups import Backup, Reason
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from tests.builders import a_symptom_entry, an_injection, facts
from tests.storage.raw import folder_state

NOW = datetime(2026, 11, 20, 9, 30, 5)
OLD = (an_injection("2026-11-02"), an_injection("2026-11-09"), a_symptom_entry("2026-11-19"))
NEW = an_injection("2026-11-16")

Said = tuple[int, str, str]
Ask = Callable[..., Said]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command line in this process."""

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        status = cli.run([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture(name="path")
def a_logbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keys, "COST", 4)
    path = tmp_path / "mine" / "logbook.sqlite"
    path.parent.mkdir()
    Logbook.create(path, holding=OLD).close()
    return path


@pytest.fixture(name="backup")
def a_backup_since_which_something_changed(path: Path) -> Backup:
    with closing(Logbook.open(path)) as logbook:
        backup = backups_of(path).take(logbook, Reason.DAY, NOW)
        logbook.write(put=[NEW], remove=OLD[:2])
    return backup


def held_by(path: Path, key: Key | None = None) -> set[object]:
    return set(Logbook.read(path, key).entries)


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 6)


def failed(said: Said, says: str) -> None:
    status, out, err = said
    assert (status, out) == (1, "")
    assert says in err
    assert err.startswith("b12tracker: ")
    assert err.count("\n") == 1


def test_one_is_made_and_its_name_is_said(ask: Ask, path: Path) -> None:
    before = folder_state(path.parent)
    status, out, err = ask("backup", path)
    assert (status, err) == (0, "")
    (backup,) = backups_of(path).listed()
    assert out == f"{backup.name}\n"
    assert backup.reason == Reason.ASKED
    assert held_by(backup.path) == set(OLD)
    assert folder_state(path.parent) == before


def test_of_a_logbook_that_cannot_be_written(ask: Ask, path: Path) -> None:
    path.chmod(0o400)
    assert ask("backup", path)[0] == 0
    assert held_by(backups_of(path).listed()[0].path) == set(OLD)


def interrupt(path: Path) -> None:
    """Leave a logbook as the program does that is killed while it writes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM injections")
        connection.execute("CREATE TABLE much AS SELECT randomblob(100000)")
        left = {ending: Path(f"{path}{ending}").read_bytes() for ending in ("", "-journal")}
        connection.execute("ROLLBACK")
    for ending, content in left.items():
        Path(f"{path}{ending}").write_bytes(content)


@pytest.mark.parametrize("words", [(), ("--restore", "2026-11-20_09-30-05_daily")])
def test_what_was_interrupted_is_taken_back_first(
    ask: Ask, path: Path, backup: Backup, words: tuple[str, ...]
) -> None:
    interrupt(path)
    assert ask("backup", path, *words)[0] == 0
    assert held_by(path) == (set(OLD) if words else {NEW, OLD[2]})
    assert held_by(backups_of(path).listed()[0].path) == {NEW, OLD[2]}
    assert len(list(path.parent.iterdir())) == 1


def test_the_list(ask: Ask, path: Path, backup: Backup) -> None:
    ask("backup", path)
    spoil(backups_of(path).listed()[0].path)
    status, out, err = ask("backup", path, "--list")
    assert (status, err) == (0, "")
    heading, newest, oldest, where = out.splitlines()
    assert heading.split() == ["Name", "Made", "Why", "Entries", "Last", "entry"]
    assert newest.endswith("  made by hand  damaged")
    assert oldest.split() == [
        backup.name, "2026-11-20", "09:30", "daily", "3", "2026-11-19"
    ]  # fmt: skip
    assert where == f"They lie in {backups_of(path).folder}"
    assert heading.index("Entries") == oldest.index(" 3 ") + 1


def test_the_list_for_other_programs(ask: Ask, path: Path, backup: Backup) -> None:
    listed = json.loads(ask("backup", path, "--list", "--json")[1])
    assert listed["folder"] == str(backups_of(path).folder)
    assert listed["backups"] == [
        {
            "name": "2026-11-20_09-30-05_daily",
            "made": "2026-11-20T09:30:05",
            "why": "daily",
            "entries": 3,
            "last_entry": "2026-11-19",
            "fault": None,
        }
    ]
    assert ask("backup", path, "--json")[0] == 2


def test_none_yet(ask: Ask, path: Path) -> None:
    assert "No backup yet" in ask("backup", path, "--list")[1]
    assert json.loads(ask("backup", path, "--list", "--json")[1])["backups"] == []
    failed(ask("backup", path.with_name("nothing"), "--list"), "no backup of it")


def test_one_is_restored_after_a_backup(ask: Ask, path: Path, backup: Backup) -> None:
    status, out, err = ask("backup", path, "--restore", backup.name)
    assert (status, err) == (0, "")
    assert out == "2 entries came back, 1 was taken out.\n"
    assert held_by(path) == set(OLD)
    before = backups_of(path).listed()[0]
    assert before.reason == Reason.RESTORE
    assert ask("backup", path, "--restore", before.name)[0] == 0
    assert held_by(path) == {NEW, OLD[2]}
    assert backup in backups_of(path).listed()
    out = ask("backup", path, "--restore", before.name)[1]
    assert out == "The logbook holds exactly what this backup holds.\n"


def test_any_copy_can_be_restored(ask: Ask, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    Logbook.create(copy, holding=[NEW]).close()
    assert ask("backup", path, "--restore", copy)[0] == 0
    assert held_by(path) == {NEW}


def test_a_damaged_backup_is_never_restored(ask: Ask, path: Path, backup: Backup) -> None:
    spoil(backup.path)
    before = folder_state(path.parent)
    failed(ask("backup", path, "--restore", backup.name), "is damaged")
    assert folder_state(path.parent) == before
    path.unlink()
    failed(ask("backup", path, "--restore", backup.name), "is damaged")
    assert not path.exists()


def test_what_cannot_be_restored(ask: Ask, path: Path, backup: Backup, tmp_path: Path) -> None:
    before = folder_state(path.parent)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear diary")
    failed(ask("backup", path, "--restore", "another"), "There is no backup “another”")
    failed(ask("backup", path, "--restore", letter), "is not a B12 Tracker logbook")
    failed(ask("backup", letter, "--restore", backup.path), "is not a B12 Tracker logbook")
    assert folder_state(path.parent) == before
    assert letter.read_text() == "Dear diary"


def test_where_no_backup_can_be_made_nothing_is_restored(
    ask: Ask, path: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup.path.rename(path.parent / "copy.sqlite")
    backups_of(path).folder.rmdir()
    backups_of(path).folder.touch()
    before = folder_state(path.parent)
    failed(ask("backup", path, "--restore", copy), "so nothing was changed")
    assert folder_state(path.parent) == before


@pytest.mark.parametrize("how", [spoil, Path.unlink])
def test_a_lost_logbook_is_listed_and_comes_back(
    ask: Ask, path: Path, backup: Backup, how: Callable[[Path], None]
) -> None:
    how(path)
    gone = not path.exists()
    assert backup.name in ask("backup", path, "--list")[1]
    status, out, err = ask("backup", path, "--restore", backup.name)
    assert (status, err) == (0, "")
    assert held_by(path) == set(OLD)
    assert ask("check", path)[0] == 0
    beside = [each.name for each in path.parent.iterdir() if each != path]
    assert ("lies beside it" in out) != gone
    assert len(beside) == (0 if gone else 1)
    assert all(name in out for name in beside)


def test_what_is_put_in_place_goes_on(ask: Ask, path: Path, backup: Backup) -> None:
    path.unlink()
    ask("backup", path, "--restore", backup.name)
    with closing(Logbook.open(path)) as logbook:
        logbook.write(put=[NEW])
        assert logbook.complaints() == []
    assert held_by(path) == {*OLD, NEW}


# With a passphrase


@pytest.fixture(name="key")
def a_passphrase(path: Path, backup: Backup) -> Key:
    key = Key.new("open sesame")
    with closing(Logbook.open(path)) as logbook:
        relock(logbook, key, NOW + timedelta(days=1))
    return key


@pytest.mark.usefixtures("key")
def test_locked_ones_are_made_listed_and_restored(
    ask: Ask, path: Path, backup: Backup, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12TRACKER_PASSPHRASE", "open sesame")
    assert ask("backup", path)[0] == 0
    made = backups_of(path).listed()[0]
    assert not made.path.read_bytes().startswith(b"SQLite")
    listed = json.loads(ask("backup", path, "--list", "--json")[1])["backups"]
    assert [each["entries"] for each in listed] == [2, 2, 3]
    assert ask("backup", path, "--restore", backup.name)[0] == 0
    assert held_by(path, key) == set(OLD)
    path.unlink()
    listed = json.loads(ask("backup", path, "--list", "--json")[1])["backups"]
    assert [each["entries"] for each in listed] == [2, 2, 2, 3]
    assert ask("backup", path, "--restore", backup.name)[0] == 0
    assert held_by(path, key) == set(OLD)
    assert not path.read_bytes().startswith(b"SQLite")


@pytest.mark.usefixtures("key")
def test_a_wrong_passphrase_opens_nothing(
    ask: Ask, path: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12TRACKER_PASSPHRASE", "open")
    before = folder_state(path.parent)
    for words in ((), ("--list",), ("--restore", backup.name)):
        failed(ask("backup", path, *words), "does not open with that passphrase")
    assert folder_state(path.parent) == before


# Before other verbs write


@pytest.fixture(name="coming")
def a_file(tmp_path: Path) -> Path:
    file = tmp_path / "coming.json"
    file.write_text(logbook_to_json(facts(NEW)), encoding="utf-8")
    return file


def test_before_an_import(ask: Ask, path: Path, coming: Path) -> None:
    ask("import", path, coming, "--dry-run")
    assert backups_of(path).listed() == []
    assert ask("import", path, coming)[0] == 0
    (backup,) = backups_of(path).listed()
    assert backup.reason == Reason.IMPORT
    assert held_by(backup.path) == set(OLD)
    assert held_by(path) == {*OLD, NEW}
    ask("import", path, coming)
    assert len(backups_of(path).listed()) == 1, "nothing was there to be taken"


def test_into_a_new_or_empty_logbook(ask: Ask, tmp_path: Path, coming: Path) -> None:
    ask("import", tmp_path / "new.sqlite", coming)
    Logbook.create(tmp_path / "empty.sqlite").close()
    ask("import", tmp_path / "empty.sqlite", coming)
    assert not (data_folder() / "backups").exists()


def test_where_none_can_be_made_nothing_is_imported(ask: Ask, path: Path, coming: Path) -> None:
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().touch()
    failed(ask("import", path, coming), "so nothing was changed")
    assert held_by(path) == set(OLD)
    assert Logbook.read(path) != Facts()
