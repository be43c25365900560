"""Dates as people type them: “today”, “last tuesday”, “17 nov”, “17/11”, “2026-11-17”."""

import re
from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta

from .plain import FIRST_YEAR, LAST_YEAR

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAY = timedelta(days=1)

NAME = "(?P<name>[a-z]{3,9})"
DAY_OF_MONTH = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
YEAR = r"(?:[-/., ]+(?P<year>\d{4}|\d\d))?"
FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)",
        rf"(?P<one>\d\d?)[-/. ](?P<two>\d\d?){YEAR}\.?",
        rf"{DAY_OF_MONTH}[-/. ]*(?:of )?{NAME}\.?{YEAR}",
        rf"{NAME}[-/. ]*{DAY_OF_MONTH}{YEAR}",
    )
)
"""2026-11-17; 17/11 or 17.11.2026; 17th of November 2026; Nov 17, 2026."""

WEEKDAY_BEFORE = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*[., ]+(?=.*\d)")


WithoutYear = Callable[[int, int, date, str], date]
"""Finds the date of a day and month, as seen on a day; takes the words for its complaint."""


class NoDateError(ValueError):
    """What is written is not a date at all."""


def read_spoken_date(text: str, today: date, day_first: bool = True) -> date:
    """Return the date that ``text`` means, counted back from ``today`` where it says no year.

    Args:
        day_first: whether 3/4 is 3 April (else 4 March).

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """
    words = _plain(text)
    if not words:
        raise ValueError("A date is needed, such as “today”, “last Tuesday” or “17 Nov”.")
    return _named(words, today) or read_written_date(text, today, day_first)


def read_planned_date(text: str, today: date, day_first: bool = True) -> date:
    """Return the date that ``text`` means where plans are made: without a year the nearest one.

    A weekday is the coming one, unless it is called the last.

    Args:
        day_first: whether 3/4 is 3 April (else 4 March).

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """
    words = _plain(text)
    if not words:
        raise ValueError("A date is needed, such as “14 Dec”, “next Monday” or “in 3 days”.")
    return (
        _coming(words, today) or _named(words, today) or _written(words, today, day_first, _nearest)
    )


def read_written_date(text: str, today: date, day_first: bool = True) -> date:
    """Return the date that ``text`` writes with its day and month: not “today”, not a weekday.

    Without a year it is the last such day up to ``today``.

    Raises:
        NoDateError: nothing of the kind is written.
        ValueError: the year is left out or out of range, and has to be right.
    """
    return _written(_plain(text), today, day_first, _last)


def numbers_of(text: str) -> tuple[int, int] | None:
    """Return the two numbers of which one is the day and one the month, as 17/11 has them."""
    try:
        said = _said(_plain(text))
    except NoDateError:
        return None
    return (int(said["one"]), int(said["two"])) if "one" in said else None


def says_year(text: str) -> bool:
    """Whether a date that is written says its year.

    Raises:
        NoDateError: no date is written.
    """
    return _said(_plain(text))["year"] is not None


def _said(words: str) -> dict[str, str]:
    """Return the parts of a written date by their names in ``FORMS``; of a year left out, None."""
    text = WEEKDAY_BEFORE.sub("", words, count=1)
    found = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if not found:
        raise _no_date(words)
    return found.groupdict()


def _written(words: str, today: date, day_first: bool, without_year: WithoutYear) -> date:
    day, month, year = _numbers(words, today, day_first)
    if year is not None:
        return _date(day, month, year, words)
    return without_year(day, month, today, words)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _named(words: str, today: date) -> date | None:
    if words in ("today", "t"):
        return today
    if words in ("yesterday", "y"):
        return today - DAY
    ago = re.fullmatch(r"(\d{1,4}) days? ago", words)
    if ago:
        return today - DAY * int(ago[1])
    number = _weekday(re.sub(r"^(last|on) ", "", words))
    if number is None:
        return None
    return today - DAY * ((today.weekday() - number) % 7 or 7)


def _coming(words: str, today: date) -> date | None:
    if words == "tomorrow":
        return today + DAY
    ahead = re.fullmatch(r"in (\d{1,3}) (day|week)s?", words)
    if ahead:
        return today + DAY * int(ahead[1]) * (7 if ahead[2] == "week" else 1)
    number = _weekday(re.sub(r"^(next|this|on) ", "", words))
    if number is None:
        return None
    return today + DAY * ((number - today.weekday()) % 7 or 7)


def _weekday(words: str) -> int | None:
    """Return the number of a weekday from its first letters, Monday 0; None when it is none."""
    found = (number for number, name in enumerate(WEEKDAYS) if name.startswith(words))
    return next(found, None) if len(words) >= 3 else None


def _last(day: int, month: int, today: date, words: str) -> date:
    """Return the last such day up to today."""
    for near in (today.year, today.year - 1):
        if (day, month) != (29, 2) or isleap(near):
            past = _date(day, month, near, words)
            if past <= today:
                return past
    raise _no_such_year()


def _nearest(day: int, month: int, today: date, words: str) -> date:
    """Return the nearest such day, before today or after it; of two as near, the later."""
    years = range(max(FIRST_YEAR, today.year - 1), min(LAST_YEAR, today.year + 1) + 1)
    having = [year for year in years if (day, month) != (29, 2) or isleap(year)]
    if not having:
        raise _no_such_year()
    days = [_date(day, month, year, words) for year in having]
    return min(reversed(days), key=lambda found: abs(found - today))


def _no_such_year() -> ValueError:
    return ValueError("29 February is not in every year; please say which year.")


def _numbers(words: str, today: date, day_first: bool) -> tuple[int, int, int | None]:
    """Return the day, the month and the year; None for a year that is left out."""
    said = _said(words)
    year = _year(said["year"], today)
    if "one" in said:
        return *_in_order(int(said["one"]), int(said["two"]), day_first), year
    month = _month(said["name"]) if "name" in said else int(said["month"])
    return int(said["day"]), month, year


def _in_order(one: int, two: int, day_first: bool) -> tuple[int, int]:
    """Return day and month; 11/17 can only be meant one way."""
    day, month = (one, two) if day_first else (two, one)
    return (month, day) if month > 12 else (day, month)


def _month(name: str) -> int:
    """Return the number of a month from the first letters of its name; 0 when there is none."""
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)


def _year(written: str | None, today: date) -> int | None:
    """Return the year; one of two digits lies at most twenty years ahead."""
    if written is None:
        return None
    if len(written) == 4:
        return int(written)
    year = today.year - today.year % 100 + int(written)
    return year if year <= today.year + 20 else year - 100


def _date(day: int, month: int, year: int, words: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_date(words) from None


def _no_date(words: str) -> NoDateError:
    return NoDateError(f"“{words[:40]}” is not a date; try “today” or “17 Nov 2026”.")
