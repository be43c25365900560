"""Pasted text as rows of cells: the delimiter, quotes, headings, and what is no table at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.pasted_injections import holds_dates, table_of_injections
from b12tracker.sharing.pasted_table import MOST_CHARACTERS, MOST_ROWS


def cells(text: str) -> list[tuple[str, ...]]:
    return [row.cells for row in table_of_injections(text).rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("\n \n\t\t\n", []),
        ("2024-01-01", [("2024-01-01",)]),
        ("2024-01-01\r\n\r\n2024-01-02\r\n", [("2024-01-01",), ("2024-01-02",)]),
        ("\ufeff2024-01-01\t1 mg", [("2024-01-01", "1 mg")]),
        ("2024-01-01\t1,5 mg", [("2024-01-01", "1,5 mg")]),
        ("01.02.2024;1,5 mg;left", [("01.02.2024", "1,5 mg", "left")]),
        ("2024-01-01, 1 mg, sore; red", [("2024-01-01", "1 mg", "sore; red")]),
        ("2024-01-01; sore, red", [("2024-01-01", "sore, red")]),
        ("1. Feb 2024, 1 mg", [("1. Feb 2024", "1 mg")]),
        ("Nov 17, 2024\nNov 24, 2024", [("Nov 17, 2024",), ("Nov 24, 2024",)]),
        ("Nov 17, 2024, 1 mg", [("Nov 17, 2024", "1 mg")]),
        ("Tue, 17 Nov 2024; 1 mg", [("Tue, 17 Nov 2024", "1 mg")]),
        ('2024-01-01\t"two\nlines, ""so"""\tx', [("2024-01-01", 'two\nlines, "so"', "x")]),
        ('2024-01-01\t25G 1" needle', [("2024-01-01", '25G 1" needle')]),
        ('2024-01-01\t"odd\n2024-01-02\tb', [("2024-01-01", '"odd'), ("2024-01-02", "b")]),
        ("2024-01-01\n2024-01-02\tb\t\n", [("2024-01-01", ""), ("2024-01-02", "b")]),
        ("\t2024-01-01\n", [("", "2024-01-01")]),
        ("2024-01-01\tnot ,2024-01-02, x", [("2024-01-01", "not ,2024-01-02, x")]),
    ],
)
def test_rows_and_cells(text: str, rows: list[tuple[str, ...]]) -> None:
    assert cells(text) == rows


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Date\tDose\n2024-01-01\t1 mg", ("Date", "Dose")),
        ("Datum;B12 Dosis (1 mg)\n1.2.2024;1", ("Datum", "B12 Dosis (1 mg)")),
        ("Date", ("Date",)),
        ("2024-01-01\tNote", ("", "")),
        ("soon\t1 mg\n2024-01-01\t1 mg", ("", "")),
        ("Shot\tMood\n2024-01-01\tfine", ("Shot", "Mood")),
        ("soon\nlater", ("",)),
    ],
)
def test_headings(text: str, headings: tuple[str, ...]) -> None:
    table = table_of_injections(text)
    assert table.headings == headings
    first = 1 + any(headings)
    assert [row.number for row in table.rows] == list(range(first, first + len(table.rows)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2024-01-01\n" * (MOST_ROWS + 1), "More than 20,000 rows are too many at once"),
        ("x" * (MOST_CHARACTERS + 1), "This is too much text at once"),
        ("x" * 1_000_000, "A cell is too long"),
        ("PK\x03\x04\0\0", "This is not text from a table"),
    ],
)
def test_what_cannot_be_a_table(text: str, sentence: str) -> None:
    with pytest.raises(SharingError, match=sentence) as caught:
        table_of_injections(text)
    assert len(str(caught.value)) < 100


def test_as_many_rows_as_can_be() -> None:
    assert len(table_of_injections("2024-01-01\n" * MOST_ROWS).rows) == MOST_ROWS


def test_half_a_character_is_left_out() -> None:
    assert cells("2024-01-01\tso\ud800re") == [("2024-01-01", "sore")]


def test_which_texts_look_like_a_table() -> None:
    assert holds_dates("Date\tDose\n1/2/2024\t1 mg")
    assert holds_dates("17 November 2024")
    for text in ("", "Dear Dr Osei,\nthank you; bye", "1.5\n2.5", "Date\n", "b12tracker --help"):
        assert not holds_dates(text), text


@given(st.text() | st.text("\t\n\r;,\"'1/2 aD\0\ufeff"))
def test_no_text_breaks_it(text: str) -> None:
    if "\0" in text:
        with pytest.raises(SharingError):
            table_of_injections(text)
        return
    table = table_of_injections(text)
    assert all(len(row.cells) == table.width and any(row.cells) for row in table.rows)
