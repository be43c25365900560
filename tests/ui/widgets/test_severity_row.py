"""A row of 0 to 10: keys, clicks, and what a screen reader hears."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from b12tracker.ui.widgets.severity_row import SeverityRow
from tests.ui.conftest import Show
from tests.ui.driving import click, in_focus, press


@pytest.fixture
def row(show: Show) -> SeverityRow:
    shown = show(SeverityRow("Fatigue"))
    shown.setFocus()
    return shown


@pytest.fixture
def sheet(show: Show) -> QWidget:
    """Two rows below each other."""
    both = QWidget()
    column = QVBoxLayout(both)
    for name in ("Fatigue", "Memory"):
        column.addWidget(SeverityRow(name))
    return show(both)


@pytest.fixture
def rows(sheet: QWidget) -> list[SeverityRow]:
    """Both rows, the keys on the first."""
    found = sheet.findChildren(SeverityRow)
    found[0].setFocus()
    return found


@pytest.mark.parametrize(
    ("keys", "severity"),
    [
        ("", None),
        ("0", 0),
        ("7", 7),
        ("1", 1),
        ("10", 10),
        ("710", 10),
        ("100", 0),
        ("101", 1),
        ("1010", 10),
        ("20", 0),
        ("73", 3),
    ],
)
def test_digits(row: SeverityRow, keys: str, severity: int | None) -> None:
    press(*keys)
    assert row.severity == severity


def test_ten_may_be_typed_with_a_pause(row: SeverityRow) -> None:
    press("1")
    QTest.qWait(30)
    press("0")
    assert row.severity == 10


def test_a_0_after_coming_back_is_a_0(rows: list[SeverityRow]) -> None:
    press("1", "Down", "Up", "0")
    assert rows[0].severity == 0


def test_numbers_go_on_to_the_next_row(rows: list[SeverityRow]) -> None:
    rows[0].following = rows[1]
    press("7")
    assert in_focus() is rows[1]
    press("Up", "1")
    assert in_focus() is rows[0], "it may become a 10"
    press("4")
    assert [each.severity for each in rows] == [1, 4]


def test_a_number_that_is_taken_back_keeps_the_row(rows: list[SeverityRow]) -> None:
    rows[0].following = rows[1]
    press("1", "Backspace", "0")
    assert [each.severity for each in rows] == [0, None]


@pytest.mark.parametrize(
    ("keys", "severity"),
    [
        (["Right"], 0),
        (["Left"], 0),
        (["5", "Right"], 6),
        (["5", "Left"], 4),
        (["5", "+", "+"], 7),
        (["5", "-"], 4),
        (["0", "Left"], 0),
        (["1", "0", "Right"], 10),
        (["5", "Backspace"], None),
        (["5", "Delete"], None),
        (["5", "x"], 5),
    ],
)
def test_other_keys(row: SeverityRow, keys: list[str], severity: int | None) -> None:
    press(*keys)
    assert row.severity == severity


@pytest.mark.parametrize("character", ["²", "½", "①", ""])
def test_keys_that_only_look_like_digits(row: SeverityRow, character: str) -> None:
    row.set_severity(5)
    event = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character
    )
    row.keyPressEvent(event)
    assert row.severity == 5


def test_up_and_down_go_from_row_to_row(rows: list[SeverityRow]) -> None:
    press("3", "Down", "4", "Up", "5")
    assert [each.severity for each in rows] == [5, 4]


def test_clicks(row: SeverityRow) -> None:
    buttons = row.findChildren(QPushButton)
    click(buttons[10])
    assert row.severity == 10
    click(buttons[3])
    assert row.severity == 3
    assert [each.isChecked() for each in buttons].count(True) == 1
    click(buttons[3])
    assert row.severity is None
    assert row.hasFocus(), "the keys stay with the row"


def test_what_a_screen_reader_hears(row: SeverityRow) -> None:
    assert row.accessibleName() == "Fatigue, not scored"
    press("4")
    assert row.accessibleName() == "Fatigue, 4 of 10"


def test_the_focus_can_be_seen(row: SeverityRow) -> None:
    with_focus = row.grab().toImage()
    row.clearFocus()
    assert row.grab().toImage() != with_focus
