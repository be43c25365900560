"""Opening logbooks so that backups are kept of them."""

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker.domain.facts import Facts, Patient
from b12tracker.merging import two_copies
from b12tracker.places import data_folder
from b12tracker.safekeeping import (
    backups_of,
    is_lost,
    keep_one,
    keep_one_a_day,
    open_logbook,
    put_in_place,
    relock,
    restore,
)
from b12tracker.storage import keys
from b12tracker.storage.backups import Backup, Reason
from b12tracker.storage.errors import DamagedError, LockedError, LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.unlocking import key_for
from tests.any_facts import two_logbooks
from tests.builders import a_phase, a_plan, an_injection, facts

NOW = datetime(2026, 11, 23, 9, 30, 5)
OLD = Path(__file__).parent / "logbooks" / "first.sqlite"


def test_a_logbook_of_an_older_version_is_kept_as_it_was(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD, tmp_path / "old.sqlite"))
    with closing(open_logbook(path, NOW)) as logbook:
        now = logbook.facts()
    (backup,) = backups_of(path).listed()
    assert backup.reason == Reason.MIGRATION
    assert backups_of(path).facts(backup) == now
    with pytest.raises(KeyError), closing(Logbook.in_memory(OLD)):
        raise KeyError  # and the file of the old version is read without being changed
    open_logbook(path, NOW).close()
    assert backups_of(path).listed() == [backup]


def test_without_a_backup_nothing_is_brought_up_to_date(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD, tmp_path / "old.sqlite"))
    before = path.read_bytes()
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().touch()
    with pytest.raises(LogbookError, match="cannot be used"):
        open_logbook(path, NOW)
    assert path.read_bytes() == before


def test_one_backup_a_day(tmp_path: Path) -> None:
    with closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[an_injection()])) as logbook:
        for hours in range(9, 20):
            keep_one_a_day(logbook, NOW.replace(hour=hours))
        keep_one_a_day(logbook, NOW.replace(day=24))
    made = [backup.made.day for backup in backups_of(logbook.path).listed()]
    assert made == [24, 23]


def test_two_logbooks_of_one_name_keep_theirs_apart(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "logbook.sqlite"
        with closing(Logbook.create(path, holding=[an_injection()])) as logbook:
            keep_one_a_day(logbook, NOW)
        assert len(backups_of(path).listed()) == 1
    link = tmp_path / "link.sqlite"
    link.symlink_to(path)
    assert backups_of(link).folder == backups_of(path).folder


def test_the_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    with closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[an_injection()])) as logbook:
        keep_one_a_day(logbook, NOW)
    folder = backups_of(logbook.path).folder
    for made in (folder, folder.parent, data_folder()):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700, made


def held_by(path: Path, key: Key | None = None) -> Facts:
    return Logbook.read(path, key)


def same(one: Facts, other: Facts) -> bool:
    """Whether both hold the same facts, in whatever order they were entered."""
    return one.by_id == other.by_id and len(one.entries) == len(other.entries)


def test_of_an_empty_logbook_none_is_made(tmp_path: Path) -> None:
    with closing(Logbook.create(tmp_path / "logbook.sqlite")) as logbook:
        keep_one_a_day(logbook, NOW)
        assert keep_one(logbook, Reason.IMPORT, NOW) is None
        assert backups_of(logbook.path).listed() == []
        logbook.write(put=[Patient(follows=("fatigue",))])
        assert keep_one(logbook, Reason.IMPORT, NOW) is not None


def test_where_none_can_be_made_one_sentence_says_that_nothing_was_done(tmp_path: Path) -> None:
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().touch()
    with (
        closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[an_injection()])) as logbook,
        pytest.raises(LogbookError, match=r"so nothing was changed\. .* cannot be used: "),
    ):
        restore(logbook, Facts(), NOW)
    assert len(held_by(tmp_path / "logbook.sqlite").injections) == 1


# Restoring


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logbook]:
    folder = tmp_path_factory.mktemp("shared")
    with closing(Logbook.create(folder / "logbook.sqlite")) as logbook:
        yield logbook


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(both=two_logbooks())
def test_a_restored_logbook_holds_what_the_backup_held_and_back(
    shared: Logbook, both: tuple[Facts, Facts]
) -> None:
    """Any facts, a backup, then any other facts: both come back, whatever they share."""
    backups = backups_of(shared.path)
    restore(shared, both[0], NOW)
    backup = backups.take(shared, Reason.ASKED, NOW)
    restore(shared, both[1], NOW)
    assert same(shared.facts(), both[1])
    before = backups.take(shared, Reason.RESTORE, NOW)
    found = restore(shared, backups.facts(backup), NOW)
    assert same(shared.facts(), both[0])
    assert shared.complaints() == []
    assert bool(found.steps) == (not same(*both))
    restore(shared, backups.facts(before), NOW)
    assert same(shared.facts(), both[1])
    shutil.rmtree(backups.folder)


