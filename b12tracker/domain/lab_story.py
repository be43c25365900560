"""Every lab result with where in the cycle it was drawn, and how it reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .catalogue import Catalogue
from .course import Stretch
from .facts import Facts
from .judgement import Judgement
from .labs import LabResult
from .markers import LabUnit, Marker
from .plan import Phase
from .reading import Basis, Ends, Reading, read_result

FIRST = ("mma", "homocysteine", "hemoglobin", "b12_active", "b12_total")
"""The markers that tell most about the effect come first."""

BESIDE_DAYS = 90
"""A result is read beside another drawn at most so many days before or after. Our own judgement."""


@dataclass(frozen=True)
class CyclePlace:
    """Where in the cycle blood was drawn.

    Attributes:
        days: since the last injection, 0 on its day; None before the first.
        phase: the one in force, or the one that ended last; None before the first.
        over: that phase had ended and no other had begun.
    """

    days: int | None = None
    phase: Phase | None = None
    over: bool = False

    @property
    def on_treatment(self) -> bool:
        """Whether an injection was given before."""
        return self.days is not None


@dataclass(frozen=True)
class ToldResult:
    """A result with all there is to say about it.

    Attributes:
        marker: None where it, or the unit reported, is not known; such a result cannot be drawn.
    """

    result: LabResult
    marker: Marker | None
    place: CyclePlace
    reading: Reading

    @property
    def on(self) -> date:
        """The collection date."""
        return self.result.collected_on

    def value_in(self, unit: LabUnit) -> float:
        """Return the value in another unit of its marker."""
        if self.marker is None:
            return self.result.value
        return self.marker.convert(self.result.value, self.result.unit, unit.ucum)


@dataclass(frozen=True)
class LabTaste:
    """How a user likes results drawn.

    Attributes:
        units: the unit of a marker, by its key; else that of the latest result.
        hidden: keys of the markers that are left out of the timeline.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


USUAL_TASTE = LabTaste()
"""What holds while the user has not chosen."""


def place_in_cycle(
    result: LabResult, given: Sequence[date], stretches: Sequence[Stretch]
) -> CyclePlace:
    """Return where in the cycle a result was drawn.

    A draw on the day of an injection is on day 0, unless it was before that injection.

    Args:
        given: the dates of all injections, in order.
    """
    on = result.collected_on
    before = (bisect_left if result.before_injection else bisect_right)(given, on)
    days = (on - given[before - 1]).days if before else None
    begun = [stretch for stretch in stretches if stretch.start <= on]
    if not begun:
        return CyclePlace(days)
    ends = begun[-1].asks_until
    return CyclePlace(days, begun[-1].phase, over=ends is not None and ends <= on)


def tell_labs(facts: Facts, judgement: Judgement, catalogue: Catalogue) -> tuple[ToldResult, ...]:
    """Return every result in the order of the collection dates."""
    given = sorted(injection.given_on for injection in facts.injections)
    told = []
    for result in sorted(facts.lab_results, key=lambda one: (one.collected_on, one.id)):
        marker = catalogue.marker.get(result.marker)
        known = marker if marker and marker.knows(result.unit) else None
        place = place_in_cycle(result, given, judgement.stretches)
        reading = read_result(result, marker, facts.patient, place.on_treatment)
        told.append(ToldResult(result, known, place, reading))
    return tuple(told)


def by_marker(told: Iterable[ToldResult], catalogue: Catalogue) -> dict[Marker, list[ToldResult]]:
    """Return the results of each marker that is known, those that tell most first."""
    found: dict[str, list[ToldResult]] = {}
    for one in told:
        if one.marker:
            found.setdefault(one.marker.key, []).append(one)
    first = [key for key in FIRST if key in found]
    others = [key for key in catalogue.marker if key in found and key not in first]
    return {catalogue.marker[key]: found[key] for key in (*first, *others)}


def unit_drawn(marker: Marker, told: Sequence[ToldResult], taste: LabTaste) -> LabUnit:
    """Return the unit a marker's results are drawn in: the one chosen, else the latest's."""
    chosen = taste.units.get(marker.key, "")
    return marker.unit(chosen if marker.knows(chosen) else told[-1].result.unit)


def read_beside(one: ToldResult, told: Iterable[ToldResult]) -> list[ToldResult]:
    """Return what a result is read with: of each marker beside it the result drawn nearest."""
    wanted = one.marker.beside if one.marker else ()
    near = [other for other in told if abs((other.on - one.on).days) <= BESIDE_DAYS]
    found = []
    for key in wanted:
        of_key = [other for other in near if other.result.marker == key]
        nearest = min(of_key, key=lambda other: abs(other.on - one.on), default=None)
        found += [nearest] if nearest else []
    return found


def range_of(one: ToldResult) -> Ends | None:
    """Return the range a result is read against, in the unit reported; None without one."""
    if one.reading.basis is Basis.TREATMENT:
        return None
    published = one.reading.published
    return published.ends if published else one.result.range
