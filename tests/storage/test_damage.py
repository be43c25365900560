"""Logbooks are damaged in many ways; ``python -m tests.damage --times 300`` does it longer."""

import faulthandler
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from b12tracker.storage.errors import LogbookError
from tests.damage import SPOILED, Answer, run_apart

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


@pytest.mark.parametrize("words", [(), ("--locked",)], ids=["plain", "locked"])
def test_it_neither_crashes_nor_hangs_nor_touches_them(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tests.damage", "--times", "10", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for how in SPOILED:
        assert how.__name__ in done.stdout


def test_the_trial_knows_a_crash_and_a_hang_from_an_answer() -> None:
    """Else it would say nothing."""

    def fail() -> int:
        raise LogbookError("What nobody caught.")

    def hang() -> int:
        while True:
            pass

    def crash() -> int:
        faulthandler.disable()  # else pytest tells of this crash, too
        os.kill(os.getpid(), signal.SIGSEGV)
        return 0

    assert run_apart(lambda: print("said") or 0) == Answer(0, "said\n", "")
    assert run_apart(fail).status == 99
    assert "Traceback" in run_apart(fail).err
    assert run_apart(crash).status == -signal.SIGSEGV
    assert run_apart(hang, seconds=0.3).status is None
