"""Facts as rows of cells and back: nothing lost, and nothing that a spreadsheet would calculate."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from b12tracker.domain.plain import names_and_types, plain

QUOTE = "'"
"""What is put before a text that a spreadsheet would calculate; it shows such a text as it is."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How texts begin that a spreadsheet may take for a formula, or that lead up to one."""

NUMBER = re.compile(r"-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,4})?")
TRUTHS = {"true": True, "false": False}

Row = dict[str, str]
"""One row of a table: its cells by the headings."""


def guarded(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula."""
    risky = (text, text.lstrip(), text.lstrip("\0\ufeff\u200b "))
    if text.startswith(QUOTE) or any(one.startswith(FORMULAS) for one in risky):
        return QUOTE + text
    return text


def unguarded(cell: str) -> str:
    """Return the text that was guarded."""
    return cell.removeprefix(QUOTE)


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        heading: the field's name; ``every.unit`` for one inside another.
        kind: the type of what its cells hold.
    """

    heading: str
    kind: Any


def columns_of(kind: type, facts: Iterable[object] = ()) -> tuple[Column, ...]:
    """Return the columns of the table of one kind of fact, the id first.

    Args:
        facts: what the table is to hold; a field of named values has a column for each name.
    """
    rows = [plain(fact) for fact in facts]
    found = [
        column
        for name, of in names_and_types(kind).items()
        for column in _columns(name, _bare(of), rows)
    ]
    return tuple(sorted(found, key=lambda column: column.heading != "id"))


def _columns(name: str, kind: Any, rows: list[dict[str, Any]]) -> list[Column]:
    if is_dataclass(kind):
        inner = names_and_types(kind).items()  # type: ignore[arg-type]
        return [Column(f"{name}.{key}", _bare(of)) for key, of in inner]
    if get_origin(kind) is Mapping:
        keys = sorted({key for row in rows for key in row[name]})
        return [Column(f"{name}.{key}", _bare(get_args(kind)[1])) for key in keys]
    return [Column(name, kind)]


def cells_of(fact: object) -> Row:
    """Return a fact as cells by the headings of its columns; what holds nothing is left out."""
    cells: Row = {}
    for name, value in plain(fact).items():
        inside = value if isinstance(value, dict) else None
        pairs = [(f"{name}.{key}", one) for key, one in inside.items()] if inside else []
        cells |= {heading: _cell(one) for heading, one in pairs or [(name, value)]}
    return {heading: cell for heading, cell in cells.items() if cell}


def values_of(kind: type, row: Row) -> dict[str, Any]:
    """Return a row as plain values; what is not known is left for the reader to complain of."""
    types = {name: _bare(of) for name, of in names_and_types(kind).items()}
    values: dict[str, Any] = {}
    for heading, cell in row.items():
        name, dot, inner = heading.partition(".")
        inside = values.get(name, {})
        if dot and isinstance(inside, dict):
            values[name] = inside | {inner: _value(cell, _type_inside(types.get(name), inner))}
        else:
            values[heading] = _value(cell, types.get(heading))
    return values


def _type_inside(kind: Any, name: str) -> Any:
    """Return the type of a named value inside a field; None where none is known."""
    if is_dataclass(kind):
        return _bare(names_and_types(kind).get(name))  # type: ignore[arg-type]
    return get_args(kind)[1] if get_origin(kind) is Mapping else None


def _cell(value: Any) -> str:
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    return guarded(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """Return a number that reads as the very same, without “.0” at the end of a whole one."""
    return str(int(value)) if value == int(value) else repr(value)


def _value(cell: str, kind: Any) -> Any:
    if kind is bool:
        return TRUTHS.get(cell.lower(), cell)
    if kind in (int, float):
        whole = kind is int and cell.lstrip("-").isdecimal() and len(cell) < 20
        return int(cell) if whole else float(cell) if NUMBER.fullmatch(cell) else cell
    if get_origin(kind) is tuple:
        return _list(cell)
    return unguarded(cell)


def _list(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _bare(kind: Any) -> Any:
    """Return a type without its “or None”."""
    if get_origin(kind) in (Union, UnionType):
        return next(part for part in get_args(kind) if part is not NoneType)
    return kind
