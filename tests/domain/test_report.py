"""What the report is about: its period, its rows, its latest results and its patient."""

from datetime import date

import pytest

from b12tracker import assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.report import ReportState, build_report, named
from tests.builders import (
    Day,
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_injection,
    day,
    facts,
    judged,
)

TODAY = "2026-11-22"
PAST = Appointment(day("2026-06-01"))
COMING = Appointment(day("2026-12-06"), questions=("Why?",))
LATER = Appointment(day("2027-12-06"))


def report(*entries: Fact, first: Day | None = None, last: Day | None = None) -> ReportState:
    period = [None if one is None else day(one) for one in (first, last)]
    return build_report(facts(*entries), judged(TODAY, *entries), assets.catalogue(), *period)


def test_an_empty_logbook_has_nothing_to_show() -> None:
    found = report()
    assert (found.first, found.last) == (date(2026, 11, 22), date(2026, 11, 22))
    assert (found.view, found.wear_off, found.changes, found.coming) == (None, None, None, None)
    assert (found.rows, found.labs, found.given, found.has_plan) == ((), (), (), False)


@pytest.mark.parametrize(
    ("first", "last", "dates"),
    [
        (None, None, ["2026-11-20", "2026-10-01", "2026-09-01"]),
        ("2026-10-01", None, ["2026-11-20", "2026-10-01"]),
        (None, "2026-10-01", ["2026-10-01", "2026-09-01"]),
        ("2026-09-02", "2026-09-30", []),
        (None, "2030-01-01", ["2026-11-20", "2026-10-01", "2026-09-01"]),
    ],
)
def test_rows_of_the_period(first: str | None, last: str | None, dates: list[str]) -> None:
    given = [an_injection(on) for on in ("2026-09-01", "2026-10-01", "2026-11-20")]
    found = report(*given, an_injection("2026-12-24"), first=first, last=last)
    assert [str(row.on) for row in found.rows] == dates
    assert len(found.given) == len(dates)


def test_by_default_it_begins_with_the_first_entry() -> None:
    found = report(a_lab_result("2025-03-04"), a_symptom_entry("2025-04-04"))
    assert found.first == day("2025-03-04")
    assert found.wear_off is not None


def test_laboratory_results_from_before_the_period_stay() -> None:
    found = report(
        an_injection("2024-12-20"),
        a_lab_result("2025-01-01", 300, "nmol/L", marker="mma"),
        a_lab_result("2026-11-01", 100),
        a_lab_result("2026-12-24", 7),
        first="2026-06-01",
    )
    latest = [(one.result.marker, one.place.days) for one in found.labs]
    assert latest == [("mma", 12), ("b12_total", 681)]
    assert [str(row.on) for row in found.rows] == ["2026-11-01", "2025-01-01"]


def test_appointments() -> None:
    found = report(PAST, COMING, LATER, first="2026-08-01")
    assert found.coming == COMING
    assert found.changes
    assert found.changes.appointment == PAST
    assert [row.entry for row in found.rows] == [COMING]


def test_reactions_are_counted_in_the_period() -> None:
    found = report(
        an_injection("2026-01-01", reactions=("se_headache",)),
        an_injection("2026-10-01", reactions=("se_headache", "site_reaction")),
        an_injection("2026-11-01", reactions=("se_headache",)),
        first="2026-06-01",
    )
    assert found.reactions == {"se_headache": 2, "site_reaction": 1}


def test_the_timeline_goes_to_the_next_dose_where_the_period_ends_today() -> None:
    plan = a_plan(a_phase("1 month", "2026-09-01"))
    open_end, closed = report(plan), report(plan, last="2026-10-15")
    assert open_end.view
    assert open_end.view[1] > day("2026-12-01")
    assert closed.view == (day("2026-09-01"), day("2026-10-15"))
    short = report(plan, first="2026-10-14", last="2026-10-15")
    assert short.view == (day("2026-09-17"), day("2026-10-15"))


@pytest.mark.parametrize(
    ("name", "birth_date", "shown"),
    [
        (True, True, ("Ann", day("1950-01-02"))),
        (True, False, ("Ann", None)),
        (False, False, ("", None)),
    ],
)
def test_who_is_named(name: bool, birth_date: bool, shown: tuple[str, date | None]) -> None:
    found = named(report(Patient("Ann", day("1950-01-02"))), name, birth_date)
    assert (found.patient.name, found.patient.birth_date) == shown
