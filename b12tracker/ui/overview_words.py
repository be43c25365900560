"""The sentences of Overview."""

from dataclasses import dataclass
from datetime import date

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.judgement import Status
from b12tracker.domain.overview import Attention, OverviewState
from b12tracker.domain.overview import Concern as Kind
from b12tracker.domain.planned_checks import PlannedCheck

from . import appointment_words, check_words, labels
from .site_words import site_short
from .supply_words import expiring, running_low

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Offer:
    """What can be done about it: the words of a button, and the window's action by name."""

    words: str
    action: str


@dataclass(frozen=True)
class Concern:
    """One sentence about what needs attention.

    Attributes:
        about_missed: it names missed doses, which the Diary can show.
        offers: what can be done about it.
    """

    sentence: str
    about_missed: bool = False
    offers: tuple[Offer, ...] = ()
    appointment: Appointment | None = None


def headline(state: OverviewState) -> str:
    """Return the one sentence that is read from two metres away."""
    if state.is_empty:
        return "Welcome to your logbook"
    if state.halted_by:
        return _paused(state.halted_by.start, state.today)
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
    if state.halted_by:
        return "Nothing is due until you set its end, on the page Plan."
    if state.next is None or state.days is None:
        return ""
    first, last = (labels.plain_day(day, state.today) for day in state.next.slot.window)
    if state.next.status is Status.OVERDUE:
        until = labels.plain_day(state.next.slot.reach[1], state.today)
        return f"{labels.counted(-state.days, 'day')} · it can count for this dose until {until}"
    if first == last:
        return labels.from_today(state.days)
    return f"{labels.from_today(state.days)} · on time from {first} to {last}"


def _paused(start: date, today: date) -> str:
    return f"Paused {'since' if start <= today else 'from'} {labels.plain_day(start, today)}"


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
    if not figures.taken and figures.missed == figures.planned and state.without_record:
        return "No data yet: nothing is recorded under this plan."
    since = labels.short_day(figures.first)
    extra = f", {figures.skipped} skipped" if figures.skipped else ""
    extra += f", {labels.counted(figures.top_ups, 'top-up')}" if figures.top_ups else ""
    return (
        f"Taken {figures.taken} of {figures.planned} planned, {figures.on_time} on time{extra}, "
        f"since {since}"
    )


def concerns(state: OverviewState, catalogue: Catalogue) -> list[Concern]:
    """Return what needs attention, in sentences; nobody is blamed for what was never asked."""
    known = [item for item in state.attention if item.on not in state.without_record]
    missed = [item.on for item in known if item.concern is Kind.MISSED_DOSE]
    found = [Concern(_for_the_clinician(item.concern)) for item in known if _is_urgent(item, state)]
    if missed:
        catch_up = Offer("Catch up…", "catch_up")
        found.append(Concern(_missed(missed, state.today), about_missed=True, offers=(catch_up,)))
    if state.without_record:
        found.append(_without_record(state))
    checks = [item.check for item in state.attention if item.check]
    found += [_check(check, state.today, catalogue) for check in checks]
    found += _about_boxes(state)
    near = [item.appointment for item in state.attention if item.appointment]
    return found + [
        Concern(appointment_words.reminder(one, state.today), appointment=one) for one in near
    ]


def _check(check: PlannedCheck, today: date, catalogue: Catalogue) -> Concern:
    said = check_words.reminder(check, today, catalogue)
    return Concern(said, offers=(Offer("Add lab results…", "add_lab_result"),))


def _is_urgent(item: Attention, state: OverviewState) -> bool:
    """Whether the clinician should hear of it, as far as the logbook can know."""
    if item.concern is Kind.TWO_MISSED_RUNNING:
        return not state.without_record  # the later of the two would be one of these
    return item.concern is Kind.LONG_OVERDUE


def _for_the_clinician(concern: Kind) -> str:
    if concern is Kind.LONG_OVERDUE:
        return "More than one interval late: this is one for your clinician."
    return "The last two doses were missed: tell your clinician."


def _without_record(state: OverviewState) -> Concern:
    days = state.without_record
    first, last = (labels.plain_day(day, state.today) for day in (days[0], days[-1]))
    said, them = f"{len(days)} past doses have no record yet, from {first} to {last}", "them"
    if len(days) == 1:
        said, them = f"One past dose has no record yet: {first}", "it"
    return Concern(said, offers=(Offer(f"Say what became of {them}…", "catch_up"),))


def _about_boxes(state: OverviewState) -> list[Concern]:
    low = [item.on for item in state.attention if item.concern is Kind.SUPPLY_LOW]
    expire = [item.on for item in state.attention if item.concern is Kind.SUPPLY_EXPIRING]
    said = [running_low(day, state.today) for day in low]
    said += [expiring(expire, state.today)] if expire else []
    see = Offer("See supplies", "show_supplies")
    return [Concern(". ".join(said), offers=(see,))] if said else []


def _missed(days: list[date], today: date) -> str:
    said = [labels.plain_day(day, today) for day in days]
    if len(days) == 1:
        return f"One dose missed: {said[0]}"
    if len(days) <= NAMED_AT_MOST:
        return f"{len(days)} doses missed: {', '.join(said[:-1])} and {said[-1]}"
    return f"{len(days)} doses missed, the last of them {said[-1]}"
