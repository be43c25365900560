"""What is left in the boxes, and until when it lasts."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.judgement import judge
from b12tracker.domain.overview import attention
from b12tracker.domain.plan import Anchor
from b12tracker.domain.stock import BoxState, Stock, box_states, offered, stock_of
from b12tracker.domain.supplies import Box
from tests.builders import (
    DAY,
    Day,
    Whole,
    a_box,
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    day,
    facts,
    judged,
    unrecorded,
    whole_logs,
)

WEEKLY_THEN_MONTHLY = a_plan(a_phase("1 week", "2026-01-05", doses=4), a_phase("1 month"))
"""5, 12, 19 and 26 January, 26 February, 26 March, 26 April ..."""

MONTHLY = a_plan(a_phase("1 month", "2026-01-31"))
A, B, C = (an_id(number) for number in (201, 202, 203))


def stock(today: Day, *entries: Fact) -> Stock:
    logbook = facts(*entries)
    return stock_of(logbook, judge(logbook, day(today)))


def run_out(today: Day, *entries: Fact) -> str:
    return str(stock(today, *entries).run_out)


@pytest.mark.parametrize(
    ("ampoules", "runs_out"),
    [
        (1, "2026-01-12"),
        (3, "2026-01-26"),
        (4, "2026-02-26"),
        (6, "2026-04-26"),
        (100, "2034-02-26"),
    ],
)
def test_weekly_then_monthly(ampoules: int, runs_out: str) -> None:
    assert run_out("2026-01-01", WEEKLY_THEN_MONTHLY, a_box(ampoules)) == runs_out


@pytest.mark.parametrize(
    ("today", "entries", "runs_out"),
    [
        ("2026-01-01", [], "2026-03-31"),
        ("2026-01-01", [a_pause("2026-02-01", "2026-03-15")], "2026-04-30"),
        ("2026-01-01", [a_skip("2026-01-31")], "2026-04-30"),
        ("2026-01-01", [a_move("2026-02-28", "2026-03-05")], "2026-03-31"),
        ("2026-01-01", [a_move("2026-03-31", "2026-04-02")], "2026-04-02"),
        ("2026-01-01", [unrecorded("2026-02-20", "2026-03-10")], "2026-04-30"),
        ("2026-02-03", [], "2026-03-31"),  # that of January is open still, and needs one
        ("2026-02-25", [], "2026-04-30"),  # it is missed by now
        ("2026-02-03", [an_injection("2026-01-30")], "2026-04-30"),
        ("2026-02-03", [an_injection("2026-01-30", box=A)], "2026-03-31"),
        ("2026-02-03", [a_pause("2026-02-01")], "None"),
    ],
)
def test_what_the_plan_asks_for(today: str, entries: list[Fact], runs_out: str) -> None:
    assert run_out(today, MONTHLY, a_box(2, id=A), *entries) == runs_out


@pytest.mark.parametrize(
    ("boxes", "runs_out"),
    [
        ([a_box(1), a_box(1)], "2026-03-31"),
        ([a_box(1), a_box(1), a_box(2)], "2026-05-31"),
        ([a_box(3, lost=2), a_box(1)], "2026-03-31"),
        ([a_box(5, "2026-03-30")], "2026-03-31"),
        ([a_box(5, "2026-03-31")], "2026-04-30"),
        ([a_box(5, "2026-02-28"), a_box(1)], "2026-04-30"),
        ([a_box(5, "2025-12-31"), a_box(1)], "2026-02-28"),
        ([a_box(5, "2025-12-31")], "2026-01-31"),
        ([a_box(1), a_box(1, got_on="2026-01-02")], "2026-02-28"),  # it is not there yet
        ([a_box(1), a_box(1, got_on="2026-01-01")], "2026-03-31"),
    ],
)
def test_several_boxes(boxes: list[Box], runs_out: str) -> None:
    assert run_out("2026-01-01", MONTHLY, *boxes) == runs_out


def test_a_phase_that_re_anchors_is_followed() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", anchor=Anchor.LAST_INJECTION))
    late = an_injection("2026-01-15")
    assert run_out("2026-01-20", plan, late, a_box(2)) == "2026-04-15"


def test_a_plan_that_ends_may_need_no_more() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=4))
    enough = stock("2026-01-01", plan, a_box(4))
    assert (enough.run_out, enough.asks, enough.goes_on) == (None, True, False)
    assert run_out("2026-01-01", plan, a_box(3)) == "2026-01-26"
    over = stock("2026-06-01", plan, a_box(4))
    assert (over.run_out, over.asks) == (None, False)


def test_more_than_ten_years_needs_no_date() -> None:
    state = stock("2026-01-01", MONTHLY, a_box(150))
    assert (state.run_out, state.goes_on) == (None, True)
    assert run_out("2026-01-01", MONTHLY, a_box(115)) == "2035-08-31"


def test_without_a_box_or_a_plan_there_is_no_date() -> None:
    assert stock("2026-01-01", MONTHLY).run_out is None
    assert stock("2026-01-01", MONTHLY).boxes == ()
    assert not stock("2026-01-01", MONTHLY).is_low
    lonely = stock("2026-01-01", a_box(3))
    assert (lonely.run_out, lonely.asks, lonely.left) == (None, False, 3)


@pytest.mark.parametrize(
    ("reorder_days", "today", "low"),
    [
        (None, "2026-01-16", False),
        (None, "2026-01-17", True),
        (0, "2026-01-30", False),
        (0, "2026-01-31", True),
        (30, "2026-01-01", True),
    ],
)
def test_time_to_reorder(reorder_days: int | None, today: str, low: bool) -> None:
    patient = Patient(reorder_days=reorder_days)
    empty = a_box(1, id=A)
    state = stock(today, patient, MONTHLY, empty, an_injection("2025-12-31", box=A))
    assert state.run_out == day("2026-01-31")
    assert state.reorder_on == day("2026-01-31") - timedelta(
        days=14 if reorder_days is None else reorder_days
    )
    assert state.is_low is low


def test_what_expires_within_the_lead() -> None:
    boxes = [
        a_box(1, "2026-01-14", id=A),
        a_box(1, "2026-01-15", id=B),
        a_box(1, "2025-06-01", id=C),
        a_box(1, "2025-06-01", lost=1),
        a_box(1),
    ]
    state = stock("2026-01-01", MONTHLY, *boxes)
    assert [one.box.id for one in state.expiring] == [C, A, B]
    told = attention(facts(MONTHLY, *boxes), judged("2026-01-01", MONTHLY))
    assert [(str(one.concern), str(one.on)) for one in told] == [
        ("supply_expiring", "2025-06-01"),
        ("supply_expiring", "2026-01-14"),
        ("supply_expiring", "2026-01-15"),
    ]


def test_ampoules_that_expire_before_a_dose_needs_them() -> None:
    state = stock("2026-01-01", MONTHLY, a_box(5, "2026-03-30", id=A), a_box(2, id=B))
    assert {one.box.id: state.wasted(one) for one in state.boxes} == {A: 3, B: 0}
    plenty = stock("2026-01-01", a_plan(a_phase("1 week", "2026-01-05", doses=2)), a_box(9))
    assert [plenty.wasted(one) for one in plenty.boxes] == [0]


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-01-01", A), ("2026-06-01", B), ("2027-02-01", C), ("2028-01-01", None)],
)
def test_the_box_offered(on: str, expected: str | None) -> None:
    """The opened one first, then the first to expire; none that is empty or has expired."""
    boxes = [
        a_box(5, "2027-12-31", id=C),
        a_box(5, "2026-12-31", id=B),
        a_box(2, "2026-03-31", id=A),
        a_box(1, "2026-02-01", lost=1),
    ]
    drawn = [an_injection("2025-12-01", box=A)]
    offer = offered(box_states(boxes, drawn), day(on))
    assert (offer.box.id if offer else None) == expected


def test_an_opened_box_is_used_up_first() -> None:
    old, opened = a_box(5, "2026-06-30", id=A), a_box(5, "2027-06-30", id=B)
    states = box_states([old, opened], [an_injection("2025-12-01", box=B)])
    assert [state.box.id for state in states] == [B, A]


def test_what_is_left_is_never_below_nothing() -> None:
    drawn = [an_injection(f"2026-01-{number:02}", box=A) for number in range(1, 6)]
    (state,) = box_states([a_box(4, lost=1, needles=4, syringes=9, id=A)], drawn)
    assert (state.left, state.overdrawn) == (0, 2)
    assert (state.needles_left, state.syringes_left) == (0, 4)
    assert not state.serves(day("2026-01-10"))
    assert (BoxState(a_box(4)).needles_left, BoxState(a_box(4)).overdrawn) == (None, 0)


def test_what_is_dated_later_is_out_of_sight() -> None:
    logbook = [MONTHLY, a_box(3, id=A), an_injection("2026-01-31", box=A)]
    assert stock("2026-01-30", *logbook).left == 3
    assert stock("2026-01-31", *logbook).left == 2


BOXES = st.builds(
    lambda ampoules, lost, off: a_box(
        ampoules, None if off is None else date(2024, 1, 1) + off * DAY, lost=min(lost, ampoules)
    ),
    st.integers(1, 8),
    st.integers(0, 2),
    st.none() | st.integers(-30, 700),
)


def with_boxes(log: Whole, boxes: list[Box], seed: int) -> tuple[Facts, date]:
    """Return a log whose injections are taken from the boxes, some from none."""
    plan, injections, breaks, today = log
    chance = Random(seed)
    ids = [None, *(box.id for box in boxes)]
    drawn = [replace(one, box=chance.choice(ids)) for one in injections]
    return facts(plan, *drawn, *breaks, *boxes), today


@given(whole_logs(), st.lists(BOXES, min_size=1, max_size=3), st.integers(0, 9))
def test_it_never_runs_out_before_today(log: Whole, boxes: list[Box], seed: int) -> None:
    logbook, today = with_boxes(log, boxes, seed)
    state = stock_of(logbook, judge(logbook, today))
    assert state.run_out is None or state.run_out >= today
    assert all(0 <= one.planned <= one.left for one in state.boxes)


@given(whole_logs(), st.lists(BOXES, min_size=1, max_size=3), st.randoms(), st.integers(0, 9))
def test_the_order_of_entry_does_not_matter(
    log: Whole, boxes: list[Box], chance: Random, seed: int
) -> None:
    logbook, today = with_boxes(log, boxes, seed)
    entries = list(logbook.entries)
    chance.shuffle(entries)
    other = facts(*entries)
    assert stock_of(other, judge(other, today)) == stock_of(logbook, judge(logbook, today))


@given(whole_logs(), st.lists(BOXES, min_size=1, max_size=3), BOXES, st.integers(0, 9))
def test_another_box_never_brings_the_end_nearer(
    log: Whole, boxes: list[Box], more: Box, seed: int
) -> None:
    logbook, today = with_boxes(log, boxes, seed)
    before = stock_of(logbook, judge(logbook, today)).run_out
    richer = replace(logbook, boxes=(*logbook.boxes, more))
    after = stock_of(richer, judge(richer, today)).run_out
    assert after is None or (before is not None and after >= before)


@given(st.lists(BOXES, min_size=1, max_size=3), st.integers(0, 9), st.data())
def test_an_injection_takes_one_ampoule(
    boxes: list[Box], given_before: int, data: st.DataObject
) -> None:
    ids = st.sampled_from([box.id for box in boxes])
    drawn = [an_injection("2024-01-01", box=data.draw(ids)) for _ in range(given_before)]
    target = data.draw(ids)

    def left(injections: list) -> dict[str, int]:
        return {one.box.id: one.left - one.overdrawn for one in box_states(boxes, injections)}

    before = left(drawn)
    assert left([*drawn, an_injection("2024-02-01", box=target)]) == {
        box: held - (box == target) for box, held in before.items()
    }
