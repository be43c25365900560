"""Coming doses and lab checks as an iCalendar file (RFC 5545), one all-day event each."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.schedule import DAY, Slot

from .about_export import About
from .calendar_events import Event

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar
    from icalendar import Event as CalendarEvent

NEUTRAL = "Health reminder"
"""A title that tells nothing to whoever sees the screen."""

BEFORE = timedelta(hours=15)
"""An alarm at nine in the morning of the day before.

Counted from midnight of the day; several calendars pass over an alarm that comes after it."""


def calendar_file(
    events: Iterable[Event], about: About, catalogue: Catalogue, details: bool = False
) -> bytes:
    """Return the events as an iCalendar file.

    Args:
        details: whether titles say what is to be done; otherwise they are neutral.
    """
    calendar = _calendar(about, details)
    for event in events:
        calendar.add_component(_event(event, about, _namer(catalogue) if details else _neutral))
    return bytes(calendar.to_ical())


def _calendar(about: About, details: bool) -> "Calendar":
    from icalendar import Calendar  # takes a tenth of a second, and few commands need it

    calendar = Calendar()
    calendar.add("prodid", f"-//B12 Tracker//{about.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "B12 injections" if details else "Health reminders")
    calendar.add("description", about.sentence)
    return calendar


def _event(event: Event, about: About, name: Callable[[Event], str]) -> "CalendarEvent":
    from icalendar import Event as CalendarEvent

    out, kept = CalendarEvent(), event.exported
    out.add("uid", kept.uid)
    out.add("dtstamp", datetime.combine(about.on, time(), UTC))
    out.add("dtstart", kept.on)
    out.add("dtend", kept.on + DAY)
    out.add("sequence", kept.sequence)
    out.add("status", "CANCELLED" if kept.cancelled else "CONFIRMED")
    out.add("summary", name(event))
    out.add("transp", "TRANSPARENT")
    out.add("class", "PRIVATE")
    for ahead in _alarms(event):
        out.add_component(_alarm(ahead, name(event)))
    return out


def _alarms(event: Event) -> list[timedelta]:
    """Return how long before the day the alarms ring: the day before, and when to book."""
    if event.coming is None:
        return []
    asked_by = event.coming.asked_by
    lead = asked_by.lead_days * DAY if isinstance(asked_by, LabCheck) else timedelta()
    return [BEFORE, lead - DAY + BEFORE] if lead > DAY else [BEFORE]


def _alarm(ahead: timedelta, words: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -ahead)
    return alarm


def _neutral(event: Event) -> str:
    return NEUTRAL


def _namer(catalogue: Catalogue) -> Callable[[Event], str]:
    def name(event: Event) -> str:
        if event.coming is None:
            return NEUTRAL
        asked_by = event.coming.asked_by
        if isinstance(asked_by, LabCheck):
            return _check_words(asked_by, catalogue)
        return _dose_words(asked_by)

    return name


def _dose_words(slot: Slot) -> str:
    phase = slot.phase
    dose = "" if phase.dose_ug is None else f"{phase.dose_ug:g} µg"
    said = " ".join(filter(None, [dose, phase.substance or ""]))
    return f"B12 injection: {said}" if said else "B12 injection"


def _check_words(check: LabCheck, catalogue: Catalogue) -> str:
    known = catalogue.marker
    markers = ", ".join(known[key].short if key in known else key for key in check.markers)
    before = ", before the injection" if check.before_injection else ""
    return f"Lab check: {markers}{before}"
