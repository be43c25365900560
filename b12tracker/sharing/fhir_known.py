"""What a FHIR file tells again: the logbook has it already, from elsewhere or typed by hand."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Injection
from b12tracker.domain.labs import LabResult

from .pasted_injections import contradict, likeness

T = TypeVar("T", LabResult, Injection)


def known_again(here: Facts, coming: Facts) -> Facts:
    """Return what is coming, with the ids of those facts that the logbook has already.

    A result is there if the logbook has the same value of its marker on its day; an injection, if
    the logbook has one on its day that does not contradict it. Each fact there answers for one.
    """
    return replace(
        coming,
        lab_results=tuple(_known(here.lab_results, coming.lab_results, _measured, _first)),
        injections=tuple(_known(here.injections, coming.injections, _day, _most_alike)),
    )


def _known(
    here: Iterable[T],
    coming: Iterable[T],
    about: Callable[[T], Hashable],
    answer: Callable[[list[T], T], T | None],
) -> Iterable[T]:
    ids = {fact.id for fact in here}
    told = {fact.id for fact in coming}
    there: dict[Hashable, list[T]] = defaultdict(list)
    for fact in here:
        if fact.id not in told:
            there[about(fact)].append(fact)
    for fact in coming:
        same = None if fact.id in ids else answer(there[about(fact)], fact)
        if same is not None:
            there[about(fact)].remove(same)
        yield replace(fact, id=same.id) if same else fact


def _measured(result: LabResult) -> Hashable:
    return result.marker, result.collected_on, result.value, result.unit, result.comparator


def _first(there: list[LabResult], _: LabResult) -> LabResult | None:
    return there[0] if there else None


def _day(injection: Injection) -> date:
    return injection.given_on


def _most_alike(there: list[Injection], coming: Injection) -> Injection | None:
    fitting = [one for one in there if not contradict(one, coming)]
    return max(fitting, key=lambda one: likeness(one, coming), default=None)
