"""What can be done with a planned dose, by keys, through the real window, and undone again."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from b12tracker.charts.picture import HitKind
from b12tracker.domain.facts import Fact
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Reason, Skip
from b12tracker.domain.judgement import PlannedDose, Status
from b12tracker.domain.plan import Plan
from b12tracker.ui.main_window import MainWindow
from tests.builders import a_move, a_pause, a_phase, a_plan, a_skip, an_id, an_injection, unrecorded
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    a_button,
    buttons,
    called,
    click,
    click_mark,
    complaints,
    in_focus,
    marks_of,
    press,
    rows_of,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import DAY, PLAN, STORY, TODAY, on_disk

DUE = a_plan(a_phase("1 month", "2026-10-20", id=an_id(301)), id=an_id(300))
"""The dose of 20 October was given; that of 20 November is due now."""
GIVEN = an_injection("2026-10-20", id=an_id(302))


def dose(window: MainWindow, day: str) -> PlannedDose:
    """Return what the window knows of the dose planned for a day."""
    planned = date.fromisoformat(day)
    return next(one for one in window.document.judgement.doses if one.planned == planned)


def added(window: MainWindow, *known: Fact) -> list[Fact]:
    """Return what the file holds besides what it held."""
    ids = {fact.id for fact in known}
    return [fact for fact in on_disk(window.document.logbook).entries if fact.id not in ids]


def ask(window: MainWindow, day: str) -> None:
    """Choose a dose on the timeline."""
    window.doses.ask_about(dose(window, day))
    settle()


def pressing(words: str) -> Any:
    """Answer the question what to do with a dose."""
    return lambda dialog: click(a_button(dialog, words))


PAST = ["It was given on…", "It was skipped because…", "Nobody recorded that time…"]
MISSED = [*PAST[:2], "It was missed", PAST[2]]
MOVING = ["Move it to another day…", "Pause from here…"]


@pytest.mark.parametrize(
    ("holding", "day", "choices"),
    [
        (STORY, "2026-10-12", MISSED),
        (STORY, "2026-12-09", ["Skip it because…", *MOVING]),
        ((DUE, GIVEN), "2026-11-20", [*PAST[:2], *MOVING, PAST[2]]),
        (
            (*STORY, a_skip("2026-10-12")),
            "2026-10-12",
            ["It was given on…", "Change the reason…", "It was not skipped", PAST[2]],
        ),
        (
            (*STORY, a_pause("2026-12-01", "2026-12-31")),
            "2026-12-09",
            ["It was given on…", "Change the pause…"],
        ),
        (
            (*STORY, a_move("2026-12-09", "2026-12-11")),
            "2026-12-11",
            ["Skip it because…", *MOVING, "Put it back on its planned day"],
        ),
    ],
)
def test_what_can_be_done(
    open_window: OpenWindow,
    dialogs: Dialogs,
    holding: tuple[Fact, ...],
    day: str,
    choices: list[str],
) -> None:
    window = open_window(*holding)
    offered: list[str] = []

    def look(dialog: QDialog) -> None:
        offered.extend(buttons(dialog))
        press("Escape")

    dialogs.answer(look)
    ask(window, day)
    assert offered == [*choices, "Cancel"]
    assert window.document.undo_stack.count() == 0


def test_skip_a_missed_dose_by_keys(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    mark = next(
        mark
        for mark in marks_of(window)
        if mark.kind is HitKind.DOSE and mark.what.planned == date(2026, 10, 12)
    )

    def because(dialog: QDialog) -> None:
        press("a", "w")
        press("Return")

    dialogs.answer(lambda dialog: press("Down", "Return"), because)
    click_mark(window, mark)
    (skip,) = added(window, *STORY)
    assert skip == Skip(date(2026, 10, 12), Reason.AWAY, id=skip.id)
    assert dose(window, "2026-10-12").status is Status.SKIPPED
    assert window.quiet.words.text() == "Skip of 12 October logged"
    assert not any("missed" in each for each in sentences(window.overview))
    press("Ctrl+Z")
    assert added(window, *STORY) == []
    assert "One dose missed: 12 October" in sentences(window.overview)
    press("Ctrl+Shift+Z")
    assert added(window, *STORY) == [skip]


def test_a_skip_is_changed_and_taken_back(open_window: OpenWindow, dialogs: Dialogs) -> None:
    skip = a_skip("2026-10-12", Reason.FORGOT, note="At the seaside")
    window = open_window(*STORY, skip)

    def unwell(dialog: QDialog) -> None:
        dialog.reason.choose(Reason.UNWELL)
        click(dialog.do_it)

    dialogs.answer(pressing("Change the reason…"), unwell)
    ask(window, "2026-10-12")
    (changed,) = added(window, *STORY)
    assert changed == Skip(skip.planned, Reason.UNWELL, "At the seaside", skip.id)
    dialogs.answer(pressing("It was not skipped"))
    ask(window, "2026-10-12")
    assert added(window, *STORY) == []
    assert window.quiet.words.text() == "Skip of 12 October deleted"


def test_move_a_dose(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    said: list[str] = []

    def to_friday(dialog: QDialog) -> None:
        type_in("11 dec 2026")
        said.append(dialog.preview.text())
        press("Return")

    dialogs.answer(pressing("Move it to another day…"), to_friday)
    ask(window, "2026-12-09")
    (move,) = added(window, *STORY)
    assert move == Move(date(2026, 12, 9), date(2026, 12, 11), id=move.id)
    assert said == [
        "26 days after 15 Nov 2026\n"
        "29 days to the next one. Then: 9 Jan 2027 · 9 Feb 2027 · 9 Mar 2027"
    ]
    assert window.overview.headline.text() == "Next injection: Friday 11 December"
    dialogs.answer(pressing("Put it back on its planned day"))
    ask(window, "2026-12-11")
    assert added(window, *STORY) == []
    assert window.overview.headline.text() == "Next injection: Wednesday 9 December"


def test_move_it_and_all_later_ones(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def to_friday(dialog: QDialog) -> None:
        type_in("11 dec 2026")
        press("Alt+A")
        assert "Then: 11 Jan 2027" in dialog.preview.text()
        click(dialog.do_it)

    dialogs.answer(pressing("Move it to another day…"), to_friday)
    ask(window, "2026-12-09")
    (move,) = added(window, *STORY)
    assert move.later_too
    assert dose(window, "2027-01-11").is_open


def test_a_moved_dose_is_moved_again(open_window: OpenWindow, dialogs: Dialogs) -> None:
    move = a_move("2026-12-09", "2026-12-11")
    window = open_window(*STORY, move)

    def to_saturday(dialog: QDialog) -> None:
        assert dialog.to.line.text() == "11 Dec 2026"
        type_in("12 dec 2026")
        click(dialog.do_it)

    dialogs.answer(pressing("Move it to another day…"), to_saturday)
    ask(window, "2026-12-11")
    assert added(window, *STORY) == [Move(move.planned, date(2026, 12, 12), id=move.id)]


def test_pause_from_a_dose_on(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def pause(dialog: QDialog) -> None:
        assert dialog.start.line.text() == "9 Dec 2026"
        tab_to("Last day of the pause")
        type_in("31 jan 2027")
        dialog.reason.choose(Reason.TOLD_TO_PAUSE)
        click(dialog.do_it)

    dialogs.answer(pressing("Pause from here…"), pause)
    ask(window, "2026-12-09")
    (made,) = added(window, *STORY)
    assert made == Pause(date(2026, 12, 9), date(2027, 1, 31), Reason.TOLD_TO_PAUSE, id=made.id)
    assert dose(window, "2026-12-09").status is Status.PAUSED
    press("Ctrl+3")
    assert "Pause: 9 Dec 2026 to 31 Jan 2027, told to pause" in sentences(window.plan)


def test_pauses_are_changed_and_deleted_on_the_plan_page(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    pause = a_pause("2026-12-09", reason=Reason.NO_SUPPLY)
    window = open_window(PLAN, pause)
    press("Ctrl+3")
    said = "Pause: 9 Dec 2026 until it is known, no supply"

    def until(dialog: QDialog) -> None:
        tab_to("Last day of the pause")
        type_in("31 dec 2026")
        click(dialog.do_it)

    dialogs.answer(until)
    click(a_button(window.plan, f"Change… {said}"))
    (changed,) = added(window, PLAN)
    assert changed == Pause(pause.start, date(2026, 12, 31), Reason.NO_SUPPLY, id=pause.id)
    click(a_button(window.plan, "Delete Pause: 9 Dec 2026 to 31 Dec 2026, no supply"))
    assert added(window, PLAN) == []
    click(window.quiet.undo)
    assert added(window, PLAN) == [changed]


def test_time_nobody_recorded(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    dialogs.answer(pressing("Nobody recorded that time…"), lambda dialog: press("Return"))
    ask(window, "2026-10-12")
    (made,) = added(window, *STORY)
    assert made == NotRecorded(date(2026, 10, 12), date(2026, 10, 12), id=made.id)
    assert dose(window, "2026-10-12").status is Status.NOT_RECORDED
    press("Ctrl+2")
    assert ("12 Oct 2026", "Not recorded", "to 12 Oct 2026: nothing is due or missed") in rows_of(
        window
    )


def test_a_dose_that_was_met_opens_its_injection(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    titles = []
    dialogs.answer(lambda dialog: (titles.append(dialog.windowTitle()), press("Escape")))
    ask(window, "2026-10-05")
    assert titles == ["Change injection"]


@pytest.mark.parametrize(
    ("fact", "title"),
    [
        (a_skip("2026-10-12"), "Planned dose"),
        (a_move("2026-12-09", "2026-12-11"), "Planned dose"),
        (a_pause("2026-12-01"), "Change the pause"),
        (unrecorded("2026-10-10", "2026-10-14"), "Time nobody recorded"),
    ],
)
def test_each_kind_opens_from_the_diary(
    open_window: OpenWindow, dialogs: Dialogs, fact: Fact, title: str
) -> None:
    window = open_window(*STORY, fact)
    titles = []
    dialogs.answer(lambda dialog: (titles.append(dialog.windowTitle()), press("Escape")))
    window.opening.fact(fact)
    assert titles == [title]


@pytest.mark.parametrize(
    "fact",
    [
        a_skip("2026-10-12"),
        a_move("2026-12-09", "2026-12-11"),
        a_pause("2026-12-01"),
        unrecorded("2026-10-10", "2026-10-14"),
    ],
)
def test_each_kind_is_deleted_in_the_diary_and_brought_back(
    open_window: OpenWindow, fact: Fact
) -> None:
    window = open_window(*STORY, fact)
    press("Ctrl+2")
    settle()
    place = [row.entry for row, _ in window.diary.model.rows].index(fact)
    window.diary.table.selectRow(place)
    press("Delete")
    assert added(window, *STORY) == []
    press("Ctrl+Z")
    assert added(window, *STORY) == [fact]


def test_a_skip_that_finds_no_dose_stays_in_the_diary(open_window: OpenWindow) -> None:
    window = open_window(a_skip("2026-10-12"))
    press("Ctrl+2")
    ((day, what, details),) = rows_of(window)
    assert (day, what) == ("12 Oct 2026", "Skipped dose")
    assert details.endswith("no open dose is planned near this day any more")
    press("Return")
    press("Delete")
    assert rows_of(window) == []


def test_catch_up_is_one_step(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN)

    def say(dialog: QDialog) -> None:
        for row, answer in zip(
            dialog.rows, ("given", "given", "skipped", "not_recorded"), strict=False
        ):
            row.answer.choose(answer)
        dialog.rows[1].day.line.setText("13 oct 2026")
        click(dialog.do_it)
        assert complaints(dialog) == ["Choose why it was skipped."]
        dialog.rows[2].reason.choose(Reason.FORGOT)
        click(dialog.do_it)

    dialogs.answer(say)
    press("Ctrl+U")
    found = added(window, PLAN)
    assert [type(fact).__name__ for fact in found] == [
        "Injection",
        "Injection",
        "NotRecorded",
        "Skip",
    ]
    assert [fact.given_on for fact in found[:2]] == [date(2026, 10, 5), date(2026, 10, 13)]
    assert (found[0].dose_ug, found[0].substance, found[0].route) == (
        1000,
        PLAN.phases[0].substance,
        PLAN.phases[0].route,
    )
    assert [one.status for one in window.document.judgement.doses[:5]] == [
        Status.ON_TIME,
        Status.ON_TIME,
        Status.SKIPPED,
        Status.NOT_RECORDED,
        Status.MISSED,
    ]
    assert window.quiet.words.text() == "Caught up"
    press("Ctrl+Z")
    assert added(window, PLAN) == []


def test_catch_up_from_overview(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN)

    def all_given(dialog: QDialog) -> None:
        press("Alt+A")
        click(dialog.do_it)

    dialogs.answer(all_given)
    click(a_button(window.overview, "Say what became of them…"))
    assert [one.status for one in window.document.judgement.doses[:6]] == [Status.ON_TIME] * 6
    assert window.overview.counts.text().startswith("Taken 6 of 6 planned, 6 on time")


def test_i_do_not_remember_is_one_stretch(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN)

    def forgotten(dialog: QDialog) -> None:
        assert "I do not remember: not recorded up to 9 November" in buttons(dialog)
        press("Alt+R")
        dialog.rows[3].answer.choose("given")
        click(dialog.do_it)

    dialogs.answer(forgotten)
    press("Ctrl+U")
    found = added(window, PLAN)
    assert [one.given_on for one in found[:1]] == [date(2026, 10, 26)]
    assert [(one.start, one.end) for one in found[1:]] == [
        (date(2026, 10, 5), date(2026, 10, 19)),
        (date(2026, 11, 2), date(2026, 11, 9)),
    ]
    assert not window.overview.attention_card.isVisible()


def test_catch_up_tab_goes_through_what_is_shown(open_window: OpenWindow, dialogs: Dialogs) -> None:
    open_window(PLAN)
    came_by: list[str] = []

    def go(dialog: QDialog) -> None:
        press("i")
        for _ in range(3):
            press("Tab")
            came_by.append(called(in_focus()))
        press("Escape")

    dialogs.answer(go)
    press("Ctrl+U")
    assert came_by == [
        "Given instead of Monday 5 October",
        "Calendar",
        "What became of Monday 12 October",
    ]


def test_what_was_answered_first_is_kept_when_an_answer_changes(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(PLAN)

    def change_their_mind(dialog: QDialog) -> None:
        row = dialog.rows[0]
        row.answer.choose("given")
        row.day.line.setText("6 oct 2026")
        row.answer.choose("skipped")
        assert not row.day.isVisible()
        assert row.reason.isVisible()
        row.answer.choose("given")
        assert row.day.isVisible()
        assert not row.reason.isVisible()
        click(dialog.do_it)

    dialogs.answer(change_their_mind)
    press("Ctrl+U")
    assert [one.given_on for one in added(window, PLAN)] == [date(2026, 10, 6)]


DAILY = a_plan(a_phase("1 day", TODAY - DAY * 250, id=an_id(401)), id=an_id(400))


@pytest.mark.parametrize(
    ("keys", "given", "unknown"), [("Alt+A", 250, 0), ("Alt+R", 0, 250), ("", 0, 0)]
)
def test_the_doses_before_those_listed_are_answered_too(
    open_window: OpenWindow, dialogs: Dialogs, keys: str, given: int, unknown: int
) -> None:
    window = open_window(DAILY)

    def answer(dialog: QDialog) -> None:
        assert len(dialog.rows) == 200
        said = "The latest 200 doses are listed. The 50 doses before them: left as they are."
        assert said in sentences(dialog)
        press(*([keys] if keys else []))
        click(dialog.do_it)

    dialogs.answer(answer)
    press("Ctrl+U")
    status = [one.status for one in window.document.judgement.doses[:250]]
    assert status.count(Status.ON_TIME) == given
    assert status.count(Status.NOT_RECORDED) == unknown


def test_catch_up_by_keys_begins_at_the_first_dose(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(PLAN)

    def first(dialog: QDialog) -> None:
        press("i")
        press("Return")

    dialogs.answer(first)
    press("Ctrl+U")
    assert len(added(window, PLAN)) == 1


@pytest.mark.parametrize("holding", [(), (DUE, GIVEN)])
def test_nothing_to_catch_up(
    open_window: OpenWindow, dialogs: Dialogs, holding: tuple[Plan, ...]
) -> None:
    open_window(*holding)
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        said.extend(sentences(dialog))
        assert "All were given as planned" not in buttons(dialog)
        press("Escape")

    dialogs.answer(look)
    press("Ctrl+U")
    assert "No dose is missed or overdue." in said


def test_the_answers_left_add_nothing(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PLAN)
    dialogs.answer(lambda dialog: click(dialog.do_it))
    press("Ctrl+U")
    assert window.document.undo_stack.count() == 0
    assert added(window, PLAN) == []
    assert window.document.today == TODAY


def test_a_missed_dose_can_stay_missed(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    dialogs.answer(pressing("It was missed"))
    ask(window, "2026-10-12")
    assert dose(window, "2026-10-12").status is Status.MISSED
    assert added(window, *STORY) == []
    assert "12 October stays missed" in sentences(window.quiet)


def test_in_catch_up_too(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)

    def missed(dialog: QDialog) -> None:
        dialog.rows[0].answer.choose("missed")
        click(dialog.do_it)

    dialogs.answer(missed)
    press("Ctrl+U")
    assert added(window, *STORY) == []
    assert dose(window, "2026-10-12").status is Status.MISSED
