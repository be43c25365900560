"""Wear-off: held against a computation of its own, and against laws it must keep."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.cycle_thirds import differences, thirds_of
from b12tracker.domain.cycles import Cycle
from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.judgement import judge
from b12tracker.domain.resampling import Estimate
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry
from b12tracker.domain.wear_off import Rhythm, WearOffState, build_wear_off
from b12tracker.sharing.sample_story import tell
from tests.builders import (
    DAY,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_injection,
    every,
    facts,
    injections,
)

START = date(2026, 1, 5)
FOLLOWS = Patient(follows=("fatigue", "tingling"))

Severity = Callable[[int, int], int | None]
"""Returns the severity in a cycle on a day since injection; None where it is not scored."""


def a_logbook(cycles: int, days: int, severity: Severity) -> Facts:
    """Return injections every so many days from 5 January 2026, and a score on each day."""
    said = [
        a_symptom_entry(START + (number * days + since) * DAY, scored)
        for number in range(cycles)
        for since in range(days)
        if (scored := severity(number, since)) is not None
    ]
    given_on = [START + number * days * DAY for number in range(cycles + 1)]
    return facts(Patient(follows=("fatigue",)), *injections(*given_on), *said)


def wear_off(held: Facts, today: date = date(2030, 1, 1), **wanted: object) -> WearOffState:
    """Return the wear-off of a logbook."""
    return build_wear_off(held, judge(held, today), **wanted)  # type: ignore[arg-type]


def found(held: Facts) -> Estimate:
    """Return the estimate, of which there is one."""
    estimate = wear_off(held).estimate
    assert estimate
    return estimate


def by_another_way(held: Facts, keys: tuple[str, ...], lengths: range) -> list[float]:
    """Compute each cycle's difference anew, over cycles of some lengths in days.

    Day by day the straight line between the neighbours' levels is taken from the scores before
    anything is averaged.
    """
    dates = sorted({injection.given_on for injection in held.injections})
    differences: dict[date, list[float]] = {}
    for key in keys:
        scored = {entry.on: entry.scores[key] for entry in held.symptoms if key in entry.scores}
        rows = []
        for start, end in pairwise(dates):
            length = (end - start).days
            thirds = [
                [(d, scored[start + d * DAY]) for d in range(length) if start + d * DAY in scored
                 and part / 3 <= d / length < (part + 1) / 3 - 1e-9]
                for part in range(3)
            ]  # fmt: skip
            if length in lengths and min(map(len, thirds)) >= 3:
                rows.append((start, [np.array(third, float) for third in thirds]))
        level = [np.mean([third[:, 1].mean() for third in thirds]) for _, thirds in rows]
        middle = [
            (start - date(2000, 1, 1)).days + np.mean([third[:, 0].mean() for third in thirds])
            for start, thirds in rows
        ]
        for place, (start, (_, mid, last)) in enumerate(rows):
            ends = [max(place - 1, 0), min(place + 1, len(rows) - 1)]
            slope = np.polyfit([middle[end] for end in ends], [level[end] for end in ends], 1)[0]
            flat = [np.mean(third[:, 1] - slope * third[:, 0]) for third in (mid, last)]
            differences.setdefault(start, []).append(float(flat[1] - flat[0]))
    return [float(np.mean(differences[start])) for start in sorted(differences)]


def resampled(values: list[float]) -> tuple[float, float]:
    """Return the ends of the 90 % interval from drawing whole cycles 20,000 times."""
    drawn = np.random.default_rng(5).choice(values, (20_000, len(values)))
    low, high = np.quantile(np.median(drawn, axis=1), [0.05, 0.95])
    return float(low), float(high)


MONTHLY = Rhythm((every("1 month"),), 0).intervals
TODAYS = [date(2026, 11, 22), date(2027, 3, 31), date(2028, 2, 29)]


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("symptom", [None, "fatigue", "tingling", "concentration"])
def test_two_years_of_the_sample_equal_a_computation_of_its_own(
    today: date, symptom: str | None
) -> None:
    held = tell(assets.sample_story(), today)
    keys = held.patient.follows if symptom is None else (symptom,)
    together = wear_off(held, today, symptom=symptom).rhythms[-1].intervals
    state = wear_off(held, today, symptom=symptom, intervals=together)
    wanted = by_another_way(held, keys, range(10, 400))
    assert state.estimate
    assert state.estimate.n == len(wanted) == len(state.lines) >= 16
    assert state.estimate.median == pytest.approx(np.median(wanted))
    low, high = resampled(wanted)
    assert state.estimate.low == pytest.approx(low, abs=0.08)
    assert state.estimate.high == pytest.approx(high, abs=0.08)


@pytest.mark.parametrize("today", TODAYS)
def test_two_years_of_the_sample_show_wear_off(today: date) -> None:
    """The story's fatigue rises by 0.16 a day from day 13: in 30 days by 1.5 between thirds."""
    held = tell(assets.sample_story(), today)
    state = wear_off(held, today, symptom="fatigue")
    assert state.rhythm.intervals == MONTHLY
    assert state.estimate
    assert 0 < state.estimate.low <= 1.5 <= state.estimate.high
    last_year = wear_off(held, today, first=today - relativedelta(months=12)).estimate
    assert last_year
    assert last_year.low > 0


