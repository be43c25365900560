"""Words for what the domain says: the one place where enumerations become plain English."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from PySide6.QtCore import QDate, QLocale

from b12tracker.domain.injection import GivenBy, Injection
from b12tracker.domain.judgement import PlannedDose, Status
from b12tracker.domain.labs import LabResult
from b12tracker.domain.markers import Marker
from b12tracker.domain.plan import (
    DAYS_PER_MONTH,
    Anchor,
    Cause,
    Every,
    Open,
    Phase,
    Severity,
    Unit,
    Weekday,
)

from .reason_words import REASON, WHOSE

STATUS = {
    Status.UPCOMING: "upcoming",
    Status.DUE: "due now",
    Status.OVERDUE: "overdue",
    Status.ON_TIME: "on time",
    Status.EARLY: "early",
    Status.LATE: "late",
    Status.MISSED: "missed",
    Status.SKIPPED: "skipped",
    Status.PAUSED: "paused",
    Status.NOT_RECORDED: "not recorded",
}

CAUSE = {
    Cause.PERNICIOUS_ANAEMIA: "Pernicious anaemia",
    Cause.MALABSORPTION: "Malabsorption",
    Cause.SURGERY: "Surgery of stomach or bowel",
    Cause.MEDICATION: "A medicine",
    Cause.DIETARY: "Diet",
    Cause.OTHER: "Another cause",
    Cause.UNKNOWN: "Not known",
}

SEVERITY = {
    Severity.NO_SYMPTOMS: "No symptoms",
    Severity.SYMPTOMS: "Symptoms",
    Severity.NEUROLOGICAL: "Nerves involved",
}

GIVEN_BY = {
    GivenBy.SELF: "Myself",
    GivenBy.FAMILY: "Family or friend",
    GivenBy.NURSE: "Nurse or doctor",
    GivenBy.OTHER: "Somebody else",
}

OPEN = {
    Open.UNTIL_REVIEWED: "until reviewed",
    Open.FOR_LIFE: "for life",
}

UNIT = {Unit.DAY: "days", Unit.WEEK: "weeks", Unit.MONTH: "months"}

SINGLE = {Unit.DAY: "daily", Unit.WEEK: "weekly", Unit.MONTH: "monthly"}

WEEKDAY = {
    Weekday.MONDAY: "Monday",
    Weekday.TUESDAY: "Tuesday",
    Weekday.WEDNESDAY: "Wednesday",
    Weekday.THURSDAY: "Thursday",
    Weekday.FRIDAY: "Friday",
    Weekday.SATURDAY: "Saturday",
    Weekday.SUNDAY: "Sunday",
}

TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}

ANCHOR = {
    Anchor.FIXED: "Fixed dates",
    Anchor.LAST_INJECTION: "From the last injection",
    Anchor.HYBRID: "Hybrid",
}

ANCHOR_MEANS = {
    Anchor.FIXED: "The dates stay as planned, however early or late an injection is given.",
    Anchor.LAST_INJECTION: "Each date is one interval after the injection before it, so an early "
    "or late one moves all that follow.",
    Anchor.HYBRID: "The dates stay while injections are on time; one that is too early or too late "
    "starts them anew.",
}


@cache
def locale() -> QLocale:
    """Return the user's locale where it speaks English, else British English."""
    system = QLocale.system()
    english = system.language() == QLocale.Language.English
    return system if english else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def day_first() -> bool:
    """Whether the locale writes the day before the month."""
    order = locale().dateFormat(QLocale.FormatType.ShortFormat).lower()
    return order.find("d") < order.find("m")


def paper_is_letter() -> bool:
    """Whether people there print on Letter and not on A4."""
    territory = locale().territory()
    return territory in (QLocale.Country.UnitedStates, QLocale.Country.Canada)


def _formatted(day: date, pattern: str) -> str:
    american = {"dddd d MMMM": "dddd, MMMM d", "d MMMM": "MMMM d", "d MMM": "MMM d"}
    core = pattern.removesuffix(" yyyy")
    if not day_first():
        pattern = american.get(core, core) + (", yyyy" if pattern.endswith("yyyy") else "")
    return locale().toString(QDate(day.year, day.month, day.day), pattern)


def long_day(day: date, today: date) -> str:
    """Return “Friday 27 November”, with the year where it could be mistaken."""
    return _formatted(day, "dddd d MMMM" if _near(day, today) else "dddd d MMMM yyyy")


