"""A planned dose that wishes for an injection."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Wish:
    """A dose and the injections in its reach.

    Attributes:
        place: its place among the doses that are matched.
        ranks: the injections in its reach, by their place in order of date, time and id.
    """

    place: int
    planned: date
    ranks: range
