"""A whole day with the program: no network, and nothing written elsewhere; see ``tests.watch``."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trials.deeds import Deed, deeds_in_trace
from tests.trials.tracing import NO_STRACE
from tests.watch import Day

ROOT = Path(__file__).parents[2]


def watched(*words: str) -> str:
    command = [sys.executable, "-m", "tests.watch", *words]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the places are those of Linux")
def test_python_is_asked_for_nothing_else() -> None:
    assert "the folder that the user chose" in watched("--audit")


@pytest.mark.skipif(NO_STRACE is not None, reason=str(NO_STRACE))
def test_the_system_is_asked_for_nothing_else() -> None:
    said = watched()
    assert "the settings" in said
    assert "the logbook that opens by itself" in said


@pytest.mark.skipif(NO_STRACE is not None, reason=str(NO_STRACE))
@pytest.mark.skipif(not shutil.which("xvfb-run"), reason="xvfb-run is not installed")
def test_on_a_display_nobody_further_away_is_spoken_to() -> None:
    assert "to the display, the session bus and the like" in watched("--display")


TRACE = """
12 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<socket:[1]>
12 connect(3<socket:[2]>, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = 0
12 openat(AT_FDCWD</x>, "/etc/notes", O_WRONLY|O_CREAT, 0600) = 4</etc/notes>
12 openat(AT_FDCWD</x>, "/etc/passwd", O_RDONLY) = 4</etc/passwd>
12 openat(AT_FDCWD</x>, "/nowhere/notes", O_WRONLY) = -1 ENOENT (No such file or directory)
12 rename("/w/chosen/a", "/var/b") = 0
12 unlinkat(7</w/chosen>, "a", 0) = 0
12 socket(AF_UNIX, SOCK_STREAM, 0) = 3<socket:[3]>
"""


def test_what_is_not_allowed_is_seen_in_a_trace() -> None:
    assert Day(Path("/w")).wrong(deeds_in_trace(TRACE)) == [
        Deed("socket", "AF_INET"),
        Deed("socket", "AF_INET6"),
        Deed("openat", "/etc/notes"),
        Deed("rename", "/var/b"),
    ]
