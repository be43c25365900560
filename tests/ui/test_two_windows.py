"""Two windows write one file at full speed; ``python -m tests.two_windows`` does it longer."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.two_windows import KINDS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_and_both_show_the_same(kind: str) -> None:
    command = [sys.executable, "-m", "tests.two_windows", "--kind", kind, "--changes", "60"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| 60 + 60 |" in done.stdout
