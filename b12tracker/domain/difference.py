"""What must happen to some facts so that they become others."""

from collections.abc import Iterable
from dataclasses import dataclass

from .facts import Fact, Facts

Step = tuple[Fact | None, Fact | None]
"""A fact before and after; None where there was none, or is none any more."""


@dataclass(frozen=True)
class Difference:
    """The steps from the facts of one logbook to those of another.

    Attributes:
        steps: none where both hold the same.
    """

    steps: tuple[Step, ...]

    @property
    def added(self) -> tuple[Fact, ...]:
        """What only the other one holds."""
        return tuple(after for before, after in self.steps if before is None and after)

    @property
    def gone(self) -> tuple[Fact, ...]:
        """What only the first one holds."""
        return tuple(before for before, after in self.steps if before and after is None)

    @property
    def changed(self) -> tuple[Fact, ...]:
        """What says something else in the other one, as it is said there."""
        return tuple(after for before, after in self.steps if before and after)


def difference(here: Facts, there: Facts) -> Difference:
    """Return how the facts here become those there."""
    both = ((facts.patient, *facts.entries) for facts in (here, there))
    return Difference(tuple(steps_between(*both)))


def steps_between(before: Iterable[Fact], after: Iterable[Fact]) -> list[Step]:
    """Return the steps from some facts to others; those of one kind and id are one fact."""
    old, new = ({(type(fact), fact.id): fact for fact in facts} for facts in (before, after))
    steps = [(old.get(key), new.get(key)) for key in {**old, **new}]
    return [(was, now) for was, now in steps if was != now]
