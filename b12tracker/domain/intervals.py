"""Interval by interval: what was planned for each, and what was given."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from .injection import Injection
from .judgement import Judgement, PlannedDose


@dataclass(frozen=True)
class Interval:
    """The time from one planned date to the next, in which one dose is planned.

    Attributes:
        end: the next planned date; the interval ends the day before.
        given: injections: the one that met the dose, and the top-ups given in the interval.
        planned_ug, given_ug: µg; a dose of unknown size adds nothing.
    """

    dose: PlannedDose
    end: date
    given: int
    planned_ug: float
    given_ug: float

    @property
    def start(self) -> date:
        """The planned date it begins with."""
        return self.dose.planned


def intervals(
    judgement: Judgement, first: date | None = None, last: date | None = None
) -> list[Interval]:
    """Return the intervals whose dose is closed and planned in the period, oldest first."""
    doses = judgement.doses
    ends = [dose.planned for dose in doses[1:]] + [dose.slot.following for dose in doses[-1:]]
    extra = _top_ups_by_dose(judgement)
    return [
        _interval(dose, end, extra[place])
        for place, (dose, end) in enumerate(zip(doses, ends, strict=True))
        if dose.is_closed and (first or dose.planned) <= dose.planned <= (last or dose.planned)
    ]


def _interval(dose: PlannedDose, end: date, top_ups: list[Injection]) -> Interval:
    given = [dose.injection, *top_ups] if dose.injection else top_ups
    return Interval(
        dose=dose,
        end=end,
        given=len(given),
        planned_ug=dose.slot.phase.dose_ug or 0,
        given_ug=sum(one.dose_ug or 0 for one in given),
    )


def _top_ups_by_dose(judgement: Judgement) -> defaultdict[int, list[Injection]]:
    by_dose: defaultdict[int, list[Injection]] = defaultdict(list)
    for top_up in judgement.top_ups:
        place = bisect_right(judgement.doses, top_up.given_on, key=lambda dose: dose.planned) - 1
        by_dose[place].append(top_up)
    return by_dose
