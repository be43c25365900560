"""The Diary: what it lists, how it finds, and what can be done with a row."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from b12tracker.domain.diary import Kind
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.pages.diary_page import DiaryModel
from tests.builders import an_injection
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Dialogs,
    a_button,
    as_read,
    buttons,
    click,
    press,
    rows_of,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import INJECTIONS, STORY, TODAY, on_disk

DAYS = [
    "21 Nov 2026",
    "19 Nov 2026",
    "18 Nov 2026",
    "18 Nov 2026",
    "15 Nov 2026",
    "9 Nov 2026",
    "2 Nov 2026",
    "29 Oct 2026",
    "19 Oct 2026",
    "12 Oct 2026",
    "5 Oct 2026",
    "1 Oct 2026",
]

LOGGED = {Kind.INJECTION, Kind.MISSED, Kind.SYMPTOMS, Kind.LAB_RESULT}


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window on the story, its Diary in front."""
    opened = open_window(*STORY)
    press("Ctrl+2")
    return opened


def chosen(window: MainWindow) -> str:
    """Return the date and the words of the chosen row."""
    (index,) = window.diary.table.selectionModel().selectedRows()
    return " ".join(window.diary.model.rows[index.row()][1][:2])


def test_everything_the_newest_first(window: MainWindow) -> None:
    assert [row[0] for row in rows_of(window)] == DAYS
    assert window.diary.shown.text() == "12 of 12 shown"


def test_the_list_has_the_keys(window: MainWindow) -> None:
    assert window.diary.table.hasFocus()
    assert chosen(window) == "21 Nov 2026 Symptoms"
    press("Down", "Down", "Down", "Down")
    assert chosen(window) == "15 Nov 2026 1 mg hydroxocobalamin"
    press("Ctrl+End")
    assert chosen(window) == "1 Oct 2026 B12 96 pmol/L"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("travelling", ["15 Nov 2026"]),
        ("TRAVELLING mg", ["15 Nov 2026"]),
        ("missed", ["12 Oct 2026"]),
        ("oct thigh", ["29 Oct 2026", "19 Oct 2026", "5 Oct 2026"]),
        ("pins", ["21 Nov 2026", "19 Nov 2026"]),
        ("flag mma", ["18 Nov 2026"]),
        ("  ", DAYS),
        ("nowhere", []),
    ],
)
def test_find(window: MainWindow, words: str, days: list[str]) -> None:
    press("Ctrl+F")
    type_in(words)
    assert [row[0] for row in rows_of(window)] == days
    assert window.diary.shown.text() == f"{len(days)} of 12 shown"
    assert window.diary.table.isVisible() == bool(days)
    assert window.diary.nothing.isVisible() != bool(days)


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Kind.INJECTION, 6),
        (Kind.MISSED, 1),
        (Kind.SYMPTOMS, 2),
        (Kind.LAB_RESULT, 3),
        (None, 12),
    ],
)
def test_one_kind(window: MainWindow, kind: Kind | None, count: int) -> None:
    window.diary.kind.choose(kind)
    assert {row.kind for row, _ in window.diary.model.rows} == ({kind} if kind else LOGGED)
    assert len(rows_of(window)) == count


def test_one_kind_and_words(window: MainWindow) -> None:
    tab_to("Kind of entry")
    press("i")
    tab_to("Find in the Diary")
    type_in("nov")
    assert [row[0] for row in rows_of(window)] == ["15 Nov 2026", "9 Nov 2026", "2 Nov 2026"]


def test_an_empty_diary(open_window: OpenWindow) -> None:
    window = open_window()
    press("Ctrl+2")
    settle()
    assert window.diary.nothing.text() == (
        "Nothing is logged yet. What you log appears here, the newest first."
    )
    assert not window.diary.table.isVisible()
    assert not window.diary.change.isEnabled()
    assert "Delete" not in buttons(window.diary)
    press("Return", "Delete")


def test_the_buttons_say_what_can_be_done(window: MainWindow) -> None:
    assert {"Change…", "Delete"} <= set(buttons(window.diary))
    window.diary.show_kind(Kind.MISSED)
    settle()
    assert "It was given…" in buttons(window.diary)
    assert "Delete" not in buttons(window.diary)
    press("Delete")
    assert len(rows_of(window)) == 1, "a missed dose is a judgement and cannot be deleted"


def test_the_mouse_opens_and_deletes(window: MainWindow, dialogs: Dialogs) -> None:
    titles: list[str] = []

    def leave(dialog) -> None:
        titles.append(dialog.windowTitle())
        press("Escape")

    dialogs.answer(leave, leave)
    index = window.diary.model.index(4, 2)
    at = window.diary.table.visualRect(index).center()
    view = window.diary.table.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view, left, none, at)
    QTest.mouseDClick(view, left, none, at)
    settle()
    click(a_button(window.diary, "Change…"))
    assert titles == ["Change injection"] * 2
    click(a_button(window.diary, "Delete"))
    assert INJECTIONS[-1] not in on_disk(window.document.logbook).injections


def test_the_chosen_entry_stays_chosen(window: MainWindow) -> None:
    press(*["Down"] * 4)
    window.document.record(an_injection(TODAY))
    settle()
    assert chosen(window) == "15 Nov 2026 1 mg hydroxocobalamin"


def test_after_deleting_the_next_row_is_chosen(window: MainWindow) -> None:
    press(*["Down"] * 4, "Delete")
    assert chosen(window) == "9 Nov 2026 1 mg hydroxocobalamin"
    assert window.diary.table.hasFocus()
    press("Ctrl+End", "Delete")
    assert chosen(window) == "5 Oct 2026 1 mg hydroxocobalamin"


def test_undo_after_deleting_everything(window: MainWindow) -> None:
    while window.diary.model.rowCount():
        window.diary.show_kind(Kind.SYMPTOMS)
        press("Delete")
    assert not window.diary.table.isVisible()
    press("Ctrl+Z", "Ctrl+Z")
    assert len(on_disk(window.document.logbook).symptoms) == 2


def test_the_table_for_a_screen_reader(window: MainWindow) -> None:
    model, table = window.diary.model, window.diary.table
    assert isinstance(table, QTableView)
    assert table.accessibleName() == "Entries"
    headings = [
        model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())
    ]
    assert headings == ["Date", "What", "Details"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    index = model.index(4, 1)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "1 mg hydroxocobalamin"
    assert as_read(model.data(index, Qt.ItemDataRole.ToolTipRole)) == "1 mg hydroxocobalamin"
    assert model.data(index, Qt.ItemDataRole.FontRole) is None
    assert not model.data(index, Qt.ItemDataRole.DecorationRole).isNull()


def test_rows_have_no_rows_inside() -> None:
    model = DiaryModel()
    assert model.rowCount() == model.rowCount(QModelIndex()) == 0


def test_missed_doses_have_the_colour_of_missed(window: MainWindow) -> None:
    place = DAYS.index("12 Oct 2026")
    role = Qt.ItemDataRole.ForegroundRole
    index = window.diary.model.index(place, 1)
    light = window.diary.model.data(index, role)
    window.wear("dark")
    assert window.diary.model.data(index, role) != light
    assert window.diary.model.data(window.diary.model.index(0, 1), role) is None
