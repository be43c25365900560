"""Kills the program at random moments of what it does to files, and looks at what is left.

``python -m tests.crash --times 1000`` kills it a thousand times in each scene.
"""

import argparse
import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median

from tests.trials.acting import Act
from tests.trials.scene import Scene
from tests.trials.scenes import SCENES

MEASURED = 3
"""So often a scene is played to its end, to know until when it can be killed."""


class Trial:
    """One scene, killed again and again in a fresh copy of its folders."""

    def __init__(self, kind: type[Scene], root: Path, chance: Random) -> None:
        self.root, self.chance = root, chance
        self.scene = kind(root / "now")
        self.scene.begin()
        shutil.copytree(self.scene.root, root / "before")
        self.seen: Counter[str] = Counter()
        self.length = median(self._length() for _ in range(MEASURED))

    def kill(self) -> None:
        """Kill it at a random moment and look."""
        self._begin_anew()
        act = Act(self.scene)
        time.sleep(self.chance.uniform(0, self.length))
        os.kill(act.process, signal.SIGKILL)
        act.end()
        self.seen["killed at work" if act.killed else "came too late"] += 1
        assert not act.refused, act.refused
        self.seen[f"left: {self.scene.look(act.said, act.done)}"] += 1

    def _length(self) -> float:
        self._begin_anew()
        begun = time.monotonic()
        act = Act(self.scene)
        act.end()
        taken = time.monotonic() - begun
        assert act.done, act.refused
        self.scene.look(act.said, act.done)
        return taken

    def _begin_anew(self) -> None:
        shutil.rmtree(self.scene.root)
        shutil.copytree(self.root / "before", self.scene.root)


def main(words: Sequence[str] | None = None) -> None:
    """Kill the program as often as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--scene", choices=SCENES, action="append")
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args(words)
    print(f"seed {arguments.seed}")
    print("| scene | killed at work | came too late | left behind |", "| --- " * 4 + "|", sep="\n")
    for name in arguments.scene or SCENES:
        with tempfile.TemporaryDirectory(prefix="b12tracker-crash-") as folder:
            trial = Trial(SCENES[name], Path(folder), Random(arguments.seed))
            for _ in range(arguments.times):
                trial.kill()
        print(_row(name, trial.seen), flush=True)


def _row(name: str, seen: Counter[str]) -> str:
    left = (f"{what[6:]} {n:,}" for what, n in sorted(seen.items()) if what.startswith("left"))
    killed, late = seen["killed at work"], seen["came too late"]
    return f"| {name} | {killed:,} | {late:,} | {', '.join(left)} |"


if __name__ == "__main__":
    main()
