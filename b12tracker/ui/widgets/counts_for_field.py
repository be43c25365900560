"""Which planned dose an injection counts for, where the user knows better than the plan."""

from collections.abc import Iterable
from datetime import date

from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import PlannedDose
from b12tracker.ui import labels

from .fields import Choice

TOP_UP = "top_up"

MATCHED = "The dose that the plan finds for it"


class CountsForField(Choice):
    """Offers the planned doses within two intervals of a date."""

    def __init__(self, doses: Iterable[PlannedDose], injection: Injection | None) -> None:
        super().__init__("Counts for", [], nothing=MATCHED)
        self._doses = tuple(doses)
        self._said_before = _said(injection)

    @property
    def says_more(self) -> bool:
        """Whether the injection to correct says so already."""
        return self._said_before is not None

    @property
    def top_up(self) -> bool:
        """Whether the user says that it meets no planned dose."""
        return self.chosen(str) == TOP_UP

    @property
    def counts_for(self) -> date | None:
        """The planned date that the user says it counts for."""
        chosen = self.chosen(str)
        return None if chosen in (None, TOP_UP) else date.fromisoformat(chosen)

    def offer(self, day: date | None) -> None:
        """Offer the doses planned around a day; what was chosen stays so."""
        chosen = self.chosen(str) or self._said_before
        self.clear()
        self.addItem(MATCHED, None)
        self.addItem("No planned dose: a top-up", TOP_UP)
        for dose in self._around(day) if day else ():
            status = labels.STATUS[dose.status]
            words = f"The dose planned on {labels.short_day(dose.planned)} ({status})"
            self.addItem(words, dose.planned.isoformat())
        if chosen and chosen != TOP_UP and self.findData(chosen) < 0:
            self.addItem(f"The dose planned on {chosen}", chosen)
        self.choose(chosen)

    def _around(self, day: date) -> list[PlannedDose]:
        return [
            dose
            for dose in self._doses
            if abs((dose.planned - day).days) <= 2 * dose.slot.interval_days
        ]


def _said(injection: Injection | None) -> str | None:
    """Return what was said before about what the injection counts for."""
    if injection is None:
        return None
    if injection.top_up:
        return TOP_UP
    return injection.counts_for.isoformat() if injection.counts_for else None
