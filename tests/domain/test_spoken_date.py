"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.domain.spoken_date import (
    MONTHS,
    WEEKDAYS,
    NoDateError,
    numbers_of,
    read_planned_date,
    read_spoken_date,
    read_written_date,
    says_year,
)

TODAY = date(2026, 11, 22)
"""A Sunday."""

UNDERSTOOD = [
    ("today", "2026-11-22"),
    ("  Today ", "2026-11-22"),
    ("t", "2026-11-22"),
    ("yesterday", "2026-11-21"),
    ("Y", "2026-11-21"),
    ("3 days ago", "2026-11-19"),
    ("1 day ago", "2026-11-21"),
    ("0 days ago", "2026-11-22"),
    ("365  days ago", "2025-11-22"),
    ("saturday", "2026-11-21"),
    ("mon", "2026-11-16"),
    ("last Tuesday", "2026-11-17"),
    ("on wed", "2026-11-18"),
    ("sunday", "2026-11-15"),
    ("17 nov", "2026-11-17"),
    ("17 Nov 2025", "2025-11-17"),
    ("17th of November", "2026-11-17"),
    ("1st january 2026", "2026-01-01"),
    ("22nd feb", "2026-02-22"),
    ("3rd mar", "2026-03-03"),
    ("17nov", "2026-11-17"),
    ("17-Nov-2026", "2026-11-17"),
    ("17. Nov. 2026", "2026-11-17"),
    ("nov 17", "2026-11-17"),
    ("November 17, 2026", "2026-11-17"),
    ("Sept 3", "2026-09-03"),
    ("Tue 17 Nov", "2026-11-17"),
    ("Tuesday, 17 November 2026", "2026-11-17"),
    ("17/11", "2026-11-17"),
    ("17/11/2026", "2026-11-17"),
    ("17/11/26", "2026-11-17"),
    ("17.11.2026", "2026-11-17"),
    ("17.11.", "2026-11-17"),
    ("17-11-2026", "2026-11-17"),
    ("17 11 2026", "2026-11-17"),
    ("3/4", "2026-04-03"),
    ("11/17", "2026-11-17"),
    ("2026-11-17", "2026-11-17"),
    ("2026-1-5", "2026-01-05"),
    ("2026/11/17", "2026-11-17"),
    ("29 feb 2024", "2024-02-29"),
]


@pytest.mark.parametrize(("text", "means"), UNDERSTOOD)
def test_it_is_understood(text: str, means: str) -> None:
    assert read_spoken_date(text, TODAY) == date.fromisoformat(means)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("3/4", "2026-03-04"),
        ("11/17/2026", "2026-11-17"),
        ("17/11", "2026-11-17"),
        ("2026-03-04", "2026-03-04"),
        ("4 Mar", "2026-03-04"),
    ],
)
def test_where_the_month_comes_first(text: str, means: str) -> None:
    assert read_spoken_date(text, TODAY, day_first=False) == date.fromisoformat(means)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("22 nov", "2026-11-22"),
        ("23 nov", "2025-11-23"),
        ("24/12", "2025-12-24"),
        ("24 dec 26", "2026-12-24"),
        ("24/12/26", "2026-12-24"),
        ("24 December 2026", "2026-12-24"),
        ("3/4/45", "2045-04-03"),
        ("3/4/47", "1947-04-03"),
    ],
)
def test_a_date_without_a_year_is_in_the_past_and_one_with_it_is_as_it_says(
    text: str, means: str
) -> None:
    assert read_spoken_date(text, TODAY) == date.fromisoformat(means)


@pytest.mark.parametrize(
    ("today", "means"), [("2024-02-29", "2024-02-29"), ("2025-01-10", "2024-02-29")]
)
def test_the_29th_of_february_of_this_year_or_the_last(today: str, means: str) -> None:
    day = read_spoken_date("29 feb", date.fromisoformat(today))
    assert day == date.fromisoformat(means)


@pytest.mark.parametrize("today", ["2026-11-22", "2028-02-28"])
def test_the_29th_of_february_asks_for_the_year_where_it_was_not(today: str) -> None:
    with pytest.raises(ValueError, match="please say which year"):
        read_spoken_date("29 feb", date.fromisoformat(today))


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow", "in 3 days", "3 days", "soon", "last", "m", "tu", "17", "2026", "nov",
        "nov 2026", "32 nov", "0 nov", "31 june", "30 feb", "31/02", "29 feb 2026", "2026-13-01",
        "2026-02-30", "00/00", "13/13", "10:30", "10 am", "5pm", "17 nov 2026 10:30", "17/11/2",
        "17 nov 026", "1/2/3/4", "17 nuv", "17 no", "100/200", "-5", "١٧/١١", "17//11", "20261117",
        "99999 days ago", "x" * 1000,
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; try “today” or “17 Nov 2026”") as caught:
        read_spoken_date(text, TODAY)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_nothing_is_asked_for(text: str) -> None:
    with pytest.raises(ValueError, match="A date is needed"):
        read_spoken_date(text, TODAY)