def plain_day(day: date, today: date) -> str:
    """Return “27 November”, with the year where it could be mistaken."""
    return _formatted(day, "d MMMM" if _near(day, today) else "d MMMM yyyy")


def moment(when: datetime, today: date) -> str:
    """Return “today 09:30”, “yesterday 18:02”, “3 November”."""
    days = (when.date() - today).days
    near = days in (0, -1)
    return f"{from_today(days)} {when:%H:%M}" if near else plain_day(when.date(), today)


def _near(day: date, today: date) -> bool:
    """Whether no other day as near has the same day and month: half a year either way."""
    return abs((day - today).days) < 180


def short_day(day: date) -> str:
    """Return “27 Nov 2026”."""
    return _formatted(day, "d MMM yyyy")


def short_days(days: Sequence[date]) -> str:
    """Return “27 Nov · 4 Dec 2026 · 1 Jan 2027”: each year once, with its last date."""
    last_of_year = {day.year: day for day in days}
    said = [day_and_month(day) if last_of_year[day.year] != day else short_day(day) for day in days]
    return " · ".join(said)


def day_and_month(day: date) -> str:
    """Return “27 Nov”."""
    return _formatted(day, "d MMM")


def month_and_year(day: date) -> str:
    """Return “November 2026”."""
    return _formatted(day, "MMMM yyyy") if day_first() else f"{day:%B %Y}"


def month_short(day: date) -> str:
    """Return “Nov”."""
    return locale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def counted(n: int, one: str, many: str = "") -> str:
    """Return “1 day” or “3 days”."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def from_today(days: int) -> str:
    """Return “in 5 days”, “today”, “3 days ago”."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def sentence(words: str) -> str:
    """Return the words with a capital at their start; names inside keep theirs."""
    return words[:1].upper() + words[1:]


def listed(words: list[str]) -> str:
    """Return “Mondays, Wednesdays and Fridays”."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def rhythm(every: Every) -> str:
    """Return “weekly”, “every 2 to 3 months”, “Mondays, Wednesdays and Fridays”."""
    if len(every.weekdays) == len(Weekday):
        return "daily"
    if every.weekdays:
        return listed([f"{WEEKDAY[day]}s" for day in every.weekdays])
    if every.n_max is not None:
        return f"every {every.n} to {every.n_max} {UNIT[every.unit]}"
    return SINGLE[every.unit] if every.n == 1 else f"every {every.n} {UNIT[every.unit]}"


def how_often(every: Every) -> str:
    """Return the rhythm; of fixed weekdays “three times a week”."""
    often = TIMES.get(len(every.weekdays))
    return f"{often} a week" if often else rhythm(every)


def per_month(every: Every) -> str:
    """Return “4.3 injections a month”, of a range “0.33 to 0.5 injections a month”."""
    rates = list(dict.fromkeys(_rate(rate) for rate in _rates(every)))
    return f"{' to '.join(rates)} injection{'' if rates == ['1'] else 's'} a month"


def dose_per_month(every: Every, dose_ug: float | None) -> str:
    """Return “1 mg a month”, of a range “333 to 500 µg a month”; nothing where no dose is known."""
    if dose_ug is None:
        return ""
    amounts = list(dict.fromkeys(_amount(rate * dose_ug) for rate in _rates(every)))
    units = {amount.split()[1] for amount in amounts}
    if len(units) == 1:  # the unit is said once
        amounts[:-1] = [amount.split()[0] for amount in amounts[:-1]]
    return f"{' to '.join(amounts)} a month"


def monthly(every: Every, dose_ug: float | None) -> str:
    """Return “4.3 injections and 4.3 mg a month”, as far as the dose is known."""
    amount = dose_per_month(every, dose_ug)
    injections = per_month(every)
    return f"{injections.removesuffix(' a month')} and {amount}" if amount else injections


def _rates(every: Every) -> list[float]:
    """Return the injections a month, of a range the fewest and the most."""
    if every.n_max is None:
        return [every.per_month]
    return [DAYS_PER_MONTH / Every(every.n_max, every.unit).days, every.per_month]


def _rate(rate: float) -> str:
    return (f"{rate:.2g}" if rate < 1 else f"{rate:.1f}").removesuffix(".0")


def _amount(dose_ug: float) -> str:
    if round(dose_ug) >= 1000:
        return f"{dose_ug / 1000:.1f}".removesuffix(".0") + " mg"
    return (f"{dose_ug:.0f}" if dose_ug >= 10 else f"{dose_ug:.2g}") + " µg"


def dose(dose_ug: float | None) -> str:
    """Return “1 mg” or “250 µg”; nothing where the dose is not known."""
    if dose_ug is None:
        return ""
    if dose_ug >= 1000:
        return f"{dose_ug / 1000:g} mg"
    return f"{dose_ug:g} µg"


def injections(number: int, dose_ug: float) -> str:
    """Return how many injections, and what they held together: ``3 · 3 mg``."""
    return f"{number} · {dose(dose_ug)}" if dose_ug else str(number)


def phase_name(phase: Phase) -> str:
    """Return the phase's name, or its rhythm where it has none."""
    return phase.name or sentence(rhythm(phase.every))


