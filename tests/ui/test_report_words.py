"""The words of the report's first page."""

from dataclasses import replace

import pytest

from b12tracker import __version__, assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Fact, Patient
from b12tracker.domain.report import build_report
from b12tracker.sharing.report_parts import ReportText
from b12tracker.ui.report_words import report_text
from tests.builders import (
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
from tests.ui.story import PLAN, STORY, TODAY

pytestmark = pytest.mark.usefixtures("app")

SEEN = Appointment(day("2026-10-20"), "Dr Osei", agreed="Every 3 weeks")


def words(*entries: Fact, **period: object) -> ReportText:
    held = facts(*entries)
    catalogue = assets.catalogue().with_own(held)
    state = build_report(held, judged(TODAY, *entries), catalogue, **period)  # type: ignore[arg-type]
    return report_text(state, catalogue)


def test_head_and_foot() -> None:
    found = words(*STORY[1:], Patient("Ann Lee", day("1950-03-02")))
    assert found.who == "Ann Lee, born 2 Mar 1950"
    assert found.about == "1 Oct 2026 to 22 Nov 2026 · self-reported by the patient"
    assert found.foot == (
        f"Self-reported by the patient. B12 Tracker {__version__}, printed 22 Nov 2026. "
        "It records; it does not advise."
    )
    assert words().who == ""


def test_the_plan_in_words_between_two_phases() -> None:
    later = a_phase("1 week", "2027-06-01", name="Trial", doses=3)
    plan = replace(PLAN, phases=(*PLAN.phases, later))
    assert words(plan).plan.lines == (
        "Pernicious anaemia, nerves involved, prescribed by Dr Osei. Next planned: 9 Dec 2026.",
        "Later: Maintenance: monthly, 1 mg, 9 Dec 2026 to 31 May 2027.",
        "Later: Trial: weekly, 1 Jun 2027 to 21 Jun 2027.",
        "Before: Repletion: weekly, 1 mg hydroxocobalamin, IM, 5 Oct 2026 to 15 Nov 2026.",
    )


def test_phases_that_are_over_come_after() -> None:
    plan = a_plan(
        a_phase("1 week", "2026-01-05", doses=2), a_phase("1 month", name="On", goal="Keep it")
    )
    assert words(plan).plan.lines == (
        "Next planned: 12 Nov 2026.",
        "Now: On: monthly, from 12 Feb 2026, until reviewed. That is 1 injection a month. "
        "Goal: Keep it.",
        "Before: Weekly, 5 Jan 2026 to 18 Jan 2026.",
    )


def test_doses_with_their_definitions() -> None:
    found = {one.name: (one.value, one.means) for one in words(*STORY).doses}
    assert found["Doses taken"] == ("5 of 6", "met by an injection, of those closed")
    assert found["Missed"] == ("1 of 6", "no injection could count for: 12 Oct 2026")


def test_many_missed_doses_are_counted_and_the_last_named() -> None:
    plan = a_plan(a_phase("1 week", "2026-01-05"))
    found = {one.name: one for one in words(plan).doses}["Missed"]
    n = int(found.value.split(" of ")[0])
    assert found.means.startswith(f"no injection could count for: {n - 6} before, ")
    assert found.means.count("2026") == 6


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((), "No plan is entered, and no injection is logged in this period."),
        (
            (an_injection("2026-11-01"), an_injection("2026-11-08")),
            "No plan is entered. 2 injections logged in this period, the last on 8 Nov 2026.",
        ),
    ],
)
def test_without_a_plan(entries: tuple[Fact, ...], said: str) -> None:
    found = words(*entries)
    assert found.injections.lines == (said,)
    assert (found.doses, found.plan.lines) == ((), ())


def test_reactions() -> None:
    given = [an_injection(f"2026-10-0{n}") for n in (1, 2)]
    assert words(*given).reactions.lines == ("None noted with 2 injections.",)
    noted = an_injection("2026-10-03", reactions=("se_headache", "unheard_of"))
    assert words(*given, noted).reactions.lines == (
        "After 1 of 3 injections: Headache (1), unheard_of (1).",
    )
    assert words(a_symptom_entry()).reactions.lines == ()


