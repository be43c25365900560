"""Scenes in which a passphrase is set, changed and taken away."""

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta

from b12tracker.safekeeping import keep_one_a_day, relock
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked

from .scene import NOW, SECRET, STORY, Say, Scene, attempt, same
from .writing import WritingLocked

ONE = WritingLocked.key
OTHER = Key(ONE.secret, bytes(range(200, 216)))


class Locking(Scene):
    """A passphrase is set: the logbook opens with the old key or with the new one, whole."""

    before: Key | None = None
    after: Key | None = ONE

    def prepare(self) -> None:
        self.hold(STORY.patient, *STORY.entries, key=self.before)
        with closing(Logbook.open(self.path, key=self.before)) as logbook:
            keep_one_a_day(logbook, NOW - timedelta(days=1))

    def work(self, say: Say) -> None:
        with closing(Logbook.open(self.path, key=self.before)) as logbook:
            attempt(lambda: relock(logbook, self.after, NOW), say, "relocked")
            assert same(logbook.facts(), STORY), "the window shows something else now"

    def look(self, said: Sequence[str], done: bool) -> str:
        key = self._key_now()
        if "relocked" in said:
            assert key == self.after, "it was acknowledged and not done"
            self._check_nothing_can_be_read(key)
        assert same(self.sound(key), STORY)
        with closing(Logbook.open(self.path, key=key)) as logbook:  # as the window does
            keep_one_a_day(logbook, NOW + timedelta(days=1))
        self._check_nothing_can_be_read(key)
        assert all(same(each, STORY) for each in self.backups_held(key))
        return "old key" if key == self.before else "new key"

    def _key_now(self) -> Key | None:
        if not is_locked(self.path):
            return None
        head = self.path.read_bytes()[:16]
        (key,) = [key for key in (self.before, self.after) if key and key.salt == head]
        return key

    def _check_nothing_can_be_read(self, key: Key | None) -> None:
        for file in self.root.rglob("*") if key else ():
            assert file.is_dir() or SECRET.encode() not in file.read_bytes(), (
                f"{file} can be read by anybody"
            )


class Relocking(Locking):
    """A passphrase is changed."""

    before, after = ONE, OTHER


class Unlocking(Locking):
    """A passphrase is taken away."""

    before, after = ONE, None
