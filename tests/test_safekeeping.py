"""Opening logbooks so that backups are kept of them."""

import shutil
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from b12tracker.places import data_folder
from b12tracker.safekeeping import backups_of, keep_one_a_day, open_logbook
from b12tracker.storage.backups import Reason
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from tests.builders import an_injection

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
    with closing(Logbook.create(tmp_path / "logbook.sqlite")) as logbook:
        keep_one_a_day(logbook, NOW)
    folder = backups_of(logbook.path).folder
    for made in (folder, folder.parent, data_folder()):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700, made
