"""Doses in the past of which nobody has said yet what became of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .facts import Facts
from .injection import Injection
from .interruptions import NotRecorded
from .judgement import UNASKED, Judgement, PlannedDose, Status, judge
from .plan import Plan

UNANSWERED = frozenset({Status.MISSED, Status.OVERDUE})
ANSWERED = frozenset({Status.SKIPPED, Status.NOT_RECORDED})


def unanswered(judgement: Judgement) -> tuple[PlannedDose, ...]:
    """Return the doses that are missed or overdue, in date order."""
    return tuple(dose for dose in judgement.doses if dose.status in UNANSWERED)


def without_record(facts: Facts, judgement: Judgement) -> tuple[PlannedDose, ...]:
    """Return the missed and overdue doses of plans that have no record yet, in date order.

    A plan has no record while none of its doses was given, skipped or marked not recorded, and no
    injection was logged since its first dose: it was entered, and nobody has said more.
    """
    silent = [plan for plan in facts.plans if not _has_record(plan, facts, judgement)]
    phases = {phase.id for plan in silent for phase in plan.phases}
    return tuple(dose for dose in unanswered(judgement) if dose.slot.phase.id in phases)


def _has_record(plan: Plan, facts: Facts, judgement: Judgement) -> bool:
    phases = {phase.id for phase in plan.phases}
    doses = [dose for dose in judgement.doses if dose.slot.phase.id in phases]
    if any(dose.is_taken or dose.status in ANSWERED for dose in doses):
        return True
    first = doses[0].planned if doses else date.max
    return any(first <= one.given_on <= judgement.today for one in facts.injections)


def as_prescribed(dose: PlannedDose, given_on: date) -> Injection:
    """Return an injection for a planned dose, as its phase prescribes.

    On a day out of the dose's reach it is assigned to the dose: the user has said so.
    """
    first, last = dose.slot.reach
    phase = dose.slot.phase
    return Injection(
        given_on,
        dose_ug=phase.dose_ug,
        substance=phase.substance,
        route=phase.route,
        counts_for=None if first <= given_on <= last else dose.planned,
    )


def with_last(facts: Facts, last: Injection, today: date) -> tuple[Injection, Judgement]:
    """Return the last injection as the dose it meets prescribes it, and the judgement with it."""
    judgement = judge(replace(facts, injections=(*facts.injections, last)), today)
    met = judgement.dose_met_by.get(last.id)
    if met:
        phase = met.slot.phase
        last = replace(last, dose_ug=phase.dose_ug, substance=phase.substance, route=phase.route)
    return last, judgement


def nobody_recorded(
    doses: Iterable[PlannedDose], among: Iterable[PlannedDose]
) -> list[NotRecorded]:
    """Return the stretches that hold these doses, and none that was answered otherwise.

    Args:
        among: all planned doses around them, in date order.
    """
    wanted = {dose.planned for dose in doses}
    runs: list[list[date]] = [[]]
    for dose in among:
        if dose.planned in wanted:
            runs[-1].append(dose.planned)
        elif runs[-1] and dose.status not in UNASKED:
            runs.append([])
    return [NotRecorded(run[0], run[-1]) for run in runs if run]


def newly_asked(before: Iterable[PlannedDose], after: Iterable[PlannedDose]) -> list[PlannedDose]:
    """Return the doses of ``after`` on dates that ``before`` does not have."""
    known = {dose.planned for dose in before}
    return [dose for dose in after if dose.planned not in known]
