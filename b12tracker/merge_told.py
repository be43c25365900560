"""What the command line says of a merge: lines to read, or values for other programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from b12tracker.domain.facts import Fact
from b12tracker.domain.plain import plain
from b12tracker.storage.meeting import Choice
from b12tracker.storage.merge import Conflict, Merge
from b12tracker.storage.rows import TABLES

OUTCOME = {
    Choice.MINE: "kept as it is here",
    Choice.THEIRS: "taken as it is there",
    None: "left as it is here",
}

HOW_TO_DECIDE = (
    "Decide with --conflicts mine or --conflicts theirs; until then every import tells them again."
)


def counted(counts: dict[str, int]) -> str:
    """Return “1 box, 3 injections” for counts by the names of tables; “nothing” for none."""
    said = [(n, name.replace("_", " ")) for name, n in counts.items()]
    return ", ".join(f"{n} {_one(name) if n == 1 else name}" for n, name in said) or "nothing"


def merge_values(found: Merge, choice: Choice | None) -> dict[str, Any]:
    """Return what a merge did, as plain values.

    Args:
        choice: how all conflicts were decided; None where they were left.
    """
    return {
        "taken": _counts((*found.new, *(now for _, now in found.changed))),
        "deleted": _counts(found.deleted),
        "left": _counts((*found.same, *found.only_here)),
        "refused": [],
        "conflicts": [_values(conflict) | {"decided": choice} for conflict in found.conflicts],
        "both_injected": plain(found.both_injected),
    }


def merge_lines(found: Merge, choice: Choice | None) -> Iterator[str]:
    """Yield what a merge did, line by line."""
    said = merge_values(found, choice)
    yield f"Taken: {counted(said['taken'])}."
    if found.deleted:
        yield f"Deleted, because the other copy deleted it: {counted(said['deleted'])}."
    if said["left"]:
        yield f"Left, because it is the same or newer here: {counted(said['left'])}."
    for day in said["both_injected"]:
        yield f"Each copy holds an injection of its own on {day}; both are kept."
    for conflict in found.conflicts:
        yield f"Changed in both copies: {_told(conflict)}; {OUTCOME[choice]}."
    if found.undecided:
        yield HOW_TO_DECIDE


def _counts(facts: Iterable[Fact]) -> dict[str, int]:
    return dict(Counter(TABLES[type(fact)] for fact in facts))


def _values(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "kind": _kind(conflict),
        "mine": plain(conflict.mine),
        "theirs": plain(conflict.theirs),
    }


def _kind(conflict: Conflict) -> str:
    return next(TABLES[type(fact)] for fact in (conflict.mine, conflict.theirs) if fact)


def _told(conflict: Conflict) -> str:
    """Return what is said of an entry here and there, where the two differ."""
    mine, theirs = (plain(fact) for fact in (conflict.mine, conflict.theirs))
    here, there = _apart(mine, theirs), _apart(theirs, mine)
    what = _one(_kind(conflict).replace("_", " "))
    return f"{what} {conflict.id}, here {here}, there {there}"


def _apart(one: dict[str, Any] | None, other: dict[str, Any] | None) -> str:
    if one is None:
        return "deleted"
    known = other or {}
    said = {key: value for key, value in one.items() if value != known.get(key)}
    return json.dumps(said, ensure_ascii=False)


def _one(name: str) -> str:
    return "box" if name == "boxes" else name.removesuffix("s")
