"""Watching, by strace, what a process asks the system for, and letting it fail."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NO_STRACE = None if shutil.which("strace") else "strace is not installed, so nothing was tried."
"""One sentence where this machine lacks it, else None."""

CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)")


@dataclass(frozen=True)
class Call:
    """One thing that was asked of the system.

    Attributes:
        number: how many of its name there were by then, itself counted; from 1.
        words: what was asked, with the files it is about.
    """

    name: str
    number: int
    words: str


class Strace:
    """Hangs on to a process until that ends."""

    def __init__(self, out: Path, names: Iterable[str], wishes: Iterable[str] = ()) -> None:
        self.out = out
        traced = [f"trace={','.join(names)}", *(f"inject={wish}" for wish in wishes)]
        self._words = ["strace", "-f", "-y", "-s", "80", "-o", str(out)]
        self._words += [word for each in traced for word in ("-e", each)]
        self._running: subprocess.Popen[str] | None = None

    def attach(self, process: int) -> None:
        """Begin to watch a process."""
        words = [*self._words, "-p", str(process)]
        self._running = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        assert self._running.stderr
        line = self._running.stderr.readline()
        assert "attached" in line, f"strace cannot watch here: {line}"

    def calls(self) -> list[Call]:
        """Wait for the end, and return what was asked, in its order."""
        if self._running:
            self._running.communicate()
        return calls_in(self.out.read_text("utf-8", "replace"))


def calls_in(text: str) -> list[Call]:
    """Read what strace wrote."""
    counted: Counter[str] = Counter()
    found = []
    for line in text.splitlines():
        call = CALL.match(line)
        if call:
            counted[call[1]] += 1
            found.append(Call(call[1], counted[call[1]], call[2]))
    return found
