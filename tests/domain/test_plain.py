"""Facts as plain values and back; every complaint says where and what, in one sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker.domain.facts import Fact, Facts
from b12tracker.domain.injection import Injection, Route
from b12tracker.domain.plain import UnreadableError, holds_nothing, plain, read, shown
from tests.any_facts import ONE_FACT, whole_logbooks
from tests.builders import a_plan, a_symptom_entry, an_id, an_injection

quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Everything:
    """Every kind of value a fact may hold."""

    day: date
    moment: time | None = None
    number: float = 0
    whole: int = 0
    yes: bool = False
    text: str = ""
    route: Route | None = None
    texts: tuple[str, ...] = ()
    scores: Mapping[str, int] | None = None


@quickly
@given(fact=ONE_FACT)
def test_any_fact_comes_back(fact: Fact) -> None:
    assert read(type(fact), plain(fact), "here") == fact


@quickly
@given(drawn=whole_logbooks())
def test_plain_values_are_plain(drawn: Facts) -> None:
    values = plain(drawn)
    assert json.loads(json.dumps(values)) == values


def test_words_dates_and_times_are_text() -> None:
    values = plain(an_injection("2026-01-05", "08:30", route=Route.SUBCUTANEOUS, id=an_id(1)))
    assert values["given_on"] == "2026-01-05"
    assert values["given_at"] == "08:30:00"
    assert values["route"] == "SC"
    assert type(values["route"]) is str
    assert plain(a_plan())["phases"][0]["every"] == {"n": 1, "unit": "week"}
    assert plain(a_symptom_entry())["scores"] == {"fatigue": 6}


DAY = {"day": "2026-01-05"}

GOOD: list[tuple[str, Any, Any]] = [
    ("day", "2024-02-29", date(2024, 2, 29)),
    ("day", "1900-01-01", date(1900, 1, 1)),
    ("day", "2199-12-31", date(2199, 12, 31)),
    ("moment", "08:30", time(8, 30)),
    ("moment", "23:59:59.5", time(23, 59, 59, 500_000)),
    ("moment", None, None),
    ("number", 5, 5.0),
    ("number", -0.25, -0.25),
    ("whole", -5, -5),
    ("yes", True, True),
    ("text", "", ""),
    ("text", "💉\n\x00", "💉\n\x00"),
    ("route", "IM", Route.INTRAMUSCULAR),
    ("texts", [], ()),
    ("texts", ["a", "b"], ("a", "b")),
    ("scores", {"a": 1}, {"a": 1}),
]


@pytest.mark.parametrize(("key", "value", "typed"), GOOD)
def test_a_value_is_read(key: str, value: object, typed: object) -> None:
    found = getattr(read(Everything, DAY | {key: value}, "here"), key)
    assert found == typed
    assert type(found) is type(typed)


BAD: list[tuple[str, Any, str]] = [
    ("day", "2026-02-30", "'2026-02-30' is not a date such as 2026-01-31"),
    ("day", "2026-1-5", "not a date"),
    ("day", "20260105", "not a date"),
    ("day", "2026-W01-1", "not a date"),
    ("day", "2026-01-05T00:00", "not a date"),
    ("day", "", "not a date"),
    ("day", 20260105, "20260105 is not a date"),
    ("day", "1899-12-31", "1899-12-31 is not between 1900 and 2199"),
    ("day", "9999-12-31", "is not between"),
    ("moment", "25:00", "not a time of day such as 08:30"),
    ("moment", "08:30+01:00", "not a time of day"),
    ("moment", 8.5, "not a time of day"),
    ("number", "5", "'5' is not a number"),
    ("number", True, "True is not a number"),
    ("number", 10**400, "is too large"),
    ("whole", 5.0, "5.0 is not a whole number"),
    ("whole", True, "True is not a whole number"),
    ("yes", 1, "1 is not true or false"),
    ("yes", "yes", "'yes' is not true or false"),
    ("text", 5, "5 is not text"),
    ("text", "half \ud800", "holds half a character"),
    ("route", "im", "'im' is not one of IM, SC"),
    ("route", ["IM"], "is not one of"),
    ("route", {}, "is not one of"),
    ("texts", "ab", "should be a list"),
    ("texts", {"0": "a"}, "should be a list"),
    ("texts", [1], r"here.texts\[0\]: 1 is not text"),
    ("scores", [["a", 1]], "should be an object"),
    ("scores", {"a": "1"}, "here.scores.a: '1' is not a whole number"),
]


@pytest.mark.parametrize(("key", "value", "says"), BAD)
def test_a_value_that_cannot_be_is_named_with_its_place(key: str, value: object, says: str) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        read(Everything, DAY | {key: value}, "here")
    assert str(caught.value).startswith(f"here.{key}")
    assert str(caught.value).endswith(".")


def test_what_is_lacking_or_unknown_is_named() -> None:
    with pytest.raises(UnreadableError, match="here lacks “day”"):
        read(Everything, {}, "here")
    with pytest.raises(UnreadableError, match="here lacks “day”"):
        read(Everything, {"day": None}, "here")
    with pytest.raises(UnreadableError, match="here has “colour”, which this version cannot"):
        read(Everything, DAY | {"colour": "red"}, "here")
    with pytest.raises(UnreadableError, match="here should be an object"):
        read(Everything, [], "here")


@pytest.mark.parametrize("nothing", [None, False, "", [], {}])
def test_an_unknown_key_that_holds_nothing_says_nothing(nothing: object) -> None:
    assert holds_nothing(nothing)
    assert read(Everything, DAY | {"colour": nothing}, "here") == Everything(date(2026, 1, 5))


@pytest.mark.parametrize("something", [0, 0.0, True, " ", [None], {"a": None}])
def test_zero_is_something(something: object) -> None:
    assert not holds_nothing(something)
    with pytest.raises(UnreadableError, match="colour"):
        read(Everything, DAY | {"colour": something}, "here")


def test_a_fact_guards_itself_and_its_sentence_is_kept() -> None:
    with pytest.raises(UnreadableError, match=r"injections\[3\]: The dose must be more than 0"):
        read(Injection, {"given_on": "2026-01-05", "dose_ug": -1}, "injections[3]")


@pytest.mark.parametrize("given", [an_id(12).upper(), f"{{{an_id(12)}}}", f"urn:uuid:{an_id(12)}"])
def test_an_id_is_read_in_one_spelling(given: str) -> None:
    assert read(Injection, {"given_on": "2026-01-05", "id": given}, "here").id == an_id(12)


@pytest.mark.parametrize("given", [12, "12", "", [an_id(12)]])
def test_what_is_no_id_is_refused(given: object) -> None:
    with pytest.raises(UnreadableError, match=r"here.id: .* is not an id \(a UUID\)"):
        read(Injection, {"given_on": "2026-01-05", "id": given}, "here")


@pytest.mark.parametrize("value", ["x" * 10_000, ["x" * 100] * 100, [[[[[[1]]]]]], 10**300])
def test_a_large_value_is_quoted_short(value: object) -> None:
    assert len(shown(value)) <= 100
