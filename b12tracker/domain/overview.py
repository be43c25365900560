"""What Overview shows: the next dose, the last injection, and what needs attention."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .adherence import Adherence, adherence
from .appointments import NEAR_DAYS, Appointment, next_from
from .backfill import without_record
from .facts import Facts
from .injection import Injection, latest
from .interruptions import Pause
from .judgement import Judgement, PlannedDose, Status
from .planned_checks import CheckStatus, PlannedCheck, planned_checks
from .stock import Stock, stock_of


class Concern(StrEnum):
    """A kind of thing that needs attention."""

    MISSED_DOSE = "missed_dose"
    TWO_MISSED_RUNNING = "two_missed_running"
    LONG_OVERDUE = "long_overdue"
    LAB_CHECK_BOOK = "lab_check_book"
    LAB_CHECK_DUE = "lab_check_due"
    LAB_CHECK_OVERDUE = "lab_check_overdue"
    SUPPLY_LOW = "supply_low"
    SUPPLY_EXPIRING = "supply_expiring"
    APPOINTMENT_NEAR = "appointment_near"


@dataclass(frozen=True)
class Attention:
    """One thing that needs attention, and the date it is about."""

    concern: Concern
    on: date
    check: PlannedCheck | None = None
    appointment: Appointment | None = None


@dataclass(frozen=True)
class OverviewState:
    """Everything Overview says in words.

    Attributes:
        next: the first dose that can still be met.
        days: days until it, negative when past.
        last: the last injection up to today.
        plan_ended: there is a plan, and it asks for nothing any more.
        halted_by: the pause without an end, but for which the plan would ask for a dose.
        without_record: planned dates of past doses of a plan of which nothing is recorded yet.
    """

    today: date
    has_plan: bool
    is_empty: bool
    next: PlannedDose | None
    last: Injection | None
    plan_ended: bool
    attention: tuple[Attention, ...]
    adherence: Adherence
    without_record: tuple[date, ...] = ()
    halted_by: Pause | None = None

    @property
    def days(self) -> int | None:
        """Days until the next dose, negative when past."""
        return (self.next.planned - self.today).days if self.next else None

    @property
    def days_since_last(self) -> int | None:
        """Days since the last injection; the day itself is 0."""
        return (self.today - self.last.given_on).days if self.last else None


def build_overview(facts: Facts, judgement: Judgement) -> OverviewState:
    """Return what Overview shows on the day of the judgement."""
    return OverviewState(
        today=judgement.today,
        has_plan=bool(judgement.doses),
        is_empty=facts.is_empty,
        next=judgement.next,
        last=latest(facts.injections, judgement.today),
        plan_ended=bool(judgement.doses) and not (judgement.next or judgement.halted_by),
        attention=attention(facts, judgement),
        adherence=adherence(judgement),
        without_record=tuple(dose.planned for dose in without_record(facts, judgement)),
        halted_by=judgement.halted_by,
    )


def attention(facts: Facts, judgement: Judgement) -> tuple[Attention, ...]:
    """Return what needs attention: what the clinician should hear first, then every missed dose."""
    return (
        *_for_the_clinician(judgement),
        *(Attention(Concern.MISSED_DOSE, dose.planned) for dose in judgement.missed),
        *_for_the_laboratory(planned_checks(facts, judgement)),
        *_for_the_cupboard(stock_of(facts, judgement)),
        *_to_prepare(facts, judgement.today),
    )


def _for_the_cupboard(stock: Stock) -> tuple[Attention, ...]:
    """Return when the ampoules run out, once it is time to reorder, and what expires."""
    low = [stock.run_out] if stock.run_out and stock.is_low else []
    expiring = sorted(state.box.expires for state in stock.expiring if state.box.expires)
    return (
        *(Attention(Concern.SUPPLY_LOW, day) for day in low),
        *(Attention(Concern.SUPPLY_EXPIRING, day) for day in expiring),
    )


CHECK_CONCERNS = {
    CheckStatus.BOOK: Concern.LAB_CHECK_BOOK,
    CheckStatus.DUE: Concern.LAB_CHECK_DUE,
    CheckStatus.OVERDUE: Concern.LAB_CHECK_OVERDUE,
}


def _for_the_laboratory(checks: Iterable[PlannedCheck]) -> Iterator[Attention]:
    for one in checks:
        if one.status in CHECK_CONCERNS:
            yield Attention(CHECK_CONCERNS[one.status], one.planned, one)


def _to_prepare(facts: Facts, today: date) -> Iterator[Attention]:
    coming = next_from(facts.appointments, today)
    if coming and (coming.on - today).days <= NEAR_DAYS:
        yield Attention(Concern.APPOINTMENT_NEAR, coming.on, appointment=coming)


def _for_the_clinician(judgement: Judgement) -> tuple[Attention, ...]:
    closed = [dose for dose in judgement.doses if dose.is_closed]
    found = []
    waiting = _longest_waiting(judgement)
    if waiting and (judgement.today - waiting.planned).days > waiting.slot.interval_days:
        found.append(Attention(Concern.LONG_OVERDUE, waiting.planned))
    if len(closed) > 1 and all(dose.status is Status.MISSED for dose in closed[-2:]):
        found.append(Attention(Concern.TWO_MISSED_RUNNING, closed[-2].planned))
    return tuple(found)


def _longest_waiting(judgement: Judgement) -> PlannedDose | None:
    """Return the first dose without an injection since the last one given, while one is due."""
    if judgement.next is None or judgement.next.status is Status.UPCOMING:
        return None
    waiting = None
    for dose in reversed(judgement.doses):
        if dose.is_taken:
            break
        if dose.status in (Status.MISSED, Status.OVERDUE):
            waiting = dose
    return waiting
