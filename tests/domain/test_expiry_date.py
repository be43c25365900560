"""The expiry date as it is printed on a box."""

import pytest

from b12tracker.domain.expiry_date import read_expiry
from tests.builders import day

TODAY = day("2026-11-22")


@pytest.mark.parametrize(
    ("printed", "last_day"),
    [
        ("10/2027", "2027-10-31"),
        ("10/27", "2027-10-31"),
        ("02.2028", "2028-02-29"),
        ("2 2027", "2027-02-28"),
        ("2027-10", "2027-10-31"),
        ("Oct 2027", "2027-10-31"),
        ("october-27", "2027-10-31"),
        ("  10/2027 ", "2027-10-31"),
        ("15/10/2027", "2027-10-15"),
        ("2027-10-15", "2027-10-15"),
        ("15 Oct 2027", "2027-10-15"),
        ("12/2025", "2025-12-31"),
    ],
)
def test_a_month_lasts_to_its_last_day(printed: str, last_day: str) -> None:
    assert read_expiry(printed, TODAY) == day(last_day)


@pytest.mark.parametrize(
    "printed", ["13/2027", "0/27", "Foo 2027", "10/9999", "soon", "31 feb 2027"]
)
def test_what_is_no_date(printed: str) -> None:
    with pytest.raises(ValueError, match=r"^(“.*” is not a|The year)"):
        read_expiry(printed, TODAY)


def test_the_sentence_shows_a_month() -> None:
    with pytest.raises(ValueError, match="is not a month; try “10/2027”"):
        read_expiry("13/2027", TODAY)
