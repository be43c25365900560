"""The first start, by keyboard alone: three steps, each of which can be left out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import Site
from b12tracker.domain.interruptions import NotRecorded
from b12tracker.domain.judgement import Status
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.dialogs.catch_up_dialog import CatchUpDialog
from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import a_phase, a_plan, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    a_button,
    buttons,
    called,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.geometry import faults
from tests.ui.story import MAINTENANCE, PLAN, REPLETION, STORY, TODAY, on_disk

BARE = a_plan(replace(REPLETION, name="", substance=None, route=None, doses=None))
"""What ``weekly`` types: 1 mg a week from Monday 5 October on, until reviewed."""


@pytest.fixture
def begun(window: MainWindow) -> MainWindow:
    """A window on a new logbook, as the program opens it."""
    assert window.offer_first_steps()
    settle()
    return window


def held(window: MainWindow) -> Facts:
    """Return what the open logbook's file holds, read by another program."""
    return on_disk(window.document.logbook)


def asked(window: MainWindow) -> list[str]:
    """Return the first two sentences: which step it is, and its question."""
    assert window.stack.currentWidget() is window.first
    return [window.first.progress.text(), window.first.question.text()]


def weekly(dialog: PhaseDialog) -> None:
    """Type 1 mg a week from 5 October on, until reviewed."""
    tab_to("Interval: number")
    type_in("1")
    tab_to("Interval: unit")
    press("w")
    tab_to("Date of the first dose")
    type_in("5 oct 2026")
    tab_to("After a number of doses")
    press("Down", "Down", "Down", "Space")
    tab_to("Dose")
    type_in("1")
    press("Return")


def step_one(dialogs: Dialogs) -> None:
    """Enter the plan, and go on."""
    dialogs.answer(lambda dialog: (tab_to("Add a phase…"), press("Return"), click(dialog.do_it)))
    dialogs.answer(weekly)
    assert called(in_focus()) == "Enter your plan…"
    press("Return")
    assert called(in_focus()) == "Next"
    press("Return")


def test_the_whole_first_start(begun: MainWindow, dialogs: Dialogs) -> None:
    assert asked(begun) == ["Step 1 of 3", "What were you prescribed?"]
    step_one(dialogs)
    assert asked(begun) == ["Step 2 of 3", "When was your last injection?"]
    assert called(in_focus()) == "Date of the last injection"
    type_in("17 nov")
    assert "Your plan has 6 past dates, from 5 October to 9 November" in sentences(begun.first)
    assert "It is logged as your plan prescribes it: 1 mg." in sentences(begun.first)
    tab_to("I am not sure of the date: about then")
    press("Space")
    tab_to("Site")
    press("l", "e")
    tab_to("All were given as planned")
    press("Space")
    tab_to("Next")
    press("Return")
    assert asked(begun) == ["Step 3 of 3", "Which symptoms do you follow?"]
    press("Space")
    tab_to("Pins and needles")
    press("Space")
    tab_to("Finish")
    press("Return")
    assert begun.stack.currentWidget() is begun.overview

    now = held(begun)
    (plan,) = now.plans
    assert [replace(phase, id="") for phase in plan.phases] == [
        replace(phase, id="") for phase in BARE.phases
    ]
    assert now.patient.follows == ("fatigue", "tingling")
    mondays = [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26)]
    mondays += [date(2026, 11, 2), date(2026, 11, 9)]
    last = max(now.injections, key=lambda one: one.given_on)
    assert sorted(one.given_on for one in now.injections) == [*mondays, date(2026, 11, 17)]
    assert last == an_injection("2026-11-17", about=True, site=last.site, dose_ug=1000, id=last.id)
    assert isinstance(last.site, Site)
    assert {one.dose_ug for one in now.injections} == {1000}
    assert now == replace(Facts(), plans=now.plans, injections=now.injections, patient=now.patient)
    assert begun.overview.headline.text() == "Next injection: Monday 23 November"
    assert not any("missed" in each for each in sentences(begun.overview))


