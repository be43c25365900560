"""Wear-off: whether symptoms are worse towards the end of a cycle than in its middle.

It says by how much, over how many cycles, and how sure that is; never why.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .cycle_lines import LONGEST_SHOWN, CycleLine, Run, median_runs, typical_days
from .cycle_thirds import SHORTEST
from .cycles import Cycles, closed_cycles
from .facts import Facts
from .judgement import Judgement
from .plan import Every
from .resampling import Estimate, estimate
from .scored_cycles import ScoredCycles, daily_scores, scored_cycles

NEEDED = 6
"""Cycles with enough scored days in each third, before anything is said."""


@dataclass(frozen=True)
class Rhythm:
    """Cycles that are looked at together, by the intervals that were planned.

    Attributes:
        intervals: one, or several that are scaled to one length; None stands for cycles outside
            the plan.
        complete: how many of its cycles have enough scored days in each third.
    """

    intervals: tuple[Every | None, ...]
    complete: int

    @property
    def is_scaled(self) -> bool:
        """Whether cycles of different intervals are looked at together."""
        return len(self.intervals) > 1


@dataclass(frozen=True)
class WearOffState:
    """Wear-off in a period, of one symptom or of all that are followed.

    Attributes:
        symptoms: keys of the symptoms looked at.
        rhythm: whose cycles are looked at; ``rhythms`` are all that can be chosen.
        cycles: closed cycles of that rhythm; of them ``too_short`` are too short to hold enough
            scored days.
        about, unrecorded: cycles of the period that are left out; see ``Cycles``.
        lines: the cycles that count, oldest first, and ``median`` their median.
        days: the length of a typical cycle.
        estimate: the last third against the middle third; None while there is not enough data.
    """

    symptoms: tuple[str, ...]
    rhythm: Rhythm
    rhythms: tuple[Rhythm, ...]
    cycles: int
    too_short: int
    about: int
    unrecorded: int
    lines: tuple[CycleLine, ...] = ()
    median: tuple[Run, ...] = ()
    days: int = 0
    estimate: Estimate | None = None

    @property
    def too_few_days(self) -> int:
        """Cycles that are long enough, but have a third with fewer than 3 scored days."""
        return self.cycles - self.too_short - self.rhythm.complete

    @property
    def missing(self) -> int:
        """How many cycles with enough scored days are still needed."""
        return max(0, NEEDED - self.rhythm.complete)

    @cached_property
    def last_day(self) -> int:
        """The last day since injection that is drawn."""
        longest = max((line.days for line in self.lines), default=0)
        return round(min(longest, LONGEST_SHOWN * self.days))

    @property
    def longer(self) -> int:
        """How many cycles go on after the last day that is drawn."""
        return sum(line.days > self.last_day for line in self.lines)


def followed(facts: Facts) -> tuple[str, ...]:
    """Return the symptoms that are followed; where none is chosen, all that were scored."""
    scored = {key for entry in facts.symptoms for key in entry.scores}
    return facts.patient.follows or tuple(sorted(scored))


def build_wear_off(
    facts: Facts,
    judgement: Judgement,
    first: date | None = None,
    last: date | None = None,
    symptom: str | None = None,
    intervals: tuple[Every | None, ...] | None = None,
) -> WearOffState:
    """Return the wear-off of the cycles that begin and end in a period.

    Only the patient's own scores of the day are used: what somebody else scored, or the worst of a
    week, is another thing.

    Args:
        first, last: days of the period; by default all up to the day of the judgement.
        symptom: the key of one symptom; None for all that are followed.
        intervals: those of the rhythm to look at; by default of the one with the most cycles.
    """
    symptoms = followed(facts) if symptom is None else (symptom,)
    cycles = closed_cycles(judgement, first, last)
    scored = scored_cycles(cycles.usable, daily_scores(facts), symptoms)
    rhythms = _rhythms(cycles, scored)
    rhythm = _chosen(rhythms, intervals)
    chosen = [cycle for cycle in cycles.usable if cycle.every in rhythm.intervals]
    counted = [cycle for cycle in chosen if scored.counts(cycle)]
    days = typical_days(counted) if counted else 0
    lines = tuple(scored.line(cycle, days if rhythm.is_scaled else None) for cycle in counted)
    return WearOffState(
        symptoms=symptoms,
        rhythm=rhythm,
        rhythms=rhythms,
        cycles=len(chosen),
        too_short=sum(cycle.days < SHORTEST for cycle in chosen),
        about=cycles.about,
        unrecorded=cycles.unrecorded,
        lines=lines,
        median=median_runs(lines, days),
        days=days,
        estimate=estimate(scored.differences(counted)) if len(counted) >= NEEDED else None,
    )


def _rhythms(cycles: Cycles, scored: ScoredCycles) -> tuple[Rhythm, ...]:
    """Return the rhythms that can be chosen: most complete cycles first, all together last.

    Those without a complete cycle are named only while there are no others.
    """
    every = [cycle.every for cycle in cycles.usable]
    complete = Counter(cycle.every for cycle in cycles.usable if scored.counts(cycle))
    ordered = sorted(dict.fromkeys(every), key=lambda one: -complete[one])
    telling = [one for one in ordered if complete[one]] or ordered
    alone = [Rhythm((one,), complete[one]) for one in telling]
    together = [Rhythm(tuple(telling), complete.total())] if len(alone) != 1 else []
    return (*alone, *together)


def _chosen(rhythms: Sequence[Rhythm], intervals: tuple[Every | None, ...] | None) -> Rhythm:
    """Return the rhythm of these intervals, in whatever order; without it the most telling one."""
    same = (one for one in rhythms if set(one.intervals) == set(intervals or ()))
    return next(same, _most_telling(rhythms))


def _most_telling(rhythms: Sequence[Rhythm]) -> Rhythm:
    """Return the rhythm with the most cycles if they are enough, else all together."""
    return rhythms[0] if rhythms[0].complete >= NEEDED else rhythms[-1]
