"""Damages logbooks in many ways, and looks what the program makes of each.

``python -m tests.damage --times 300`` damages that many. Each is opened, checked, exported,
imported from and recovered, every time in a process of its own with a time limit.
"""

import argparse
import os
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from b12tracker import assets, cli
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.plan import Plan
from b12tracker.sharing.sample_story import tell
from b12tracker.storage import keys
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.salvage import salvage
from b12tracker.storage.salvaged import LOOK_THROUGH
from tests.builders import a_phase, a_plan, an_injection

PAGE = 4096
PASSPHRASE = "correct horse battery"

SECONDS = 20.0
"""So long may one command take."""

Spoil = Callable[[bytearray, Random], None]


def one_bit(content: bytearray, chance: Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def one_bit_of_the_first_page(content: bytearray, chance: Random) -> None:
    content[chance.randrange(PAGE)] ^= 1 << chance.randrange(8)


def some_bytes(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(2, 200)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def cut_short(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content)) :]


def cut_short_at_a_page(content: bytearray, chance: Random) -> None:
    del content[PAGE * chance.randrange(len(content) // PAGE) :]


def a_page_of_zeros(content: bytearray, chance: Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = bytes(PAGE)


def a_page_of_chance(content: bytearray, chance: Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = chance.randbytes(PAGE)


def two_pages_swapped(content: bytearray, chance: Random) -> None:
    a, b = (PAGE * n for n in chance.sample(range(len(content) // PAGE), 2))
    content[a : a + PAGE], content[b : b + PAGE] = content[b : b + PAGE], content[a : a + PAGE]


def without_its_head(content: bytearray, chance: Random) -> None:
    """The beginning was zeroed, or cut off so that every page stands elsewhere."""
    length = chance.choice([16, 100, 512, PAGE])
    content[:length] = bytes(length) if chance.random() < 0.7 else b""


def more_at_the_end(content: bytearray, chance: Random) -> None:
    content += chance.randbytes(chance.randrange(1, 3 * PAGE))


SPOILED: tuple[Spoil, ...] = (
    one_bit,
    one_bit_of_the_first_page,
    some_bytes,
    cut_short,
    cut_short_at_a_page,
    a_page_of_zeros,
    a_page_of_chance,
    two_pages_swapped,
    without_its_head,
    more_at_the_end,
)

WRITES_OVER = {one_bit, one_bit_of_the_first_page, some_bytes, two_pages_swapped}
"""Damage that can change words inside an entry; a plan can lose phases by any."""


@dataclass(frozen=True)
class Answer:
    """How a command ended.

    Attributes:
        status: its exit status; less than 0 for a crash, None for one that did not end in time.
    """

    status: int | None
    out: str
    err: str


def run_apart(work: Callable[[], int], seconds: float = SECONDS) -> Answer:
    """Do some work in a process of its own, and take what it says."""
    reading, writing = os.pipe()
    reading_errors, writing_errors = os.pipe()
    process = os.fork()
    if not process:
        os.dup2(writing, 1)
        os.dup2(writing_errors, 2)
        _work_and_leave(work)
    os.close(writing)
    os.close(writing_errors)
    said, in_time = _read_all((reading, reading_errors), seconds)
    if not in_time:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return Answer(os.waitstatus_to_exitcode(status) if in_time else None, *said)


def _work_and_leave(work: Callable[[], int]) -> None:
    status = 99
    try:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        status = work()
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _read_all(pipes: tuple[int, ...], seconds: float) -> tuple[list[str], bool]:
    end = time.monotonic() + seconds
    said = dict.fromkeys(pipes, b"")
    still = set(pipes)
    while still and (left := end - time.monotonic()) > 0:
        for pipe in select.select(list(still), [], [], left)[0]:
            part = os.read(pipe, 1 << 16)
            said[pipe] += part
            if not part:
                still.discard(pipe)
    for pipe in pipes:
        os.close(pipe)
    return [part.decode() for part in said.values()], not still


@dataclass
class Tally:
    """What became of one kind of damage."""

    times: int = 0
    sound: int = 0
    nothing: int = 0
    unnoticed: int = 0
    shares: list[float] = field(default_factory=list)
    changed: int = 0


@dataclass
class Trial:
    """One logbook that is damaged again and again.

    Attributes:
        facts: what it held.
        is_current: whether this version wrote it, so that opening it changes no byte.
    """

    sound: bytes
    facts: dict[str, Fact]
    is_current: bool
    key: Key | None = None

    def spoil(self, folder: Path, number: int, seed: int) -> tuple[Path, Spoil]:
        """Put a damaged one into a folder."""
        chance = Random(f"{seed} {number}")
        content = bytearray(self.sound)
        how = SPOILED[number % len(SPOILED)]
        how(content, chance)
        path = folder / "damaged.sqlite"
        path.write_bytes(content)
        return path, how


def look(trial: Trial, path: Path, how: Spoil, tally: Tally) -> None:
    """Try everything on a damaged logbook; fail where the program does not do what it promises."""
    before = path.read_bytes()
    tally.times += 1
    opened = _answer(lambda: _open(path, trial.key), path)
    refused = opened.status == 1
    tally.sound += not refused
    for words in _commands(path):
        _answer(lambda words=words: cli.run(words), path)  # type: ignore[misc]
        if refused or trial.is_current:
            assert path.read_bytes() == before, f"{words} changed the damaged logbook"
    if not refused:
        tally.unnoticed += _held(path, trial.key) != trial.facts
        return
    _recover(trial, path, how, tally)
    assert path.read_bytes() == before, "recovering changed the damaged logbook"
    beside = sorted(each.name for each in path.parent.glob("*damaged.sqlite?*"))
    assert not beside, f"{beside} were left beside the logbook"


def _open(path: Path, key: Key | None) -> int:
    """Open it as the window does, and read everything."""
    try:
        with closing(Logbook.open(path, key=key)) as logbook:
            logbook.facts()
    except LogbookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _commands(path: Path) -> list[list[str]]:
    new = [str(path.with_name(name)) for name in ("out.json", "mine.sqlite")]
    for each in new:
        Path(each).unlink(missing_ok=True)
    Logbook.create(Path(new[1])).close()
    return [
        ["status", str(path)],
        ["check", str(path)],
        ["export", str(path), "-o", new[0]],
        ["import", new[1], str(path)],
    ]


def _recover(trial: Trial, path: Path, how: Spoil, tally: Tally) -> None:
    place = path.with_name("recovered.sqlite")
    place.unlink(missing_ok=True)
    answer = _answer(lambda: _salvage(path, place, trial.key), path)
    if answer.status:
        tally.nothing += 1
        assert not place.exists(), "a new logbook was made of nothing"
        tally.shares.append(0)
        return
    found = _held(place, trial.key)
    tally.shares.append(len(found.keys() & trial.facts.keys()) / len(trial.facts))
    changed = [fact for fact_id, fact in found.items() if trial.facts.get(fact_id) != fact]
    tally.changed += len(changed)
    if changed:
        assert LOOK_THROUGH in answer.out, "what came back is not as it was, and nothing was said"
        assert how in WRITES_OVER or all(isinstance(fact, Plan) for fact in changed), changed


def _held(path: Path, key: Key | None) -> dict[str, Fact]:
    """Return what a logbook holds; who it is about only where something is said of them."""
    by_id = Logbook.read(path, key).by_id
    return {fact_id: fact for fact_id, fact in by_id.items() if fact != Patient()}


def _salvage(path: Path, place: Path, key: Key | None) -> int:
    if key is None:
        return cli.run(["check", str(path), "--recover", str(place)])
    try:
        print(*salvage(path, place, key).lines, sep="\n")
    except LogbookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _answer(work: Callable[[], int], path: Path) -> Answer:
    """Do some work apart; it must end in time, by itself, and without more than one sentence."""
    answer = run_apart(work)
    assert answer.status is not None, f"it hangs: {answer}"
    assert answer.status in (0, 1), f"it crashed: {answer}"
    lines = answer.err.splitlines()
    assert len(lines) == answer.status, f"not one sentence: {answer.err}"
    assert not lines or lines[0].endswith("."), answer.err
    return answer


def trials(folder: Path, *, locked: bool) -> list[Trial]:
    """Return logbooks to damage: the sample, one with a long life, and those of old versions."""
    story = tell(assets.sample_story(), date(2026, 11, 22))
    sample = folder / "sample.sqlite"
    key = Key.new(PASSPHRASE) if locked else None
    Logbook.create(sample, holding=(story.patient, *story.entries), key=key).close()
    made = [_trial(sample, key), _trial(_lived_in(folder / "lived.sqlite", key), key)]
    old = Path(__file__).parent / "logbooks"
    return made if locked else [*made, *(_trial(each) for each in sorted(old.glob("*.sqlite")))]


def _lived_in(path: Path, key: Key | None) -> Path:
    """Make a logbook with long notes, of which much was changed and deleted."""
    chance = Random(12)
    plan = a_plan(a_phase(first_dose="2020-01-06"))
    notes = ("", "sore", "a long day. " * 30, "what the nurse said. " * 400)
    injections = [an_injection(date(2020, 1, 6), note=chance.choice(notes)) for _ in range(300)]
    with closing(Logbook.create(path, holding=[plan, *injections], key=key)) as logbook:
        logbook.write(remove=chance.sample(injections, 120))
    return path


def _trial(path: Path, key: Key | None = None) -> Trial:
    sound = path.read_bytes()
    facts = _held(path, key)
    with closing(Logbook.open(path, key=key)):
        is_current = path.read_bytes() == sound
    path.write_bytes(sound)
    return Trial(sound, facts, is_current, key)


def told(tallies: dict[str, Tally]) -> str:
    """Return a table of what became of each kind of damage."""
    lines = [f"{'damage':28}{'times':>6}{'sound':>6}{'refused':>8}{'came back':>20}{'changed':>8}"]
    for name, tally in tallies.items():
        refused = tally.times - tally.sound
        back = _span(tally.shares) if tally.shares else "–"
        lines.append(
            f"{name:28}{tally.times:6}{tally.sound:6}{refused:8}{back:>20}{tally.changed:8}"
        )
    unnoticed = sum(tally.unnoticed for tally in tallies.values())
    lines.append(f"sound by all that SQLite checks, yet an entry reads otherwise: {unnoticed}")
    return "\n".join(lines)


def _span(shares: Sequence[float]) -> str:
    return f"{sum(shares) / len(shares):.0%} ({min(shares):.0%} to {max(shares):.0%})"


def main(words: Sequence[str] | None = None) -> None:
    """Damage as many logbooks as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.damage", description=__doc__)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--locked", action="store_true", help="logbooks with a passphrase")
    arguments = parser.parse_args(words)
    print(f"seed {arguments.seed}", flush=True)
    tallies = {how.__name__: Tally() for how in SPOILED}
    with tempfile.TemporaryDirectory(prefix="b12tracker-damage-") as name:
        os.environ |= {"XDG_DATA_HOME": f"{name}/data", "B12TRACKER_PASSPHRASE": PASSPHRASE}
        keys._stretched = cache(keys._stretched)  # it takes long on purpose, and is the same
        made = trials(Path(name), locked=arguments.locked)
        place = Path(name) / "place"
        place.mkdir()
        for number in range(arguments.times):
            trial = made[number // len(SPOILED) % len(made)]
            path, how = trial.spoil(place, number, arguments.seed)
            try:
                look(trial, path, how, tallies[how.__name__])
            except AssertionError as error:
                raise AssertionError(f"number {number}, {how.__name__}: {error}") from error
    print(told(tallies))


if __name__ == "__main__":
    main()
