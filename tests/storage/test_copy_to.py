"""Copies of a logbook, and reading one that is left as it is."""

from pathlib import Path

import pytest

from b12tracker.domain.facts import Facts
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from tests.builders import a_plan, an_injection
from tests.storage.raw import folder_state, select, tool

ABOUT = {"on": "2026-11-22", "from": None, "notes": True}


def test_a_copy_says_where_it_comes_from_and_a_copy_of_it_too(
    logbook: Logbook, tmp_path: Path
) -> None:
    logbook.write(put=[an_injection(), a_plan()])
    logbook.copy_to(tmp_path / "copy.sqlite", ABOUT)
    copy = Logbook.open(tmp_path / "copy.sqlite", "another")
    copy.copy_to(tmp_path / "again.sqlite", {"on": "2026-11-23"})
    assert copy.complaints() == []
    copy.close()
    said = "SELECT key, value FROM about_this_copy"
    assert select(tmp_path / "copy.sqlite", said) == [
        ("on", "2026-11-22"), ("from", "null"), ("notes", "true")
    ]  # fmt: skip
    assert select(tmp_path / "again.sqlite", said) == [("on", "2026-11-23")]
    assert Logbook.read(tmp_path / "again.sqlite") == logbook.facts()


def test_a_copy_that_cannot_be_made_leaves_nothing(logbook: Logbook, tmp_path: Path) -> None:
    before = folder_state(tmp_path)
    for path in (logbook.path, tmp_path / "missing" / "copy.sqlite"):
        with pytest.raises(LogbookError):
            logbook.copy_to(path, ABOUT)
    strange = an_injection(note="\ud800")
    with pytest.raises(LogbookError, match="cannot be kept"):
        logbook.copy_to(tmp_path / "copy.sqlite", ABOUT, holding=[strange])
    assert folder_state(tmp_path) == before


def test_reading_leaves_a_logbook_of_an_older_version_as_it_is(tmp_path: Path) -> None:
    old = sorted((Path(__file__).parents[1] / "logbooks").glob("*.sqlite"))[0]
    path = tmp_path / "old.sqlite"
    path.write_bytes(old.read_bytes())
    path.chmod(0o400)
    before = folder_state(tmp_path)
    facts = Logbook.read(path)
    assert facts.injections
    assert folder_state(tmp_path) == before


def test_reading_while_another_program_writes(logbook: Logbook) -> None:
    """What is written and not yet finished is not seen."""
    logbook.write(put=[an_injection()])
    with tool(logbook.path) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM injections")
        assert len(Logbook.read(logbook.path).injections) == 1
        other.execute("ROLLBACK")


@pytest.mark.parametrize("content", [None, b"", b"Dear diary", b"SQLite format 3\x00" + bytes(500)])
def test_what_is_no_logbook_is_not_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "letter.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LogbookError, match=r"letter\.sqlite"):
        Logbook.read(path)
    assert [one.name for one in tmp_path.iterdir()] == ([] if content is None else [path.name])


def test_an_empty_logbook_is_read(logbook: Logbook) -> None:
    assert Logbook.read(logbook.path) == Facts()
