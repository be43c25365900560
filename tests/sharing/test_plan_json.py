"""The plan made whole as JSON: lossless, read as documented, and nothing taken that cannot be."""

import copy
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Reason, Skip
from b12tracker.domain.judgement import judge
from b12tracker.domain.plain import FIRST_YEAR, LAST_YEAR
from b12tracker.domain.plan import Anchor, Open, Plan, Unit, Weekday
from b12tracker.sharing.logbook_json import SharingError, logbook_from_json, logbook_to_json
from b12tracker.storage.logbook import Logbook
from tests.builders import (
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    an_id,
    an_injection,
    day,
    days,
    facts,
    unrecorded,
    whole_phases,
)

EXAMPLE = json.loads((Path(__file__).parent / "example.json").read_text(encoding="utf-8"))

Document = dict[str, Any]


def taken(document: object) -> Facts:
    return logbook_from_json(json.dumps(document), assets.catalogue())


def round_trip(kept: Facts) -> Facts:
    return logbook_from_json(logbook_to_json(kept), assets.catalogue())


def written(kept: Facts) -> Document:
    document: Document = json.loads(logbook_to_json(kept))
    return document


def with_phase(**fields: object) -> Document:
    """Return a logbook with one phase, some of its keys changed; None leaves a key out."""
    phase = {"first_dose": "2026-01-05", "every": {"n": 1, "unit": "week"}} | fields
    said = {key: value for key, value in phase.items() if value is not None}
    return {"format": "b12tracker-logbook", "version": 1, "plans": [{"phases": [said]}]}


def holding(**lists: object) -> Document:
    return {"format": "b12tracker-logbook", "version": 1, **lists}


# Lossless

DATES = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
TEXTS = st.text(max_size=20) | st.sampled_from(["=1+1", "“”\u2028", "a\x00b", "💉", "\r\n"])
IDS = st.uuids(version=4).map(str)
REASONS = st.sampled_from(Reason)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[date, date]:
    first, last = sorted(draw(st.lists(DATES, min_size=2, max_size=2)))
    return first, last


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    start, end = draw(stretches())
    return Pause(start, draw(st.sampled_from([None, end])), draw(REASONS), draw(TEXTS), draw(IDS))


@st.composite
def assigned(draw: st.DrawFn) -> Injection:
    top_up = draw(st.booleans())
    counts_for = None if top_up else draw(st.none() | DATES)
    return Injection(draw(DATES), top_up=top_up, counts_for=counts_for, id=draw(IDS))


@st.composite
def phased_plans(draw: st.DrawFn) -> Plan:
    start = draw(st.dates(date(FIRST_YEAR, 1, 1), date(2150, 1, 1)))
    phases = []
    for place in range(draw(st.integers(1, 3))):
        dated = place == 0 or draw(st.booleans())
        phase = replace(draw(whole_phases(start if dated else None)), id=draw(IDS))
        if phase.is_open:
            phase = replace(phase, open=draw(st.sampled_from(Open)))
        phases.append(replace(phase, name=draw(TEXTS), goal=draw(TEXTS)))
        start += timedelta(days=draw(st.integers(1, 2000)))
    return Plan(tuple(phases), id=draw(IDS))


def some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


LOGBOOKS = st.builds(
    Facts,
    plans=some(phased_plans()),
    injections=some(assigned()),
    pauses=some(pauses()),
    not_recorded=some(st.builds(lambda days, one: NotRecorded(*days, id=one), stretches(), IDS)),
    skips=some(st.builds(Skip, DATES, REASONS, TEXTS, IDS)),
    moves=some(st.builds(Move, DATES, DATES, st.booleans(), IDS)),
)


@given(LOGBOOKS)
@settings(max_examples=100, deadline=None)
def test_every_plan_and_all_that_breaks_it_comes_back_as_it_was(kept: Facts) -> None:
    assert round_trip(kept) == kept
    assert logbook_to_json(round_trip(kept)) == logbook_to_json(kept)


@given(kept=LOGBOOKS)
@settings(max_examples=8, deadline=None)
def test_and_through_the_file_too(tmp_path_factory: pytest.TempPathFactory, kept: Facts) -> None:
    path = tmp_path_factory.mktemp("any") / "logbook.sqlite"
    logbook = Logbook.create(path, "this-copy", holding=kept.entries)
    try:
        assert logbook.facts() == kept
        assert round_trip(logbook.facts()) == kept
    finally:
        logbook.close()


