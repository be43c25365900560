"""Merging another copy of the open logbook, through the window."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QRadioButton

from b12tracker.domain.facts import Fact, Patient
from b12tracker.safekeeping import backups_of
from b12tracker.storage.backups import Reason
from b12tracker.storage.kept import Snapshot
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import merge_words
from b12tracker.ui.dialogs import merge_dialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import an_id, an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Answer,
    Dialogs,
    a_button,
    buttons,
    click,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
)
from tests.ui.story import INJECTIONS, PATIENT, PLAN, STORY, SYMPTOMS, on_disk

FIRST, SECOND = INJECTIONS[0], INJECTIONS[1]
NEW = an_injection("2026-11-20", id=an_id(200))


@pytest.fixture(name="window")
def a_window_on_the_story(open_window: OpenWindow) -> MainWindow:
    return open_window(*STORY)


@pytest.fixture
def desktop(window: MainWindow, tmp_path: Path) -> Path:
    """Another copy of the open logbook, as it is before anything happens."""
    path = tmp_path / "desktop.sqlite"
    window.document.logbook.backup_to(path)
    return path


def write(path: Path, put: Iterable[Fact] = (), remove: Iterable[Fact] = ()) -> None:
    with closing(Logbook.open(path)) as logbook:
        logbook.write(put, remove)


def merge(window: MainWindow, dialogs: Dialogs, path: Path, *answers: Answer) -> None:
    """Choose a copy to import, and answer what is asked."""
    dialogs.answer(lambda title: path, *answers)
    window.actions_by_name["import_file"].trigger()
    settle()


def rows(window: MainWindow) -> Snapshot:
    return window.document.logbook.snapshot()


def go_on(dialog: Any) -> None:
    """Press the main button."""
    click(dialog.do_it)


def radio(name: str) -> Any:
    return tab_to(name, QRadioButton)


def test_a_merge_says_what_it_takes_and_is_one_step(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    changed = replace(FIRST, note="there")
    write(desktop, [NEW, changed], [SECOND])
    window.document.record(an_injection("2026-11-20", id=an_id(201)))
    before = rows(window)

    def look(dialog: Any) -> None:
        said = "\n".join(sentences(dialog))
        assert dialog.windowTitle() == "Merge"
        assert "desktop.sqlite" in said
        assert (
            "1 entry new here, 1 changed there, 1 deleted there; 11 the same; "
            "1 only here, or newer here." in said
        )
        assert "New here\n1 injection, of 20 Nov 2026" in said
        assert "Changed there\nInjection of 5 October" in said
        assert "Deleted there\nInjection of 19 October" in said
        assert "Each copy has an injection of its own on 20 Nov 2026. Both are kept;" in said
        assert "changed in both copies" not in said
        assert rows(window) == before, "only a look"
        tab_to("Merge", QPushButton)
        press("Return")

    merge(window, dialogs, desktop, look)
    held = on_disk(window.document.logbook).by_id
    assert (held[NEW.id], held[FIRST.id], held.get(SECOND.id)) == (NEW, changed, None)
    assert window.quiet.words.text() == "desktop.sqlite merged: 1 new, 1 changed, 1 deleted"
    after = rows(window)
    press("Ctrl+Z")
    assert rows(window) == before, "with the very versions"
    press("Ctrl+Shift+Z")
    assert rows(window) == after
    merge(window, dialogs, desktop, lambda dialog: press("Return"))
    assert rows(window) == after


def test_after_an_undo_the_merge_finds_it_all_again(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    write(desktop, [NEW], [SECOND])
    merge(window, dialogs, desktop, go_on)
    press("Ctrl+Z")
    merge(window, dialogs, desktop, go_on)
    assert window.quiet.words.text() == "desktop.sqlite merged: 1 new, 1 deleted"
    assert NEW in on_disk(window.document.logbook).injections


def test_a_merge_begins_with_a_backup(window: MainWindow, dialogs: Dialogs, desktop: Path) -> None:
    kept = backups_of(window.document.logbook.path)
    before = window.document.facts
    merge(window, dialogs, desktop, go_on)
    assert [backup for backup in kept.listed() if backup.reason is Reason.MERGE] == []
    write(desktop, [NEW])
    merge(window, dialogs, desktop, go_on)
    (backup,) = (backup for backup in kept.listed() if backup.reason is Reason.MERGE)
    assert Logbook.read(backup.path) == before


def conflict(window: MainWindow, desktop: Path) -> None:
    """Change three entries in both copies; one of them is deleted there, and one here."""
    document = window.document
    document.correct(FIRST, replace(FIRST, note="here", dose_ug=500.0))
    write(desktop, [replace(FIRST, note="there")])
    document.correct(SECOND, replace(SECOND, note="here"))
    write(desktop, remove=[SECOND])
    document.remove(SYMPTOMS[0])
    write(desktop, [replace(SYMPTOMS[0], note="there")])


def test_what_both_changed_is_decided_by_keyboard(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    conflict(window, desktop)

    def decide(dialog: Any) -> None:
        said = sentences(dialog)
        assert "3 entries were changed in both copies" in said
        assert merge_words.UNDECIDED in said
        card = dialog.fields[0]
        assert sentences(card) == [
            "Injection of 5 October",
            *("Dose", "500 µg", "1 mg"),
            *("Note", "here", "there"),
        ]
        assert "Deleted there" in sentences(dialog.fields[1])
        assert "Deleted here" in sentences(dialog.fields[2])
        assert [field.choice for field in dialog.fields] == [None, None, None], "nothing is chosen"
        mine = in_focus()
        assert mine.accessibleName() == "Keep what is here: Injection of 5 October"
        assert mine.accessibleDescription() == "Dose: 500 µg; Note: here"
        press("Right")
        assert in_focus().accessibleDescription() == "Dose: 1 mg; Note: there"
        radio("Keep what is here: Injection of 19 October")
        press("Space")
        tab_to("Merge", QPushButton)
        press("Return")

    merge(window, dialogs, desktop, decide)
    held = on_disk(window.document.logbook).by_id
    assert held[FIRST.id] == replace(FIRST, note="there")
    assert held[SECOND.id] == replace(SECOND, note="here")
    assert SYMPTOMS[0].id not in held, "it was left as it is here"
    assert window.quiet.words.text() == "desktop.sqlite merged: 1 changed, 1 left undecided"

    def again(dialog: Any) -> None:
        assert [field.id for field in dialog.fields] == [SYMPTOMS[0].id]
        radio("Keep what is here: Symptoms of 19 November")
        press("Right", "Return")

    merge(window, dialogs, desktop, again)
    assert replace(SYMPTOMS[0], note="there") in on_disk(window.document.logbook).symptoms


def test_a_decision_can_be_undone(window: MainWindow, dialogs: Dialogs, desktop: Path) -> None:
    conflict(window, desktop)
    before = rows(window)

    def keep_all(dialog: Any) -> None:
        click(a_button(dialog, "Keep all that is here"))
        go_on(dialog)

    merge(window, dialogs, desktop, keep_all)
    assert rows(window) != before, "the decision is noted"
    assert window.quiet.words.text() == "desktop.sqlite merged: nothing new"
    press("Ctrl+Z")
    assert rows(window) == before
    merge(window, dialogs, desktop, lambda dialog: press("Escape"))


@pytest.mark.parametrize(
    ("words", "notes"),
    [("Keep all that is here", ["here", "here"]), ("Take all of the other copy", ["there"])],
)
def test_all_at_once(
    window: MainWindow, dialogs: Dialogs, desktop: Path, words: str, notes: list[str]
) -> None:
    conflict(window, desktop)

    def decide(dialog: Any) -> None:
        click(a_button(dialog, words))
        go_on(dialog)

    merge(window, dialogs, desktop, decide)
    held = on_disk(window.document.logbook).by_id
    found = [held[one].note for one in (FIRST.id, SECOND.id) if one in held]  # type: ignore[union-attr]
    assert found == notes
    assert "undecided" not in window.quiet.words.text()


def test_a_choice_can_be_taken_back(window: MainWindow, dialogs: Dialogs, desktop: Path) -> None:
    conflict(window, desktop)
    before = rows(window)

    def think_again(dialog: Any) -> None:
        click(a_button(dialog, "Take all of the other copy"))
        click(a_button(dialog, "Leave all undecided"))
        assert [field.choice for field in dialog.fields] == [None, None, None]
        go_on(dialog)

    merge(window, dialogs, desktop, think_again)
    assert rows(window) == before
    assert window.quiet.words.text() == "desktop.sqlite merged: 3 left undecided"
    assert not window.quiet.undo.isVisible(), "there is nothing to undo"


def test_the_buttons_decide_on_what_is_not_listed(
    window: MainWindow, dialogs: Dialogs, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_dialog, "LISTED", 1)
    conflict(window, desktop)

    def decide(dialog: Any) -> None:
        assert len(dialog.fields) == 1
        assert "2 more are not listed. The buttons above decide on all of them." in sentences(
            dialog
        )
        click(a_button(dialog, "Take all of the other copy"))
        go_on(dialog)

    merge(window, dialogs, desktop, decide)
    assert window.quiet.words.text() == "desktop.sqlite merged: 1 new, 1 changed, 1 deleted"


def test_a_copy_that_knows_nothing_more(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    window.document.record(NEW)
    before = rows(window)

    def look(dialog: Any) -> None:
        assert "It holds nothing that is not here." in sentences(dialog)[1]
        assert "13 the same; 1 only here, or newer here." in sentences(dialog)
        assert buttons(dialog) == ["Close"]
        press("Return")

    merge(window, dialogs, desktop, look)
    assert rows(window) == before
    assert window.document.undo_stack.count() == 1


def test_the_same_done_in_both_is_noted_without_a_step(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    """Else a later change there would look as if it had not known the one here."""
    same = replace(FIRST, note="same")
    window.document.correct(FIRST, same)
    write(desktop, [same])
    merge(window, dialogs, desktop, lambda dialog: press("Return"))
    assert window.document.undo_stack.count() == 1
    window.document.correct(same, replace(same, note="later"))
    merge(window, dialogs, desktop, lambda dialog: press("Return"))
    assert window.quiet.words.text() == "Injection of 5 October changed"


def test_a_plan_changed_in_both_is_shown_in_words(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    first, second = PLAN.phases
    window.document.correct(PLAN, replace(PLAN, phases=(replace(first, doses=8), second)))
    write(desktop, [replace(PLAN, phases=(first,), prescriber="Dr Hale")])

    def look(dialog: Any) -> None:
        assert sentences(dialog.fields[0]) == [
            "Plan",
            *("Prescriber", "Dr Osei", "Dr Hale"),
            *("Repletion: Ends", "8 doses", "6 doses"),
            *("Phase", "Maintenance: monthly, for life", "Not there"),
        ]
        press("Escape")

    merge(window, dialogs, desktop, look)


def test_what_another_window_changed_meanwhile_is_not_written_over(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    write(desktop, [replace(FIRST, note="there")])

    def wait(dialog: Any) -> None:
        write(window.document.logbook.path, [replace(FIRST, note="other window")])
        go_on(dialog)

    dialogs.answer(lambda title: desktop, wait)
    dialogs.read_sentence()
    window.actions_by_name["import_file"].trigger()
    assert "was changed elsewhere meanwhile" in dialogs.told[0]
    assert on_disk(window.document.logbook).by_id[FIRST.id] == replace(FIRST, note="other window")


def test_an_undo_steps_aside_for_another_window(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    write(desktop, [NEW])
    merge(window, dialogs, desktop, go_on)
    write(window.document.logbook.path, [replace(NEW, note="other window")])
    press("Ctrl+Z")
    assert "changed elsewhere meanwhile" in window.quiet.words.text()
    assert replace(NEW, note="other window") in on_disk(window.document.logbook).injections


# a copy that is to be opened


def open_it(window: MainWindow, dialogs: Dialogs, path: Path, *answers: Answer) -> None:
    dialogs.answer(lambda title: path, *answers)
    window.actions_by_name["choose_logbook"].trigger()
    settle()


def test_a_copy_that_is_opened_can_be_merged(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    write(desktop, [NEW])
    here = window.document

    def ask(dialog: Any) -> None:
        assert "desktop.sqlite is another copy of the open logbook" in sentences(dialog)[0]
        click(a_button(dialog, "Merge it into the open logbook…"))

    open_it(window, dialogs, desktop, ask, go_on)
    assert window.document is here
    assert NEW in on_disk(here.logbook).injections


def test_a_copy_can_be_opened_all_the_same(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    write(desktop, [NEW])
    open_it(window, dialogs, desktop, lambda dialog: press("Escape"))
    assert window.document.logbook.path != desktop
    open_it(window, dialogs, desktop, lambda dialog: click(a_button(dialog, "Open it instead")))
    assert window.document.logbook.path == desktop


def test_a_copy_that_knows_nothing_more_is_just_opened(
    window: MainWindow, dialogs: Dialogs, desktop: Path
) -> None:
    window.document.record(NEW)
    open_it(window, dialogs, desktop)
    assert window.document.logbook.path == desktop


def test_a_logbook_of_another_patient_is_just_opened(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    path = tmp_path / "other.sqlite"
    Logbook.create(path, holding=[Patient(name="B"), an_injection()]).close()
    open_it(window, dialogs, path)
    assert window.document.logbook.path == path
    assert window.document.facts.patient != PATIENT
