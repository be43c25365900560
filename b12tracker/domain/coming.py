"""What is to come: the planned doses and lab checks of the days ahead, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, takewhile
from uuid import UUID, uuid5

from .course import Stretch
from .facts import Facts
from .judgement import Judgement
from .lab_checks import LabCheck
from .planned_checks import PlannedCheck, check_dates, planned_checks
from .schedule import Slot


@dataclass(frozen=True)
class Coming:
    """A planned dose or lab check that can still be done.

    Attributes:
        asked_by: the planned date of a phase, or the lab check.
        key: the same for this one of its phase or lab check, whatever day it is put on.
    """

    on: date
    asked_by: Slot | LabCheck
    key: str


def coming(facts: Facts, judgement: Judgement) -> tuple[Coming, ...]:
    """Return the open doses and lab checks from today on, as far as the judgement looks ahead.

    What has passed without being done is left out: nobody can be reminded of it in time.
    """
    found = [*_doses(judgement), *_checks(facts, judgement)]
    ahead = (one for one in found if one.on >= judgement.today)
    return tuple(sorted(ahead, key=lambda one: (one.on, one.key)))


def _doses(judgement: Judgement) -> Iterator[Coming]:
    for dose in judgement.doses:
        if dose.is_open:
            slot = dose.slot
            yield Coming(dose.planned, slot, _key(slot.phase.id, slot.ordinal))


def _checks(facts: Facts, judgement: Judgement) -> Iterator[Coming]:
    """Yield the checks that are not done: those that are judged, and the later ones."""
    last = judgement.looks_to
    stretches = {stretch.phase.id: stretch for stretch in judgement.stretches}
    judged = planned_checks(facts, judgement)
    for check in facts.lab_checks:
        if check.phase in stretches:
            own = [one for one in judged if one.check.id == check.id]
            yield from _of_check(check, stretches[check.phase], own, last)


def _of_check(
    check: LabCheck, stretch: Stretch, judged: list[PlannedCheck], last: date
) -> Iterator[Coming]:
    dates = takewhile(lambda day: day <= last, check_dates(check, stretch))
    for ordinal, day in zip(count(), dates, strict=False):
        if ordinal >= len(judged) or judged[ordinal].is_open:
            yield Coming(day, check, _key(check.id, ordinal))


def _key(owner: str, ordinal: int) -> str:
    return str(uuid5(UUID(owner), str(ordinal)))