def test_each_finished_step_is_one_step_to_undo(begun: MainWindow, dialogs: Dialogs) -> None:
    step_one(dialogs)
    type_in("17 nov")
    begun.first.last.backfill.all_given.setChecked(True)
    press("Return")
    begun.first.follow.ticks.boxes["fatigue"].setChecked(True)
    tab_to("Finish")
    press("Return")
    for left in ((1, 7, ()), (1, 0, ()), (0, 0, ())):
        press("Ctrl+Z")
        now = held(begun)
        assert (len(now.plans), len(now.injections), now.patient.follows) == left
    assert not begun.document.undo_stack.canUndo()


def test_every_step_can_be_left_out(begun: MainWindow) -> None:
    for _ in range(3):
        tab_to("Leave this out")
        press("Return")
    assert begun.stack.currentWidget() is begun.overview
    assert held(begun) == Facts()
    assert begun.overview.headline.text() == "Welcome to your logbook"


def test_leaving_in_the_middle_keeps_what_was_finished(begun: MainWindow, dialogs: Dialogs) -> None:
    step_one(dialogs)
    type_in("17 nov")
    press("Escape")
    assert begun.stack.currentWidget() is begun.overview
    assert len(held(begun).plans) == 1
    assert held(begun).injections == ()
    begun.actions_by_name["first_steps"].trigger()
    assert asked(begun)[0] == "Step 2 of 3"
    assert begun.first.last.day.line.text() == "17 nov", "what was typed is still there"


def test_back_shows_what_was_said(begun: MainWindow, dialogs: Dialogs) -> None:
    step_one(dialogs)
    type_in("17 nov")
    begun.first.last.backfill.later.setChecked(True)
    press("Return")
    tab_to("Back")
    press("Return")
    assert asked(begun)[0] == "Step 2 of 3"
    said = " ".join(sentences(begun.first))
    assert "The last injection logged is of Tuesday 17 November; 1 injection in all." in said
    assert "Leave this out" not in buttons(begun.first)
    press("Ctrl+Z")
    assert begun.first.last.day.isVisible()
    tab_to("Back")
    press("Return")
    assert asked(begun)[0] == "Step 1 of 3"
    assert "Weekly · 1 mg · until reviewed · from 5 Oct 2026" in sentences(begun.first)
    assert "Change the plan…" in buttons(begun.first)
    press("Ctrl+Z")
    assert "Enter your plan…" in buttons(begun.first)
    assert "Next" not in buttons(begun.first)


def test_the_plan_is_changed_in_its_step(begun: MainWindow, dialogs: Dialogs) -> None:
    step_one(dialogs)
    click(a_button(begun.first, "Back"))

    def by(dialog: PlanDialog) -> None:
        dialog.prescriber.setText("Dr Osei")
        click(dialog.do_it)

    dialogs.answer(by)
    click(a_button(begun.first, "Change the plan…"))
    assert held(begun).plans[0].prescriber == "Dr Osei"


def test_the_sample_from_the_first_step(begun: MainWindow) -> None:
    own = begun.document.logbook.path
    tab_to("Look at the sample logbook")
    press("Return")
    assert begun.overview.headline.text() == "Next injection: Friday 27 November"
    assert begun.stack.currentWidget() is begun.overview
    assert begun.document.logbook.path != own


def test_the_words_for_safety_stand_on_the_first_step(begun: MainWindow) -> None:
    assert any("It does not advise" in each for each in sentences(begun.first))
    tab_to("Leave this out")
    press("Return")
    assert not any("It does not advise" in each for each in sentences(begun.first))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type or choose the date, or leave this step out."),
        ("32 oct", "“32 oct” is not a date"),
        ("23 nov 2026", "23 Nov 2026 is in the future; log it when it is given."),
    ],
)
def test_a_date_that_cannot_be(begun: MainWindow, typed: str, said: str) -> None:
    click(a_button(begun.first, "Leave this out"))
    type_in(typed)
    press("Return")
    assert asked(begun)[0] == "Step 2 of 3"
    (complaint,) = complaints(begun.first)
    assert complaint.startswith(said)
    type_in("yesterday")
    press("Return")
    assert asked(begun)[0] == "Step 3 of 3"
    (logged,) = held(begun).injections
    assert logged == an_injection("2026-11-21", id=logged.id)


def test_no_symptom_ticked(begun: MainWindow) -> None:
    for _ in range(2):
        click(a_button(begun.first, "Leave this out"))
    click(a_button(begun.first, "Finish"))
    assert complaints(begun.first) == ["Tick at least one symptom, or leave this step out."]


