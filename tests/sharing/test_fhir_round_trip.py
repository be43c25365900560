"""What goes out as FHIR comes back as it was, as far as FHIR carries it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Injection
from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.domain.labs import LabResult, OwnMarker
from b12tracker.domain.symptoms import OwnSymptom, SymptomEntry
from b12tracker.sharing.fhir_codes import text
from b12tracker.sharing.joining import join
from tests.any_facts import whole_logbooks
from tests.builders import day
from tests.sharing.fhir_documents import a_document, sample
from tests.sharing.fhir_files_made import a_file, taken
from tests.sharing.test_fhir_bundle import SKIPS

LONG_AGO = date(1950, 1, 1)


def back(document: str) -> Facts:
    with TemporaryDirectory() as folder:
        found = taken(a_file(Path(folder), document))
    assert found.refused == ()
    assert found.offers == ()
    return found.facts


def carried(fact):
    """Return a fact without what FHIR has no place for, and with its texts as FHIR keeps them."""
    if isinstance(fact, Injection):
        reactions = tuple(text(one) or "Not named" for one in fact.reactions)
        bare = replace(fact, box=None, top_up=False, counts_for=None, reactions=reactions)
        return replace(bare, lot=text(fact.lot), note=text(fact.note))
    if isinstance(fact, LabResult):
        low, high = fact.range or (None, None)
        words = {name: text(getattr(fact, name)) for name in ("flag", "laboratory", "note")}
        return replace(fact, range_low=low, range_high=high, **words)
    return replace(fact, note=text(fact.note))


def by_id(facts):
    return {fact.id: fact for fact in facts}


@settings(max_examples=60, deadline=None)
@given(whole_logbooks(), SKIPS)
def test_what_goes_out_comes_back(facts, skips):
    facts = replace(facts, skips=skips)
    found = back(a_document(facts, LONG_AGO))
    rows = (*facts.injections, *facts.lab_results, *facts.skips, *facts.symptoms)
    assert by_id(found.entries) == by_id(map(carried, rows))


@settings(max_examples=20, deadline=None)
@given(whole_logbooks(), SKIPS)
def test_what_goes_out_is_known_when_it_comes_back(facts, skips):
    facts = replace(facts, skips=skips)
    assert join(facts, back(a_document(facts, LONG_AGO))).put == ()


def test_the_sample_comes_back():
    facts = sample()
    found = back(a_document(facts))
    given = sorted(facts.injections, key=lambda one: one.order)
    assert found.injections == tuple(replace(one, box=None) for one in given)
    assert (found.skips, found.lab_results) == (facts.skips, facts.lab_results)
    assert found.symptoms == facts.symptoms
    assert join(facts, found).put == ()


def test_markers_and_symptoms_of_ones_own_come_back_under_their_names():
    facts = Facts(
        own_markers=(OwnMarker("own-1", "Zinc", "µmol a litre"),),
        own_symptoms=(OwnSymptom("own-2", "Burning feet"),),
        lab_results=(LabResult(day("2026-01-02"), "own-1", 12, "µmol a litre"),),
        symptoms=(SymptomEntry(day("2026-01-03"), {"own-2": 4}),),
    )
    found = back(a_document(facts))
    assert (found.lab_results, found.symptoms) == (facts.lab_results, facts.symptoms)
    assert [(own.key, own.name, own.unit) for own in found.own_markers] == [
        ("own-1", "Zinc", "µmol a litre")
    ]
    assert [(own.key, own.name) for own in found.own_symptoms] == [("own-2", "Burning feet")]
    assert join(facts, found).put == ()
    with TemporaryDirectory() as folder:
        path = a_file(Path(folder), a_document(facts))
        assert taken(path, own=facts.own_markers).facts.own_markers == facts.own_markers


@given(st.sampled_from(Reason))
def test_every_reason_comes_back(reason):
    skip = Skip(day("2026-01-05"), reason, "why")
    assert back(a_document(Facts(skips=(skip,)))).skips == (skip,)
