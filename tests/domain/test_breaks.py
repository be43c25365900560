"""Pauses, moves, skips and stretches nobody recorded: tables by hand, and the laws."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker.domain.facts import Fact
from b12tracker.domain.interruptions import Pause, Reason, Whose
from b12tracker.domain.judgement import Judgement, Status
from b12tracker.domain.plan import Anchor, Phase, Plan
from tests.builders import (
    DAY,
    Whole,
    a_move,
    a_pause,
    a_pause_near,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    breaks_around,
    day,
    days,
    injections,
    injections_around,
    judged,
    next_date,
    told,
    unrecorded,
    whole_logs,
    whole_phases,
    whole_plans,
)

FIXED, LAST, HYBRID = Anchor.FIXED, Anchor.LAST_INJECTION, Anchor.HYBRID

WEEKLY = a_plan(a_phase("1 week", "2026-01-05"))
"""Two days either side. The dose of 5 January is in reach until the 9th, that of the 19th
from the 16th."""

MONTHLY = a_plan(a_phase("1 month", "2026-01-05"))
"""Seven days either side. In reach until 28 January, and the dose of 5 March from 18 February."""


def monthly(anchor: Anchor) -> Plan:
    return a_plan(a_phase("1 month", "2026-01-05", anchor=anchor))


# Pauses


@pytest.mark.parametrize(
    ("pause", "given_on", "expected"),
    [
        pytest.param(
            a_pause("2026-01-12", "2026-01-18"),
            ["2026-01-05", "2026-01-19"],
            ["2026-01-05 on_time 01-05", "2026-01-12 paused", "2026-01-19 on_time 01-19"],
            id="a date on the first day of a pause",
        ),
        pytest.param(
            a_pause("2026-01-06", "2026-01-12"),
            ["2026-01-05"],
            ["2026-01-05 on_time 01-05", "2026-01-12 paused", "2026-01-19 due"],
            id="and on its last",
        ),
        pytest.param(
            a_pause("2026-01-13", "2026-01-18"),
            ["2026-01-05"],
            ["2026-01-05 on_time 01-05", "2026-01-12 missed", "2026-01-19 due"],
            id="but not a day before",
        ),
        pytest.param(
            a_pause("2026-01-12", "2026-01-18"),
            ["2026-01-10"],
            ["2026-01-05 missed", "2026-01-12 paused", "2026-01-19 due"],
            id="it closes the dose before it",
        ),
        pytest.param(
            a_pause("2026-01-10", "2026-01-18"),
            ["2026-01-12"],
            ["2026-01-05 missed", "2026-01-12 paused", "2026-01-19 due"],
            id="an injection inside it is a top-up, even on the planned day",
        ),
        pytest.param(
            a_pause("2026-01-10", "2026-01-18"),
            ["2026-01-16"],
            ["2026-01-05 missed", "2026-01-12 paused", "2026-01-19 early 01-16"],
            id="unless a dose planned after it is in reach",
        ),
        pytest.param(
            a_pause("2026-01-07", "2026-01-18"),
            ["2026-01-09"],
            ["2026-01-05 late 01-09", "2026-01-12 paused", "2026-01-19 due"],
            id="or one planned before it",
        ),
        pytest.param(
            a_pause("2026-01-12"),
            ["2026-01-05"],
            ["2026-01-05 on_time 01-05", "2026-01-12 paused", "2026-01-19 paused"],
            id="a pause without an end",
        ),
    ],
)
def test_pauses_on_a_fixed_grid(pause: Pause, given_on: list[str], expected: list[str]) -> None:
    assert told(judged("2026-01-19", WEEKLY, pause, *injections(*given_on))) == expected


def test_a_paused_date_uses_up_none_of_the_doses() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=3), a_phase("1 month"))
    judgement = judged("2026-01-05", plan, a_pause("2026-01-12", "2026-01-18"))
    assert [dose.planned for dose in judgement.doses[:5]] == days(
        "2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-26"
    )


def test_a_pause_does_not_lengthen_a_phase_that_ends_on_a_day() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", last_day="2026-01-19"))
    judgement = judged("2026-03-01", plan, a_pause("2026-01-12", "2026-01-18"))
    assert told(judgement) == ["2026-01-05 missed", "2026-01-12 paused", "2026-01-19 missed"]


def test_while_a_pause_has_no_end_nothing_is_next_and_nothing_follows() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=3), a_phase("1 month"))
    judgement = judged("2026-06-01", plan, an_injection("2026-01-05"), a_pause("2026-01-12"))
    assert judgement.next is None
    assert {dose.status for dose in judgement.doses[1:]} == {Status.PAUSED}
    assert {dose.slot.phase.id for dose in judgement.doses} == {plan.phases[0].id}


PAUSE = a_pause("2026-01-20", "2026-03-10")
"""The dose of 5 February lies in it; the first day after it, 11 March, is in reach from
24 February."""


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_after_a_pause_re_anchoring_phases_go_on_the_day_after(anchor: Anchor) -> None:
    given_ = injections("2026-01-05", "2026-03-11")
    judgement = judged("2026-04-11", monthly(anchor), PAUSE, *given_)
    assert told(judgement) == [
        "2026-01-05 on_time 01-05",
        "2026-02-05 paused",
        "2026-03-11 on_time 03-11",
        "2026-04-11 due",
    ]


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_after_a_pause_misses_are_counted_from_the_day_after(anchor: Anchor) -> None:
    judgement = judged("2026-05-11", monthly(anchor), PAUSE, an_injection("2026-01-05"))
    assert told(judgement)[2:] == ["2026-03-11 missed", "2026-04-11 missed", "2026-05-11 due"]


@pytest.mark.parametrize(
    ("given_on", "expected", "following"),
    [
        ("2026-02-01", [], "2026-03-11"),
        ("2026-02-05", [], "2026-03-11"),
        ("2026-02-20", [], "2026-03-20"),  # a top-up still moves the next date
        ("2026-02-24", ["2026-03-11 early 02-24"], "2026-03-24"),
        ("2026-03-10", ["2026-03-11 on_time 03-10"], "2026-04-10"),
    ],
)
def test_an_injection_inside_a_pause_from_the_last(
    given_on: str, expected: list[str], following: str
) -> None:
    judgement = judged("2026-03-10", monthly(LAST), PAUSE, *injections("2026-01-05", given_on))
    assert [line for line in told(judgement)[1:] if "paused" not in line] == expected
    assert next_date(judgement) == day(following)
    assert len(judgement.top_ups) == (not expected)


@pytest.mark.parametrize(
    ("given_on", "expected", "following"),
    [
        ("2026-02-05", [], "2026-03-11"),
        ("2026-02-23", [], "2026-03-11"),
        ("2026-02-24", ["2026-03-11 early 02-24"], "2026-03-24"),
        ("2026-03-10", ["2026-03-11 on_time 03-10"], "2026-04-11"),
    ],
)
def test_an_injection_inside_a_pause_hybrid(
    given_on: str, expected: list[str], following: str
) -> None:
    judgement = judged("2026-03-10", monthly(HYBRID), PAUSE, *injections("2026-01-05", given_on))
    assert told(judgement)[2:] == expected
    assert next_date(judgement) == day(following)


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_re_anchoring_a_pause_uses_up_none_of_the_doses(anchor: Anchor) -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", doses=2, anchor=anchor))
    judgement = judged("2026-01-05", plan, PAUSE)
    assert [dose.planned for dose in judgement.doses] == days(
        "2026-01-05", "2026-02-05", "2026-03-11"
    )


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_one_pause_after_another(anchor: Anchor) -> None:
    pauses = (a_pause("2026-02-01", "2026-02-10"), a_pause("2026-02-11", "2026-02-20"))
    judgement = judged("2026-02-25", monthly(anchor), an_injection("2026-01-05"), *pauses)
    assert told(judgement)[1:] == ["2026-02-05 paused", "2026-02-11 paused", "2026-02-21 due"]


def test_an_injection_in_a_pause_that_hides_the_first_dose_moves_the_next_date() -> None:
    """1 December lies in the pause and out of reach of the 9th, which would come too soon."""
    plan = a_plan(a_phase("2 weeks", "2025-12-01", anchor=LAST))
    pause = a_pause("2025-12-01", "2025-12-08")
    judgement = judged("2025-12-09", plan, pause, an_injection("2025-12-01"))
    assert next_date(judgement) == day("2025-12-15")


# Moves


def dates(judgement: Judgement, many: int) -> list[date]:
    return [dose.planned for dose in judgement.doses[:many]]


def test_a_dose_moved_alone_leaves_the_others() -> None:
    judgement = judged("2026-01-05", MONTHLY, a_move("2026-02-05", "2026-02-13"))
    assert dates(judgement, 4) == days("2026-01-05", "2026-02-13", "2026-03-05", "2026-04-05")
    moved = judgement.doses[1].slot
    assert moved.window == tuple(days("2026-02-06", "2026-02-20"))
    assert moved.reach == tuple(days("2026-02-03", "2026-02-25"))


def test_a_dose_moved_with_all_later_ones_begins_the_grid_anew() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05", doses=3), a_phase("1 week"))
    judgement = judged("2026-01-05", plan, a_move("2026-02-05", "2026-02-13", later_too=True))
    assert dates(judgement, 4) == days("2026-01-05", "2026-02-13", "2026-03-13", "2026-03-20")
    assert judgement.doses[1].slot.reach == tuple(days("2026-01-30", "2026-03-05"))


def test_a_grid_moved_to_the_31st_counts_its_months_from_there() -> None:
    judgement = judged("2026-01-05", MONTHLY, a_move("2026-02-05", "2026-01-31", later_too=True))
    assert dates(judgement, 4) == days("2026-01-05", "2026-01-31", "2026-02-28", "2026-03-31")


@pytest.mark.parametrize(
    ("later_too", "expected"),
    [(False, "2026-01-05 2026-01-08 2026-01-09"), (True, "2026-01-05 2026-01-08 2026-01-09")],
)
def test_a_weekday_moved_leaves_the_listed_days(later_too: bool, expected: str) -> None:
    plan = a_plan(a_phase("mon wed fri", "2026-01-05", tolerance=(1, 1)))
    judgement = judged("2026-01-05", plan, a_move("2026-01-07", "2026-01-08", later_too))
    assert dates(judgement, 3) == days(*expected.split())


def test_a_dose_moved_past_the_next_one_can_still_be_skipped_and_met() -> None:
    move = a_move("2026-02-05", "2026-03-10")
    judgement = judged("2026-02-01", MONTHLY, move, a_skip("2026-03-10"))
    assert dates(judgement, 4) == days("2026-01-05", "2026-03-05", "2026-03-10", "2026-04-05")
    assert judgement.doses[2].status is Status.SKIPPED
    assert judgement.doses[2].slot.reach == tuple(days("2026-02-25", "2026-03-28"))


def test_a_move_that_finds_no_date_moves_nothing() -> None:
    assert dates(judged("2026-01-05", MONTHLY, a_move("2026-02-06", "2026-02-13")), 2) == days(
        "2026-01-05", "2026-02-05"
    )


@pytest.mark.parametrize(("anchor", "following"), [(LAST, "2026-03-13"), (HYBRID, "2026-03-05")])
def test_a_move_where_the_next_date_follows_the_injection(anchor: Anchor, following: str) -> None:
    move = a_move("2026-02-05", "2026-02-13")
    before = judged("2026-01-05", monthly(anchor), move, an_injection("2026-01-05"))
    assert next_date(before) == day("2026-02-13")
    given_ = injections("2026-01-05", "2026-02-13")
    after = judged("2026-02-13", monthly(anchor), move, *given_)
    assert after.doses[1].status is Status.ON_TIME
    assert next_date(after) == day(following)


@pytest.mark.parametrize("anchor", [LAST, HYBRID])
def test_the_first_dose_after_a_pause_moved_back_into_it(anchor: Anchor) -> None:
    move = a_move("2026-03-11", "2026-03-01")
    judgement = judged("2026-03-20", monthly(anchor), PAUSE, move, an_injection("2026-01-05"))
    assert next_date(judgement) == day("2026-03-11")


def test_a_dose_moved_into_a_pause_is_paused_and_one_moved_out_of_it_is_not() -> None:
    pause = a_pause("2026-02-01", "2026-02-10")
    into = judged("2026-01-05", MONTHLY, pause, a_move("2026-03-05", "2026-02-10"))
    assert [str(dose.status) for dose in into.doses[1:3]] == ["paused", "paused"]
    out = judged("2026-01-05", MONTHLY, pause, a_move("2026-02-05", "2026-02-11"))
    assert str(out.doses[1].status) == "upcoming"


# Skips


@pytest.mark.parametrize(
    ("planned", "skipped"),
    [
        ("2026-02-05", "2026-02-05"),
        ("2026-01-25", "2026-02-05"),
        ("2026-02-18", "2026-02-05"),  # 13 days, of 28 to the next
        ("2026-02-20", "2026-03-05"),
        ("2025-12-21", "2026-01-05"),  # 15 days, of 31
        ("2025-12-20", None),
    ],
)
def test_a_skip_belongs_to_the_nearest_dose_within_half_an_interval(
    planned: str, skipped: str | None
) -> None:
    skip = a_skip(planned, Reason.FORGOT)
    judgement = judged("2026-06-01", MONTHLY, skip)
    found = [dose for dose in judgement.doses if dose.status is Status.SKIPPED]
    assert [dose.planned for dose in found] == ([day(skipped)] if skipped else [])
    assert [dose.skip for dose in found] == ([skip] if skipped else [])
    assert judgement.unused_skips == (() if skipped else (skip,))


def test_half_an_interval_to_the_day_is_within_it() -> None:
    plan = a_plan(a_phase("2 weeks", "2026-01-05"))
    assert judged("2026-01-01", plan, a_skip("2025-12-29")).doses[0].skip is not None
    assert judged("2026-01-01", plan, a_skip("2025-12-28")).doses[0].skip is None


def test_an_injection_in_reach_beats_a_skip_which_stays_visible() -> None:
    skip = a_skip("2026-02-05")
    judgement = judged("2026-03-01", MONTHLY, skip, *injections("2026-01-05", "2026-02-20"))
    assert judgement.doses[1].status is Status.LATE
    assert judgement.doses[1].skip is None
    assert judgement.unused_skips == (skip,)


def test_a_skip_that_finds_only_a_paused_or_unrecorded_date_stays_visible() -> None:
    skips = (a_skip("2026-02-05"), a_skip("2026-03-05"))
    breaks = (a_pause("2026-02-01", "2026-02-10"), unrecorded("2026-03-01", "2026-03-10"))
    judgement = judged("2026-06-01", MONTHLY, *skips, *breaks)
    assert [str(dose.status) for dose in judgement.doses[1:3]] == ["paused", "not_recorded"]
    assert set(judgement.unused_skips) == set(skips)


def test_of_two_skips_of_one_dose_one_stays_unused() -> None:
    skips = (a_skip("2026-02-05", Reason.AWAY), a_skip("2026-02-05", Reason.UNWELL))
    assert len(judged("2026-06-01", MONTHLY, *skips).unused_skips) == 1


def test_whose_doing_each_reason_is() -> None:
    whose = {
        Whose.NOT_PATIENT: {"no_appointment", "no_supply", "told_to_pause", "unwell"},
        Whose.PATIENT: {"forgot", "did_not_want", "away"},
        Whose.NEITHER: {"other"},
    }
    for doing, reasons in whose.items():
        assert {str(reason) for reason in Reason if reason.whose is doing} == reasons


# Stretches nobody recorded


def test_nothing_is_due_nor_missed_in_a_stretch_nobody_recorded() -> None:
    blank = unrecorded("2026-02-05", "2026-03-05")
    judgement = judged("2026-03-05", MONTHLY, blank, an_injection("2026-01-05"))
    assert told(judgement) == [
        "2026-01-05 on_time 01-05",
        "2026-02-05 not_recorded",
        "2026-03-05 not_recorded",
    ]
    assert next_date(judgement) == day("2026-04-05")


def test_what_was_given_in_it_counts_all_the_same() -> None:
    blank = unrecorded("2026-02-05", "2026-03-05")
    judgement = judged("2026-03-05", MONTHLY, blank, *injections("2026-01-05", "2026-02-06"))
    assert told(judgement)[1:] == ["2026-02-05 on_time 02-06", "2026-03-05 not_recorded"]


def test_a_dose_the_day_before_it_can_be_missed() -> None:
    blank = unrecorded("2026-01-06", "2026-03-05")
    assert judged("2026-03-05", MONTHLY, blank).doses[0].status is Status.MISSED


# The laws, with everything that can break a plan


@given(whole_logs((FIXED,)), st.integers(-40, 400), st.sampled_from(["free", "top-up", "counts"]))
@settings(max_examples=200)
def test_fixed_adding_an_injection_never_turns_a_met_dose_into_an_unmet_one(
    log: Whole, off: int, said: str
) -> None:
    plan, given_, breaks, today = log
    when = (plan.phases[0].first_dose or date.min) + off * DAY
    counts_for = when + 3 * DAY if said == "counts" else None
    added = an_injection(when, id=an_id(99), top_up=said == "top-up", counts_for=counts_for)
    before = judged(today, plan, *given_, *breaks)
    after = judged(today, plan, *given_, *breaks, added)
    for old, new in zip(before.doses, after.doses, strict=True):
        assert new.is_taken or not old.is_taken


@given(whole_logs((FIXED,)))
def test_fixed_removing_a_top_up_changes_no_status(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    for extra in (*judgement.top_ups, *judgement.before_plan):
        without = [injection for injection in given_ if injection.id != extra.id]
        assert judged(today, plan, *without, *breaks).doses == judgement.doses


@given(whole_logs(), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_the_order_of_entry_does_not_matter(log: Whole, chance: Random) -> None:
    plan, given_, breaks, today = log
    entered = [plan, *given_, *breaks]
    one = judged(today, *entered)
    other = judged(today, *chance.sample(entered, len(entered)))
    assert one.doses == other.doses
    assert one.top_ups == other.top_ups
    assert one.before_plan == other.before_plan
    assert set(one.unused_skips) == set(other.unused_skips)


@given(whole_logs())
@settings(max_examples=150)
def test_a_dose_in_the_future_is_never_missed_and_none_closes_before_its_date(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    assert list(judgement.doses) == sorted(judgement.doses, key=lambda dose: dose.planned)
    for dose in judgement.doses:
        assert dose.slot.reach[1] >= dose.slot.window[1] >= dose.planned
        assert dose.status is not Status.MISSED or dose.slot.reach[1] < today


@given(whole_logs())
@settings(max_examples=150)
def test_each_injection_appears_exactly_once_and_each_skip_at_most(log: Whole) -> None:
    plan, given_, breaks, today = log
    judgement = judged(today, plan, *given_, *breaks)
    shown = [dose.injection for dose in judgement.doses if dose.injection]
    shown += [*judgement.top_ups, *judgement.before_plan]
    assert sorted(one.id for one in shown) == sorted(
        one.id for one in given_ if one.given_on <= today
    )
    skips = [dose.skip.id for dose in judgement.doses if dose.skip]
    skips += [skip.id for skip in judgement.unused_skips]
    assert len(skips) == len(set(skips))


@given(whole_logs())
def test_no_dose_is_asked_for_inside_a_pause(log: Whole) -> None:
    plan, given_, breaks, today = log
    pauses = [one for one in breaks if isinstance(one, Pause)]
    for dose in judged(today, plan, *given_, *breaks).doses:
        inside = any(pause.holds(dose.planned) for pause in pauses)
        assert (dose.status is Status.PAUSED) == (inside and dose.injection is None)


@st.composite
def pauses_in(draw: st.DrawFn, anchors: tuple[Anchor, ...], counted: bool) -> tuple[Whole, Pause]:
    log = draw(whole_logs(anchors, counted))
    return log, draw(a_pause_near(log[0].phases[0].first_dose or date.min))


def missed(judgement: Judgement) -> set[date]:
    return {dose.planned for dose in judgement.missed}


@given(pauses_in((FIXED,), counted=False))
@settings(max_examples=200)
def test_fixed_a_pause_never_creates_a_miss(case: tuple[Whole, Pause]) -> None:
    (plan, given_, breaks, today), pause = case
    without = missed(judged(today, plan, *given_, *breaks))
    assert missed(judged(today, plan, *given_, *breaks, pause)) <= without


@given(pauses_in((FIXED,), counted=True))
@settings(max_examples=200)
def test_fixed_a_pause_creates_no_miss_on_a_date_planned_without_it(
    case: tuple[Whole, Pause],
) -> None:
    """A number of doses goes on for longer, and those that follow come later."""
    (plan, given_, breaks, today), pause = case
    without = judged(today, plan, *given_, *breaks)
    planned = {(dose.slot.phase.id, dose.planned) for dose in without.doses}
    old = {(dose.slot.phase.id, dose.planned) for dose in without.missed}
    after = judged(today, plan, *given_, *breaks, pause)
    first = plan.phases[0].id
    new = {(dose.slot.phase.id, dose.planned) for dose in after.missed}
    assert {one for one in new & planned if one[0] == first} <= old


@given(st.data())
@settings(max_examples=200)
def test_from_last_a_pause_never_raises_the_number_missed(data: st.DataObject) -> None:
    plan = data.draw(whole_plans((LAST,), most_phases=1, counted=False))
    start = plan.phases[0].first_dose or date.min
    given_ = data.draw(injections_around(plan, reaching=300))
    pause = data.draw(a_pause_near(start))
    today = start + data.draw(st.integers(-20, 400)) * DAY
    without = judged(today, plan, *given_)
    assert len(judged(today, plan, *given_, pause).missed) <= len(without.missed)


@given(st.data())
@settings(max_examples=150)
def test_editing_a_later_phase_never_changes_which_doses_of_earlier_fixed_ones_are_met(
    data: st.DataObject,
) -> None:
    plan = data.draw(whole_plans((FIXED,)))
    given_ = data.draw(injections_around(plan, reaching=300))
    pauses = [one for one in data.draw(breaks_around(plan)) if isinstance(one, Pause)]
    latest = max(phase.first_dose for phase in plan.phases if phase.first_dose)
    start = latest + data.draw(st.integers(1, 120)) * DAY
    today = start + data.draw(st.integers(-100, 200)) * DAY

    def met(last: Phase) -> dict[tuple[str, date], bool]:
        whole = replace(plan, phases=(*plan.phases, last))
        judgement = judged(today, whole, *given_, *pauses)
        earlier = [dose for dose in judgement.doses if dose.slot.phase in plan.phases]
        return {(dose.slot.phase.id, dose.planned): dose.is_taken for dose in earlier}

    one, other = (
        met(data.draw(whole_phases(data.draw(st.sampled_from([None, start]))))) for _ in range(2)
    )
    assert all(one[dose] == other[dose] for dose in one.keys() & other.keys())


@given(whole_logs())
def test_facts_dated_after_today_are_ignored(log: Whole) -> None:
    plan, given_, breaks, today = log
    known: list[Fact] = [one for one in given_ if one.given_on <= today]
    whole = judged(today, plan, *given_, *breaks)
    assert judged(today, plan, *known, *breaks).doses == whole.doses