def test_ticks_outlive_an_undo(begun: MainWindow) -> None:
    click(a_button(begun.first, "Leave this out"))
    type_in("yesterday")
    press("Return", "Space", "Ctrl+Z")
    assert held(begun).injections == ()
    assert begun.first.follow.ticks.follows == ("fatigue",)


@pytest.fixture
def planned(open_window: OpenWindow) -> MainWindow:
    """The second step, six doses of the plan being past."""
    window = open_window(PLAN)
    window.first_steps()
    press("Return")
    assert asked(window)[0] == "Step 2 of 3"
    return window


def added(window: MainWindow) -> list[Fact]:
    """Return what the file holds besides the plan."""
    return [fact for fact in held(window).entries if fact.id != PLAN.id]


def statuses(window: MainWindow) -> list[Status]:
    """Return the statuses of the six past doses."""
    return [dose.status for dose in window.document.judgement.doses[:6]]


def test_some_of_the_past_dates_are_ticked_and_put_right(planned: MainWindow) -> None:
    tab_to("All were given as planned")
    press("Down", "Space")
    tab_to("Monday 12 October")
    press("Space")
    tab_to("Given instead of Monday 12 October")
    type_in("14 oct 2026")
    tab_to("Monday 9 November")
    press("Space")
    tab_to("Next")
    press("Return")
    assert [(one.given_on, one.substance) for one in added(planned)] == [
        (date(2026, 10, 14), REPLETION.substance),
        (date(2026, 11, 9), REPLETION.substance),
    ]
    on_time, missed = Status.ON_TIME, Status.MISSED
    assert statuses(planned) == [missed, on_time, missed, missed, missed, on_time]


def test_the_others_were_not_recorded(planned: MainWindow) -> None:
    field = planned.first.last.backfill
    field.some.setChecked(True)
    field.others.setChecked(True)
    field.rows[date(2026, 10, 19)].given.setChecked(True)
    click(a_button(planned.first, "Next"))
    assert (
        statuses(planned)
        == [Status.NOT_RECORDED] * 2 + [Status.ON_TIME] + [Status.NOT_RECORDED] * 3
    )


def test_not_remembered_is_one_stretch(planned: MainWindow) -> None:
    tab_to("All were given as planned")
    press("Down", "Down", "Space")
    tab_to("Next")
    press("Return")
    (stretch,) = added(planned)
    assert stretch == NotRecorded(date(2026, 10, 5), date(2026, 11, 9), id=stretch.id)
    assert statuses(planned) == [Status.NOT_RECORDED] * 6
    press("Escape")
    assert not planned.overview.attention_card.isVisible()


def test_tab_goes_through_the_dates_in_order(planned: MainWindow) -> None:
    tab_to("All were given as planned")
    press("Down", "Space", "Tab", "Space", "Tab")
    assert called(in_focus()) == "Given instead of Monday 5 October"
    press("Tab", "Tab")
    assert called(in_focus()) == "Monday 12 October"
    for _ in range(5):
        press("Tab")
    assert called(in_focus()) == "The others: nobody recorded them"
    press("Tab")
    assert called(in_focus()) == "Back"


def test_the_last_injection_narrows_the_dates_before_it(planned: MainWindow) -> None:
    field = planned.first.last.backfill
    field.some.setChecked(True)
    type_in("27 oct")
    dates = [row.given.text() for row in field.rows.values() if not row.isHidden()]
    assert dates == ["Monday 5 October", "Monday 12 October", "Monday 19 October"]
    type_in("")
    assert len([row for row in field.rows.values() if not row.isHidden()]) == 6


def test_no_injection_yet_asks_for_nothing_more(planned: MainWindow) -> None:
    tab_to("I have not had one yet")
    press("Space")
    assert not planned.first.last.backfill.isVisible()
    assert not planned.first.last.day.isVisible()
    tab_to("Next")
    press("Return")
    assert asked(planned)[0] == "Step 3 of 3"
    assert added(planned) == []
    press("Escape")
    assert "6 past doses have no record yet, from 5 October to 9 November" in sentences(
        planned.overview
    )


