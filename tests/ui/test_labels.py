"""Plain English for what the domain says: dates, rhythms, doses, values, outcomes."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from b12tracker import assets
from b12tracker.domain.injection import GivenBy, Substance
from b12tracker.domain.judgement import PlannedDose, Status
from b12tracker.domain.labs import Comparator
from b12tracker.domain.plan import Cause, Open, Severity, Unit
from b12tracker.ui import labels
from tests.builders import a_lab_result, a_phase, an_injection, every, facts, judged
from tests.ui.conftest import speak
from tests.ui.story import PLAN, STORY, TODAY

AMERICAN = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def american(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak as in the United States."""
    speak(monkeypatch, AMERICAN)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-27", "Friday 27 November"),
        ("2026-06-01", "Monday 1 June"),
        ("2027-05-01", "Saturday 1 May"),
        ("2026-05-01", "Friday 1 May 2026"),
        ("2027-06-01", "Tuesday 1 June 2027"),
        ("2025-11-22", "Saturday 22 November 2025"),
    ],
)
def test_long_day(day: str, said: str) -> None:
    assert labels.long_day(date.fromisoformat(day), TODAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-27", "27 November"),
        ("2026-06-01", "1 June"),
        ("2026-05-01", "1 May 2026"),
        ("2025-12-31", "31 December 2025"),
        ("2025-11-22", "22 November 2025"),
        ("2027-11-22", "22 November 2027"),
    ],
)
def test_plain_day(day: str, said: str) -> None:
    assert labels.plain_day(date.fromisoformat(day), TODAY) == said


@pytest.mark.parametrize("name", ["long_day", "plain_day"])
def test_no_two_days_are_said_alike(name: str) -> None:
    """A day without its year means one day only."""
    said = [getattr(labels, name)(TODAY + timedelta(days=away), TODAY) for away in range(-800, 800)]
    assert len(set(said)) == len(said)


def test_short_day_and_months() -> None:
    assert labels.short_day(FRIDAY) == "27 Nov 2026"
    assert labels.month_and_year(FRIDAY) == "November 2026"
    assert labels.month_short(FRIDAY) == "Nov"


def test_american_order(american: None) -> None:
    assert not labels.day_first()
    assert labels.long_day(FRIDAY, TODAY) == "Friday, November 27"
    assert labels.long_day(date(2025, 1, 2), TODAY) == "Thursday, January 2, 2025"
    assert labels.plain_day(FRIDAY, TODAY) == "November 27"
    assert labels.plain_day(date(2025, 1, 2), TODAY) == "January 2, 2025"
    assert labels.short_day(FRIDAY) == "Nov 27, 2026"
    assert labels.month_and_year(FRIDAY) == "November 2026"


@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        (AMERICAN, AMERICAN),
        (
            QLocale(QLocale.Language.German, QLocale.Country.Germany),
            QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
        ),
        (QLocale.c(), QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)),
    ],
)
def test_locale(monkeypatch: pytest.MonkeyPatch, system: QLocale, spoken: QLocale) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(QLocale, "system", lambda: system)
    labels.locale.cache_clear()
    try:
        assert labels.locale() == spoken
    finally:
        labels.locale.cache_clear()


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (-1, "-1 days"), (21, "21 days")]
)
def test_counted(n: int, said: str) -> None:
    assert labels.counted(n, "day") == said


def test_counted_with_another_plural() -> None:
    assert labels.counted(1, "entry", "entries") == "1 entry"
    assert labels.counted(0, "entry", "entries") == "0 entries"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-2, "2 days ago"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
    ],
)
def test_from_today(days: int, said: str) -> None:
    assert labels.from_today(days) == said


@pytest.mark.parametrize(
    ("rhythm", "said", "per_month"),
    [
        ("1 day", "daily", "30.4 injections a month"),
        ("2 days", "every 2 days", "15.2 injections a month"),
        ("1 week", "weekly", "4.3 injections a month"),
        ("2 weeks", "every 2 weeks", "2.2 injections a month"),
        ("3 weeks", "every 3 weeks", "1.4 injections a month"),
        ("1 month", "monthly", "1 injection a month"),
        ("2 months", "every 2 months", "0.5 injections a month"),
        ("3 months", "every 3 months", "0.33 injections a month"),
        ("12 months", "every 12 months", "0.083 injections a month"),
        ("30 days", "every 30 days", "1 injection a month"),
    ],
)
def test_rhythm(rhythm: str, said: str, per_month: str) -> None:
    assert labels.rhythm(every(rhythm)) == said
    assert labels.per_month(every(rhythm)) == per_month


@pytest.mark.parametrize(
    ("dose_ug", "said"),
    [
        (None, ""),
        (1000, "1 mg"),
        (1500, "1.5 mg"),
        (5000, "5 mg"),
        (250, "250 µg"),
        (0.5, "0.5 µg"),
        (30_000, "30 mg"),
    ],
)
def test_dose(dose_ug: float | None, said: str) -> None:
    assert labels.dose(dose_ug) == said


