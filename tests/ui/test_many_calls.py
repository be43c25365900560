"""A long day with the window: PySide6 6.12 must not use up None and True before Python 3.12."""

import subprocess
import sys

MANY_CALLS = """
import b12tracker.ui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal()

bell = Bell()
for _ in range(60_000):
    bell.setObjectName("bell")
    bell.rung.emit()
print("still here")
"""


def test_many_calls_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "still here\n"), done.stderr
