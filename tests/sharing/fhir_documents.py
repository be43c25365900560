"""FHIR documents for tests."""

import json
from datetime import date
from typing import Any

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Route
from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.domain.judgement import judge
from b12tracker.domain.labs import LabResult
from b12tracker.domain.symptoms import SymptomEntry
from b12tracker.sharing.fhir_bundle import Cover, fhir_bundle
from b12tracker.sharing.sample_story import tell
from tests.builders import a_plan, an_injection, day

TODAY = date(2026, 11, 22)

Value = dict[str, Any]


def sample() -> Facts:
    """Return the sample logbook."""
    return tell(assets.sample_story(), TODAY)


def one_of_each() -> Facts:
    """Return a small logbook with a fact of every kind that goes out."""
    injection = an_injection(
        "2026-01-05", dose_ug=1000.0, route=Route.INTRAMUSCULAR, reactions=("se_headache",)
    )
    return Facts(
        plans=(a_plan(),),
        injections=(injection,),
        skips=(Skip(day("2026-01-12"), Reason.NO_SUPPLY),),
        lab_results=(
            LabResult(day("2026-01-02"), "b12_total", 143, "pg/mL", range_low=200, range_high=900),
        ),
        symptoms=(SymptomEntry(day("2026-01-06"), {"fatigue": 3}),),
    )


def a_document(facts: Facts, today: date = TODAY, **cover: Any) -> str:
    """Return the FHIR document of a logbook; everything is told of, unless the cover says less."""
    whole = {"last": date(2199, 12, 31), "version": "1.2.3"} | cover
    return fhir_bundle(facts, judge(facts, today), assets.vocabulary(), Cover(today, **whole))


def resources(text: str, kind: str, **elements: Any) -> list[Value]:
    """Return the resources of a kind that have these elements."""
    found = [entry["resource"] for entry in json.loads(text)["entry"]]
    return [
        one
        for one in found
        if one["resourceType"] == kind
        and all(one.get(key) == value for key, value in elements.items())
    ]


def observations(text: str, category: str) -> list[Value]:
    """Return the Observations of a category."""
    return [
        one
        for one in resources(text, "Observation")
        if one["category"][0]["coding"][0]["code"] == category
    ]
