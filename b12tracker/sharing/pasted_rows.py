"""One row of a pasted table as an injection."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from b12tracker.domain.injection import Injection

from .pasted_columns import Columns, Field
from .pasted_dates import PastedDate, read_pasted_date, read_time
from .pasted_table import PastedRow, PastedTable
from .pasted_words import (
    read_dose,
    read_person,
    read_route,
    read_site,
    read_substance,
    unit_in,
)

CALLED = {
    Field.TIME: "Time",
    Field.SUBSTANCE: "Substance",
    Field.ROUTE: "Route",
    Field.SITE: "Site",
    Field.GIVEN_BY: "Given by",
}
"""What stands in the note before words that were not understood."""

NO_YEAR = "No year is written: the last such day is taken."


@dataclass(frozen=True)
class Reading:
    """How a table is to be read.

    Attributes:
        columns: what each column holds.
        day_first: whether 3/4 is 3 April.
        unit_ug: the unit of a dose up to 30 that names none, in µg; None where nobody has said.
    """

    columns: Columns
    day_first: bool = True
    unit_ug: float | None = None


class Cells:
    """The cells of one row, found by the field they are read as."""

    def __init__(self, table: PastedTable, row: PastedRow, columns: Columns) -> None:
        self._cells = list(zip(columns, table.headings, row.cells, strict=True))

    def text(self, field: Field) -> str:
        """Return what stands under a field; several notes are joined."""
        return "; ".join(cell for one, _, cell in self._cells if one is field and cell)

    def heading(self, field: Field) -> str:
        """Return the heading over a field."""
        return next((heading for one, heading, _ in self._cells if one is field), "")


def read_injection(
    cells: Cells, reading: Reading, today: date
) -> tuple[Injection, tuple[str, ...]]:
    """Return the injection that a row tells of, and sentences on what is worth knowing about it.

    Only the date is required. Words for a place, a substance and the like that are not known go
    into the note.

    Raises:
        UnitNeededError: the dose may be in mg or in µg.
        ValueError: the date or the dose cannot be; the sentence can be shown beside the row.
    """
    when = _date(cells, reading, today)
    said, kept = _understood(cells)
    injection = Injection(
        when.day,
        about=when.about,
        dose_ug=_dose(cells, reading),
        lot=cells.text(Field.LOT),
        note="; ".join(filter(None, [cells.text(Field.NOTE), *kept])),
        **said | {"given_at": said["given_at"] or when.at},
    )
    into_note = (f"“{words}” goes into the note." for words in kept)
    return injection, (*(() if when.year_said else (NO_YEAR,)), *into_note)


def _date(cells: Cells, reading: Reading, today: date) -> PastedDate:
    written = cells.text(Field.DATE)
    if not written:
        raise ValueError("The date is missing.")
    when = read_pasted_date(written, today, reading.day_first)
    if when.day > today:
        raise ValueError(f"“{written}” is in the future; log it when it is given.")
    return when


def _dose(cells: Cells, reading: Reading) -> float | None:
    written = cells.text(Field.DOSE)
    if not written:
        return None
    return read_dose(written, unit_in(cells.heading(Field.DOSE)) or reading.unit_ug)


def _understood(cells: Cells) -> tuple[dict[str, Any], list[str]]:
    """Return what is known of the words in a row, and the words that are not known."""
    route = read_route(cells.text(Field.ROUTE))
    readers: dict[str, tuple[Field, Callable[[str], object]]] = {
        "given_at": (Field.TIME, read_time),
        "substance": (Field.SUBSTANCE, read_substance),
        "route": (Field.ROUTE, read_route),
        "site": (Field.SITE, lambda words: read_site(words, route)),
        "given_by": (Field.GIVEN_BY, read_person),
    }
    said: dict[str, Any] = {}
    kept = []
    for name, (field, read) in readers.items():
        words = cells.text(field)
        said[name] = read(words) if words else None
        if words and said[name] is None:
            kept.append(f"{CALLED[field]}: {words}")
    return said, kept
