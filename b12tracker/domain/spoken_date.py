"""Dates as people type them: “today”, “last tuesday”, “17 nov”, “17/11”, “2026-11-17”."""

import re
from datetime import date, datetime, timedelta

from dateutil import parser

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = timedelta(days=1)


def read_spoken_date(text: str, today: date, day_first: bool = True) -> date:
    """Return the date that ``text`` means, counted back from ``today`` where it says no year.

    Args:
        day_first: whether 3/4 is 3 April (else 4 March).

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """
    words = text.strip().lower()
    if not words:
        raise ValueError("A date is needed, such as “today”, “last Tuesday” or “17 Nov”.")
    named = _named(words, today)
    return named if named else _written(words, today, day_first)


def _named(words: str, today: date) -> date | None:
    if words in ("today", "t"):
        return today
    if words in ("yesterday", "y"):
        return today - DAY
    ago = re.fullmatch(r"(\d{1,4}) days? ago", words)
    if ago:
        return today - DAY * int(ago[1])
    weekday = re.sub(r"^(last|on) ", "", words)
    for number, name in enumerate(WEEKDAYS):
        if len(weekday) >= 3 and name.startswith(weekday):
            back = (today.weekday() - number) % 7
            return today - DAY * (back or 7)
    return None


def _written(words: str, today: date, day_first: bool) -> date:
    iso = re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", words)
    try:
        if not re.search(r"\d", words) or re.fullmatch(r"\d+", words):
            raise ValueError
        start = parser.parse(
            words,
            default=datetime(today.year, 1, 1),  # noqa: DTZ001
            dayfirst=day_first and not iso,
            yearfirst=bool(iso),
        )
    except (ValueError, OverflowError):
        raise ValueError(f"“{words}” is not a date; try “today” or “17 Nov 2026”.") from None
    day = start.date()
    return day if _says_year(words) or day <= today else _year_before(day)


def _says_year(words: str) -> bool:
    return bool(re.search(r"\d{4}", words) or len(re.findall(r"\d+", words)) > 2)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        raise ValueError("There was no 29 February last year; please say which year.") from None
