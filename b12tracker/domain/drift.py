"""Drift: how far a phase whose dates follow the injections has run behind its own rhythm.

Such a phase asks anew after every late injection, so that lateness would vanish from the counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .adherence import (
    Supply,
    all_given,
    covered_spans,
    days_in,
    days_outside,
    joined,
    unasked_spans,
)
from .course import Stretch
from .judgement import Judgement
from .plan import Anchor, Every, Phase
from .schedule import Breaks, Grid, fixed_slots

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Drift:
    """A phase that re-anchors, from ``first`` to ``last``, against the grid of its first dose.

    Attributes:
        planned: doses, had each been given on its day; of a range, at its longer end.
        given: injections, top-ups included.
        days_beyond: days on which the interval since the last injection had run out. Pauses, and
            times nobody recorded, count nowhere.
    """

    phase: Phase
    first: date
    last: date
    planned: int
    given: int
    days_beyond: int


def drifts(
    judgement: Judgement, first: date | None = None, last: date | None = None
) -> tuple[Drift, ...]:
    """Return the drift of each phase that re-anchors and was in force in the period."""
    return tuple(_drifts(judgement, first or date.min, min(last or date.max, judgement.today)))


def _drifts(judgement: Judgement, first: date, last: date) -> Iterator[Drift]:
    for stretch in judgement.stretches:
        ends = stretch.asks_until - DAY if stretch.asks_until else last
        begun, ended = max(first, stretch.start), min(last, ends)
        if stretch.phase.anchor is not Anchor.FIXED and begun <= ended:
            yield _drift(judgement, stretch, begun, ended)


def _drift(judgement: Judgement, stretch: Stretch, first: date, last: date) -> Drift:
    phase = stretch.phase
    left_out = unasked_spans(judgement, last)
    given = [one.given_on for one in all_given(judgement) if stretch.start <= one.given_on <= last]
    covered = covered_spans(Supply(day, _days(phase, day), carry=0) for day in given)
    planned = _grid_dates(judgement, stretch, last)
    return Drift(
        phase=phase,
        first=first,
        last=last,
        planned=sum(first <= day and not days_in(left_out, day, day) for day in planned),
        given=sum(first <= day for day in given),
        days_beyond=days_outside([(first, last)], joined([*covered, *left_out]), first, last),
    )


def _days(phase: Phase, given_on: date) -> int:
    """Return the days until the next one is planned; of a range, at its longer end."""
    return (phase.every.latest(given_on, 1) - given_on).days


def _grid_dates(judgement: Judgement, stretch: Stretch, last: date) -> list[date]:
    every = stretch.phase.every
    rhythm = Every(every.n_max, every.unit) if every.n_max else every
    phase = replace(stretch.phase, every=rhythm)
    grid = Grid(phase, stretch.start, stretch.asks_until, Breaks(judgement.pauses))
    return [slot.planned for slot in fixed_slots(grid, last) if slot.planned <= last]
