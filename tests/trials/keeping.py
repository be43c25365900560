"""Scenes in which the program keeps a copy before, or of, what it does."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from b12tracker.safekeeping import backups_of, open_logbook
from b12tracker.storage.backups import STAMP, Reason
from b12tracker.storage.logbook import Logbook

from .scene import NOW, STORY, Say, Scene, attempt, same, steps_of

OLD = Path(__file__).parents[1] / "logbooks" / "first.sqlite"
OLD_FACTS = Logbook.read(OLD)


class Migrating(Scene):
    """A logbook of an older version is opened: it is the old one or the new one, and kept."""

    def prepare(self) -> None:
        shutil.copy(OLD, self.path)
        self.path.chmod(0o600)

    def work(self, say: Say) -> None:
        open_logbook(self.path, NOW).close()

    def look(self, said: Sequence[str], done: bool) -> str:
        steps = steps_of(self.path)
        backups = backups_of(self.path)
        for backup in backups.listed():
            assert steps_of(backup.path) == 1, "the backup is none of the old one"
            assert same(backups.facts(backup), OLD_FACTS)
        if steps == 1:
            assert not done, "it was acknowledged and not done"
        else:
            assert backups.listed(), "it was brought up to date without a backup"
        assert same(self.sound(), OLD_FACTS)
        return "old" if steps == 1 else "new" if steps == 4 else f"{steps} steps"


class BackingUp(Scene):
    """Backups are made and thinned: each is whole, and of each month and day one is left."""

    days_ago = (200, 199, 100, 99, 20, 20, 5)

    def prepare(self) -> None:
        self.hold(STORY.patient, *STORY.entries)
        self.backups = backups_of(self.path)
        self.backups.folder.mkdir(parents=True)
        for hour, days in enumerate(self.days_ago):
            made = (NOW - timedelta(days=days)).replace(hour=hour)
            shutil.copy(self.path, self.backups.folder / f"{made:{STAMP}}_daily.sqlite")
        self.before = self.path.read_bytes()

    def work(self, say: Say) -> None:
        with closing(Logbook.open(self.path)) as logbook:
            for minutes in range(3):
                now = NOW + timedelta(minutes=minutes)
                attempt(lambda now=now: self.backups.take(logbook, Reason.DAY, now), say, f"{now}")

    def look(self, said: Sequence[str], done: bool) -> str:
        assert self.path.read_bytes() == self.before, "the logbook was changed"
        listed = self.backups.listed()
        assert all(same(self.backups.facts(backup), STORY) for backup in listed)
        made = {str(backup.made) for backup in listed}
        assert made >= {word for word in said if word.startswith("2026")}, "one made is lost"
        for days in self.days_ago:
            kept = NOW.date() - timedelta(days=days)
            alike = "%Y-%m" if days > 30 else "%Y-%m-%d"
            assert any(f"{one.made:{alike}}" == f"{kept:{alike}}" for one in listed), kept
        self.sound()
        with closing(Logbook.open(self.path)) as logbook:
            self.backups.take(logbook, Reason.DAY, NOW + timedelta(hours=1))
        left = [file.name for file in self.backups.folder.iterdir() if file.name[0] == "."]
        assert not left, f"{left} lies among the backups"
        return f"{len(listed)} kept"
