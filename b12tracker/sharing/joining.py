"""Taking facts from elsewhere into a logbook: what is new is taken, what is there is left."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import Any

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.identity import new_id
from b12tracker.domain.plain import plain
from b12tracker.domain.plan import Plan

LISTS = tuple(field.name for field in fields(Facts) if field.name != "patient")
"""The kinds of facts, by their names in the exchange format."""


@dataclass(frozen=True)
class Joined:
    """What an import does: the facts to put, and how many of each kind were left.

    Attributes:
        left: counts by kind of what was there already, by id or as the same fact.
    """

    put: tuple[Fact, ...]
    taken: dict[str, int]
    left: dict[str, int]


def join(here: Facts, coming: Facts) -> Joined:
    """Return what is to be added to ``here`` so that it also holds ``coming``."""
    put: list[Fact] = []
    taken: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for name in LISTS:
        known = {_sameness(fact) for fact in getattr(here, name)}
        ids = {fact.id for fact in here.entries}
        for fact in getattr(coming, name):
            if fact.id in ids or _sameness(fact) in known:
                left[name] += 1
            else:
                put.append(_apart(fact, here))
                taken[name] += 1
    patient = _patient(here.patient, coming.patient)
    if patient != here.patient:
        put.insert(0, patient)
        taken["patient"] = 1
    return Joined(tuple(put), dict(taken), dict(left))


def _sameness(fact: Fact) -> str:
    """Two facts are the same when they say the same, whatever their ids."""
    return repr(_without_ids(plain(fact)))


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(item) for key, item in value.items() if key != "id"}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value


def _apart(fact: Fact, here: Facts) -> Fact:
    """Give a plan phases of its own: it must not take those of a plan that is here."""
    if not isinstance(fact, Plan):
        return fact
    there = {phase.id for plan in here.plans for phase in plan.phases}
    phases = (replace(one, id=new_id()) if one.id in there else one for one in fact.phases)
    return replace(fact, phases=tuple(phases))


def _patient(here: Patient, coming: Patient) -> Patient:
    """Fill in what is not known here; what is known here stays."""
    more = tuple(key for key in coming.follows if key not in here.follows)
    return replace(
        here,
        name=here.name or coming.name,
        birth_date=here.birth_date or coming.birth_date,
        sex=here.sex or coming.sex,
        follows=here.follows + more,
    )
