"""Text as it is pasted from a spreadsheet, or typed line by line, as rows of cells."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from .logbook_json import SharingError

MOST_ROWS = 20_000
MOST_LINES = 5 * MOST_ROWS
MOST_CHARACTERS = 2_000_000
TOO_MANY = f"More than {MOST_ROWS:,} rows are too many at once: paste fewer."

DELIMITERS = "\t;,"
"""What may stand between two cells; of two that fit as well, the first is taken."""

ROWS_TRIED = 50

DATE_WITH_COMMA = re.compile(
    r"^(?:[a-z]{3,9}, )?(?:[a-z]{3,9}\.? \d\d?, ?\d{4}|\d\d? [a-z]{3,9}\.? \d{4})"
    r"(?=\s*(?:[,;\t]|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""“November 17, 2026” or “Tue, 17 Nov 2026” at the start of a line: its comma parts no cells."""


@dataclass(frozen=True)
class PastedRow:
    """One row that is not blank.

    Attributes:
        number: its place among the rows that are not blank, the headings included; from 1.
        cells: as many as the table is wide, without blanks around them.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PastedTable:
    """Rows of the same width; the headings are empty where the text has none."""

    headings: tuple[str, ...]
    rows: tuple[PastedRow, ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.headings)

    def column(self, place: int) -> list[str]:
        """Return the cells of a column that hold something, from top to bottom."""
        return [row.cells[place] for row in self.rows if row.cells[place]]


Test = Callable[[str], bool]
"""Answers something about one cell."""


def read_table(text: str, is_date: Test, is_heading: Test) -> PastedTable:
    """Return the table that a text holds, its delimiter and headings found by what stands in it.

    Args:
        is_date: whether a cell is a date; the delimiter is the one that sets dates free.
        is_heading: whether a cell is a known heading.

    Raises:
        SharingError: it is no text, or too much of it.
    """
    cells = _widened(_cells(_checked(text), is_date))
    if len(cells) > MOST_ROWS:
        raise SharingError(TOO_MANY)
    rows = [PastedRow(number, row) for number, row in enumerate(cells, 1)]
    if rows and _heads(rows, is_date, is_heading):
        return PastedTable(rows[0].cells, tuple(rows[1:]))
    return PastedTable(("",) * len(rows[0].cells) if rows else (), tuple(rows))


def _checked(text: str) -> str:
    """Return the text without its byte order mark and without halves of characters."""
    if len(text) > MOST_CHARACTERS:
        raise SharingError("This is too much text at once: paste fewer rows.")
    if text.count("\n") > MOST_LINES:
        raise SharingError(TOO_MANY)
    if "\0" in text:
        raise SharingError("This is not text from a table.")
    return text.encode(errors="ignore").decode().replace("\ufeff", "")


def _cells(text: str, is_date: Test) -> list[list[str]]:
    if '"' not in text:
        text = DATE_WITH_COMMA.sub(r'"\g<0>"', text)
    return max((_parted(text, delimiter) for delimiter in DELIMITERS), key=_fitness(is_date))


def _fitness(is_date: Test) -> Callable[[list[list[str]]], tuple[int, int]]:
    """Rate a table by its rows with a date that stands alone, then by its rows of two cells."""

    def rate(rows: list[list[str]]) -> tuple[int, int]:
        tried = rows[:ROWS_TRIED]
        dated = sum(any(map(is_date, row)) for row in tried)
        return dated, sum(len(row) > 1 for row in tried)

    return rate


def _parted(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells of all rows that are not blank; a quote that never ends is just a sign."""
    try:
        rows = _read(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        try:
            rows = _read(text, delimiter, csv.QUOTE_NONE)
        except csv.Error as error:
            raise SharingError("A cell is too long: paste fewer rows.") from error
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)]


def _read(text: str, delimiter: str, quoting: int) -> list[list[str]]:
    lines = StringIO(text, newline="")
    return list(
        csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True, skipinitialspace=True)  # type: ignore[arg-type]
    )


def _widened(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """Fill up rows that are too short, and drop columns at the right that hold nothing."""
    width = max((_last_filled(row) for row in rows), default=0)
    return [tuple((row + [""] * width)[:width]) for row in rows]


def _last_filled(row: list[str]) -> int:
    return max(place for place, cell in enumerate(row, 1) if cell)


def _heads(rows: list[PastedRow], is_date: Test, is_heading: Test) -> bool:
    """Whether the first row has no date, but a known heading, or words over a date."""
    first, second = rows[0].cells, rows[1].cells if len(rows) > 1 else ()
    if any(map(is_date, first)):
        return False
    return any(map(is_heading, first)) or (
        any(map(is_date, second)) and not any(sign.isdigit() for cell in first for sign in cell)
    )
