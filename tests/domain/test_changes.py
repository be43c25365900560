"""What changed since an appointment."""

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.changes import Changes, changes_since, latest_results
from b12tracker.domain.facts import Fact
from tests.builders import (
    DAY,
    a_lab_result,
    a_pause,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_injection,
    day,
    facts,
    judged,
)

SEEN = Appointment(day("2026-06-01"), "Dr Osei", agreed="Every 3 weeks")
TODAY = day("2026-11-22")


def since(*entries: Fact) -> Changes:
    return changes_since(SEEN, facts(*entries), judged(TODAY, *entries))


def scored(last: str, severity: int, days: int) -> list[Fact]:
    return [a_symptom_entry(day(last) - n * DAY, fatigue=severity) for n in range(days)]


def test_phases_and_pauses_from_that_day_on() -> None:
    plan = a_plan(
        a_phase("1 month", "2026-01-01", name="Old", last_day="2026-05-31"),
        a_phase("3 weeks", "2026-06-01", name="New"),
        a_phase("1 week", "2027-01-01", name="Later"),
    )
    found = since(plan, a_pause("2026-05-01", "2026-05-05"), a_pause("2026-07-01", "2026-07-05"))
    assert [stretch.phase.name for stretch in found.phases] == ["New"]
    assert [pause.start for pause in found.pauses] == [day("2026-07-01")]


def test_doses_are_counted_from_that_day_on() -> None:
    plan = a_plan(a_phase("1 month", "2026-04-01"))
    found = since(plan, an_injection("2026-04-01"), an_injection("2026-07-01"))
    assert (found.doses.first, found.doses.taken) == (SEEN.on, 1)


def test_laboratory_values_before_and_since() -> None:
    found = since(
        a_lab_result("2026-03-01", 540, "nmol/L", marker="mma"),
        a_lab_result("2026-06-01", 500, "nmol/L", marker="mma"),
        a_lab_result("2026-08-01", 400, "nmol/L", marker="mma"),
        a_lab_result("2026-10-14", 290, "nmol/L", marker="mma"),
        a_lab_result("2026-10-14", 133, "g/L", marker="hemoglobin"),
        a_lab_result("2026-05-01", 96, "fL", marker="mcv"),
        a_lab_result("2026-12-24", 1, "fL", marker="mcv"),
    )
    pairs = [(one.before and one.before.value, one.since.value) for one in found.labs]
    assert pairs == [(None, 133), (500, 290)]


def test_severities_of_four_weeks_up_to_either_day() -> None:
    found = since(*scored("2026-06-01", 6, 30), *scored("2026-11-22", 2, 5))
    (fatigue,) = found.symptoms
    assert (fatigue.before, fatigue.before_days) == (6, 28)
    assert (fatigue.now, fatigue.now_days) == (2, 5)


def test_too_few_scored_days_or_too_short_a_time_are_not_compared() -> None:
    assert since(*scored("2026-06-01", 6, 2), *scored("2026-11-22", 2, 5)).symptoms == ()
    assert since(*scored("2026-11-22", 2, 5)).symptoms == ()
    entries = [*scored("2026-06-01", 6, 28), *scored("2026-06-20", 2, 5)]
    soon = changes_since(SEEN, facts(*entries), judged("2026-06-20", *entries))
    assert soon.symptoms == ()


def test_the_latest_result_of_each_marker_in_a_period() -> None:
    held = facts(
        a_lab_result("2026-03-01", 1), a_lab_result("2026-04-01", 2), a_lab_result("2026-05-01", 3)
    )
    found = latest_results(held, day("2026-03-01"), day("2026-04-01"))
    assert {key: one.value for key, one in found.items()} == {"b12_total": 2}
