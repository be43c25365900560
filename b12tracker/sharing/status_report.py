"""The state of a logbook on one day, as plain values for other programs and as text for people."""

from collections.abc import Iterable
from typing import Any

from b12tracker.domain.adherence import Adherence, Month, adherence, months
from b12tracker.domain.drift import Drift, drifts
from b12tracker.domain.facts import Facts
from b12tracker.domain.intervals import Interval, intervals
from b12tracker.domain.judgement import Judgement, PlannedDose
from b12tracker.domain.overview import attention


def status_values(facts: Facts, judgement: Judgement) -> dict[str, Any]:
    """Return the judgement of one day under the names other programs rely on."""
    return {
        "as_of": judgement.today.isoformat(),
        "next": _next(judgement),
        "planned_doses": [_dose(dose) for dose in _listed(judgement)],
        "top_ups": [one.given_on.isoformat() for one in judgement.top_ups],
        "before_plan": [one.given_on.isoformat() for one in judgement.before_plan],
        "adherence": _adherence(adherence(judgement)),
        "per_month": [_month(month) for month in months(judgement)],
        "per_cycle": [_interval(one) for one in intervals(judgement)],
        "drift": [_drift(one) for one in drifts(judgement)],
        "attention": [
            {"kind": item.concern.value, "on": item.on.isoformat()}
            for item in attention(facts, judgement)
        ],
    }


def _next(judgement: Judgement) -> dict[str, Any] | None:
    dose = judgement.next
    if dose is None:
        return None
    days = (dose.planned - judgement.today).days
    return {"planned": dose.planned.isoformat(), "status": dose.status.value, "days": days}


def _listed(judgement: Judgement) -> Iterable[PlannedDose]:
    """Every closed or met dose, everything dated up to today, and the next open one."""
    for dose in judgement.doses:
        if dose.planned <= judgement.today or not dose.is_open or dose is judgement.next:
            yield dose


def _dose(dose: PlannedDose) -> dict[str, Any]:
    return {
        "planned": dose.planned.isoformat(),
        "phase": dose.slot.phase.name,
        "status": dose.status.value,
        "given": dose.injection.given_on.isoformat() if dose.injection else None,
        "deviation_days": dose.deviation_days,
        **({"reason": dose.skip.reason.value} if dose.skip else {}),
    }


def _adherence(figures: Adherence) -> dict[str, Any]:
    return {
        "from": figures.first.isoformat(),
        "to": figures.last.isoformat(),
        "planned": figures.planned,
        "taken": figures.taken,
        "on_time": figures.on_time,
        "early": figures.early,
        "late": figures.late,
        "missed": figures.missed,
        "skipped": figures.skipped,
        "skipped_by_patient": figures.skipped_by_patient,
        "skipped_by_others": figures.skipped_by_others,
        "top_ups": figures.top_ups,
        "pdc": None if figures.pdc is None else round(figures.pdc, 4),
        "days_covered": figures.days_covered,
        "days": figures.days,
        "longest_gap_days": figures.longest_gap_days,
        "median_delay_days": figures.median_delay_days,
    }


def _month(month: Month) -> dict[str, Any]:
    return {
        "month": month.start.strftime("%Y-%m"),
        "planned": month.planned,
        "given": month.given,
        "planned_ug": month.planned_ug,
        "given_ug": month.given_ug,
    }


def _interval(one: Interval) -> dict[str, Any]:
    return {
        "planned": one.start.isoformat(),
        "next_planned": one.end.isoformat(),
        "given": one.given,
        "planned_ug": one.planned_ug,
        "given_ug": one.given_ug,
    }


def _drift(one: Drift) -> dict[str, Any]:
    return {
        "phase": one.phase.name,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "planned": one.planned,
        "given": one.given,
        "days_beyond": one.days_beyond,
    }


def status_text(facts: Facts, judgement: Judgement) -> str:
    """Return the judgement of one day in a few lines for a person."""
    lines = [f"As of {judgement.today.isoformat()}", *_plan_lines(judgement)]
    lines += _adherence_lines(adherence(judgement))
    lines += [_drift_line(one) for one in drifts(judgement)]
    missed = ", ".join(dose.planned.isoformat() for dose in judgement.missed)
    lines += [f"Missed: {missed}."] if missed else []
    lines += [f"Injections logged: {len(facts.injections)}."]
    return "\n".join(lines) + "\n"


def _adherence_lines(found: Adherence) -> list[str]:
    """Each figure with what it means."""
    n = found.planned
    if not n:
        return ["Adherence: no data yet (no planned dose is closed)."]
    neither = found.skipped - found.skipped_by_patient - found.skipped_by_others
    lines = [
        f"From {found.first.isoformat()} to {found.last.isoformat()}:",
        f"Taken {found.taken} of {n} (met by an injection, of the planned doses that are closed).",
        f"On time {found.on_time} of {n} (given within the days the plan allows), "
        f"early {found.early} (before them), late {found.late} (after them).",
        f"Missed {found.missed} (no injection could count for them).",
        f"Skipped {found.skipped} (left out with a reason: {found.skipped_by_others} not the "
        f"patient's doing, {found.skipped_by_patient} the patient's, {neither} neither).",
        f"Top-ups {found.top_ups} (injections that met no planned dose).",
        f"Days covered {found.days_covered} of {found.days} (an injection covers the days up to "
        "the next planned date; an early one carries over by at most the days that still count "
        "as on time; pauses are left out).",
    ]
    if found.median_delay_days is not None:
        lines.append(
            f"Delay {found.median_delay_days:g} days (median of the doses taken, negative when "
            f"early), the largest {found.largest_delay_days}."
        )
    if found.longest_gap_days is not None:
        lines.append(f"Longest gap {found.longest_gap_days} days (between two injections).")
    return lines


def _drift_line(one: Drift) -> str:
    return (
        f"Drift of {one.phase.name or 'the phase'}: {one.given} injections where {one.planned} "
        f"doses were planned, had each been given on its day; {one.days_beyond} days beyond the "
        "interval."
    )


def _plan_lines(judgement: Judgement) -> list[str]:
    if not judgement.doses:
        return ["No plan has been entered."]
    dose, pause = judgement.next, judgement.halted_by
    if pause:
        return [f"Paused from {pause.start.isoformat()} on, without an end: nothing is due."]
    if dose is None:
        return ["The plan asks for no further injection."]
    days = (dose.planned - judgement.today).days
    when = f"in {days} days" if days > 0 else "today" if days == 0 else f"{-days} days ago"
    return [f"Next injection: {dose.planned.isoformat()}, {when} ({dose.status.value})."]
