"""Dates in a pasted column, in the one order that the column is in."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.sharing.pasted_dates import (
    PastedDate,
    column_order,
    is_date,
    read_pasted_date,
    read_time,
)

TODAY = date(2026, 11, 22)
FEB_3 = date(2024, 2, 3)


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("2024-02-03", PastedDate(FEB_3)),
        ("3/2/2024", PastedDate(FEB_3)),
        ("3.2.24", PastedDate(FEB_3)),
        ("3. Feb 2024", PastedDate(FEB_3)),
        ("3. 2. 2024", PastedDate(FEB_3)),
        ("3-Feb-24", PastedDate(FEB_3)),
        ("03.02.2024 8:30 Uhr", PastedDate(FEB_3, time(8, 30))),
        ("Saturday, 3 February 2024", PastedDate(FEB_3)),
        ("February 3, 2024", PastedDate(FEB_3)),
        ("2024-02-03 00:00:00", PastedDate(FEB_3)),
        ("2024-02-03T08:30:00Z", PastedDate(FEB_3, time(8, 30))),
        ("03/02/2024 8:30 pm", PastedDate(FEB_3, time(20, 30))),
        ("3 Feb 2024, 08:30", PastedDate(FEB_3, time(8, 30))),
        ("about 3 Feb 2024", PastedDate(FEB_3, about=True)),
        ("~3/2/2024", PastedDate(FEB_3, about=True)),
        ("3/2/2024?", PastedDate(FEB_3, about=True)),
        ("3/2/2024 (?)", PastedDate(FEB_3, about=True)),
        ("17/11", PastedDate(date(2026, 11, 17), year_said=False)),
        ("24 Dec", PastedDate(date(2025, 12, 24), year_said=False)),
    ],
)
def test_what_a_cell_says(cell: str, means: PastedDate) -> None:
    assert read_pasted_date(cell, TODAY, day_first=True) == means


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("soon", "“soon” is not a date such as 17 Nov 2026."),
        ("today", "“today” is not a date such as 17 Nov 2026."),
        ("Monday", "“Monday” is not a date such as 17 Nov 2026."),
        ("30/02/2024", "“30/02/2024” is not a date such as 17 Nov 2026."),
        ("2/14/2024", "“2/14/2024” is not a date with the day first."),
        ("45321", "45321 is a spreadsheet’s number for a date"),
        ("45321.5", "45321.5 is a spreadsheet’s number for a date"),
        ("29 Feb", "29 February is not in every year"),
        ("3/2/1824", "The year must lie between 1900 and 2199."),
        ("x" * 5000, "is not a date such as 17 Nov 2026."),
    ],
)
def test_what_is_no_date(cell: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as caught:
        read_pasted_date(cell, TODAY, day_first=True)
    assert len(str(caught.value)) < 100


def test_with_the_month_first() -> None:
    assert read_pasted_date("2/3/2024", TODAY, day_first=False).day == FEB_3
    with pytest.raises(ValueError, match="with the month first"):
        read_pasted_date("14/2/2024", TODAY, day_first=False)


@pytest.mark.parametrize(
    ("cells", "usual", "found"),
    [
        (["01/02/2024", "13/02/2024"], False, (True, "13/02/2024", True)),
        (["01/02/2024", "02/13/2024"], True, (False, "02/13/2024", True)),
        (["01/02/2024"], True, (True, "", True)),
        (["01/02/2024"], False, (False, "", True)),
        (["1. 2. 2024", "13. 2. 2024"], False, (True, "13. 2. 2024", True)),
        (["05/05/2024"], False, (False, "", False)),
        (["2024-02-01", "1 Feb 2024"], True, (True, "", False)),
        (["13/02/2024", "02/14/2024", "15/2/2024"], False, (True, "13/02/2024", False)),
        (["13/02/2024", "02/14/2024"], False, (False, "02/14/2024", False)),
        (["13/02/2024 08:30", "~1/2/2024"], False, (True, "13/02/2024 08:30", True)),
        ([], True, (True, "", False)),
    ],
)
def test_the_order_of_a_column(
    cells: list[str], usual: bool, found: tuple[bool, str, bool]
) -> None:
    order = column_order(cells, usual)
    assert (order.day_first, order.shown_by, order.matters) == found


@given(
    st.lists(st.dates(date(1950, 1, 1), TODAY), min_size=1),
    st.booleans(),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]),
)
def test_a_column_written_in_one_order_is_read_in_it(
    days: list[date], usual: bool, written: str
) -> None:
    cells = [f"{day:{written}}" for day in days]
    order = column_order(cells, usual)
    day_first = written.startswith("%d")
    if any(day.day > 12 for day in days):
        assert order.day_first is day_first
    read = [read_pasted_date(cell, TODAY, day_first).day for cell in cells]
    assert read == days


@pytest.mark.parametrize("cell", ["2024-02-01", "13/02/2024", "02/13/2024", "17 Nov", "17/11"])
def test_what_is_surely_a_date(cell: str) -> None:
    assert is_date(cell)


@pytest.mark.parametrize("cell", ["1.5", "1 2", "1000", "45321", "today", "Mon", "1 mg", ""])
def test_what_is_hardly_a_date(cell: str) -> None:
    assert not is_date(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("08:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("08:30:59", time(8, 30)),
        ("8:30 pm", time(20, 30)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        ("8:30 Uhr", time(8, 30)),
        ("24:00", None),
        ("13 pm", None),
        ("08:60", None),
        ("8", None),
        ("morning", None),
        ("", None),
    ],
)
def test_times_of_day(cell: str, moment: time | None) -> None:
    assert read_time(cell) == moment
