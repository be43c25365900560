"""A file is written whole or not at all, for its owner only, and never over a logbook."""

import os
import stat
from pathlib import Path

import pytest

from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.written_file import write_file
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook

OLD, NEW = b"what was there", b"what is written"


def test_it_is_written_for_its_owner_only(tmp_path: Path) -> None:
    write_file(tmp_path / "out.json", NEW)
    assert (tmp_path / "out.json").read_bytes() == NEW
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out.json").write_bytes(OLD)
    write_file(tmp_path / "out.json", NEW)
    assert (tmp_path / "out.json").read_bytes() == NEW


@pytest.mark.parametrize("key", [None, Key(bytes(16), bytes(range(16)))])
def test_a_logbook_is_never_replaced(tmp_path: Path, key: Key | None) -> None:
    logbook = Logbook.create(tmp_path / "logbook.sqlite", key=key)
    logbook.close()
    before = logbook.path.read_bytes()
    link = logbook.path.with_name("link.json")
    link.symlink_to(logbook.path)
    for path in (logbook.path, link):
        with pytest.raises(SharingError, match="is a logbook, left untouched"):
            write_file(path, NEW)
    assert logbook.path.read_bytes() == before


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "file.json")
    write_file(tmp_path / "link.json", NEW)
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "file.json").read_bytes() == NEW


def test_what_is_no_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    """As root, even a device would be replaced."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(SharingError, match="is not an ordinary file"):
            write_file(path, NEW)
    assert (tmp_path / "pipe").is_fifo()
    assert [file.name for file in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("name", ["missing/out.json", "file/out.json", "a" * 300])
def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(SharingError, match=r"out.json cannot be written|a cannot be written"):
        write_file(tmp_path / name, NEW)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out.json").write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SharingError, match=r"out.json cannot be written: No space left on device"):
        write_file(tmp_path / "out.json", NEW)
    assert (tmp_path / "out.json").read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) == 1
