"""Merging two copies of one logbook that went apart: fact by fact, by versions, without a clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from b12tracker.domain.facts import PATIENT_ID, Fact
from b12tracker.domain.injection import Injection
from b12tracker.domain.plain import UnreadableError

from .kept import Kept, Snapshot, owners, units
from .meeting import Choice, Meeting
from .own_keys_apart import keys_apart

Rows = Mapping[str, Kept | None]
"""Some of what a file keeps, by id; None where it keeps nothing under an id."""


@dataclass(frozen=True)
class Conflict:
    """A fact that was changed in both copies; one of them may be None, deleted."""

    id: str
    mine: Fact | None
    theirs: Fact | None


@dataclass(frozen=True)
class Merge:
    """What a merge does to the copy that is here.

    Attributes:
        before, after: all rows of the facts of which any row changes.
        new: facts that come from the other copy.
        changed: facts as they are here, and as the other copy changed them.
        deleted: facts here that the other copy deleted.
        same: facts that both copies hold alike.
        only_here: facts that this copy alone holds, or holds newer.
        conflicts: what was changed in both copies, decided or not.
        undecided: ids of the conflicts that stay as they are here.
        both_injected: days on which each copy holds an injection that the other never knew.
    """

    before: Rows = field(default_factory=dict)
    after: Rows = field(default_factory=dict)
    new: tuple[Fact, ...] = ()
    changed: tuple[tuple[Fact, Fact], ...] = ()
    deleted: tuple[Fact, ...] = ()
    same: tuple[Fact, ...] = ()
    only_here: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    undecided: frozenset[str] = frozenset()
    both_injected: tuple[date, ...] = ()

    @property
    def taken(self) -> int:
        """How many facts here are no longer what they were."""
        return len(self.new) + len(self.changed) + len(self.deleted)

    @property
    def is_news(self) -> bool:
        """Whether there is anything to show: facts that change here, or conflicts."""
        return bool(self.taken or self.conflicts)

    @property
    def is_felt(self) -> bool:
        """Whether a user would want to undo it: a fact was changed, or a conflict decided."""
        return bool(self.taken) or len(self.undecided) < len(self.conflicts)


def are_copies(one: Snapshot, other: Snapshot) -> bool:
    """Whether two logbooks were one: they share an entry, were it one that is deleted.

    The patient has the same id in every logbook, and says nothing.
    """
    return bool((one.keys() & other.keys()) - {PATIENT_ID})


def merge(
    mine: Snapshot, theirs: Snapshot, session: str, decided: Mapping[str, Choice] | None = None
) -> Merge:
    """Return what is to change in ``mine`` so that it also knows what ``theirs`` does.

    What one copy alone knows, or knows newer, is taken from it. What both changed is a conflict; an
    undecided one stays as it is in ``mine``, version and all, so that the next merge sees it again.

    Args:
        session: a fresh name, under which decisions are counted.
        decided: whose word counts, by the ids of conflicts.

    Raises:
        UnreadableError: a copy holds something the program never wrote.
    """
    of = owners(mine, theirs)
    _check_plans(mine, theirs)
    here, there = keys_apart(mine, theirs)
    known, coming = units(here.kept, of), units(there.kept, of)
    found = [
        Meeting(unit_id, known.get(unit_id), coming.get(unit_id)).settled(
            (decided or {}).get(unit_id), here.renamed
        )
        for unit_id in {**known, **coming}
    ]
    after = {row_id: kept for one in found for row_id, kept in one.rows(here, there, session)}
    changed = {row_id for row_id, kept in after.items() if mine.get(row_id) != kept}
    touched = [row_id for one in found if one.ids & changed for row_id in sorted(one.ids)]
    return replace(
        _told(found),
        before={row_id: mine.get(row_id) for row_id in touched},
        after={row_id: after.get(row_id, mine.get(row_id)) for row_id in touched},
    )


def _check_plans(mine: Snapshot, theirs: Snapshot) -> None:
    """Refuse a phase that is in one plan here and in another there: one would lose it."""
    here = owners(mine)
    for phase, plan in owners(theirs).items():
        if here.get(phase, plan) != plan:
            raise UnreadableError(f"phase {phase} belongs to another plan in each copy.")


def _told(found: Sequence[Meeting]) -> Merge:
    """Return what there is to tell of the facts that met."""
    alone = [one for one in found if not one.is_same]
    taken = [one.facts for one in alone if one.counts is Choice.THEIRS]
    kept = [one for one in alone if one.counts is Choice.MINE and not one.is_conflict]
    return Merge(
        new=tuple(theirs for mine, theirs in taken if theirs and not mine),
        changed=tuple((mine, theirs) for mine, theirs in taken if mine and theirs),
        deleted=tuple(mine for mine, theirs in taken if mine and not theirs),
        same=_here(one for one in found if one.is_same),
        only_here=_here(kept),
        conflicts=tuple(Conflict(one.id, *one.facts) for one in found if one.is_conflict),
        undecided=frozenset(one.id for one in found if one.counts is None),
        both_injected=_both_injected(found),
    )


def _here(found: Iterable[Meeting]) -> tuple[Fact, ...]:
    return tuple(one.facts[0] for one in found if one.facts[0])


def _both_injected(found: Sequence[Meeting]) -> tuple[date, ...]:
    here = _injected(one.facts[0] for one in found if one.theirs is None)
    there = _injected(one.facts[1] for one in found if one.mine is None)
    return tuple(sorted(here & there))


def _injected(facts: Iterable[Fact | None]) -> set[date]:
    return {fact.given_on for fact in facts if isinstance(fact, Injection)}
