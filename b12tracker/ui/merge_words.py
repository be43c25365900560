"""Words for merging another copy of the logbook."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from b12tracker.domain.facts import Fact
from b12tracker.storage.merge import Merge
from b12tracker.storage.rows import TABLES

from . import labels, share_words

ANOTHER_COPY = "This is another copy of the open logbook."
ONE_STEP = "Nothing is changed before you press the button. It is one step that can be undone."
MERGE_IT = "&Merge it into the open logbook…"
OPEN_IT = "&Open it instead"
NOTHING_NEW = "It holds nothing that is not here."
UNDECIDED = (
    "Decide each, or leave it: what is left stays as it is here, and is asked again at the next "
    "merge."
)
HERE, THERE = "Keep what is here", "Take the other"
ALL_HERE, ALL_THERE = "&Keep all that is here", "&Take all of the other copy"
NONE = "&Leave all undecided"
GONE_HERE, GONE_THERE = "Deleted here", "Deleted there"
ALIKE = "Both say the same, in other words."

NAMES_SHOWN = 12
"""More names help nobody; their number is said."""

Namer = Callable[[Fact], str]
"""Returns what a fact is called."""


def is_a_copy(name: str) -> str:
    """Return why a logbook that is to be opened may be merged instead."""
    return f"{name} is another copy of the open logbook, and holds what this one does not."


def summary(found: Merge) -> str:
    """Return “12 entries new here, 3 changed there; 40 the same; 2 only here, or newer here.”"""
    taken = [
        (len(found.new), f"{labels.counted(len(found.new), 'entry', 'entries')} new here"),
        (len(found.changed), f"{len(found.changed)} changed there"),
        (len(found.deleted), f"{len(found.deleted)} deleted there"),
    ]
    brought = ", ".join(words for number, words in taken if number)
    said = [brought] if brought else []
    said += [f"{len(found.same)} the same"] if found.same else []
    said += [f"{len(found.only_here)} only here, or newer here"] if found.only_here else []
    return f"{'; '.join(said)}." if said else ""


def new_lines(found: Merge) -> list[str]:
    """Return “3 injections, from 5 Jan 2026 to 3 Nov 2026” for each kind that is new."""
    return share_words.lines_of(found.new, Counter(TABLES[type(fact)] for fact in found.new))


def names(facts: Sequence[Fact], name: Namer) -> list[str]:
    """Return what some facts are called, and how many more there are."""
    shown = [name(fact) for fact in facts[:NAMES_SHOWN]]
    more = len(facts) - len(shown)
    return [*shown, f"{more} more"] if more else shown


def both_injected(days: Iterable[date]) -> str:
    """Return on which days each copy has an injection that the other does not; both are kept."""
    said = [labels.short_day(day) for day in days]
    if not said:
        return ""
    more = len(said) - NAMES_SHOWN
    said[NAMES_SHOWN:] = [labels.counted(more, "more day")] if more > 0 else []
    return (
        f"Each copy has an injection of its own on {labels.listed(said)}. Both are kept; "
        "if it was one injection, delete one of them in the Diary."
    )


def heading(number: int) -> str:
    """Return “2 entries were changed in both copies”."""
    return f"{labels.counted(number, 'entry was', 'entries were')} changed in both copies"


def not_listed(number: int) -> str:
    """Return how many more conflicts there are than can be listed."""
    others = labels.counted(number, "more is", "more are")
    return f"{others} not listed. The buttons above decide on all of them."


def done(found: Merge, name: str) -> str:
    """Return what was done, for the quiet line."""
    parts = [
        (len(found.new), "new"),
        (len(found.changed), "changed"),
        (len(found.deleted), "deleted"),
        (len(found.undecided), "left undecided"),
    ]
    said = ", ".join(f"{number} {what}" for number, what in parts if number)
    return f"{name} merged: {said or 'nothing new'}"
