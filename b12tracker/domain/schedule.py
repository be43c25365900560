"""Planned doses: the dates on which a phase asks for an injection, and the reach of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from .interruptions import Move, Pause, holding
from .plan import Phase

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """One planned date of a phase.

    Attributes:
        ordinal: its number in the phase, from 0.
        planned: the planned date; of a range, its shorter end.
        following: the next date of the phase's own grid, even if that one is paused or moved, or
            lies past the phase's end.
        latest: the longer end of a range; without a range the planned date.
        paused: it lies in a pause, so the plan does not ask for it.
    """

    phase: Phase
    ordinal: int
    planned: date
    following: date
    latest: date
    paused: bool = False

    @property
    def interval_days(self) -> int:
        """Days to the next date of the grid."""
        return (self.following - self.planned).days

    @property
    def window(self) -> tuple[date, date]:
        """First and last day that count as on time."""
        return (
            self.planned - self.phase.early_days * DAY,
            self.latest + self.phase.late_days * DAY,
        )

    @property
    def reach(self) -> tuple[date, date]:
        """First and last day on which an injection can meet this dose.

        The end looks at the phase's own grid, so that a later phase never changes the past.
        """
        early, late = self.window
        half = self.interval_days // 2 * DAY
        last = self.following - (self.phase.early_days + 1) * DAY
        return min(early, self.planned - half), max(late, last)

    def is_near(self, day: date) -> bool:
        """Whether ``day`` lies within half an interval of the planned date."""
        return 2 * abs((day - self.planned).days) <= self.interval_days


@dataclass(frozen=True)
class Breaks:
    """What keeps a plan from going its way: pauses, and doses put on other days."""

    pauses: tuple[Pause, ...] = ()
    moves: tuple[Move, ...] = ()


class Grid:
    """The planned dates of a phase one after another; it can be begun anew from another day.

    Args:
        start: the date of the first dose.
        end: the day from which a later phase is in force; None while there is none.
    """

    def __init__(self, phase: Phase, start: date, end: date | None, breaks: Breaks) -> None:
        self.phase, self._start, self._end = phase, start, end
        self._pauses = breaks.pauses
        by_id = sorted(breaks.moves, key=lambda move: move.id)
        self._moves = {move.planned: move for move in by_id}
        self._origin, self._step = phase.every.first_on(start), 0
        self._ordinal = self._asked = 0

    def slot(self) -> Slot | None:
        """Return the date the phase asks for now; None when it asks for no more."""
        every, on_grid = self.phase.every, self._on_grid
        if self.ended or (self._end is not None and on_grid >= self._end):
            return None
        # Each move is used once: a grid begun on the same day again must not move again.
        move = self._moves.pop(on_grid, None)
        if move and move.later_too:
            self.begin_anew(move.to, 0)
        counted_from = (move.to, 0) if move else (self._origin, self._step)
        planned, latest = every.after(*counted_from), every.latest(*counted_from)
        paused = self.pause(planned) is not None
        return Slot(self.phase, self._ordinal, planned, self._after(planned), latest, paused)

    def _after(self, planned: date) -> date:
        """Return the next date of the grid; a dose moved past it looks to the one after."""
        later = (self.phase.every.after(self._origin, step) for step in count(self._step + 1))
        return next(day for day in later if day > planned)

    def advance(self, slot: Slot) -> None:
        """Go on to the next date; a paused one does not use up one of a number of doses."""
        self._step += 1
        self._ordinal += 1
        self._asked += not slot.paused

    def begin_anew(self, origin: date, step: int) -> None:
        """Count from another day; the next date lies ``step`` intervals after it."""
        self._origin, self._step = origin, step

    def pause(self, day: date) -> Pause | None:
        """Return the pause that holds ``day``."""
        return holding(self._pauses, day)

    def goes_on(self, slot: Slot, until: date) -> bool:
        """Whether dates after this one are wanted: up to ``until`` and one more, or to the end."""
        pause = self.pause(slot.planned)
        endless = self.phase.is_open or (pause is not None and pause.end is None)
        return slot.planned <= until or not endless

    @property
    def ended(self) -> bool:
        """Whether the phase has come to its own end, and was not cut short by a later one."""
        phase, on_grid = self.phase, self._on_grid
        return (
            (phase.doses is not None and self._asked >= phase.doses)
            or (phase.days is not None and on_grid >= self._start + phase.days * DAY)
            or (phase.last_day is not None and on_grid > phase.last_day)
        )

    @property
    def _on_grid(self) -> date:
        return self.phase.every.after(self._origin, self._step)


def fixed_slots(grid: Grid, until: date) -> Iterator[Slot]:
    """Yield the planned dates of a phase on its fixed grid, as far as ``grid.goes_on`` says."""
    while slot := grid.slot():
        yield slot
        if not grid.goes_on(slot, until):
            return
        grid.advance(slot)
