"""Words for pasted rows: what becomes of them, and how they are read."""

from b12tracker.domain.injection import Injection
from b12tracker.sharing.pasted_columns import Field
from b12tracker.sharing.pasted_dates import DateOrder
from b12tracker.sharing.pasted_injections import Outcome, Preview, RowRead

from . import labels
from .site_words import site_short

FIELDS = {
    Field.DATE: "Date",
    Field.TIME: "Time of day",
    Field.DOSE: "Dose",
    Field.SUBSTANCE: "Substance",
    Field.ROUTE: "Route",
    Field.SITE: "Site",
    Field.LOT: "Lot (batch)",
    Field.GIVEN_BY: "Given by",
    Field.NOTE: "Note",
}

OUTCOME = {
    Outcome.TAKEN: "+  Will be added",
    Outcome.THERE: "=  There already",
    Outcome.REFUSED: "!  Cannot be read",
}

ORDERS = [(True, "Day first: 3/4 is 3 April"), (False, "Month first: 3/4 is March 4")]
UNITS = [(1000.0, "mg"), (1.0, "µg")]

NO_ROWS = "What you paste is shown here, row by row, before anything is added."
NO_DATES = "Choose “Date” above the column that holds the dates."
NO_UNIT = "Choose the unit of the doses above."
NOTHING_NEW = "There is nothing to add."


def column_name(place: int, heading: str) -> str:
    """Return a column's heading, or its number; ``place`` counts from 0."""
    return heading or f"Column {place + 1}"


def row_words(read: RowRead) -> tuple[str, str]:
    """Return what becomes of a row, and how it is read or why it is not taken."""
    injection = read.injection if read.outcome is Outcome.TAKEN else None
    said = [understood(injection)] if injection else []
    return OUTCOME[read.outcome], ". ".join([*said, " ".join(read.remarks)]).removesuffix(". ")


def understood(injection: Injection) -> str:
    """Return “about 13 Feb 2024, 08:30 · 1 mg · IM · left thigh”, as far as it is known."""
    about = "about " if injection.about else ""
    at = f", {injection.given_at:%H:%M}" if injection.given_at else ""
    dosed = injection.dose_ug or injection.substance
    said = (
        f"{about}{labels.short_day(injection.given_on)}{at}",
        labels.injection_text(injection) if dosed else "",
        injection.route or "",
        site_short(injection.site),
    )
    return " · ".join(filter(None, said))


def order_words(order: DateOrder) -> str:
    """Return why the dates are read in their order."""
    first = "day" if order.day_first else "month"
    if order.shown_by:
        return f"“{order.shown_by}” shows that the {first} comes first."
    return f"The dates fit both ways. This computer writes the {first} first."


def outcome(preview: Preview, has_dates: bool) -> str:
    """Return what will be done, and what is still to be chosen.

    Args:
        has_dates: whether some column is read as the date.
    """
    if not preview.rows:
        return ""
    if not has_dates:
        return NO_DATES
    counted = _counts(preview, "will be added", ("is", "are"), "cannot be read")
    return f"{counted}. {NO_UNIT}" if preview.needs_unit else f"{counted}."


def done(preview: Preview) -> str:
    """Return what was done, for the quiet line."""
    return _counts(preview, "added", ("was", "were"), "could not be read")


def _counts(preview: Preview, added: str, be: tuple[str, str], unread: str) -> str:
    """Return “2 injections added, 1 was in the logbook already, 1 could not be read”."""
    taken, there, refused = (preview.count(one) for one in Outcome)
    parts = [f"{labels.counted(taken, 'injection') if taken else 'No injection'} {added}"]
    if there:
        parts.append(f"{there} {be[there > 1]} in the logbook already")
    if refused:
        parts.append(f"{refused} {unread}")
    return ", ".join(parts)


def add_button(taken: int) -> str:
    """Return the words on the button that adds."""
    return f"&Add {labels.counted(taken, 'injection')}" if taken else "&Add injections"
