"""Which events a calendar is told: new ones, moved ones, and those that are withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from dateutil.relativedelta import relativedelta

from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.coming import Coming
from b12tracker.domain.lab_checks import LabCheck

from .logbook_json import SharingError
from .selection import Selection

MONTHS = 12
"""How far ahead a calendar is told; after that it is exported again."""

PLACE = "@b12tracker.invalid"
"""The end of every identifier; no such host can be."""


@dataclass(frozen=True)
class Event:
    """One event as it goes out.

    Attributes:
        exported: what is kept of it as a fact.
        coming: what it reminds of; None where it is withdrawn.
    """

    exported: ExportedEvent
    coming: Coming | None = None


def calendar_period(selection: Selection, today: date) -> Selection:
    """Return the days a calendar is told of: from today for twelve months, or part of them.

    Raises:
        SharingError: no such day is wanted.
    """
    end = today + relativedelta(months=MONTHS)
    first = max(today, selection.first or today)
    last = min(end, selection.last or end)
    if last < first:
        raise SharingError(f"A calendar holds what is to come, from {today} to {end}.")
    return Selection(first, last)


def events(
    ahead: Iterable[Coming], exported: Iterable[ExportedEvent], period: Selection, today: date
) -> tuple[Event, ...]:
    """Return the events to export, in date order.

    Each dose or lab check in the period is one event, and so is one that was in it when it went
    out last. Its sequence grows when its date is another
    than the one exported last, or when it comes back after it was withdrawn. An event that went
    out for a day after today, and of which nothing is to come any more (the plan changed, the
    dose is paused, skipped or was given before its day), is withdrawn; it goes on going out so
    until its day has passed, for a calendar that missed it. What lies in the past is left alone.
    """
    ahead = tuple(ahead)
    known = {event.uid: event for event in exported}
    told = [
        _told(one, known.get(uid_of(one)))
        for one in ahead
        if period.holds(one.on) or _shown(known.get(uid_of(one)), period)
    ]
    still = {uid_of(one) for one in ahead}
    gone = [
        Event(_withdrawn(event))
        for uid, event in known.items()
        if uid not in still and event.on > today and period.holds(event.on)
    ]
    return tuple(sorted([*told, *gone], key=lambda one: (one.exported.on, one.exported.uid)))


def to_keep(
    events: Iterable[Event], exported: Iterable[ExportedEvent]
) -> tuple[ExportedEvent, ...]:
    """Return what is new or other than what is kept of earlier exports."""
    known: Mapping[str, ExportedEvent] = {event.uid: event for event in exported}
    return tuple(
        event.exported for event in events if known.get(event.exported.uid) != event.exported
    )


def uid_of(coming: Coming) -> str:
    """Return the identifier of an event, the same in every export."""
    kind = "lab" if isinstance(coming.asked_by, LabCheck) else "dose"
    return f"{kind}-{coming.key}{PLACE}"


def _told(coming: Coming, before: ExportedEvent | None) -> Event:
    uid = uid_of(coming)
    if before is None:
        # An id made from the identifier: two machines that export the same plan keep one fact.
        return Event(ExportedEvent(uid, coming.on, id=str(uuid5(NAMESPACE_OID, uid))), coming)
    if before.on == coming.on and not before.cancelled:
        return Event(before, coming)
    again = replace(before, on=coming.on, sequence=before.sequence + 1, cancelled=False)
    return Event(again, coming)


def _shown(event: ExportedEvent | None, period: Selection) -> bool:
    """Whether a calendar shows an event in the period by what it was told last."""
    return event is not None and not event.cancelled and period.holds(event.on)


def _withdrawn(event: ExportedEvent) -> ExportedEvent:
    if event.cancelled:
        return event
    return replace(event, sequence=event.sequence + 1, cancelled=True)
