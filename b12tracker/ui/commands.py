"""What can be undone: a change of some facts, and a merge of another copy."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from b12tracker.domain.difference import Step
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.merge import Merge

Write = Callable[[], None]
"""Writes to the logbook, all of it or nothing; raises ``LogbookError``."""


def carry_out(logbook: Logbook, steps: Sequence[Step]) -> None:
    """Write what the steps lead to, all of it or nothing.

    Raises:
        LogbookError: the file could not be written, or a fact is no longer what the step knew.
    """
    logbook.write(
        put=[after for _, after in steps if after is not None],
        remove=[before for before, after in steps if before is not None and after is None],
        known=[(fact, before) for before, after in steps if (fact := before or after)],
    )


class Undoable(QUndoCommand):
    """Something that has just been done and can be undone and redone.

    What cannot be (the file is gone, or another window changed the entry) says so through
    ``complain`` and takes itself off the stack.
    """

    def __init__(
        self, text: str, again: Write, back: Write, complain: Callable[[str], None]
    ) -> None:
        super().__init__(text)
        self._again, self._back = again, back
        self._complain = complain
        self._done = True

    def redo(self) -> None:
        """Do it again; the first time it has been done already."""
        if self._done:
            self._done = False
            return
        self._attempt(self._again)

    def undo(self) -> None:
        """Bring back what was before."""
        self._attempt(self._back)

    def _attempt(self, write: Write) -> None:
        try:
            write()
        except LogbookError as error:
            self.setObsolete(True)
            self._complain(str(error))


class Change(Undoable):
    """A change of some facts."""

    def __init__(
        self, logbook: Logbook, text: str, steps: Sequence[Step], complain: Callable[[str], None]
    ) -> None:
        back = [(after, before) for before, after in reversed(steps)]
        super().__init__(
            text,
            lambda: carry_out(logbook, steps),
            lambda: carry_out(logbook, back),
            complain,
        )


class Merged(Undoable):
    """A merge of another copy.

    Undone, it leaves the very rows that were there, versions and all, so that the next merge finds
    everything to do again.
    """

    def __init__(
        self, logbook: Logbook, text: str, found: Merge, complain: Callable[[str], None]
    ) -> None:
        super().__init__(
            text,
            lambda: logbook.swap(found.before, found.after),
            lambda: logbook.swap(found.after, found.before),
            complain,
        )
