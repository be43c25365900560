"""Two windows write one logbook at full speed; nothing may be lost, and both show the same.

``python -m tests.two_windows --changes 1000`` opens two windows, each in a process of its own, on
one file, and lets each make a thousand changes at random; then the same with two documents without
windows, plain and locked. Each keeps a ledger of what it was told to be saved; the version vectors
in the file must add up to the two ledgers.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from b12tracker import assets
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage.errors import STALE
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from tests.trials.adding_up import Shown, check
from tests.trials.scene import STORY
from tests.trials.walking import TODAY, Walk
from tests.trials.writing import WritingLocked

KINDS: dict[str, tuple[bool, Key | None]] = {
    "windows": (True, None),
    "documents": (False, None),
    "documents-locked": (False, WritingLocked.key),
}
"""Whether each walker has a window, and the key of the file."""


@dataclass(frozen=True)
class Order:
    """What one of the two is to do."""

    path: Path
    key: Key | None
    with_window: bool
    changes: int
    seed: int


def walk(order: Order, talk: Connection) -> None:
    """Make changes until enough are saved; wait for the other; notice, and tell what is shown."""
    from PySide6.QtWidgets import QApplication

    from b12tracker.ui.document import Document

    _ = QApplication([])
    document = Document(Logbook.open(order.path, key=order.key), lambda: TODAY, assets.catalogue())
    sight: Sight = Window(document) if order.with_window else Sight(document)
    walker = Walk(document, Random(order.seed))
    talk.send("ready")
    talk.recv()
    walker.go(order.changes, sight.settle)
    talk.send("walked")
    talk.recv()
    document.notice_others()
    sight.settle()
    talk.send((walker.kept.ledger, logbook_to_json(document.facts), sight.rows()))
    talk.recv()
    document.logbook.close()
    os._exit(0)  # the windows need no goodbye


class Sight:
    """No window: nothing is shown."""

    def __init__(self, document: object) -> None:
        self.faults: list[str] = []

    def settle(self) -> None:
        """Let the window do what it has to do."""

    def rows(self) -> list[tuple[str, str, str]]:
        """Return the rows that are shown."""
        return []


class Window(Sight):
    """A real window that shows its Diary; a box that would open is a fault."""

    def __init__(self, document: object) -> None:
        super().__init__(document)
        from PySide6.QtWidgets import QMessageBox

        from b12tracker.app import House
        from b12tracker.ui.main_window import MainWindow
        from b12tracker.ui.settings import Settings

        sys.excepthook = lambda kind, error, where: self.faults.append(f"{kind}: {error}")
        QMessageBox.exec = lambda box: self.faults.append(box.text())
        self.window = MainWindow(document, House(TODAY).doors, Settings(), "light")
        self.window.resize(1280, 800)
        self.window.show()
        self.window.show_diary()

    def settle(self) -> None:
        from tests.ui.driving import settle

        settle()
        assert not self.faults, self.faults

    def rows(self) -> list[tuple[str, str, str]]:
        from tests.ui.driving import rows_of

        return rows_of(self.window)


def both(order: Order) -> list[Shown]:
    """Let two walk at once; return what they show when both are done."""
    context = multiprocessing.get_context("spawn")
    talks: list[Connection] = []
    for seed in (order.seed, order.seed + 1):
        here, there = context.Pipe()
        wish = Order(order.path, order.key, order.with_window, order.changes, seed)
        context.Process(target=walk, args=(wish, there), daemon=True).start()
        there.close()
        talks.append(here)
    for _ in ("ready", "walked"):
        for talk in talks:
            talk.recv()
        for talk in talks:
            talk.send("go on")
    shown: list[Shown] = [talk.recv() for talk in talks]
    for talk in talks:
        talk.send("thank you")
    return shown


def run(name: str, changes: int, seed: int, folder: Path) -> str:
    """Let two walk, check what they left, and return a line about it."""
    with_window, key = KINDS[name]
    path = folder / f"{name}.sqlite"
    Logbook.create(path, "making", (STORY.patient, *STORY.entries), key=key).close()
    begun = time.monotonic()
    shown = both(Order(path, key, with_window, changes, seed))
    seconds = time.monotonic() - begun
    check(path, key, shown)
    ledgers = [ledger for ledger, _, _ in shown]
    saved = " + ".join(f"{ledger.changes:,}" for ledger in ledgers)
    refused = " + ".join(f"{ledger.refused[STALE]:,}" for ledger in ledgers)
    longest = max(ledger.longest for ledger in ledgers)
    return f"| {name} | {saved} | {refused} | {longest * 1000:,.0f} | {seconds:,.0f} |"


def main(words: Sequence[str] | None = None) -> None:
    """Let two walk as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.two_windows", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    arguments = parser.parse_args(words)
    print(f"seed {arguments.seed}")
    head = ("two of", "changes saved", "refused as changed elsewhere", "longest, ms", "seconds")
    print(f"| {' | '.join(head)} |", "| --- " * len(head) + "|", sep="\n")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="b12tracker-windows-") as folder:
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = f"{folder}/{name}"
        for kind in arguments.kind or KINDS:
            print(run(kind, arguments.changes, arguments.seed, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
