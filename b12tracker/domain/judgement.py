"""What became of each planned dose, and of each injection, as seen on one day."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from .course import Stretch, run_course
from .facts import Facts
from .injection import Injection
from .interruptions import NotRecorded, Pause, Skip
from .reanchoring import Outcome
from .schedule import Breaks, Slot

AHEAD = timedelta(days=400)
"""How far ahead planned doses are looked at: a little over a year, the longest interval."""


class Status(StrEnum):
    """What became of a planned dose."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    EARLY = "early"
    LATE = "late"
    MISSED = "missed"
    SKIPPED = "skipped"
    PAUSED = "paused"
    NOT_RECORDED = "not_recorded"


OPEN = frozenset({Status.UPCOMING, Status.DUE, Status.OVERDUE})
"""Statuses of a dose that can still be met."""

TAKEN = frozenset({Status.ON_TIME, Status.EARLY, Status.LATE})
"""Statuses of a dose that was met."""

CLOSED = TAKEN | {Status.MISSED, Status.SKIPPED}
"""Statuses that count: a dose that was met, missed or skipped."""

UNASKED = frozenset({Status.PAUSED, Status.NOT_RECORDED})
"""Statuses of a date on which the plan did not ask, or nobody recorded."""


@dataclass(frozen=True)
class PlannedDose:
    """One planned dose with its status.

    Attributes:
        injection: the one that met it.
        skip: why it was not given, when it was skipped.
    """

    slot: Slot
    status: Status
    injection: Injection | None = None
    skip: Skip | None = None

    @property
    def planned(self) -> date:
        """The planned date."""
        return self.slot.planned

    @property
    def is_open(self) -> bool:
        """Whether an injection can still meet it."""
        return self.status in OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it counts: met, missed or skipped."""
        return self.status in CLOSED

    @property
    def is_taken(self) -> bool:
        """Whether an injection met it."""
        return self.status in TAKEN

    @property
    def deviation_days(self) -> int | None:
        """Days between planned and given, negative when early; None while not taken.

        Within the range of a range (every 2 to 3 months) there is none.
        """
        if self.injection is None:
            return None
        given_on = self.injection.given_on
        if self.planned <= given_on <= self.slot.latest:
            return 0
        return (given_on - (self.planned if given_on < self.planned else self.slot.latest)).days


@dataclass(frozen=True)
class Judgement:
    """Every planned dose and injection, each once, as seen on ``today``.

    Attributes:
        doses: in date order, from the first planned date to a little over a year ahead.
        top_ups: injections under a plan that met no planned dose.
        before_plan: injections given before the first phase.
        stretches: when each phase is in force, in order.
        unused_skips: skips that no longer find a dose, or whose dose was given after all.
    """

    today: date
    doses: tuple[PlannedDose, ...]
    top_ups: tuple[Injection, ...]
    before_plan: tuple[Injection, ...]
    stretches: tuple[Stretch, ...] = ()
    unused_skips: tuple[Skip, ...] = ()
    pauses: tuple[Pause, ...] = ()
    not_recorded: tuple[NotRecorded, ...] = ()

    @property
    def looks_to(self) -> date:
        """The day up to which every planned dose is known."""
        return self.today + AHEAD

    @property
    def asks_until(self) -> date | None:
        """The first day on which no phase asks any more; None while one is open."""
        return self.stretches[-1].asks_until if self.stretches else None

    @property
    def halted_by(self) -> Pause | None:
        """The pause without an end that leaves a plan, which is not over, with no dose to come."""
        until = self.asks_until
        if not self.doses or self.next or (until and until <= self.today):
            return None
        endless = [
            one for one in self.pauses if one.end is None and (not until or one.start < until)
        ]
        return min(endless, key=lambda pause: pause.start, default=None)

    @cached_property
    def next(self) -> PlannedDose | None:
        """The first dose that can still be met."""
        return next((dose for dose in self.doses if dose.is_open), None)

    @cached_property
    def missed(self) -> tuple[PlannedDose, ...]:
        """The doses that closed unmet."""
        return tuple(dose for dose in self.doses if dose.status is Status.MISSED)

    @cached_property
    def dose_met_by(self) -> dict[str, PlannedDose]:
        """The planned dose that each injection met, by the injection's id."""
        return {dose.injection.id: dose for dose in self.doses if dose.injection}


def judge(facts: Facts, today: date, ahead: timedelta = AHEAD) -> Judgement:
    """Judge the whole logbook as seen on ``today``; facts dated later are left out of sight.

    Args:
        ahead: how far ahead planned doses of an open phase are looked at.
    """
    given = [injection for injection in facts.injections if injection.given_on <= today]
    breaks = Breaks(facts.pauses, facts.moves)
    course = run_course(facts.plans, given, breaks, today + ahead)
    skips = skips_by_dose(facts.skips, course.outcomes)
    doses = tuple(
        _judged(outcome, skips.get(place), facts.not_recorded, today)
        for place, outcome in enumerate(course.outcomes)
    )
    begins = doses[0].planned if doses else date.max
    used = {dose.skip.id for dose in doses if dose.skip}
    return Judgement(
        today=today,
        doses=doses,
        top_ups=tuple(one for one in course.unmatched if one.given_on >= begins),
        before_plan=tuple(one for one in course.unmatched if one.given_on < begins),
        stretches=course.stretches,
        unused_skips=tuple(skip for skip in facts.skips if skip.id not in used),
        pauses=facts.pauses,
        not_recorded=facts.not_recorded,
    )


def skips_by_dose(skips: Sequence[Skip], outcomes: Sequence[Outcome]) -> dict[int, Skip]:
    """Return, by place, the skip that belongs to each dose that was not met.

    A skip belongs to the planned dose nearest its date, within half an interval.
    """
    days = [outcome.slot.planned for outcome in outcomes]
    found: dict[int, Skip] = {}
    for skip in sorted(skips, key=lambda skip: (skip.planned, skip.id)):
        after = bisect_left(days, skip.planned)
        around = range(max(0, after - 1), min(len(days), after + 1))
        near = [place for place in around if outcomes[place].slot.is_near(skip.planned)]
        place = min(near, key=lambda place: abs(days[place] - skip.planned), default=None)
        if place is not None and outcomes[place].injection is None:
            found.setdefault(place, skip)
    return found


def _judged(
    outcome: Outcome, skip: Skip | None, not_recorded: Sequence[NotRecorded], today: date
) -> PlannedDose:
    slot = outcome.slot
    if outcome.injection:
        return PlannedDose(slot, _met(slot, outcome.injection.given_on), outcome.injection)
    if slot.paused:
        return PlannedDose(slot, Status.PAUSED)
    if any(stretch.holds(slot.planned) for stretch in not_recorded):
        return PlannedDose(slot, Status.NOT_RECORDED)
    if skip:
        return PlannedDose(slot, Status.SKIPPED, skip=skip)
    return PlannedDose(slot, _not_met(slot, today))


def _not_met(slot: Slot, today: date) -> Status:
    first, last = slot.window
    if today > slot.reach[1]:
        return Status.MISSED
    if today > last:
        return Status.OVERDUE
    return Status.DUE if today >= first else Status.UPCOMING


def _met(slot: Slot, given_on: date) -> Status:
    first, last = slot.window
    if given_on < first:
        return Status.EARLY
    return Status.LATE if given_on > last else Status.ON_TIME
