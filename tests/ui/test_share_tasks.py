"""What leaves and enters the open logbook, through the window."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ics
import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.sharing.csv_archive import facts_of_zip
from b12tracker.sharing.csv_tables import facts_of_tables
from b12tracker.sharing.logbook_json import logbook_from_json, logbook_to_json
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.main_window import MainWindow
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Answer,
    Dialogs,
    a_button,
    click,
    complaints,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import INJECTIONS, PATIENT, PLAN, STORY, on_disk

FORMATS = {
    "json": "The whole logbook as text (JSON)",
    "zip": "Tables for a spreadsheet (CSV)",
    "ics": "Calendar with reminders (iCalendar)",
    "sqlite": "A copy of the logbook (SQLite)",
}


def do(window: MainWindow, action: str) -> None:
    """Choose an action from the menu."""
    window.actions_by_name[action].trigger()
    settle()


def choosing(ending: str) -> Answer:
    """Choose a format by its name and go on to the file."""

    def answer(dialog: Any) -> None:
        click(a_button(dialog, FORMATS[ending]))
        press("Return")

    return answer


def undo_is_offered(window: MainWindow) -> bool:
    return window.quiet.undo.isVisible()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A file that holds the story."""
    path = tmp_path / "story.json"
    told = Facts(
        PATIENT,
        (PLAN,),
        INJECTIONS,
        tuple(one for one in STORY if type(one).__name__ == "SymptomEntry"),
        tuple(one for one in STORY if type(one).__name__ == "LabResult"),
    )
    path.write_text(logbook_to_json(told), encoding="utf-8")
    return path


def read_back(path: Path) -> Facts:
    catalogue = assets.catalogue()
    if path.suffix == ".json":
        return logbook_from_json(path.read_text("utf-8"), catalogue)
    if path.suffix == ".zip":
        return facts_of_zip(path.read_bytes(), catalogue)
    return Logbook.read(path)


@pytest.mark.parametrize("ending", ["json", "zip", "sqlite"])
def test_export(open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, ending: str) -> None:
    window = open_window(*STORY)
    out = tmp_path / f"out.{ending}"
    dialogs.answer(choosing(ending), lambda title: out)
    do(window, "export_file")
    assert read_back(out) == window.document.facts
    assert window.quiet.words.text() == f"Exported to out.{ending}"
    assert not undo_is_offered(window), "Undo would take back something else"
    assert not window.document.undo_stack.canUndo()


