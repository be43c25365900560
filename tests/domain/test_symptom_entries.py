"""The entries so far: one per date, observer and recall; what came before, and what is worse."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.symptom_entries import DAILY, EntriesSoFar, Kind, kind_of
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry
from tests.builders import a_symptom_entry, an_id, day

KINDS = list(product(Observer, Recall))
START = date(2026, 11, 1)

ENTRIES = st.lists(
    st.builds(
        lambda number, kind, scores: SymptomEntry(START + timedelta(days=number), scores, *kind),
        st.integers(0, 20),
        st.sampled_from(KINDS),
        st.dictionaries(st.sampled_from(["gait", "vision"]), st.integers(0, 10), min_size=1),
    ),
    max_size=30,
).map(tuple)
DAYS = st.integers(0, 20).map(lambda number: START + timedelta(days=number))


@given(ENTRIES, DAYS, st.sampled_from(KINDS))
def test_what_is_found_is_of_the_date_and_kind(
    entries: tuple[SymptomEntry, ...], on: date, kind: Kind
) -> None:
    so_far = EntriesSoFar(entries)
    found, before = so_far.logged_already(on, kind), so_far.before(on, kind)
    alike = [entry for entry in entries if kind_of(entry) == kind]
    assert (found is None) == (on not in {entry.on for entry in alike})
    assert found is None or (found.on, kind_of(found)) == (on, kind)
    earlier = [entry.on for entry in alike if entry.on < on]
    assert (before.on if before else None) == max(earlier, default=None)


@given(ENTRIES, DAYS, st.sampled_from(KINDS), st.integers(0, 10))
def test_worse_is_above_the_last_score_however_long_ago(
    entries: tuple[SymptomEntry, ...], on: date, kind: Kind, severity: int
) -> None:
    scored = [
        (entry.on, entry.id, entry.scores["gait"])
        for entry in entries
        if kind_of(entry) == kind and entry.on < on and "gait" in entry.scores
    ]
    last = max(scored)[2] if scored else 0
    worse = EntriesSoFar(entries).new_or_worse(on, kind, {"gait": severity})
    assert worse == (["gait"] if severity > last else [])


@given(ENTRIES, DAYS)
def test_another_kind_says_nothing_about_this_one(
    entries: tuple[SymptomEntry, ...], on: date
) -> None:
    mine = tuple(entry for entry in entries if kind_of(entry) == DAILY)
    for ask in (EntriesSoFar.logged_already, EntriesSoFar.before):
        assert ask(EntriesSoFar(entries), on, DAILY) == ask(EntriesSoFar(mine), on, DAILY)


def test_the_entry_to_change_is_not_in_its_own_way() -> None:
    mine, other = a_symptom_entry("2026-11-21"), a_symptom_entry("2026-11-22", fatigue=2)
    so_far = EntriesSoFar((mine, other), mine)
    assert so_far.logged_already(mine.on, DAILY) is None
    assert so_far.logged_already(other.on, DAILY) == other
    assert so_far.before(day("2026-11-22"), DAILY) is None


@pytest.mark.parametrize(("severity", "told"), [(5, False), (6, False), (7, True)])
def test_what_the_entry_to_change_said_before_is_not_new(severity: int, told: bool) -> None:
    mine = a_symptom_entry("2026-11-21", fatigue=6)
    worse = EntriesSoFar((mine,), mine).new_or_worse(mine.on, DAILY, {"fatigue": severity})
    assert worse == (["fatigue"] if told else [])


def test_of_two_that_a_file_brought_either_can_be_changed() -> None:
    one, two = (a_symptom_entry("2026-11-21", id=an_id(number)) for number in (1, 2))
    assert EntriesSoFar((one, two)).logged_already(one.on, DAILY) == one
    assert EntriesSoFar((one, two), two).logged_already(two.on, DAILY) is None
    assert EntriesSoFar((one, two), one).logged_already(one.on, DAILY) is None


@pytest.mark.parametrize(("recall", "days"), [(Recall.DAY, 1), (Recall.WEEK, 7)])
def test_how_many_days_a_score_speaks_of(recall: Recall, days: int) -> None:
    assert recall.days == days
