"""Pasting injections from a spreadsheet, by keys, through the real window, and undone again."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from b12tracker.domain.injection import Site
from b12tracker.ui.dialogs.paste_dialog import PasteDialog
from tests.ui.conftest import OpenWindow
from tests.ui.driving import Dialogs, complaints, in_focus, press, settle, tab_to
from tests.ui.story import STORY, on_disk

TABLE = (
    "Date\tHow much\tWhere\tComment\n"
    '13/02/2026\t1 mg\tleft thigh\t"said ""ouch""\nand laughed"\n'
    "01/03/2026\t1000\tright hip\n"
    "05/10/2026\t1 mg\t\t\n"
    "soon\t1 mg\n"
)
"""Two new ones, one that the story has, and one that cannot be read."""


@pytest.fixture(autouse=True)
def clipboard(app) -> Any:
    """What the user has copied; nothing to begin with."""
    held = QGuiApplication.clipboard()
    held.clear()
    yield held
    held.clear()


def paste(text: str) -> None:
    """Paste a text into what has the focus, as Ctrl+V does."""
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(in_focus(), QKeySequence("Ctrl+V"))
    settle()


def said(dialog: PasteDialog) -> list[tuple[str, str]]:
    """Return the first two columns of the preview."""
    model = dialog.rows.model()
    return [
        (model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())
    ]


def test_a_table_is_pasted_and_undone(open_window: OpenWindow, dialogs: Dialogs, clipboard) -> None:
    window = open_window(*STORY)
    before = set(on_disk(window.document.logbook).entries)

    def add(dialog: PasteDialog) -> None:
        assert not dialog.do_it.isEnabled()
        paste(TABLE)
        assert dialog.summary.text() == (
            "2 injections will be added, 1 is in the logbook already, 1 cannot be read."
        )
        assert dialog.do_it.text() == "&Add 2 injections"
        press("Alt+A")

    dialogs.answer(add)
    press("Ctrl+Shift+V")
    new = sorted(set(on_disk(window.document.logbook).entries) - before, key=lambda one: one.order)
    assert [(one.given_on, one.dose_ug, one.site, one.note) for one in new] == [
        (date(2026, 2, 13), 1000, Site.LEFT_VASTUS_LATERALIS, 'said "ouch"\nand laughed'),
        (date(2026, 3, 1), 1000, Site.RIGHT_VENTROGLUTEAL, ""),
    ]
    assert window.quiet.words.text() == (
        "2 injections added, 1 was in the logbook already, 1 could not be read"
    )
    press("Ctrl+Z")
    assert set(on_disk(window.document.logbook).entries) == before
    assert window.quiet.words.text() == "Undone: 2 injections pasted"
    press("Ctrl+Shift+Z")
    assert set(on_disk(window.document.logbook).entries) == before | set(new)


def test_what_was_copied_is_there_already(
    open_window: OpenWindow, dialogs: Dialogs, clipboard
) -> None:
    window = open_window()
    clipboard.setText("2026-02-13\n2026-03-13\n")
    dialogs.answer(lambda dialog: press("Alt+A"))
    press("Ctrl+Shift+V")
    days = [one.given_on for one in on_disk(window.document.logbook).injections]
    assert sorted(days) == [date(2026, 2, 13), date(2026, 3, 13)]
    assert window.quiet.words.text() == "2 injections added"


def test_a_text_without_dates_is_not_taken_from_the_clipboard(
    open_window: OpenWindow, dialogs: Dialogs, clipboard
) -> None:
    open_window()
    clipboard.setText("Dear Dr Osei, thank you")

    def look(dialog: PasteDialog) -> None:
        assert dialog.pasted.toPlainText() == ""
        press("Escape")

    dialogs.answer(look)
    press("Ctrl+Shift+V")


def test_the_columns_are_changed_by_keys(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()

    def change(dialog: PasteDialog) -> None:
        paste("Ordered\tGot it\tHow\n2026-01-02\t2026-01-09\tat home\n")
        assert [row[0] for row in said(dialog)] == ["+  Will be added"]
        assert "9 Jan 2026" in said(dialog)[0][1]
        tab_to("Ordered is read as")
        press("d", "a")  # Date
        assert "2 Jan 2026" in said(dialog)[0][1]
        assert dialog.rows.head.choices[1].currentText() == "Left out"
        tab_to("How is read as")
        press("n")
        press("Alt+A")

    dialogs.answer(change)
    press("Ctrl+Shift+V")
    (injection,) = on_disk(window.document.logbook).injections
    assert (injection.given_on, injection.note) == (date(2026, 1, 2), "at home")


def test_order_and_unit_are_chosen_by_keys(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()

    def choose(dialog: PasteDialog) -> None:
        paste("Date\tDose\n03/04/2026\t1\n")
        assert said(dialog) == [("!  Cannot be read", "“1” needs its unit: mg or µg.")]
        assert dialog.summary.text() == (
            "No injection will be added, 1 cannot be read. Choose the unit of the doses above."
        )
        assert not dialog.do_it.isEnabled()
        tab_to("Order of the dates")
        press("m")
        tab_to("Unit of the doses")
        press("m")
        assert said(dialog) == [("+  Will be added", "4 Mar 2026 · 1 mg")]
        press("Alt+A")

    dialogs.answer(choose)
    press("Ctrl+Shift+V")
    (injection,) = on_disk(window.document.logbook).injections
    assert (injection.given_on, injection.dose_ug) == (date(2026, 3, 4), 1000)


def test_a_row_is_put_right_where_it_was_pasted(open_window: OpenWindow, dialogs: Dialogs) -> None:
    window = open_window()

    def put_right(dialog: PasteDialog) -> None:
        paste("2026-01-02\nsoon")
        assert said(dialog)[1] == (
            "!  Cannot be read",
            "“soon” is not a date such as 17 Nov 2026.",
        )
        QTest.keySequence(in_focus(), QKeySequence("Ctrl+Backspace"))
        QTest.keyClicks(in_focus(), "3 Feb 2026")
        settle()
        press("Tab")
        assert in_focus() is not dialog.pasted
        press("Alt+A")

    dialogs.answer(put_right)
    press("Ctrl+Shift+V")
    assert len(on_disk(window.document.logbook).injections) == 2


def test_only_what_is_not_added_is_shown(open_window: OpenWindow, dialogs: Dialogs) -> None:
    open_window(*STORY)

    def look(dialog: PasteDialog) -> None:
        paste(TABLE)
        press("Alt+S")
        assert [row[0] for row in said(dialog)] == ["=  There already", "!  Cannot be read"]
        assert [dialog.rows.model().headerData(row, Qt.Orientation.Vertical) for row in (0, 1)] == [
            "4",
            "5",
        ]
        press("Escape")

    dialogs.answer(look)
    press("Ctrl+Shift+V")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Date\tDose\n\t1", "No injection will be added, 1 cannot be read."),
        ("\tafter half a row", "Choose “Date” above the column that holds the dates."),
        ("\x7fELF\x02\x01\x01\x03", "Choose “Date” above the column that holds the dates."),
        ("PK\x03\x04 \x00\x00", "This is not text from a table."),
        ("x" * 1_000_000, "A cell is too long: paste fewer rows."),
        ("x\n" * 500_000, "More than 20,000 rows are too many at once: paste fewer."),
        ("x" * 3_000_000, "This is too much text at once: paste fewer rows."),
    ],
)
def test_spoiled_text_is_told_in_one_sentence(
    open_window: OpenWindow, dialogs: Dialogs, text: str, sentence: str
) -> None:
    window = open_window(*STORY)

    def look(dialog: PasteDialog) -> None:
        paste(text)
        told = [dialog.summary.text(), *complaints(dialog)]
        assert sum(sentence in each for each in told) == 1, told
        assert not dialog.do_it.isEnabled()
        paste("2026-02-13")
        assert complaints(dialog) == []
        press("Escape")

    dialogs.answer(look)
    press("Ctrl+Shift+V")
    assert set(on_disk(window.document.logbook).by_id.values()) == set(STORY)
    assert window.document.undo_stack.count() == 0
