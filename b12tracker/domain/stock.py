"""What is left in the boxes, and how long it lasts with the plan as it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .facts import USUAL_REORDER_DAYS, Facts
from .injection import Injection
from .judgement import Judgement, judge
from .supplies import Box

FURTHEST = timedelta(days=3653)
"""Ampoules that last longer than ten years need no date."""


@dataclass(frozen=True)
class BoxState:
    """A box and what became of its ampoules.

    Attributes:
        used: injections given from it so far.
        planned: how many of its ampoules the coming doses will use before it expires.
    """

    box: Box
    used: int = 0
    planned: int = 0

    @property
    def left(self) -> int:
        """Ampoules left, never below 0."""
        return max(0, self._held)

    @property
    def overdrawn(self) -> int:
        """How many more were drawn from it, or lost, than were in it."""
        return max(0, -self._held)

    @property
    def needles_left(self) -> int | None:
        """Needles left when each injection takes one; None where nobody counts them."""
        return None if self.box.needles is None else max(0, self.box.needles - self.used)

    @property
    def syringes_left(self) -> int | None:
        """Syringes left when each injection takes one; None where nobody counts them."""
        return None if self.box.syringes is None else max(0, self.box.syringes - self.used)

    @property
    def order(self) -> tuple[bool, date, date, str]:
        """The order in which boxes are used: an opened one first, then the first to expire."""
        box = self.box
        return (not self.used, box.expires or date.max, box.got_on or date.min, box.id)

    def serves(self, on: date) -> bool:
        """Whether an ampoule from it can be used on a day."""
        here = self.box.got_on is None or self.box.got_on <= on
        return self.left > 0 and here and not self.box.expired(on)

    @property
    def _held(self) -> int:
        return self.box.ampoules - self.box.lost - self.used


@dataclass(frozen=True)
class Stock:
    """All boxes on one day, and until when they last.

    Attributes:
        boxes: in the order in which they are used.
        run_out: the first planned date, not before today, for which no ampoule is left; None where
            there is an ampoule for every one looked at.
        lead_days: days before running out, or expiring, at which it is time to act.
        asks: whether the plan asks for any dose to come.
        goes_on: whether the plan asks for more doses than were looked at.
    """

    today: date
    boxes: tuple[BoxState, ...] = ()
    run_out: date | None = None
    lead_days: int = USUAL_REORDER_DAYS
    asks: bool = False
    goes_on: bool = False

    @property
    def left(self) -> int:
        """Ampoules that can be used today."""
        return sum(state.left for state in self.boxes if state.serves(self.today))

    @property
    def reorder_on(self) -> date | None:
        """The day from which it is time to reorder; it may be past."""
        return self.run_out - timedelta(days=self.lead_days) if self.run_out else None

    @property
    def is_low(self) -> bool:
        """Whether it is time to reorder."""
        return self.reorder_on is not None and self.reorder_on <= self.today

    @property
    def expiring(self) -> tuple[BoxState, ...]:
        """Boxes with ampoules left that have expired, or expire within the lead."""
        soon = self.today + timedelta(days=self.lead_days)
        return tuple(
            state
            for state in self.boxes
            if state.left and state.box.expires is not None and state.box.expires <= soon
        )

    def wasted(self, state: BoxState) -> int:
        """Return how many ampoules of a box expire before a planned dose uses them."""
        lasts = state.box.expires is None or self.run_out is None
        return 0 if lasts or state.box.expired(self.today) else state.left - state.planned


def box_states(boxes: Iterable[Box], injections: Iterable[Injection]) -> tuple[BoxState, ...]:
    """Return what is left in each box, in the order in which they are used."""
    drawn = Counter(injection.box for injection in injections if injection.box)
    states = [BoxState(box, drawn[box.id]) for box in boxes]
    return tuple(sorted(states, key=lambda state: state.order))


def offered(states: Iterable[BoxState], on: date) -> BoxState | None:
    """Return the box to take an ampoule from on a day, if one holds any that may be used."""
    return next((state for state in states if state.serves(on)), None)


def stock_of(facts: Facts, judgement: Judgement) -> Stock:
    """Return the boxes as they are on the day of the judgement, and how long they last.

    Injections and boxes dated later are out of sight, as everywhere. Where the plan is open and
    the ampoules outlast the dates of the judgement, it is judged up to ten years ahead.
    """
    today = judgement.today
    given = [one for one in facts.injections if one.given_on <= today]
    boxes = [box for box in facts.boxes if box.got_on is None or box.got_on <= today]
    stock = Stock(today, box_states(boxes, given), lead_days=_lead_days(facts))
    if not boxes:
        return stock
    used = _used_up(stock, judgement)
    return _used_up(stock, judge(facts, today, FURTHEST)) if used.goes_on else used


def _lead_days(facts: Facts) -> int:
    said = facts.patient.reorder_days
    return USUAL_REORDER_DAYS if said is None else said


def _used_up(stock: Stock, judgement: Judgement) -> Stock:
    days = [max(dose.planned, stock.today) for dose in judgement.doses if dose.is_open]
    planned, run_out = _plan_use(stock.boxes, days)
    return replace(
        stock,
        boxes=tuple(replace(one, planned=planned[one.box.id]) for one in stock.boxes),
        run_out=run_out,
        asks=bool(days),
        goes_on=run_out is None and bool(judgement.stretches) and judgement.asks_until is None,
    )


def _plan_use(states: Sequence[BoxState], days: Iterable[date]) -> tuple[Counter[str], date | None]:
    """Return how many ampoules of each box are used, and the first day on which there is none."""
    used: Counter[str] = Counter()
    for day in days:
        for state in states:
            if state.serves(day) and used[state.box.id] < state.left:
                used[state.box.id] += 1
                break
        else:
            return used, day
    return used, None