def test_laboratory_values_with_range_flag_and_day() -> None:
    found = words(*STORY).labs
    assert found.rows == (
        ("MMA", "290 nmol/L", "below 280", "H", "18 Nov 2026", "3"),
        ("B12", "> 1476 pmol/L", "–", "*", "18 Nov 2026", "3"),
    )
    assert "* rises after every injection" in found.means


def test_b12_before_the_first_injection_keeps_its_flag() -> None:
    found = words(a_lab_result("2026-10-01", 96, "pmol/L", range_low=145.0, flag="L")).labs
    assert found.rows == (("B12", "96 pmol/L", "above 145", "L", "1 Oct 2026", "–"),)
    assert "*" not in found.means


def test_a_range_is_read_where_there_is_no_flag() -> None:
    high = a_lab_result("2026-10-01", 300, "nmol/L", marker="mma", range_high=280.0)
    assert words(high).labs.rows[0][2:4] == ("below 280", "above")
    within = a_lab_result("2026-10-01", 200, "nmol/L", marker="mma", range_high=280.0)
    assert words(within).labs.rows[0][3] == ""


def test_questions_of_the_next_appointment() -> None:
    coming = Appointment(day("2026-12-06"), "Dr Osei", tuple("abcdefg"))
    found = words(coming).questions
    assert (found.title, found.lines) == ("Questions for Dr Osei, 6 Dec 2026", tuple("abcdefg"))
    assert words(SEEN).questions.lines == ()


def test_what_changed_since_the_last_appointment() -> None:
    found = words(
        SEEN,
        a_plan(a_phase("1 week", "2026-10-26", name="New")),
        an_injection("2026-10-26"),
        a_pause("2026-11-02", "2026-11-20"),
        a_lab_result("2026-10-01", 540, "nmol/L", marker="mma"),
        a_lab_result("2026-11-18", 290, "nmol/L", marker="mma"),
        a_lab_result("2026-11-18", 135, "g/L", marker="hemoglobin"),
        *(a_symptom_entry(f"2026-10-1{n}", fatigue=6) for n in range(5)),
        *(a_symptom_entry(f"2026-11-1{n}", fatigue=2) for n in range(4)),
    ).changes
    assert found.title == "Since the appointment with Dr Osei on 20 Oct 2026"
    assert found.lines == (
        "Agreed then: Every 3 weeks",
        "New phase: New: weekly, from 26 Oct 2026.",
        "Pause from 2 Nov 2026 to 20 Nov 2026: told to pause.",
        "Doses taken 1 of 1, 0 missed, 0 skipped.",
        "Hb: 135 g/L (18 Nov 2026), the first.",
        "MMA: 290 nmol/L (18 Nov 2026), before 540 nmol/L (1 Oct 2026).",
        "Tired or no energy: 2.0 of 10 in the last 4 weeks, 6.0 in the 4 up to it "
        "(4 and 5 days scored).",
    )


def test_without_an_earlier_appointment_nothing_is_compared() -> None:
    assert words(*STORY).changes.lines == ()


def test_wear_off_says_what_is_missing_and_only_where_symptoms_are_scored() -> None:
    assert words(*STORY).wear_off.lines[0].startswith("Not enough data yet: 6 cycles")
    assert words(PLAN).wear_off.lines == ()


def test_the_appendix_has_every_entry() -> None:
    found = {table.title: table.rows for table in words(*STORY, SEEN).appendix}
    given = found["Injections, and doses not given"]
    assert ("12 Oct 2026", "✕ Missed dose") in [row[:2] for row in given]
    assert len(given) == 7
    assert len(found["Laboratory results"]) == 3
    assert len(found["Symptoms"]) == 2
    assert found["Appointments"][0][2] == "with Dr Osei · agreed: Every 3 weeks"
    assert found["Reactions after injections"][0][0] == "19 Oct 2026"
    assert [row[0] for row in found["What the figures mean"]] == ["Counting", "Wear-off"]
