"""Somebody who makes changes at random, as fast as it goes, and keeps a ledger of them."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from b12tracker.domain.facts import Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.symptoms import SymptomEntry
from b12tracker.storage.errors import STALE, LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.document import Document
from tests.builders import a_lab_result, a_plan, a_symptom_entry, an_injection

TODAY = date(2026, 11, 22)


def in_a_word(fact: Fact | None) -> str:
    """Return what stands for a fact, and for nothing else; empty for none."""
    words = re.sub(r"(\d)\.0\b", r"\1", repr(fact))  # 143 is kept as 143.0, which equals it
    return sha256(words.encode()).hexdigest() if fact else ""


@dataclass
class Ledger:
    """What a window was told to be saved, and what it was refused.

    Attributes:
        copy: the id of its opening, as the version vectors have it.
        writes: how often each fact was written, by its id.
        exchanged: how often something was written over something else, by the id of the fact and
            what was there before and after, each in one word.
        refused: how often each sentence was told.
        longest: seconds that the longest change took.
    """

    copy: str
    writes: Counter[str] = field(default_factory=Counter)
    exchanged: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    changes: int = 0
    longest: float = 0


class Keeping:
    """Stands between a window and its logbook, and takes down each change that was saved."""

    def __init__(self, logbook: Logbook) -> None:
        self.ledger = Ledger(logbook._copy)
        self._write = logbook.write
        logbook.write = self.write

    def write(
        self,
        put: Iterable[Fact] = (),
        remove: Iterable[Fact] = (),
        known: Iterable[tuple[Fact, Fact | None]] = (),
    ) -> None:
        put, remove, known = list(put), list(remove), list(known)
        begun = time.monotonic()
        try:
            self._write(put, remove, known)
        except LogbookError as error:
            self.ledger.refused[str(error)] += 1
            raise
        finally:
            self.ledger.longest = max(self.ledger.longest, time.monotonic() - begun)
        self.ledger.writes.update(fact.id for fact in (*put, *remove))
        after = {fact.id: fact for fact in put}
        self.ledger.exchanged.update(
            (fact.id, in_a_word(was), in_a_word(after.get(fact.id))) for fact, was in known
        )
        self.ledger.changes += 1


class Walk:
    """Records, corrects, removes, undoes and does again, at random."""

    def __init__(self, document: Document, chance: Random) -> None:
        self.document, self.chance = document, chance
        self.kept = Keeping(document.logbook)
        self._number = 0

    def go(self, changes: int, between: Callable[[], object]) -> None:
        """Walk until so many changes are saved."""
        steps = (self.record, self.correct, self.remove, self.undo, self.redo, self.add)
        weights = (25, 30, 8, 12, 7, 12)
        for _ in range(changes * 20):
            if self.kept.ledger.changes >= changes:
                return
            (step,) = self.chance.choices(steps, weights)
            if self.chance.random() < 0.5:
                self.document.notice_others()
            try:
                step()
            except LogbookError as error:
                if str(error) != STALE:
                    raise
            between()
        raise AssertionError("it does not come forward")

    def record(self) -> None:
        """Log something new."""
        kind = self.chance.choice((an_injection, a_symptom_entry, a_lab_result))
        self.document.record(kind(self._a_day(), note=self._a_note()))

    def correct(self) -> None:
        """Put right one of the entries, mostly one of the latest, which the other one sees too."""
        entry = self._an_entry()
        if entry:
            self.document.correct(entry, replace(entry, note=self._a_note()))

    def remove(self) -> None:
        """Take out one of the entries."""
        entry = self._an_entry()
        if entry:
            self.document.remove(entry)

    def undo(self) -> None:
        """Bring back what was before."""
        self.document.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self.document.redo()

    def add(self) -> None:
        """Enter a plan, describe the patient, or log several things at once."""
        patient = replace(self.document.facts.patient, name=self._a_note())
        several = [an_injection(self._a_day(), note=self._a_note()) for _ in range(3)]
        (step,) = self.chance.choices(
            (
                lambda: self.document.describe("Described", patient),
                lambda: self.document.add("Several logged", several),
                lambda: self.document.add_plan(a_plan(prescriber=self._a_note())),
            ),
            (12, 4, 1),
        )
        step()

    def _an_entry(self) -> Injection | SymptomEntry | None:
        facts = self.document.facts
        entries = (*facts.injections[-2:], *facts.symptoms[-2:])
        if self.chance.random() < 0.3:
            entries = (*facts.injections, *facts.symptoms)
        return self.chance.choice(entries) if entries else None

    def _a_day(self) -> date:
        return TODAY - timedelta(days=self.chance.randrange(700))

    def _a_note(self) -> str:
        self._number += 1
        return f"{self.kept.ledger.copy[:8]} {self._number}"
