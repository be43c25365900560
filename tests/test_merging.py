"""Merging another copy of a logbook on the command line."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from b12tracker import cli
from b12tracker.domain.facts import Fact, Facts
from b12tracker.merging import two_copies
from b12tracker.safekeeping import backups_of
from b12tracker.storage.errors import LockedError
from b12tracker.storage.kept import Snapshot
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from tests.builders import a_box, a_skip, a_symptom_entry, an_id, an_injection, facts
from tests.storage.raw import folder_state, tool

Bring = Callable[..., str]
Pair = tuple[Path, Path]

OLD = Path(__file__).parent / "logbooks"
COMMON = an_injection("2026-01-05", id=an_id(1))
SKIP = a_skip("2026-01-12", id=an_id(2))
BOX = a_box(id=an_id(3))


@pytest.fixture(name="pair")
def laptop_and_desktop(tmp_path: Path) -> Pair:
    laptop, desktop = tmp_path / "here" / "laptop.sqlite", tmp_path / "desktop.sqlite"
    laptop.parent.mkdir()
    with closing(Logbook.create(laptop, holding=[COMMON, SKIP, BOX])) as logbook:
        logbook.backup_to(desktop)
    return laptop, desktop


@pytest.fixture
def bring(capsys: pytest.CaptureFixture[str]) -> Bring:
    def run(*words: str | Path) -> str:
        assert cli.run(["import", *map(str, words)]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return run


def write(path: Path, **what: list[Fact]) -> None:
    with closing(Logbook.open(path)) as logbook:
        logbook.write(**what)


def read(path: Path) -> Facts:
    return Logbook.read(path)


def rows(path: Path) -> Snapshot:
    with closing(Logbook.in_memory(path)) as logbook:
        return logbook.snapshot()


def test_what_was_taken_and_left_is_said(pair: Pair, bring: Bring) -> None:
    laptop, desktop = pair
    new = an_injection("2026-01-19", id=an_id(4))
    write(desktop, put=[new, replace(COMMON, note="there")], remove=[SKIP])
    assert bring(laptop, desktop) == (
        "Taken: 2 injections.\n"
        "Deleted, because the other copy deleted it: 1 skip.\n"
        "Left, because it is the same or newer here: 1 box.\n"
    )
    assert read(laptop) == facts(replace(COMMON, note="there"), new, BOX)
    assert rows(laptop) == rows(desktop)


def test_a_second_time_changes_nothing(pair: Pair, bring: Bring) -> None:
    laptop, desktop = pair
    write(desktop, put=[an_injection("2026-01-19")])
    bring(laptop, desktop)
    before = folder_state(laptop.parent)
    assert bring(laptop, desktop).startswith("Taken: nothing.\nLeft, because it is the same")
    assert folder_state(laptop.parent) == before
    assert len(backups_of(laptop).listed()) == 1, "a backup for the merge that changed something"


def test_a_merge_begins_with_a_backup(pair: Pair, bring: Bring) -> None:
    laptop, desktop = pair
    write(desktop, remove=[SKIP])
    before = read(laptop)
    bring(laptop, desktop)
    (backup,) = backups_of(laptop).listed()
    assert backup.reason == "merge"
    assert read(backup.path) == before


def test_a_dry_run_says_the_same_and_does_nothing(pair: Pair, bring: Bring, tmp_path: Path) -> None:
    laptop, desktop = pair
    write(desktop, put=[replace(COMMON, note="there")])
    before = folder_state(tmp_path)
    dry = bring(laptop, desktop, "--dry-run")
    assert folder_state(tmp_path) == before
    assert bring(laptop, desktop) == dry
    assert read(laptop).injections[0].note == "there"


def conflict(pair: Pair) -> None:
    laptop, desktop = pair
    write(laptop, put=[replace(COMMON, note="here")], remove=[SKIP])
    write(desktop, put=[replace(COMMON, note="there"), replace(SKIP, note="changed")])


def test_conflicts_are_told_and_left(pair: Pair, bring: Bring) -> None:
    laptop, desktop = pair
    conflict(pair)
    before = rows(laptop)
    for _ in range(2):
        assert bring(laptop, desktop) == (
            "Taken: nothing.\n"
            "Left, because it is the same or newer here: 1 box.\n"
            f'Changed in both copies: injection {an_id(1)}, here {{"note": "here"}}, '
            'there {"note": "there"}; left as it is here.\n'
            f"Changed in both copies: skip {an_id(2)}, here deleted, there "
            f'{{"planned": "2026-01-12", "reason": "no_appointment", "note": "changed", '
            f'"id": "{an_id(2)}"}}; left as it is here.\n'
            "Decide with --conflicts mine or --conflicts theirs; until then every import tells "
            "them again.\n"
        )
    assert rows(laptop) == before


@pytest.mark.parametrize(("choice", "note", "skips"), [("mine", "here", 0), ("theirs", "there", 1)])
def test_conflicts_are_decided(
    pair: Pair, bring: Bring, choice: str, note: str, skips: int
) -> None:
    laptop, desktop = pair
    conflict(pair)
    said = bring(laptop, desktop, "--conflicts", choice)
    assert "as it is here.\n" in said if choice == "mine" else "taken as it is there.\n" in said
    assert "--conflicts" not in said
    held = read(laptop)
    assert (held.injections[0].note, len(held.skips)) == (note, skips)
    assert "Changed in both" not in bring(desktop, laptop), "the other copy knows it, too"
    assert rows(laptop) == rows(desktop)


def test_a_merge_is_told_in_json(pair: Pair, bring: Bring) -> None:
    laptop, desktop = pair
    conflict(pair)
    write(laptop, put=[an_injection("2026-02-01")])
    write(desktop, put=[an_injection("2026-02-01"), a_symptom_entry()], remove=[BOX])
    said = json.loads(bring(laptop, desktop, "--json"))
    conflicts = said.pop("conflicts")
    assert said == {
        "taken": {"injections": 1, "symptoms": 1},
        "deleted": {"boxes": 1},
        "left": {"injections": 1},
        "refused": [],
        "both_injected": ["2026-02-01"],
    }
    assert [(one["id"], one["kind"], one["decided"]) for one in conflicts] == [
        (an_id(1), "injections", None),
        (an_id(2), "skips", None),
    ]
    assert conflicts[0]["mine"]["note"] == "here"
    assert conflicts[1]["mine"] is None
    said = json.loads(bring(laptop, desktop, "--json", "--conflicts", "theirs"))
    assert {one["decided"] for one in said["conflicts"]} == {"theirs"}
    assert said["taken"] == {"injections": 1, "skips": 1}


def test_a_logbook_that_is_no_copy_is_imported_as_before(
    pair: Pair, bring: Bring, tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    Logbook.create(other, holding=[an_injection("2026-01-05"), an_injection("2026-03-01")]).close()
    said = bring(pair[0], other)
    assert said == "Taken: 1 injection.\nLeft, because it is there already: 1 injection.\n"


def test_the_other_copy_stays_as_it_is(pair: Pair, bring: Bring) -> None:
    laptop, desktop = pair
    write(laptop, put=[replace(COMMON, note="here")])
    desktop.chmod(0o400)
    before = desktop.read_bytes()
    bring(laptop, desktop)
    assert desktop.read_bytes() == before


def test_an_older_copy_is_merged(pair: Pair, bring: Bring, tmp_path: Path) -> None:
    """A copy from before a deletion must not bring the entry back."""
    laptop, desktop = pair
    write(laptop, remove=[SKIP])
    assert bring(laptop, desktop).startswith("Taken: nothing.")
    assert read(laptop).skips == ()


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_copy_that_an_older_version_wrote(bring: Bring, tmp_path: Path, name: str) -> None:
    """It is brought up to date in memory only."""
    here, there = tmp_path / "here.sqlite", tmp_path / "there.sqlite"
    for path in (here, there):
        shutil.copyfile(OLD / f"{name}.sqlite", path)
    write(here, put=[COMMON])
    before = there.read_bytes()
    assert bring(here, there).startswith("Taken: nothing.\nLeft, because it is the same")
    assert there.read_bytes() == before
    assert bring(there, here).startswith("Taken: 1 injection.\n")
    assert read(there) == read(here)


def test_a_copy_that_cannot_be_read_is_told(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    laptop, desktop = pair
    with tool(desktop) as file:
        file.execute("UPDATE injections SET version = '7'")
    before = laptop.read_bytes()
    assert cli.run(["import", str(laptop), str(desktop)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "desktop.sqlite holds what cannot be read: '7' is not the version" in said.err
    assert laptop.read_bytes() == before


def test_a_copy_with_the_same_secret_opens_by_itself(tmp_path: Path) -> None:
    """Whatever its passphrase was when the copies went apart."""
    key = Key.new("correct horse")
    laptop = Logbook.create(tmp_path / "laptop.sqlite", holding=[COMMON], key=key)
    laptop.backup_to(tmp_path / "desktop.sqlite")
    laptop.relock(key.with_passphrase("battery staple"))
    found = two_copies(laptop, tmp_path / "desktop.sqlite")
    assert found is not None
    assert found.merged().same == (COMMON,)
    laptop.close()


def test_a_copy_with_another_secret_says_that_it_is_locked(tmp_path: Path) -> None:
    laptop = Logbook.create(tmp_path / "laptop.sqlite", holding=[COMMON])
    laptop.backup_to(tmp_path / "desktop.sqlite")
    key = Key.new("correct horse")
    with closing(Logbook.open(tmp_path / "desktop.sqlite")) as desktop:
        desktop.relock(key)
    for _ in range(2):  # open, and locked under a secret of its own
        with pytest.raises(LockedError, match="is locked; it opens with its passphrase"):
            two_copies(laptop, tmp_path / "desktop.sqlite")
        laptop.relock(Key.new("correct horse"))
    assert two_copies(laptop, tmp_path / "desktop.sqlite", key)
    laptop.close()


def test_a_plain_copy_of_a_locked_logbook_is_merged(tmp_path: Path) -> None:
    laptop = Logbook.create(tmp_path / "laptop.sqlite", holding=[COMMON])
    laptop.backup_to(tmp_path / "desktop.sqlite")
    laptop.relock(Key.new("correct horse"))
    found = two_copies(laptop, tmp_path / "desktop.sqlite")
    assert found is not None
    assert found.merged().same == (COMMON,)
    laptop.close()
