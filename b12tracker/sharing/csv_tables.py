"""The logbook as tables: one CSV file for each kind of fact, lossless and safe in a spreadsheet."""

import csv
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from io import StringIO
from typing import Any, get_args

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts
from b12tracker.domain.plain import UnreadableError, names_and_types, read, required_names, shown
from b12tracker.domain.plan import Phase, Plan

from .about_export import About
from .csv_cells import Row, cells_of, columns_of, values_of
from .logbook_json import SharingError, check_facts

MARK = "\ufeff"
"""By which a spreadsheet knows that a file is in UTF-8."""

EXPORT = "export"
"""The column of a single table that says where it comes from; nothing is read from it."""

LISTS: dict[str, type] = {
    name: get_args(of)[0] for name, of in names_and_types(Facts).items() if name != "patient"
}
KINDS: dict[str, type] = {"patient": names_and_types(Facts)["patient"], **LISTS, "phases": Phase}
"""What each table holds, by the table's name."""

PLACE = ("plan", "position")
"""Columns of a phase: the id of its plan, and its place there from 1."""

LONGEST_CELL = 64_000_000
DELIMITERS = ",;\t"


def tables_of(facts: Facts) -> dict[str, str]:
    """Return the CSV text of every table that holds something, by its name."""
    return {name: _text(name, rows, None) for name, rows in _rows(facts).items() if rows}


def table_of(facts: Facts, name: str, about: About) -> str:
    """Return the CSV text of one table; its last column says where the table comes from."""
    return _text(name, _rows(facts)[name], about)


def _rows(facts: Facts) -> dict[str, list[Any]]:
    phases = [
        (phase, plan.id, position)
        for plan in facts.plans
        for position, phase in enumerate(plan.phases, 1)
    ]
    lists = {name: list(getattr(facts, name)) for name in LISTS}
    return {"patient": [facts.patient], **lists, "phases": phases}


def _text(name: str, rows: list[Any], about: About | None) -> str:
    facts = [row[0] for row in rows] if name == "phases" else rows
    headings = [column.heading for column in columns_of(KINDS[name], facts)]
    headings = [one for one in headings if (name, one) not in NOT_SHOWN]
    headings += [*(PLACE if name == "phases" else ()), *((EXPORT,) if about else ())]
    written = StringIO(newline="")
    writer = csv.DictWriter(written, headings, restval="", extrasaction="ignore")
    writer.writeheader()
    for row, fact in zip(rows, facts, strict=True):
        place = {"plan": row[1], "position": str(row[2])} if name == "phases" else {}
        said = {EXPORT: about.sentence} if about else {}
        writer.writerow(cells_of(fact) | place | said)
    return MARK + written.getvalue()


NOT_SHOWN = {("patient", "id"), ("plans", "phases")}
"""A patient's id is the same everywhere; phases have a table of their own."""


def facts_of_tables(texts: Mapping[str, str], catalogue: Catalogue) -> Facts:
    """Return the facts that tables hold.

    Args:
        texts: CSV texts by the names of the tables.

    Raises:
        SharingError: a table is not known or holds what cannot be honoured, which is named.
    """
    try:
        facts = _facts({name: _read_rows(name, text) for name, text in texts.items()})
        check_facts(facts, catalogue)
    except UnreadableError as error:
        raise SharingError(" ".join(str(error).split())[:300]) from error
    return facts


def table_named_by(text: str, stem: str) -> str | None:
    """Return the name of the table of ours that a CSV text is; None where it is none.

    It has columns of one of our tables and none besides; where it could be several, it is the one
    that has all its columns, or that the name of the file names.
    """
    headings = _headings(text)
    fitting = [name for name in KINDS if _fits(name, headings)]
    if stem in fitting:
        return stem
    whole = [name for name in fitting if _known(name) <= headings]
    return next(iter(whole), fitting[0] if len(fitting) == 1 else None)


def _headings(text: str) -> set[str]:
    try:
        with closing(_parsed(text.removeprefix(MARK))) as rows:
            return set(next(rows, []))
    except UnreadableError:
        return set()


