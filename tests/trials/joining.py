"""Scenes in which a logbook becomes what another file says: a backup restored, a copy merged."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from b12tracker.safekeeping import backups_of
from b12tracker.storage.backups import Reason
from b12tracker.storage.logbook import Logbook
from tests.builders import a_symptom_entry, an_injection

from .scene import NOW, STORY, Say, Scene, command, same

GONE = (*STORY.injections[:3], *STORY.symptoms[:3])
CHANGED = tuple(replace(result, note="changed") for result in STORY.lab_results[:3])
NEW = tuple(an_injection(f"2026-11-{day:02}", note="new") for day in range(1, 9))


class Restoring(Scene):
    """A backup is restored: the logbook is as it was, or as the backup is, and can go back."""

    def prepare(self) -> None:
        self.hold(STORY.patient, *STORY.entries)
        with closing(Logbook.open(self.path)) as logbook:
            self.backup = backups_of(self.path).take(logbook, Reason.ASKED, NOW)
            logbook.write(put=(*CHANGED, *NEW), remove=GONE)
            self.before = logbook.facts()

    def work(self, say: Say) -> None:
        command("backup", self.path, "--restore", self.backup.name)

    def look(self, said: Sequence[str], done: bool) -> str:
        kept = self.backups_held()
        assert any(same(each, STORY) for each in kept), "the backup is lost"
        now = self.sound()
        if same(now, self.before):
            assert not done, "it was acknowledged and not done"
            return "as before"
        assert same(now, STORY), "half of it was restored"
        assert any(same(each, self.before) for each in kept), "there is no way back"
        return "restored"


class Merging(Scene):
    """Another copy is merged: the logbook is as it was, or holds what both hold."""

    def prepare(self) -> None:
        self.hold(STORY.patient, *STORY.entries)
        self.copy = self.place / "copy.sqlite"
        shutil.copy(self.path, self.copy)
        with closing(Logbook.open(self.copy)) as copy:
            copy.write(put=(*CHANGED, *NEW), remove=GONE)
        with closing(Logbook.open(self.path)) as logbook:
            logbook.write(put=[a_symptom_entry("2026-11-20", note="mine")])
            self.before = logbook.facts()
        self.copied = self.copy.read_bytes()

    def work(self, say: Say) -> None:
        command("import", self.path, self.copy)

    def look(self, said: Sequence[str], done: bool) -> str:
        assert self.copy.read_bytes() == self.copied, "the copy was changed"
        kept = self.backups_held()
        now = self.sound()
        if same(now, self.before):
            assert not done, "it was acknowledged and not done"
            return "as before"
        merged = self.before.by_id | {fact.id: fact for fact in (*CHANGED, *NEW)}
        for fact in GONE:
            del merged[fact.id]
        assert now.by_id == merged, "half of it was merged"
        assert any(same(each, self.before) for each in kept), "there is no way back"
        return "merged"
