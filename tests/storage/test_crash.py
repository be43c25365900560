"""The program is killed while it writes; ``python -m tests.crash --times 1000`` does it longer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


@pytest.mark.parametrize(
    ("scene", "times"), [("writing", 30), ("making", 12), ("importing", 12), ("adding", 12)]
)
def test_what_was_acknowledged_is_there_and_nothing_is_half_done(scene: str, times: int) -> None:
    command = [sys.executable, "-m", "tests.crash", "--scene", scene, "--times", str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "killed at work" in done.stdout
