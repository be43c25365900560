"""Asking about planned doses: given, skipped, moved, paused; and which injection counts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.adherence import all_given
from b12tracker.domain.backfill import unanswered, without_record
from b12tracker.domain.facts import Fact
from b12tracker.domain.interruptions import Move, NotRecorded, Pause
from b12tracker.domain.judgement import Judgement, PlannedDose, Status, judge

from . import labels
from .dialogs.actions_dialog import ActionsDialog
from .dialogs.actions_dialog import Choice as ActionChoice
from .dialogs.catch_up_dialog import CatchUpDialog
from .dialogs.move_dialog import MoveDialog
from .dialogs.skip_dialog import SkipDialog
from .dialogs.stretch_dialogs import NotRecordedDialog, PauseDialog
from .document import Document
from .errors import told


class DoseTasks:
    """What a user can do with planned doses.

    Args:
        log_injection: asks for an injection on a day.
        change: asks what is to be put right in an entry.
    """

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        log_injection: Callable[[date | None], None],
        change: Callable[[Fact], None],
    ) -> None:
        self._window, self._document = window, document
        self._log_injection, self._change = log_injection, change

    @property
    def document(self) -> Document:
        """The logbook that is open now."""
        return self._document()

    def ask_about(self, dose: PlannedDose) -> None:
        """Ask what is to be done with a planned dose, and do it."""
        if dose.injection:
            self._change(dose.injection)
            return
        said = labels.dose_outcome(dose, self.document.today)
        dialog = ActionsDialog(self._window, "Planned dose", said, self._choices(dose))
        if dialog.exec():
            self._doings(dose)[dialog.answer]()

    @told
    def skip(self, dose: PlannedDose) -> None:
        """Ask why a dose is not given."""
        dialog = SkipDialog(self._window, self.document.today, dose.planned, dose.skip)
        dialog.ask_and_keep(lambda skip: self.document.put(dose.skip, skip))

    @told
    def move(self, dose: PlannedDose) -> None:
        """Ask for another day, and show the gaps before it is taken."""
        document = self.document
        known = self._move_of(dose)
        dialog = MoveDialog(
            self._window,
            document.today,
            dose,
            self._neighbours(dose),
            lambda move: self._try(known, move),
            known,
        )
        dialog.ask_and_keep(lambda move: document.put(known, move))

    @told
    def pause(self, pause: Pause | None = None, start: date | None = None) -> None:
        """Ask from when until when the plan does not ask."""
        document = self.document
        others = tuple(one for one in document.facts.pauses if one != pause)
        unpaused = judge(replace(document.facts, pauses=others), document.today)
        dialog = PauseDialog(self._window, document.today, pause, start, unpaused)
        dialog.ask_and_keep(lambda answer: document.put(pause, answer))

    @told
    def not_recorded(self, stretch: NotRecorded | None = None, day: date | None = None) -> None:
        """Ask which time nobody recorded."""
        dialog = NotRecordedDialog(self._window, self.document.today, stretch, day, day)
        dialog.ask_and_keep(lambda answer: self.document.put(stretch, answer))

    @told
    def catch_up(self) -> None:
        """Ask what became of every dose that is missed or overdue without a reason."""
        self.ask_what_became_of(unanswered(self.document.judgement))

    @told
    def ask_what_became_of(self, doses: Sequence[PlannedDose]) -> None:
        """Ask what became of these doses; the answers are one step."""
        document = self.document
        unknown = without_record(document.facts, document.judgement)
        dialog = CatchUpDialog(
            self._window,
            document.today,
            doses,
            document.judgement.doses,
            calm=set(doses) <= set(unknown),
        )
        dialog.ask_and_keep(lambda facts: document.add("Caught up", facts) if facts else None)

    def _choices(self, dose: PlannedDose) -> list[ActionChoice]:
        """Return what can be done with a dose that was not met, the likeliest first."""
        today = self.document.today
        past = dose.planned <= today or dose.slot.window[0] <= today
        if dose.status is Status.PAUSED:
            return [("given", "It was &given on…"), ("pause", "Change the &pause…")]
        if dose.status is Status.SKIPPED:
            choices = [("skip", "Change the &reason…"), ("unskip", "It was &not skipped")]
        else:
            choices = [("skip", "It was &skipped because…" if past else "&Skip it because…")]
        choices = [("given", "It was &given on…"), *choices] if past else choices
        if dose.status is Status.MISSED:
            choices.append(("missed", "It was &missed"))
        if dose.is_open:
            choices += [("move", "&Move it to another day…"), ("pause", "&Pause from here…")]
        if self._move_of(dose):
            choices.append(("unmove", "Put it &back on its planned day"))
        if dose.planned <= today:
            choices.append(("not_recorded", "N&obody recorded that time…"))
        return choices

    def _doings(self, dose: PlannedDose) -> dict[str, Callable[[], None]]:
        today = self.document.today
        return {
            "given": lambda: self._log_injection(dose.planned if dose.planned < today else None),
            "skip": lambda: self.skip(dose),
            "missed": lambda: self._leave_missed(dose),
            "unskip": lambda: self._drop(dose.skip),
            "move": lambda: self.move(dose),
            "unmove": lambda: self._drop(self._move_of(dose)),
            "pause": lambda: self.pause(self._pause_of(dose), dose.planned),
            "not_recorded": lambda: self.not_recorded(None, dose.planned),
        }

    def _leave_missed(self, dose: PlannedDose) -> None:
        """Say that nothing changes: a dose is missed as long as nothing else is known of it."""
        day = labels.plain_day(dose.planned, self.document.today)
        self.document.happened.emit(f"{day} stays missed")

    @told
    def _drop(self, fact: Fact | None) -> None:
        if fact:
            self.document.remove(fact)

    def _move_of(self, dose: PlannedDose) -> Move | None:
        moves = self.document.facts.moves
        return next((move for move in moves if move.to == dose.planned), None)

    def _pause_of(self, dose: PlannedDose) -> Pause | None:
        pauses = self.document.facts.pauses
        return next((pause for pause in pauses if pause.holds(dose.planned)), None)

    def _try(self, known: Move | None, move: Move) -> Judgement:
        """Judge the logbook as it would be with a move."""
        document = self.document
        origin = known.planned if known else move.planned
        others = tuple(one for one in document.facts.moves if one != known)
        moved = replace(move, planned=origin)
        return judge(replace(document.facts, moves=(*others, moved)), document.today)

    def _neighbours(self, dose: PlannedDose) -> tuple[date | None, date | None]:
        """Return the last injection or planned date before a dose, and the next planned date."""
        judgement = self.document.judgement
        given = [one.given_on for one in all_given(judgement)]
        before = [one.planned for one in judgement.doses if one.planned < dose.planned]
        after = [one.planned for one in judgement.doses if one.planned > dose.planned]
        return max([*given[-1:], *before[-1:]], default=None), min(after, default=None)