def test_phases_that_changed_their_plan_come_back(tmp_path: Path) -> None:
    one, other = a_plan(a_phase("1 week", "2026-01-05")), a_plan(a_phase("1 month", "2026-06-01"))
    crossed = replace(one, phases=other.phases), replace(other, phases=one.phases)
    with closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[one, other])) as logbook:
        restore(logbook, facts(*crossed), NOW)
        assert set(logbook.facts().plans) == set(crossed)
        restore(logbook, facts(replace(one, phases=(*one.phases, *other.phases))), NOW)
        assert logbook.complaints() == []
        restore(logbook, facts(one, other), NOW)
        assert set(logbook.facts().plans) == {one, other}


def test_before_restoring_a_backup_is_made_and_none_where_nothing_changes(tmp_path: Path) -> None:
    old, new = an_injection("2026-11-02"), an_injection("2026-11-09")
    with closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[new])) as logbook:
        found = restore(logbook, facts(old), NOW)
        assert (found.added, found.gone) == ((old,), (new,))
        (backup,) = backups_of(logbook.path).listed()
        assert backup.reason == Reason.RESTORE
        assert backups_of(logbook.path).facts(backup).injections == (new,)
        assert not restore(logbook, facts(old), NOW).steps
        assert len(backups_of(logbook.path).listed()) == 1


def test_a_merge_does_not_bring_back_what_was_restored_away(tmp_path: Path) -> None:
    """The other computer knows the entry only as it was before; here it was taken out since."""
    old, new = an_injection("2026-11-02"), an_injection("2026-11-09")
    with closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[old])) as logbook:
        backup = backups_of(logbook.path).take(logbook, Reason.ASKED, NOW)
        logbook.write(put=[new])
        logbook.backup_to(tmp_path / "copy.sqlite")
        restore(logbook, backups_of(logbook.path).facts(backup), NOW)
        copies = two_copies(logbook, tmp_path / "copy.sqlite")
        assert copies is not None
        found = copies.merged()
        logbook.swap(found.before, found.after)
        assert logbook.facts().injections == (old,)
        restore(logbook, facts(old, new), NOW)
        copies = two_copies(logbook, tmp_path / "copy.sqlite")
        assert copies is not None
        assert not copies.merged().is_felt


# In the place of a logbook that is gone or damaged


@pytest.fixture(name="lost")
def a_logbook_with_a_backup(tmp_path: Path) -> Path:
    path = tmp_path / "mine" / "logbook.sqlite"
    path.parent.mkdir()
    with closing(Logbook.create(path, holding=[an_injection()])) as logbook:
        keep_one_a_day(logbook, NOW)
    return path


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 6)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_text("not a logbook any more")


def test_a_logbook_that_is_gone_comes_back(lost: Path) -> None:
    was = held_by(lost)
    lost.unlink()
    (backup,) = backups_of(lost).listed()
    assert is_lost(lost, NOW)
    assert put_in_place(lost, backup.path, None, NOW) is None
    assert held_by(lost) == was
    assert stat.S_IMODE(lost.stat().st_mode) == 0o600
    assert not is_lost(lost, NOW)
    assert len(list(lost.parent.iterdir())) == 1


@pytest.mark.parametrize("how", [spoil, empty, overwrite])
def test_a_damaged_one_is_kept_beside(lost: Path, how: Callable[[Path], None]) -> None:
    was = held_by(lost)
    how(lost)
    journal = Path(f"{lost}-journal")
    journal.write_bytes(b"half a transaction")
    left = lost.read_bytes()
    (backup,) = backups_of(lost).listed()
    aside = put_in_place(lost, backup.path, None, NOW)
    assert aside is not None
    assert aside.name == "logbook damaged 2026-11-23_09-30-05.sqlite"
    assert aside.read_bytes() == left
    if how is not spoil:  # there SQLite saw at once that nothing can be taken back
        assert Path(f"{aside}-journal").read_bytes() == b"half a transaction"
    assert not journal.exists()
    assert held_by(lost) == was
    how(lost)
    again = put_in_place(lost, backup.path, None, NOW)
    assert again is not None
    assert again.name == "logbook damaged 2026-11-23_09-30-05 2.sqlite"
    assert aside.read_bytes() == left