def test_the_past_dates_want_an_answer(planned: MainWindow) -> None:
    click(a_button(planned.first, "Next"))
    (said,) = complaints(planned.first)
    assert said == "Say what became of the planned dates, or leave them open for now."
    field = planned.first.last.backfill
    field.some.setChecked(True)
    row = field.rows[date(2026, 10, 5)]
    row.given.setChecked(True)
    row.day.line.setText("yesteryear")
    click(a_button(planned.first, "Next"))
    assert complaints(planned.first) == [row.complaint.text()]
    assert added(planned) == []


def test_a_disk_that_is_full_loses_nothing(
    planned: MainWindow, dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise LogbookError("The disk is full.")

    planned.first.last.backfill.all_given.setChecked(True)
    monkeypatch.setattr(Logbook, "write", full)
    dialogs.read_sentence()
    click(a_button(planned.first, "Next"))
    assert dialogs.told == ["The disk is full."]
    assert asked(planned)[0] == "Step 2 of 3"
    assert planned.first.last.backfill.all_given.isChecked()


def test_offered_once_to_a_new_logbook_only(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window = open_window()
    assert window.offer_first_steps()
    press("Escape")
    assert not window.offer_first_steps(), "it is not forced again"
    assert not open_window(*STORY).offer_first_steps()
    assert not open_window(PLAN).offer_first_steps()
    assert not open_window(Patient(follows=("fatigue",))).offer_first_steps()
    dialogs.answer(lambda title: tmp_path / "another.sqlite")
    window.actions_by_name["new_logbook"].trigger()
    assert asked(window)[0] == "Step 1 of 3"


def test_begun_from_the_empty_overview(window: MainWindow) -> None:
    tab_to("Begin in three steps")
    press("Return")
    assert asked(window)[0] == "Step 1 of 3"
    press("Ctrl+2")
    assert window.stack.currentWidget() is window.diary


@pytest.mark.parametrize("factor", [1.0, 1.75])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 800)])
def test_nothing_is_cut(
    open_window: OpenWindow, app: Any, factor: float, size: tuple[int, int]
) -> None:
    from b12tracker.ui import theme

    enlarged = app.font()
    enlarged.setPointSizeF(enlarged.pointSizeF() * factor)
    app.setFont(enlarged)
    theme.wear(app, theme.style_for("light"))
    empty, full = open_window(size=size), open_window(PLAN, size=size)
    for window in (empty, full):
        window.first_steps()
        settle()
        assert (window.width(), window.height()) == size
        assert faults(window) == []
    click(full.first.next)
    field = full.first.last.backfill
    field.some.setChecked(True)
    next(iter(field.rows.values())).given.setChecked(True)
    settle()
    assert faults(full) == []
    click(full.first.leave_out)
    click(full.first.next)
    settle()
    assert faults(full) == []


def test_a_plan_entered_later_asks_about_its_past(window: MainWindow, dialogs: Dialogs) -> None:
    """Only about dates that are new: a change of the note of a plan asks nothing."""

    def plan(dialog: PlanDialog) -> None:
        dialog._try([a_phase("1 week", "2026-11-02", id=MAINTENANCE.id)])
        click(dialog.do_it)

    def all_given(dialog: CatchUpDialog) -> None:
        assert "Monday 2 November: no record yet" in sentences(dialog)
        press("Alt+A")
        click(dialog.do_it)

    dialogs.answer(plan, all_given)
    window.entries.enter_plan()
    given = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    assert [one.given_on for one in held(window).injections] == given

    def prescriber(dialog: PlanDialog) -> None:
        dialog.prescriber.setText("Dr Osei")
        click(dialog.do_it)

    dialogs.answer(prescriber)
    window.entries.change_plan(held(window).plans[0])

    def earlier(dialog: PlanDialog) -> None:
        dialog._try([a_phase("1 week", "2026-10-19", id=MAINTENANCE.id)])
        click(dialog.do_it)

    def look(dialog: CatchUpDialog) -> None:
        days = [row.dose.planned for row in dialog.rows]
        assert days == [date(2026, 10, 19), date(2026, 10, 26)]
        press("Escape")

    dialogs.answer(earlier, look)
    window.entries.change_plan(held(window).plans[0])
    assert window.document.today == TODAY
