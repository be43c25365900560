"""The disk is full, or a step fails; ``python -m tests.faults`` tries all steps and errors."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials.scenes import SCENES
from tests.trials.tracing import NO_STRACE

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def tried(*words: str) -> list[str]:
    """Run the trial; return the cells of its last row."""
    command = [sys.executable, "-m", "tests.faults", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [cell.strip() for cell in done.stdout.splitlines()[-1].split("|")]


@pytest.mark.parametrize("scene", SCENES)
def test_where_the_disk_is_full_it_says_so_and_loses_nothing(scene: str) -> None:
    _, _, sizes, _, told, *_ = tried("--scene", scene, "--sizes", "3")
    assert sizes == "3"
    assert int(told) > 0, "the disk was never full"


@pytest.mark.skipif(NO_STRACE is not None, reason=str(NO_STRACE))
@pytest.mark.parametrize("scene", ["writing", "changing-a-passphrase", "exporting"])
def test_a_step_that_fails_is_told_and_loses_nothing(scene: str) -> None:
    _, _, _, _, told, *_ = tried("--scene", scene, "--every", "197")
    assert int(told) > 1