def test_three_weeks_are_not_enough() -> None:
    plan = a_plan(a_phase("1 week", START))
    given_on = injections(*(START + week * 7 * DAY for week in range(4)))
    said = [a_symptom_entry(START + number * DAY, number % 7) for number in range(22)]
    state = wear_off(facts(FOLLOWS, plan, *given_on, *said), START + 21 * DAY)
    assert state.estimate is None
    assert (state.cycles, state.too_short, state.too_few_days) == (3, 3, 0)
    assert (state.rhythm.complete, state.missing, state.lines) == (0, 6, ())


@pytest.mark.parametrize(("cycles", "missing"), [(0, 6), (1, 5), (5, 1), (6, 0)])
def test_six_cycles_are_needed(cycles: int, missing: int) -> None:
    state = wear_off(a_logbook(cycles, 12, lambda cycle, since: since // 4))
    assert state.missing == missing
    assert (state.estimate is not None) == (missing == 0)
    if state.estimate:
        assert (state.estimate.median, state.estimate.low, state.estimate.high) == (1, 1, 1)


@pytest.mark.parametrize(("third", "since"), [(0, 1), (1, 5), (2, 11)])
def test_three_scored_days_are_needed_in_each_third(third: int, since: int) -> None:
    gap = {third * 4, since}

    def scored(cycle: int, day_since: int) -> int | None:
        return None if cycle == 2 and day_since in gap else 4

    state = wear_off(a_logbook(6, 12, scored))
    assert (state.rhythm.complete, state.too_few_days, state.missing) == (5, 1, 1)
    gap.pop()
    assert wear_off(a_logbook(6, 12, scored)).missing == 0


def test_a_day_without_an_entry_is_a_gap_and_never_a_zero() -> None:
    def full(cycle: int, since: int) -> int | None:
        return 3 + 2 * (since >= 10)

    def patchy(cycle: int, since: int) -> int | None:
        return None if since in (3, 7, 12) else full(cycle, since)

    state = wear_off(a_logbook(7, 15, patchy))
    assert found(a_logbook(7, 15, patchy)) == found(a_logbook(7, 15, full))
    days = [[since for since, _ in run] for run in state.lines[0].runs]
    assert days == [[0, 1, 2], [4, 5, 6], [8, 9, 10, 11], [13, 14]]
    assert [[since for since, _ in run] for run in state.median] == days
    assert {severity for run in state.median for _, severity in run} == {3, 5}


ANY_SCORES = st.lists(st.lists(st.integers(0, 5), min_size=12, max_size=12), min_size=6, max_size=9)


@given(ANY_SCORES, st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_a_constant_changes_nothing(scores: list[list[int]], more: int) -> None:
    before = found(a_logbook(len(scores), 12, lambda cycle, since: scores[cycle][since]))
    after = found(a_logbook(len(scores), 12, lambda cycle, since: scores[cycle][since] + more))
    assert (after.median, after.low, after.high) == pytest.approx(
        (before.median, before.low, before.high)
    )


@given(ANY_SCORES)
@settings(max_examples=25, deadline=None)
def test_mirrored_severity_flips_the_sign(scores: list[list[int]]) -> None:
    before = found(a_logbook(len(scores), 12, lambda cycle, since: scores[cycle][since]))
    after = found(a_logbook(len(scores), 12, lambda cycle, since: 10 - scores[cycle][since]))
    assert (after.median, after.low, after.high) == pytest.approx(
        (-before.median, -before.high, -before.low)
    )


@given(ANY_SCORES, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_entry_does_not_matter(scores: list[list[int]], chance: Random) -> None:
    held = a_logbook(len(scores), 12, lambda cycle, since: scores[cycle][since])
    mixed = replace(
        held,
        symptoms=tuple(chance.sample(held.symptoms, len(held.symptoms))),
        injections=tuple(chance.sample(held.injections, len(held.injections))),
    )
    assert wear_off(mixed) == wear_off(held)


@given(st.floats(-0.2, 0.2), st.lists(st.integers(9, 60), min_size=6, max_size=12))
@settings(max_examples=40)
def test_a_trend_that_is_a_straight_line_is_no_wear_off(slope: float, lengths: list[int]) -> None:
    """Whatever the cycles' lengths, and whichever days are missing."""
    ends = [START + sum(lengths[:place]) * DAY for place in range(len(lengths) + 1)]
    scores = {
        START + number * DAY: 5 + slope * number
        for number in range(sum(lengths))
        if number % 7 != 3
    }
    found = [thirds_of(Cycle(a, b), scores) for a, b in pairwise(ends)]
    complete = [thirds for thirds in found if thirds]
    assume(len(complete) > 1)  # one alone knows no trend
    assert differences(complete) == pytest.approx([0] * len(complete), abs=1e-9)


def test_recovery_does_not_hide_a_rise_within_the_cycles() -> None:
    """Severity falls by 1 from cycle to cycle, and rises by 2 in each last third."""
    state = a_logbook(8, 30, lambda cycle, since: 8 - cycle + 2 * (since >= 20))
    assert found(state).median == pytest.approx(2 + 1 / 3)  # a step down at each injection


def test_only_the_patients_own_scores_of_the_day_count_up_to_today() -> None:
    held = a_logbook(6, 12, lambda cycle, since: since // 4)
    wrong = [
        a_symptom_entry(START + since * DAY, 9, observer=observer, recall=recall)
        for since in range(8, 12)
        for observer, recall in ((Observer.OTHER, Recall.DAY), (Observer.SELF, Recall.WEEK))
    ]
    assert wear_off(replace(held, symptoms=(*held.symptoms, *wrong))) == wear_off(held)
    assert wear_off(held, START + 71 * DAY).cycles == 5


def of_two(scored: Callable[[int, int], dict[str, int]]) -> Facts:
    """Return six cycles of 12 days with two symptoms followed."""
    said = [
        SymptomEntry(START + (number * 12 + since) * DAY, scores)
        for number in range(6)
        for since in range(12)
        if (scores := scored(number, since))
    ]
    given_on = [START + number * 12 * DAY for number in range(7)]
    return facts(FOLLOWS, *injections(*given_on), *said)


def test_all_symptoms_are_the_mean_of_their_differences() -> None:
    held = of_two(lambda cycle, since: {"fatigue": since // 4, "tingling": 3 * (since // 4)})
    assert found(held).median == 2
    assert wear_off(held, symptom="tingling").estimate == Estimate(3, 3, 3, 6)


def test_a_symptom_scored_on_some_days_only_is_no_change() -> None:
    """A steady 8 that is scored in the last thirds alone does not pass for a rise."""
    held = of_two(lambda cycle, since: {"fatigue": 2, **({"tingling": 8} if since >= 8 else {})})
    state = wear_off(held)
    assert state.estimate == Estimate(0, 0, 0, 6)
    assert {severity for run in state.median for _, severity in run} == {2}
    assert wear_off(held, symptom="tingling").too_few_days == 6


def test_of_two_symptoms_a_day_with_one_of_them_is_a_gap_in_the_chart() -> None:
    held = of_two(lambda cycle, since: {"fatigue": 2, **({"tingling": 8} if since != 5 else {})})
    assert [len(run) for run in wear_off(held).median] == [5, 6]


def test_without_symptoms_chosen_all_that_were_scored_count() -> None:
    held = of_two(lambda cycle, since: {"fatigue": 2, "tingling": 5})
    assert wear_off(replace(held, patient=Patient())).symptoms == ("fatigue", "tingling")


def of_two_rhythms(monthly: int, closer: int) -> tuple[Fact, ...]:
    """Return complete cycles of 30 days, then of 15, with a rise in every last third."""
    changed = START + monthly * 30 * DAY
    plan = a_plan(a_phase("30 days", START), a_phase("15 days", changed))
    starts = [START + number * 30 * DAY for number in range(monthly)]
    starts += [changed + number * 15 * DAY for number in range(closer + 1)]
    said = []
    for start, end in pairwise(starts):
        length = (end - start).days
        for since in range(length):
            said.append(a_symptom_entry(start + since * DAY, 2 + (3 * since >= 2 * length)))
    return (plan, *injections(*starts), *said)


@pytest.mark.parametrize(
    ("monthly", "closer", "shown", "offered"),
    [
        (7, 8, ["15 days"], [8, 7, 15]),
        (8, 7, ["30 days"], [8, 7, 15]),
        (4, 3, ["30 days", "15 days"], [4, 3, 7]),
        (6, 0, ["30 days"], [6]),
    ],
)
def test_different_intervals_are_kept_apart_or_scaled(
    monthly: int, closer: int, shown: list[str], offered: list[int]
) -> None:
    state = wear_off(facts(*of_two_rhythms(monthly, closer)))
    assert list(state.rhythm.intervals) == [every(rhythm) for rhythm in shown]
    assert [one.complete for one in state.rhythms] == offered
    assert len(state.lines) == state.rhythm.complete
    assert state.estimate
    assert state.estimate.median == pytest.approx(1, abs=0.1)


def test_scaled_cycles_have_one_length() -> None:
    state = wear_off(facts(*of_two_rhythms(4, 3)))
    assert state.rhythm.is_scaled
    assert state.days == 30
    assert {line.days for line in state.lines} == {30}
    last = [line.runs[-1][-1][0] for line in state.lines]
    assert last == [29] * 4 + [28] * 3


def test_a_rhythm_can_be_chosen_and_one_that_is_gone_is_not_shown() -> None:
    held = facts(*of_two_rhythms(7, 8))
    state = wear_off(held, intervals=(every("30 days"),))
    assert (state.rhythm.complete, state.days, state.rhythm.is_scaled) == (7, 30, False)
    turned = wear_off(held, intervals=(every("30 days"), every("15 days")))
    assert (turned.rhythm.complete, turned.rhythm.is_scaled) == (15, True)
    gone = wear_off(held, first=START + 7 * 30 * DAY, intervals=(every("30 days"),))
    assert (gone.rhythm.complete, gone.days) == (8, 15)


def test_weekly_cycles_do_not_stand_in_the_way_of_longer_ones() -> None:
    weekly = a_plan(a_phase("7 days", START, doses=4), a_phase("30 days"))
    starts = [START + number * 7 * DAY for number in range(4)]
    starts += [starts[-1] + number * 30 * DAY for number in range(1, 4)]
    said = [a_symptom_entry(START + number * DAY) for number in range(120)]
    state = wear_off(facts(weekly, *injections(*starts), *said))
    assert [one.intervals for one in state.rhythms] == [(every("30 days"),)]
    assert (state.cycles, state.too_short, state.missing) == (3, 0, 3)


def test_one_long_gap_does_not_press_the_others_together() -> None:
    starts = [START + number * 20 * DAY for number in range(8)] + [START + 300 * DAY]
    said = [a_symptom_entry(START + number * DAY) for number in range(300)]
    state = wear_off(facts(*injections(*starts), *said))
    assert (len(state.lines), state.days, state.last_day, state.longer) == (8, 20, 30, 1)
    assert max(since for run in state.median for since, _ in run) == 19


def test_the_median_ends_where_a_typical_cycle_does() -> None:
    """Beyond it three late injections would stand for all eight."""
    lengths = [20] * 5 + [40] * 3
    starts = [START + sum(lengths[:place]) * DAY for place in range(9)]
    said = [a_symptom_entry(START + number * DAY) for number in range(220)]
    state = wear_off(facts(*injections(*starts), *said))
    assert (len(state.lines), state.days, state.last_day) == (8, 20, 30)
    assert [since for run in state.median for since, _ in run] == list(range(21))


def test_the_median_stands_on_three_cycles() -> None:
    def scored(cycle: int, since: int) -> int | None:
        return cycle if since % 2 or cycle < 2 else None

    state = wear_off(a_logbook(6, 18, scored))
    assert [point for run in state.median for point in run][:2] == [(1, 2.5), (3, 2.5)]


def test_approximate_dates_are_counted() -> None:
    held = a_logbook(6, 12, lambda cycle, since: 3)
    about = replace(held.injections[3], about=True)
    held = replace(held, injections=(*held.injections[:3], about, *held.injections[4:]))
    assert (wear_off(held).about, wear_off(held).missing) == (2, 2)


def test_an_empty_logbook() -> None:
    state = wear_off(Facts())
    assert (state.cycles, state.rhythm, state.missing) == (0, Rhythm((), 0), 6)
    assert wear_off(facts(an_injection("2026-01-05"))).cycles == 0
