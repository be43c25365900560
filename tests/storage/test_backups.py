"""Backups: made, checked, listed, and thinned by age."""

import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.storage import backups as backups_room
from b12tracker.storage import keys
from b12tracker.storage.backups import STAMP, Backup, Backups, Reason, worth_keeping
from b12tracker.storage.driver import connect, copy_into
from b12tracker.storage.errors import DamagedError, LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook, rewrite
from tests.builders import an_injection

NOW = datetime(2026, 11, 23, 9, 30, 5)
TODAY = NOW.date()
ENTRY = an_injection("2026-11-02", note="a word that nobody may read: Kamtschatka")


@pytest.fixture(name="logbook")
def an_open_logbook(tmp_path: Path) -> Iterator[Logbook]:
    with closing(Logbook.create(tmp_path / "logbook.sqlite", holding=[ENTRY])) as logbook:
        yield logbook


@pytest.fixture(name="backups")
def the_backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "data" / "backups")


@pytest.fixture(autouse=True, scope="module")
def cheap() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", 4)
        yield


def a_backup(made: datetime) -> Backup:
    return Backup(made, Path(f"{made.strftime(STAMP)}_daily.sqlite"), Reason.DAY)


def test_a_backup_holds_what_the_logbook_held(logbook: Logbook, backups: Backups) -> None:
    made = backups.take(logbook, Reason.ASKED, NOW)
    logbook.write(put=[an_injection("2026-11-09")])
    assert backups.facts(made).injections == (ENTRY,)
    assert backups.listed() == [made]
    assert backups.find("2026-11-23_09-30-05_asked") == made
    assert backups.find("another") is None


def test_files_and_folders_are_for_their_owner_only(logbook: Logbook, backups: Backups) -> None:
    made = backups.take(logbook, Reason.DAY, NOW)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backups.folder.stat().st_mode) == 0o700


def test_two_in_one_second_are_two(logbook: Logbook, backups: Backups) -> None:
    for _ in range(3):
        backups.take(logbook, Reason.ASKED, NOW)
    assert len(backups.listed()) == 3


def test_a_day_is_known_by_its_backup(logbook: Logbook, backups: Backups) -> None:
    assert not backups.has_one_of(TODAY)
    backups.take(logbook, Reason.IMPORT, NOW)
    assert backups.has_one_of(TODAY)
    assert not backups.has_one_of(TODAY - timedelta(days=1))


def test_other_files_in_the_folder_are_left_alone(logbook: Logbook, backups: Backups) -> None:
    backups.folder.mkdir(parents=True)
    names = ("mine.sqlite", "2026-02-30_00-00-00_daily.sqlite", "2026-01-01_00-00-00_odd.sqlite")
    for name in names:
        (backups.folder / name).write_text("mine")
    backups.take(logbook, Reason.DAY, NOW)
    assert len(backups.listed()) == 1
    assert all((backups.folder / name).read_text() == "mine" for name in names)


def spoiling(source: object, path: Path, key: object) -> None:
    copy_into(source, path, key)
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)


def forgetting(source: object, path: Path, key: object) -> None:
    copy_into(source, path, key)
    with closing(connect(path)) as copy:
        copy.execute("DELETE FROM injections")


@pytest.mark.parametrize(
    ("badly", "sentence"), [(spoiling, "damaged"), (forgetting, "does not hold what was copied")]
)
def test_a_backup_that_went_wrong_is_none(
    logbook: Logbook,
    backups: Backups,
    monkeypatch: pytest.MonkeyPatch,
    badly: Callable[..., None],
    sentence: str,
) -> None:
    monkeypatch.setattr("b12tracker.storage.logbook.copy_into", badly)
    with pytest.raises(LogbookError, match=sentence):
        backups.take(logbook, Reason.DAY, NOW)
    assert list(backups.folder.iterdir()) == []


def test_without_a_place_for_it_one_sentence(logbook: Logbook, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LogbookError, match="cannot be used"):
        Backups(tmp_path / "file" / "backups").take(logbook, Reason.DAY, NOW)


