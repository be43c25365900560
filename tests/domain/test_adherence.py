"""Adherence: against a published measure, naive recounts, and figures worked out by hand."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.adherence import (
    Adherence,
    Gap,
    Month,
    Supply,
    adherence,
    all_given,
    days_covered,
    gaps_in,
    months,
    supplies,
)
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import Judgement, Status
from b12tracker.domain.plan import Plan
from tests.builders import (
    DAY,
    a_phase,
    a_plan,
    an_injection,
    day,
    days,
    injections,
    injections_around,
    judged,
    plans,
)
from tests.planned import planned_slots

SAMPLES = Path(__file__).parents[1] / "data" / "adherence"


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_days_covered_without_a_limit_equal_cma7_of_adherer() -> None:
    logs: dict[str, list[Supply]] = {}
    for row in rows("injections.csv"):
        supply = Supply(day(row["given_on"]), int(row["covers_days"]))
        logs.setdefault(row["log"], []).append(supply)
    expected = rows("expected_cma7.csv")
    assert len(expected) == 150
    for row in expected:
        first, end = day(row["start"]), day(row["end_exclusive"])
        covered = days_covered(logs[row["log"]], first, end - DAY)
        assert covered / (end - first).days == pytest.approx(float(row["cma7"]), abs=1e-9), row


# Two logs of a 28-day plan, seven days either side, worked out by hand for each limit on what
# is carried forward: none at all (0), the early tolerance (7), and no limit (None).
LATE_EARLY_MISSED = days("2025-01-01", "2025-01-31", "2025-03-10", "2025-03-26", "2025-04-16")
TWICE_ON_ONE_DAY = days("2025-01-01", "2025-01-01", "2025-01-29")


@pytest.mark.parametrize(
    ("given_on", "last", "carry", "expected"),
    [
        (LATE_EARLY_MISSED, "2025-06-17", 0, 121),
        (LATE_EARLY_MISSED, "2025-06-17", 7, 128),
        (LATE_EARLY_MISSED, "2025-06-17", None, 140),
        (TWICE_ON_ONE_DAY, "2025-03-25", 0, 56),
        (TWICE_ON_ONE_DAY, "2025-03-25", 7, 63),
        (TWICE_ON_ONE_DAY, "2025-03-25", None, 84),
    ],
)
def test_what_is_carried_forward_is_limited(
    given_on: list[date], last: str, carry: int | None, expected: int
) -> None:
    cover = [Supply(when, 28, carry) for when in given_on]
    assert days_covered(cover, day("2025-01-01"), day(last)) == expected


def test_late_early_and_missed_doses_of_a_28_day_plan() -> None:
    plan = a_plan(a_phase("28 days", "2025-01-01", doses=6, tolerance=(7, 7)))
    judgement = judged("2025-06-17", plan, *injections(*LATE_EARLY_MISSED))
    assert adherence(judgement) == Adherence(
        first=day("2025-01-01"),
        last=day("2025-06-17"),
        planned=6,
        on_time=4,
        early=0,
        late=1,
        missed=1,
        skipped=0,
        skipped_by_patient=0,
        skipped_by_others=0,
        top_ups=0,
        days=168,
        days_covered=128,
        longest_gap_days=38,
        median_delay_days=0,
        largest_delay_days=12,
    )
    assert adherence(judgement).taken == 5
    assert adherence(judgement).pdc == pytest.approx(0.761905, abs=1e-6)


def test_a_second_injection_of_one_day_is_a_top_up_and_covers_seven_days_more() -> None:
    plan = a_plan(a_phase("28 days", "2025-01-01", doses=3, tolerance=(7, 7)))
    figures = adherence(judged("2025-03-25", plan, *injections(*TWICE_ON_ONE_DAY)))
    assert (figures.planned, figures.taken, figures.missed, figures.top_ups) == (3, 2, 1, 1)
    assert (figures.days_covered, figures.days) == (63, 84)
    assert figures.pdc == 0.75


def naive_cover(cover: Iterable[Supply], first: date, last: date) -> int:
    covered: set[date] = set()
    latest_end = date.min
    for supply in sorted(cover, key=lambda one: one.given_on):
        limit = latest_end
        if supply.carry is not None:
            limit = min(latest_end, supply.given_on + timedelta(days=supply.carry))
        start = max(supply.given_on, limit)
        covered |= {start + off * DAY for off in range(supply.days)}
        latest_end = max(latest_end, start + supply.days * DAY)
    return sum(first <= when <= last for when in covered)


@given(
    st.lists(
        st.builds(
            Supply,
            st.dates(date(2024, 1, 1), date(2024, 4, 30)),
            st.integers(0, 40),
            st.none() | st.integers(0, 10),
        ),
        max_size=8,
    ),
    st.dates(date(2023, 12, 1), date(2024, 6, 30)),
    st.integers(-1, 150),
)
def test_days_covered_equal_a_count_of_single_days(
    cover: list[Supply], first: date, length: int
) -> None:
    last = first + length * DAY
    assert days_covered(cover, first, last) == naive_cover(cover, first, last)


Log = tuple[Plan, tuple[Injection, ...], date]


def start_of(plan: Plan) -> date:
    return plan.phases[0].first_dose or date.min


@st.composite
def logs(draw: st.DrawFn) -> Log:
    plan = draw(plans())
    today = start_of(plan) + draw(st.integers(-20, 400)) * DAY
    return plan, draw(injections_around(plan)), today


@given(plans(), st.integers(0, 500), st.integers(-30, 500), st.integers(0, 200))
def test_perfect_adherence_covers_every_day_of_every_period(
    plan: Plan, seen: int, begins: int, length: int
) -> None:
    today = start_of(plan) + seen * DAY
    slots = planned_slots((plan,), today)
    given_ = injections(*(slot.planned for slot in slots if slot.planned <= today))
    judgement = judged(today, plan, *given_)
    whole = adherence(judgement)
    assert whole.pdc == 1
    assert whole.taken == whole.on_time == whole.planned == len(given_)
    assert (whole.missed, whole.top_ups, whole.median_delay_days) == (0, 0, 0)
    first = start_of(plan) + begins * DAY
    part = adherence(judgement, first, first + length * DAY)
    assert part.days_covered == part.days
    assert part.pdc in (1, None)


@pytest.mark.parametrize("rhythm", ["1 day", "2 days", "1 week", "3 weeks", "1 month", "3 months"])
def test_perfect_adherence_is_still_perfect_on_the_last_day_the_plan_asks(rhythm: str) -> None:
    plan = a_plan(a_phase(rhythm, "2026-01-31", doses=3))
    slots = planned_slots((plan,), day("2030-01-01"))
    given_ = injections(*(slot.planned for slot in slots))
    figures = adherence(judged("2030-01-01", plan, *given_))
    assert figures.pdc == 1
    assert figures.days == (slots[-1].following - slots[0].planned).days


def test_all_a_day_early_also_covers_every_day() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=6), a_phase("1 month"))
    slots = planned_slots((plan,), day("2026-12-31"))
    given_ = injections(*(slot.planned - DAY for slot in slots))
    figures = adherence(judged("2026-12-20", plan, *given_))
    assert figures.days_covered == figures.days
    assert figures.largest_delay_days == -1


def test_the_last_dose_of_a_phase_covers_up_to_the_first_of_the_next() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=2), a_phase("1 month"))
    judgement = judged("2026-01-20", plan, *injections("2026-01-05", "2026-01-12"))
    assert supplies(judgement) == [
        Supply(day("2026-01-05"), 7, 2),
        Supply(day("2026-01-12"), 31, 2),
    ]


def test_a_top_up_covers_one_interval_of_the_phase_it_falls_in() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05", doses=2), a_phase("1 month"))
    given_ = injections("2026-01-05", "2026-01-05", "2026-02-12", "2026-02-20")
    judgement = judged("2026-03-01", plan, *given_)
    assert supplies(judgement) == [
        Supply(day("2026-01-05"), 7, 2),
        Supply(day("2026-02-12"), 28, 7),
        Supply(day("2026-01-05"), 7, 2),
        Supply(day("2026-02-20"), 28, 7),
    ]


def test_an_injection_before_the_plan_covers_nothing() -> None:
    judgement = judged("2026-01-05", a_plan(), an_injection("2025-12-30"))
    assert supplies(judgement) == []


@pytest.mark.parametrize(
    ("given_on", "today"),
    [
        ([], "2026-01-01"),
        ([], "2026-01-05"),
        ([], "2026-01-09"),
        (["2025-12-01"], "2026-01-09"),
    ],
)
def test_while_nothing_is_closed_there_is_no_percentage(given_on: list[str], today: str) -> None:
    figures = adherence(judged(today, a_plan(), *injections(*given_on)))
    assert figures.planned == 0
    assert figures.pdc is None
    assert figures.median_delay_days is None
    assert figures.largest_delay_days is None


def test_the_day_the_first_dose_closes_unmet_there_is_one() -> None:
    figures = adherence(judged("2026-01-10", a_plan()))
    assert (figures.planned, figures.missed, figures.days, figures.pdc) == (1, 1, 6, 0)


def test_without_a_plan_there_are_no_figures() -> None:
    figures = adherence(judged("2026-01-10", an_injection()))
    assert (figures.planned, figures.days, figures.pdc) == (0, 0, None)


@given(logs())
def test_counts_equal_a_naive_recount(log: Log) -> None:
    plan, given_, today = log
    judgement = judged(today, plan, *given_)
    closed = [dose for dose in judgement.doses if dose.injection or dose.slot.reach[1] < today]
    count = Counter(dose.status for dose in closed)
    delays = [(dose.injection.given_on - dose.planned).days for dose in closed if dose.injection]
    figures = adherence(judgement)
    assert figures.planned == len(closed) == figures.taken + figures.missed
    assert (figures.on_time, figures.early, figures.late, figures.missed) == tuple(
        count[status] for status in (Status.ON_TIME, Status.EARLY, Status.LATE, Status.MISSED)
    )
    known = [injection for injection in given_ if injection.given_on <= today]
    before = [injection for injection in known if injection.given_on < start_of(plan)]
    early_for_first = [dose for dose in closed if dose.injection in before]
    assert figures.top_ups == len(known) - len(delays) - len(before) + len(early_for_first)
    assert figures.median_delay_days == (median(delays) if delays else None)
    largest = figures.largest_delay_days
    assert (largest in delays) if delays else (largest is None)
    assert abs(largest or 0) == max(map(abs, delays), default=0)


def planned_cover(judgement: Judgement) -> Iterable[Supply]:
    """Yield what each injection covers, as defined: to the next planned date, or one interval."""
    planned = [dose.planned for dose in judgement.doses]
    for dose in judgement.doses:
        if dose.injection:
            later = [when for when in planned if when > dose.planned]
            until = min(later, default=dose.slot.following)
            carry = dose.slot.phase.early_days
            yield Supply(dose.injection.given_on, (until - dose.planned).days, carry)
    for extra in judgement.top_ups:
        phase = [one.slot.phase for one in judgement.doses if one.planned <= extra.given_on][-1]
        length = (phase.every.after(extra.given_on, 1) - extra.given_on).days
        yield Supply(extra.given_on, length, phase.early_days)


@given(logs(), st.integers(-30, 400), st.integers(0, 200))
def test_days_covered_in_a_period_equal_a_naive_recount(log: Log, begins: int, length: int) -> None:
    plan, given_, today = log
    judgement = judged(today, plan, *given_)
    first = start_of(plan) + begins * DAY
    last = first + length * DAY
    figures = adherence(judgement, first, last)
    counted_from = max(first, start_of(plan))
    counted_to = min(last, today)
    if judgement.asks_until:
        counted_to = min(counted_to, judgement.asks_until - DAY)
    assert figures.days == max(0, (counted_to - counted_from).days + 1)
    assert figures.days_covered == naive_cover(planned_cover(judgement), counted_from, counted_to)
    assert figures.days_covered <= figures.days
    if figures.planned and figures.days:
        assert figures.pdc == figures.days_covered / figures.days
    else:
        assert figures.pdc is None


WEEKLY_LOG = judged(
    "2026-02-28",
    a_plan(a_phase("1 week", "2026-01-05")),
    *injections("2026-01-05", "2026-01-12", "2026-01-22", "2026-02-02", "2026-02-12"),
)
"""Planned 5, 12, 19, 26 January, 2, 9, 16, 23 February: two late, two missed, one still open
until 27 February, so three missed on the last day of the month."""


@pytest.mark.parametrize(
    ("first", "last", "counted", "planned", "taken", "missed"),
    [
        (None, None, ("2026-01-05", "2026-02-28"), 8, 5, 3),
        ("2026-01-01", "2026-12-31", ("2026-01-05", "2026-02-28"), 8, 5, 3),
        ("2026-01-12", "2026-02-09", ("2026-01-12", "2026-02-09"), 5, 4, 1),
        ("2026-01-13", "2026-02-08", ("2026-01-13", "2026-02-08"), 3, 2, 1),
        ("2026-02-23", None, ("2026-02-23", "2026-02-28"), 1, 0, 1),
        ("2026-02-24", None, ("2026-02-24", "2026-02-28"), 0, 0, 0),
    ],
)
def test_a_period_counts_the_doses_planned_in_it_first_and_last_day_included(
    first: str | None,
    last: str | None,
    counted: tuple[str, str],
    planned: int,
    taken: int,
    missed: int,
) -> None:
    figures = adherence(WEEKLY_LOG, first and day(first), last and day(last))  # type: ignore[arg-type]
    assert (figures.first, figures.last) == tuple(days(*counted))
    assert (figures.planned, figures.taken, figures.missed) == (planned, taken, missed)


@given(logs(), st.integers(0, 300))
def test_two_periods_side_by_side_add_up_to_the_whole(log: Log, cut: int) -> None:
    plan, given_, today = log
    if today < start_of(plan):
        return
    judgement = judged(today, plan, *given_)
    middle = min(start_of(plan) + cut * DAY, today - DAY)
    whole = adherence(judgement)
    parts = [adherence(judgement, last=middle), adherence(judgement, first=middle + DAY)]
    for field in ("planned", "taken", "missed", "top_ups", "days", "days_covered"):
        assert sum(getattr(part, field) for part in parts) == getattr(whole, field), field


def test_a_dose_met_ahead_of_its_date_counts_from_the_day_it_was_given() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    given_ = injections("2026-01-05", "2026-02-01")
    figures = adherence(judged("2026-02-01", plan, *given_))
    assert (figures.planned, figures.taken) == (2, 2)


def test_the_longest_gap_lies_between_two_injections_running() -> None:
    assert adherence(WEEKLY_LOG).longest_gap_days == 11
    assert adherence(WEEKLY_LOG, last=day("2026-01-31")).longest_gap_days == 10
    assert adherence(WEEKLY_LOG, day("2026-02-05")).longest_gap_days is None


def test_the_gap_after_a_first_injection_given_a_day_early_counts() -> None:
    judgement = judged("2026-03-09", a_plan(), *injections("2026-01-04", "2026-03-02"))
    assert judgement.doses[0].status is Status.ON_TIME
    assert adherence(judgement).longest_gap_days == 57


def test_gaps_and_top_ups_on_the_first_and_last_day_of_a_period_are_in_it() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    given_ = injections("2026-01-05", "2026-02-05", "2026-02-10", "2026-03-05", "2026-03-10")
    judgement = judged("2026-04-01", plan, *given_)
    assert [extra.given_on for extra in judgement.top_ups] == days("2026-02-10", "2026-03-10")
    within = adherence(judgement, day("2026-02-10"), day("2026-03-10"))
    assert (within.top_ups, within.longest_gap_days) == (2, 23)
    inside = adherence(judgement, day("2026-02-11"), day("2026-03-09"))
    assert (inside.top_ups, inside.longest_gap_days) == (0, None)
    assert adherence(judgement, day("2026-02-10"), day("2026-03-05")).longest_gap_days == 23


def test_gaps_between_injections_in_order() -> None:
    given = injections("2026-01-05", "2026-01-12", "2026-01-12", "2026-03-01")
    assert gaps_in(judged("2026-03-09", a_plan(), *given), None, None) == [
        Gap(day("2026-01-05"), day("2026-01-12")),
        Gap(day("2026-01-12"), day("2026-01-12")),
        Gap(day("2026-01-12"), day("2026-03-01")),
    ]
    assert gaps_in(judged("2026-03-09", a_plan(), *given[:1]), None, None) == []


def test_all_given_are_in_order_by_date_time_and_id() -> None:
    entries = [
        an_injection("2026-01-06", "20:00"),
        an_injection("2026-01-06", "08:00"),
        an_injection("2025-06-01"),
        an_injection("2026-01-13"),
        an_injection("2027-01-01"),
    ]
    judgement = judged("2026-06-01", a_plan(), *entries)
    assert all_given(judgement) == [entries[2], entries[1], entries[0], entries[3]]


def test_months_show_planned_beside_given() -> None:
    plan = a_plan(
        a_phase("1 week", "2025-12-15", doses=6, dose_ug=1000),
        a_phase("1 month", dose_ug=500),
    )
    # Planned: 15, 22, 29 December, 5, 12, 19 January, then 19 February, 19 March.
    given_ = [
        an_injection("2025-12-01", dose_ug=1000),
        an_injection("2025-12-15", dose_ug=1000),
        an_injection("2025-12-22", dose_ug=1500),
        an_injection("2026-01-06", dose_ug=1000),
        an_injection("2026-03-19"),
        an_injection("2026-03-20", dose_ug=500),
    ]
    assert months(judged("2026-03-20", plan, *given_)) == [
        Month(day("2025-12-01"), planned=3, given=3, planned_ug=3000, given_ug=3500),
        Month(day("2026-01-01"), planned=3, given=1, planned_ug=3000, given_ug=1000),
        Month(day("2026-02-01"), planned=1, given=0, planned_ug=500, given_ug=0),
        Month(day("2026-03-01"), planned=1, given=2, planned_ug=500, given_ug=500),
    ]


def test_the_month_of_today_shows_all_its_planned_dates() -> None:
    assert months(judged("2026-01-05", a_plan())) == [Month(day("2026-01-01"), 4, 0, 0, 0)]


def test_before_the_first_planned_dose_there_are_no_months() -> None:
    assert months(judged("2026-01-04", a_plan(), an_injection("2026-01-04"))) == []
    assert months(judged("2026-01-04")) == []


@given(logs())
def test_months_are_complete_and_equal_a_naive_recount(log: Log) -> None:
    plan, given_, today = log
    table = months(judged(today, plan, *given_))
    if today < start_of(plan):
        assert table == []
        return
    assert table[0].start == start_of(plan).replace(day=1)
    assert table[-1].start == today.replace(day=1)
    for month, after in zip(table, [*table[1:], None], strict=True):
        end = after.start if after else (month.start + 31 * DAY).replace(day=1)
        planned = [slot.planned for slot in planned_slots((plan,), end)]
        assert month.planned == sum(month.start <= when < end for when in planned)
        assert month.given == sum(
            month.start <= one.given_on < end and one.given_on <= today for one in given_
        )
