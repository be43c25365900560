"""A user's days with the window: real keys and clicks, a real file, and what it holds after."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from pytestqt.qtbot import QtBot

from b12tracker.charts.marks import MarkKind
from b12tracker.charts.picture import HitKind
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import Status
from b12tracker.domain.labs import Comparator
from b12tracker.domain.plan import Open
from b12tracker.domain.timeline import DoseMark
from b12tracker.ui.dialogs.actions_dialog import ActionsDialog
from b12tracker.ui.dialogs.draw_dialog import DrawDialog
from b12tracker.ui.dialogs.follow_dialog import FollowDialog
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.dialogs.symptoms_dialog import SymptomsDialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import a_phase, a_plan, a_symptom_entry, an_injection, facts
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    a_button,
    called,
    click,
    click_mark,
    in_focus,
    marks_of,
    press,
    rows_of,
    sentences,
    tab_to,
    type_in,
)
from tests.ui.story import DAY, INJECTIONS, LEFT, MAINTENANCE, PLAN, RIGHT, STORY, TODAY, on_disk

MONTHLY = a_plan(a_phase("1 month", "2026-10-16"))
"""The dose of 16 November can still be met today."""


def held(window: MainWindow) -> Facts:
    """Return what the open logbook's file holds, read by another program."""
    return on_disk(window.document.logbook)


def without_ids(value: Any) -> Any:
    """Return facts with their ids taken off."""
    if isinstance(value, tuple):
        return tuple(without_ids(each) for each in value)
    phases = {"phases": without_ids(value.phases)} if hasattr(value, "phases") else {}
    return replace(value, id="", **phases)


def choose(name: str, first_letters: str) -> None:
    """Choose a line of a list by typing how it begins."""
    tab_to(name)
    press(*first_letters)


def test_plan_entered_by_keyboard(window: MainWindow, dialogs: Dialogs, qtbot: QtBot) -> None:
    said: dict[str, str] = {}

    def repletion(dialog: PhaseDialog) -> None:
        type_in("Repletion")
        tab_to("Interval: number")
        type_in("1")
        choose("Interval: unit", "w")
        tab_to("Date of the first dose")
        type_in("30/11/2026")
        tab_to("After a number of doses")
        press("Space")
        tab_to("Number of doses")
        type_in("6")
        tab_to("Dose")
        type_in("1")
        tab_to("Substance, route and goal …")
        press("Return")
        choose("Substance", "h")
        qtbot.waitUntil(lambda: "Next" in dialog.preview.text())
        said["repletion"] = dialog.preview.text()
        press("Return")

    def maintenance(dialog: PhaseDialog) -> None:
        type_in("Maintenance")
        tab_to("Interval: number")
        type_in("1")
        choose("Interval: unit", "c")
        tab_to("After a number of doses")
        press("Down", "Down", "Down", "Down", "Space")
        qtbot.waitUntil(lambda: "Next" in dialog.preview.text())
        said["maintenance"] = dialog.preview.text()
        press("Return")

    def plan(dialog: PlanDialog) -> None:
        for _ in range(2):
            tab_to("Add a phase…")
            press("Return")
        choose("Cause of the deficiency", "p")
        tab_to("Prescriber")
        type_in("Dr Osei")
        press("Return")

    assert window.overview.headline.text() == "Welcome to your logbook"
    dialogs.answer(plan, repletion, maintenance)
    tab_to("Begin in three steps")
    press("Return")
    tab_to("Enter your plan…")
    press("Return")
    press("Escape")

    expected = a_plan(
        replace(PLAN.phases[0], first_dose=date(2026, 11, 30), route=None),
        replace(MAINTENANCE, goal="", dose_ug=None),
        cause=PLAN.cause,
        prescriber="Dr Osei",
    )
    assert without_ids(held(window).plans) == without_ids((expected,))
    assert said == {
        "repletion": "Weekly: 4.3 injections and 4.3 mg a month.\n"
        "Next: 30 Nov · 7 Dec · 14 Dec · 21 Dec 2026",
        "maintenance": "Monthly: 1 injection a month.\nNext: 4 Feb · 4 Mar · 4 Apr · 4 May 2027",
    }
    assert window.overview.headline.text() == "Next injection: Monday 30 November"
    assert not window.overview.invitation.isVisible()
    assert marks_of(window)[0].what.planned == date(2026, 11, 30)


