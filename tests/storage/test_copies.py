"""Which copy of a logbook is writing."""

import stat
from pathlib import Path

import pytest

from b12tracker.places import data_folder
from b12tracker.storage.copies import NAME, copy_id


def test_a_copy_keeps_its_id(tmp_path: Path) -> None:
    first = copy_id(tmp_path / "data", tmp_path / "logbook.sqlite")
    assert copy_id(tmp_path / "data", tmp_path / "logbook.sqlite") == first


def test_another_place_or_installation_is_another_copy(tmp_path: Path) -> None:
    ids = {
        copy_id(tmp_path / installation, tmp_path / name)
        for installation in ("data", "other")
        for name in ("logbook.sqlite", "copy.sqlite")
    }
    assert len(ids) == 4


def test_a_link_is_the_same_copy(tmp_path: Path) -> None:
    path, link = tmp_path / "logbook.sqlite", tmp_path / "link"
    link.symlink_to(path)
    assert copy_id(tmp_path / "data", link) == copy_id(tmp_path / "data", path)


def test_the_folder_and_the_file_are_for_their_owner_only(tmp_path: Path) -> None:
    copy_id(tmp_path / "b12tracker", tmp_path / "logbook.sqlite")
    assert stat.S_IMODE((tmp_path / "b12tracker").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "b12tracker" / NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("spoiled", [b"", b"not an id", b"\xff\xfe"])
def test_a_spoiled_id_is_made_anew_and_kept(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / NAME).write_bytes(spoiled)
    first = copy_id(tmp_path, tmp_path / "logbook.sqlite")
    assert copy_id(tmp_path, tmp_path / "logbook.sqlite") == first


def test_without_a_place_to_keep_it_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert copy_id(tmp_path / "file" / "folder", tmp_path / "logbook.sqlite")


def test_no_test_writes_where_the_user_keeps_theirs(user_folder: Path) -> None:
    assert data_folder().is_relative_to(user_folder)
    assert not user_folder.exists()
