"""Searches every byte a program with a locked logbook leaves behind for what stands in it.

``python -m tests.plaintext --times 50`` kills it as often in the middle of its work. The program
gets a home, folders and a place for temporary files of its own; all of it is searched.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import fields, replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from b12tracker import assets, cli
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.plan import Plan
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.safekeeping import backups_of, keep_one, open_logbook, relock
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.backups import Reason
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.rows import TABLES
from b12tracker.storage.unlocking import key_for

WORD = "Kamtschatka"
"""Stands in every text of the logbook, and nowhere else."""

TODAY = date(2031, 7, 20)
"""The story is told as of then, so that its dates cannot come from anywhere else."""

PASSPHRASE, OTHER = f"{WORD} lamp kitten stone", f"{WORD} window apple seven"
"""What a program must never write down either."""

FOLDERS = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")
FREE_TEXTS = "name note lot laboratory product prescriber goal with_whom agreed"
PIECES = "SQLite format 3|CREATE TABLE|sqlite_master"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")

F = TypeVar("F")
Work = Callable[[], object]


def marked(fact: F) -> F:
    """Return a fact with the word in every text that the user is free to choose."""
    names = {field.name for field in fields(fact)} & set(FREE_TEXTS.split())  # type: ignore[arg-type]
    changed: Any = replace(fact, **dict.fromkeys(names, WORD))  # type: ignore[type-var]
    if isinstance(changed, Plan):
        return replace(changed, phases=tuple(map(marked, changed.phases)))
    if isinstance(changed, Appointment):
        return replace(changed, questions=(WORD,))
    return changed  # type: ignore[no-any-return]


def marked_story() -> tuple[Fact, ...]:
    """Return the story of the sample, and what it lacks, with the word in every text."""
    told = tell(assets.sample_story(), TODAY)
    entries = [entry for entry in told.entries if not isinstance(entry, LabResult)]
    results = told.lab_results[:5]
    own = (OwnSymptom("own-cold", WORD), OwnMarker("own-marker", WORD, "mg"))
    return tuple(marked(fact) for fact in (told.patient, *entries[:200], *results, *own))


def traces() -> dict[bytes, str]:
    """Return what is searched for: the word, words of the file's own, days; each as written."""
    days = {fact_day[:8] for fact_day in _days()}
    tables = {name for name in TABLES.values() if "_" in name}
    return {
        words.encode(encoding): f"“{words}” in {encoding}"
        for words in {WORD, *PIECES.split("|"), *tables, *days}
        for encoding in ENCODINGS
    }


def _days() -> Iterator[str]:
    for fact in marked_story():
        for field in fields(fact):  # type: ignore[arg-type]
            value = getattr(fact, field.name)
            if isinstance(value, date):
                yield value.isoformat()


