"""Kills the program while it writes, at random moments, and looks at what is left.

``python -m tests.crash --times 1000`` kills it a thousand times in each scene.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from random import Random

from b12tracker import assets, cli
from b12tracker.domain.facts import Facts
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.logbook import Logbook
from tests.builders import a_symptom_entry, an_injection

Say = Callable[[str], None]
Work = Callable[[Say], None]

WHOLE_STORY = tell(assets.sample_story(), date(2026, 11, 22))
STORY = replace(WHOLE_STORY, symptoms=WHOLE_STORY.symptoms[:20])


def killed_at_work(work: Work, after: float | None) -> tuple[list[str], bool]:
    """Let a process work, kill it, and return what it said and whether it was still at work.

    Args:
        after: seconds; None lets it end by itself.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        _work_and_leave(work, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        assert pipe.readline() == "begun\n"
        if after is not None:
            time.sleep(after)
            os.kill(process, signal.SIGKILL)
        said = pipe.read().split()
    _, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise AssertionError("the process failed before it was killed; see above")
    return said, os.WIFSIGNALED(status)


def _work_and_leave(work: Work, writing: int) -> None:
    status = 1
    try:
        os.write(writing, b"begun\n")
        work(lambda word: os.write(writing, f"{word}\n".encode()) and None)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    os._exit(status)


@dataclass
class Scene:
    """A logbook in a folder of its own, and chance."""

    folder: Path
    chance: Random
    longest: float = 0.1
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def path(self) -> Path:
        """The logbook."""
        return self.folder / "logbook.sqlite"

    def measure(self, work: Work) -> None:
        """Let some work end by itself, to know up to when it can be killed."""
        begun = time.monotonic()
        killed_at_work(work, None)
        self.longest = 1.1 * (time.monotonic() - begun)
        self.clear()

    def kill(self, work: Work) -> list[str]:
        """Kill some work at a random moment."""
        said, at_work = killed_at_work(work, self.chance.uniform(0, self.longest))
        self.seen["killed at work" if at_work else "came too late"] += 1
        return said

    def look(self) -> Facts:
        """Return the facts of what is left; it must be sound, and go on without leftovers."""
        with closing(Logbook.open(self.path, "looking")) as logbook:
            assert logbook.complaints() == [], logbook.complaints()
            facts = logbook.facts()
            logbook.write(put=[facts.patient])
        beside = list(self.folder.glob("logbook.sqlite?*"))
        assert not beside, f"{beside} lies beside the logbook"
        return facts

    def clear(self) -> None:
        """Take everything away."""
        for file in self.folder.iterdir():
            file.unlink()


def writing(scene: Scene, times: int) -> None:
    """Entries are written two at a time; each pair that was acknowledged must be there."""
    Logbook.create(scene.path, "making").close()
    acknowledged: set[str] = set()
    for _ in range(times):
        acknowledged |= set(scene.kill(lambda say: _write_on(scene.path, say)))
        facts = scene.look()
        injections = {injection.id for injection in facts.injections}
        assert acknowledged <= injections, f"{acknowledged - injections} were lost"
        assert injections == {entry.note for entry in facts.symptoms}, "half a change was kept"
        scene.seen["entries"] = len(injections)


def _write_on(path: Path, say: Say) -> None:
    with closing(Logbook.open(path, "writing")) as logbook:
        for number in count():
            injection = an_injection(date(2026, 1, 5) + timedelta(days=number))
            logbook.write(put=[injection, a_symptom_entry(note=injection.id)])
            say(injection.id)


def making(scene: Scene, times: int) -> None:
    """A logbook is made and filled at once: it must be there whole, or not at all."""
    make: Work = lambda _: Logbook.create(scene.path, "making", STORY.entries).close()  # noqa: E731
    scene.measure(make)
    for _ in range(times):
        scene.kill(make)
        _absent_or(scene, STORY)


def importing(scene: Scene, times: int) -> None:
    """The command line makes a logbook of a file: it must be there whole, or not at all."""
    scene.measure(lambda _: _import(scene))
    for _ in range(times):
        scene.kill(lambda _: _import(scene))
        _absent_or(scene, STORY)


def adding(scene: Scene, times: int) -> None:
    """The command line adds a file to a logbook: all of it must be there, or nothing of it."""
    scene.measure(lambda _: _import(scene))
    for _ in range(times):
        first = an_injection()
        Logbook.create(scene.path, "making", [first]).close()
        scene.kill(lambda _: _import(scene))
        taken = len(scene.look().entries) - 1
        assert taken in (0, len(STORY.entries)), f"{taken} of {len(STORY.entries)} were taken"
        scene.seen["taken" if taken else "nothing taken"] += 1
        scene.clear()


def _import(scene: Scene) -> None:
    file = scene.folder / "story.json"
    file.write_text(logbook_to_json(STORY), encoding="utf-8")
    with redirect_stdout(StringIO()):
        assert cli.run(["import", str(scene.path), str(file)]) == 0


def _absent_or(scene: Scene, whole: Facts) -> None:
    if scene.path.exists():
        assert scene.look().by_id.keys() >= {fact.id for fact in whole.entries}
        scene.seen["whole"] += 1
    else:
        Logbook.create(scene.path, "making anew").close()
        assert scene.look().is_empty
        scene.seen["absent"] += 1
    scene.clear()


SCENES = {scene.__name__: scene for scene in (writing, making, importing, adding)}


def main(words: Sequence[str] | None = None) -> None:
    """Kill the program as often as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--scene", choices=SCENES, action="append")
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args(words)
    print(f"seed {arguments.seed}")
    for name in arguments.scene or SCENES:
        with tempfile.TemporaryDirectory(prefix="b12tracker-crash-") as folder:
            os.environ["XDG_DATA_HOME"] = f"{folder}/data"
            place = Path(folder) / "place"
            place.mkdir()
            scene = Scene(place, Random(arguments.seed))
            SCENES[name](scene, arguments.times)
        print(name, *(f"{what}: {n}" for what, n in sorted(scene.seen.items())), sep="; ")


if __name__ == "__main__":
    main()
