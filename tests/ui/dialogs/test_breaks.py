"""Skips, moves, pauses, and times nobody recorded: what their forms refuse, and what they keep."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Reason, Skip
from b12tracker.domain.judgement import Judgement, judge
from b12tracker.ui.dialogs.actions_dialog import ActionsDialog
from b12tracker.ui.dialogs.move_dialog import MoveDialog
from b12tracker.ui.dialogs.skip_dialog import SkipDialog
from b12tracker.ui.dialogs.stretch_dialogs import NotRecordedDialog, PauseDialog
from tests.builders import a_move, a_pause, a_skip, facts, judged, unrecorded
from tests.ui.conftest import Show
from tests.ui.driving import buttons, complaints, press, sentences, tab_to, type_in
from tests.ui.story import STORY, TODAY

NO_PLANNED_DATE = "A date is needed, such as “14 Dec”, “next Monday” or “in 3 days”."
NO_DATE = "A date is needed, such as “today”, “last Tuesday” or “17 Nov”."
NEXT = next(dose for dose in judged(TODAY, *STORY).doses if dose.is_open)


def a_move_dialog(
    show: Show,
    neighbours: tuple[date | None, date | None] = (date(2026, 11, 15), date(2027, 1, 9)),
    move: Move | None = None,
) -> MoveDialog:
    def try_move(tried: Move) -> Judgement:
        return judge(facts(*STORY, tried), TODAY)

    return show(MoveDialog(None, TODAY, NEXT, neighbours, try_move, move))


def test_a_skip_needs_a_reason(show: Show) -> None:
    dialog = show(SkipDialog(None, TODAY, date(2026, 10, 12)))
    assert "Planned for Monday 12 October" in sentences(dialog)
    assert dialog.reason.chosen(Reason) is None
    dialog.note.setPlainText("At the seaside")
    press("Return")
    assert complaints(dialog) == [
        "Choose why the dose was not given; “another reason” is one, too."
    ]
    dialog.reason.choose(Reason.AWAY)
    press("Return")
    assert dialog.answer == Skip(
        date(2026, 10, 12), Reason.AWAY, "At the seaside", dialog.answer.id
    )


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_be_chosen(show: Show, reason: Reason) -> None:
    dialog = show(SkipDialog(None, TODAY, date(2026, 10, 12)))
    dialog.reason.choose(reason)
    dialog.accept()
    assert dialog.answer.reason is reason


@pytest.mark.parametrize(
    ("start", "end", "reason", "sentence"),
    [
        ("", "", Reason.AWAY, NO_PLANNED_DATE),
        ("32 nov", "", Reason.AWAY, "“32 nov” is not a date; try “today” or “17 Nov 2026”."),
        ("1 dec 2026", "soon", Reason.AWAY, "“soon” is not a date; try “today” or “17 Nov 2026”."),
        ("1 dec 2026", "30 nov 2026", Reason.AWAY, "The last day lies before the first one."),
        (
            "1 dec 2026",
            "",
            None,
            "Choose why the plan is paused; “another reason” is one, too.",
        ),
    ],
)
def test_a_pause_that_cannot_be(
    show: Show, start: str, end: str, reason: Reason | None, sentence: str
) -> None:
    dialog = show(PauseDialog(None, TODAY))
    dialog.start.line.setText(start)
    dialog.end.line.setText(end)
    dialog.reason.choose(reason)
    dialog.note.setPlainText("Hospital")
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [sentence]
    assert dialog.note.toPlainText() == "Hospital"


def test_a_pause_may_be_open_and_lie_ahead(show: Show) -> None:
    dialog = show(PauseDialog(None, TODAY))
    assert dialog.start.line.text() == ""
    type_in("1 dec 2026")
    dialog.reason.choose(Reason.UNWELL)
    press("Return")
    assert dialog.answer == Pause(date(2026, 12, 1), None, Reason.UNWELL, id=dialog.answer.id)


def test_time_nobody_recorded_needs_both_days(show: Show) -> None:
    dialog = show(NotRecordedDialog(None, TODAY))
    press("Return")
    assert complaints(dialog) == [NO_DATE]
    type_in("1 oct 2026")
    press("Return")
    assert complaints(dialog) == [NO_DATE]
    type_in("30 sep 2026")
    press("Return")
    assert complaints(dialog) == ["The last day lies before the first one."]
    type_in("3 oct 2026")
    press("Return")
    assert dialog.answer == NotRecorded(date(2026, 10, 1), date(2026, 10, 3), id=dialog.answer.id)


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("", NO_PLANNED_DATE),
        ("15 nov 2026", "The new date must come after 15 Nov 2026."),
        ("9 jan 2027", "The new date must come before the next dose on 9 Jan 2027."),
    ],
)
def test_a_move_that_cannot_be(show: Show, to: str, sentence: str) -> None:
    dialog = a_move_dialog(show)
    type_in(to)
    assert dialog.preview.text() == ("" if not to else sentence)
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [sentence]


def test_with_all_later_ones_a_dose_may_go_past_the_next(show: Show) -> None:
    dialog = a_move_dialog(show)
    type_in("20 jan 2027")
    dialog.later_too.setChecked(True)
    assert dialog.preview.text() == (
        "66 days after 15 Nov 2026\n"
        "31 days to the next one. Then: 20 Feb 2027 · 20 Mar 2027 · 20 Apr 2027"
    )
    press("Return")
    assert dialog.answer == Move(NEXT.planned, date(2027, 1, 20), True, dialog.answer.id)


def test_a_move_with_nothing_around_it(show: Show) -> None:
    dialog = a_move_dialog(show, (None, None))
    type_in("11 dec 2026")
    assert dialog.preview.text().startswith("29 days to the next one.")


@pytest.mark.parametrize(
    ("make", "known"),
    [
        (
            lambda known: SkipDialog(None, TODAY, known.planned, known),
            a_skip("2026-10-12", note=" a\n"),
        ),
        (lambda known: PauseDialog(None, TODAY, known), a_pause("2026-10-12", note="a \n")),
        (
            lambda known: PauseDialog(None, TODAY, known),
            a_pause("2026-10-12", "2026-12-24", reason=Reason.OTHER),
        ),
        (
            lambda known: NotRecordedDialog(None, TODAY, known),
            unrecorded("2026-10-12", "2026-10-13"),
        ),
    ],
)
def test_what_was_only_looked_at_stays_as_it_is(show: Show, make: Any, known: Any) -> None:
    dialog = show(make(known))
    dialog.accept()
    assert dialog.answer == known


def test_a_move_that_was_only_looked_at_stays_as_it_is(show: Show) -> None:
    move = a_move("2026-12-07", "2026-12-09", later_too=True)
    dialog = a_move_dialog(show, move=move)
    assert dialog.later_too.isChecked()
    dialog.accept()
    assert dialog.answer == move


def test_changing_one_thing_keeps_the_rest(show: Show) -> None:
    known = a_pause("2026-10-12", "2026-12-24", reason=Reason.AWAY, note="Lisbon \n")
    dialog = show(PauseDialog(None, TODAY, known))
    tab_to("Last day of the pause")
    type_in("")
    dialog.accept()
    assert dialog.answer == replace(known, end=None)


def test_each_thing_to_do_is_one_press(show: Show) -> None:
    choices = [("one", "&First…"), ("two", "&Second…")]
    for keys, answer in (
        (["Return"], "one"),
        (["Tab", "Space"], "two"),
        (["Down", "Return"], "two"),
        (["Alt+S"], "two"),
    ):
        dialog = show(ActionsDialog(None, "Planned dose", "Missed", choices))
        assert buttons(dialog) == ["First…", "Second…", "Cancel"]
        press(*keys)
        assert not dialog.isVisible(), keys
        assert dialog.answer == answer
    dialog = show(ActionsDialog(None, "Planned dose", "Missed", choices))
    press("Escape")
    assert not dialog.result()


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [
        ("14 dec 2025", "20 dec 2025", False),
        ("14 dec", "20 dec", False),
        ("1 dec", "20 dec", True),
        ("9 dec", "9 dec", True),
        ("14 dec", "", True),
        ("1 jan 2025", "20 dec 2027", True),
        ("1 jan 2035", "2 jan 2035", True),
    ],
)
def test_a_pause_that_touches_no_planned_date_says_so(
    show: Show, start: str, end: str, touches: bool
) -> None:
    dialog = show(PauseDialog(None, TODAY, unpaused=judged(TODAY, *STORY)))
    words = "No planned date lies in it."
    assert words not in sentences(dialog)
    dialog.start.line.setText(start)
    dialog.end.line.setText(end)
    assert (words in sentences(dialog)) is not touches


def test_without_a_plan_no_pause_touches_a_date(show: Show) -> None:
    dialog = show(PauseDialog(None, TODAY, unpaused=judged(TODAY)))
    dialog.start.line.setText("14 dec")
    assert "No planned date lies in it." in sentences(dialog)


def reasons_of(dialog: PauseDialog) -> list[str]:
    return [dialog.reason.itemText(place) for place in range(1, dialog.reason.count())]


def test_the_reasons_for_a_pause(show: Show) -> None:
    offered = [
        "Told to pause",
        "Unwell or in hospital",
        "No supply",
        "Away or travelling",
        "No appointment to be had",
        "Another reason",
    ]
    assert reasons_of(show(PauseDialog(None, TODAY))) == offered
    forgot = show(PauseDialog(None, TODAY, a_pause("2026-10-12", reason=Reason.FORGOT)))
    assert reasons_of(forgot) == [*offered, "Forgot"]
    assert forgot.reason.chosen(Reason) is Reason.FORGOT
