"""The whole logbook as JSON: lossless, and nothing taken that cannot be honoured."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker import assets
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.plain import holds_nothing
from b12tracker.sharing.logbook_json import SharingError, logbook_from_json, logbook_to_json
from tests.any_facts import whole_logbooks
from tests.builders import (
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    facts,
)

EXAMPLE = (Path(__file__).parent / "example.json").read_text(encoding="utf-8")
"""Everything the format knows."""


Document = dict[str, Any]
Path_ = tuple[str | int, ...]


def taken(document: object) -> Facts:
    return logbook_from_json(json.dumps(document), assets.catalogue())


def refused(text: str, says: str) -> None:
    with pytest.raises(SharingError, match=says) as caught:
        logbook_from_json(text, assets.catalogue())
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) <= 300


def example() -> Document:
    document: Document = json.loads(EXAMPLE)
    return document


def honoured() -> Document:
    """Return the example, its lab check about one of its phases."""
    document = example()
    document["plans"][0]["phases"][1]["id"] = an_id(1)
    document["lab_checks"][0]["phase"] = an_id(1)
    return document


def at(document: Any, path: Path_) -> Any:
    for step in path:
        document = document[step]
    return document


def changed(document: Document, path: Path_, value: object) -> Document:
    document = copy.deepcopy(document)
    at(document, path[:-1])[path[-1]] = value
    return document


def without(document: Document, path: Path_) -> Document:
    document = copy.deepcopy(document)
    del at(document, path[:-1])[path[-1]]
    return document


def places(value: Any, here: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of everything inside a document."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*here, key)
            yield from places(item, (*here, key))


# What goes out comes in again.


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_any_logbook_survives(drawn: Facts) -> None:
    text = logbook_to_json(drawn)
    assert logbook_from_json(text, assets.catalogue()) == drawn
    text.encode()


def test_it_says_what_it_is_and_every_object_carries_its_id() -> None:
    whole = facts(
        Patient(name="Ada", follows=("fatigue",)),
        a_plan(a_phase(first_dose="2026-01-05", doses=6), a_phase("1 month")),
        an_injection(),
        a_symptom_entry(),
        a_lab_result(),
    )
    document = json.loads(logbook_to_json(whole))
    assert list(document) == [
        "format", "version", "patient", "plans", "injections", "symptoms", "lab_results",
        "pauses", "not_recorded", "skips", "moves",
        "own_symptoms", "own_markers", "lab_checks", "boxes",
        "appointments", "exported_events",
    ]  # fmt: skip
    assert (document["format"], document["version"]) == ("b12tracker-logbook", 1)
    assert {item["id"] for kind in list(document)[3:] for item in document[kind]} == {
        fact.id for fact in whole.entries
    }
    first, second = document["plans"][0]["phases"]
    assert (first["first_dose"], first["doses"]) == ("2026-01-05", 6)
    assert (second["follows"], second["open"]) == (True, "until_reviewed")
    assert "open" not in first
    assert "follows" not in first
    assert "doses" not in second
    assert "first_dose" not in second


def test_it_can_be_read_by_people() -> None:
    text = logbook_to_json(facts(Patient(name="Zoë 💉"), an_injection(note="שלום")))
    assert "Zoë 💉" in text
    assert "שלום" in text
    assert text.count("\n") > 10


def test_the_part_of_the_example_that_is_honoured_is_read_whole() -> None:
    read = taken(honoured())
    assert read.patient == Patient(follows=("fatigue", "numbness"))
    (plan,) = read.plans
    assert [phase.name for phase in plan.phases] == ["Repletion", "Maintenance"]
    assert [phase.follows for phase in plan.phases] == [False, True]
    assert len(read.injections) == len(read.symptoms) == len(read.lab_results) == 1
    assert read.symptoms[0].scores == {"fatigue": 6, "numbness": 4}
    assert read.lab_results[0].value == 143


def test_almost_nothing_is_enough() -> None:
    bare = {"format": "b12tracker-logbook", "version": 1}
    assert taken(bare) == Facts()
    read = taken(bare | {"injections": [{"given_on": "2026-01-05"}, {"given_on": "2026-01-05"}]})
    first, second = read.injections
    assert first.id != second.id


def test_ids_are_taken_in_any_spelling() -> None:
    document = honoured()
    document["injections"][0]["id"] = an_id(7).upper()
    assert taken(document).injections[0].id == an_id(7)


# What this version cannot honour is named.


def test_the_whole_example_is_honoured_word_for_word() -> None:
    document = honoured()
    document["appointments"][0]["questions"] = ["Closer together?"]
    written = json.loads(logbook_to_json(taken(document)))
    for kind, entries in document.items():
        if isinstance(entries, list) and kind != "plans":
            for before, after in zip(entries, written[kind], strict=True):
                assert after == after | {key: value for key, value in before.items() if value}


@pytest.mark.parametrize("nothing", [None, [], {}, "", False])
def test_an_unknown_part_that_holds_nothing_is_let_through(nothing: object) -> None:
    assert len(taken(honoured() | {"surprise": nothing}).entries) == 13


INJECTION: Path_ = ("injections", 0)
PHASE: Path_ = ("plans", 0, "phases", 1)

SAID_BUT_NOT_HONOURED = [
    ((*INJECTION, "surprise"), an_id(1), "surprise"),
    (("symptoms", 0, "surprise"), 0, "surprise"),
    (("patient", "surprise"), 0, "surprise"),
    (("surprise",), 0, "surprise"),
]


@pytest.mark.parametrize(("path", "value", "names"), SAID_BUT_NOT_HONOURED)
def test_a_key_or_word_that_is_not_honoured_is_named(
    path: Path_, value: object, names: str
) -> None:
    refused(json.dumps(changed(honoured(), path, value)), names)


@pytest.mark.parametrize("path", [path for path, _, _ in SAID_BUT_NOT_HONOURED])
def test_a_key_that_holds_nothing_is_let_through(path: Path_) -> None:
    document = honoured()
    at(document, path[:-1]).pop(path[-1], None)
    assert same(taken(changed(document, path, None)), taken(document))


UNKNOWN = [
    (("symptoms", 0, "scores"), {"burning_feet": 3}, "the symptom “burning_feet”"),
    (("patient", "follows"), ["own-9"], "the symptom “own-9”"),
    (("lab_results", 0, "marker"), "zinc", r"lab_results\[0\]: the marker “zinc”"),
    (("lab_results", 0, "unit"), "mg/dL", r"lab_results\[0\]: .* not reported in “mg/dL”"),
    ((*INJECTION, "site"), "left leg", r"injections\[0\].site: 'left leg' is not one of"),
    ((*INJECTION, "given_on"), "2026-02-30", r"injections\[0\].given_on: '2026-02-30'"),
    ((*INJECTION, "given_on"), "5 January 2026", "is not a date such as"),
    ((*INJECTION, "given_on"), "0206-01-05", "is not between 1900 and 2199"),
    ((*INJECTION, "dose_ug"), -5, r"injections\[0\]: The dose must be"),
    ((*INJECTION, "dose_ug"), 10**400, "is too large"),
    ((*INJECTION, "id"), "1", "is not an id"),
    ((*INJECTION, "note"), "half: \ud83d", "holds half a character"),
    ((*PHASE, "every", "n"), 0, r"plans\[0\].phases\[1\].every: The interval"),
    ((*PHASE, "first_dose"), "2026-03-01", r"phases\[1\] needs either “first_dose” or “follows”"),
    ((*PHASE, "doses"), 6, "needs either “doses” or “open”"),
    (("plans", 0, "phases", 0, "follows"), True, "needs either “first_dose” or “follows”"),
    (("plans", 0, "phases", 1), "weekly", r"phases\[1\] should be an object"),
    (("plans", 0, "phases"), "weekly", r"phases should be a list"),
    (("format",), "another", "This is not a B12 Tracker logbook"),
    (("version",), 2, "format version 2"),
    (("version",), True, "format version True"),
    (("version",), "1", "format version '1'"),
]


@pytest.mark.parametrize(("path", "value", "says"), UNKNOWN)
def test_what_is_not_known_or_cannot_be_is_named(path: Path_, value: object, says: str) -> None:
    refused(json.dumps(changed(honoured(), path, value)), says)


def test_what_is_lacking_is_named() -> None:
    refused(json.dumps(without(honoured(), (*INJECTION, "given_on"))), "lacks “given_on”")
    refused(json.dumps(without(honoured(), (*PHASE, "every"))), "lacks “every”")
    refused(json.dumps(without(honoured(), (*PHASE, "follows"))), "needs either")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("injections", 0), ("symptoms", 0)),
        (("plans", 0), ("lab_results", 0)),
        (("plans", 0, "phases", 0), ("plans", 0, "phases", 1)),
        (("plans", 0, "phases", 0), ("injections", 0)),
    ],
)
def test_an_id_that_stands_twice_is_named(one: Path_, other: Path_) -> None:
    document = honoured()
    for path in (one, other):
        document = changed(document, (*path, "id"), an_id(5))
    refused(json.dumps(document), f"The id {an_id(5)} stands twice")


# Texts that are no such document.


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("path", [("lab_results", 0, "value"), (*INJECTION, "dose_ug"), ("x",)])
def test_what_is_not_a_number_is_refused(word: str, path: Path_) -> None:
    text = json.dumps(changed(honoured(), path, "HERE")).replace('"HERE"', word)
    refused(text, f"holds {word}, which is not a number")


def test_a_number_beyond_all_is_refused() -> None:
    for number, says in [("1e999", "not negative"), ("9" * 5000, "endless number")]:
        document = changed(honoured(), ("lab_results", 0, "value"), "HERE")
        refused(json.dumps(document).replace('"HERE"', number), says)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "null", "5", '"text"', "[]", "{}", "{", "\ufeff{}", "<html>", "a,b\n1,2", "\x00"],
)
def test_other_texts_are_refused(text: str) -> None:
    refused(text, "not JSON text|not a B12 Tracker logbook")


@pytest.mark.parametrize("depth", [50, 900, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    nest = "[" * depth + "]" * depth
    refused(nest, "nested too deeply|not a B12 Tracker logbook")
    for path in [(*INJECTION, "note"), ("version",), ("surprise",), (*INJECTION, "site")]:
        text = json.dumps(changed(honoured(), path, "HERE")).replace('"HERE"', nest)
        refused(text, "nested too deeply|is not|has format version|cannot honour")


def test_saying_one_thing_twice_is_refused() -> None:
    """JSON readers keep the last one, and the first would be lost."""
    text = json.dumps(honoured())
    refused(text.replace('"injections":', '"injections": [], "injections":'), "“injections” twice")
    refused(text.replace('"note":', '"note": "a", "note":'), "“note” twice")


def test_an_endless_value_makes_no_endless_sentence() -> None:
    long = "x" * 100_000
    for value in (long, [long] * 100, {long: long}, "two\nlines"):
        for path in ((*INJECTION, "given_on"), (*INJECTION, "site"), ("patient", "follows")):
            refused(json.dumps(changed(honoured(), path, value)), ".")
    refused(json.dumps(honoured() | {f"{long}\n": 1}), "cannot honour|xxx")


# Whatever stands wherever: it is refused in words, or read as it stands.

VALUES: list[object] = [
    None, True, False, 0, 1, -1, 7, 1.5, 1e300, 2**70, "", "text", "mma", "2026-02-03",
    "2026-02-30", "08:30:00", an_id(3), [], [None], ["fatigue"], [[]], [{}], {}, {"n": 1},
    {"fatigue": 3},
]  # fmt: skip


def full() -> Document:
    """Return a document that says everything this version honours."""
    document = honoured()
    document["patient"] |= {"name": "Ada", "birth_date": "1950-03-01", "sex": "female"}
    document["injections"][0] |= {"given_at": "08:30:00", "reactions": ["rash"], "id": an_id(1)}
    document["lab_results"][0] |= {"comparator": "<", "id": an_id(2)}
    return document


def same(one: Facts, other: Facts) -> bool:
    """Whether they say the same; ids that were left out are made anew each time."""
    return _without_ids(one) == _without_ids(other)


def _without_ids(value: Facts) -> str:
    def stripped(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: stripped(item) for key, item in part.items() if key != "id"}
        return [stripped(item) for item in part] if isinstance(part, list) else part

    return json.dumps(stripped(json.loads(logbook_to_json(value))))


def says(found: Any, value: Any) -> bool:
    """Whether one value says what another says, or more; 1 is never true."""
    if isinstance(value, dict) and isinstance(found, dict):
        return all(key in found and says(found[key], item) for key, item in value.items())
    if isinstance(value, list) and isinstance(found, list):
        return len(found) == len(value) and all(map(says, found, value))
    return bool(found == value) and (type(found) is bool) is (type(value) is bool)


@pytest.mark.parametrize("path", list(places(full())), ids=lambda path: ".".join(map(str, path)))
def test_any_value_in_any_place_is_refused_or_read_as_it_stands(path: Path_) -> None:
    for value in VALUES:
        document = changed(full(), path, value)
        try:
            read = taken(document)
        except SharingError:
            continue
        if holds_nothing(value) and same(read, taken(without(full(), path))):
            continue
        assert says(at(json.loads(logbook_to_json(read)), path), value), value


@pytest.mark.parametrize(
    "path", [(), *(p for p in places(full()) if isinstance(at(full(), p), dict))]
)
def test_a_key_that_nobody_knows_is_named_in_any_object(path: Path_) -> None:
    """But scores, whose keys are symptoms."""
    says = "symptom “surprise”" if path[-1:] == ("scores",) else "“surprise”"
    refused(json.dumps(changed(full(), (*path, "surprise"), 1)), says)
