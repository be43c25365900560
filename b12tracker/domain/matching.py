"""Which injection met which planned dose, for phases on a fixed grid.

In one sentence: an injection counts for the oldest planned dose still open that day; if several
could count for one dose, the closest does.

Of all assignments: the greatest number of doses met; of those, the earliest doses; of those, the
least total days of deviation; on equal deviation, dose by dose, the earlier injection.

Doses that share no injection are matched apart. As long as reaches follow one another, walking the
doses and giving each the earliest injection left finds the doses that can be met, and going back
over them finds the closest injections; both look at each dose once. Where one reach lies inside
another, as when a weekly phase comes after a monthly one, injections are exchanged instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from .exchange import exchange
from .injection import Injection
from .schedule import Slot
from .wish import Wish

Later = list[int | None]
"""The least days of deviation from an injection of a dose on, by the injection's place in reach."""


def match(slots: Sequence[Slot], injections: Sequence[Injection]) -> dict[int, Injection]:
    """Return the injection that met each dose, by the dose's place in ``slots``.

    Args:
        slots: planned doses in date order.
        injections: in any order; each meets at most one dose.
    """
    ordered = sorted(injections, key=lambda injection: injection.order)
    days = [injection.given_on for injection in ordered]
    met: dict[int, int] = {}
    for group in _groups(_wishes(slots, days)):
        met |= in_order(group, days) if _follow(group) else exchange(group, days)
    return {place: ordered[rank] for place, rank in met.items()}


def _wishes(slots: Sequence[Slot], days: Sequence[date]) -> Iterable[Wish]:
    for place, slot in enumerate(slots):
        first, last = slot.reach
        ranks = range(bisect_left(days, first), bisect_right(days, last))
        if ranks:
            yield Wish(place, slot.planned, ranks)


def _groups(wishes: Iterable[Wish]) -> list[list[Wish]]:
    """Return runs of doses that share injections; a later dose may reach back and join runs."""
    groups: list[list[Wish]] = []
    stops: list[int] = []
    for wish in wishes:
        group, stop = [wish], wish.ranks.stop
        while stops and wish.ranks.start < stops[-1]:
            earlier = groups.pop()
            earlier += group
            group, stop = earlier, max(stop, stops.pop())
        groups.append(group)
        stops.append(stop)
    return groups


def _follow(group: Sequence[Wish]) -> bool:
    """Whether no reach lies inside another."""
    return all(
        one.ranks.start <= after.ranks.start and one.ranks.stop <= after.ranks.stop
        for one, after in pairwise(group)
    )


def in_order(group: Sequence[Wish], days: Sequence[date]) -> dict[int, int]:
    """Return the rank of the injection that meets each dose, for reaches that follow one another.

    Then the doses that are met take their injections in order.
    """
    kept = _kept(group)
    later: list[Later] = []
    after: tuple[Wish, Later] | None = None
    for wish in reversed(kept):
        after = (wish, _least_days(wish, days, after))
        later.append(after[1])
    return _earliest(kept, days, later[::-1])


def _kept(group: Sequence[Wish]) -> list[Wish]:
    """Return the doses that can be met, each taking the earliest injection left."""
    kept = []
    free = 0
    for wish in group:
        rank = max(free, wish.ranks.start)
        if rank < wish.ranks.stop:
            kept.append(wish)
            free = rank + 1
    return kept


def _least_days(wish: Wish, days: Sequence[date], after: tuple[Wish, Later] | None) -> Later:
    """Return, for each injection in reach or a later one, the least days from this dose on."""
    least: Later = [None] * (len(wish.ranks) + 1)
    for rank in reversed(wish.ranks):
        rest = _rest(after, rank + 1)
        place = rank - wish.ranks.start
        here = None if rest is None else rest + abs((days[rank] - wish.planned).days)
        known = [days for days in (here, least[place + 1]) if days is not None]
        least[place] = min(known, default=None)
    return least


def _rest(after: tuple[Wish, Later] | None, free: int) -> int | None:
    """Return the least days of the doses that come after, from injection ``free`` on."""
    if after is None:
        return 0
    wish, least = after
    return least[max(0, free - wish.ranks.start)] if free < wish.ranks.stop else None


def _earliest(kept: Sequence[Wish], days: Sequence[date], later: Sequence[Later]) -> dict[int, int]:
    """Give each dose the earliest injection that keeps the total least."""
    found: dict[int, int] = {}
    free = 0
    for number, wish in enumerate(kept):
        after = (kept[number + 1], later[number + 1]) if number + 1 < len(kept) else None
        start = max(free, wish.ranks.start)
        aim = later[number][start - wish.ranks.start]
        for rank in range(start, wish.ranks.stop):
            rest = _rest(after, rank + 1)
            if rest is not None and rest + abs((days[rank] - wish.planned).days) == aim:
                found[wish.place] = rank
                free = rank + 1
                break
    return found
