"""Numbers as people type them."""

import pytest

from b12tracker.domain.spoken_number import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("   ", None),
        ("1", 1),
        (" 1.5 ", 1.5),
        ("1,5", 1.5),
        ("0,500", 0.5),
        ("1,50", 1.5),
        ("1,000", 1000),
        ("1,476.5", 1476.5),
        ("12,345,678", 12_345_678),
        ("1 000", 1000),
        ("-3", -3),
        ("1e3", 1000),
    ],
)
def test_read_number(typed: str, number: float | None) -> None:
    assert read_number(typed, "The value") == number


@pytest.mark.parametrize(
    "typed",
    ["one", "1.2.3", "1,2,3", "1,000,00", "1.000,5", "nan", "inf", "-inf", "1e999", "½", "²"],
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^The value is a number, such as 1.5\.$"):
        read_number(typed, "The value")