class Sandbox:
    """A home for the program, and nothing else in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: Counter[str] = Counter()
        for name in FOLDERS:
            place = folder / name.lower()
            place.mkdir()
            os.environ[name] = str(place)
        tempfile.tempdir = None  # it is asked for anew
        os.environ["MPLCONFIGDIR"] = str(folder / "xdg_cache_home" / "matplotlib")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

    @property
    def logbook(self) -> Path:
        """The logbook of this home."""
        return self.folder / "home" / "logbook.sqlite"

    def search(self) -> list[str]:
        """Return what was found in which file."""
        found = []
        for file in self.folder.rglob("*"):
            if file.is_file():
                found += [f"{file.name}: {what}" for what in _found_in(file)]
                self.seen["files searched"] += 1
                journal = file.name.endswith("-journal") and file.stat().st_size > 0
                self.seen["journals left by a kill"] += journal
                self.seen["bytes searched"] += file.stat().st_size
        return found

    def killed(self, work: Work, after: float | None) -> None:
        """Let a process do some work, and kill it.

        Args:
            after: seconds; None lets it end by itself.
        """
        process = os.fork()
        if not process:
            _work_and_leave(work)
        if after is not None:
            time.sleep(after)
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        self.seen["killed at work"] += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
            raise AssertionError("the process failed by itself; see above")


def _found_in(file: Path) -> list[str]:
    content = file.read_bytes() + file.name.encode()
    return [said for piece, said in traces().items() if piece in content]


def _work_and_leave(work: Work) -> None:
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    os._exit(status)


def command(*words: object, **environment: str) -> None:
    """Run a command line; what it says goes to nobody."""
    os.environ.update(environment)
    with redirect_stdout(StringIO()):
        assert cli.run([str(word) for word in words]) == 0, words


def live(sandbox: Sandbox, chance: Random, times: int, passphrase: str | None) -> Iterator[str]:
    """Do with a logbook what can be done with one; yield after each part what to call it."""
    with tempfile.TemporaryDirectory(dir=sandbox.folder.parent) as elsewhere:
        story = Path(elsewhere) / "story.json"
        everything = marked_story()
        facts = Facts(everything[0], **_by_table(everything[1:]))  # type: ignore[arg-type]
        story.write_text(logbook_to_json(facts), encoding="utf-8")
        make = _maker(sandbox, story, passphrase)
        for _ in range(times // 4):
            sandbox.killed(make, chance.uniform(0.3, 1.2))
            yield "killed while it is made"
        if not sandbox.logbook.exists():
            sandbox.killed(make, None)
    yield "made"
    key = key_for(sandbox.logbook, passphrase) if passphrase else None
    sandbox.killed(lambda: _by_commands(sandbox, key), None)
    yield "read by commands"
    sandbox.killed(lambda: _at_the_window(sandbox.logbook, key), None)
    yield "used at the window"
    for _ in range(times):
        sandbox.killed(lambda: _write_on(sandbox.logbook, key), chance.uniform(0.02, 0.4))
        yield "killed while it writes"
    if key:
        yield from _relocked(sandbox, key, chance, times // 4)


def _maker(sandbox: Sandbox, story: Path, passphrase: str | None) -> Work:
    words: tuple[object, ...] = ("import", sandbox.logbook, story)
    if passphrase is None:
        return lambda: sandbox.logbook.exists() or command(*words)
    secret = {"B12TRACKER_PASSPHRASE": passphrase}
    return lambda: sandbox.logbook.exists() or command(*words, "--passphrase", **secret)


def _by_table(entries: Sequence[Fact]) -> dict[str, tuple[Fact, ...]]:
    return {
        table: tuple(fact for fact in entries if type(fact) is kind)
        for kind, table in TABLES.items()
        if table != "patient"
    }


def _by_commands(sandbox: Sandbox, key: Key | None) -> None:
    secret = {"B12TRACKER_PASSPHRASE": key.recovery_key if key else ""}
    for words in (("status",), ("check",), ("export", "-o", sandbox.folder / "copy.sqlite")):
        command(words[0], sandbox.logbook, *words[1:], **secret)


def _write_on(path: Path, key: Key | None) -> None:
    """Write great changes, one after another, and undo them."""
    from b12tracker.ui.document import Document

    document = Document(open_logbook(path, _now(), key), lambda: TODAY, assets.catalogue())
    for _ in range(1000):
        document.put_all("Taken", [replace(fact, id=fact.id) for fact in marked_story()])
        document.undo_stack.undo()
        document.remove(document.facts.injections[0])
        document.undo_stack.undo()


def _at_the_window(path: Path, key: Key | None) -> None:
    """Look at every page, fill in a form, lock and unlock, make a backup, and leave."""
    from PySide6.QtWidgets import QApplication

    from b12tracker import app
    from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
    from b12tracker.ui.main_window import MainWindow
    from b12tracker.ui.settings import Settings

    app._application()
    house = app.House(TODAY)
    window = MainWindow(house.open(path, key), house.doors, Settings(), "light")
    window.show()
    document = window.document
    for page in range(4):
        window.show_page(page)
        QApplication.processEvents()
    form = InjectionDialog(window, TODAY, document.facts, document.judgement.doses)
    form.note.setPlainText(WORD)
    form.show()
    document.record(marked(document.facts.injections[0].__class__(TODAY)))
    window.undo()
    keep_one(document.logbook, Reason.ASKED, _now())
    if key:
        window.lock.lock()
        QApplication.processEvents()
        window.lock.dialog.typed.setText(key.recovery_key)  # type: ignore[union-attr]
        window.lock.dialog.accept()  # type: ignore[union-attr]
        document.recovered = False
    form.hide()
    window.close()
    document.logbook.close()
    house.leave()


def _relocked(sandbox: Sandbox, key: Key, chance: Random, times: int) -> Iterator[str]:
    """Change the passphrase, killed at times; then take it from a plain logbook's backups, too."""
    other = key.with_passphrase(OTHER)
    for _ in range(times):
        sandbox.killed(lambda: _exchange(sandbox.logbook, key, other), chance.uniform(0.01, 0.3))
        yield "killed while the passphrase is changed"
    sandbox.killed(lambda: _exchange(sandbox.logbook, key, other), None)
    yield "with another passphrase"
    sandbox.killed(lambda: _without_and_with(sandbox.logbook, key, other), None)
    yield "without one, and with one again"


def _exchange(path: Path, key: Key, other: Key) -> None:
    from b12tracker.storage.unlocking import key_like

    known = key_like(path, key)
    with closing(Logbook.open(path, key=known)) as logbook:
        relock(logbook, other if known == key else key, _now())


def _without_and_with(path: Path, key: Key, other: Key) -> None:
    from b12tracker.storage.unlocking import key_like

    with closing(Logbook.open(path, key=key_like(path, key))) as logbook:
        relock(logbook, None, _now())
        assert not any(map(_locked, (path, *(one.path for one in backups_of(path).listed()))))
        relock(logbook, other, _now())


def _locked(path: Path) -> bool:
    return not path.read_bytes().startswith(b"SQLite format 3")


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - the wall clock of this place


def main(words: Sequence[str] | None = None) -> None:
    """Kill the program as often as the command line says, and search after each time."""
    parser = argparse.ArgumentParser(prog="python -m tests.plaintext", description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--plain", action="store_true", help="without a passphrase: it must fail")
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args(words)
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="b12tracker-plaintext-") as folder:
        place = Path(folder) / "sandbox"
        place.mkdir()
        sandbox = Sandbox(place)
        passphrase = None if arguments.plain else PASSPHRASE
        for what in live(sandbox, Random(arguments.seed), arguments.times, passphrase):
            found = sandbox.search()
            assert not found, f"{what}: {found}"
            sandbox.seen[what] += 1
        with closing(Logbook.open(sandbox.logbook, key=key_for(sandbox.logbook, OTHER))) as left:
            assert left.complaints() == []
        print(*(f"{what}: {n}" for what, n in sorted(sandbox.seen.items())), sep="\n")


if __name__ == "__main__":
    main()
