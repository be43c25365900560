"""An injection: a dose that was really given."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from .identity import new_id

LARGEST_DOSE_UG = 30_000.0
"""The largest dose of one injection that is accepted, in µg: a guard against slips of the pen."""


class Substance(StrEnum):
    """The form of vitamin B12 in the ampoule."""

    CYANOCOBALAMIN = "cyanocobalamin"
    HYDROXOCOBALAMIN = "hydroxocobalamin"
    MECOBALAMIN = "mecobalamin"
    ADENOSYLCOBALAMIN = "adenosylcobalamin"
    OTHER = "other"


class Route(StrEnum):
    """How the dose enters: into a muscle, or under the skin."""

    INTRAMUSCULAR = "IM"
    SUBCUTANEOUS = "SC"


class Site(StrEnum):
    """Where on the body, by the codes of HL7 table 0163."""

    LEFT_VASTUS_LATERALIS = "LVL"
    RIGHT_VASTUS_LATERALIS = "RVL"
    LEFT_DELTOID = "LD"
    RIGHT_DELTOID = "RD"
    LEFT_VENTROGLUTEAL = "LVG"
    RIGHT_VENTROGLUTEAL = "RVG"
    LEFT_GLUTEUS_MEDIUS = "LG"
    RIGHT_GLUTEUS_MEDIUS = "RG"
    LEFT_LOWER_ABDOMEN = "LLAQ"
    RIGHT_LOWER_ABDOMEN = "RLAQ"
    LEFT_THIGH = "LT"
    RIGHT_THIGH = "RT"
    LEFT_UPPER_ARM = "LUA"
    RIGHT_UPPER_ARM = "RUA"


class GivenBy(StrEnum):
    """Who held the syringe."""

    SELF = "self"
    FAMILY = "family"
    NURSE = "nurse"
    OTHER = "other"


@dataclass(frozen=True)
class Injection:
    """One dose given. Only the date is required.

    Attributes:
        given_on: the local calendar date.
        about: the date is remembered, not known.
        given_at: local time of day; orders two injections of one day and decides nothing else.
        dose_ug: the dose in µg, above 0 and at most 30,000.
        lot: the batch printed on the ampoule.
        box: the id of the box it was taken from.
        top_up: the user says that it meets no planned dose.
        counts_for: the user says that it meets the dose planned on this date.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """

    given_on: date
    about: bool = False
    given_at: time | None = None
    dose_ug: float | None = None
    substance: Substance | None = None
    route: Route | None = None
    site: Site | None = None
    lot: str = ""
    box: str | None = None
    given_by: GivenBy | None = None
    reactions: tuple[str, ...] = ()
    top_up: bool = False
    counts_for: date | None = None
    note: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        check_dose(self.dose_ug)
        if self.top_up and self.counts_for:
            raise ValueError("An injection is either a top-up or counts for a dose, not both.")

    @property
    def order(self) -> tuple[date, time, str]:
        """The order in which injections are looked at: by date, then time, then id."""
        return (self.given_on, self.given_at or time.min, self.id)


def check_dose(dose_ug: float | None) -> None:
    """Refuse a dose in µg that cannot be.

    Raises:
        ValueError: the dose is not above 0, or above 30,000 µg.
    """
    if dose_ug is None:
        return
    if not 0 < dose_ug <= LARGEST_DOSE_UG:
        raise ValueError("The dose must be more than 0 and at most 30 mg (30,000 µg).")


def latest(injections: tuple[Injection, ...], today: date) -> Injection | None:
    """Return the last injection given up to ``today``, if there is one."""
    given = [injection for injection in injections if injection.given_on <= today]
    return max(given, key=lambda injection: injection.order, default=None)
