"""A fact that a portal tells again is not added a second time."""

from dataclasses import replace

import pytest

from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.sharing.fhir_known import known_again
from b12tracker.sharing.joining import join
from tests.builders import an_injection, day

B12 = LabResult(day("2026-01-02"), "b12_total", 143, "pg/mL")


def put(here, coming):
    return join(here, known_again(here, coming)).put


def test_the_same_value_of_a_day_is_there_whatever_else_is_said():
    typed = Facts(lab_results=(replace(B12, id="1", note="typed", laboratory=""),))
    portal = Facts(lab_results=(replace(B12, id="2", laboratory="City", flag="L"),))
    assert put(typed, portal) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"value": 144},
        {"unit": "ng/L"},
        {"comparator": Comparator.BELOW},
        {"marker": "b12_active"},
        {"collected_on": day("2026-01-03")},
    ],
)
def test_another_value_is_added(other):
    coming = replace(B12, id="2", **other)
    assert put(Facts(lab_results=(B12,)), Facts(lab_results=(coming,))) == (coming,)


def test_each_fact_there_answers_for_one():
    coming = (replace(B12, id="2", flag="L"), replace(B12, id="3", flag="H"))
    assert len(put(Facts(lab_results=(B12,)), Facts(lab_results=coming))) == 1
    here = Facts(lab_results=(B12, coming[0]))
    assert put(here, Facts(lab_results=coming)) == ()


def test_an_injection_that_is_not_contradicted_is_there():
    typed = an_injection("2026-01-05", dose_ug=1000, note="Left")
    clinic = an_injection("2026-01-05", dose_ug=1000, route=Route.INTRAMUSCULAR)
    assert put(Facts(injections=(typed,)), Facts(injections=(clinic,))) == ()
    for other in (replace(clinic, dose_ug=500), replace(clinic, given_on=day("2026-01-06"))):
        assert put(Facts(injections=(typed,)), Facts(injections=(other,))) == (other,)


def test_the_injection_most_alike_answers():
    plain = an_injection("2026-01-05")
    rich = an_injection("2026-01-05", dose_ug=1000, substance=Substance.CYANOCOBALAMIN)
    coming = replace(rich, id="2")
    found = known_again(Facts(injections=(plain, rich)), Facts(injections=(coming,)))
    assert found.injections[0].id == rich.id
