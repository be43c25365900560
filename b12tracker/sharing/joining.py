"""Taking facts from elsewhere into a logbook: what is new is taken, what is there is left."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import Any

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.identity import new_id
from b12tracker.domain.plain import plain
from b12tracker.domain.plan import Plan

from .own_words import with_keys_of

LISTS = tuple(field.name for field in fields(Facts) if field.name != "patient")
"""The kinds of facts, by their names in the exchange format."""


@dataclass(frozen=True)
class Joined:
    """What an import does: the facts to put, and how many of each kind were left.

    Attributes:
        left: counts by kind of what was there already, by id or as the same fact.
        refused: sentences on what could not be taken, and why.
    """

    put: tuple[Fact, ...]
    taken: dict[str, int]
    left: dict[str, int]
    refused: tuple[str, ...] = ()


def join(here: Facts, coming: Facts) -> Joined:
    """Return what is to be added to ``here`` so that it also holds ``coming``."""
    coming = _pointing_here(here, with_keys_of(here, coming))
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
                put.append(fact)
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


def _pointing_here(here: Facts, coming: Facts) -> Facts:
    """Let what points at a box or a phase that is here already point at the one that is here."""
    plans = tuple(_apart(plan, here) for plan in coming.plans)
    phases = {
        before.id: after.id
        for plan, other in zip(coming.plans, plans, strict=True)
        for before, after in zip(plan.phases, other.phases, strict=True)
    }
    known = {_sameness(box): box.id for box in here.boxes}
    boxes = {box.id: known.get(_sameness(box), box.id) for box in coming.boxes}
    return replace(
        coming,
        plans=plans,
        injections=tuple(
            replace(one, box=boxes.get(one.box, one.box)) if one.box else one
            for one in coming.injections
        ),
        lab_checks=tuple(
            replace(check, phase=phases.get(check.phase, check.phase))
            for check in coming.lab_checks
        ),
    )


def _apart(plan: Plan, here: Facts) -> Plan:
    """Give a plan the phases of the same one here, or its own: never those of another."""
    if any(plan.id == other.id for other in here.plans):
        return plan
    same = next((other for other in here.plans if _sameness(other) == _sameness(plan)), None)
    if same:
        return replace(plan, phases=same.phases)
    there = {phase.id for other in here.plans for phase in other.phases}
    phases = (replace(one, id=new_id()) if one.id in there else one for one in plan.phases)
    return replace(plan, phases=tuple(phases))


def _patient(here: Patient, coming: Patient) -> Patient:
    """Fill in what is not known here; what is known here stays."""
    more = tuple(key for key in coming.follows if key not in here.follows)
    return replace(
        here,
        name=here.name or coming.name,
        birth_date=here.birth_date or coming.birth_date,
        sex=here.sex or coming.sex,
        follows=here.follows + more,
        sites=here.sites or coming.sites,
        reorder_days=coming.reorder_days if here.reorder_days is None else here.reorder_days,
    )
