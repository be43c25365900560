"""Scenes in which entries are written, and logbooks made."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta

from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from tests.builders import a_symptom_entry, an_injection

from .scene import STORY, Say, Scene, attempt, command

FIRST_DAY = date(2026, 1, 5)


class Writing(Scene):
    """Entries are written two at a time; each pair that was acknowledged must be there."""

    key: Key | None = None
    pairs = 6

    def prepare(self) -> None:
        self.hold(key=self.key)

    def work(self, say: Say) -> None:
        with closing(Logbook.open(self.path, "writing", key=self.key)) as logbook:
            for number in range(self.pairs):
                injection = an_injection(FIRST_DAY + timedelta(days=number))
                pair = [injection, a_symptom_entry(note=injection.id)]
                attempt(lambda pair=pair: logbook.write(put=pair), say, injection.id)

    def look(self, said: Sequence[str], done: bool) -> str:
        facts = self.sound(self.key)
        injections = {injection.id for injection in facts.injections}
        acknowledged = {word for word in said if len(word) == 36}
        assert acknowledged <= injections, f"{acknowledged - injections} were lost"
        assert injections == {entry.note for entry in facts.symptoms}, "half a change was kept"
        return "all" if len(injections) == self.pairs else "some" if injections else "none"


class WritingLocked(Writing):
    """The same in a logbook with a passphrase; nothing of it may be read without."""

    key = Key(bytes(range(16)), bytes(range(100, 116)))

    def look(self, said: Sequence[str], done: bool) -> str:
        for file in self.place.iterdir():
            content = file.read_bytes()
            assert b"fatigue" not in content, file
            assert b"injections" not in content, file
        return super().look(said, done)


class Making(Scene):
    """A logbook is made and filled at once: it must be there whole, or not at all."""

    def work(self, say: Say) -> None:
        self.hold(STORY.patient, *STORY.entries)

    def look(self, said: Sequence[str], done: bool) -> str:
        return self.absent_or_whole(STORY, done)


class Importing(Scene):
    """The command line makes a logbook of a file: it must be there whole, or not at all."""

    def prepare(self) -> None:
        self.file = self.root / "story.json"
        self.file.write_text(logbook_to_json(STORY), encoding="utf-8")

    def work(self, say: Say) -> None:
        command("import", self.path, self.file)

    def look(self, said: Sequence[str], done: bool) -> str:
        return self.absent_or_whole(STORY, done)


class Adding(Importing):
    """The command line adds a file to a logbook: all of it must be there, or nothing of it."""

    mine = an_injection("2020-01-06", id="00000000-0000-4000-8000-000000000001")

    def prepare(self) -> None:
        super().prepare()
        self.hold(self.mine)

    def look(self, said: Sequence[str], done: bool) -> str:
        facts = self.sound()
        assert self.mine in facts.injections, "what was there before is lost"
        if len(facts.entries) == 1:
            assert not done, "it was acknowledged and is not there"
            return "nothing"
        rest = {fact.id: fact for fact in facts.entries if fact != self.mine}
        assert rest == {fact.id: fact for fact in STORY.entries}, "half of it was taken"
        return "whole"
