"""The Diary: every entry in date order, and the doses that were missed."""

from b12tracker.domain.diary import DiaryRow, Kind, build_diary
from b12tracker.domain.facts import Fact
from b12tracker.domain.judgement import judge
from tests.builders import (
    Day,
    a_lab_result,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    day,
    facts,
    injections,
)


def diary(today: Day, *entries: Fact) -> tuple[DiaryRow, ...]:
    logbook = facts(*entries)
    return build_diary(logbook, judge(logbook, day(today)))


def test_an_empty_logbook_has_an_empty_diary() -> None:
    assert diary("2026-01-05") == ()
    assert diary("2026-01-05", a_plan()) == ()


def test_every_entry_is_listed_the_newest_first() -> None:
    entries = (
        an_injection("2026-01-05"),
        a_symptom_entry("2026-01-06"),
        a_lab_result("2025-12-30"),
        a_symptom_entry("2026-01-01"),
        an_injection("2025-12-01"),
    )
    rows = diary("2026-01-09", a_plan(), *entries)
    assert [(str(row.on), row.kind) for row in rows] == [
        ("2026-01-06", Kind.SYMPTOMS),
        ("2026-01-05", Kind.INJECTION),
        ("2026-01-01", Kind.SYMPTOMS),
        ("2025-12-30", Kind.LAB_RESULT),
        ("2025-12-01", Kind.INJECTION),
    ]
    assert {row.entry.id for row in rows if row.entry} == {entry.id for entry in entries}


def test_the_order_of_entry_does_not_matter() -> None:
    entries: list[Fact] = [
        *injections("2026-01-05", "2026-01-05"),
        a_symptom_entry(),
        a_lab_result(),
    ]
    assert diary("2026-01-09", *entries) == diary("2026-01-09", *reversed(entries))


def test_injections_of_one_day_are_listed_by_time_the_later_first() -> None:
    morning = an_injection("2026-01-05", "08:00", id=an_id(2))
    evening = an_injection("2026-01-05", "20:00", id=an_id(1))
    assert [row.entry for row in diary("2026-01-05", morning, evening)] == [evening, morning]


def test_an_injection_names_the_dose_it_met() -> None:
    given = injections("2025-12-01", "2026-01-06", "2026-01-05")
    rows = {row.entry.id: row for row in diary("2026-01-07", a_plan(), *given) if row.entry}
    before, top_up, met = (rows[injection.id] for injection in given)
    assert met.dose is not None
    assert met.dose.planned == day("2026-01-05")
    assert (met.is_top_up, top_up.is_top_up, before.is_top_up) == (False, True, False)
    assert (top_up.dose, before.dose) == (None, None)


def test_a_missed_dose_is_a_row_without_an_entry() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    rows = diary("2026-01-17", plan, an_injection("2026-01-05"))
    assert [(str(row.on), row.kind) for row in rows] == [
        ("2026-01-12", Kind.MISSED),
        ("2026-01-05", Kind.INJECTION),
    ]
    assert rows[0].entry is None
    assert rows[0].dose is not None
    assert diary("2026-01-16", plan, an_injection("2026-01-05"))[0].kind is Kind.INJECTION


def test_symptoms_and_labs_tell_the_days_since_the_last_injection() -> None:
    rows = diary(
        "2026-02-28",
        *injections("2026-01-12", "2026-01-05"),
        a_symptom_entry("2026-01-04"),
        a_symptom_entry("2026-01-05"),
        a_symptom_entry("2026-01-11"),
        a_lab_result("2026-01-12", id=an_id(2)),
        a_lab_result("2026-02-02"),
        a_lab_result("2026-01-13", before_injection=True),
        a_lab_result("2026-01-12", before_injection=True, id=an_id(1)),
    )
    assert [
        (str(row.on), row.days_since_injection) for row in rows if row.kind is not Kind.INJECTION
    ] == [
        ("2026-02-02", 21),
        ("2026-01-13", 1),
        ("2026-01-12", 0),
        ("2026-01-12", 7),
        ("2026-01-11", 6),
        ("2026-01-05", 0),
        ("2026-01-04", None),
    ]


def test_an_entry_dated_after_today_is_listed_but_meets_nothing() -> None:
    (row,) = diary("2026-01-01", a_plan(), an_injection("2026-01-05"))
    assert row.kind is Kind.INJECTION
    assert (row.dose, row.is_top_up) == (None, False)
