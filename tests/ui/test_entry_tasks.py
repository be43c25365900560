"""Tasks with entries where something is odd: gone meanwhile, changed elsewhere, not saved."""

from dataclasses import replace

import pytest

from b12tracker.domain.diary import DiaryRow, Kind
from b12tracker.domain.timeline import ExtraMark, SymptomPoint
from b12tracker.storage.errors import STALE, LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.entry_tasks import told
from tests.builders import an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    complaints,
    in_focus,
    marks_of,
    press,
    tab_to,
    type_in,
)
from tests.ui.story import INJECTIONS, PATIENT, PLAN, STORY, SYMPTOMS, TODAY, on_disk


def test_told_says_the_sentence_and_goes_on(app, dialogs: Dialogs) -> None:
    @told
    def task(number: int) -> None:
        raise LogbookError(f"The disk is full ({number}).")

    dialogs.read_sentence()
    task(7)
    assert dialogs.told == ["The disk is full (7)."]
    assert task.__name__ == "task"


def test_told_hides_no_fault_of_our_own(app) -> None:
    @told
    def task() -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        task()


def test_an_entry_changed_elsewhere_while_its_dialog_was_open(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(*STORY)
    theirs = replace(INJECTIONS[-1], note="theirs")

    def change(dialog) -> None:
        other = Logbook.open(window.document.logbook.path, "another-copy")
        other.write(put=[theirs])
        other.close()
        tab_to("Note")
        type_in("mine")
        dialog.accept()
        said.extend(complaints(dialog))
        kept.append(in_focus().toPlainText())  # type: ignore[attr-defined]
        dialog.reject()

    said: list[str] = []
    kept: list[str] = []
    dialogs.answer(change)
    window.entries.change(INJECTIONS[-1])
    assert (said, kept) == ([STALE], ["mine"])
    assert theirs in on_disk(window.document.logbook).injections


@pytest.mark.parametrize("entry", [INJECTIONS[0], SYMPTOMS[0]])
def test_saving_what_was_not_changed_is_no_step(
    open_window: OpenWindow, dialogs: Dialogs, entry
) -> None:
    window = open_window(*STORY)
    dialogs.answer(lambda dialog: dialog.accept())
    window.entries.change(entry)
    assert window.document.undo_stack.count() == 0
    assert window.quiet.words.text() == ""


def test_saving_an_unchanged_plan_is_no_step(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    dialogs.answer(lambda dialog: dialog.accept())
    window.entries.change_plan(PLAN)
    assert window.document.undo_stack.count() == 0


def test_following_the_same_symptoms_is_no_step(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(PATIENT)
    dialogs.answer(lambda dialog: dialog.accept())
    window.actions_by_name["choose_symptoms"].trigger()
    assert window.document.undo_stack.count() == 0


def test_symptoms_are_chosen_from_within_the_dialog(
    open_window: OpenWindow, dialogs: Dialogs
) -> None:
    window = open_window(PATIENT)

    def follow_more(dialog) -> None:
        tab_to("Forgetful")
        press("Space", "Return")

    def score(dialog) -> None:
        press("5", "Alt+F")
        tab_to("Forgetful, not scored")
        press("6", "Return")

    dialogs.answer(score, follow_more)
    press("Ctrl+E")
    held = on_disk(window.document.logbook)
    assert held.patient.follows == ("fatigue", "tingling", "memory")
    assert [dict(entry.scores) for entry in held.symptoms] == [{"fatigue": 5, "memory": 6}]
    press("Ctrl+Z")
    assert on_disk(window.document.logbook).symptoms == ()
    press("Ctrl+Z")
    assert on_disk(window.document.logbook).patient == PATIENT


def test_leaving_every_question(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window(*STORY)
    for name in (
        "log_injection",
        "log_symptoms",
        "add_lab_result",
        "enter_plan",
        "choose_symptoms",
    ):
        dialogs.answer(lambda dialog: press("Escape"))
        window.actions_by_name[name].trigger()
    assert set(on_disk(window.document.logbook).by_id.values()) == set(STORY)
    assert window.document.undo_stack.count() == 0


def test_a_mark_whose_entry_is_gone_opens_nothing(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    mark = marks_of(window)[0]
    window.opening.mark(replace(mark, what=ExtraMark(an_injection(TODAY), False)))
    window.opening.mark(replace(mark, what=SymptomPoint(TODAY, 3, "gone")))


def test_rows_without_an_entry(open_window: OpenWindow) -> None:
    window = open_window(*STORY)
    row = DiaryRow(TODAY, Kind.INJECTION)
    window.opening.row(row)
    window.entries.remove_row(row)
    assert window.document.undo_stack.count() == 0


def test_a_patient_cannot_be_opened_as_an_entry(open_window: OpenWindow) -> None:
    window = open_window(an_injection(TODAY))
    window.entries.change(PATIENT)
