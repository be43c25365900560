"""Laws of merging: nothing is lost, the order does not matter, twice is once, and undo is exact."""

import os
from itertools import combinations, permutations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from b12tracker.domain.facts import Fact
from b12tracker.domain.judgement import judge
from b12tracker.storage.kept import Snapshot
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.merge import are_copies, merge
from b12tracker.storage.versions import Order, compare
from tests.builders import day
from tests.storage.copies_apart import (
    BY_CONTENT,
    NOT,
    WRITES,
    Decide,
    History,
    Write,
    a_logbook,
    any_histories,
    but,
    content,
    do,
    histories,
    take,
)

laws = settings(
    max_examples=int(os.environ.get("MERGE_EXAMPLES", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""A few in the suite; ``MERGE_EXAMPLES=2000`` tries them hard."""

DECISIONS = st.sampled_from([NOT, BY_CONTENT])


@laws
@given(any_histories(1))
def test_a_copy_merged_with_itself_changes_nothing(history: History) -> None:
    (copy,) = history.copies()
    kept = copy.snapshot()
    done = merge(kept, kept, "merge")
    assert (done.before, done.after, done.conflicts, done.taken) == ({}, {}, (), 0)
    assert {fact.id: fact for fact in done.same} == said(copy)


@laws
@given(any_histories(), DECISIONS)
def test_merging_twice_changes_nothing_more(history: History, decide: Decide) -> None:
    one, other = history.copies()
    first = take(one, other.snapshot(), decide)
    once = one.snapshot()
    again = take(one, other.snapshot(), NOT, "later")
    assert one.snapshot() == once
    assert (again.after, again.taken) == ({}, 0)
    assert again.undecided == first.undecided, "what was left is offered again"


@laws
@given(any_histories(), DECISIONS)
def test_it_does_not_matter_which_copy_takes_the_other(history: History, decide: Decide) -> None:
    one, other = history.copies()
    before = one.snapshot(), other.snapshot()
    here, there = take(one, before[1], decide), take(other, before[0], decide)
    assert here.undecided == there.undecided
    assert {(c.id, repr(c.mine), repr(c.theirs)) for c in here.conflicts} == {
        (c.id, repr(c.theirs), repr(c.mine)) for c in there.conflicts
    }
    left = here.undecided
    assert but(one.snapshot(), left, *before) == but(other.snapshot(), left, *before)


@laws
@given(histories(3))
def test_without_conflicts_three_copies_are_merged_in_any_order(history: History) -> None:
    kept = [copy.snapshot() for copy in history.copies()]
    assume(not any(merge(*pair, "merge").conflicts for pair in combinations(kept, 2)))
    ends = []
    for first, *others in permutations(kept):
        whole = first
        for other in others:
            whole = applied(whole, other)
        ends.append(whole)
    ends.append(applied(applied(kept[0], kept[1]), applied(kept[0], kept[2])))
    assert all(end == ends[0] for end in ends)


def applied(mine: Snapshot, theirs: Snapshot) -> Snapshot:
    done = merge(mine, theirs, "merge")
    assert not done.conflicts
    kept = {**mine, **done.after}
    return {row_id: each for row_id, each in kept.items() if each is not None}


@laws
@given(any_histories(3), st.permutations([(a, b) for a in range(3) for b in range(3) if a != b]))
def test_three_copies_that_go_on_meeting_come_to_the_same(
    history: History, meetings: list[tuple[int, int]]
) -> None:
    copies = history.copies()
    for round_ in range(8):
        for here, there in meetings:
            name = f"merge {round_} {here} {there}"
            take(copies[here], copies[there].snapshot(), BY_CONTENT, name)
    kept = [copy.snapshot() for copy in copies]
    assert kept[0] == kept[1] == kept[2]


@laws
@given(histories(), DECISIONS)
def test_nothing_is_lost(history: History, decide: Decide) -> None:
    """What either copy said is there, was known to what stands there, or was shown."""
    one, other = history.copies()
    sides = content(one.snapshot()), content(other.snapshot())
    done = take(one, other.snapshot(), decide)
    after = content(one.snapshot())
    shown = {conflict.id: (conflict.mine, conflict.theirs) for conflict in done.conflicts}
    for place, side in enumerate(sides):
        for fact_id, said in side.items():
            if said.fact is None:
                continue
            now = after[fact_id]
            there = now.fact == said.fact
            known = compare(now.version, said.version) is Order.NEWER
            assert there or known or shown[fact_id][place] == said.fact
            assert there or known or fact_id in done.undecided


@laws
@given(histories(), DECISIONS)
def test_a_plan_is_taken_whole_or_not_at_all(history: History, decide: Decide) -> None:
    one, other = history.copies()
    before = one.facts().plans, other.facts().plans
    take(one, other.snapshot(), decide)
    for plan in one.facts().plans:
        assert plan in before[0] or plan in before[1]


@laws
@given(any_histories(), DECISIONS)
def test_the_merged_logbook_is_sound_and_can_be_judged(history: History, decide: Decide) -> None:
    """A lab check may have lost its phase, an injection its box."""
    one, other = history.copies()
    take(one, other.snapshot(), decide)
    assert one.complaints() == []
    judge(one.facts(), day("2026-02-01"))


@laws
@given(histories(), DECISIONS)
def test_what_is_told_is_what_was_done(history: History, decide: Decide) -> None:
    one, other = history.copies()
    before = one.facts().by_id
    done = take(one, other.snapshot(), decide)
    after = one.facts().by_id
    stored = content(one.snapshot())
    assert all(
        (after[fact.id] == fact and fact.id not in before) or is_patient(fact) for fact in done.new
    )
    assert all(before[was.id] == was and after[now.id] == now for was, now in done.changed)
    assert all(
        (before[fact.id] == fact and fact.id not in stored) or stored[fact.id].fact is None
        for fact in done.deleted
    )
    assert len(set(before) ^ set(after)) == len([f for f in done.new if not is_patient(f)]) + len(
        [f for f in done.deleted if not is_patient(f)]
    )


def is_patient(fact: object) -> bool:
    return type(fact).__name__ == "Patient"


@laws
@given(any_histories(), DECISIONS)
def test_undo_brings_back_the_very_rows_and_redo_the_merge(
    history: History, decide: Decide
) -> None:
    one, other = history.copies()
    before = one.snapshot()
    done = take(one, other.snapshot(), decide)
    after = one.snapshot()
    one.swap(done.after, done.before)
    assert one.snapshot() == before
    again = merge(one.snapshot(), other.snapshot(), "later")
    assert again.taken == merge(before, other.snapshot(), "merge").taken
    one.swap(done.before, done.after)
    assert one.snapshot() == after


@laws
@given(histories(), DECISIONS, WRITES)
def test_undo_after_other_changes_were_undone_loses_nothing(
    history: History, decide: Decide, meanwhile: list[Write]
) -> None:
    """Each change since was undone, so that the entries say the same under versions that grew."""
    assume(not history.one_session)
    one, other = history.copies()
    before = said(one)
    done = take(one, other.snapshot(), decide)
    merged = said(one)
    do(one, meanwhile)
    now = said(one)
    one.write(
        remove=[fact for fact_id, fact in now.items() if fact_id not in merged],
        put=[fact for fact_id, fact in merged.items() if now.get(fact_id) != fact],
    )
    one.swap(done.after, done.before)
    assert said(one) == before
    again = merge(one.snapshot(), other.snapshot(), "later")
    offered = {fact.id for fact in again.new} | {now.id for _, now in again.changed}
    offered |= {fact.id for fact in again.deleted} | {each.id for each in again.conflicts}
    wanted = {fact.id for fact in done.new} | {now.id for _, now in done.changed}
    wanted |= {fact.id for fact in done.deleted}
    assert wanted <= offered


def said(logbook: Logbook) -> dict[str, Fact]:
    """Return every fact that is written down, by its id."""
    return {key: one.fact for key, one in content(logbook.snapshot()).items() if one.fact}


@laws
@given(any_histories())
def test_two_copies_are_known_by_what_they_share(history: History) -> None:
    one, other = history.copies()
    shared = {key for key in one.snapshot().keys() & other.snapshot().keys() if "b12b" not in key}
    assert are_copies(one.snapshot(), other.snapshot()) == bool(shared)
    assert not are_copies(one.snapshot(), a_logbook().snapshot())
