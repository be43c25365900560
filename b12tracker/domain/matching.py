"""Which injection met which planned dose, for phases on a fixed grid.

In one sentence: an injection counts for the oldest planned dose still open that day; if several
could count for one dose, the closest does.

Doses are taken in date order and each is kept that can still be met, which gives the greatest
number of doses met and, of those, the earliest. Keeping one is a step of the Hungarian method:
the cheapest chain of exchanges that frees an injection for it. A dose for which no chain exists
is never reached again, so the whole costs little more than one look at each dose.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from .injection import Injection
from .schedule import Slot

Cost = tuple[int, int, int]
"""What an assignment costs, compared in this order and added part by part:
days of deviation; the rank of the injection (earlier ones first); place times rank, the more the
better (so that the earlier dose gets the earlier injection)."""

NOTHING: Cost = (0, 0, 0)


def match(slots: Sequence[Slot], injections: Sequence[Injection]) -> dict[int, Injection]:
    """Return the injection that met each dose, by the dose's place in ``slots``.

    Args:
        slots: planned doses in date order.
        injections: in any order; each meets at most one dose.
    """
    ordered = sorted(injections, key=lambda injection: injection.order)
    exchange = _Exchange(slots, ordered)
    for dose in range(len(slots)):
        exchange.keep(dose)
    return {dose: ordered[rank] for dose, rank in exchange.held.items()}


def _plus(a: Cost, b: Cost) -> Cost:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def _minus(a: Cost, b: Cost) -> Cost:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


@dataclass
class _Search:
    """One search for the cheapest chain that frees an injection."""

    distance: dict[int, Cost] = field(default_factory=dict)
    wanted_by: dict[int, int] = field(default_factory=dict)
    settled: dict[int, Cost] = field(default_factory=dict)
    doses: dict[int, Cost] = field(default_factory=dict)


class _Exchange:
    """The assignment so far, with the prices that keep it the cheapest one."""

    def __init__(self, slots: Sequence[Slot], ordered: Sequence[Injection]) -> None:
        self._slots = slots
        self._days = [injection.given_on for injection in ordered]
        self.held: dict[int, int] = {}
        self._holder: dict[int, int] = {}
        self._dose_price: dict[int, Cost] = {}
        self._injection_price: dict[int, Cost] = {}
        self._stuck: set[int] = set()

    def keep(self, dose: int) -> None:
        """Meet ``dose`` too, if the doses kept before it can all stay met."""
        search = _Search()
        free = self._cheapest_free(dose, search)
        if free is None:
            self._stuck.update(search.settled)
            return
        self._reprice(search, search.settled[free])
        self._hand_over(dose, free, search.wanted_by)

    def _in_reach(self, dose: int) -> range:
        first, last = self._slots[dose].reach
        return range(bisect_left(self._days, first), bisect_right(self._days, last))

    def _cost(self, dose: int, rank: int) -> Cost:
        days = abs((self._days[rank] - self._slots[dose].planned).days)
        return (days, rank, -dose * rank)

    def _cheapest_free(self, dose: int, search: _Search) -> int | None:
        """Look outward from ``dose``, cheapest first, for an injection nobody holds."""
        heap: list[tuple[Cost, int, int]] = []
        ties = count()
        self._look(dose, NOTHING, search, heap, ties)
        while heap:
            distance, _, rank = heappop(heap)
            if rank in search.settled:
                continue
            search.settled[rank] = distance
            if rank not in self._holder:
                return rank
            self._look(self._holder[rank], distance, search, heap, ties)
        return None

    def _look(
        self,
        dose: int,
        so_far: Cost,
        search: _Search,
        heap: list[tuple[Cost, int, int]],
        ties: "count[int]",
    ) -> None:
        search.doses[dose] = so_far
        price = self._dose_price.get(dose, NOTHING)
        for rank in self._in_reach(dose):
            if rank in self._stuck or rank in search.settled:
                continue
            toll = _plus(price, self._injection_price.get(rank, NOTHING))
            distance = _plus(so_far, _minus(self._cost(dose, rank), toll))
            if rank not in search.distance or distance < search.distance[rank]:
                search.distance[rank] = distance
                search.wanted_by[rank] = dose
                heappush(heap, (distance, next(ties), rank))

    def _reprice(self, search: _Search, reached: Cost) -> None:
        for dose, distance in search.doses.items():
            gain = _minus(reached, distance)
            self._dose_price[dose] = _plus(self._dose_price.get(dose, NOTHING), gain)
        for rank, distance in search.settled.items():
            gain = _minus(reached, distance)
            self._injection_price[rank] = _minus(self._injection_price.get(rank, NOTHING), gain)

    def _hand_over(self, dose: int, free: int, wanted_by: dict[int, int]) -> None:
        rank: int | None = free
        while rank is not None:
            taker = wanted_by[rank]
            given_up = self.held.get(taker)
            self.held[taker] = rank
            self._holder[rank] = taker
            rank = None if taker == dose else given_up
