"""Overview: one sentence, one button, and what needs attention."""

from datetime import date

import pytest

from b12tracker.domain.facts import Fact
from tests.builders import a_lab_result, a_phase, a_plan, a_symptom_entry, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Clock, Dialogs, a_button, buttons, click, sentences, settle
from tests.ui.story import PLAN, STORY, TODAY


def test_an_empty_logbook_invites(open_window: OpenWindow) -> None:
    page = open_window().overview
    assert page.headline.text() == "Welcome to your logbook"
    assert page.invitation.isVisible()
    assert {"Begin in three steps", "Open the sample", "Log injection"} < set(buttons(page))
    assert not page.timeline.isVisible()
    assert not page.attention_card.isVisible()
    assert not page.counts.isVisible()


@pytest.mark.parametrize(
    "entry", [an_injection(TODAY), a_symptom_entry(TODAY), a_lab_result("2026-11-01")]
)
def test_a_logbook_without_a_plan(open_window: OpenWindow, entry: Fact) -> None:
    page = open_window(entry).overview
    assert page.headline.text() == "No plan yet"
    assert "Enter your plan…" in buttons(page)
    assert "Open the sample" not in buttons(page)
    assert page.timeline.isVisible()


def test_a_plan_without_injections(open_window: OpenWindow) -> None:
    page = open_window(a_plan(a_phase("1 month", TODAY))).overview
    assert page.headline.text() == "Next injection: today"
    assert page.last.text() == "No injection logged yet"
    assert page.counts.text() == "No data yet: no planned dose is closed."
    assert not page.invitation.isVisible()
    assert not page.attention_card.isVisible()


def test_the_story(open_window: OpenWindow) -> None:
    page = open_window(*STORY).overview
    assert page.headline.text() == "Next injection: Wednesday 9 December"
    assert page.lead.text() == "in 17 days · on time from 2 December to 16 December"
    assert page.last.text() == "Last injection 15 November, 7 days ago, right thigh"
    assert page.counts.text() == ("Taken 5 of 6 planned, 4 on time, 1 top-up, since 5 Oct 2026")
    assert "One dose missed: 12 October" in sentences(page)
    assert "Look at them" in buttons(page)


@pytest.mark.parametrize(
    ("day", "headline", "lead"),
    [
        ("2026-12-08", "Next injection: Wednesday 9 December", "tomorrow · on time from"),
        ("2026-12-09", "Next injection: today", "today · on time from"),
        ("2026-12-10", "Next injection: Wednesday 9 December", "yesterday · on time from"),
        (
            "2026-12-17",
            "Overdue since 9 December",
            "8 days · it can count for this dose until 1 January",
        ),
        ("2027-01-02", "Next injection: Saturday 9 January", "in 7 days · on time from"),
    ],
)
def test_the_days_go_by(
    open_window: OpenWindow, clock: Clock, day: str, headline: str, lead: str
) -> None:
    clock.day = date.fromisoformat(day)
    page = open_window(*STORY).overview
    assert page.headline.text() == headline
    assert page.lead.text().startswith(lead)


def test_the_clinician_is_named_where_two_are_missed_running(open_window: OpenWindow) -> None:
    page = open_window(PLAN, an_injection("2026-10-05")).overview
    said = sentences(page)
    assert "The last two doses were missed: tell your clinician." in said
    assert "5 doses missed, the last of them 9 November" in said


def test_nobody_is_scolded_for_a_plan_that_was_only_just_entered(open_window: OpenWindow) -> None:
    page = open_window(PLAN).overview
    said = sentences(page)
    assert "6 past doses have no record yet, from 5 October to 9 November" in said
    assert not any("missed" in each or "clinician" in each for each in said)
    assert page.counts.text() == "No data yet: nothing is recorded under this plan."


def test_the_page_follows_the_facts(open_window: OpenWindow) -> None:
    window = open_window(PLAN)
    rows = window.overview.attention.count()
    for _ in range(3):
        window.document.read_again()
        settle()
        assert window.overview.attention.count() == rows


def test_the_buttons_do_what_they_say(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    titles: list[str] = []

    def leave(dialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.reject()

    dialogs.answer(leave, leave, leave)
    for name in ("Log injection", "Log symptoms", "Add lab results"):
        click(a_button(window.overview, name))
    assert titles == ["Log injection", "Log symptoms", "Add lab results"]


def test_open_the_sample_from_an_empty_logbook(open_window: OpenWindow) -> None:
    window = open_window()
    click(a_button(window.overview, "Open the sample"))
    assert window.overview.headline.text() == "Next injection: Friday 27 November"


def test_what_it_says_can_be_copied(open_window: OpenWindow) -> None:
    from PySide6.QtCore import Qt

    page = open_window(*STORY).overview
    for label in (page.headline, page.lead, page.last):
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
