"""What Review shows: a period's adherence, its months and its longest gaps."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from .adherence import Adherence, Gap, Month, adherence, all_given, gaps, months
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
        gaps: the longest first.
        days_since_last: days since the last injection in the logbook; None before the first.
    """

    adherence: Adherence
    missed: tuple[PlannedDose, ...]
    months: tuple[Month, ...]
    gaps: tuple[ReviewGap, ...]
    days_since_last: int | None


def build_review(judgement: Judgement, first: date | None, last: date | None) -> ReviewState:
    """Return the review of a period; by default from the first planned dose to today."""
    figures = adherence(judgement, first, last)
    given = [injection.given_on for injection in all_given(judgement)]
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
        gaps=_longest(judgement, given, figures),
        days_since_last=(judgement.today - given[-1]).days if given else None,
    )


def _longest(judgement: Judgement, given: list[date], figures: Adherence) -> tuple[ReviewGap, ...]:
    inside = [gap for gap in gaps(given) if figures.first <= gap.start and gap.end <= figures.last]
    inside.sort(key=lambda gap: (-gap.days, gap.start))
    return tuple(ReviewGap(gap, _asked(judgement, gap)) for gap in inside[:GAPS_SHOWN])


def _asked(judgement: Judgement, gap: Gap) -> int | None:
    """Return the planned interval in force when the gap began, in days."""
    after = bisect_right(judgement.doses, gap.start, key=lambda dose: dose.planned)
    if not after:
        return None
    slot = judgement.doses[after - 1].slot
    return (slot.following - slot.planned).days
