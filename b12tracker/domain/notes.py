"""A logbook without its notes, for what is handed to others."""

from dataclasses import fields, replace
from typing import Any

from .facts import Facts


def without_notes(facts: Facts) -> Facts:
    """Return the same facts, every note of every kind of fact left empty."""
    lists: dict[str, Any] = {
        field.name: tuple(map(_bare, getattr(facts, field.name)))
        for field in fields(Facts)
        if field.name != "patient"
    }
    return replace(facts, **lists)


def _bare(fact: Any) -> Any:
    return replace(fact, note="") if getattr(fact, "note", "") else fact
