"""Numbers as people type them: “1.5”, “1,5”, “1 000”, “1,000”."""

import re
from math import isfinite, nan

THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?")


def read_number(words: str, what: str) -> float | None:
    """Return the number that was typed; None for nothing.

    A comma is a decimal one, but “1,000” is a thousand.

    Raises:
        ValueError: it is no number.
    """
    typed = words.replace(" ", "")
    typed = typed.replace(",", "" if THOUSANDS.fullmatch(typed) else ".")
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise ValueError(f"{what} is a number, such as 1.5.")
    return number
