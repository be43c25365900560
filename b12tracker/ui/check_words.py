"""The sentences about lab checks: what was agreed, and what became of each date."""

from datetime import date

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.plan import Phase
from b12tracker.domain.planned_checks import CheckStatus, PlannedCheck

from . import labels


def what(keys: tuple[str, ...], catalogue: Catalogue) -> str:
    """Return the markers, short: “Hb, MCV and MMA”."""
    known = catalogue.marker
    return labels.sentence(
        labels.listed([known[key].short if key in known else key for key in keys])
    )


def agreed(check: LabCheck, phase: Phase | None) -> str:
    """Return when it is to be done: “8 weeks after the first dose of Repletion, then yearly”."""
    name = labels.phase_name(phase) if phase else "a phase that is gone"
    after = labels.length(check.first_after_days)
    first = f"{after} after" if check.first_after_days else "With"
    said = f"{first} the first dose of {name}"
    if check.then_every:
        said += f", then {labels.rhythm(check.then_every)}"
    if check.before_injection:
        said += "; blood drawn before the injection"
    return labels.sentence(said)


def outcome(planned: PlannedCheck, today: date, catalogue: Catalogue) -> str:
    """Return what became of one date, or when it is to be done."""
    day = labels.short_day(planned.planned)
    window = f"from {labels.short_day(planned.first)} to {labels.short_day(planned.last)}"
    match planned.status:
        case CheckStatus.DONE:
            drawn = max(result.collected_on for result in planned.results)
            return f"{day}: done on {labels.short_day(drawn)}"
        case CheckStatus.MISSED:
            return f"{day}: missed{_without(planned, catalogue)}"
        case CheckStatus.OVERDUE:
            return f"{day}: overdue{_without(planned, catalogue)}{_before(planned, today)}"
        case CheckStatus.DUE:
            return f"{day}: due, {window}{_without(planned, catalogue)}{_before(planned, today)}"
        case CheckStatus.BOOK:
            return f"{day}: time to book; {window}{_before(planned, today)}"
    return f"{day}: {window}{_before(planned, today)}"


def reminder(planned: PlannedCheck, today: date, catalogue: Catalogue) -> str:
    """Return the sentence of Overview for a check that is to be booked or done."""
    said = what(planned.missing, catalogue)
    day = labels.plain_day(planned.planned, today)
    last = labels.plain_day(planned.last, today)
    if planned.status is CheckStatus.BOOK:
        return f"Time to book a lab check: {said}, planned for {day}{_before(planned, today)}"
    if planned.status is CheckStatus.DUE:
        return f"Lab check due until {last}: {said}{_before(planned, today)}"
    return f"Lab check overdue since {last}: {said}"


def _without(planned: PlannedCheck, catalogue: Catalogue) -> str:
    """Say what is still to be measured where some of it was."""
    return f", without {what(planned.missing, catalogue)}" if planned.results else ""


def _before(planned: PlannedCheck, today: date) -> str:
    if not planned.check.before_injection:
        return ""
    if planned.before_dose is None:
        return "; draw the blood before the injection"
    day = labels.plain_day(planned.before_dose, today)
    return f"; draw the blood before the injection planned for {day}"
