"""Adherence over a period: counts first, one percentage second, always with its numbers."""

import itertools
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from .injection import Injection
from .interruptions import Whose
from .judgement import UNASKED, Judgement, PlannedDose, Status

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Supply:
    """What one injection covers: from its date, so many days; carried forward at most ``carry``.

    Attributes:
        days: days covered, not negative.
        carry: the most days by which an overlap is carried forward; None for no limit.
    """

    given_on: date
    days: int
    carry: int | None = None


Span = tuple[date, date]
"""Days from the first to the last, both included."""


def covered_spans(supplies: Iterable[Supply]) -> list[Span]:
    """Return the days that supplies cover, in order and without overlap.

    Overlap is carried forward: ``start = max(date, min(latest end so far, date + carry))``.
    Without a limit on what is carried this is what the published measure CMA7 (proportion of days
    covered with carry-over) of the R package AdhereR 0.8.1 counts.
    """
    spans = []
    end = date.min
    for supply in sorted(supplies, key=lambda supply: supply.given_on):
        latest = end if supply.carry is None else min(end, supply.given_on + DAY * supply.carry)
        start = max(supply.given_on, latest)
        stop = start + DAY * supply.days
        if stop > max(start, end):
            spans.append((max(start, end), stop - DAY))
        end = max(end, stop)
    return spans


def days_covered(supplies: Iterable[Supply], first: date, last: date) -> int:
    """Return how many days from ``first`` to ``last``, both included, are covered."""
    return days_in(covered_spans(supplies), first, last)


def days_in(spans: Iterable[Span], first: date, last: date) -> int:
    """Return how many days of the spans, which do not overlap, lie from ``first`` to ``last``."""
    return sum(max(0, (min(stop, last) - max(start, first)).days + 1) for start, stop in spans)


def days_outside(spans: Sequence[Span], left_out: Sequence[Span], first: date, last: date) -> int:
    """Return how many days of ``spans`` from ``first`` to ``last`` lie in none of ``left_out``.

    Neither the spans nor those left out overlap among themselves; both are in order.
    """
    inside = 0
    place = 0
    for start, stop in spans:
        start, stop = max(start, first), min(stop, last)
        while place < len(left_out) and left_out[place][1] < start:
            place += 1
        here = place
        while here < len(left_out) and left_out[here][0] <= stop:
            inside += days_in([left_out[here]], start, stop)
            here += 1
    return days_in(spans, first, last) - inside


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the same days as spans in order that do not overlap."""
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found


@dataclass(frozen=True)
class Adherence:
    """What was given against what was planned, from ``first`` to ``last``, both included.

    Attributes:
        planned: doses that are closed: taken, missed or skipped. Open ones are in no count.
        skipped_by_patient, skipped_by_others: the patient's doing, and not the patient's.
        days, days_covered: days of the plan in the period, and how many of them were covered.
        longest_gap_days: the most days between two injections running; None with fewer than two.
        median_delay_days, largest_delay_days: of the doses taken; negative when early.
    """

    first: date
    last: date
    planned: int
    on_time: int
    early: int
    late: int
    missed: int
    skipped: int
    skipped_by_patient: int
    skipped_by_others: int
    top_ups: int
    days: int
    days_covered: int
    longest_gap_days: int | None
    median_delay_days: float | None
    largest_delay_days: int | None

    @property
    def taken(self) -> int:
        """Doses met: on time, early or late."""
        return self.on_time + self.early + self.late

    @property
    def pdc(self) -> float | None:
        """The proportion of days covered, 0 to 1; None while no dose is closed."""
        return self.days_covered / self.days if self.days and self.planned else None


def adherence(
    judgement: Judgement, first: date | None = None, last: date | None = None
) -> Adherence:
    """Return the adherence of a period; by default from the first planned dose to today."""
    found_gaps = gaps_in(judgement, first, last)
    today = judgement.today
    begins = judgement.doses[0].planned if judgement.doses else today
    first = max(first or begins, begins)
    last = min(last or today, today)
    closed = [
        dose
        for dose in judgement.doses
        if dose.is_closed and min(first, today) <= min(dose.planned, today) <= last
    ]
    count = Counter(dose.status for dose in closed)
    whose = Counter(dose.skip.reason.whose for dose in closed if dose.skip)
    unasked = unasked_spans(judgement, last)
    covered = covered_spans(supplies(judgement))
    delays = [dose.deviation_days for dose in closed if dose.deviation_days is not None]
    asked = next((dose.planned for dose in judgement.doses if _asks(dose)), date.max)
    counted_from = max(first, asked)
    counted_to = last if judgement.asks_until is None else min(last, judgement.asks_until - DAY)
    return Adherence(
        first=first,
        last=last,
        planned=len(closed),
        on_time=count[Status.ON_TIME],
        early=count[Status.EARLY],
        late=count[Status.LATE],
        missed=count[Status.MISSED],
        skipped=count[Status.SKIPPED],
        skipped_by_patient=whose[Whose.PATIENT],
        skipped_by_others=whose[Whose.NOT_PATIENT],
        top_ups=sum(first <= injection.given_on <= last for injection in judgement.top_ups),
        days=days_outside([(counted_from, counted_to)], unasked, counted_from, counted_to),
        days_covered=days_outside(covered, unasked, counted_from, counted_to),
        longest_gap_days=max((gap.days for gap in found_gaps), default=None),
        median_delay_days=median(delays) if delays else None,
        largest_delay_days=max(delays, key=abs, default=None),
    )


def all_given(judgement: Judgement) -> list[Injection]:
    """Return every injection up to today, in order."""
    met = [dose.injection for dose in judgement.doses if dose.injection]
    every = [*met, *judgement.top_ups, *judgement.before_plan]
    return sorted(every, key=lambda injection: injection.order)


def unasked_spans(judgement: Judgement, last: date) -> list[Span]:
    """Return the days of pauses, and of stretches nobody recorded; they count nowhere."""
    pauses = [(pause.start, pause.end or last) for pause in judgement.pauses]
    blanks = [(stretch.start, stretch.end) for stretch in judgement.not_recorded]
    return joined(span for span in [*pauses, *blanks] if span[0] <= span[1])


def supplies(judgement: Judgement) -> list[Supply]:
    """Return what each injection under the plan covers.

    One that met a dose covers the days from that dose's planned date to the next one on which the
    plan asks, which is not in a pause; of a range, to its longer end. A top-up covers one interval
    of its phase.
    """
    asked = [dose for dose in judgement.doses if _asks(dose)]
    ends = [dose.slot.latest for dose in asked[1:]]
    ends += [judgement.asks_until or dose.slot.following for dose in asked[-1:]]
    covered = [
        Supply(dose.injection.given_on, (end - dose.planned).days, dose.slot.phase.early_days)
        for dose, end in zip(asked, ends, strict=True)
        if dose.injection
    ]
    return covered + [_top_up_supply(judgement, top_up) for top_up in judgement.top_ups]


def _asks(dose: PlannedDose) -> bool:
    return dose.status not in UNASKED


def _top_up_supply(judgement: Judgement, top_up: Injection) -> Supply:
    after = bisect_right(judgement.doses, top_up.given_on, key=lambda dose: dose.planned)
    phase = judgement.doses[after - 1].slot.phase
    days = (phase.every.after(top_up.given_on, 1) - top_up.given_on).days
    return Supply(top_up.given_on, days, phase.early_days)


@dataclass(frozen=True)
class Gap:
    """The time between two injections running."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Its length in days."""
        return (self.end - self.start).days