# The documented example


def example() -> Document:
    """Return the documented example without what this version does not honour."""
    document = copy.deepcopy(EXAMPLE)
    document["plans"][0]["phases"][1]["id"] = an_id(1)
    document["lab_checks"][0]["phase"] = an_id(1)
    return document


def test_the_documented_example_is_read() -> None:
    kept = taken(example())
    repletion, maintenance = kept.plans[0].phases
    assert (repletion.doses, repletion.anchor) == (6, Anchor.FIXED)
    assert maintenance.follows
    assert maintenance.open is Open.UNTIL_REVIEWED
    pause = kept.pauses[0]
    assert (pause.start, pause.end) == tuple(days("2026-05-01", "2026-05-31"))
    assert pause.reason is Reason.TOLD_TO_PAUSE
    blank = kept.not_recorded[0]
    assert (blank.start, blank.end) == tuple(days("2025-01-01", "2025-06-30"))
    assert (kept.skips[0].planned, kept.skips[0].reason) == (
        day("2026-07-09"),
        Reason.NO_APPOINTMENT,
    )
    move = kept.moves[0]
    assert (move.planned, move.to, move.later_too) == (*days("2026-08-09", "2026-08-13"), False)
    assert (kept.injections[0].top_up, kept.injections[0].counts_for) == (False, None)


def test_the_documented_example_is_judged_by_what_it_says() -> None:
    judgement = judge(taken(example()), day("2026-10-20"))
    by_date = {str(dose.planned): str(dose.status) for dose in judgement.doses}
    assert by_date["2026-01-05"] == "on_time"
    assert by_date["2026-05-09"] == "paused"
    assert by_date["2026-07-09"] == "skipped"
    assert "2026-08-09" not in by_date
    assert by_date["2026-08-13"] == "missed"
    assert by_date["2026-09-09"] == "missed"


def test_the_documented_example_comes_back_as_it_was() -> None:
    kept = taken(example())
    assert round_trip(kept) == kept


def test_keys_that_hold_nothing_may_be_left_out() -> None:
    bare = holding(
        pauses=[{"start": "2026-05-01"}],
        skips=[{"planned": "2026-07-09", "reason": "other"}],
        moves=[{"planned": "2026-08-09", "to": "2026-08-13"}],
        not_recorded=[{"start": "2025-01-01", "end": "2025-06-30"}],
        injections=[{"given_on": "2026-01-05"}],
    )
    kept = taken(bare)
    assert kept.pauses[0].end is None
    assert kept.skips[0].note == ""
    assert kept.moves[0].later_too is False
    assert (kept.injections[0].top_up, kept.injections[0].counts_for) == (False, None)


# How it is written


def test_the_names_of_what_is_written() -> None:
    document = written(
        facts(
            a_plan(
                a_phase("mon wed fri", "2026-01-05", days=14),
                a_phase("2-3 months", last_day="2027-01-01"),
                a_phase("1 month", anchor=Anchor.HYBRID, open=Open.FOR_LIFE),
            ),
            an_injection("2026-01-05", counts_for=day("2026-01-07")),
            an_injection("2026-01-06", top_up=True),
            a_pause("2026-02-01"),
            unrecorded("2025-01-01", "2025-02-01"),
            a_skip("2026-01-09", Reason.DID_NOT_WANT),
            a_move("2026-01-12", "2026-01-13", later_too=True),
        )
    )
    weekdays, ranged, hybrid = document["plans"][0]["phases"]
    assert weekdays["every"] == {"weekdays": ["mon", "wed", "fri"]}
    assert (weekdays["days"], weekdays["first_dose"]) == (14, "2026-01-05")
    assert not {"doses", "last_day", "open", "follows"} & weekdays.keys()
    assert ranged["every"] == {"n": 2, "unit": "month", "n_max": 3}
    assert (ranged["last_day"], ranged["follows"], ranged["anchor"]) == (
        "2027-01-01",
        True,
        "last_injection",
    )
    assert hybrid["every"] == {"n": 1, "unit": "month"}
    assert (hybrid["open"], hybrid["anchor"]) == ("for_life", "hybrid")
    counted, marked = document["injections"]
    assert (counted["counts_for"], counted["top_up"]) == ("2026-01-07", False)
    assert (marked["counts_for"], marked["top_up"]) == (None, True)

    def said(kind: str) -> dict[str, object]:
        (only,) = document[kind]
        assert only.pop("id")
        return dict(only)

    assert said("pauses") == {
        "start": "2026-02-01", "end": None, "reason": "told_to_pause", "note": "",
    }  # fmt: skip
    assert said("not_recorded") == {"start": "2025-01-01", "end": "2025-02-01"}
    assert said("skips") == {"planned": "2026-01-09", "reason": "did_not_want", "note": ""}
    assert said("moves") == {"planned": "2026-01-12", "to": "2026-01-13", "later_too": True}


