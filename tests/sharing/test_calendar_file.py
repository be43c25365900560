"""Calendars, read back by a parser that is not the one that wrote them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import ics
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.coming import coming
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.plan import Anchor, Plan
from b12tracker.sharing.calendar_events import calendar_period, events, uid_of
from b12tracker.sharing.exporting import Wish, export
from b12tracker.sharing.formats import Format
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.sample_story import tell
from b12tracker.sharing.selection import EVERYTHING, Selection
from tests.any_facts import whole_logbooks
from tests.builders import (
    Day,
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    day,
    days,
    every,
    facts,
)

CATALOGUE = assets.catalogue()
TODAY = date(2026, 11, 22)
MONTHLY = a_plan(a_phase("1 month", "2026-11-27", id=an_id(7), dose_ug=1000), id=an_id(8))


@dataclass(frozen=True)
class Read:
    """One event as another program reads it."""

    on: date
    status: str
    sequence: int
    title: str
    alarms: tuple[timedelta, ...]
    event: ics.Event


def calendar(held: Facts, today: Day = TODAY, **wish: object) -> tuple[dict[str, Read], Facts]:
    """Export a calendar; return its events by identifier, and the facts with what is kept."""
    made = export(held, Wish(Format.ICS, **wish), day(today), CATALOGUE)  # type: ignore[arg-type]
    kept = {event.uid: event for event in (*held.exported_events, *made.keep)}
    assert len({event.id for event in kept.values()}) == len(kept)
    return read(made.content), replace(held, exported_events=tuple(kept.values()))


def read(content: bytes) -> dict[str, Read]:
    found = ics.Calendar(content.decode()).events
    by_uid = {event.uid: _read(event) for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def _read(event: ics.Event) -> Read:
    assert event.all_day
    assert event.duration == timedelta(days=1)
    extra = {line.name: line.value for line in event.extra}
    alarms = tuple(alarm.trigger for alarm in event.alarms)
    return Read(event.begin.date(), event.status, int(extra["SEQUENCE"]), event.name, alarms, event)


def dates(events: Iterable[Read], status: str = "CONFIRMED") -> list[date]:
    return sorted(event.on for event in events if event.status == status)


def test_one_event_for_each_dose_of_the_next_twelve_months() -> None:
    told, kept = calendar(facts(MONTHLY))
    assert len(told) == 12
    assert dates(told.values())[:3] == days("2026-11-27", "2026-12-27", "2027-01-27")
    assert dates(told.values())[-1] == date(2027, 10, 27)
    assert {one.sequence for one in told.values()} == {0}
    assert {one.title for one in told.values()} == {"Health reminder"}
    assert {event.uid for event in kept.exported_events} == set(told)


def test_events_are_private_and_ring_the_day_before() -> None:
    told, _ = calendar(facts(MONTHLY))
    for one in told.values():
        assert one.alarms == (timedelta(hours=-15),)
        assert (one.event.classification, one.event.transparent) == ("PRIVATE", True)
        assert one.event.uid.startswith("dose-")
        assert one.event.uid.endswith("@b12tracker.invalid")


def test_nothing_says_what_it_is_about_unless_wanted() -> None:
    held = facts(MONTHLY, LabCheck(MONTHLY.phases[0].id, ("mma",), first_after_days=90))
    for one in calendar(held)[0].values():
        said = "".join([one.event.name, *(alarm.display_text for alarm in one.event.alarms)])
        assert said.replace("Health reminder", "") == ""
        assert one.event.description is None
    titles = {one.title for one in calendar(held, details=True)[0].values()}
    assert titles == {"B12 injection: 1000 µg", "Lab check: MMA"}


def test_the_file_says_where_it_comes_from() -> None:
    content = export(facts(MONTHLY), Wish(Format.ICS), TODAY, CATALOGUE).content
    unfolded = content.decode().replace("\r\n ", "")
    assert "METHOD:PUBLISH\r\n" in unfolded
    assert "\r\nDESCRIPTION:Self-reported by the patient. Exported on 2026-11-22" in unfolded
    assert "from 2026-11-22 to 2027-11-22" in unfolded
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_lab_check_is_an_event_with_an_alarm_to_book() -> None:
    check = LabCheck(MONTHLY.phases[0].id, ("mma",), first_after_days=90, lead_days=28)
    told, _ = calendar(facts(MONTHLY, check))
    (lab,) = [one for one in told.values() if one.event.uid.startswith("lab-")]
    assert lab.on == date(2027, 2, 25)
    assert set(lab.alarms) == {timedelta(hours=-15), timedelta(days=-27, hours=-15)}


def test_yearly_lab_checks_go_on() -> None:
    check = LabCheck(
        MONTHLY.phases[0].id, ("mma",), first_after_days=30, then_every=every("3 months")
    )
    told, _ = calendar(facts(MONTHLY, check))
    found = [one.on for one in told.values() if one.event.uid.startswith("lab-")]
    assert sorted(found) == days("2026-12-27", "2027-03-27", "2027-06-27", "2027-09-27")


def test_the_same_state_exported_twice_is_the_same_file() -> None:
    first, kept = calendar(facts(MONTHLY))
    made = export(kept, Wish(Format.ICS), TODAY, CATALOGUE)
    assert made.keep == ()
    assert made.content == export(facts(MONTHLY), Wish(Format.ICS), TODAY, CATALOGUE).content
    assert {uid: one.sequence for uid, one in read(made.content).items()} == dict.fromkeys(first, 0)


def test_a_moved_dose_keeps_its_identifier_and_its_sequence_grows() -> None:
    first, kept = calendar(facts(MONTHLY))
    moved = replace(kept, moves=(a_move("2026-12-27", "2026-12-30"),))
    told, kept = calendar(moved)
    assert set(told) == set(first)
    changed = {uid: one for uid, one in told.items() if one.on != first[uid].on}
    assert [(one.on, one.sequence) for one in changed.values()] == [(date(2026, 12, 30), 1)]
    assert {one.sequence for uid, one in told.items() if uid not in changed} == {0}
    back, _ = calendar(replace(kept, moves=()))
    assert sorted({(one.on, one.sequence) for one in back.values() if one.sequence}) == [
        (date(2026, 12, 27), 2)
    ]


WITHDRAWN = {
    "the plan is gone": lambda held: replace(held, plans=()),
    "a pause": lambda held: replace(held, pauses=(a_pause("2026-11-01"),)),
    "skipped": lambda held: replace(held, skips=(a_skip("2026-11-27"),)),
    "given before its day": lambda held: replace(held, injections=(an_injection("2026-11-22"),)),
}


@pytest.mark.parametrize("why", WITHDRAWN)
def test_what_is_no_longer_planned_goes_out_as_cancelled(why: str) -> None:
    first, kept = calendar(facts(MONTHLY))
    told, again = calendar(WITHDRAWN[why](kept))
    cancelled = {uid: one for uid, one in told.items() if one.status == "CANCELLED"}
    assert date(2026, 11, 27) in dates(cancelled.values(), "CANCELLED")
    assert {one.sequence for one in cancelled.values()} == {1}
    assert {one.alarms for one in cancelled.values()} == {()}
    assert len(cancelled) == (12 if why in ("the plan is gone", "a pause") else 1)
    # It goes on going out, no further changed, and comes back where it is planned again.
    assert calendar(again)[0].keys() == told.keys()
    assert {one.sequence for uid, one in calendar(again)[0].items() if uid in cancelled} == {1}
    back, _ = calendar(replace(facts(MONTHLY), exported_events=again.exported_events))
    assert {(back[uid].status, back[uid].sequence) for uid in cancelled} == {("CONFIRMED", 2)}
    assert set(back) == set(first)


def test_what_has_passed_is_left_alone() -> None:
    _, kept = calendar(facts(MONTHLY))
    given = replace(kept, injections=(an_injection("2026-11-28"),))
    told, after = calendar(given, "2026-12-01")
    assert dates(told.values())[0] == date(2026, 12, 27)
    assert dates(told.values(), "CANCELLED") == []
    (past,) = [one for one in after.exported_events if one.on == date(2026, 11, 27)]
    assert not past.cancelled
    on_the_day = replace(kept, injections=(an_injection("2026-11-27"),))
    assert dates(calendar(on_the_day, "2026-11-27")[0].values(), "CANCELLED") == []


def test_a_part_of_the_months_ahead() -> None:
    _, kept = calendar(facts(MONTHLY))
    some = Selection(date(2027, 1, 1), date(2027, 2, 28))
    told, _ = calendar(kept, selection=some)
    assert dates(told.values()) == days("2027-01-27", "2027-02-27")
    gone, _ = calendar(replace(kept, plans=()), selection=some)
    assert dates(gone.values(), "CANCELLED") == days("2027-01-27", "2027-02-27")


@pytest.mark.parametrize(
    ("held", "selection", "says"),
    [
        (Facts(), Selection(), "Nothing is planned from 2026-11-22 to 2027-11-22"),
        (facts(MONTHLY), Selection(last=date(2026, 11, 23)), "Nothing is planned"),
        (facts(MONTHLY), Selection(last=date(2026, 11, 1)), "holds what is to come"),
        (facts(MONTHLY), Selection(date(2028, 1, 1)), "holds what is to come"),
    ],
)
def test_where_nothing_is_planned_it_says_so(held: Facts, selection: Selection, says: str) -> None:
    with pytest.raises(SharingError, match=says):
        export(held, Wish(Format.ICS, selection), TODAY, CATALOGUE)


def test_the_sample_tells_its_next_dose() -> None:
    told, _ = calendar(tell(assets.sample_story(), TODAY))
    assert dates(told.values())[0] == date(2026, 11, 27)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_any_logbook_has_a_calendar_or_a_sentence(drawn: Facts) -> None:
    ahead = coming(drawn, judge(drawn, TODAY))
    assert len({uid_of(one) for one in ahead}) == len(ahead)
    held = replace(drawn, exported_events=())
    try:
        told, kept = calendar(held)
    except SharingError:
        return
    assert export(kept, Wish(Format.ICS), TODAY, CATALOGUE).keep == ()
    later, _ = calendar(kept, details=True)
    assert {uid: one.on for uid, one in later.items()} == {uid: one.on for uid, one in told.items()}


# Whatever happens between two exports, a calendar that takes in each file shows what is planned.

PLANS = [
    a_plan(a_phase("1 month", "2026-11-27", id=an_id(7)), id=an_id(8)),
    a_plan(a_phase("3 weeks", "2026-11-20", id=an_id(7)), id=an_id(8)),
    a_plan(a_phase("1 month", "2026-10-27", id=an_id(7), anchor=Anchor.HYBRID), id=an_id(8)),
    a_plan(
        a_phase("1 month", "2026-10-27", id=an_id(7), anchor=Anchor.LAST_INJECTION), id=an_id(8)
    ),
    a_plan(a_phase("1 week", "2026-11-20", 4, id=an_id(7)), a_phase("1 month", id=an_id(9))),
]
CHECK = LabCheck(an_id(7), ("mma",), 20, every("2 months"), id=an_id(10))
NEAR = st.integers(-40, 120)

Change = Callable[[Facts, date], Facts]


def given_on(days: int) -> Change:
    return lambda held, today: replace(
        held, injections=(*held.injections, an_injection(today + timedelta(days=min(days, 0))))
    )


def skipped(days: int) -> Change:
    return lambda held, today: replace(
        held, skips=(*held.skips, a_skip(today + timedelta(days=days)))
    )


def moved(place: int, days: int) -> Change:
    def change(held: Facts, today: date) -> Facts:
        ahead = [dose.planned for dose in judge(held, today).doses if dose.is_open][:6]
        if not ahead:
            return held
        planned = ahead[place % len(ahead)]
        return replace(
            held,
            moves=(*held.moves, a_move(planned, planned + timedelta(days=days), place % 2 > 0)),
        )

    return change


def paused(days: int, length: int) -> Change:
    def change(held: Facts, today: date) -> Facts:
        start = today + timedelta(days=days)
        return replace(held, pauses=(a_pause(start, start + timedelta(days=length)),))

    return change


CHANGES: st.SearchStrategy[Change] = st.one_of(
    NEAR.map(given_on),
    NEAR.map(skipped),
    st.builds(moved, st.integers(0, 5), st.integers(1, 9)),
    st.builds(paused, NEAR, st.integers(0, 60)),
    st.sampled_from(PLANS).map(lambda plan: lambda held, today: replace(held, plans=(plan,))),
    st.just(lambda held, today: replace(held, plans=())),
    st.just(lambda held, today: replace(held, pauses=(), skips=(), moves=())),
    st.just(lambda held, today: replace(held, injections=held.injections[:-1])),
)


class AnotherCalendar:
    """A calendar that takes in events file by file, as RFC 5546 says: by sequence."""

    def __init__(self) -> None:
        self.events: dict[str, ExportedEvent] = {}

    def take(self, told: Iterable[ExportedEvent]) -> None:
        for event in told:
            known = self.events.get(event.uid, event)
            assert event.sequence >= known.sequence
            if event.sequence == known.sequence:
                assert event == known, "changed in silence"
            self.events[event.uid] = event

    def between(self, today: date, horizon: date) -> list[tuple[date, str]]:
        return sorted(
            (event.on, event.uid)
            for event in self.events.values()
            if today < event.on <= horizon and not event.cancelled
        )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(st.tuples(st.integers(0, 45), st.lists(CHANGES, max_size=3)), max_size=5),
    plan=st.sampled_from(PLANS),
)
def test_a_calendar_that_takes_each_file_shows_what_is_planned(
    steps: list[tuple[int, list[Change]]], plan: Plan
) -> None:
    held, today, other = replace(facts(plan), lab_checks=(CHECK,)), TODAY, AnotherCalendar()
    for days_later, changes in [(0, []), *steps]:
        today += timedelta(days=days_later)
        for change in changes:
            held = change(held, today)
        ahead = coming(held, judge(held, today))
        period = calendar_period(EVERYTHING, today)
        told = [one.exported for one in events(ahead, held.exported_events, period, today)]
        other.take(told)
        kept = {event.uid: event for event in (*held.exported_events, *told)}
        held = replace(held, exported_events=tuple(kept.values()))
        assert period.last is not None
        assert other.between(today, period.last) == sorted(
            (one.on, uid_of(one)) for one in ahead if today < one.on <= period.last
        )