def test_taking_one_thins_the_older_ones(logbook: Logbook, backups: Backups) -> None:
    for hours in range(24 * 4):
        backups.take(logbook, Reason.ASKED, NOW - timedelta(hours=24 * 4 - hours))
    backups.take(logbook, Reason.ASKED, NOW)
    days = [backup.made.date() for backup in backups.listed()]
    assert len(days) == len(set(days)) + days.count(TODAY) - 1
    assert days.count(TODAY) == 10
    assert {TODAY - timedelta(days=n) for n in range(5)} == set(days)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 24)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(st.sets(MOMENTS, max_size=60))
def test_what_is_worth_keeping(moments: set[datetime]) -> None:
    backups = [a_backup(moment) for moment in moments]
    kept = worth_keeping(backups, TODAY)
    for backup in backups:
        day = backup.made.date()
        later = [other for other in backups if other > backup]
        if day >= TODAY:
            assert backup in kept
        elif day >= TODAY - timedelta(days=30):
            assert (backup in kept) == all(other.made.date() != day for other in later)
        elif backup in kept:
            assert all(_month(other) != _month(backup) or _is_recent(other) for other in later)
    assert {_month(backup) for backup in kept} == {_month(backup) for backup in backups}
    assert worth_keeping(kept, TODAY) == kept


@given(st.sets(MOMENTS, max_size=40), st.integers(0, 800))
def test_thinning_every_day_keeps_the_last_of_each_month(
    moments: set[datetime], ahead: int
) -> None:
    """Whether it is thinned day by day or once: the months stay."""
    kept = [a_backup(moment) for moment in moments if moment.date() < TODAY]
    months = {_month(backup) for backup in kept}
    for days in range(0, ahead, 7):
        kept = worth_keeping(kept, TODAY + timedelta(days=days))
    assert {_month(backup) for backup in kept} == months


def _month(backup: Backup) -> tuple[int, int]:
    return backup.made.year, backup.made.month


def _is_recent(backup: Backup) -> bool:
    return backup.made.date() >= date(2026, 10, 24)


def test_of_a_logbook_that_was_exchanged_none_is_made(
    logbook: Logbook, backups: Backups, tmp_path: Path
) -> None:
    """Another window set a passphrase: what this one has open can be read by anybody."""
    with closing(Logbook.open(logbook.path)) as other:
        other.relock(Key.new("open sesame"))
    with pytest.raises(LogbookError, match="was moved or deleted"):
        backups.take(logbook, Reason.DAY, NOW)
    assert not backups.folder.exists()


def test_what_an_interruption_left_is_swept_a_day_later(logbook: Logbook, backups: Backups) -> None:
    backups.folder.mkdir(parents=True)
    left = [backups.folder / f".b12tracker.{n}.new{ending}" for n, ending in enumerate(("", "-x"))]
    for each in left:
        each.touch()
    now = datetime.now() + timedelta(hours=20)  # noqa: DTZ005 - as the clock of the files
    backups.take(logbook, Reason.ASKED, now)
    assert all(each.exists() for each in left), "another window may be at it"
    backups.take(logbook, Reason.ASKED, now + timedelta(hours=5))
    assert not any(each.exists() for each in left)


# Passphrases


def relock(logbook: Logbook, backups: Backups, key: Key | None) -> None:
    old = logbook.key
    logbook.relock(key)
    backups.relock(old, key)


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def holds_all(backups: Backups, key: Key | None, many: int) -> None:
    """Every backup can be read, and says what it said."""
    assert len(backups.listed()) == many
    for backup in backups.listed():
        assert backups.facts(backup, key).injections == (ENTRY,)
        assert backups.contents(backup, key).entries == 1


@pytest.fixture(name="three")
def three_backups(logbook: Logbook, backups: Backups) -> list[Backup]:
    return [backups.take(logbook, Reason.ASKED, NOW + timedelta(minutes=n)) for n in range(3)]


