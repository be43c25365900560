"""What a program that was killed left unfinished is taken away; what is being written stays."""

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from b12tracker.storage.logbook import Logbook
from b12tracker.unfinished import clear_leftovers, unfinished

HOLD = """
import sys
from pathlib import Path
from b12tracker.unfinished import unfinished
with unfinished(Path(sys.argv[1])) as beside:
    Path(f"{beside}-journal").touch()
    print(beside, flush=True)
    sys.stdin.read()
"""


def let_time_pass(folder: Path, seconds: float = 120) -> None:
    """Make every file in a folder older than it is."""
    then = time.time() - seconds
    for file in folder.iterdir():
        os.utime(file, (then, then), follow_symlinks=False)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.fixture(name="killed")
def what_a_killed_program_left(tmp_path: Path) -> set[str]:
    with writing(tmp_path) as program:
        program.kill()
    left = names(tmp_path)
    assert len(left) == 2
    return left


def writing(folder: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", HOLD, str(folder)]
    program = subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True)
    assert program.stdout
    assert program.stdout.readline()
    return program


def test_opening_a_logbook_takes_away_what_is_left_over(killed: set[str], tmp_path: Path) -> None:
    let_time_pass(tmp_path)
    with closing(Logbook.create(tmp_path / "one.sqlite")):
        assert names(tmp_path) == {"one.sqlite"}


def test_what_is_new_may_belong_to_another_computer(killed: set[str], tmp_path: Path) -> None:
    """In a synchronised folder nobody here holds what another computer is writing."""
    clear_leftovers(tmp_path)
    assert names(tmp_path) == killed


@pytest.mark.skipif(os.name == "nt", reason="Windows holds files by other means")
def test_what_is_being_written_stays_however_old_it_is(tmp_path: Path) -> None:
    with writing(tmp_path) as program:
        let_time_pass(tmp_path, 10_000)
        clear_leftovers(tmp_path)
        assert len(names(tmp_path)) == 2
        program.communicate()
    assert names(tmp_path) == set()


def test_where_nobody_can_say_who_writes_an_hour_is_waited(
    killed: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("b12tracker.unfinished.fcntl", None)
    let_time_pass(tmp_path, 3000)
    clear_leftovers(tmp_path)
    assert names(tmp_path) == killed
    let_time_pass(tmp_path, 4000)
    clear_leftovers(tmp_path)
    assert names(tmp_path) == set()


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.touch()
    (tmp_path / f".b12tracker.{uuid4()}.new").symlink_to(mine)
    (tmp_path / f".b12tracker.{uuid4()}.old").touch()
    (tmp_path / ".b12tracker.mine.new").touch()
    (tmp_path / f".b12tracker.{uuid4()}").mkdir()
    before = names(tmp_path)
    let_time_pass(tmp_path, 10_000)
    clear_leftovers(tmp_path)
    assert names(tmp_path) == before


def test_what_got_its_name_stays_and_the_rest_goes(tmp_path: Path) -> None:
    with unfinished(tmp_path) as beside:
        beside.replace(tmp_path / "whole")
    with pytest.raises(ZeroDivisionError), unfinished(tmp_path):
        raise ZeroDivisionError
    assert names(tmp_path) == {"whole"}
