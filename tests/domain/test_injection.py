"""An injection guards itself; order and the latest one; ids."""

import math
from uuid import UUID

import pytest

from b12tracker.domain.identity import new_id
from b12tracker.domain.injection import check_dose, latest
from tests.builders import an_id, an_injection, day, injections


def is_one_sentence(text: str) -> bool:
    return text[0].isupper() and text.endswith(".") and ". " not in text and "\n" not in text


@pytest.mark.parametrize("dose_ug", [0, -1, 0.0, 30_000.1, 1e9, math.inf, -math.inf, math.nan])
def test_a_dose_that_cannot_be_is_refused_with_one_sentence(dose_ug: float) -> None:
    with pytest.raises(ValueError, match="more than 0 and at most 30 mg") as refused:
        an_injection(dose_ug=dose_ug)
    assert is_one_sentence(str(refused.value))
    with pytest.raises(ValueError, match="30 mg"):
        check_dose(dose_ug)


@pytest.mark.parametrize("dose_ug", [None, 0.1, 50, 1000, 30_000])
def test_a_dose_that_can_be_is_taken(dose_ug: float | None) -> None:
    assert an_injection(dose_ug=dose_ug).dose_ug == dose_ug


def test_only_the_date_is_required() -> None:
    injection = an_injection("2026-01-05")
    assert injection.given_on == day("2026-01-05")
    assert (injection.given_at, injection.dose_ug, injection.site) == (None, None, None)
    assert not injection.about


def test_injections_are_in_order_by_date_then_time_then_id() -> None:
    ordered = [
        an_injection("2026-01-04", "23:00", id=an_id(9)),
        an_injection("2026-01-05", id=an_id(8)),
        an_injection("2026-01-05", "08:00", id=an_id(2)),
        an_injection("2026-01-05", "08:00", id=an_id(3)),
        an_injection("2026-01-05", "20:00", id=an_id(1)),
        an_injection("2026-01-06", id=an_id(0)),
    ]
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=lambda injection: injection.order) == ordered


def test_the_latest_injection_is_the_last_one_up_to_today() -> None:
    morning = an_injection("2026-01-12", "08:00")
    evening = an_injection("2026-01-12", "20:00")
    given = (evening, *injections("2026-01-05", "2026-02-01"), morning)
    assert latest(given, day("2026-01-31")) is evening
    assert latest(given, day("2026-01-12")) is evening
    assert latest(given, day("2026-01-11")) == given[1]
    assert latest(given, day("2026-01-04")) is None
    assert latest((), day("2026-01-04")) is None


def test_every_fact_has_an_id_of_its_own() -> None:
    made = {new_id() for _ in range(100)}
    assert len(made) == 100
    assert all(str(UUID(one)) == one for one in made)
    assert an_injection().id != an_injection().id
