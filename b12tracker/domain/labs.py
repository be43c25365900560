"""Lab results: what a laboratory measured, as it was reported."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isfinite

from .identity import check_own, new_id


class Comparator(StrEnum):
    """A value outside what the method can measure is reported as below or above a limit."""

    BELOW = "<"
    ABOVE = ">"


@dataclass(frozen=True)
class OwnMarker:
    """A marker that the user added, always in one unit.

    Raises:
        ValueError: it lacks a name or a unit, or its key is one of the program's own.
    """

    key: str
    name: str
    unit: str
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        check_own(self.key, self.name)
        if not self.unit:
            raise ValueError("Say in which unit the laboratory reports it.")


@dataclass(frozen=True)
class LabResult:
    """One value of one marker on a collection date, in the unit reported.

    Attributes:
        marker: the marker's key.
        value: not negative, in ``unit``.
        unit: a UCUM code.
        range_low, range_high: the laboratory's own range; either side may be open. A range of
            0 to 0, which some portals send, is none.
        flag: the laboratory's own mark, such as L or H.
        before_injection: drawn before the injection of the same day.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """

    collected_on: date
    marker: str
    value: float
    unit: str
    comparator: Comparator | None = None
    range_low: float | None = None
    range_high: float | None = None
    flag: str = ""
    laboratory: str = ""
    before_injection: bool = False
    note: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        for number in (self.value, self.range_low, self.range_high):
            if number is not None and not (isfinite(number) and number >= 0):
                raise ValueError("A laboratory value is a number that is not negative.")
        if not self.unit:
            raise ValueError("Choose the unit the laboratory reported.")
        if None not in (self.range_low, self.range_high) and self.range_low > self.range_high:  # type: ignore[operator]
            raise ValueError("The low end of the range lies above the high end.")

    @property
    def range(self) -> tuple[float | None, float | None] | None:
        """The laboratory's range, or None where it gave none (0 to 0 is none)."""
        given = (self.range_low, self.range_high)
        return None if given in ((None, None), (0, 0)) else given
