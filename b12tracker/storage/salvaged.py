"""What came back from a damaged logbook, and how that is told."""

from collections.abc import Mapping
from dataclasses import dataclass

NAMES = {
    "patient": ("what is said about you", ""),
    "plans": ("plan", "plans"),
    "phases": ("phase of a plan", "phases of plans"),
    "injections": ("injection", "injections"),
    "symptoms": ("symptom entry", "symptom entries"),
    "lab_results": ("lab result", "lab results"),
    "pauses": ("pause", "pauses"),
    "not_recorded": ("time nobody recorded", "times nobody recorded"),
    "skips": ("skipped dose", "skipped doses"),
    "moves": ("moved dose", "moved doses"),
    "own_symptoms": ("symptom of your own", "symptoms of your own"),
    "own_markers": ("marker of your own", "markers of your own"),
    "lab_checks": ("lab check", "lab checks"),
    "boxes": ("box", "boxes"),
    "appointments": ("appointment", "appointments"),
    "exported_events": ("calendar event", "calendar events"),
}
"""One entry of each list, and several."""

MANY = 6
"""More lists than these are not named one by one."""

LOOK_THROUGH = (
    "Damage can change single words and figures without a trace: look through the entries, "
    "and keep the damaged file until you have."
)


@dataclass(frozen=True)
class Salvaged:
    """What was recovered. Entries are counted by the table they are kept in.

    Attributes:
        came: entries that came back.
        lost: entries that were there and could not be read.
        doubtful: lists of which it is not known whether more was in them.
        perhaps_deleted: entries on pages that were perhaps given up before.
        headless: plans of which only the phases came back.
        was_damaged: whether anything was wrong with the file at all.
    """

    came: Mapping[str, int]
    lost: Mapping[str, int]
    doubtful: frozenset[str]
    perhaps_deleted: int = 0
    headless: int = 0
    was_damaged: bool = True

    @property
    def is_complete(self) -> bool:
        """Whether every entry is known to have come back."""
        return not (self.lost or self.doubtful or self.headless)

    @property
    def lines(self) -> tuple[str, ...]:
        """A sentence for each thing to know."""
        return (
            f"Came back: {counted(self.came)}.",
            *self._of_what_is_missing(),
            *([LOOK_THROUGH] if self.was_damaged else []),
        )

    def _of_what_is_missing(self) -> list[str]:
        said = []
        if self.lost:
            said.append(f"Could not be read: {counted(self.lost)}.")
        if self.doubtful:
            said.append(f"More may be missing of: {self._lists_in_doubt}.")
        else:
            said.append("All other entries are there." if self.lost else "Every entry is there.")
        if self.headless:
            said.append(
                "Of a plan only the phases came back, not why and by whom it was prescribed."
            )
        if self.perhaps_deleted:
            said.append(f"{self.perhaps_deleted} of them may be entries that had been deleted.")
        return said

    @property
    def _lists_in_doubt(self) -> str:
        if len(self.doubtful) > MANY:
            return "every kind of entry"
        named = (NAMES[table] for table in NAMES if table in self.doubtful)
        return ", ".join(several or one for one, several in named)


def counted(counts: Mapping[str, int]) -> str:
    """Return how many of what: “1 plan, 30 injections”."""
    return (
        ", ".join(_named(table, counts[table]) for table in NAMES if counts.get(table)) or "nothing"
    )


def _named(table: str, number: int) -> str:
    one, several = NAMES[table]
    return f"{number} {one if number == 1 else several}" if several else one