def gaps_in(judgement: Judgement, first: date | None, last: date | None) -> list[Gap]:
    """Return the gaps between injections that lie in a period; by default, under the plan."""
    early = [one.given_on for one in judgement.before_plan] if first is None else []
    given = [one.given_on for one in all_given(judgement)][len(early) :]
    inside = [day for day in given if (first or day) <= day <= min(last or day, judgement.today)]
    return [Gap(start, end) for start, end in itertools.pairwise(inside)]


@dataclass(frozen=True)
class Month:
    """One calendar month: injections and µg, planned beside given.

    Attributes:
        start: the first of the month.
        planned_ug: the prescribed doses added up; doses without a known amount add nothing.
    """

    start: date
    planned: int
    given: int
    planned_ug: float
    given_ug: float


def months(judgement: Judgement) -> list[Month]:
    """Return every calendar month from the first planned dose to today, oldest first."""
    if not judgement.doses or judgement.doses[0].planned > judgement.today:
        return []
    asked = [dose for dose in judgement.doses if _asks(dose)]
    planned = _by_month((dose.planned, dose.slot.phase.dose_ug) for dose in asked)
    given = _by_month((one.given_on, one.dose_ug) for one in all_given(judgement))
    return [
        Month(
            month,
            len(planned[month]),
            len(given[month]),
            sum(planned[month]),
            sum(given[month]),
        )
        for month in _months_between(judgement.doses[0].planned, judgement.today)
    ]


def _by_month(doses: Iterable[tuple[date, float | None]]) -> defaultdict[date, list[float]]:
    by_month: defaultdict[date, list[float]] = defaultdict(list)
    for day, dose_ug in doses:
        by_month[day.replace(day=1)].append(dose_ug or 0)
    return by_month


def _months_between(first: date, last: date) -> Iterable[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + 31 * DAY).replace(day=1)
