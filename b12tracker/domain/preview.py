"""What a phase would give before it is saved: its next dates after what was given so far."""

from datetime import date

from .facts import Facts
from .judgement import Judgement, judge
from .plan import Phase, Plan

DATES_SHOWN = 4


def preview(facts: Facts, plans: tuple[Plan, ...], today: date) -> Judgement:
    """Judge the logbook as if ``plans`` were its plans."""
    kept = Facts(
        plans=plans,
        injections=facts.injections,
        pauses=facts.pauses,
        not_recorded=facts.not_recorded,
        skips=facts.skips,
        moves=facts.moves,
    )
    return judge(kept, today)


def next_dates(judgement: Judgement, phase: Phase) -> list[date]:
    """Return the next dates of a phase on which nothing has been given yet, at most four."""
    open_dates = [
        dose.planned
        for dose in judgement.doses
        if dose.slot.phase.id == phase.id and dose.is_open and dose.planned >= judgement.today
    ]
    return open_dates[:DATES_SHOWN]


def dates_of(judgement: Judgement, phase: Phase) -> list[date]:
    """Return every known date of a phase, whatever became of it."""
    return [dose.planned for dose in judgement.doses if dose.slot.phase.id == phase.id]


def asks_between(judgement: Judgement, first: date, last: date | None) -> bool:
    """Whether the plan has a date from ``first`` to ``last``, or may have one later than is known.

    Args:
        last: None for no end.
    """
    until = judgement.asks_until or date.max
    beyond = last is None or last > judgement.looks_to
    if judgement.stretches and beyond and until > max(first, judgement.looks_to):
        return True
    return any(first <= dose.planned <= (last or date.max) for dose in judgement.doses)
