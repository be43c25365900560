"""The program is killed at what it does; ``python -m tests.crash --times 1000`` does it longer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials.scenes import SCENES

ROOT = Path(__file__).parents[2]
TIMES = {"writing": 12, "writing-locked": 12}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


@pytest.mark.parametrize("scene", SCENES)
def test_what_was_acknowledged_is_there_and_nothing_is_half_done(scene: str) -> None:
    times = str(TIMES.get(scene, 4))
    command = [sys.executable, "-m", "tests.crash", "--scene", scene, "--times", times]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "killed at work" in done.stdout