def phase_end(phase: Phase) -> str:
    """Return how a phase ends: “6 doses”, “for 14 days”, “until 5 March 2026”, “for life”."""
    if phase.doses is not None:
        return counted(phase.doses, "dose")
    if phase.days is not None:
        return f"for {length(phase.days)}"
    if phase.last_day is not None:
        return f"until {_formatted(phase.last_day, 'd MMMM yyyy')}"
    return OPEN[phase.open]


def length(days: int) -> str:
    """Return “14 days”; whole weeks, from four on, in weeks."""
    weeks, rest = divmod(days, 7)
    return counted(days, "day") if rest or weeks < 4 else counted(weeks, "week")


def tolerance(phase: Phase) -> str:
    """Return “2 days either side”, or both numbers where they differ."""
    if phase.early_days == phase.late_days:
        days = counted(phase.early_days, "day")
        return f"{days} either side" if phase.early_days else "on the day itself"
    before = counted(phase.early_days, "day")
    return f"{before} before to {counted(phase.late_days, 'day')} after"


def counted_days(days: float) -> str:
    """Return “1 day”, “2.5 days”, “−3 days”."""
    number = f"{abs(days):g} day{'' if abs(days) == 1 else 's'}"
    return f"−{number}" if days < 0 else number


def deviation(days: float) -> str:
    """Return “on the planned day”, “3 days late”, “1 day early”."""
    if days == 0:
        return "on the planned day"
    return f"{counted_days(abs(days))} {'after' if days > 0 else 'before'} the planned day"


def number(value: float) -> str:
    """Return a number as it was typed, without trailing zeros."""
    return f"{value:.10g}"


def lab_value(result: LabResult, marker: Marker | None) -> str:
    """Return the value as reported: “> 2000 pg/mL”."""
    known = marker is not None and marker.knows(result.unit)
    symbol = marker.unit(result.unit).symbol if marker and known else result.unit
    comparator = f"{result.comparator} " if result.comparator else ""
    return f"{comparator}{number(result.value)} {symbol}"


def lab_range(result: LabResult) -> str:
    """Return the laboratory's range: “180–914”, “below 280”; nothing where it gave none."""
    return between(*result.range) if result.range else ""


def between(low: float | None, high: float | None) -> str:
    """Return a range of which either side may be open."""
    if low is None or high is None:
        return f"below {number(high)}" if high is not None else f"above {number(low or 0)}"
    return f"{number(low)}–{number(high)}"


def injection_text(injection: Injection) -> str:
    """Return what was injected: “1 mg hydroxocobalamin”; “Injection” where nothing is known."""
    substance = injection.substance.value if injection.substance else ""
    said = f"{dose(injection.dose_ug)} {'' if substance == 'other' else substance}".strip()
    return said or "Injection"


def dose_outcome(planned: PlannedDose, today: date) -> str:
    """Return what became of a planned dose, in a sentence for a tooltip."""
    when = long_day(planned.planned, today)
    if planned.injection:
        given = long_day(planned.injection.given_on, today)
        late = deviation(planned.deviation_days or 0)
        return f"Given {given}\n{STATUS[planned.status].capitalize()}: {late}, {when}"
    if planned.skip:
        why = REASON[planned.skip.reason].lower()
        return f"Skipped: planned for {when}\n{why}, {WHOSE[planned.skip.reason.whose]}"
    if planned.status in (Status.PAUSED, Status.NOT_RECORDED):
        return f"Planned for {when}\n{STATUS[planned.status].capitalize()}: it counts nowhere"
    first, last = (plain_day(day, today) for day in planned.slot.window)
    if planned.status is Status.MISSED:
        closed = plain_day(planned.slot.reach[1], today)
        return f"Missed: planned for {when}\nNo injection could count for it after {closed}"
    return f"Planned for {when}\n{STATUS[planned.status].capitalize()}; on time {first} to {last}"