@pytest.mark.parametrize("text", ["17 nov 0026", "1.1.1899", "9999-12-31", "0001-01-01"])
def test_a_year_out_of_all_reason_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="between 1900 and 2199"):
        read_spoken_date(text, TODAY)


DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(day=DATES, today=DATES)
def test_every_date_is_understood_as_it_is_written_elsewhere(day: date, today: date) -> None:
    month = MONTHS[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.day} {month[:3]} {day.year}",
        f"{month.title()} {day.day}, {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}",
    ):
        assert read_spoken_date(text, today) == day
    assert read_spoken_date(f"{day.month}/{day.day}/{day.year}", today, day_first=False) == day


@given(today=DATES.filter(lambda day: day.year > 1901), back=st.integers(1, 7))
def test_a_weekday_is_the_last_one_before_today(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    assert read_spoken_date(WEEKDAYS[day.weekday()], today) == day


@given(today=DATES.filter(lambda day: day.year > 1901), back=st.integers(0, 364))
def test_a_day_of_the_past_year_needs_no_year(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    if (day.month, day.day) != (2, 29):
        assert read_spoken_date(f"{day:%d/%m}", today) == day


@given(text=st.text(max_size=20) | st.text("0123456789/-. novsthag", max_size=16))
def test_no_text_breaks_it(text: str) -> None:
    try:
        day = read_spoken_date(text, TODAY)
    except ValueError as error:
        said = str(error)
    else:
        said = day.isoformat() + "."
    assert said.endswith(".")


@pytest.mark.parametrize(("text", "means"), UNDERSTOOD)
def test_what_is_written_needs_a_day_and_a_month(text: str, means: str) -> None:
    if any(sign.isdigit() for sign in text) and "ago" not in text:
        assert read_written_date(text, TODAY) == date.fromisoformat(means)
    else:
        with pytest.raises(NoDateError):
            read_written_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("17/11", (17, 11)),
        ("11-17-2026", (11, 17)),
        ("Tue 3.4.26", (3, 4)),
        ("2026-11-17", None),
        ("17 Nov", None),
        ("soon", None),
    ],
)
def test_the_numbers_of_day_and_month(text: str, numbers: tuple[int, int] | None) -> None:
    assert numbers_of(text) == numbers


def test_whether_the_year_is_said() -> None:
    with_year = ("17/11/26", "November 17, 2026", "Tue 17 Nov 2026", "2026-11-17")
    assert [says_year(text) for text in with_year] == [True] * 4
    assert not any(says_year(text) for text in ("17/11", "November 17", "Tue 17 Nov", "17.11."))


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("14 dec", "2026-12-14"),
        ("14/12", "2026-12-14"),
        ("17 nov", "2026-11-17"),
        ("23 May", "2027-05-23"),
        ("24 May", "2026-05-24"),
        ("1 jan", "2027-01-01"),
        ("14 dec 2025", "2025-12-14"),
        ("tomorrow", "2026-11-23"),
        ("today", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("in 3 days", "2026-11-25"),
        ("in 1 day", "2026-11-23"),
        ("in 2 weeks", "2026-12-06"),
        ("3 days ago", "2026-11-19"),
        ("next Monday", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("this Sunday", "2026-11-29"),
        ("last Tuesday", "2026-11-17"),
    ],
)
def test_where_plans_are_made_the_nearest_date_is_meant(text: str, means: str) -> None:
    assert read_planned_date(text, TODAY) == date.fromisoformat(means)


@given(today=st.dates(date(1902, 1, 1), date(2198, 12, 31)), off=st.integers(-182, 182))
def test_a_day_within_half_a_year_needs_no_year(today: date, off: int) -> None:
    day = today + timedelta(days=off)
    if (day.month, day.day) != (2, 29):
        assert read_planned_date(f"{day:%d/%m}", today) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "such as “14 Dec”, “next Monday” or “in 3 days”"),
        ("31 june", "is not a date"),
        ("next", "is not a date"),
        ("29 feb", "please say which year"),
    ],
)
def test_where_plans_are_made_what_is_no_date_is_told(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_planned_date(text, TODAY)


def test_where_plans_are_made_the_29th_of_february_may_be_the_coming_one() -> None:
    assert read_planned_date("29 feb", date(2027, 11, 22)) == date(2028, 2, 29)
