"""The planned doses of plans as they stand before anything is given."""

from datetime import date

from b12tracker.domain.course import Stretch, run_course
from b12tracker.domain.plan import Plan
from b12tracker.domain.schedule import Breaks, Slot


def planned_slots(plans: tuple[Plan, ...], until: date) -> list[Slot]:
    """Return the planned doses up to ``until``, and the first one after it."""
    slots = [outcome.slot for outcome in run_course(plans, (), Breaks(), until).outcomes]
    after = [place for place, slot in enumerate(slots) if slot.planned > until]
    return slots[: after[0] + 1] if after else slots


def stretches(plans: tuple[Plan, ...]) -> tuple[Stretch, ...]:
    """Return when each phase is in force."""
    return run_course(plans, (), Breaks(), date(2030, 1, 1)).stretches
