"""The rhythm of a phase as a FHIR Timing, and in words."""

from datetime import date, timedelta

from b12tracker.domain.course import Stretch
from b12tracker.domain.plan import Every, Open, Phase, Unit

from .fhir_codes import UCUM, Value, said

PERIOD_UNIT = {Unit.DAY: "d", Unit.WEEK: "wk", Unit.MONTH: "mo"}
OPEN_WORDS = {Open.UNTIL_REVIEWED: "until reviewed", Open.FOR_LIFE: "for life"}


def timing(phase: Phase, stretch: Stretch | None) -> Value:
    """Return when the phase asks; where it has begun, with the dates on which it is in force."""
    return {"repeat": _bounds(phase, stretch) | said(count=phase.doses) | _rhythm(phase.every)}


def _rhythm(every: Every) -> Value:
    """“Three times a week on Mo, We, Fr” or “every 2 to 3 months”."""
    return said(
        frequency=len(every.weekdays) or 1,
        period=every.n,
        periodMax=every.n_max,
        periodUnit=PERIOD_UNIT[every.unit],
        dayOfWeek=[day.value for day in every.weekdays],
    )


def _bounds(phase: Phase, stretch: Stretch | None) -> Value:
    start = stretch.start if stretch else phase.first_dose
    end = _last_day(phase, start, stretch)
    if start or end:
        ends = said(start=start and start.isoformat(), end=end and end.isoformat())
        return {"boundsPeriod": ends}
    if phase.days:
        days = {"value": phase.days, "unit": "days", "system": UCUM, "code": "d"}
        return {"boundsDuration": days}
    return {}


def _last_day(phase: Phase, start: date | None, stretch: Stretch | None) -> date | None:
    """Return the last day of the phase: as planned, or the day before it stopped asking."""
    ends = [phase.last_day] if phase.last_day else []
    if start and phase.days:
        ends.append(start + timedelta(days=phase.days - 1))
    if stretch and stretch.asks_until:
        ends.append(stretch.asks_until - timedelta(days=1))
    return max(min(ends), start or date.min) if ends else None


def rhythm_words(phase: Phase) -> str:
    """Return the rhythm and the end of a phase: “every 2 to 3 months, until reviewed”."""
    return f"{_every_words(phase.every)}, {_end_words(phase)}"


def _every_words(every: Every) -> str:
    if every.weekdays:
        return "on " + ", ".join(day.name.capitalize() for day in every.weekdays)
    if every.n_max:
        return f"every {every.n} to {every.n_max} {every.unit.value}s"
    return f"every {every.unit.value}" if every.n == 1 else f"every {every.n} {every.unit.value}s"


def _end_words(phase: Phase) -> str:
    if phase.doses:
        return "1 dose" if phase.doses == 1 else f"{phase.doses} doses"
    if phase.days:
        return "for 1 day" if phase.days == 1 else f"for {phase.days} days"
    if phase.last_day:
        return f"until {phase.last_day.isoformat()}"
    return OPEN_WORDS[phase.open]
