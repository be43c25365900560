"""Dates in a pasted column: each cell by itself, and the order that the whole column is in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from b12tracker.domain.plain import LAST_YEAR
from b12tracker.domain.spoken_date import NoDateError, numbers_of, read_written_date, says_year

ABOUT = re.compile(r"^(?:about|around|approx\.?|circa|ca\.?|~)\s*|\s*\(?\?\)?$", re.IGNORECASE)
"""What says that a date is remembered, not known."""

CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?| ?uhr)?"
DATE_AND_TIME = re.compile(rf"(.*\d[^:]*?)(?:[ ,]+|(?<=\d)T)({CLOCK})Z?", re.IGNORECASE)
TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d(?:\.\d+)?)? ?(?:([ap])\.?m\.?)?(?: ?uhr| ?h)?",
    re.IGNORECASE,
)
SPACED_DOTS = re.compile(r"(?<=\d)\. (?=\d)")
"""As in 13. 02. 2024."""

SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
"""How spreadsheets keep a date: the days since 1900."""
PERHAPS_A_NUMBER = re.compile(r"\d\d?[. ]\d\d?")
"""1.5 may be the first of May, but is likelier a number."""

LAST_DAY = date(LAST_YEAR, 12, 31)

DAY_BEYOND = 12
"""A number greater than this is no month."""


@dataclass(frozen=True)
class PastedDate:
    """What one cell says of the date.

    Attributes:
        at: the time of day, where the cell has one besides midnight.
        about: the date is remembered, not known.
        year_said: False where the year was left out and the last such day was taken.
    """

    day: date
    at: time | None = None
    about: bool = False
    year_said: bool = True


@dataclass(frozen=True)
class DateOrder:
    """The order of day and month in a column of dates.

    Attributes:
        shown_by: a cell that can be read in this order only; empty where there is none.
        matters: some cell could be read in either order.
    """

    day_first: bool
    shown_by: str
    matters: bool


def column_order(cells: Iterable[str], usual: bool) -> DateOrder:
    """Return the one order in which most dates of a column can be read.

    Args:
        usual: whether the day comes first where the column does not say.
    """
    proofs: dict[bool, list[str]] = {True: [], False: []}
    matters = False
    for cell in cells:
        order = _order(cell)
        if order is not None:
            proofs[order].append(cell)
        matters = matters or _either(cell)
    day_first = max((usual, not usual), key=lambda order: len(proofs[order]))
    return DateOrder(day_first, next(iter(proofs[day_first]), ""), matters)


def is_date(cell: str) -> bool:
    """Whether a cell can hardly be anything but a date, in whichever order."""
    if PERHAPS_A_NUMBER.fullmatch(cell):
        return False
    try:
        read_pasted_date(cell, LAST_DAY, _order(cell) is not False)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=50_000)
def read_pasted_date(cell: str, today: date, day_first: bool) -> PastedDate:
    """Return what a cell says of the date, in the order of its column.

    Raises:
        ValueError: it is no date in that order; the sentence can be shown beside the row.
    """
    words, at = _parted(cell)
    day_words = ABOUT.sub("", words)
    if SERIAL.fullmatch(day_words):
        raise ValueError(
            f"{day_words} is a spreadsheet’s number for a date: show it there as a date, then "
            "copy again."
        )
    if _order(cell) is (not day_first):
        raise ValueError(
            f"“{cell}” is not a date with the {'day' if day_first else 'month'} first."
        )
    try:
        day = read_written_date(day_words, today, day_first)
    except NoDateError:
        raise ValueError(f"“{cell[:40]}” is not a date such as 17 Nov 2026.") from None
    return PastedDate(day, at, about=day_words != words, year_said=says_year(day_words))


def read_time(words: str) -> time | None:
    """Return a time of day; None for words that are none."""
    found = TIME.fullmatch(words.strip())
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] in "pP" else 0) if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _parted(cell: str) -> tuple[str, time | None]:
    """Part a date from its time of day; a spreadsheet writes midnight where there is none."""
    cell = SPACED_DOTS.sub(".", cell)
    found = DATE_AND_TIME.fullmatch(cell)
    at = read_time(found[2]) if found else None
    if found is None or at is None:
        return cell, None
    return found[1], None if at == time() else at


def _numbers(cell: str) -> tuple[int, int] | None:
    return numbers_of(ABOUT.sub("", _parted(cell)[0]))


def _order(cell: str) -> bool | None:
    """Whether the day must come first in a cell; None where both can be, or neither."""
    numbers = _numbers(cell)
    if numbers is None or (numbers[0] > DAY_BEYOND) is (numbers[1] > DAY_BEYOND):
        return None
    return numbers[0] > DAY_BEYOND


def _either(cell: str) -> bool:
    """Whether a cell is one date with the day first, and another with the month first."""
    numbers = _numbers(cell)
    return numbers is not None and max(numbers) <= DAY_BEYOND and numbers[0] != numbers[1]
