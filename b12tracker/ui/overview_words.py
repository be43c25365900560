"""The sentences of Overview."""

from dataclasses import dataclass
from datetime import date

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.judgement import Status
from b12tracker.domain.overview import Concern as Kind
from b12tracker.domain.overview import OverviewState

from . import check_words, labels
from .site_words import site_short

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Concern:
    """One sentence about what needs attention."""

    sentence: str
    about_missed: bool = False
    about_labs: bool = False


def headline(state: OverviewState) -> str:
    """Return the one sentence that is read from two metres away."""
    if state.is_empty:
        return "Welcome to your logbook"
    if state.plan_ended:
        return "The plan asks for no further injection"
    if state.next is None or state.days is None:
        return "No plan yet"
    if state.next.status is Status.OVERDUE:
        return f"Overdue since {labels.plain_day(state.next.planned, state.today)}"
    if state.days == 0:
        return "Next injection: today"
    return f"Next injection: {labels.long_day(state.next.planned, state.today)}"


def lead(state: OverviewState) -> str:
    """Return what goes with the headline: how far away, and what counts as on time."""
    if state.is_empty:
        return "It keeps what you log in one file on this computer, and nowhere else."
    if state.next is None or state.days is None:
        return ""
    first, last = (labels.plain_day(day, state.today) for day in state.next.slot.window)
    if state.next.status is Status.OVERDUE:
        until = labels.plain_day(state.next.slot.reach[1], state.today)
        return f"{labels.counted(-state.days, 'day')} · it can count for this dose until {until}"
    if first == last:
        return labels.from_today(state.days)
    return f"{labels.from_today(state.days)} · on time from {first} to {last}"


def last_injection(state: OverviewState) -> str:
    """Return when and where the last injection was."""
    if state.last is None or state.days_since_last is None:
        return "" if state.is_empty else "No injection logged yet"
    said = [
        f"Last injection {labels.plain_day(state.last.given_on, state.today)}",
        labels.from_today(-state.days_since_last),
        site_short(state.last.site),
    ]
    return ", ".join(part for part in said if part)


def counts(state: OverviewState) -> str:
    """Return the counts of the whole plan, or that there are none yet."""
    figures = state.adherence
    if not state.has_plan:
        return ""
    if not figures.planned:
        return "No data yet: no planned dose is closed."
    since = labels.short_day(figures.first)
    extra = f", {figures.skipped} skipped" if figures.skipped else ""
    extra += f", {labels.counted(figures.top_ups, 'top-up')}" if figures.top_ups else ""
    return (
        f"Taken {figures.taken} of {figures.planned} planned, {figures.on_time} on time{extra}, "
        f"since {since}"
    )


def concerns(state: OverviewState, catalogue: Catalogue) -> list[Concern]:
    """Return what needs attention, in sentences."""
    found = []
    for item in state.attention:
        if item.concern is Kind.LONG_OVERDUE:
            found.append(Concern("More than one interval late: this is one for your clinician."))
        if item.concern is Kind.TWO_MISSED_RUNNING:
            found.append(Concern("The last two doses were missed: tell your clinician."))
    missed = [item.on for item in state.attention if item.concern is Kind.MISSED_DOSE]
    if missed:
        found.append(Concern(_missed(missed, state.today), about_missed=True))
    checks = [item.check for item in state.attention if item.check]
    return found + [
        Concern(check_words.reminder(check, state.today, catalogue), about_labs=True)
        for check in checks
    ]


def _missed(days: list[date], today: date) -> str:
    said = [labels.plain_day(day, today) for day in days]
    if len(days) == 1:
        return f"One dose missed: {said[0]}"
    if len(days) <= NAMED_AT_MOST:
        return f"{len(days)} doses missed: {', '.join(said[:-1])} and {said[-1]}"
    return f"{len(days)} doses missed, the last of them {said[-1]}"
