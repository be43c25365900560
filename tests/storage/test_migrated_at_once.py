"""All steps of a migration are one: there is no file between two versions."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from b12tracker.storage.logbook import Logbook
from b12tracker.storage.migrations import migrations
from tests.storage.raw import select

OLD = Path(__file__).parents[1] / "logbooks" / "first.sqlite"


def test_a_step_that_fails_takes_back_those_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(OLD, tmp_path / "old.sqlite"))

    def fail(_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations._migrations[-1], "fn", fail)
        with pytest.raises(ZeroDivisionError):
            Logbook.open(path)
    assert select(path, "SELECT name FROM _sqlite_migrations") == [("first_tables",)]
    assert select(path, "SELECT count(*) FROM sqlite_master WHERE name = 'pauses'") == [(0,)]
    with closing(Logbook.open(path)) as logbook:
        assert logbook.facts() == Logbook.read(OLD)
