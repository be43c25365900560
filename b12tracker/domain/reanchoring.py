"""Phases whose dates follow the injections: from the last injection, and hybrid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from .injection import Injection
from .plan import Anchor, Phase
from .schedule import DAY, Grid, Slot


@dataclass(frozen=True)
class Outcome:
    """A planned dose and the injection that met it, if any did."""

    slot: Slot
    injection: Injection | None = None


@dataclass(frozen=True)
class MetOutcome(Outcome):
    """An outcome that is known to have an injection."""

    injection: Injection


def live_through(grid: Grid, pool: Sequence[Injection], until: date) -> Iterator[Outcome]:
    """Yield each planned dose of a phase that re-anchors, up to ``until`` and one more.

    Args:
        pool: the injections nobody has used, in order.
    """
    life = _LastInjection(grid, pool) if _from_last(grid.phase) else _Hybrid(grid, pool)
    while slot := grid.slot():
        outcome = life.outcome(slot)
        if outcome is None:
            continue
        yield outcome
        if not grid.goes_on(slot, until):
            return


def _from_last(phase: Phase) -> bool:
    return phase.anchor is Anchor.LAST_INJECTION


class _Life:
    """What both anchors share: pauses, and injections the user has assigned."""

    def __init__(self, grid: Grid, pool: Sequence[Injection]) -> None:
        self.grid = grid
        self.assigned = [injection for injection in pool if injection.counts_for]
        self.free = [one for one in pool if not (one.counts_for or one.top_up)]

    def outcome(self, slot: Slot) -> Outcome | None:
        """Return what became of the dose asked for now; None when its date has moved meanwhile."""
        forced = self._forced(slot)
        if forced:
            return self.met(slot, forced)
        if slot.paused:
            return self._paused(slot)
        return self.by_anchor(slot)

    def by_anchor(self, slot: Slot) -> Outcome | None:
        """Find the injection that meets the dose, as the anchor has it."""
        raise NotImplementedError

    def met(self, slot: Slot, injection: Injection) -> Outcome:
        """Note that the dose was met, and find where the next one lies."""
        raise NotImplementedError

    def _forced(self, slot: Slot) -> Injection | None:
        for injection in self.assigned:
            if injection.counts_for and slot.is_near(injection.counts_for):
                self.assigned.remove(injection)
                return injection
        return None

    def _paused(self, slot: Slot) -> Outcome:
        """Go on from the first day after the pause; one without an end has no such day."""
        pause = self.grid.pause(slot.planned)
        self.grid.advance(slot)
        if pause and pause.end:
            self.grid.begin_anew(pause.end + DAY, 0)
        return Outcome(slot)


class _LastInjection(_Life):
    """The next date is one interval after the last injection."""

    def __init__(self, grid: Grid, pool: Sequence[Injection]) -> None:
        super().__init__(grid, pool)
        self._last_met: date | None = None

    def by_anchor(self, slot: Slot) -> Outcome | None:
        while self.free and self.free[0].given_on <= slot.reach[1]:
            injection = self.free.pop(0)
            if self._can_meet(slot, injection.given_on):
                return self.met(slot, injection)
            if self._last_met is not None:  # a top-up still moves the next date
                self.grid.begin_anew(injection.given_on, 1)
                return None
        self.grid.advance(slot)
        return Outcome(slot)

    def met(self, slot: Slot, injection: Injection) -> Outcome:
        self._last_met = injection.given_on
        self.grid.advance(slot)
        self.grid.begin_anew(injection.given_on, 1)
        return Outcome(slot, injection)

    def _can_meet(self, slot: Slot, day: date) -> bool:
        """Whether it comes at least half an interval after the last that met a dose."""
        if self._last_met is None:
            return day >= slot.reach[0]
        interval = slot.phase.every.after(self._last_met, 1) - self._last_met
        return 2 * (day - self._last_met) >= interval


class _Hybrid(_Life):
    """The grid stays while injections fall inside their tolerance; one outside begins it anew."""

    def by_anchor(self, slot: Slot) -> Outcome | None:
        first, last = slot.reach
        self.free = [one for one in self.free if one.given_on >= first]
        candidates = [one for one in self.free if one.given_on <= last]
        if not candidates:
            self.grid.advance(slot)
            return Outcome(slot)
        return self.met(
            slot, min(candidates, key=lambda one: (abs(one.given_on - slot.planned), one.order))
        )

    def met(self, slot: Slot, injection: Injection) -> Outcome:
        self.free = [one for one in self.free if one.order > injection.order]
        self.grid.advance(slot)
        first, last = slot.window
        if not first <= injection.given_on <= last:
            self.grid.begin_anew(injection.given_on, 1)
        return Outcome(slot, injection)


def meets(outcome: Outcome, phase: Phase) -> TypeGuard[MetOutcome]:
    """Whether an injection met this dose of ``phase``."""
    return outcome.injection is not None and outcome.slot.phase.id == phase.id