def test_log_an_injection_by_keyboard(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(MONTHLY, an_injection("2026-10-16"))
    assert window.overview.headline.text() == "Next injection: Monday 16 November"
    before = held(window)

    def last_tuesday(dialog: InjectionDialog) -> None:
        type_in("last tuesday")
        assert "Tuesday 17 November 2026, 5 days ago" in sentences(dialog)
        press("Return")

    dialogs.answer(last_tuesday)
    press("Ctrl+I")

    (logged,) = set(held(window).injections) - set(before.injections)
    assert logged == Injection(date(2026, 11, 17), id=logged.id)
    assert held(window) == replace(before, injections=(*before.injections, logged))
    assert window.overview.headline.text() == "Next injection: Wednesday 16 December"
    assert window.overview.last.text() == "Last injection 17 November, 5 days ago"
    mark = next(mark for mark in marks_of(window) if mark.what.planned == date(2026, 11, 16))
    assert isinstance(mark.what, DoseMark)
    assert mark.what.dose.injection == logged
    assert mark.what.dose.status is Status.ON_TIME
    assert window.quiet.words.text() == "Injection of 17 November logged"


def test_main_button_logs(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()
    dialogs.answer(lambda dialog: (type_in("today"), press("Return")))
    click(a_button(window, "Log injection"))
    assert [one.given_on for one in held(window).injections] == [TODAY]


def test_cancel_logs_nothing(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()
    dialogs.answer(lambda dialog: (type_in("today"), press("Escape")))
    press("Ctrl+I")
    assert held(window) == Facts()
    assert window.quiet.words.text() == ""


def test_same_as_last_time(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def same(dialog: InjectionDialog) -> None:
        type_in("yesterday")
        tab_to("Same as last time")
        press("Space", "Return")

    dialogs.answer(same)
    press("Ctrl+I")
    last, logged = INJECTIONS[-1], held(window).injections[-1]
    assert last.site is RIGHT
    assert logged == replace(last, given_on=TODAY - DAY, site=LEFT, note="", id=logged.id)


def test_log_symptoms_by_digits(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(Patient(follows=("fatigue", "tingling", "memory")))

    def score(dialog: SymptomsDialog) -> None:
        press("1", "0", "3", "Return")

    dialogs.answer(score)
    press("Ctrl+E")
    (entry,) = held(window).symptoms
    assert entry == a_symptom_entry(TODAY, scores={"fatigue": 10, "tingling": 3}, id=entry.id)


def test_no_symptoms_today(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(Patient(follows=("fatigue", "tingling")))
    dialogs.answer(lambda dialog: press("Alt+N", "Return"))
    press("Ctrl+E")
    (entry,) = held(window).symptoms
    assert entry.scores == {"fatigue": 0, "tingling": 0}
    press("Ctrl+2")
    assert rows_of(window) == [
        ("22 Nov 2026", "Symptoms: none", "Tired or no energy, Pins and needles")
    ]


def test_choose_symptoms_before_the_first_entry(window: MainWindow, dialogs: Dialogs) -> None:
    def follow(dialog: FollowDialog) -> None:
        press("Space")
        tab_to("Pins and needles")
        press("Space", "Return")

    def score(dialog: SymptomsDialog) -> None:
        tab_to("Pins and needles, not scored")
        press("4", "Return")

    dialogs.answer(follow, score)
    press("Ctrl+E")
    now = held(window)
    assert now.patient.follows == ("fatigue", "tingling")
    assert [entry.scores for entry in now.symptoms] == [{"tingling": 4}]


def test_add_a_lab_result(window: MainWindow, dialogs: Dialogs) -> None:
    def copy_the_report(dialog: DrawDialog) -> None:
        type_in("18 nov")
        choose("Marker", "vi")
        choose("Below or above", "a")
        tab_to("Value")
        type_in("1476,5")
        choose("Unit", "pm")
        tab_to("High end of the range")
        type_in("569")
        press("Return")

    dialogs.answer(copy_the_report)
    press("Ctrl+L")
    (result,) = held(window).lab_results
    assert (result.marker, result.value, result.unit) == ("b12_total", 1476.5, "pmol/L")
    assert result.comparator is Comparator.ABOVE
    assert (result.range_low, result.range_high) == (None, 569)
    press("Ctrl+2")
    details = "range below 569 · before the first injection"
    assert rows_of(window) == [("18 Nov 2026", "B12 > 1476.5 pmol/L", details)]


def test_add_the_results_of_one_draw(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def copy_the_report(dialog: DrawDialog) -> None:
        type_in("15 nov")
        press("Alt+B")
        press("Alt+M")
        choose("Marker", "haem")
        tab_to("Value")
        type_in("135")
        choose("Unit", "g/d")
        press("Alt+A")
        choose("Marker, result 2", "s")
        tab_to("Name of the marker, result 2")
        type_in("Zinc")
        tab_to("Unit of the marker, result 2")
        type_in("µmol/L")
        tab_to("Value, result 2")
        type_in("12")
        press("Return")
        tab_to("Use g/L")
        press("Return")

    dialogs.answer(copy_the_report)
    press("Ctrl+L")
    assert window.quiet.words.text() == "2 lab results of 15 November logged"
    press("Ctrl+2")
    zinc, hb = sorted(
        row
        for row in rows_of(window)
        if "before that day" not in row[2]
        and row[0] == "15 Nov 2026"
        and row[1][:2] in ("Zi", "Hb")
    )[::-1]
    assert hb == ("15 Nov 2026", "Hb 135 g/L", "day 6 since the injection · Repletion")
    assert zinc == ("15 Nov 2026", "Zinc 12 µmol/L", "day 6 since the injection · Repletion")
    press("Ctrl+Z")
    assert set(held(window).by_id.values()) == set(STORY)
    press("Ctrl+Shift+Z")
    (own,) = held(window).own_markers
    assert own.name == "Zinc"
    assert {
        result.before_injection for result in held(window).lab_results if result.marker == own.key
    } == {True}


def test_change_in_the_diary_by_keyboard(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def change(dialog: InjectionDialog) -> None:
        tab_to("Note")
        type_in("After travelling")
        press("Alt+D", "Return")

    press("Ctrl+2")
    while "Before travelling" not in window.diary.model.data(window.diary.table.currentIndex()):
        press("Down")
        index = window.diary.table.currentIndex().siblingAtColumn(2)
        window.diary.table.setCurrentIndex(index)
    dialogs.answer(change)
    press("Return")
    assert held(window).injections[-1] == replace(INJECTIONS[-1], note="After travelling")
    assert window.quiet.words.text() == "Injection of 15 November changed"


def test_delete_in_the_diary_by_keyboard(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    before = held(window)
    press("Ctrl+2", "Down", "Delete")
    left = held(window)
    assert len(left.entries) == len(before.entries) - 1
    assert set(left.entries) < set(before.entries)
    press("Ctrl+Z")
    assert set(held(window).entries) == set(before.entries)


def it_was_given_on(dialog: ActionsDialog) -> None:
    """Take the first of the things that can be done with a planned dose."""
    assert called(in_focus()) == "It was given on…"
    press("Return")


def test_a_missed_dose_on_the_timeline_was_given(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    missed = next(
        mark
        for mark in marks_of(window)
        if mark.kind is HitKind.DOSE and mark.what.dose.status is Status.MISSED
    )
    assert missed.what.planned == date(2026, 10, 12)
    assert "One dose missed: 12 October" in sentences(window.overview)

    def it_was_given(dialog: InjectionDialog) -> None:
        assert dialog.day.line.text() == "12 Oct 2026"
        press("Return")

    dialogs.answer(it_was_given_on, it_was_given)
    click_mark(window, missed)
    assert held(window).injections[-1].given_on == date(2026, 10, 12)
    assert not any("missed" in sentence for sentence in sentences(window.overview))
    assert MarkKind.MISSED not in {
        entry.kind for entry in window.overview.timeline.canvas.picture.legend
    }


def test_a_missed_dose_by_the_keys_of_the_timeline(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(*STORY)
    marks_of(window)
    dialogs.answer(it_was_given_on, lambda dialog: press("Return"))
    canvas = tab_to("Timeline")
    press("Right", "Right")
    assert "Missed: planned for Monday 12 October" in canvas.accessibleName()
    press("Return")
    assert held(window).injections[-1].given_on == date(2026, 10, 12)


def test_missed_doses_are_found_from_overview(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    tab_to("Look at them")
    press("Return")
    assert window.stack.currentWidget() is window.diary
    assert [row[:2] for row in rows_of(window)] == [("12 Oct 2026", "✕ Missed dose")]
    dialogs.answer(it_was_given_on, lambda dialog: press("Return"))
    press("Return")
    assert held(window).injections[-1].given_on == date(2026, 10, 12)
    assert window.diary.nothing.text() == "Nothing here fits what you are looking for."


def test_the_dose_of_today_is_not_dated_for_the_user(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(a_plan(a_phase("1 month", TODAY)))
    (mark,) = marks_of(window)

    def leave(dialog: InjectionDialog) -> None:
        assert dialog.day.line.text() == ""
        press("Escape")

    dialogs.answer(it_was_given_on, leave)
    click_mark(window, mark)


def test_an_entry_on_the_timeline_opens(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    titles = []
    for kind in (HitKind.DOSE, HitKind.EXTRA, HitKind.SYMPTOM, HitKind.LAB):
        mark = next(mark for mark in marks_of(window) if mark.kind is kind)
        dialogs.answer(lambda dialog: (titles.append(dialog.windowTitle()), press("Escape")))
        click_mark(window, mark)
    assert titles == [
        "Change injection",
        "Change injection",
        "Change symptoms",
        "Change lab result",
    ]


def test_review_counts(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    press("Ctrl+4")
    said = sentences(window.review)
    for name, figure in {
        "Doses taken": "5 of 6",
        "On time": "4 of 6",
        "Early": "0 of 6",
        "Late": "1 of 6",
        "Missed": "1 of 6",
        "Top-ups": "1",
        "Since the last": "7 days",
    }.items():
        assert said[said.index(name) + 1] == figure
    assert "no injection could count for: 12 Oct 2026" in said


def test_change_the_plan(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN)

    def three_monthly(dialog: PhaseDialog) -> None:
        tab_to("Interval: number")
        type_in("3")
        press("Return")

    def plan(dialog: PlanDialog) -> None:
        tab_to("Change Maintenance")
        press("Return")
        click(dialog.do_it)

    dialogs.answer(plan, three_monthly)
    press("Ctrl+3")
    tab_to("Change the plan: Pernicious anaemia, nerves involved")
    press("Return")
    (changed,) = held(window).plans
    assert changed.phases[0] == PLAN.phases[0]
    assert changed.phases[1] == replace(MAINTENANCE, every=replace(MAINTENANCE.every, n=3))
    assert changed.phases[1].open is Open.FOR_LIFE
    assert "Maintenance: every 3 months" in sentences(window.plan)


def test_time_and_lot_are_logged(window: MainWindow, dialogs: Dialogs) -> None:
    def log(dialog: InjectionDialog) -> None:
        type_in("today")
        press("Alt+M")
        tab_to("Time of day")
        type_in("8.05")
        tab_to("Lot (batch) on the ampoule")
        type_in("H23B07")
        press("Return")

    dialogs.answer(log)
    press("Ctrl+I")
    (logged,) = held(window).injections
    assert logged == Injection(TODAY, given_at=time(8, 5), lot="H23B07", id=logged.id)
    assert facts(logged).injections == held(window).injections
