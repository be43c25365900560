"""What Review shows: a period's adherence, its months and its longest gaps."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from .adherence import Adherence, Gap, Month, adherence, all_given, gaps_in, months
from .drift import Drift, drifts
from .intervals import Interval, intervals
from .judgement import Judgement, PlannedDose

GAPS_SHOWN = 5
"""The longest gaps are what is talked about; the rest is in the Diary."""


@dataclass(frozen=True)
class ReviewGap:
    """A gap between two injections beside the interval the plan asked for, both in days."""

    gap: Gap
    planned_days: int | None


@dataclass(frozen=True)
class ReviewState:
    """Everything Review shows about a period.

    Attributes:
        months: oldest first.
        intervals: those that are over, oldest first.
        gaps: the longest first.
        drifts: of the phases whose dates follow the injections.
        days_since_last: days since the last injection in the logbook; None before the first.
    """

    adherence: Adherence
    missed: tuple[PlannedDose, ...]
    months: tuple[Month, ...]
    intervals: tuple[Interval, ...]
    gaps: tuple[ReviewGap, ...]
    drifts: tuple[Drift, ...]
    days_since_last: int | None


def build_review(judgement: Judgement, first: date | None, last: date | None) -> ReviewState:
    """Return the review of a period; by default from the first planned dose to today."""
    figures = adherence(judgement, first, last)
    given = all_given(judgement)
    return ReviewState(
        adherence=figures,
        missed=tuple(
            dose for dose in judgement.missed if figures.first <= dose.planned <= figures.last
        ),
        months=tuple(
            month
            for month in months(judgement)
            if figures.first.replace(day=1) <= month.start <= figures.last
        ),
        intervals=tuple(intervals(judgement, first, last)),
        drifts=drifts(judgement, first, last),
        gaps=_longest(judgement, gaps_in(judgement, first, last)),
        days_since_last=(judgement.today - given[-1].given_on).days if given else None,
    )


def _longest(judgement: Judgement, found: list[Gap]) -> tuple[ReviewGap, ...]:
    longest = sorted(found, key=lambda gap: (-gap.days, gap.start))[:GAPS_SHOWN]
    return tuple(ReviewGap(gap, _asked(judgement, gap)) for gap in longest)


def _asked(judgement: Judgement, gap: Gap) -> int | None:
    """Return the days the plan put between the dose given when the gap began and the next one."""
    doses = judgement.doses
    met = [place for place, dose in enumerate(doses) if _given_on(dose) == gap.start]
    before = bisect_right(doses, gap.start, key=lambda dose: dose.planned) - 1
    place = met[0] if met else before
    if place < 0:
        return None
    after = doses[place + 1].planned if place + 1 < len(doses) else doses[place].slot.following
    return (after - doses[place].planned).days


def _given_on(dose: PlannedDose) -> date | None:
    return dose.injection.given_on if dose.injection else None
