"""Copies of one logbook that go apart: each takes its own writes through a real ``Logbook``."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

from hypothesis import strategies as st
from sqlite_utils.db import Database

from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.storage.kept import Snapshot, Unit, owners, units
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.merge import Choice, Merge, merge
from b12tracker.storage.readiness import bring_up_to_date
from tests.builders import (
    a_box,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
)

NOTES = st.sampled_from(["", "a", "b"])
DAYS = st.sampled_from(["2026-01-05", "2026-01-12"])
PHASE_IDS = {100: (110, 111, 112), 101: (120, 121)}


@st.composite
def plans(draw: st.DrawFn) -> Fact:
    """Draw a plan with some of its phases, in any order."""
    number = draw(st.sampled_from(list(PHASE_IDS)))
    ids = draw(st.lists(st.sampled_from(PHASE_IDS[number]), unique=True, max_size=3))
    return a_plan(
        *(
            a_phase(first_dose=None if place else "2026-01-05", name=draw(NOTES), id=an_id(each))
            for place, each in enumerate(ids)
        ),
        prescriber=draw(NOTES),
        id=an_id(number),
    )


FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(Patient, name=NOTES),
    plans(),
    plans(),
    st.builds(
        an_injection,
        DAYS,
        note=NOTES,
        box=st.sampled_from([None, an_id(40)]),
        id=st.integers(1, 4).map(an_id),
    ),
    st.builds(a_symptom_entry, DAYS, st.integers(4, 5), id=st.integers(20, 21).map(an_id)),
    st.builds(a_box, st.integers(5, 6), id=st.just(an_id(40))),
    st.builds(
        LabCheck,
        st.sampled_from([an_id(110), an_id(120)]),
        st.just(("mma",)),
        st.integers(0, 1),
        id=st.just(an_id(50)),
    ),
)
"""Few facts with few contents, so that copies often change the same one, and often alike."""

OWN = {60: "own-a", 61: "own-a", 62: "own-b"}
KEYS = st.sampled_from(["own-a", "own-b", "fatigue"])
SCORES = st.dictionaries(KEYS, st.integers(4, 5), min_size=1)
NAMING: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        lambda number, name: OwnSymptom(OWN[number], name, an_id(number)),
        st.sampled_from(list(OWN)),
        st.sampled_from(["x", "y"]),
    ),
    st.builds(Patient, follows=st.lists(KEYS, unique=True).map(tuple)),
    st.builds(
        lambda scores, number: a_symptom_entry(scores=scores, id=an_id(number)),
        SCORES,
        st.integers(20, 21),
    ),
)
"""Own symptoms whose keys collide, and what names them."""

Write = tuple[str, Fact]
"""``put`` or ``remove``, or ``reopen``, which needs no fact."""


def writes(of: st.SearchStrategy[Fact]) -> st.SearchStrategy[list[Write]]:
    """Draw what somebody does in a logbook."""
    kinds = st.sampled_from(["put", "put", "put", "remove", "reopen"])
    return st.lists(st.tuples(kinds, of), max_size=8)


WRITES = writes(FACTS)


@cache
def _empty() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None)
    bring_up_to_date(Database(made))
    return made


def a_logbook(like: Logbook | None = None) -> Logbook:
    """Return a logbook in memory: a copy of another one as it is now, or an empty one."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    (like._db.conn if like else _empty()).backup(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    return Logbook(Path("in memory"), connection)


def do(logbook: Logbook, writes: Iterable[Write]) -> None:
    """Write as somebody does in the window."""
    for how, fact in writes:
        if how == "put":
            logbook.write(put=[fact])
        elif how == "reopen":
            logbook._copy, logbook._given = str(uuid4()), {}
        elif logbook.find(fact):
            logbook.write(remove=[fact])


@dataclass(frozen=True)
class History:
    """What was written before the copies went apart, and to each of them after."""

    before: list[Write]
    after: Sequence[list[Write]]
    one_session: bool

    def copies(self) -> list[Logbook]:
        """Return the copies as they are when they meet again."""
        first = a_logbook()
        do(first, self.before)
        copies = [a_logbook(first) for _ in self.after]
        for copy, writes in zip(copies, self.after, strict=True):
            if self.one_session:  # as after a file was brought back under an open window
                copy._copy = first._copy
            do(copy, writes)
        return copies


def histories(copies: int = 2, of: st.SearchStrategy[Fact] = FACTS) -> st.SearchStrategy[History]:
    """Draw how copies went apart."""
    each = writes(of)
    return st.builds(
        History, each, st.tuples(*([each] * copies)), st.sampled_from([False, False, True])
    )


def any_histories(copies: int = 2) -> st.SearchStrategy[History]:
    """Draw how copies went apart, sometimes with own keys that collide."""
    return histories(copies) | histories(copies, NAMING)


def take(logbook: Logbook, other: Snapshot, decide: "Decide", session: str = "merge") -> Merge:
    """Merge another copy into a logbook, and return what was done."""
    mine = logbook.snapshot()
    first = merge(mine, other, session)
    done = merge(mine, other, session, decide(first))
    logbook.swap(done.before, done.after)
    return done


class Decide:
    """How conflicts are decided."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __call__(self, found: Merge) -> dict[str, Choice]:
        """Return decisions that are the same whichever of two copies is here."""
        if self._kind == "not":
            return {}
        return {
            one.id: Choice.MINE if repr(one.mine) > repr(one.theirs) else Choice.THEIRS
            for one in found.conflicts
        }


NOT, BY_CONTENT = Decide("not"), Decide("by content")


def content(snapshot: Snapshot) -> dict[str, Unit]:
    """Return everything a copy knows, fact by fact, deletions included."""
    return units(snapshot, owners(snapshot))


def but(snapshot: Snapshot, without: frozenset[str], *also: Snapshot) -> dict[str, object]:
    """Return the rows of all facts but some."""
    of = owners(snapshot, *also)
    return {
        row_id: kept for row_id, kept in snapshot.items() if of.get(row_id, row_id) not in without
    }