@pytest.mark.parametrize(
    ("early", "late", "said"),
    [
        (0, 0, "on the day itself"),
        (1, 1, "1 day either side"),
        (2, 2, "2 days either side"),
        (0, 1, "0 days before to 1 day after"),
        (1, 3, "1 day before to 3 days after"),
    ],
)
def test_tolerance(early: int, late: int, said: str) -> None:
    assert labels.tolerance(a_phase("1 week", tolerance=(early, late))) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"doses": 1}, "1 dose"),
        ({"doses": 6}, "6 doses"),
        ({"open": Open.FOR_LIFE}, "for life"),
        ({}, "until reviewed"),
    ],
)
def test_phase_end(more: dict[str, Any], said: str) -> None:
    assert labels.phase_end(a_phase("1 week", **more)) == said


def test_phase_name() -> None:
    assert labels.phase_name(a_phase("1 week", name="Repletion")) == "Repletion"
    assert labels.phase_name(a_phase("2 weeks")) == "Every 2 weeks"


@pytest.mark.parametrize(
    ("days", "counted", "deviation"),
    [
        (0, "0 days", "on the planned day"),
        (1, "1 day", "1 day after the planned day"),
        (3, "3 days", "3 days after the planned day"),
        (-1, "−1 day", "1 day before the planned day"),
        (2.5, "2.5 days", "2.5 days after the planned day"),
        (-10, "−10 days", "10 days before the planned day"),
    ],
)
def test_days_off_the_plan(days: float, counted: str, deviation: str) -> None:
    assert labels.counted_days(days) == counted
    assert labels.deviation(days) == deviation


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": 96.0, "unit": "pmol/L"}, "96 pmol/L"),
        ({"value": 0.25, "unit": "pg/mL"}, "0.25 pg/mL"),
        ({"value": 2000.0, "unit": "pg/mL", "comparator": Comparator.ABOVE}, "> 2000 pg/mL"),
        ({"value": 50.0, "unit": "pmol/L", "comparator": Comparator.BELOW}, "< 50 pmol/L"),
        ({"value": 71.0, "unit": "umol/L", "marker": "creatinine"}, "71 µmol/L"),
        ({"value": 3.0, "unit": "furlong", "marker": "unheard_of"}, "3 furlong"),
    ],
)
def test_lab_value(fields: dict[str, Any], said: str) -> None:
    result = a_lab_result(**fields)
    marker = assets.catalogue().marker.get(result.marker)
    assert labels.lab_value(result, marker) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, ""),
        (0.0, 0.0, ""),
        (180.0, 914.0, "180–914"),
        (None, 280.0, "below 280"),
        (50.0, None, "above 50"),
        (0.0, None, "above 0"),
        (0.0, 5.5, "0–5.5"),
    ],
)
def test_lab_range(low: float | None, high: float | None, said: str) -> None:
    assert labels.lab_range(a_lab_result(range_low=low, range_high=high)) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Injection"),
        ({"dose_ug": 1000}, "1 mg"),
        ({"substance": Substance.MECOBALAMIN}, "mecobalamin"),
        ({"dose_ug": 250, "substance": Substance.CYANOCOBALAMIN}, "250 µg cyanocobalamin"),
        ({"dose_ug": 1000, "substance": Substance.OTHER}, "1 mg"),
        ({"substance": Substance.OTHER}, "Injection"),
    ],
)
def test_injection_text(fields: dict[str, Any], said: str) -> None:
    assert labels.injection_text(an_injection(**fields)) == said


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Status, labels.STATUS),
        (Cause, labels.CAUSE),
        (Severity, labels.SEVERITY),
        (GivenBy, labels.GIVEN_BY),
        (Open, labels.OPEN),
        (Unit, labels.UNIT),
        (Unit, labels.SINGLE),
    ],
)
def test_every_kind_has_words_of_its_own(kind: type[StrEnum], words: dict[StrEnum, str]) -> None:
    assert set(words) == set(kind)
    assert len(set(words.values())) == len(words)
    assert all("_" not in said for said in words.values())


def dose_of(day: str, *given: str, today: str = "2026-11-22") -> PlannedDose:
    """Return what became of the dose planned for a day."""
    entries = [an_injection(on) for on in given]
    doses = judged(today, *facts(PLAN, *entries).entries).doses
    return next(dose for dose in doses if dose.planned == date.fromisoformat(day))


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (
            dose_of("2026-10-05", "2026-10-05"),
            "Given Monday 5 October\nOn time: on the planned day, Monday 5 October",
        ),
        (
            dose_of("2026-10-05", "2026-10-06"),
            "Given Tuesday 6 October\nOn time: 1 day after the planned day, Monday 5 October",
        ),
        (
            dose_of("2026-10-05", "2026-10-02"),
            "Given Friday 2 October\nEarly: 3 days before the planned day, Monday 5 October",
        ),
        (
            dose_of("2026-10-05"),
            "Missed: planned for Monday 5 October\nNo injection could count for it after 9 October",
        ),
        (
            dose_of("2026-12-09"),
            "Planned for Wednesday 9 December\nUpcoming; on time 2 December to 16 December",
        ),
    ],
)
def test_dose_outcome(dose: PlannedDose, said: str) -> None:
    assert labels.dose_outcome(dose, TODAY) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-12-09", "Due now; on time"), ("2026-12-20", "Overdue; on time 2 December to")],
)
def test_dose_outcome_of_an_open_dose(today: str, said: str) -> None:
    dose = dose_of("2026-12-09", today=today)
    assert said in labels.dose_outcome(dose, date.fromisoformat(today))


def test_the_story_has_no_words_of_programmers() -> None:
    for dose in judged(TODAY, *STORY).doses:
        assert "_" not in labels.dose_outcome(dose, TODAY)
