"""Phases whose dates follow the injections: from the last injection, and hybrid."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import TypeGuard

from .injection import Injection
from .overrides import Hold, Overrides
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


def live_through(
    grid: Grid, pool: Sequence[Injection], until: date, overrides: Overrides
) -> Iterator[Outcome]:
    """Yield each planned dose of a phase that re-anchors, up to ``until`` and one more.

    Args:
        pool: the injections nobody has used, in order.
    """
    kind = _LastInjection if _from_last(grid.phase) else _Hybrid
    life = kind(grid, pool, overrides)
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
    """What both anchors share: pauses, and injections the user has assigned.

    Attributes:
        exact, near: injections that the user says count for a dose, by the date named.
        free: injections that nobody has assigned, and that are still to be looked at.
        last_met: the date of the last injection that met a dose.
        resumed: whether the date asked for now was set by the end of a pause.
    """

    def __init__(self, grid: Grid, pool: Sequence[Injection], overrides: Overrides) -> None:
        self.grid = grid
        self.exact = overrides.by_date(pool, Hold.EXACT)
        self.near = overrides.by_date(pool, Hold.NEAR)
        self.near_days = sorted(self.near)
        self.free = deque(one for one in pool if overrides.is_free(one))
        self.last_met: date | None = None
        self.resumed = False

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

    def begins_anew(self, slot: Slot, injection: Injection) -> bool:
        """Whether the injection that met a dose is the new start of the grid."""
        raise NotImplementedError

    def met(self, slot: Slot, injection: Injection) -> Outcome:
        """Note that the dose was met; the next one is looked for after this injection."""
        while self.free and self.free[0].order <= injection.order:
            self.free.popleft()
        self.grid.advance(slot)
        self.resumed = False
        if self.last_met is None or injection.given_on > self.last_met:
            self.last_met = injection.given_on
            if self.begins_anew(slot, injection):
                self.grid.begin_anew(injection.given_on, 1)
        return Outcome(slot, injection)

    def _forced(self, slot: Slot) -> Injection | None:
        return self.exact.pop(slot.planned, None) or self._near(slot)

    def _near(self, slot: Slot) -> Injection | None:
        earliest = slot.planned - slot.interval_days // 2 * DAY
        place = bisect_left(self.near_days, earliest)
        if place < len(self.near_days) and slot.is_near(self.near_days[place]):
            return self.near[self.near_days.pop(place)]
        return None

    def _paused(self, slot: Slot) -> Outcome:
        """Go on from the first day after the pause; one without an end has no such day."""
        pause = self.grid.pause(slot.planned)
        self.grid.advance(slot)
        if pause and pause.end:
            self.grid.begin_anew(pause.end + DAY, 0)
            self.resumed = True
        return Outcome(slot)


class _LastInjection(_Life):
    """The next date is one interval after the last injection."""

    def by_anchor(self, slot: Slot) -> Outcome | None:
        while self.free and self.free[0].given_on <= slot.reach[1]:
            injection = self.free.popleft()
            if self._can_meet(slot, injection.given_on):
                return self.met(slot, injection)
            if self._postpones(slot, injection.given_on):
                self.grid.begin_anew(injection.given_on, 1)
                return None
        self.grid.advance(slot)
        return Outcome(slot)

    def begins_anew(self, slot: Slot, injection: Injection) -> bool:
        return True

    def _can_meet(self, slot: Slot, day: date) -> bool:
        """Whether it comes at least half an interval after the last that met a dose.

        The first dose, and the first after a pause, are met within their reach.
        """
        if (self.last_met is None or self.resumed) and day < slot.reach[0]:
            return False
        if self.last_met is None:
            return True
        interval = slot.phase.every.after(self.last_met, 1) - self.last_met
        return 2 * (day - self.last_met) >= interval

    def _postpones(self, slot: Slot, day: date) -> bool:
        """Whether a top-up moves the next date; never to before the date that stands."""
        begun = self.last_met is not None or self.resumed
        return begun and slot.phase.every.after(day, 1) >= slot.planned


class _Hybrid(_Life):
    """The grid stays while injections fall inside their tolerance; one outside begins it anew."""

    def by_anchor(self, slot: Slot) -> Outcome | None:
        first, last = slot.reach
        while self.free and self.free[0].given_on < first:
            self.free.popleft()
        closest = min(
            takewhile(lambda one: one.given_on <= last, self.free),
            key=lambda one: (abs(one.given_on - slot.planned), one.order),
            default=None,
        )
        if closest:
            return self.met(slot, closest)
        self.grid.advance(slot)
        return Outcome(slot)

    def begins_anew(self, slot: Slot, injection: Injection) -> bool:
        first, last = slot.window
        return not first <= injection.given_on <= last


def meets(outcome: Outcome, phase: Phase) -> TypeGuard[MetOutcome]:
    """Whether an injection met this dose of ``phase``."""
    return outcome.injection is not None and outcome.slot.phase.id == phase.id
