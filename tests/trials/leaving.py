"""The scene in which what the logbook holds leaves it."""

from collections.abc import Sequence
from pathlib import Path

from b12tracker import assets
from b12tracker.sharing.csv_archive import facts_of_zip
from b12tracker.sharing.logbook_json import logbook_from_json
from b12tracker.storage.logbook import Logbook

from .scene import STORY, Say, Scene, attempt, command

THERE_BEFORE = b"what an earlier export left"
ENDINGS = ("json", "zip", "ics", "sqlite")


class Exporting(Scene):
    """Files are written over older ones, or anew: each is whole, or as it was before."""

    def prepare(self) -> None:
        self.hold(STORY.patient, *STORY.entries)
        for ending in ("json", "ics"):
            self._file(ending).write_bytes(THERE_BEFORE)

    def work(self, say: Say) -> None:
        for ending in ENDINGS:
            words = ("export", self.path, "-o", self._file(ending), "--today", "2026-11-22")
            attempt(lambda words=words: command(*words), say, ending)

    def look(self, said: Sequence[str], done: bool) -> str:
        facts = self.sound()
        assert facts.entries[: len(STORY.entries)] == STORY.entries
        written = [ending for ending in ENDINGS if self._is_new(ending)]
        missing = {word for word in said if word in ENDINGS} - set(written)
        assert not missing, f"{missing} was acknowledged and is not there"
        return f"{len(written)} files"

    def _is_new(self, ending: str) -> bool:
        file = self._file(ending)
        if not file.exists():
            assert ending in ("zip", "sqlite"), f"{file} is gone"
            return False
        if ending != "sqlite" and file.read_bytes() == THERE_BEFORE:
            return False
        _check_whole(file)
        return True

    def _file(self, ending: str) -> Path:
        return self.place / f"out.{ending}"


def _check_whole(file: Path) -> None:
    if file.suffix == ".ics":
        assert file.read_bytes().endswith(b"END:VCALENDAR\r\n")
        return
    read = {
        ".json": lambda: logbook_from_json(file.read_text("utf-8"), assets.catalogue()),
        ".zip": lambda: facts_of_zip(file.read_bytes(), assets.catalogue()),
        ".sqlite": lambda: Logbook.read(file),
    }[file.suffix]
    ids = {fact.id for fact in STORY.entries}
    assert {fact.id for fact in read().entries} >= ids, f"{file} is not whole"
