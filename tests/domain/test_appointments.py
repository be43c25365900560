"""Appointments: which is the last, which the next, and when one is near."""

import pytest

from b12tracker.domain.appointments import Appointment, last_before, next_from
from b12tracker.domain.overview import attention
from tests.builders import day, facts, judged


def an_appointment(on: str) -> Appointment:
    return Appointment(day(on))


PAST, TODAY, COMING, LATER = (
    an_appointment(on) for on in ("2026-10-01", "2026-11-22", "2026-11-29", "2027-01-10")
)


def test_the_last_is_before_today_and_the_next_from_today_on() -> None:
    every = (LATER, PAST, COMING)
    assert last_before(every, day("2026-11-22")) == PAST
    assert next_from(every, day("2026-11-22")) == COMING
    assert next_from((*every, TODAY), day("2026-11-22")) == TODAY
    assert last_before((TODAY,), day("2026-11-22")) is None
    assert next_from((PAST,), day("2026-11-22")) is None


@pytest.mark.parametrize(
    ("today", "near"),
    [
        ("2026-11-21", []),
        ("2026-11-22", [("appointment_near", "2026-11-29")]),
        ("2026-11-29", [("appointment_near", "2026-11-29")]),
        ("2026-11-30", []),
    ],
)
def test_an_appointment_is_near_within_a_week(today: str, near: list[tuple[str, str]]) -> None:
    held = facts(PAST, COMING, LATER)
    found = attention(held, judged(today, PAST, COMING, LATER))
    assert [(str(one.concern), str(one.on)) for one in found] == near
