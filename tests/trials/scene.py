"""A scene: what is there before, what the program does, and what may be there after."""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from b12tracker import assets, cli
from b12tracker.domain.facts import Fact, Facts
from b12tracker.safekeeping import backups_of
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook

Say = Callable[[str], None]
"""Tells, before anything else is done, what the user would have been told by now."""

NOW = datetime(2026, 11, 22, 9, 30)
WHOLE_STORY = tell(assets.sample_story(), date(2026, 11, 22))
SECRET = "a word that nobody may read: Kamtschatka"
STORY = replace(
    WHOLE_STORY,
    symptoms=tuple(replace(entry, note=SECRET) for entry in WHOLE_STORY.symptoms[:20]),
)

REFUSED = "refused "


class RefusedError(Exception):
    """The program said in one sentence that it could not do what was asked."""


class Scene:
    """Happens in two folders: ``place``, which the user chose, and ``data``, which is ours."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place, self.data = root / "place", root / "data"
        self.path = self.place / "logbook.sqlite"

    def prepare(self) -> None:
        """Put there what is there before."""

    def work(self, say: Say) -> None:
        """Do it, and say what was acknowledged."""
        raise NotImplementedError

    def look(self, said: Sequence[str], done: bool) -> str:
        """Look at what is left, fail where a promise was broken, and say which way it went.

        Args:
            done: whether the program said, by going on, that all of it was done.
        """
        raise NotImplementedError

    def begin(self) -> None:
        """Make the folders, and let the program keep its own data in one of them."""
        os.environ["XDG_DATA_HOME"] = str(self.data)
        for folder in (self.place, self.data):
            folder.mkdir(parents=True)
        self.prepare()

    def hold(self, *entries: Fact, key: Key | None = None) -> None:
        """Make the logbook."""
        Logbook.create(self.path, "making", entries, key=key).close()

    def sound(self, key: Key | None = None) -> Facts:
        """Return what the logbook holds; it must be sound, go on, and have nothing beside it."""
        self.let_time_pass()
        with closing(Logbook.open(self.path, "looking", key=key)) as logbook:
            assert logbook.complaints() == [], logbook.complaints()
            facts = logbook.facts()
            logbook.write(put=[facts.patient])
        left = [file.name for file in self.place.iterdir() if _is_beside(file.name)]
        assert not left, f"{left} lies beside the logbook"
        return facts

    def backups_held(self, key: Key | None = None) -> list[Facts]:
        """Return what each of the backups holds; each must be whole."""
        backups = backups_of(self.path)
        return [backups.facts(backup, key) for backup in backups.listed()]

    def let_time_pass(self) -> None:
        """Let two minutes go by, after which nobody is thought to be writing any more."""
        then = time.time() - 120
        for file in self.root.rglob("*"):
            os.utime(file, (then, then))

    def absent_or_whole(self, whole: Facts, done: bool) -> str:
        """Say whether a logbook is there; then it must hold everything."""
        if self.path.exists():
            assert same(self.sound(), whole)
            return "whole"
        assert not done, "it was acknowledged and is not there"
        self.hold()
        assert self.sound().is_empty
        return "absent"


def same(one: Facts, other: Facts) -> bool:
    """Say whether two logbooks hold the same."""
    return one.by_id == other.by_id


def command(*words: object) -> None:
    """Run the command line; a fault must be one sentence and the exit status 1."""
    told = StringIO()
    with redirect_stdout(StringIO()), redirect_stderr(told):
        status = cli.run([str(word) for word in words])
    if status:
        lines = told.getvalue().splitlines()
        assert status == 1, (status, lines)
        assert all("today’s backup could not be made" in line for line in lines[:-1]), lines
        raise RefusedError(lines[-1].removeprefix("b12tracker: "))


def attempt(work: Callable[[], object], say: Say, what: str) -> None:
    """Try something as the window does: it is done, or told in a sentence, and life goes on."""
    try:
        work()
    except (LogbookError, SharingError, RefusedError) as error:
        say(f"{REFUSED}{error}")
    else:
        say(what)


def steps_of(path: Path) -> int:
    """Return how many migrations a plain logbook has been through."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0])


def _is_beside(name: str) -> bool:
    return name.startswith((".b12tracker", "logbook.sqlite-"))