def _known(name: str) -> set[str]:
    own = {column.heading for column in columns_of(KINDS[name])}
    place = PLACE if name == "phases" else ()
    return {one for one in (*own, *place) if (name, one) not in NOT_SHOWN}


def _fits(name: str, headings: set[str]) -> bool:
    scores = {one for one in headings if name == "symptoms" and one.startswith("scores.")}
    roots = {heading.partition(".")[0] for heading in headings}
    needed = required_names(KINDS[name])
    enough = needed <= roots if needed else _known(name) <= headings
    return enough and headings <= _known(name) | scores | {EXPORT}


def _facts(tables: dict[str, list[tuple[str, Row]]]) -> Facts:
    if ("plans" in tables) is not ("phases" in tables) and _needs_both(tables):
        raise UnreadableError("plans.csv and phases.csv belong together: import the ZIP of both.")
    lists: dict[str, Any] = {
        name: tuple(_fact(name, row, where) for where, row in tables.get(name, ()))
        for name in LISTS
    }
    patients = [_fact("patient", row, where) for where, row in tables.get("patient", ())]
    if len(patients) > 1:
        raise UnreadableError("patient.csv has more than one row; a logbook is about one patient.")
    facts = Facts(**lists, **({"patient": patients[0]} if patients else {}))
    return replace(facts, plans=_with_phases(facts.plans, tables.get("phases", [])))


def _needs_both(tables: Mapping[str, object]) -> bool:
    """Whether phases stand without their plans, or a table of plans stands by itself."""
    return "phases" in tables or len(tables) == 1


def _fact(name: str, row: Row, where: str) -> Any:
    return read(KINDS[name], values_of(KINDS[name], row), where)


def _with_phases(plans: tuple[Plan, ...], rows: list[tuple[str, Row]]) -> tuple[Plan, ...]:
    found: dict[str, list[tuple[int, Phase]]] = defaultdict(list)
    for where, row in rows:
        plan, position = row.pop("plan", ""), row.pop("position", "")
        if not any(one.id == plan for one in plans):
            raise UnreadableError(f"{where}: there is no plan {shown(plan)} in plans.csv.")
        if not (position.isdecimal() and len(position) < 6):
            raise UnreadableError(f"{where}: {shown(position)} is not the place of a phase.")
        found[plan].append((int(position), _fact("phases", row, where)))
    return tuple(_with(plan, found[plan.id]) for plan in plans)


def _with(plan: Plan, placed: list[tuple[int, Phase]]) -> Plan:
    phases = [phase for _, phase in sorted(placed, key=lambda pair: pair[0])]
    try:
        return replace(plan, phases=tuple(phases))
    except ValueError as error:
        raise UnreadableError(f"phases.csv: {error}") from None


def _read_rows(name: str, text: str) -> list[tuple[str, Row]]:
    """Return the rows of a table that are not blank, each with where it stands."""
    if name not in KINDS:
        raise UnreadableError(f"“{name}.csv” is none of the tables of a logbook.")
    lines = _parsed(text.removeprefix(MARK))
    headings = next(lines, [])
    double = next((one for one in headings if headings.count(one) > 1), None)
    if double is not None:
        raise UnreadableError(f"{name}.csv has the heading “{double[:60]}” twice.")
    return [
        (f"{name}.csv, row {number}", row)
        for number, cells in enumerate(lines, 2)
        if any(cells) and (row := _row(headings, cells, f"{name}.csv, row {number}"))
    ]


def _row(headings: list[str], cells: list[str], where: str) -> Row:
    if any(cells[len(headings) :]):
        raise UnreadableError(f"{where} has more cells than the headings.")
    said = dict(zip(headings, cells, strict=False))
    return {key: cell for key, cell in said.items() if cell and key != EXPORT}


def _parsed(text: str) -> Generator[list[str], None, None]:
    """Yield the rows of a CSV text; a spreadsheet may have saved it with another delimiter."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    with _long_cells():
        try:
            yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        except csv.Error as error:
            raise UnreadableError(f"This is not a table that can be read: {error}.") from error


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let notes be longer than the csv module reads unless told."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
