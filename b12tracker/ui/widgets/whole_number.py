"""A whole number, read from what was typed."""

from b12tracker.domain.spoken_number import read_number


def read_whole(words: str, what: str) -> int | None:
    """Return the whole number that was typed; None for nothing.

    Raises:
        ValueError: it is no number, or not a whole one.
    """
    number = read_number(words, what)
    if number is None:
        return None
    if not number.is_integer():
        raise ValueError(f"{what} is a whole number.")
    return int(number)
