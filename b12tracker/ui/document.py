"""The open logbook as the window sees it: what it says today, and every change a user can make."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from b12tracker.backup_words import what_changes
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.difference import Difference, Step, steps_between
from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.judgement import Judgement, judge
from b12tracker.domain.lab_story import USUAL_TASTE, LabTaste
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plan import Plan
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.safekeeping import backups_of, keep_one, keep_one_a_day
from b12tracker.storage.backups import Reason
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.merge import Merge
from b12tracker.storage.unlocking import key_of_copy

from .commands import Change, Merged, carry_out
from .fact_names import name_of
from .labels import counted, plain_day

Clock = Callable[[], date]
"""Answers what day it is."""


EXCHANGED = (
    "Another program exchanged the logbook; gone or different now: {entries}. "
    "As it was before, it is kept among the backups."
)


class Document(QObject):
    """A logbook with its undo stack; of the sample nothing is kept.

    Every verb raises ``LogbookError`` when the change could not be saved; then nothing changed.

    Attributes:
        recovered: whether the recovery key opened it, so that a new passphrase is worth offering.
    """

    changed = Signal()
    """Something may look different now: read again."""

    did = Signal(str)
    """A change was made; the text says which, in the past tense."""

    happened = Signal(str)
    """Something was done that changed no entry, so that there is nothing to undo."""

    taste_changed = Signal(object)
    """The user likes lab results drawn otherwise: a ``LabTaste``."""

    complained = Signal(str)
    """Something could not be undone or redone; the text says why."""

    def __init__(
        self,
        logbook: Logbook,
        clock: Clock,
        catalogue: Catalogue,
        title: str = "",
        *,
        kept: bool = True,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__()
        self.logbook = logbook
        self.title = title or logbook.path.stem
        self.kept = kept
        self.recovered = False
        self._known = catalogue
        self.lab_taste = USUAL_TASTE
        self.undo_stack = QUndoStack(self)
        self._clock, self.now = clock, now
        self._facts: Facts | None = None
        self._judgement: Judgement | None = None
        self._mark = logbook.change_mark
        self.undo_stack.indexChanged.connect(self.read_again)

    @property
    def today(self) -> date:
        """The day it is."""
        return self._clock()

    @property
    def facts(self) -> Facts:
        """Everything the logbook holds."""
        if self._facts is None:
            self._facts = self.logbook.facts()
        return self._facts

    @property
    def catalogue(self) -> Catalogue:
        """What can be scored and measured, with what the user added."""
        return self._known.with_own(self.facts)

    @property
    def judgement(self) -> Judgement:
        """What became of every planned dose, as seen today."""
        if self._judgement is None or self._judgement.today != self.today:
            self._judgement = judge(self.facts, self.today)
        return self._judgement

    def read_again(self) -> None:
        """Forget what was read, and tell everybody to look again."""
        self._facts = self._judgement = None
        self._mark = self.logbook.change_mark
        self.changed.emit()

    def lock(self) -> None:
        """Let go of the file, its key, and all that was read; undo goes on after ``unlock``."""
        self.logbook.lock()
        self._facts = self._judgement = None

    def unlock(self, key: Key | None) -> None:
        """Open the file again with the key that somebody found for it."""
        self.logbook.unlock(key)
        self.read_again()

    def notice_others(self) -> None:
        """Read again if another window or program has written the logbook, or the day is new.

        Raises:
            LockedError: it was given a passphrase meanwhile.
        """
        if self.logbook.is_exchanged:
            self._follow()
        new_day = self._judgement is not None and self._judgement.today != self.today
        if new_day or self.logbook.change_mark != self._mark:
            self.read_again()

    def _follow(self) -> None:
        """Go on with the file that took the place of the open one; what it lacks is kept."""
        had_passphrase, kept = self.logbook.key is not None, self._kept_before_following()
        self.logbook.follow()
        self.read_again()
        if kept:
            self.complained.emit(kept)
        if had_passphrase and not self.logbook.key:
            self.happened.emit("The passphrase of this logbook was taken away elsewhere.")

    def _kept_before_following(self) -> str:
        """Keep what the open file holds and the other one lacks; return what is to be said."""
        try:
            before = self._facts or self.logbook.facts()
            path, key = self.logbook.path, self.logbook.key
            there = Logbook.read(path, key_of_copy(path, key) if key else None)
        except LogbookError:  # whoever follows tells why
            return ""
        lacking = sum(there.by_id.get(fact.id) != fact for fact in before.entries)
        if not lacking:
            return ""
        self.keep_backup(Reason.EXCHANGE)
        return EXCHANGED.format(entries=counted(lacking, "entry", "entries"))

    def redo(self) -> None:
        """Make the last undone change again; look again where that came to nothing, too."""
        steps = self.undo_stack.count()
        self.undo_stack.redo()
        if self.undo_stack.count() < steps:  # of which the stack tells nobody
            self.read_again()

    def record(self, entry: Fact) -> None:
        """Log something new."""
        self._do(f"{self._named(entry)} logged", [(None, entry)])

    def put(self, before: Fact | None, after: Fact) -> None:
        """Log something new, or put right what was logged."""
        if before is None:
            self.record(after)
        else:
            self.correct(before, after)

    def add(self, text: str, facts: Iterable[Fact]) -> None:
        """Log several things at once, as one step."""
        self._do(text, [(None, fact) for fact in facts])

    def correct(self, before: Fact, after: Fact) -> None:
        """Put right what was logged."""
        if before != after:
            self._do(
                f"{self._named(after)} changed", [(before, after), *self._bereft(before, after)]
            )

    def remove(self, entry: Fact) -> None:
        """Take out what was logged."""
        self._do(f"{self._named(entry)} deleted", [(entry, None), *self._bereft(entry, None)])

    def add_plan(self, plan: Plan) -> None:
        """Enter what a clinician prescribed."""
        self._do("Plan entered", [(None, plan)])

    def follow(self, symptoms: Iterable[str], own: Iterable[OwnSymptom] | None = None) -> None:
        """Choose the symptoms that are asked for, as one step.

        Args:
            own: all symptoms of the user's own from now on; None to leave them as they are.
        """
        patient = self.facts.patient
        known = self.logbook.find(patient)
        after = replace(patient, follows=tuple(symptoms))
        steps: list[Step] = [(known, after)] if after != patient else []
        if own is not None:
            steps += steps_between(self.facts.own_symptoms, own)
        if steps:
            self._do("Symptoms to follow changed", steps)

    def describe(self, text: str, patient: Patient) -> None:
        """Put down what is said about the patient."""
        known = self.logbook.find(self.facts.patient)
        if patient != self.facts.patient:
            self._do(text, [(known, patient)])

    def together(self, text: str, steps: Iterable[Step]) -> None:
        """Make several changes as one step."""
        self._do(text, list(steps))

    def add_results(self, facts: Iterable[Fact]) -> None:
        """Log what was measured in one draw of blood, and any marker new with it, as one step."""
        facts = list(facts)
        results = [fact for fact in facts if isinstance(fact, LabResult)]
        called = self._named(results[0])
        if len(results) > 1:
            day = plain_day(results[0].collected_on, self.today)
            called = f"{len(results)} lab results of {day}"
        self.add(f"{called} logged", facts)

    def like(self, taste: LabTaste) -> None:
        """Draw lab results otherwise from now on; no entry changes."""
        self.lab_taste = taste
        self.taste_changed.emit(taste)
        self.changed.emit()

    def take(self, facts: Iterable[Fact], source: str) -> None:
        """Add facts that come from a file, as one step, after a backup was made."""
        facts = list(facts)
        if facts:
            self.keep_backup(Reason.IMPORT)
        self.put_all(f"{source} imported", facts)

    def restore(self, found: Difference, name: str) -> None:
        """Let the logbook hold what a backup holds, as one step, after a backup was made.

        Args:
            name: what the backup is called.
        """
        self.keep_backup(Reason.RESTORE)
        patient = self.logbook.find(self.facts.patient)
        steps = [
            (patient if isinstance(after, Patient) else before, after)
            for before, after in found.steps
        ]
        self._do(f"{name} restored: {what_changes(found, done=True).removesuffix('.')}", steps)

    def make_backup(self) -> None:
        """Make a backup now, because the user wants one."""
        backups_of(self.logbook.path).take(self.logbook, Reason.ASKED, self.now())

    def keep_backup(self, reason: Reason) -> None:
        """Keep a backup before something great happens; of the sample none is made.

        Raises:
            LogbookError: none could be made, so that nothing may happen.
        """
        if self.kept:
            keep_one(self.logbook, reason, self.now())

    def keep_daily_backup(self) -> None:
        """Keep today's backup, if there is none yet."""
        if self.kept:
            keep_one_a_day(self.logbook, self.now())

    def merge(self, found: Merge, source: str) -> None:
        """Take in what another copy of the logbook knows, as one step, after a backup was made."""
        if found.is_felt:
            self.keep_backup(Reason.MERGE)
        self.logbook.swap(found.before, found.after)
        if found.is_felt:
            text = f"{source} merged"
            self.undo_stack.push(Merged(self.logbook, text, found, self.complained.emit))

    def put_all(self, text: str, facts: Iterable[Fact]) -> None:
        """Put facts, new or in the place of those with the same id, as one step."""
        here = self.facts.by_id
        stored = self.logbook.find(self.facts.patient)
        steps: list[Step] = [
            (stored if fact.id == self.facts.patient.id else here.get(fact.id), fact)
            for fact in facts
        ]
        if steps:
            self._do(text, steps)

    def _do(self, text: str, steps: list[Step]) -> None:
        self.notice_others()
        carry_out(self.logbook, steps)
        self.undo_stack.push(Change(self.logbook, text, steps, self.complained.emit))
        self.did.emit(text)

    def _bereft(self, before: Fact, after: Fact | None) -> list[Step]:
        """Take out the lab checks of phases that are no more."""
        gone = _phase_ids(before) - _phase_ids(after)
        return [(check, None) for check in self.facts.lab_checks if check.phase in gone]

    def _named(self, fact: Fact) -> str:
        return name_of(fact, self.today, self.catalogue)


def _phase_ids(fact: Fact | None) -> set[str]:
    return {phase.id for phase in fact.phases} if isinstance(fact, Plan) else set()
