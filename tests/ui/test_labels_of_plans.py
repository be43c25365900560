"""A plan in words: rhythms, rates, ends, anchors."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from b12tracker import assets
from b12tracker.charts.words import ENGLISH
from b12tracker.domain.plan import Anchor, Every, Open, Phase, Plan, Unit, Weekday
from b12tracker.domain.timeline import PhaseBand
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import labels
from b12tracker.ui.document import Document
from b12tracker.ui.pages.plan_page import PlanPage

MON_WED_FRI = Every(weekdays=(Weekday.FRIDAY, Weekday.MONDAY, Weekday.WEDNESDAY))
TWO_TO_THREE_MONTHS = Every(2, Unit.MONTH, 3)


@pytest.fixture(autouse=True)
def british(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, QLocale.Country.UnitedKingdom)


def speak(monkeypatch: pytest.MonkeyPatch, country: QLocale.Country) -> None:
    locale = QLocale(QLocale.Language.English, country)
    monkeypatch.setattr(labels, "locale", lambda: locale)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (Every(1, Unit.DAY), "daily"),
        (Every(3, Unit.WEEK), "every 3 weeks"),
        (Every(1, Unit.MONTH), "monthly"),
        (TWO_TO_THREE_MONTHS, "every 2 to 3 months"),
        (Every(1, Unit.DAY, 2), "every 1 to 2 days"),
        (MON_WED_FRI, "Mondays, Wednesdays and Fridays"),
        (Every(weekdays=(Weekday.SATURDAY,)), "Saturdays"),
        (Every(weekdays=tuple(Weekday)), "daily"),
    ],
)
def test_a_rhythm(every: Every, words: str) -> None:
    assert labels.rhythm(every) == words


def test_weekdays_are_also_counted() -> None:
    assert labels.how_often(MON_WED_FRI) == "three times a week"
    assert labels.how_often(Every(weekdays=(Weekday.SUNDAY,))) == "once a week"
    assert labels.how_often(Every(weekdays=tuple(Weekday))) == "daily"
    assert labels.how_often(TWO_TO_THREE_MONTHS) == "every 2 to 3 months"


@pytest.mark.parametrize(
    ("every", "injections", "dose"),
    [
        (Every(1, Unit.WEEK), "4.3 injections a month", "4.3 mg a month"),
        (Every(1, Unit.MONTH), "1 injection a month", "1 mg a month"),
        (Every(2, Unit.MONTH), "0.5 injections a month", "500 µg a month"),
        (TWO_TO_THREE_MONTHS, "0.33 to 0.5 injections a month", "333 to 500 µg a month"),
        (MON_WED_FRI, "13 injections a month", "13 mg a month"),
        (Every(4, Unit.WEEK, 5), "0.87 to 1.1 injections a month", "870 µg to 1.1 mg a month"),
        (Every(12, Unit.MONTH), "0.083 injections a month", "83 µg a month"),
    ],
)
def test_injections_and_the_dose_a_month(every: Every, injections: str, dose: str) -> None:
    assert labels.per_month(every) == injections
    assert labels.dose_per_month(every, 1000) == dose


def test_ends_of_a_range_that_read_alike_are_said_once() -> None:
    assert labels.per_month(Every(100, Unit.DAY, 101)) == "0.3 injections a month"
    assert labels.per_month(Every(30, Unit.DAY, 31)) == "0.98 to 1 injections a month"


def test_both_together_as_far_as_the_dose_is_known() -> None:
    weekly = Every(1, Unit.WEEK)
    assert labels.monthly(weekly, 30) == "4.3 injections and 130 µg a month"
    assert labels.monthly(weekly, None) == "4.3 injections a month"
    assert labels.dose_per_month(weekly, None) == ""


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ({"doses": 1}, "1 dose"),
        ({"doses": 6}, "6 doses"),
        ({"days": 1}, "for 1 day"),
        ({"days": 14}, "for 14 days"),
        ({"days": 56}, "for 8 weeks"),
        ({"days": 57}, "for 57 days"),
        ({"last_day": date(2026, 3, 5)}, "until 5 March 2026"),
        ({}, "until reviewed"),
        ({"open": Open.FOR_LIFE}, "for life"),
    ],
)
def test_how_a_phase_ends(end: dict[str, object], words: str) -> None:
    phase = Phase(Every(), first_dose=date(2026, 1, 5), **end)  # type: ignore[arg-type]
    assert labels.phase_end(phase) == words


def test_a_date_is_written_as_in_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, QLocale.Country.UnitedStates)
    phase = Phase(Every(), last_day=date(2026, 3, 5))
    assert labels.phase_end(phase) == "until March 5, 2026"


def test_dates_in_a_row_name_each_year_once() -> None:
    days = [date(2026, 12, 4), date(2026, 12, 11), date(2027, 1, 1), date(2027, 2, 1)]
    assert labels.short_days(days) == "4 Dec · 11 Dec 2026 · 1 Jan · 1 Feb 2027"
    assert labels.short_days(days[:1]) == "4 Dec 2026"
    assert labels.short_days([]) == ""


def test_every_anchor_has_a_name_and_a_sentence() -> None:
    assert labels.ANCHOR.keys() == labels.ANCHOR_MEANS.keys() == set(Anchor)
    assert all(words.endswith(".") and ". " not in words for words in labels.ANCHOR_MEANS.values())


def test_a_phase_without_a_name_keeps_the_capitals_of_its_weekdays() -> None:
    assert labels.phase_name(Phase(MON_WED_FRI)) == "Mondays, Wednesdays and Fridays"
    assert labels.phase_name(Phase(Every(1, Unit.WEEK))) == "Weekly"


def test_the_page_tells_all_of_a_phase(qtbot: QtBot, logbook: Logbook) -> None:
    document = Document(logbook, lambda: date(2026, 1, 20), assets.catalogue())
    common = {"dose_ug": 1000.0, "first_dose": date(2026, 1, 5)}
    repletion = Phase(MON_WED_FRI, name="Repletion", doses=6, **common)  # type: ignore[arg-type]
    maintenance = Phase(
        TWO_TO_THREE_MONTHS, dose_ug=1000, anchor=Anchor.LAST_INJECTION, open=Open.FOR_LIFE
    )
    document.add_plan(Plan((repletion, maintenance)))
    page = PlanPage(document)
    qtbot.addWidget(page)
    page.show_state()
    said = [label.text() for label in page.findChildren(QLabel)]
    for words in (
        "Repletion: Mondays, Wednesdays and Fridays",
        "13 injections and 13 mg a month",
        "Three times a week; the weekdays stay as planned.",
        "6 doses",
        "0.33 to 0.5 injections and 333 to 500 µg a month",
        "From the last injection. The next dates are shown at the shorter interval.",
        "For life",
    ):
        assert words in said
    assert any(words.startswith("16 Mar · 16 May") for words in said)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (MON_WED_FRI, "Repletion: Mon, Wed, Fri"),
        (TWO_TO_THREE_MONTHS, "Repletion: every 2 to 3 months"),
        (Every(1, Unit.WEEK), "Repletion: weekly"),
    ],
)
def test_the_timeline_has_words_of_its_own(every: Every, words: str) -> None:
    band = PhaseBand("Repletion", every, date(2026, 1, 5), None)
    assert ENGLISH.phase(band) == words
