"""The calendar: every day of the month can be read, in both looks and in a large font."""

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTableView, QToolButton

from b12tracker.charts.style import DARK, LIGHT
from b12tracker.ui import theme
from b12tracker.ui.widgets.calendar import Calendar
from tests.ui.conftest import Show, speak
from tests.ui.driving import settle


def a_calendar(show: Show) -> tuple[Calendar, QTableView]:
    calendar = Calendar()
    calendar.setSelectedDate(QDate(2026, 11, 14))
    show(calendar).resize(calendar.minimumSize())
    settle()
    return calendar, calendar.findChild(QTableView)


def cells(table: QTableView) -> list[tuple[int, int]]:
    shown = [row for row in range(7) if not table.isRowHidden(row)]
    return [(row, column) for row in shown for column in range(7)]


def seen(table: QTableView, row: int, column: int) -> QImage:
    index = table.model().index(row, column)
    return table.viewport().grab(table.visualRect(index)).toImage()


def colours(image: QImage) -> set[str]:
    every = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name() for x, y in every}


@pytest.mark.parametrize("times", [1, 1.75])
@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_every_day_and_every_name_has_room(app: QApplication, show: Show, style, times) -> None:
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * times)
    app.setFont(font)
    theme.wear(app, style)
    _, table = a_calendar(show)
    assert len(cells(table)) == 49
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
    for row, column in cells(table):
        index = table.model().index(row, column)
        option.rect, option.text = table.visualRect(index), str(index.data())
        room = (
            table.style()
            .subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table)
            .intersected(table.viewport().rect())
        )
        assert option.rect.width() >= 40
        assert option.rect.height() >= 32
        assert room.width() >= table.fontMetrics().horizontalAdvance(option.text), option.text
        assert len(colours(seen(table, row, column))) > 1, f"{option.text} is not drawn"


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_weekends_look_like_other_days(app: QApplication, show: Show, style) -> None:
    theme.wear(app, style)
    _, table = a_calendar(show)
    for column in (4, 5, 6):
        day = [QColor(one) for one in colours(seen(table, 2, column))]
        assert max(one.red() - one.blue() for one in day) < 40, "red"
    assert style.accent in colours(seen(table, 3, 5)), "the day that is selected"


def test_the_look_may_change_while_it_is_open(app: QApplication, show: Show) -> None:
    calendar, _ = a_calendar(show)
    theme.wear(app, DARK)
    settle()
    assert calendar.headerTextFormat().foreground().color().name() == DARK.muted


def test_weekdays_are_named_in_the_words_of_the_place(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, QLocale(QLocale.Language.German))
    _, table = a_calendar(show)
    assert [table.model().index(0, column).data() for column in (0, 6)] == ["Mo.", "So."]


def test_the_buttons_say_what_they_do(show: Show) -> None:
    calendar, _ = a_calendar(show)
    for name, words in {"prevmonth": "Previous month", "nextmonth": "Next month"}.items():
        assert calendar.findChild(QToolButton, f"qt_calendar_{name}").accessibleName() == words
