"""The symptom entries so far: what stands on a date already, what came before, what is worse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .symptoms import Observer, Recall, SymptomEntry

Kind = tuple[Observer, Recall]
"""Who scored, and what of: entries of two kinds are never compared."""

DAILY: Kind = (Observer.SELF, Recall.DAY)
"""The daily question, answered by the patient."""


def kind_of(entry: SymptomEntry) -> Kind:
    """Return who scored, and what of."""
    return entry.observer, entry.recall


@dataclass(frozen=True)
class EntriesSoFar:
    """What is known while an entry is asked for.

    Attributes:
        changes: the entry that is being changed; None for a new one.
    """

    entries: tuple[SymptomEntry, ...] = ()
    changes: SymptomEntry | None = None

    def logged_already(self, on: date, kind: Kind) -> SymptomEntry | None:
        """Return the entry of a date and kind, which a second one would double.

        Two that a file brought can both be changed, as long as they keep their date and kind.
        """
        changes = self.changes
        if changes and (changes.on, kind_of(changes)) == (on, kind):
            return None
        found = (entry for entry in self._others(kind) if entry.on == on)
        return min(found, key=lambda entry: entry.id, default=None)

    def before(self, on: date, kind: Kind) -> SymptomEntry | None:
        """Return the last entry of a kind before a date."""
        return next(reversed(self._earlier(on, kind)), None)

    def new_or_worse(self, on: date, kind: Kind, scores: Mapping[str, int]) -> list[str]:
        """Return the keys scored above their last score before the date, or for the first time.

        A symptom left out of an entry is a gap: its last score is looked for further back. A 0
        is never new, and what the entry to change said before is not new either.
        """
        last: dict[str, int] = {}
        for entry in self._earlier(on, kind):
            last.update(entry.scores)
        if self.changes:
            last.update(self.changes.scores)
        return [key for key, severity in scores.items() if severity > last.get(key, 0)]

    def _others(self, kind: Kind) -> Iterator[SymptomEntry]:
        for entry in self.entries:
            if entry != self.changes and kind_of(entry) == kind:
                yield entry

    def _earlier(self, on: date, kind: Kind) -> list[SymptomEntry]:
        """Return the entries of a kind before a date, the last one last."""
        found = (entry for entry in self._others(kind) if entry.on < on)
        return sorted(found, key=lambda entry: (entry.on, entry.id))
