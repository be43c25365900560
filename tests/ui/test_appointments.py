"""Appointments in the window: entered, prepared, seen when near, and what was agreed there."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from b12tracker.domain.appointments import MOST_QUESTIONS, Appointment
from b12tracker.ui import appointment_words as words
from b12tracker.ui.dialogs.appointment_dialog import AppointmentDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import an_id, day
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import (
    Dialogs,
    a_button,
    click,
    complaints,
    in_focus,
    press,
    rows_of,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import PLAN, TODAY

COMING = Appointment(
    day("2026-11-25"), "Dr Osei", ("Is the dose right?", "When is MMA due?"), id=an_id(31)
)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window(PLAN, COMING)


def held(window: MainWindow) -> tuple[Appointment, ...]:
    return window.document.facts.appointments


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-11-22", "Appointment today with Dr Osei: 2 questions"),
        ("2026-11-23", "Appointment tomorrow with Dr Osei: 2 questions"),
        ("2026-11-25", "Appointment in 3 days with Dr Osei: 2 questions"),
    ],
)
def test_the_reminder(on: str, said: str) -> None:
    assert words.reminder(replace(COMING, on=day(on)), TODAY) == said


def test_a_reminder_without_name_or_questions() -> None:
    bare = Appointment(day("2026-11-25"))
    assert words.reminder(bare, TODAY) == "Appointment in 3 days: no questions yet"
    assert words.title(bare) == "Appointment"


def test_it_is_entered_by_keyboard_and_can_be_undone(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(PLAN)

    def enter(dialog: AppointmentDialog) -> None:
        type_in("6 Dec 2026")
        tab_to("With whom")
        type_in("Dr Osei")
        tab_to("Questions, one on each line")
        type_in("Is the dose right?")
        press("Return", "Return")
        QTest.keyClicks(in_focus(), "  When is MMA due?")
        click(dialog.do_it)

    dialogs.answer(enter)
    window.actions_by_name["add_appointment"].trigger()
    (kept,) = held(window)
    assert (kept.on, kept.with_whom) == (day("2026-12-06"), "Dr Osei")
    assert kept.questions == ("Is the dose right?", "When is MMA due?")
    press("Ctrl+Z")
    assert held(window) == ()


def test_overview_says_when_one_is_near_and_opens_it(window: MainWindow, dialogs: Dialogs) -> None:
    settle()
    assert "Appointment in 3 days with Dr Osei: 2 questions" in sentences(window.overview)

    def look(dialog: AppointmentDialog) -> None:
        assert dialog.with_whom.text() == "Dr Osei"
        dialog.reject()

    dialogs.answer(look)
    click(a_button(window.overview, "Open the appointment…"))
    assert held(window) == (COMING,)


def test_the_diary_lists_it_and_takes_it_out(window: MainWindow) -> None:
    press("Ctrl+2")
    row = ("25 Nov 2026", "Appointment", "with Dr Osei · Is the dose right? · When is MMA due?")
    assert rows_of(window)[0] == row
    window.diary.table.selectRow(0)
    press("Delete")
    assert held(window) == ()


def test_a_question_is_added_from_review(window: MainWindow) -> None:
    press("Ctrl+4")
    tab_to("A question for the clinician")
    type_in("Why am I tired?")
    press("Return")
    assert held(window)[0].questions[-1] == "Why am I tired?"
    assert window.review.questions.question.text() == ""
    assert "3. Why am I tired?" in window.review.questions.questions.text()
    window.undo()
    assert held(window) == (COMING,)


def test_one_question_too_many_is_refused_in_one_sentence(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    full = replace(COMING, questions=tuple(map(str, range(MOST_QUESTIONS))))
    window = open_window(full)
    dialogs.read_sentence()
    window.appointments.ask("One more?")
    assert dialogs.told == ["An appointment has at most 20 questions."]
    assert held(window) == (full,)


def test_without_an_appointment_review_offers_to_add_one(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(PLAN)
    press("Ctrl+4")
    assert words.NONE_COMING in sentences(window.review)
    dialogs.answer(lambda dialog: dialog.reject())
    click(a_button(window.review, "Add an appointment…"))
    window.appointments.ask("Nobody to ask")
    assert held(window) == ()


def test_too_many_questions_are_refused_under_their_field(show: Show) -> None:
    dialog = AppointmentDialog(None, TODAY)
    show(dialog)
    dialog.day.line.setText("6 Dec 2026")
    dialog.questions.setPlainText("\n".join(map(str, range(MOST_QUESTIONS + 1))))
    dialog.accept()
    assert complaints(dialog) == ["An appointment has at most 20 questions."]
    assert not dialog.result()


def test_what_was_agreed_leads_to_the_plan(window: MainWindow, dialogs: Dialogs) -> None:
    def agree(dialog: AppointmentDialog) -> None:
        assert not dialog.plan.isEnabled()
        dialog.agreed.setPlainText("Every 3 weeks from now on")
        click(dialog.plan)

    opened: list[PlanDialog] = []
    dialogs.answer(agree, lambda dialog: (opened.append(dialog), dialog.reject()))
    window.appointments.change(COMING)
    assert isinstance(opened[0], PlanDialog)
    assert held(window) == (replace(COMING, agreed="Every 3 weeks from now on"),)


def test_a_wrong_date_opens_no_plan(show: Show) -> None:
    dialog = AppointmentDialog(None, TODAY)
    show(dialog)
    dialog.agreed.setPlainText("Every 3 weeks")
    click(dialog.plan)
    assert dialog.isVisible()
    assert not dialog.wants_plan
