"""What became of each planned dose, and of each injection, as seen on one day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from .facts import Facts
from .injection import Injection
from .matching import match
from .schedule import Slot, planned_slots, stretches

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


OPEN = frozenset({Status.UPCOMING, Status.DUE, Status.OVERDUE})
"""Statuses of a dose that can still be met."""

TAKEN = frozenset({Status.ON_TIME, Status.EARLY, Status.LATE})
"""Statuses of a dose that was met."""


@dataclass(frozen=True)
class PlannedDose:
    """One planned dose with its status; ``injection`` is the one that met it."""

    slot: Slot
    status: Status
    injection: Injection | None = None

    @property
    def planned(self) -> date:
        """The planned date."""
        return self.slot.planned

    @property
    def is_open(self) -> bool:
        """Whether an injection can still meet it."""
        return self.status in OPEN

    @property
    def is_taken(self) -> bool:
        """Whether an injection met it."""
        return self.status in TAKEN

    @property
    def deviation_days(self) -> int | None:
        """Days between planned and given, negative when early; None while not taken."""
        return (self.injection.given_on - self.planned).days if self.injection else None


@dataclass(frozen=True)
class Judgement:
    """Every planned dose and injection, each once, as seen on ``today``.

    Attributes:
        doses: in date order, from the first planned date to a little over a year ahead.
        top_ups: injections under a plan that met no planned dose.
        before_plan: injections given before the first phase.
        asks_until: the first day on which no phase asks any more; None while one is open.
    """

    today: date
    doses: tuple[PlannedDose, ...]
    top_ups: tuple[Injection, ...]
    before_plan: tuple[Injection, ...]
    asks_until: date | None = None

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


def judge(facts: Facts, today: date) -> Judgement:
    """Judge the whole logbook as seen on ``today``; facts dated later are left out of sight."""
    given = sorted(
        (injection for injection in facts.injections if injection.given_on <= today),
        key=lambda injection: injection.order,
    )
    slots = planned_slots(facts.plans, today + AHEAD)
    met = match(slots, given)
    doses = tuple(
        PlannedDose(slot, _status(slot, met.get(place), today), met.get(place))
        for place, slot in enumerate(slots)
    )
    used = {injection.id for injection in met.values()}
    left = [injection for injection in given if injection.id not in used]
    begins = slots[0].planned if slots else date.max
    in_force = stretches(facts.plans)
    return Judgement(
        today=today,
        doses=doses,
        top_ups=tuple(injection for injection in left if injection.given_on >= begins),
        before_plan=tuple(injection for injection in left if injection.given_on < begins),
        asks_until=in_force[-1].asks_until if in_force else None,
    )


def _status(slot: Slot, injection: Injection | None, today: date) -> Status:
    first, last = slot.window
    if injection:
        return _met(injection.given_on, first, last)
    if today > slot.reach[1]:
        return Status.MISSED
    if today > last:
        return Status.OVERDUE
    return Status.DUE if today >= first else Status.UPCOMING


def _met(given_on: date, first: date, last: date) -> Status:
    if given_on < first:
        return Status.EARLY
    return Status.LATE if given_on > last else Status.ON_TIME
