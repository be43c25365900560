"""What changed since an appointment: phases, doses, laboratory values and symptoms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from .adherence import Adherence, adherence
from .appointments import Appointment
from .course import Stretch
from .cycle_thirds import Scores
from .facts import Facts
from .interruptions import Pause
from .judgement import Judgement
from .labs import LabResult
from .scored_cycles import daily_scores
from .wear_off import followed

COMPARED_DAYS = 28
"""Severities are compared over the last four weeks and the four weeks up to the appointment. Our
own judgement: as long as the usual interval between two injections."""

LEAST_SCORED = 3
"""Days that must be scored in either stretch before means are compared. Our own judgement."""


@dataclass(frozen=True)
class LabChange:
    """The latest result of a marker, and the last one before the appointment if there is one."""

    before: LabResult | None
    since: LabResult


@dataclass(frozen=True)
class SymptomChange:
    """Mean severities, 0 to 10, before and now, over so many scored days each."""

    key: str
    before: float
    before_days: int
    now: float
    now_days: int


@dataclass(frozen=True)
class Changes:
    """What is new since an appointment.

    Attributes:
        doses: adherence from the day of the appointment on.
        phases: those that began on that day or later.
        labs: in the order of the markers' keys.
    """

    appointment: Appointment
    doses: Adherence
    phases: tuple[Stretch, ...]
    pauses: tuple[Pause, ...]
    labs: tuple[LabChange, ...]
    symptoms: tuple[SymptomChange, ...]


def changes_since(appointment: Appointment, facts: Facts, judgement: Judgement) -> Changes:
    """Return what changed from an appointment up to the day of the judgement."""
    since, today = appointment.on, judgement.today
    return Changes(
        appointment=appointment,
        doses=adherence(judgement, since),
        phases=tuple(one for one in judgement.stretches if since <= one.start <= today),
        pauses=tuple(one for one in facts.pauses if since <= one.start <= today),
        labs=tuple(_labs(facts, since, today)),
        symptoms=tuple(_symptoms(facts, since, today)),
    )


def latest_results(
    facts: Facts, first: date = date.min, last: date = date.max
) -> dict[str, LabResult]:
    """Return the latest result of each marker that was drawn in a period."""
    ordered = sorted(facts.lab_results, key=lambda one: (one.collected_on, one.id))
    return {one.marker: one for one in ordered if first <= one.collected_on <= last}


def _labs(facts: Facts, since: date, today: date) -> Iterator[LabChange]:
    before = latest_results(facts, last=since)
    new = latest_results(facts, since + timedelta(days=1), today)
    for key, result in sorted(new.items()):
        yield LabChange(before.get(key), result)


def _symptoms(facts: Facts, since: date, today: date) -> Iterator[SymptomChange]:
    scores = daily_scores(facts)
    if (today - since).days < COMPARED_DAYS:  # the two stretches would overlap
        return
    for key in followed(facts):
        found = scores.get(key, {})
        before, now = _up_to(since, found), _up_to(today, found)
        if min(len(before), len(now)) >= LEAST_SCORED:
            yield SymptomChange(key, fmean(before), len(before), fmean(now), len(now))


def _up_to(last: date, scores: Scores) -> list[float]:
    """Return the severities of the days compared that end with ``last``."""
    return [severity for on, severity in scores.items() if 0 <= (last - on).days < COMPARED_DAYS]
