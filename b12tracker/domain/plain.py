"""Facts as plain values (text, numbers, lists, dictionaries) and back, with every value checked.

The file and the exchange formats both speak plain values. The field names of the dataclasses are
the names there, so that a new field needs no second list.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from reprlib import Repr
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")
Parser = Callable[[Any, str], Any]
"""Turns a plain value into a typed one; the text says where it stands."""


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A date outside is a slip of the pen, and too near the ends of the calendar to count from."""

IDS = ("id", "phase", "box")
"""Keys whose value is the id of a fact, or of a phase of a plan."""

SHORT = Repr()
SHORT.maxlevel, SHORT.maxstring = 2, 60


class UnreadableError(ValueError):
    """A plain value is not what was expected; the sentence says where it stands and why."""


def plain(value: Any) -> Any:
    """Return a fact, or any value inside one, as plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {_name(field): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def read(kind: type[T], value: Any, where: str) -> T:
    """Return ``value`` as a ``kind``, every part checked.

    Args:
        where: where the value stands, for the sentence: ``injections[3]``; empty for the whole.

    Raises:
        UnreadableError: a key is missing or unknown, or a value is not what it should be.
    """
    parser: Parser = _parser(kind)  # type: ignore[arg-type]
    return parser(value, where)  # type: ignore[no-any-return]


def names_and_types(kind: type) -> dict[str, Any]:
    """Return the names that the fields of a kind of fact have among plain values, with types."""
    hints = get_type_hints(kind)
    return {_name(field): hints[field.name] for field in fields(kind)}


def required_names(kind: type) -> set[str]:
    """Return the names, among plain values, that cannot be left out."""
    return {
        _name(field)
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }


def holds_nothing(value: Any) -> bool:
    """Whether a plain value says nothing: null, empty, or false."""
    return value is None or value is False or value in ("", [], {})


def shown(value: Any) -> str:
    """Return a value as it is quoted in a sentence, however large it is."""
    return SHORT.repr(value)[:100]


@cache
def _parser(kind: Any) -> Parser:
    if is_dataclass(kind):
        return _dataclass_parser(kind)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _parser(next(part for part in get_args(kind) if part is not type(None)))
        return lambda value, where: None if value is None else inner(value, where)
    if origin is tuple:
        return _tuple_parser(_parser(get_args(kind)[0]))
    if origin is Mapping:
        return _mapping_parser(_parser(get_args(kind)[1]))
    if issubclass(kind, StrEnum):
        return _word_parser(kind)
    return SIMPLE[kind]


def _dataclass_parser(kind: Any) -> Parser:
    parsers = {name: _parser(of) for name, of in names_and_types(kind).items()}
    attributes = {_name(field): field.name for field in fields(kind)}
    required = required_names(kind)

    parsers |= {key: _id for key in IDS if key in parsers}

    def parse(value: Any, where: str) -> Any:
        given = _said(value, parsers, where)
        for key in sorted(required - given.keys()):
            raise UnreadableError(f"{where} lacks “{key}”.")
        typed = {
            attributes[key]: parsers[key](item, f"{where}.{key}" if where else key)
            for key, item in given.items()
        }
        try:
            return kind(**typed)
        except ValueError as error:
            raise UnreadableError(f"{where}: {error}") from None

    return parse


def _name(field: Field[Any]) -> str:
    """Return the name of a field among plain values; ``with`` is none that Python would take."""
    return str(field.metadata.get("plain", field.name))


def _said(value: Any, known: Mapping[str, Parser], where: str) -> dict[str, Any]:
    """Return what an object says, key by key; a key that holds nothing says nothing."""
    if not isinstance(value, Mapping):
        raise UnreadableError(f"{where} should be an object with named values.")
    said = {key: item for key, item in value.items() if key in known or not holds_nothing(item)}
    for key in said:
        if key not in known:
            raise UnreadableError(
                f"{where or 'The file'} has “{key}”, which this version cannot honour."
            )
    return {key: item for key, item in said.items() if item is not None}


def _tuple_parser(inner: Parser) -> Parser:
    def parse(value: Any, where: str) -> Any:
        if not isinstance(value, list):
            raise UnreadableError(f"{where} should be a list.")
        return tuple(inner(item, f"{where}[{place}]") for place, item in enumerate(value))

    return parse


def _mapping_parser(inner: Parser) -> Parser:
    def parse(value: Any, where: str) -> Any:
        if not isinstance(value, Mapping):
            raise UnreadableError(f"{where} should be an object with named values.")
        return {key: inner(item, f"{where}.{key}") for key, item in value.items()}

    return parse


def _word_parser(kind: type[StrEnum]) -> Parser:
    def parse(value: Any, where: str) -> Any:
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(kind)
            raise UnreadableError(f"{where}: {shown(value)} is not one of {words}.") from None

    return parse


def _exact(kind: type, called: str) -> Parser:
    def parse(value: Any, where: str) -> Any:
        if type(value) is not kind:
            raise UnreadableError(f"{where}: {shown(value)} is not {called}.")
        return value

    return parse


def _text(value: Any, where: str) -> str:
    if type(value) is not str:
        raise UnreadableError(f"{where}: {shown(value)} is not text.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UnreadableError(f"{where}: {shown(value)} holds half a character.") from None
    return value


def _id(value: Any, where: str) -> str:
    try:
        return str(UUID(value))
    except (TypeError, ValueError, AttributeError):
        raise UnreadableError(f"{where}: {shown(value)} is not an id (a UUID).") from None


def _number(value: Any, where: str) -> float:
    if type(value) not in (int, float):
        raise UnreadableError(f"{where}: {shown(value)} is not a number.")
    try:
        return float(value)
    except OverflowError:
        raise UnreadableError(f"{where}: {shown(value)} is too large.") from None


def _date(value: Any, where: str) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != value:
        raise UnreadableError(f"{where}: {shown(value)} is not a date such as 2026-01-31.")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableError(f"{where}: {value} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return day


def _time(value: Any, where: str) -> time:
    try:
        moment = time.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise UnreadableError(f"{where}: {shown(value)} is not a time of day such as 08:30.")
    return moment


SIMPLE: dict[Any, Parser] = {
    str: _text,
    int: _exact(int, "a whole number"),
    bool: _exact(bool, "true or false"),
    float: _number,
    date: _date,
    time: _time,
}
