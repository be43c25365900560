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