def test_weekdays_are_read_in_any_order() -> None:
    every = taken(with_phase(every={"weekdays": ["fri", "mon"]})).plans[0].phases[0].every
    assert every.weekdays == (Weekday.MONDAY, Weekday.FRIDAY)


def test_a_range_is_read() -> None:
    phase = with_phase(every={"n": 2, "unit": "month", "n_max": 3}, anchor="last_injection")
    every = taken(phase).plans[0].phases[0].every
    assert (every.n, every.n_max, every.unit) == (2, 3, Unit.MONTH)


# What is refused, with the place named


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (with_phase(doses=3, days=14), "one way"),
        (with_phase(days=14, open="for_life"), "days.*open"),
        (with_phase(last_day="2026-02-01", open="until_reviewed"), "last_day.*open"),
        (with_phase(last_day="2026-01-04"), "before its first dose"),
        (with_phase(follows=True), "first_dose.*follows"),
        (with_phase(first_dose=None), "first_dose.*follows"),
        (with_phase(every={"weekdays": ["monday"]}), "monday"),
        (with_phase(every={"weekdays": ["mon"], "n": 2, "unit": "week"}), "not both"),
        (with_phase(every={"n": 2, "unit": "month", "n_max": 2}), "longer"),
        (with_phase(every={"n": 2, "unit": "month", "n_max": 13}, anchor="last_injection"), "year"),
        (with_phase(every={"n": 2, "unit": "month", "n_max": 3}), "last injection"),
        (with_phase(every={"weekdays": ["mon"]}, anchor="hybrid"), "fixed"),
        (with_phase(every={"n": 2}), "unit"),
        (with_phase(every={}), "n"),
        (with_phase(anchor="grid"), "grid"),
        (holding(pauses=[{"start": "2026-05-02", "end": "2026-05-01"}]), r"pauses\[0\]"),
        (holding(pauses=[{"end": "2026-05-01"}]), r"pauses\[0\].*start"),
        (holding(pauses=[{"start": "2026-05-01", "reason": "holiday"}]), "holiday"),
        (holding(not_recorded=[{"start": "2026-05-01"}]), r"not_recorded\[0\].*end"),
        (holding(skips=[{"planned": "2026-05-01"}]), r"skips\[0\].*reason"),
        (holding(skips=[{"planned": "2026-05-01", "reason": "away", "why": "sea"}]), "why"),
        (holding(moves=[{"planned": "2026-05-01"}]), r"moves\[0\].*to"),
        (holding(moves=[{"planned": "2026-05-01", "to": "2026-02-30"}]), "2026-02-30"),
        (
            holding(moves=[{"planned": "2026-05-01", "to": "2026-05-02", "later_too": 1}]),
            "later_too",
        ),
        (
            holding(
                injections=[{"given_on": "2026-05-01", "top_up": True, "counts_for": "2026-05-01"}]
            ),
            "not both",
        ),
        (holding(injections=[{"given_on": "2026-05-01", "box": "b"}]), "is not an id"),
        (holding(surprises=[{}]), "surprises"),
    ],
)
def test_what_cannot_be_honoured_is_refused_by_name(document: Document, says: str) -> None:
    with pytest.raises(SharingError, match=says) as caught:
        taken(document)
    assert "\n" not in str(caught.value)


def test_an_id_that_stands_twice_is_refused_across_kinds() -> None:
    one_id = "00000000-0000-4000-8000-000000000001"
    document = holding(
        pauses=[{"start": "2026-05-01", "id": one_id}],
        moves=[{"planned": "2026-05-01", "to": "2026-05-02", "id": one_id}],
    )
    with pytest.raises(SharingError, match="twice"):
        taken(document)
