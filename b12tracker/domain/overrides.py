"""What the user says an injection counts for: held to its date, else near it, else let go."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum, auto

from .injection import Injection
from .schedule import Slot


class Hold(Enum):
    """How closely an injection is held to the date the user named.

    The date was a planned one when it was named. What was entered since may have shifted the dates
    a little, or changed the plan, so that nothing is planned there any more.
    """

    EXACT = auto()
    NEAR = auto()
    LET_GO = auto()


class Overrides:
    """The injections that the user has assigned to a dose, and how closely each is held to it."""

    def __init__(self) -> None:
        self._holds: dict[str, Hold] = {}

    def hold(self, injection: Injection) -> Hold:
        """Return how closely an injection is held; without a date it is let go."""
        if injection.counts_for is None:
            return Hold.LET_GO
        return self._holds.get(injection.id, Hold.EXACT)

    def is_free(self, injection: Injection) -> bool:
        """Whether the program may find the dose for it."""
        return not injection.top_up and self.hold(injection) is Hold.LET_GO

    def loosen(self, slots: Sequence[Slot], unmatched: Iterable[Injection]) -> bool:
        """Hold those less closely that name a date on which nothing is planned.

        One that was let go stays so, whatever comes to be planned then: else this could go on for
        ever, since letting one go may shift the dates to and fro.

        Args:
            slots: all planned doses, in date order.
            unmatched: the injections that met no dose.

        Returns:
            Whether any is held less closely now.
        """
        before = dict(self._holds)
        for injection in unmatched:
            if self.hold(injection) is not Hold.LET_GO and not _is_planned(slots, injection):
                near = around(slots, injection)
                self._holds[injection.id] = Hold.NEAR if near else Hold.LET_GO
        return self._holds != before

    def by_date(self, pool: Iterable[Injection], hold: Hold) -> dict[date, Injection]:
        """Return the injections held so, by the date named; the first of several for one date.

        Args:
            pool: in order.
        """
        found: dict[date, Injection] = {}
        for injection in pool:
            if injection.counts_for and self.hold(injection) is hold:
                found.setdefault(injection.counts_for, injection)
        return found

    def pairs(self, slots: Sequence[Slot], pool: Iterable[Injection]) -> dict[int, Injection]:
        """Return, by place, the injections that count for one of these doses.

        Args:
            slots: in date order.
            pool: in order; the first of two for one dose is taken.
        """
        found: dict[int, Injection] = {}
        for injection in pool:
            hold = self.hold(injection)
            if hold is Hold.LET_GO:
                continue
            for place in around(slots, injection):
                exact = slots[place].planned == injection.counts_for
                if place not in found and (exact or hold is Hold.NEAR):
                    found[place] = injection
                    break
        return found


def around(slots: Sequence[Slot], injection: Injection) -> list[int]:
    """Return the places of the doses within half an interval of the date named, nearest first."""
    day = injection.counts_for
    if day is None:
        return []
    after = bisect_left(slots, day, key=lambda slot: slot.planned)
    places = range(max(0, after - 1), min(len(slots), after + 2))
    near = [place for place in places if slots[place].is_near(day)]
    return sorted(near, key=lambda place: abs(slots[place].planned - day))


def _is_planned(slots: Sequence[Slot], injection: Injection) -> bool:
    return any(slots[place].planned == injection.counts_for for place in around(slots, injection))
