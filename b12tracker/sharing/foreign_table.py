"""A table from elsewhere as injections: which column holds what, as it was said or is guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from b12tracker.domain.injection import Injection

from .logbook_json import SharingError
from .pasted_columns import Columns, Field, guess_columns, is_heading, with_column
from .pasted_dates import column_order, is_date
from .pasted_injections import Preview, preview
from .pasted_rows import Reading
from .pasted_table import PastedTable, read_table

FIELDS = ", ".join(Field)


@dataclass(frozen=True)
class Mapped:
    """How a table from elsewhere is to be read, where it is said.

    Attributes:
        columns: the field that each column holds, by its heading or its number from 1.
        day_first: whether 3/4 is 3 April; None where the dates must show it.
    """

    columns: Mapping[str, str]
    day_first: bool | None = None


def injections_of(text: str, mapped: Mapped, today: date, known: Iterable[Injection]) -> Preview:
    """Return what becomes of every row of a table.

    Raises:
        SharingError: a column or field is not there, no column holds dates, or the order of day
            and month is not known.
    """
    named = {name.strip().casefold() for name in mapped.columns}
    table = read_table(text, is_date, lambda cell: cell.casefold() in named or is_heading(cell))
    columns = _columns(table, mapped)
    if Field.DATE not in columns:
        headings = ", ".join(filter(None, table.headings))[:150] or f"1 to {table.width}"
        raise SharingError(
            f"No column holds the dates: say which one with COLUMN=date (columns: {headings})."
        )
    order = column_order(table.column(columns.index(Field.DATE)), usual=True)
    if order.matters and not order.shown_by and mapped.day_first is None:
        raise SharingError(
            "The dates could have the day or the month first: say which with --dates."
        )
    day_first = order.day_first if mapped.day_first is None else mapped.day_first
    return preview(table, Reading(columns, day_first), today, known)


def _columns(table: PastedTable, mapped: Mapped) -> Columns:
    columns = guess_columns(table)
    for name, field in mapped.columns.items():
        if field not in list(Field):
            raise SharingError(f"“{field[:40]}” is no field of an injection: {FIELDS}.")
        columns = with_column(columns, _place(table, name), Field(field))
    return columns


def _place(table: PastedTable, name: str) -> int:
    small = [heading.casefold() for heading in table.headings]
    if name.strip().casefold() in small:
        return small.index(name.strip().casefold())
    if name.isdecimal() and len(name) < 5 and 1 <= int(name) <= table.width:
        return int(name) - 1
    headings = ", ".join(filter(None, table.headings))[:150] or f"1 to {table.width}"
    raise SharingError(f"The table has no column “{name[:40]}” (columns: {headings}).")
