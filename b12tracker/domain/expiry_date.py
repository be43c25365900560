"""The expiry date as it is printed on a box: mostly a month, meant up to its last day."""

import re
from calendar import monthrange
from datetime import date

from .plain import FIRST_YEAR, LAST_YEAR
from .spoken_date import MONTHS, read_planned_date

FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<month>\d\d?)[-/. ](?P<year>\d{4}|\d\d)",
        r"(?P<year>\d{4})[-/. ](?P<month>\d\d?)",
        r"(?P<name>[a-z]{3,9})[-/. ]+(?P<year>\d{4}|\d\d)",
    )
)
"""10/2027 or 10.27; 2027-10; Oct 2027."""


def read_expiry(words: str, today: date, day_first: bool = True) -> date:
    """Return the last day on which a box may be used; of a month its last day.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """
    text = " ".join(words.lower().split())
    found = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if not found:
        return read_planned_date(words, today, day_first)
    said = found.groupdict()
    month = _month(said["name"]) if "name" in said else int(said["month"])
    year = int(said["year"]) + (0 if len(said["year"]) == 4 else today.year // 100 * 100)
    if not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"“{words[:40]}” is not a month; try “10/2027”.")
    return date(year, month, monthrange(year, month)[1])


def _month(name: str) -> int:
    """Return the number of a month from the first letters of its name; 0 when there is none."""
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)
