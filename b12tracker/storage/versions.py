"""Version vectors: how often each session wrote a row, so that no clock has to be trusted."""

import json
from collections.abc import Mapping
from enum import StrEnum

from b12tracker.domain.plain import UnreadableError, shown

Vector = Mapping[str, int]
"""How often each session wrote something; who is not named never did."""


class Order(StrEnum):
    """What one version knows of another: all of it, some of it, or what it does not know."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    APART = "apart"


def compare(one: Vector, other: Vector) -> Order:
    """Return whether ``one`` is newer than ``other``, older, the same, or went apart from it."""
    ahead = any(times > other.get(session, 0) for session, times in one.items())
    behind = any(times > one.get(session, 0) for session, times in other.items())
    if ahead and behind:
        return Order.APART
    if ahead:
        return Order.NEWER
    return Order.OLDER if behind else Order.SAME


def joined(*vectors: Vector) -> dict[str, int]:
    """Return the version that knows of all that any of these knows."""
    whole: dict[str, int] = {}
    for vector in vectors:
        for session, times in vector.items():
            whole[session] = max(times, whole.get(session, 0))
    return whole


def counted(vector: Vector, session: str) -> dict[str, int]:
    """Return the version after one more write by a session."""
    return {**vector, session: vector.get(session, 0) + 1}


def as_text(vector: Vector) -> str:
    """Return a version as the file keeps it."""
    return json.dumps(vector, sort_keys=True)


def from_text(kept: str) -> Vector:
    """Return the version that the file keeps.

    Raises:
        UnreadableError: it is none.
    """
    vector = json.loads(kept)
    if not isinstance(vector, dict) or any(type(times) is not int for times in vector.values()):
        raise UnreadableError(f"{shown(kept)} is not the version of a row.")
    return vector
