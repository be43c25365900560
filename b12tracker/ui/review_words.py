"""The words of Review: each figure with its definition beside it."""

from datetime import date

from b12tracker.domain.adherence import Month
from b12tracker.domain.review import ReviewState

from . import labels

NO_PLAN = "Enter your plan first: Review compares what was given with what was planned."

MISSED_NAMED = 6
"""So many missed doses are named, the last ones; the Diary has all."""

MONTH_HEADINGS = ("Month", "Planned", "Given", "")
GAP_HEADINGS = ("From", "To", "Between", "Planned", "")


def period(state: ReviewState) -> str:
    """Return which days the figures are about."""
    found = state.adherence
    if found.first > found.last:
        return f"The plan begins on {labels.short_day(found.first)}"
    return f"{labels.short_day(found.first)} to {labels.short_day(found.last)}"


def figures(state: ReviewState) -> list[tuple[str, str, str]]:
    """Return each figure: its name, its value, and what it means."""
    found = state.adherence
    if not found.planned:
        return [("Doses taken", "no data yet", "No planned dose of this period is closed.")]
    n = found.planned
    lines = [
        ("Doses taken", f"{found.taken} of {n}", "met by an injection, of those closed"),
        ("On time", f"{found.on_time} of {n}", "given within the days the plan allows"),
        ("Early", f"{found.early} of {n}", "given before those days"),
        ("Late", f"{found.late} of {n}", "given after those days"),
        ("Missed", f"{found.missed} of {n}", _missed(state)),
        ("Skipped", f"{found.skipped} of {n}", _skipped(state)),
        ("Top-ups", str(found.top_ups), "injections that met no planned dose"),
        ("Days covered", f"{found.days_covered} of {found.days}", _covered(state)),
        ("Delay", *_delay(state)),
    ]
    if state.days_since_last is not None:
        since = labels.counted(state.days_since_last, "day")
        lines.append(("Since the last", since, "days since the last injection, up to today"))
    return lines


def _missed(state: ReviewState) -> str:
    if not state.missed:
        return "no dose was missed"
    days = ", ".join(labels.short_day(dose.planned) for dose in state.missed[-MISSED_NAMED:])
    before = len(state.missed) - MISSED_NAMED
    return f"no injection could count for: {f'{before} before, ' if before > 0 else ''}{days}"


def _skipped(state: ReviewState) -> str:
    found = state.adherence
    if not found.skipped:
        return "no dose was skipped with a reason"
    neither = found.skipped - found.skipped_by_patient - found.skipped_by_others
    counts = (
        (found.skipped_by_others, "not the patient’s doing"),
        (found.skipped_by_patient, "the patient’s doing"),
        (neither, "neither"),
    )
    return "left out with a reason: " + ", ".join(f"{n} {whose}" for n, whose in counts if n)


def _covered(state: ReviewState) -> str:
    share = f"{state.adherence.pdc:.0%}" if state.adherence.pdc is not None else "no data"
    return (
        f"{share}: an injection covers the days from it up to the next planned date; an early one "
        "carries over by at most the days that still count as on time"
    )


def _delay(state: ReviewState) -> tuple[str, str]:
    found = state.adherence
    if found.median_delay_days is None or found.largest_delay_days is None:
        return "no data yet", "no dose of this period was taken"
    largest = labels.deviation(found.largest_delay_days)
    return (
        labels.counted_days(found.median_delay_days),
        f"median of the doses taken, negative when early; the largest was {largest}",
    )


def month_rows(state: ReviewState, today: date) -> list[tuple[str, ...]]:
    """Return the months, newest first, under their headings."""
    rows = [_month(month, today) for month in reversed(state.months)]
    return [MONTH_HEADINGS, *rows]


def _month(month: Month, today: date) -> tuple[str, ...]:
    return (
        labels.month_and_year(month.start),
        labels.injections(month.planned, month.planned_ug),
        labels.injections(month.given, month.given_ug),
        _difference(month, today),
    )


def _difference(month: Month, today: date) -> str:
    more = month.given - month.planned
    if more <= 0 and month.start == today.replace(day=1):
        return "so far"
    if more == 0:
        return ""
    return f"{abs(more)} {'more' if more > 0 else 'fewer'} than planned"


def gap_rows(state: ReviewState) -> list[tuple[str, ...]]:
    """Return the longest gaps between injections beside the interval that was planned."""
    rows = [
        (
            labels.short_day(each.gap.start),
            labels.short_day(each.gap.end),
            labels.counted(each.gap.days, "day"),
            labels.counted(each.planned_days, "day") if each.planned_days else "–",
            "",
        )
        for each in state.gaps
    ]
    return [GAP_HEADINGS, *rows]
