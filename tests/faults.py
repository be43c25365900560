"""Lets each thing that the program asks of the disk fail, one after the other.

``python -m tests.faults`` counts, scene by scene, the calls that read or write in its folders. Then
it plays the scene again once for each call and each error that the call may meet, and twice more in
which everything that follows fails too: the disk is full, or gone. After each it looks at what is
left. It needs strace.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.trials.acting import Act
from tests.trials.scene import Scene
from tests.trials.scenes import SCENES
from tests.trials.tracing import NO_STRACE, Call, Strace

ERRORS = {
    "pwrite64": ("ENOSPC", "EIO"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "unlink": ("EIO", "EROFS"),
    "link": ("EIO", "ENOSPC", "EROFS"),
    "rename": ("EIO", "EROFS"),
    "mkdir": ("ENOSPC", "EROFS"),
    "openat": ("EIO", "EMFILE"),
    "pread64": ("EIO",),
}
"""What each call may be answered."""

TO_MAKE_A_FILE = ("ENOSPC", "EROFS")
"""What a call that opens a file may be answered, if it makes the file."""

FULL = dict.fromkeys(("pwrite64", "write", "link", "mkdir"), "ENOSPC")
GONE = {name: "EIO" for name in ERRORS if name != "openat"}
"""What every call is answered from some moment on. Opening is left out: Python itself opens."""

ABOUT = re.compile(r'(?<=<)/[^>]*(?=>)|(?<=")/[^"]*(?=")')
"""The file that a call is about: by the number that is open, or by its name."""

NEW = re.compile(r"[0-9a-f]{8}-[-0-9a-f]{27}")
"""What is drawn by lot in the names of new files."""

SENTENCE = re.compile(r"[^\n]+\.")


class Trial:
    """One scene, hindered in every way in fresh copies of its folders."""

    def __init__(self, kind: type[Scene], root: Path) -> None:
        self.root = root
        self.scene = kind(root / "now")
        self.scene.begin()
        shutil.copytree(self.scene.root, root / "before")
        self.seen: Counter[str] = Counter()
        self.kept_quiet: list[str] = []

    def calls(self) -> list[Call]:
        """Return what the scene asks of the system when nothing hinders it."""
        for _ in range(2):  # by the second time Python has loaded all that it loads on first use
            act, calls = self._play(())
            assert act.done, act.refused
            self.scene.look(act.said, act.done)
        return calls

    def is_step(self, call: Call) -> bool:
        """Say whether a call is about a file of the scene that is there."""
        return str(self.scene.root) in call.words and "ENOENT" not in call.words

    def hinder(self, step: Call, what: str, wishes: Sequence[str]) -> None:
        """Play it with some errors, from one step on, and look."""
        try:
            act, calls = self._play(wishes)
        except AssertionError as error:
            error.add_note(f"when {step}: {what}")
            raise
        first = next((call for call in calls if "INJECTED" in call.words), None)
        if first and _asked(first) == _asked(step):
            self._look(act, f"{step.name} {step.words[:150]}: {what}")
        else:  # it took another way, and never came to this step
            self.seen["missed"] += 1

    def fill(self, size: int) -> None:
        """Play it where no file can be larger than so many bytes, and look."""
        self._begin_anew()
        act = Act(self.scene, largest=size)
        act.end()
        self._look(act, f"no file could be larger than {size} bytes")

    def largest(self) -> int:
        """Return the bytes of the largest file that the scene leaves."""
        return max(file.stat().st_size for file in self.scene.root.rglob("*") if file.is_file())

    def _look(self, act: Act, what: str) -> None:
        try:
            for sentence in act.refused:
                assert SENTENCE.fullmatch(sentence), sentence
            self.seen[f"left: {self.scene.look(act.said, act.done)}"] += 1
        except Exception as error:
            error.add_note(f"when {what}; it said {act.said}")
            raise
        self.seen["told" if act.refused else "went on"] += 1
        if not act.refused:
            self.kept_quiet.append(what)

    def _play(self, wishes: Sequence[str]) -> tuple[Act, list[Call]]:
        self._begin_anew()
        strace = Strace(self.root / "trace", ERRORS, wishes)
        act = Act(self.scene, strace.attach)
        act.end()
        return act, strace.calls()

    def _begin_anew(self) -> None:
        shutil.rmtree(self.scene.root)
        shutil.copytree(self.root / "before", self.scene.root)


def _asked(call: Call) -> str:
    """Return what a call is about, whatever our new files are called this time."""
    about = ABOUT.search(call.words)
    return f"{call.name} {NEW.sub('new', about[0]) if about else ''}"


def hindrances(trial: Trial, calls: Sequence[Call]) -> Iterator[tuple[Call, str, list[str]]]:
    """Yield each way in which the steps of a scene may fail, with what strace is to do."""
    reached: Counter[str] = Counter()
    for call in calls:
        reached[call.name] = call.number
        if trial.is_step(call):
            makes = call.name == "openat" and "O_CREAT" in call.words
            for error in ERRORS[call.name] + (TO_MAKE_A_FILE if makes else ()):
                yield call, f"gave {error}", [f"{call.name}:error={error}:when={call.number}"]
            for what, answers in (("full", FULL), ("gone", GONE)):
                if call.name in answers:
                    yield (
                        call,
                        f"from here on the disk was {what}",
                        _lasting(call, answers, reached),
                    )


def _lasting(step: Call, answers: dict[str, str], reached: Counter[str]) -> list[str]:
    """Let this step fail, and every call after it."""
    next_of = {name: reached[name] + (name != step.name) for name in answers}
    return [f"{name}:error={answers[name]}:when={at}+" for name, at in next_of.items()]


def main(words: Sequence[str] | None = None) -> int:
    """Hinder the program as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--scene", choices=SCENES, action="append")
    parser.add_argument("--every", type=int, default=1, help="try only one in so many")
    parser.add_argument("--sizes", type=int, help="instead: let files end at so many sizes")
    parser.add_argument("--quiet-ones", action="store_true", help="list what was not told")
    arguments = parser.parse_args(words)
    if NO_STRACE and not arguments.sizes:
        print(NO_STRACE, file=sys.stderr)
        return 2
    head = ("scene", "steps", "faults", "told", "went on", "not reached", "left behind")
    print(f"| {' | '.join(head)} |", "| --- " * len(head) + "|", sep="\n")
    for name in arguments.scene or SCENES:
        with tempfile.TemporaryDirectory(prefix="b12tracker-faults-") as folder:
            trial = Trial(SCENES[name], Path(folder))
            work = _fill if arguments.sizes else _hinder
            print(_row(name, work(trial, arguments), trial.seen), flush=True)
        if arguments.quiet_ones:
            print(*trial.kept_quiet, sep="\n")
    return 0


def _hinder(trial: Trial, arguments: argparse.Namespace) -> int:
    calls = trial.calls()
    for step, what, wishes in list(hindrances(trial, calls))[:: arguments.every]:
        trial.hinder(step, what, wishes)
    return sum(map(trial.is_step, calls))


def _fill(trial: Trial, arguments: argparse.Namespace) -> int:
    trial.fill(sys.maxsize)
    largest, sizes = trial.largest(), arguments.sizes
    for number in range(sizes):
        trial.fill(largest * number // sizes)
    return sizes


def _row(name: str, steps: int, seen: Counter[str]) -> str:
    left = ", ".join(f"{what[6:]} {n:,}" for what, n in sorted(seen.items()) if "left" in what)
    counts = (steps, seen["told"] + seen["went on"], seen["told"], seen["went on"], seen["missed"])
    return f"| {name} | {' | '.join(f'{n:,}' for n in counts)} | {left} |"


if __name__ == "__main__":
    sys.exit(main())
