"""The sentences about lab results."""

from typing import Any

import pytest

from b12tracker import assets
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.judgement import judge
from b12tracker.domain.lab_drift import drift_of
from b12tracker.domain.lab_story import (
    USUAL_TASTE,
    LabTaste,
    ToldResult,
    read_beside,
    tell_labs,
)
from b12tracker.domain.labs import Comparator
from b12tracker.domain.plausible import doubt_about
from b12tracker.ui import lab_words
from tests.builders import a_lab_result, a_phase, a_plan, an_injection, day, facts

CATALOGUE = assets.catalogue()
BELOW, ABOVE = Comparator.BELOW, Comparator.ABOVE


def told(*entries: Fact) -> tuple[ToldResult, ...]:
    held = facts(*entries)
    return tell_labs(held, judge(held, day("2026-12-31")), CATALOGUE)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((), "before the first injection"),
        ((an_injection("2026-01-01"),), "day 19 since the injection"),
        ((an_injection("2026-01-20"),), "day 0 since the injection"),
        (
            (a_plan(a_phase("1 week", "2026-01-05", name="Repletion")),),
            "before the first injection · Repletion",
        ),
        ((a_plan(a_phase("1 week", "2026-01-05")),), "before the first injection · Weekly"),
        (
            (a_plan(a_phase("1 week", "2026-01-05", doses=1, name="Test")),),
            "before the first injection · after Test",
        ),
    ],
)
def test_where_in_the_cycle(others: tuple[Fact, ...], said: str) -> None:
    (one,) = told(a_lab_result("2026-01-20"), *others)
    assert lab_words.where(one.place) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"flag": "L"}, "Flagged as low by the laboratory (L)."),
        (
            {"flag": "H", "range_low": 83, "range_high": 101},
            "Flagged as high by the laboratory (H); its range is 83–101.",
        ),
        ({"flag": "*"}, "Flagged by the laboratory (*)."),
        ({"range_low": 83, "range_high": 101}, "Above the laboratory’s range, 83–101."),
        ({"range_high": 120}, "Within the laboratory’s range, below 120."),
        (
            {"comparator": BELOW, "range_low": 83},
            "Cannot be told from the laboratory’s range, above 83.",
        ),
        (
            {},
            "Above the published adult range, 83–101 "
            "(University Hospitals Dorset NHS Foundation Trust).",
        ),
    ],
)
def test_how_a_result_reads(fields: dict[str, Any], said: str) -> None:
    (one,) = told(a_lab_result(value=110, unit="fL", marker="mcv", **fields))
    assert lab_words.reading(one) == said


def test_b12_on_treatment_has_its_one_sentence() -> None:
    (one,) = told(a_lab_result("2026-01-20", 2000, flag="H"), an_injection("2026-01-01"))
    assert lab_words.reading(one) == (
        "After an injection this level rises whatever the effect, so a high value is not in "
        "itself a reason to change treatment: ask."
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"flag": "H"}, "Printed on the report: flag H."),
        (
            {"flag": "H", "range_low": 145, "range_high": 569},
            "Printed on the report: range 145–569, flag H.",
        ),
    ],
)
def test_what_the_report_says_of_b12_on_treatment(fields: dict[str, Any], said: str) -> None:
    result = a_lab_result("2026-01-20", 2000, **fields)
    (one,) = told(result, an_injection("2026-01-01"))
    assert lab_words.printed(one) == said
    (before,) = told(result, an_injection("2026-02-01"))
    assert lab_words.printed(before) == ""


def test_no_range_at_all() -> None:
    (one,) = told(Patient(), a_lab_result(marker="ferritin", value=60, unit="ug/L"))
    assert lab_words.reading(one) == "The report gave no range."


def test_what_mma_is_read_with() -> None:
    found = told(
        a_lab_result("2026-06-01", 300, "nmol/L", marker="mma"),
        a_lab_result("2026-06-01", 71, "umol/L", marker="creatinine"),
        a_lab_result("2026-05-20", 90, "mL/min/{1.73_m2}", marker="egfr", comparator=ABOVE),
    )
    mma = next(one for one in found if one.result.marker == "mma")
    assert lab_words.beside(mma, read_beside(mma, found)) == (
        "Beside it: Creatinine 71 µmol/L of the same draw; "
        "eGFR > 90 mL/min/1.73 m² of 20 May 2026, 12 days earlier."
    )
    assert lab_words.beside(mma, []) == ""


def test_a_drift_in_its_numbers() -> None:
    found = told(
        an_injection("2025-02-11"),
        a_lab_result("2025-03-03", 310, "nmol/L", marker="mma"),
        a_lab_result("2026-01-01", 0.2, "umol/L", marker="mma"),
        an_injection("2026-10-06"),
        a_lab_result("2026-11-02", 410, "nmol/L", marker="mma"),
    )
    drift = drift_of(CATALOGUE.marker["mma"], found, USUAL_TASTE)
    assert drift
    assert lab_words.drift(drift) == (
        "MMA: 3 results, first 310 nmol/L on 3 Mar 2025 (day 20), "
        "last 410 nmol/L on 2 Nov 2026 (day 27)"
    )


def test_a_drift_across_units_says_what_was_reported() -> None:
    found = told(
        a_lab_result("2025-03-03", 150, "pg/mL", comparator=BELOW),
        an_injection("2026-10-06"),
        a_lab_result("2026-11-02", 2000, "ng/L", comparator=ABOVE),
    )
    drift = drift_of(CATALOGUE.marker["b12_total"], found, LabTaste({"b12_total": "pmol/L"}))
    assert drift
    assert lab_words.drift(drift) == (
        "B12: 2 results, first < 111 pmol/L (reported as < 150 pg/mL) on 3 Mar 2025 "
        "(before the first injection), last > 1476 pmol/L (reported as > 2000 ng/L) "
        "on 2 Nov 2026 (day 27)"
    )


@pytest.mark.parametrize(
    ("key", "value", "ucum", "comparator", "said"),
    [
        (
            "hemoglobin",
            135,
            "g/dL",
            None,
            "135 g/dL is far outside what is seen; 135 g/L would fit. Is the unit right?",
        ),
        (
            "b12_total",
            1600,
            "pmol/L",
            ABOVE,
            "> 1600 pmol/L is outside what is usually seen; > 1600 ng/L or > 1600 pg/mL "
            "would fit. Is the unit right?",
        ),
        (
            "b12_total",
            2,
            "pg/mL",
            None,
            "2 pg/mL is far outside what is seen. Is the number right?",
        ),
    ],
)
def test_what_is_asked_about_a_number(
    key: str, value: float, ucum: str, comparator: Comparator | None, said: str
) -> None:
    doubt = doubt_about(CATALOGUE.marker[key], value, ucum, comparator)
    assert doubt
    assert lab_words.question(doubt) == said