def test_a_name_without_an_ending_gets_it(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window = open_window(*STORY)
    dialogs.answer(choosing("json"), lambda title: tmp_path / "out")
    do(window, "export_file")
    written = (tmp_path / "out.json").read_bytes()
    dialogs.answer(choosing("json"), lambda title: tmp_path / "out")
    dialogs.read_sentence()
    do(window, "export_file")
    assert "is there already and was left untouched" in dialogs.told[0]
    assert (tmp_path / "out.json").read_bytes() == written


def test_export_by_keyboard_a_period_without_notes(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    noted = replace(INJECTIONS[0], note="private")
    window = open_window(PATIENT, PLAN, noted, *INJECTIONS[1:])
    last = INJECTIONS[0].given_on

    def answer(dialog: Any) -> None:
        tab_to("Tables for a spreadsheet (CSV)", QRadioButton)
        press("Down")
        assert a_button(dialog, FORMATS["json"]).isChecked()
        tab_to("All days", QRadioButton)
        press("Down")
        tab_to("Last day", QLineEdit)
        type_in(last.isoformat())
        tab_to("Leave out notes", QCheckBox)
        press("Space")
        tab_to("Choose the file…", QPushButton)
        press("Return")

    dialogs.answer(answer, lambda title: tmp_path / "out.json")
    do(window, "export_file")
    taken = read_back(tmp_path / "out.json")
    assert taken.injections == (INJECTIONS[0],)
    assert taken.plans == (PLAN,)


def test_a_period_that_cannot_be_is_told_under_its_field(
    window: MainWindow, dialogs: Dialogs
) -> None:
    def answer(dialog: Any) -> None:
        click(dialog.only)
        dialog.first.line.setText("2 Feb 2026")
        dialog.last.line.setText("1 Feb 2026")
        press("Return")
        assert complaints(dialog) == ["The last day of the period lies before the first one."]
        dialog.last.line.setText("soon")
        press("Return")
        assert len(complaints(dialog)) == 1
        click(dialog.everything)
        dialog.reject()

    dialogs.answer(answer)
    do(window, "export_file")
    assert window.quiet.words.text() == ""


def test_one_table(open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    window = open_window(*STORY)

    def answer(dialog: Any) -> None:
        assert isinstance(tab_to("Table"), QComboBox)
        dialog.table.choose("injections")
        press("Return")

    dialogs.answer(answer, lambda title: tmp_path / "out.csv")
    do(window, "export_file")
    text = (tmp_path / "out.csv").read_text("utf-8")
    assert facts_of_tables({"injections": text}, assets.catalogue()) == Facts(injections=INJECTIONS)


def test_what_belongs_to_a_format_shows_with_it(window: MainWindow, dialogs: Dialogs) -> None:
    def answer(dialog: Any) -> None:
        assert (dialog.table.isVisible(), dialog.details.isVisible()) == (True, False)
        click(a_button(dialog, FORMATS["ics"]))
        assert (dialog.table.isVisible(), dialog.details.isVisible()) == (False, True)
        dialog.reject()

    dialogs.answer(answer)
    do(window, "export_file")


def test_a_calendar_is_kept_as_one_step(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    window = open_window(*STORY)
    out = tmp_path / "out.ics"

    def with_details(dialog: Any) -> None:
        click(a_button(dialog, FORMATS["ics"]))
        click(dialog.details)
        press("Return")

    for answer in (choosing("ics"), choosing("ics"), with_details):
        dialogs.answer(answer, lambda title: out)
        do(window, "export_file")
    told = ics.Calendar(out.read_text("utf-8")).events
    kept = on_disk(window.document.logbook).exported_events
    assert {event.uid for event in told} == {event.uid for event in kept}
    assert min(event.begin.date() for event in told) == date(2026, 12, 9)
    assert all(event.name.startswith("B12 injection") for event in told)
    assert window.document.undo_stack.count() == 1
    press("Ctrl+Z")
    assert on_disk(window.document.logbook).exported_events == ()


def test_a_calendar_without_a_plan(window: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.answer(choosing("ics"), lambda title: tmp_path / "out.ics")
    dialogs.read_sentence()
    do(window, "export_file")
    assert "Nothing is planned" in dialogs.told[0]
    assert not (tmp_path / "out.ics").exists()


def test_leave_the_question_for_the_file(window: MainWindow, dialogs: Dialogs) -> None:
    dialogs.answer(choosing("json"), lambda title: "")
    do(window, "export_file")
    assert window.quiet.words.text() == ""


def test_export_where_nothing_can_be_written(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    dialogs.answer(choosing("json"), lambda title: tmp_path / "no such folder" / "out.json")
    dialogs.read_sentence()
    do(window, "export_file")
    (said,) = dialogs.told
    assert "out.json cannot be written: No such file or directory." in said


@pytest.mark.parametrize("ending", ["json", "sqlite"])
def test_export_never_over_a_logbook(
    open_window: OpenWindow, dialogs: Dialogs, ending: str
) -> None:
    window = open_window(*STORY)
    path = window.document.logbook.path
    before = path.read_bytes()
    dialogs.answer(choosing(ending), lambda title: path)
    dialogs.read_sentence()
    do(window, "export_file")
    assert "left untouched" in dialogs.told[0]
    assert path.read_bytes() == before


def test_import_shows_what_it_takes_and_is_one_step(
    window: MainWindow, dialogs: Dialogs, exported: Path
) -> None:
    def look(dialog: Any) -> None:
        said = "\n".join(sentences(dialog))
        assert "story.json" in said
        assert "Will be taken" in said
        assert "6 injections, from " in said
        assert "Here already" not in said
        assert on_disk(window.document.logbook) == Facts(), "only a look"
        tab_to("Import 13 entries")
        press("Return")

    dialogs.answer(lambda title: exported, look)
    do(window, "import_file")
    assert set(on_disk(window.document.logbook).by_id.values()) == set(STORY)
    assert window.quiet.words.text() == "13 entries taken from story.json, 0 were there already"
    assert undo_is_offered(window)
    press("Ctrl+Z")
    assert on_disk(window.document.logbook) == Facts()
    press("Ctrl+Shift+Z")
    assert set(on_disk(window.document.logbook).by_id.values()) == set(STORY)


def test_leave_the_preview(window: MainWindow, dialogs: Dialogs, exported: Path) -> None:
    dialogs.answer(lambda title: exported, lambda dialog: press("Escape"))
    do(window, "import_file")
    assert on_disk(window.document.logbook) == Facts()
    assert window.quiet.words.text() == ""


def test_import_what_is_there(open_window: OpenWindow, dialogs: Dialogs, exported: Path) -> None:
    window = open_window(*STORY)

    def look(dialog: Any) -> None:
        said = "\n".join(sentences(dialog))
        assert "Everything in it is in the logbook already." in said
        assert "6 injections" in said
        assert not dialog.do_it.isEnabled()
        click(a_button(dialog, "Close"))

    dialogs.answer(lambda title: exported, look)
    do(window, "import_file")
    assert not undo_is_offered(window)
    assert not window.document.undo_stack.canUndo()


def test_import_leaves_what_the_user_changed(
    open_window: OpenWindow, dialogs: Dialogs, exported: Path
) -> None:
    mine = replace(INJECTIONS[0], note="mine")
    window = open_window(mine)
    dialogs.answer(lambda title: exported, lambda dialog: press("Return"))
    do(window, "import_file")
    assert mine in on_disk(window.document.logbook).injections


def test_import_another_logbook(window: MainWindow, dialogs: Dialogs, tmp_path: Path) -> None:
    Logbook.create(tmp_path / "other.sqlite", "other", holding=STORY).close()
    dialogs.answer(lambda title: tmp_path / "other.sqlite", lambda dialog: press("Return"))
    do(window, "import_file")
    assert set(on_disk(window.document.logbook).by_id.values()) == set(STORY)


def test_a_table_from_elsewhere_is_shown_row_by_row(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Date,Dose\n2026-01-05,1 mg\n2026-01-12,lots\n", encoding="utf-8")

    def look(dialog: Any) -> None:
        assert dialog.windowTitle() == "Import mine.csv"
        assert len(dialog.preview.rows) == 2
        click(a_button(dialog, "Add 1 injection"))

    dialogs.answer(lambda title: path, look)
    do(window, "import_file")
    (one,) = on_disk(window.document.logbook).injections
    assert (one.given_on, one.dose_ug) == (date(2026, 1, 5), 1000)
    assert window.quiet.words.text() == "1 injection added, 1 could not be read"
    press("Ctrl+Z")
    assert on_disk(window.document.logbook) == Facts()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is not JSON text"),
        (b"\xff\xfe\x00", "is not text in UTF-8, so it cannot be taken."),
        (b'{"format": "other"}', "This is not a B12 Tracker logbook"),
        (b"Dear diary,\nhow are you", "no column of dates"),
        (b"PK\x03\x04", "ZIP file is damaged"),
        (b"SQLite format 3\x00" + bytes(200), "of another program"),
        (None, "could not be read: No such file or directory."),
    ],
)
def test_import_what_cannot_be_taken(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, content: bytes | None, said: str
) -> None:
    window = open_window(*STORY)
    before = window.document.facts
    path = tmp_path / "coming.json"
    if content is not None:
        path.write_bytes(content)
    dialogs.answer(lambda title: path)
    dialogs.read_sentence()
    do(window, "import_file")
    assert said in dialogs.told[0]
    assert on_disk(window.document.logbook) == before
    assert window.quiet.words.text() == ""


def test_import_that_cannot_be_written(
    window: MainWindow, dialogs: Dialogs, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LogbookError("The disk is full.")

    monkeypatch.setattr(Logbook, "write", full)
    dialogs.answer(lambda title: exported, lambda dialog: press("Return"))
    dialogs.read_sentence()
    do(window, "import_file")
    assert dialogs.told == ["The disk is full."]
    assert window.document.undo_stack.count() == 0


@pytest.mark.parametrize(("words", "title"), [("Export…", "Export"), ("Import…", "Import")])
def test_the_buttons_on_review(
    window: MainWindow, dialogs: Dialogs, words: str, title: str
) -> None:
    window.show_review()
    settle()
    asked: list[str] = []

    def leave(asking: Any) -> str:
        asked.append(asking if isinstance(asking, str) else asking.windowTitle())
        if not isinstance(asking, str):
            asking.reject()
        return ""

    dialogs.answer(leave)
    tab_to(words)
    press("Return")
    assert asked == [title]
