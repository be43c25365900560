"""A pasted table as injections: what is taken, what is there already, what is refused and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from b12tracker.domain.injection import Injection

from .pasted_columns import Field, guess_columns, is_heading
from .pasted_dates import is_date
from .pasted_rows import Cells, Reading, read_injection
from .pasted_table import PastedRow, PastedTable, read_table
from .pasted_words import UnitNeededError

THERE = "An injection on that day is in the logbook already."
ANOTHER_THERE = "The logbook has another injection on that day."


class Outcome(StrEnum):
    """What becomes of a pasted row."""

    TAKEN = "taken"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowRead:
    """One pasted row and what becomes of it.

    Attributes:
        injection: what the row says; None where it is refused.
        remarks: why it is not taken, or what is worth knowing; each one sentence.
        needs_unit: it is refused only because its dose names no unit.
    """

    row: PastedRow
    outcome: Outcome
    injection: Injection | None = None
    remarks: tuple[str, ...] = ()
    needs_unit: bool = False


@dataclass(frozen=True)
class Preview:
    """What becomes of every row of a pasted table, in its order."""

    rows: tuple[RowRead, ...] = ()

    @property
    def injections(self) -> tuple[Injection, ...]:
        """The injections that are taken."""
        taken = (row.injection for row in self.rows if row.outcome is Outcome.TAKEN)
        return tuple(injection for injection in taken if injection)

    @property
    def needs_unit(self) -> bool:
        """Whether some row waits for the unit of its dose."""
        return any(row.needs_unit for row in self.rows)

    def count(self, outcome: Outcome) -> int:
        """Return how many rows come to this."""
        return sum(row.outcome is outcome for row in self.rows)


def table_of_injections(text: str) -> PastedTable:
    """Return the table that a pasted text holds.

    Raises:
        SharingError: it is no text, or too much of it.
    """
    return read_table(text, is_date, is_heading)


def holds_dates(text: str) -> bool:
    """Whether a text looks like a table of injections: one of its columns holds dates.

    Raises:
        SharingError: it is no text, or too much of it.
    """
    table = table_of_injections(text)
    columns = guess_columns(table)
    if Field.DATE not in columns:
        return False
    return any(map(is_date, table.column(columns.index(Field.DATE))))


def preview(
    table: PastedTable, reading: Reading, today: date, known: Iterable[Injection]
) -> Preview:
    """Return what becomes of every row.

    Args:
        known: the injections that are in the logbook.
    """
    rows = [_read(table, row, reading, today) for row in table.rows]
    comparison = _Comparison(known)
    return Preview(tuple(comparison.of(row) for row in rows))


def _read(table: PastedTable, row: PastedRow, reading: Reading, today: date) -> RowRead:
    try:
        injection, remarks = read_injection(Cells(table, row, reading.columns), reading, today)
    except ValueError as error:
        unsaid = isinstance(error, UnitNeededError)
        return RowRead(row, Outcome.REFUSED, remarks=(str(error),), needs_unit=unsaid)
    return RowRead(row, Outcome.TAKEN, injection, remarks)


class _Comparison:
    """Compares rows one after another with the logbook, and with the rows before them."""

    def __init__(self, known: Iterable[Injection]) -> None:
        self._unmatched: dict[date, list[Injection]] = defaultdict(list)
        for injection in known:
            self._unmatched[injection.given_on].append(injection)
        self._days = set(self._unmatched)
        self._first_row: dict[date, int] = {}

    def of(self, read: RowRead) -> RowRead:
        """Return a row with what the comparison says of it."""
        if read.injection is None:
            return read
        if self._is_there(read.injection):
            return replace(read, outcome=Outcome.THERE, remarks=(THERE,))
        day = read.injection.given_on
        remarks = [*read.remarks]
        if day in self._first_row:
            remarks.append(f"Row {self._first_row[day]} has the same day.")
        elif day in self._days:
            remarks.append(ANOTHER_THERE)
        self._first_row.setdefault(day, read.row.number)
        return replace(read, remarks=tuple(remarks))

    def _is_there(self, injection: Injection) -> bool:
        """Whether the logbook holds it; each injection there answers for one row only."""
        there = self._unmatched[injection.given_on]
        fitting = [one for one in there if not contradict(one, injection)]
        if not fitting:
            return False
        there.remove(max(fitting, key=lambda one: likeness(one, injection)))
        return True


def contradict(one: Injection, other: Injection) -> bool:
    """Whether two injections of a day contradict each other: both say something, not the same."""
    pairs = zip(_said(one), _said(other), strict=True)
    return any(mine != theirs for mine, theirs in pairs if mine and theirs)


def likeness(one: Injection, other: Injection) -> int:
    """Return in how many things two injections of a day agree."""
    pairs = zip((*_said(one), one.note), (*_said(other), other.note), strict=True)
    return sum(mine == theirs for mine, theirs in pairs)


def _said(injection: Injection) -> tuple[Any, ...]:
    moment = injection.given_at
    return (
        moment and (moment.hour, moment.minute),
        injection.dose_ug,
        injection.substance,
        injection.route,
        injection.site,
        injection.lot,
        injection.given_by,
    )
