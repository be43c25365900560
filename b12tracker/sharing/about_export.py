"""What every export says of itself: when, by what version, for which period, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from b12tracker import __version__

from .selection import EVERYTHING, Selection

SELF_REPORTED = "Self-reported by the patient."


@dataclass(frozen=True)
class About:
    """Where an export comes from.

    Attributes:
        on: the day on which it was made.
    """

    on: date
    selection: Selection = EVERYTHING
    version: str = __version__

    @property
    def values(self) -> Mapping[str, str | bool | None]:
        """The same as plain values, by their names in the exchange formats."""
        return {
            "on": self.on.isoformat(),
            "by": self.program,
            "from": _iso(self.selection.first),
            "to": _iso(self.selection.last),
            "notes": self.selection.notes,
            "says": SELF_REPORTED,
        }

    @property
    def program(self) -> str:
        """The program and its version."""
        return f"B12 Tracker {self.version}"

    @property
    def sentence(self) -> str:
        """The same in one line."""
        notes = "" if self.selection.notes else " Notes are left out."
        said = f"Exported on {self.on} by {self.program}, {self.period}.{notes}"
        return f"{SELF_REPORTED} {said}"

    @property
    def period(self) -> str:
        """The period in words."""
        first, last = self.selection.first, self.selection.last
        if first and last:
            return f"from {first} to {last}"
        if first:
            return f"from {first} on"
        return f"up to {last}" if last else "all dates"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