def test_where_it_lies_on_a_stick_without_links(
    lost: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    was = held_by(lost)
    spoil(lost)
    left = lost.read_bytes()
    monkeypatch.setattr("os.link", refuse)
    aside = put_in_place(lost, backups_of(lost).listed()[0].path, None, NOW)
    assert aside is not None
    assert (aside.read_bytes(), held_by(lost)) == (left, was)


def test_never_over_what_can_be_read_nor_from_a_damaged_backup(lost: Path, tmp_path: Path) -> None:
    (backup,) = backups_of(lost).listed()
    before = lost.read_bytes()
    with pytest.raises(LogbookError, match="can be read; open it, and restore the backup there"):
        put_in_place(lost, backup.path, None, NOW)
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear diary")
    with pytest.raises(LogbookError, match="is not a B12 Tracker logbook"):
        put_in_place(letter, backup.path, None, NOW)
    assert letter.read_text() == "Dear diary"
    assert lost.read_bytes() == before
    spoil(lost)
    spoil(backup.path)
    before = lost.read_bytes()
    with pytest.raises(DamagedError):
        put_in_place(lost, backup.path, None, NOW)
    assert lost.read_bytes() == before
    assert len(list(lost.parent.iterdir())) == 1


def test_it_goes_to_where_a_link_points(lost: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(lost)
    (backup,) = backups_of(link).listed()
    spoil(lost)
    assert put_in_place(link, backup.path, None, NOW)
    assert link.is_symlink()
    assert not is_lost(lost, NOW)


# Passphrases


@pytest.fixture(name="cheap")
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "COST", 4)


@pytest.mark.usefixtures("cheap")
def test_a_passphrase_goes_for_the_backups_too(lost: Path) -> None:
    key = Key.new("open sesame")
    backups = backups_of(lost)
    with closing(Logbook.open(lost)) as logbook:
        relock(logbook, key, NOW)
        assert {one.reason for one in backups.listed()} == {Reason.PASSPHRASE, Reason.DAY}
        for backup in backups.listed():
            assert not backup.path.read_bytes().startswith(b"SQLite")
            assert backups.facts(backup, key) == logbook.facts()
        relock(logbook, None, NOW)
    assert all(held_by(backup.path) == held_by(lost) for backup in backups.listed())


@pytest.mark.usefixtures("cheap")
def test_where_a_backup_cannot_be_unlocked_the_logbook_stays_locked(
    lost: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Key.new("open sesame")
    with closing(Logbook.open(lost)) as logbook:
        relock(logbook, key, NOW)
        with monkeypatch.context() as patch:
            patch.setattr("b12tracker.storage.backups.rewrite", full)
            with pytest.raises(LogbookError, match="disk is full"):
                relock(logbook, None, NOW)
        assert logbook.key == key
        assert all(one.injections for one in map(logbook_of(key), backups_of(lost).listed()))


def full(path: Path, *_: object) -> None:
    raise LogbookError("The disk is full.")


def logbook_of(key: Key) -> Callable[[Backup], Facts]:
    return lambda backup: Logbook.read(backup.path, key)


@pytest.mark.usefixtures("cheap")
def test_what_was_not_locked_when_it_was_interrupted_is_locked_when_it_is_opened(
    lost: Path,
) -> None:
    key = Key.new("open sesame")
    (backup,) = backups_of(lost).listed()
    with closing(Logbook.open(lost)) as logbook:
        logbook.relock(key)
    assert backup.path.read_bytes().startswith(b"SQLite")
    with closing(open_logbook(lost, NOW, key)) as logbook:
        keep_one_a_day(logbook, NOW)
    assert not backup.path.read_bytes().startswith(b"SQLite")
    assert backups_of(lost).facts(backup, key) == held_by(lost, key)


@pytest.mark.usefixtures("cheap")
def test_a_locked_logbook_comes_back_with_the_key_of_its_backups(lost: Path) -> None:
    key = Key.new("open sesame")
    with closing(Logbook.open(lost)) as logbook:
        relock(logbook, key, NOW)
    backup = backups_of(lost).listed()[0]
    was = held_by(lost, key)
    spoil(lost)
    with pytest.raises(LockedError):
        put_in_place(lost, backup.path, None, NOW)
    with pytest.raises(LogbookError, match="is locked and does not open like the backup"):
        put_in_place(lost, backup.path, Key.new("another"), NOW)
    assert put_in_place(lost, backup.path, key, NOW)
    assert held_by(lost, key_for(lost, "open sesame")) == was
