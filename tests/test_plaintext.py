"""What a program with a locked logbook leaves behind is searched; the search itself finds."""

import subprocess
import sys
from pathlib import Path

import pytest

from b12tracker.display import why_nothing_can_be_drawn

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.skipif(
        why_nothing_can_be_drawn() is not None, reason=str(why_nothing_can_be_drawn())
    ),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes as Linux does"),
]


def trial(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.plaintext", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_nothing_of_a_locked_logbook_lies_in_clear() -> None:
    done = trial("--times", "4")
    assert done.returncode == 0, done.stderr
    assert "killed while it writes: 4" in done.stdout
    assert "used at the window: 1" in done.stdout


def test_the_search_finds_a_logbook_in_clear() -> None:
    done = trial("--times", "1", "--plain")
    assert done.returncode == 1
    for found in (
        "“Kamtschatka”",
        "“SQLite format 3”",
        "“CREATE TABLE”",
        "“lab_results”",
        "“2031-",
    ):
        assert f"logbook.sqlite: {found}" in done.stderr
