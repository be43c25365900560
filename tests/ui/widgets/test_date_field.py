"""A date typed, picked, or chosen by a button."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QCalendarWidget, QMenu

from b12tracker.ui import labels
from b12tracker.ui.widgets.date_field import DateField
from tests.ui.conftest import Show, speak
from tests.ui.driving import a_button, buttons, click, press, sentences, settle, type_in
from tests.ui.story import TODAY

ENGLISH_LOCALES = [
    QLocale(QLocale.Language.English, country)
    for country in (
        QLocale.Country.UnitedKingdom,
        QLocale.Country.UnitedStates,
        QLocale.Country.Australia,
        QLocale.Country.Canada,
        QLocale.Country.India,
        QLocale.Country.Ireland,
        QLocale.Country.NewZealand,
        QLocale.Country.SouthAfrica,
        QLocale.Country.Singapore,
        QLocale.Country.Sweden,
    )
]


def a_field(show: Show, **more: bool) -> DateField:
    return show(DateField("Date", TODAY, **more))


def calendar_of(field: DateField) -> tuple[QMenu, QCalendarWidget]:
    menu = next(each for each in field.findChildren(QMenu) if each.isVisible())
    calendar = menu.findChild(QCalendarWidget)
    assert calendar is not None
    return menu, calendar


def test_empty_until_the_user_says(show: Show) -> None:
    field = a_field(show)
    assert field.line.text() == ""
    with pytest.raises(ValueError, match="A date is needed"):
        _ = field.date


def test_buttons(show: Show) -> None:
    field = a_field(show)
    click(a_button(field, "Today"))
    assert field.date == TODAY
    click(a_button(field, "Yesterday"))
    assert field.date == date(2026, 11, 21)
    assert buttons(a_field(show, quick=False)) == ["Calendar"]


def test_said_back_while_typing(show: Show) -> None:
    field = a_field(show, future=True)
    field.line.setFocus()
    for typed, said in {
        "today": "Sunday 22 November 2026, today",
        "23/11/2026": "Monday 23 November 2026, tomorrow",
        "27 nov 2026": "Friday 27 November 2026, in 5 days",
        "17 nov 2020": "Tuesday 17 November 2020, 2196 days ago",
        "17 nov": "Tuesday 17 November 2026, 5 days ago",
        "17 x": "",
    }.items():
        type_in(typed)
        assert list(sentences(field)) == ([said] if said else [])


def test_the_future(show: Show) -> None:
    field = a_field(show)
    field.line.setText("23 nov 2026")
    with pytest.raises(ValueError, match="is in the future"):
        _ = field.date
    assert sentences(field) == []
    field = a_field(show, future=True)
    field.line.setText("23 nov 2026")
    assert field.date == date(2026, 11, 23)


def test_calendar(show: Show) -> None:
    field = a_field(show)
    click(a_button(field, "Calendar"))
    menu, calendar = calendar_of(field)
    assert calendar.maximumDate() == QDate(2026, 11, 22)
    calendar.clicked.emit(QDate(2026, 11, 3))
    settle()
    assert not menu.isVisible()
    assert field.line.text() == "3 Nov 2026"
    assert field.date == date(2026, 11, 3)


def test_calendar_by_keys(show: Show) -> None:
    field = a_field(show, future=True)
    field.line.setFocus()
    press("F4")
    menu, calendar = calendar_of(field)
    assert calendar.maximumDate() > QDate(2100, 1, 1)
    menu.close()
    assert field.line.text() == ""


def test_calendar_opens_on_the_date_that_stands_there(show: Show) -> None:
    field = a_field(show)
    field.set_date(date(2025, 2, 3))
    press("F4")
    menu, calendar = calendar_of(field)
    assert calendar.selectedDate() == QDate(2025, 2, 3)
    menu.close()


def test_calendar_opens_on_the_day_it_is(show: Show) -> None:
    field = show(DateField("Date", date(2025, 5, 6)))
    press("F4")
    menu, calendar = calendar_of(field)
    assert calendar.selectedDate() == QDate(2025, 5, 6)
    menu.close()


def test_changed_is_said(show: Show) -> None:
    field = a_field(show)
    heard = []
    field.changed.connect(lambda: heard.append(field.line.text()))
    field.set_date(TODAY)
    field.set_date(None)
    assert heard == ["22 Nov 2026", ""]


@pytest.mark.parametrize("locale", ENGLISH_LOCALES, ids=lambda locale: locale.name())
def test_a_date_shown_is_the_date_read(
    show: Show, monkeypatch: pytest.MonkeyPatch, locale: QLocale
) -> None:
    speak(monkeypatch, locale)
    field = a_field(show)
    for month in range(1, 13):
        for day in (1, 2, 12, 28):
            field.set_date(date(2025, month, day))
            assert field.date == date(2025, month, day), field.line.text()


@pytest.mark.parametrize(
    ("country", "read"),
    [
        (QLocale.Country.UnitedKingdom, date(2026, 4, 3)),
        (QLocale.Country.UnitedStates, date(2026, 3, 4)),
    ],
)
def test_day_and_month_in_the_locales_order(
    show: Show, monkeypatch: pytest.MonkeyPatch, country: QLocale.Country, read: date
) -> None:
    speak(monkeypatch, QLocale(QLocale.Language.English, country))
    field = a_field(show)
    type_in("3/4")
    assert field.date == read
    assert labels.long_day(read, TODAY) in sentences(field)[0]


def test_where_plans_are_made_a_date_without_a_year_may_lie_ahead(show: Show) -> None:
    field = a_field(show, future=True)
    assert field.line.placeholderText() == "14 Dec, next Monday, in 3 days …"
    field.line.setText("14 dec")
    assert sentences(field) == ["Monday 14 December 2026, in 22 days"]
    looking_back = a_field(show, future=True, ahead=False)
    looking_back.line.setText("14 dec")
    assert looking_back.date == date(2025, 12, 14)
