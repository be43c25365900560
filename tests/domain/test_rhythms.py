"""Planned dates of every rhythm and end, against an independent loop over forty years."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker.domain.judgement import AHEAD
from b12tracker.domain.plan import (
    LONGEST,
    Anchor,
    Every,
    Phase,
    Plan,
    Unit,
    Weekday,
    usual_tolerance,
)
from tests.builders import (
    ANCHORS,
    DAY,
    a_pause,
    a_phase,
    a_plan,
    an_injection,
    day,
    days,
    every,
    judged,
    next_date,
    whole_plans,
)
from tests.planned import planned_slots, stretches


def dates(plan: Plan, until: date) -> list[date]:
    return [slot.planned for slot in planned_slots((plan,), until) if slot.planned <= until]


# An independent calendar: no relativedelta, one day at a time where it can be.


def loop_dates(interval: Every, start: date, until: date) -> Iterator[date]:
    if interval.weekdays:
        names = {str(weekday) for weekday in interval.weekdays}
        when = start
        while when <= until:
            if calendar.day_abbr[when.weekday()].lower() in names:
                yield when
            when += timedelta(days=1)
        return
    step = 0
    while True:
        if interval.unit is Unit.MONTH:
            months = start.month - 1 + interval.n * step
            year, month = start.year + months // 12, months % 12 + 1
            on = min(start.day, calendar.monthrange(year, month)[1])
            when = date(year, month, on)
        else:
            length = {Unit.DAY: 1, Unit.WEEK: 7}[interval.unit]
            when = date.fromordinal(start.toordinal() + step * interval.n * length)
        if when > until:
            return
        yield when
        step += 1


ALL_INTERVALS = [Every(n, unit) for unit in Unit for n in range(1, LONGEST[unit] + 1)]
SOME_INTERVALS = [one for one in ALL_INTERVALS if one.unit is not Unit.DAY or one.n % 15 < 3]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_forty_years_of_every_rhythm_nothing_given(anchor: Anchor) -> None:
    """With nothing given, every anchor keeps to the grid of the first dose."""
    start, until = day("2000-01-31"), day("2040-01-31")
    for interval in SOME_INTERVALS:
        found = dates(a_plan(Phase(interval, first_dose=start, anchor=anchor)), until)
        assert found == list(loop_dates(interval, start, until)), interval


@pytest.mark.parametrize("start", days("2000-02-29", "1999-12-31", "2001-08-30"))
def test_forty_years_of_months_agree_with_relativedelta(start: date) -> None:
    for n in range(1, 13):
        found = dates(a_plan(Phase(Every(n, Unit.MONTH), first_dose=start)), day("2040-12-31"))
        assert found == [start + relativedelta(months=n * step) for step in range(len(found))]
        assert len(found) > 400 // n


@given(
    st.sets(st.sampled_from(Weekday), min_size=1),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
)
@settings(max_examples=20)
def test_forty_years_of_weekdays(listed: set[Weekday], start: date) -> None:
    interval = Every(weekdays=tuple(listed))
    until = start + timedelta(days=14610)
    found = dates(a_plan(Phase(interval, first_dose=start)), until)
    assert found == list(loop_dates(interval, start, until))


def test_a_range_is_planned_at_its_shorter_end() -> None:
    plan = a_plan(a_phase("2-3 months", "2025-12-31"))
    assert dates(plan, day("2026-08-31")) == days(
        "2025-12-31", "2026-02-28", "2026-04-30", "2026-06-30", "2026-08-31"
    )
    longer = [slot.latest for slot in planned_slots((plan,), day("2026-06-30"))[:4]]
    assert longer == days("2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31")


@given(
    st.sampled_from([one for one in ALL_INTERVALS if one.n < LONGEST[one.unit]]),
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.integers(0, 40),
)
def test_the_longer_end_of_a_range_lies_as_far_from_the_start_as_it_says(
    shorter: Every, start: date, steps: int
) -> None:
    interval = Every(shorter.n, shorter.unit, n_max=shorter.n + 1)
    units = shorter.n * steps + 1
    step = {
        Unit.DAY: relativedelta(days=units),
        Unit.WEEK: relativedelta(weeks=units),
        Unit.MONTH: relativedelta(months=units),
    }[shorter.unit]
    assert interval.latest(start, steps) == start + step
    assert shorter.latest(start, steps) == shorter.after(start, steps)


# How a phase begins


@pytest.mark.parametrize(
    ("first_dose", "expected"),
    [
        ("2026-01-05", "2026-01-05 2026-01-07 2026-01-09 2026-01-12"),
        ("2026-01-06", "2026-01-07 2026-01-09 2026-01-12"),
        ("2026-01-10", "2026-01-12 2026-01-14 2026-01-16"),
    ],
)
def test_weekdays_begin_with_the_first_listed_day_on_or_after(
    first_dose: str, expected: str
) -> None:
    wanted = days(*expected.split())
    assert dates(a_plan(a_phase("mon wed fri", first_dose)), wanted[-1]) == wanted


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1 week", "mon wed fri", "2026-01-12 2026-01-14"),
        ("1 week", "mon", "2026-01-12 2026-01-19"),
        ("1 week", "sun", "2026-01-12 2026-01-18"),
        ("mon wed", "1 month", "2026-01-07 2026-02-07"),
        ("mon wed", "wed", "2026-01-07 2026-01-14"),
    ],
)
def test_a_phase_that_follows_begins_after_the_last_date(
    before: str, after: str, expected: str
) -> None:
    """Weekdays follow with the first listed day after it, others with one interval of their own."""
    plan = a_plan(a_phase(before, "2026-01-05", doses=2), a_phase(after))
    assert dates(plan, day("2026-03-01"))[1:3] == days(*expected.split())


# How it ends


@pytest.mark.parametrize(
    ("rhythm", "end", "expected"),
    [
        ("1 week", {"doses": 3}, "2026-01-05 2026-01-12 2026-01-19"),
        ("1 week", {"days": 14}, "2026-01-05 2026-01-12"),
        ("1 week", {"days": 15}, "2026-01-05 2026-01-12 2026-01-19"),
        ("1 week", {"days": 1}, "2026-01-05"),
        ("1 week", {"last_day": "2026-01-19"}, "2026-01-05 2026-01-12 2026-01-19"),
        ("1 week", {"last_day": "2026-01-18"}, "2026-01-05 2026-01-12"),
        ("1 week", {"last_day": "2026-01-05"}, "2026-01-05"),
        (
            "mon wed fri",
            {"days": 14},
            "2026-01-05 2026-01-07 2026-01-09 2026-01-12 2026-01-14 2026-01-16",
        ),
        ("mon wed fri", {"doses": 4}, "2026-01-05 2026-01-07 2026-01-09 2026-01-12"),
    ],
)
@pytest.mark.parametrize("anchor", ANCHORS)
def test_ends(rhythm: str, end: dict[str, int], expected: str, anchor: Anchor) -> None:
    if every(rhythm).weekdays and anchor is not Anchor.FIXED:
        return
    plan = a_plan(a_phase(rhythm, "2026-01-05", anchor=anchor, **end))
    assert dates(plan, day("2027-01-01")) == days(*expected.split())


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_phase_that_follows_one_that_ends_after_a_time(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", days=14, anchor=anchor), a_phase("1 month"))
    assert dates(plan, day("2026-03-31")) == days(
        "2026-01-05", "2026-01-12", "2026-02-12", "2026-03-12"
    )
    assert stretches((plan,))[0].asks_until == day("2026-01-19")


def test_while_the_phase_before_is_open_a_following_one_has_no_dates() -> None:
    plan = a_plan(a_phase("mon wed fri", "2026-01-05"), a_phase("1 month"))
    found = {slot.phase.id for slot in planned_slots((plan,), day("2026-12-31"))}
    assert found == {plan.phases[0].id}


@pytest.mark.parametrize("anchor", [Anchor.LAST_INJECTION, Anchor.HYBRID])
def test_a_phase_that_re_anchors_ends_on_its_last_day_however_late_the_injections(
    anchor: Anchor,
) -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", last_day="2026-01-31", anchor=anchor))
    given_ = [an_injection(when) for when in ("2026-01-05", "2026-01-15", "2026-01-25")]
    judgement = judged("2026-01-25", plan, *given_)
    assert [dose.planned for dose in judgement.doses] == days(
        "2026-01-05", "2026-01-12", "2026-01-22"
    )
    assert judgement.next is None


@pytest.mark.parametrize(
    "first",
    [a_phase("1 week", "2026-01-05", doses=3), a_phase("mon thu", "2026-01-05", days=10)],
)
def test_a_later_dated_phase_takes_over(first: Phase) -> None:
    plan = a_plan(first, a_phase("1 month", "2026-01-08"))
    assert dates(plan, day("2026-02-28")) == days("2026-01-05", "2026-01-08", "2026-02-08")


# What is refused, and what a new phase starts with


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"doses": 3, "days": 14}, "one way"),
        ({"doses": 3, "last_day": date(2026, 2, 1)}, "one way"),
        ({"days": 0}, "1 day"),
        ({"last_day": date(2026, 1, 4)}, "before its first dose"),
    ],
)
def test_impossible_ends_are_refused(fields: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        a_phase("1 week", "2026-01-05", **fields)


@pytest.mark.parametrize(
    ("rhythm", "anchor", "says"),
    [
        ("2-3 months", Anchor.FIXED, "last injection"),
        ("2-3 months", Anchor.HYBRID, "last injection"),
        ("mon wed", Anchor.HYBRID, "fixed"),
        ("mon wed", Anchor.LAST_INJECTION, "fixed"),
    ],
)
def test_rhythms_that_need_another_anchor_are_refused(
    rhythm: str, anchor: Anchor, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        a_phase(rhythm, "2026-01-05", anchor=anchor)


@pytest.mark.parametrize(
    ("rhythm", "days_either_side", "per_month"),
    [
        ("1 day", 0, 30.4),
        ("2 days", 1, 15.2),
        ("3 days", 1, 10.1),
        ("mon wed fri", 1, 13.0),
        ("1 week", 2, 4.3),
        ("8 days", 2, 3.8),
        ("9 days", 3, 3.4),
        ("2 weeks", 3, 2.2),
        ("15 days", 3, 2.0),
        ("16 days", 5, 1.9),
        ("3 weeks", 5, 1.4),
        ("22 days", 5, 1.4),
        ("23 days", 7, 1.3),
        ("1 month", 7, 1.0),
        ("2 months", 7, 0.5),
        ("3 months", 7, 0.3),
    ],
)
def test_the_usual_tolerance_and_injections_per_month(
    rhythm: str, days_either_side: int, per_month: float
) -> None:
    assert usual_tolerance(every(rhythm)) == days_either_side
    assert round(every(rhythm).per_month, 1) == per_month


# Everything together


@given(whole_plans())
@settings(max_examples=100)
def test_dates_come_in_order_and_the_phases_one_after_another(plan: Plan) -> None:
    until = day("2025-12-31")
    slots = planned_slots((plan,), until)
    places = {phase.id: place for place, phase in enumerate(plan.phases)}
    keys = [(slot.planned, places[slot.phase.id]) for slot in slots]
    assert keys == sorted(set(keys))
    assert [places[slot.phase.id] for slot in slots] == sorted(
        places[slot.phase.id] for slot in slots
    )
    for slot in slots:
        first, last = slot.reach
        assert first <= slot.window[0] <= slot.planned <= slot.latest <= slot.window[1] <= last
        assert slot.following > slot.planned
        if slot.phase.doses:
            assert slot.ordinal < slot.phase.doses


@given(whole_plans(), st.integers(-30, 500))
def test_there_is_a_next_date_while_a_phase_is_open(plan: Plan, off: int) -> None:
    today = (plan.phases[0].first_dose or date.min) + off * DAY
    judgement = judged(today, plan)
    ahead = [dose for dose in judgement.doses if dose.planned > today]
    if judgement.asks_until is None:
        assert judgement.next is not None
        assert ahead[-1].planned >= today + AHEAD


def test_a_pause_of_years_is_passed_over() -> None:
    plan = a_plan(a_phase("1 day", "2026-01-05", doses=2))
    judgement = judged("2026-01-05", plan, a_pause("2026-01-06", "2056-01-06"))
    assert judgement.doses[-1].planned == day("2056-01-07")
    assert next_date(judgement) == day("2026-01-05")
