"""What the timeline draws: doses, other injections, symptoms and labs on one time axis."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.judgement import Status, judge
from b12tracker.domain.lab_story import LabTaste
from b12tracker.domain.labs import Comparator
from b12tracker.domain.markers import LabUnit, Marker, PublishedRange
from b12tracker.domain.symptoms import Observer, Recall, Symptom, SymptomEntry
from b12tracker.domain.timeline import PhaseBand, TimelineState, build_timeline
from tests import any_facts
from tests.builders import (
    Day,
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_injection,
    day,
    days,
    every,
    facts,
    injections,
)
from tests.domain.test_labs import B12, MMA

MCV = Marker("mcv", "Mean cell volume", "MCV", (LabUnit("fL", 1, "fL"),))
CATALOGUE = Catalogue(
    (Symptom("fatigue", "energy", "Tired"), Symptom("numbness", "nerves", "Numb feet")),
    (MCV, B12, MMA),
)


def timeline(today: Day, *entries: Fact) -> TimelineState:
    logbook = facts(*entries)
    return build_timeline(logbook, judge(logbook, day(today)), CATALOGUE)


def test_an_empty_logbook_draws_nothing() -> None:
    state = timeline("2026-01-05")
    assert state.is_empty
    assert state.first == state.today == day("2026-01-05")
    assert state.last >= state.today
    assert (state.phases, state.doses, state.extras, state.symptoms, state.labs) == ((),) * 5


def test_every_planned_dose_is_drawn_with_the_day_it_was_given() -> None:
    state = timeline("2026-01-20", a_plan(), *injections("2026-01-05", "2026-01-15"))
    assert [mark.planned for mark in state.doses[:3]] == days(
        "2026-01-05", "2026-01-12", "2026-01-19"
    )
    assert [mark.given for mark in state.doses[:3]] == [*days("2026-01-05", "2026-01-15"), None]
    assert [mark.dose.status for mark in state.doses[:3]] == [
        Status.ON_TIME,
        Status.LATE,
        Status.DUE,
    ]
    assert not state.is_empty


def test_other_injections_are_drawn_as_top_ups_or_before_the_plan() -> None:
    given = injections("2025-12-01", "2026-01-05", "2026-01-06", "2026-03-01")
    state = timeline("2026-01-07", a_plan(), *given)
    assert [(mark.on, mark.injection.id, mark.before_plan) for mark in state.extras] == [
        (day("2025-12-01"), given[0].id, True),
        (day("2026-01-06"), given[2].id, False),
    ]


def test_phases_are_bands_and_an_open_one_has_no_end() -> None:
    plan = a_plan(
        a_phase("1 week", "2026-01-05", name="Repletion"),
        a_phase("1 month", "2026-02-01", name="Maintenance"),
    )
    weekly, monthly = timeline("2026-01-05", plan).phases
    assert (weekly.name, weekly.every, weekly.first) == (
        "Repletion",
        every("1 week"),
        day("2026-01-05"),
    )
    assert monthly == PhaseBand("Maintenance", every("1 month"), day("2026-02-01"), None)


def test_of_two_phases_only_one_is_in_force_on_any_day() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"), a_phase("1 month", "2026-02-01"))
    weekly, monthly = timeline("2026-01-05", plan).phases
    assert weekly.last == day("2026-01-31")
    assert weekly.last < monthly.first


def test_the_axis_runs_from_the_first_entry_to_beyond_the_next_dose() -> None:
    plan = a_plan(a_phase("1 month", "2026-01-05"))
    given = an_injection("2026-01-05")
    assert timeline("2026-01-20", plan, given).first == day("2026-01-05")
    assert timeline("2026-01-20", plan, given).last > day("2026-02-05")
    assert timeline("2026-01-20", an_injection("2025-06-01"), plan).first == day("2025-06-01")
    assert timeline("2026-01-20", a_symptom_entry("2025-05-01"), plan).first == day("2025-05-01")
    assert timeline("2026-01-20", a_lab_result("2025-04-01"), plan).first == day("2025-04-01")
    assert timeline("2025-12-01", plan).first == day("2025-12-01")


def test_a_first_dose_given_early_lies_on_the_axis() -> None:
    state = timeline("2026-01-20", a_plan(), an_injection("2026-01-03"))
    assert state.doses[0].given == day("2026-01-03")
    assert state.first <= day("2026-01-03")


def test_symptoms_are_lines_the_followed_ones_first() -> None:
    state = timeline(
        "2026-01-31",
        Patient(follows=("numbness", "memory")),
        a_symptom_entry("2026-01-12", scores={"numbness": 4, "fatigue": 0, "own-1": 2}),
        a_symptom_entry("2026-01-05", scores={"numbness": 6}),
        a_symptom_entry("2026-02-05", scores={"numbness": 1, "memory": 5}),
    )
    assert [(line.key, line.name) for line in state.symptoms] == [
        ("numbness", "Numb feet"),
        ("fatigue", "Tired"),
        ("own-1", "own-1"),
    ]
    assert [(point.on, point.severity) for point in state.symptoms[0].series[0].points] == [
        (day("2026-01-05"), 6),
        (day("2026-01-12"), 4),
    ]
    assert [point.severity for point in state.symptoms[1].series[0].points] == [0]


def test_symptoms_not_followed_are_in_the_order_of_their_keys() -> None:
    state = timeline(
        "2026-01-31",
        a_symptom_entry("2026-01-05", scores={"numbness": 6}),
        a_symptom_entry("2026-01-31", scores={"fatigue": 2}),
    )
    assert [line.key for line in state.symptoms] == ["fatigue", "numbness"]


def test_a_result_of_today_is_drawn() -> None:
    assert timeline("2026-01-31", a_lab_result("2026-01-31")).labs


def test_labs_are_panels_those_that_tell_most_about_the_effect_first() -> None:
    state = timeline(
        "2026-01-31",
        a_lab_result(marker="mcv", value=104, unit="fL"),
        a_lab_result(),
        a_lab_result(marker="mma", value=600, unit="nmol/L"),
        a_lab_result(marker="not known", value=1, unit="x"),
        a_lab_result("2026-02-01", marker="mma", value=300, unit="nmol/L"),
    )
    assert [panel.marker.key for panel in state.labs] == ["mma", "b12_total", "mcv"]
    assert [point.value for point in state.labs[0].points] == [600]


def test_the_results_of_a_panel_are_in_the_unit_of_the_latest() -> None:
    new = a_lab_result("2026-01-20", 271, "nmol/L", marker="mma", range_high=400)
    old = a_lab_result(
        "2025-12-01",
        0.6,
        "umol/L",
        marker="mma",
        comparator=Comparator.ABOVE,
        range_low=0.1,
        range_high=0.4,
    )
    (panel,) = timeline("2026-01-31", new, old).labs
    assert panel.unit.ucum == "nmol/L"
    assert [point.on for point in panel.points] == days("2025-12-01", "2026-01-20")
    first, second = panel.points
    assert (first.value, first.low, first.high) == (600, 100, 400)
    assert (first.comparator, first.result) == (Comparator.ABOVE, old)
    assert (second.value, second.low, second.high) == (271, None, 400)


def test_the_results_of_a_panel_are_in_the_unit_that_was_chosen() -> None:
    results = (
        a_lab_result("2025-12-01", 200, "pg/mL", range_low=180, comparator=Comparator.BELOW),
        a_lab_result("2026-01-20", 300, "pmol/L"),
    )
    held = facts(*results)
    judgement = judge(held, day("2026-01-31"))
    for ucum, values in (("pg/mL", [200, 406.6]), ("pmol/L", [147.6, 300])):
        taste = LabTaste({"b12_total": ucum})
        (panel,) = build_timeline(held, judgement, CATALOGUE, taste).labs
        assert panel.unit.ucum == ucum
        assert [point.value for point in panel.points] == pytest.approx(values, abs=0.1)
        assert [point.result for point in panel.points] == list(results)
        assert panel.points[0].comparator is Comparator.BELOW
    unknown = build_timeline(held, judgement, CATALOGUE, LabTaste({"b12_total": "furlong"}))
    assert unknown.labs[0].unit.ucum == "pmol/L"


def test_a_marker_that_is_not_wanted_is_not_drawn() -> None:
    held = facts(a_lab_result(), a_lab_result(marker="mcv", value=104, unit="fL"))
    taste = LabTaste(hidden=frozenset({"b12_total"}))
    state = build_timeline(held, judge(held, day("2026-01-31")), CATALOGUE, taste)
    assert [panel.marker.key for panel in state.labs] == ["mcv"]


def test_a_published_range_is_told_from_the_laboratorys() -> None:
    own, none = (
        a_lab_result("2026-01-05", 400, "nmol/L", marker="mma", range_high=280),
        a_lab_result("2026-01-20", 0.3, "umol/L", marker="mma"),
    )
    published = PublishedRange(None, 0.4, "umol/L", source="Somebody")
    marker = replace(CATALOGUE.marker["mma"], ranges=(published,))
    held = facts(own, none)
    (panel,) = build_timeline(held, judge(held, day("2026-01-31")), Catalogue((), (marker,))).labs
    assert [point.published for point in panel.points] == [False, True]
    assert [point.high for point in panel.points] == [pytest.approx(280 / 1000), 0.4]


def test_a_marker_that_rises_has_its_range_only_before_the_first_injection() -> None:
    state = timeline(
        "2026-01-31",
        a_lab_result("2026-01-02", range_low=200, range_high=900),
        an_injection("2026-01-05"),
        a_lab_result("2026-01-20", 1500, range_low=200, range_high=900),
    )
    before, after = state.labs[0].points
    assert (before.low, before.high) == (200, 900)
    assert not after.has_range
    assert after.told.place.days == 15


def test_a_range_of_0_to_0_is_not_drawn() -> None:
    (panel,) = timeline("2026-01-31", a_lab_result(range_low=0, range_high=0)).labs
    assert (panel.points[0].low, panel.points[0].high) == (None, None)


def test_a_result_in_a_unit_nobody_knows_does_not_stop_the_timeline() -> None:
    state = timeline("2026-01-31", a_plan(), a_lab_result(unit="arb. units"))
    assert state.doses


def test_observers_and_recalls_are_kept_apart_the_daily_scores_of_the_patient_first() -> None:
    kinds = [(observer, recall) for observer in reversed(Observer) for recall in reversed(Recall)]
    entries = [
        a_symptom_entry("2026-01-12", scores={"fatigue": place}, observer=observer, recall=recall)
        for place, (observer, recall) in enumerate(kinds)
    ]
    (line,) = timeline("2026-01-31", *entries).symptoms
    assert [(one.observer, one.recall) for one in line.series] == list(reversed(kinds))
    assert [[point.severity for point in one.points] for one in line.series] == [[3], [2], [1], [0]]
    for one in line.series:
        assert {(point.observer, point.recall) for point in one.points} == {
            (one.observer, one.recall)
        }


def test_a_weekly_score_speaks_of_seven_days_which_lie_on_the_axis() -> None:
    entry = a_symptom_entry("2026-01-12", scores={"fatigue": 5}, recall=Recall.WEEK)
    state = timeline("2026-01-31", entry)
    (point,) = state.symptoms[0].series[0].points
    assert point.span == (day("2026-01-06"), day("2026-01-12"))
    assert state.first == day("2026-01-06")


def test_a_day_without_an_entry_or_a_score_is_no_point() -> None:
    state = timeline(
        "2026-01-31",
        a_symptom_entry("2026-01-05", scores={"fatigue": 0}),
        a_symptom_entry("2026-01-06", scores={"numbness": 4}),
        a_symptom_entry("2026-01-08", scores={"fatigue": 3}),
    )
    (series,) = state.symptoms[0].series
    assert [(point.on, point.severity) for point in series.points] == [
        (day("2026-01-05"), 0),
        (day("2026-01-08"), 3),
    ]


@given(st.lists(any_facts.SYMPTOM_ENTRIES, max_size=12))
def test_every_score_is_a_point_of_its_kind_and_nothing_else_is(
    entries: list[SymptomEntry],
) -> None:
    state = timeline(date(2199, 12, 31), *entries)
    drawn = sorted(
        (line.key, one.observer, one.recall, point.on, point.severity, point.entry_id)
        for line in state.symptoms
        for one in line.series
        for point in one.points
    )
    scored = sorted(
        (key, entry.observer, entry.recall, entry.on, severity, entry.id)
        for entry in entries
        for key, severity in entry.scores.items()
    )
    assert drawn == scored
    for line in state.symptoms:
        for one in line.series:
            assert [point.on for point in one.points] == sorted(point.on for point in one.points)
