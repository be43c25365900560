"""Words for backups, which the window and the command line share."""

from b12tracker.domain.difference import Difference
from b12tracker.storage.backups import Reason

WHY = {
    Reason.DAY: "daily",
    Reason.MIGRATION: "before an update",
    Reason.IMPORT: "before an import",
    Reason.MERGE: "before a merge",
    Reason.RESTORE: "before a restore",
    Reason.PASSPHRASE: "passphrase set or changed",
    Reason.EXCHANGE: "file exchanged",
    Reason.ASKED: "made by hand",
}

WILL = (
    ("comes back", "come back"),
    ("is taken out", "are taken out"),
    ("is changed", "are changed"),
)
DID = (
    ("came back", "came back"),
    ("was taken out", "were taken out"),
    ("was changed", "were changed"),
)
"""One and many, of what only the backup holds, what only the logbook holds, and what differs."""

SAME = "The logbook holds exactly what this backup holds."


def what_changes(found: Difference, *, done: bool = False) -> str:
    """Return “12 entries come back, 3 are taken out, 1 is changed.” of a backup to be restored."""
    counts = (len(found.added), len(found.gone), len(found.changed))
    parts = [(n, verb[n != 1]) for n, verb in zip(counts, DID if done else WILL, strict=True) if n]
    if not parts:
        return SAME
    (first, verb), *others = parts
    said = [f"{first} {'entry' if first == 1 else 'entries'} {verb}"]
    return f"{', '.join([*said, *(f'{n} {verb}' for n, verb in others)])}."
