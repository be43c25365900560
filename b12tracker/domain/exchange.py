"""Matching by exchange, for doses whose reaches lie inside one another.

Doses are taken in date order and each is kept that can still be met. Keeping one is a step of the
Hungarian method: the cheapest chain of exchanges that frees an injection for it. What a search that
failed has seen can never be of use again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import count

from .wish import Wish

Cost = tuple[int, int, int]
"""What an assignment costs, compared in this order and added part by part:
days of deviation; the rank of the injection (earlier ones first); place times rank, the more the
better (so that the earlier dose gets the earlier injection)."""

NOTHING: Cost = (0, 0, 0)


def exchange(wishes: Sequence[Wish], days: Sequence[date]) -> dict[int, int]:
    """Return the rank of the injection that meets each dose, by the dose's place.

    Args:
        wishes: the doses in date order.
        days: the dates of all injections, by rank.
    """
    search = _Exchange(wishes, days)
    for place in range(len(wishes)):
        search.keep(place)
    return {wishes[place].place: rank for place, rank in search.held.items()}


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

    def __init__(self, wishes: Sequence[Wish], days: Sequence[date]) -> None:
        self._wishes, self._days = wishes, days
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

    def _cost(self, dose: int, rank: int) -> Cost:
        days = abs((self._days[rank] - self._wishes[dose].planned).days)
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
        for rank in self._wishes[dose].ranks:
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
