"""One fact as two copies of a logbook know it, and whose word counts for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Fact

from .kept import Kept, Unit
from .own_keys_apart import Keyed
from .versions import Order, compare, counted, joined


class Choice(StrEnum):
    """Whose word counts: that of the copy that is here, or that of the other one."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Meeting:
    """One fact as both copies know it.

    Attributes:
        mine, theirs: None where that copy never knew of it.
        counts: whose word counts; None where both changed it and nobody has decided.
    """

    id: str
    mine: Unit | None
    theirs: Unit | None
    counts: Choice | None = None
    is_conflict: bool = False

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its rows in either copy."""
        return frozenset().union(*(unit.ids for unit in (self.mine, self.theirs) if unit))

    @property
    def facts(self) -> tuple[Fact | None, Fact | None]:
        """What it says here and there; None where it is not, or is not any more."""
        mine, theirs = (unit.fact if unit else None for unit in (self.mine, self.theirs))
        return mine, theirs

    @property
    def is_same(self) -> bool:
        """Whether it says the same in both copies, or is in neither any more."""
        mine, theirs = self.facts
        return mine == theirs

    def settled(self, decided: Choice | None, renamed: frozenset[str]) -> "Meeting":
        """Return it with whose word counts.

        Args:
            decided: what the user decided, should both copies have changed it.
            renamed: ids of the rows that name another key here than the file does.
        """
        newer = self._newer(renamed)
        return replace(self, counts=newer or decided, is_conflict=newer is None)

    def _newer(self, renamed: frozenset[str]) -> Choice | None:
        """Return whose word counts without asking; None where both changed the fact."""
        if self.mine is None or self.theirs is None:
            return Choice.MINE if self.mine else Choice.THEIRS
        if self.is_same:
            return Choice.THEIRS if self.ids & renamed else Choice.MINE
        match compare(self.mine.version, self.theirs.version):
            case Order.NEWER:
                return Choice.MINE
            case Order.OLDER:
                return Choice.THEIRS
        return _of_calendar(*self.facts)

    def rows(self, here: Keyed, there: Keyed, session: str) -> Iterator[tuple[str, Kept]]:
        """Yield what is to be kept of it, with versions that know of both copies.

        Args:
            session: the name under which a decision is counted, so that every other copy sees that
                it knew both.
        """
        if self.counts is None:
            yield from self._left(here, session)
            return
        side = here if self.counts is Choice.MINE else there
        for row_id in self.ids:
            known = [each.kept[row_id] for each in (here, there) if row_id in each.kept]
            version = joined(*(kept.version for kept in known))
            if self.is_conflict or row_id in side.renamed:
                version = counted(version, session)
            chosen = side.kept.get(row_id) or replace(known[0], row=None)
            yield row_id, replace(chosen, version=version)

    def _left(self, here: Keyed, session: str) -> Iterator[tuple[str, Kept]]:
        """Yield what changes of an undecided fact: at most the key of an own symptom or marker."""
        for row_id in self.ids & here.renamed:
            kept = here.kept[row_id]
            yield row_id, replace(kept, version=counted(kept.version, session))


def _of_calendar(mine: Fact | None, theirs: Fact | None) -> Choice | None:
    """Decide on what went out to calendars, which nobody wrote: the last sequence counts.

    With a smaller one the next change would go out under a number that calendars know already.
    """
    if not (isinstance(mine, ExportedEvent) and isinstance(theirs, ExportedEvent)):
        return None
    here, there = ((one.sequence, one.on, one.cancelled) for one in (mine, theirs))
    return Choice.MINE if here >= there else Choice.THEIRS