def test_a_passphrase_is_set_changed_and_taken_away_in_all_backups(
    logbook: Logbook, backups: Backups, three: list[Backup]
) -> None:
    times = backups.listed()
    first = Key.new("open sesame")
    relock(logbook, backups, first)
    assert b"Kamtschatka" not in everything_in(backups.folder)
    assert b"SQLite" not in everything_in(backups.folder)
    holds_all(backups, first, 3)
    other = first.with_passphrase("another")
    relock(logbook, backups, other)
    for backup in three:
        assert backup.path.read_bytes()[:16] == other.salt, "only the new passphrase opens it"
    holds_all(backups, other, 3)
    relock(logbook, backups, None)
    holds_all(backups, None, 3)
    assert backups.listed() == times
    assert {stat.S_IMODE(one.path.stat().st_mode) for one in three} == {0o600}


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("way", ["set", "change", "take away"])
def test_after_an_interruption_all_are_listed_and_the_rest_is_done(
    logbook: Logbook,
    backups: Backups,
    three: list[Backup],
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    way: str,
) -> None:
    old = None if way == "set" else Key.new("open sesame")
    if old:
        relock(logbook, backups, old)
    new = {
        "set": Key.new("open sesame"),
        "change": old and old.with_passphrase("another"),
        "take away": None,
    }[way]
    done: list[Path] = []

    def dying(path: Path, key: Key | None, wanted: Key | None) -> None:
        if len(done) == at:
            path.with_name(".b12tracker.1.new").write_bytes(path.read_bytes())
            raise KeyboardInterrupt
        done.append(path)
        rewrite(path, key, wanted)

    with monkeypatch.context() as patch:
        patch.setattr(backups_room, "rewrite", dying)
        with pytest.raises(KeyboardInterrupt):
            backups.relock(old, new)
    holds_all(backups, old or new, 3)
    backups.relock(old, new)
    holds_all(backups, new, 3)
    assert len(list(backups.folder.iterdir())) == 3
    assert (b"Kamtschatka" in everything_in(backups.folder)) == (new is None)


def test_one_that_cannot_be_exchanged_does_not_keep_the_others(
    logbook: Logbook, backups: Backups, three: list[Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, key: Key | None, new: Key | None) -> None:
        if path == three[1].path:
            raise OSError(28, "No space left on device")
        rewrite(path, key, new)

    key = Key.new("open sesame")
    with monkeypatch.context() as patch:
        patch.setattr(backups_room, "rewrite", full)
        with pytest.raises(LogbookError, match=r"1 of the backups .* No space left"):
            backups.relock(None, key)
    holds_all(backups, key, 3)
    backups.relock(key, key)
    assert b"Kamtschatka" not in everything_in(backups.folder)


def test_damaged_ones_leave_nothing_that_can_be_read(
    logbook: Logbook, backups: Backups, three: list[Backup]
) -> None:
    for backup, at in zip(three, (0, 4096 * 3, 4096 * 6), strict=True):
        with backup.path.open("r+b") as file:
            file.seek(at)
            file.write(b"\xff" * 4096 * 2)
    backups.relock(None, Key.new("open sesame"))
    assert b"Kamtschatka" not in everything_in(backups.folder)


def test_one_with_a_passphrase_of_its_own_is_left(
    logbook: Logbook, backups: Backups, three: list[Backup]
) -> None:
    stranger = Key.new("of another time")
    rewrite(three[0].path, None, stranger)
    key = Key.new("open sesame")
    relock(logbook, backups, key)
    assert backups.facts(three[0], stranger).injections == (ENTRY,)
    assert backups.contents(three[0], key).fault == "locked otherwise, or damaged"
    relock(logbook, backups, None)
    assert backups.facts(three[0], stranger).injections == (ENTRY,)


def test_one_whose_disk_stumbled_is_told_and_tried_again(
    logbook: Logbook, backups: Backups, three: list[Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Key.new("open sesame")

    def stumbling(path: Path, *_: object) -> None:
        raise DamagedError(f"{path} is damaged.")

    with monkeypatch.context() as patch:
        patch.setattr("b12tracker.storage.backups.rewrite", stumbling)
        with pytest.raises(LogbookError, match="3 of the backups"):
            backups.relock(None, key)
    holds_all(backups, None, 3)
    backups.relock(None, key)
    holds_all(backups, key, 3)
