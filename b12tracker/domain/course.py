"""The course of treatment: each phase in its time, its planned doses, and which injection met each.

Phases come one after another. Neighbouring phases on fixed grids are matched together; a phase that
re-anchors is lived through dose by dose, since each injection moves the dates that follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .injection import Injection
from .matching import match
from .overrides import Overrides
from .plan import Anchor, Phase, Plan, phases_in_order
from .reanchoring import Outcome, live_through, meets
from .schedule import Breaks, Grid, Slot, fixed_slots


@dataclass(frozen=True)
class Stretch:
    """The days on which a phase is in force.

    Attributes:
        start: its first planned date.
        asks_until: the first day on which it no longer asks, after its last interval or when a
            later phase begins; None while it is open.
    """

    phase: Phase
    start: date
    asks_until: date | None


@dataclass(frozen=True)
class Course:
    """All planned doses in date order, when each phase is in force, and what met no dose."""

    outcomes: tuple[Outcome, ...]
    stretches: tuple[Stretch, ...]
    unmatched: tuple[Injection, ...]


def run_course(
    plans: tuple[Plan, ...], injections: Sequence[Injection], breaks: Breaks, until: date
) -> Course:
    """Run through all phases.

    Args:
        injections: those that may be looked at, in any order.
        until: planned doses are wanted up to this day.
    """
    phases, overrides = phases_in_order(plans), Overrides()
    while True:
        course = _Runner(injections, breaks, until, overrides).run(phases)
        slots = [outcome.slot for outcome in course.outcomes]
        if not overrides.loosen(slots, course.unmatched):
            return course


class _Runner:
    """Goes through the phases and keeps what the next one needs to know."""

    def __init__(
        self, injections: Sequence[Injection], breaks: Breaks, until: date, overrides: Overrides
    ) -> None:
        self._pool = sorted(injections, key=lambda injection: injection.order)
        self._breaks, self._until, self._overrides = breaks, until, overrides
        self._outcomes: list[Outcome] = []
        self._stretches: list[Stretch] = []
        self._waiting: list[Slot] = []
        self._last: date | None = None

    def run(self, phases: tuple[Phase, ...]) -> Course:
        for place, phase in enumerate(phases):
            start = self._start_of(phase)
            later = [one.first_dose for one in phases[place + 1 :] if one.first_dose]
            end = min(later, default=None)
            self._last = None
            if start is not None and (end is None or start < end):
                self._live(phase, start, end)
        self._match_waiting()
        self._outcomes.sort(key=lambda outcome: outcome.slot.planned)
        return Course(tuple(self._outcomes), tuple(self._stretches), tuple(self._pool))

    def _start_of(self, phase: Phase) -> date | None:
        """Return the first planned date; None while the phase it follows has no end."""
        if phase.first_dose:
            return phase.every.first_on(phase.first_dose)
        return None if self._last is None else phase.every.after(self._last, 1)

    def _live(self, phase: Phase, start: date, end: date | None) -> None:
        grid = Grid(phase, start, end, self._breaks)
        if phase.anchor is Anchor.FIXED:
            slots = list(fixed_slots(grid, self._until))
            self._waiting += slots
        else:
            self._match_waiting()
            lived = list(live_through(grid, self._pool, self._until, self._overrides))
            self._take(lived)
            slots = [outcome.slot for outcome in lived]
        self._end(phase, start, end, slots, ended=grid.ended)

    def _end(
        self, phase: Phase, start: date, end: date | None, slots: list[Slot], *, ended: bool
    ) -> None:
        """Note when the phase stops asking, and the day from which a following one counts."""
        ended = ended and bool(slots)
        own = slots[-1].following if ended else None
        until = min((day for day in (own, end) if day), default=None)
        self._stretches.append(Stretch(phase, start, until))
        if ended:
            met = [one.injection.given_on for one in self._outcomes if meets(one, phase)]
            self._last = max([slots[-1].planned, *met])

    def _match_waiting(self) -> None:
        """Match the fixed phases gathered so far with the injections nobody has used."""
        slots, self._waiting = self._waiting, []
        slots.sort(key=lambda slot: slot.planned)
        forced = self._overrides.pairs(slots, self._pool)
        asked = [place for place, slot in enumerate(slots) if not slot.paused]
        free = [place for place in asked if place not in forced]
        open_to_all = [one for one in self._pool if self._overrides.is_free(one)]
        met = match([slots[place] for place in free], open_to_all)
        by_place = forced | {free[place]: injection for place, injection in met.items()}
        self._take([Outcome(slot, by_place.get(place)) for place, slot in enumerate(slots)])

    def _take(self, outcomes: list[Outcome]) -> None:
        self._outcomes += outcomes
        used = {outcome.injection.id for outcome in outcomes if outcome.injection}
        self._pool = [injection for injection in self._pool if injection.id not in used]
