"""A logbook as the content of a file, in the format and to the extent that is wanted."""

from dataclasses import dataclass, field
from datetime import date

from b12tracker import __version__, assets
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.coming import coming
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import judge

from .about_export import About
from .calendar_events import calendar_period, events, to_keep
from .calendar_file import calendar_file
from .csv_archive import logbook_to_zip
from .csv_tables import table_of
from .fhir_bundle import Cover, fhir_bundle
from .formats import Format
from .logbook_json import SharingError, logbook_to_json
from .selection import EVERYTHING, Selection, selected

NOT_LOCKED = (
    "This format cannot carry a password; a ZIP file of all tables, a copy of the logbook, and the "
    "report as PDF can."
)


def can_be_locked(wanted: Format, table: str | None = None) -> bool:
    """Whether an export can carry a password: a ZIP file of all tables, or a copy."""
    return wanted is Format.SQLITE or (wanted is Format.CSV and table is None)


@dataclass(frozen=True)
class Wish:
    """What somebody wants exported, and how.

    Attributes:
        table: the one table wanted as CSV; None for a ZIP of all of them.
        details: whether the titles in a calendar say what is to be done.
        password: what opens the file; empty for a file that anybody can open, and for a copy that
            opens as the logbook does.
        unlocked: whether a copy of a locked logbook needs no passphrase.

    Raises:
        ValueError: the format cannot carry a password.
    """

    format: Format
    selection: Selection = EVERYTHING
    table: str | None = None
    details: bool = False
    password: str = field(default="", repr=False)
    unlocked: bool = False

    def __post_init__(self) -> None:
        if self.password and not can_be_locked(self.format, self.table):
            raise ValueError(NOT_LOCKED)


@dataclass(frozen=True)
class Export:
    """What goes into a file.

    Attributes:
        keep: what is to be kept as facts once the file is written.
    """

    content: bytes
    keep: tuple[ExportedEvent, ...] = ()


def export(facts: Facts, wish: Wish, today: date, catalogue: Catalogue) -> Export:
    """Return what is wanted of a logbook as the content of a file; a copy in SQLite is not ours.

    Raises:
        SharingError: there is nothing that could be exported.
    """
    if wish.format is Format.ICS:
        return _calendar(facts, wish, today, catalogue)
    if wish.format is Format.FHIR:
        return Export(_document(facts, wish.selection, today).encode())
    about = About(today, wish.selection)
    chosen = selected(facts, wish.selection, today)
    if wish.format is Format.JSON:
        return Export(logbook_to_json(chosen, about.values).encode())
    if wish.table:
        return Export(table_of(chosen, wish.table, about).encode())
    return Export(logbook_to_zip(chosen, about, wish.password))


def _document(facts: Facts, selection: Selection, today: date) -> str:
    last = selection.last or today
    cover = Cover(today, last, selection.first, selection.notes, __version__)
    return fhir_bundle(facts, judge(facts, today), assets.vocabulary(), cover)


def _calendar(facts: Facts, wish: Wish, today: date, catalogue: Catalogue) -> Export:
    period = calendar_period(wish.selection, today)
    ahead = coming(facts, judge(facts, today))
    told = events(ahead, facts.exported_events, period, today)
    if not told:
        raise SharingError(
            f"Nothing is planned from {period.first} to {period.last}, so there is no calendar."
        )
    content = calendar_file(
        told, About(today, period), catalogue.with_own(facts), details=wish.details
    )
    return Export(content, to_keep(told, facts.exported_events))
