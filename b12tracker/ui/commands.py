"""One undoable change: some facts before, and the same facts after."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from b12tracker.domain.difference import Step
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook

STALE = "That entry was changed elsewhere meanwhile, so it was left as it is."


def carry_out(logbook: Logbook, steps: Sequence[Step]) -> None:
    """Write what the steps lead to, all of it or nothing.

    Raises:
        LogbookError: the file could not be written, or a fact is no longer what the step knew.
    """
    for before, after in steps:
        known = before or after
        if known is not None and logbook.find(known) != before:
            raise LogbookError(STALE)
    logbook.write(
        put=[after for _, after in steps if after is not None],
        remove=[before for before, after in steps if before is not None and after is None],
    )


class Change(QUndoCommand):
    """A change that has just been carried out and can be undone and redone.

    One that cannot be (the file is gone, or another window changed the entry) says so through
    ``complain`` and takes itself off the stack.
    """

    def __init__(
        self, logbook: Logbook, text: str, steps: Sequence[Step], complain: Callable[[str], None]
    ) -> None:
        super().__init__(text)
        self._logbook = logbook
        self._forward = list(steps)
        self._back = [(after, before) for before, after in reversed(steps)]
        self._complain = complain
        self._done = True

    def redo(self) -> None:
        """Carry the change out again; the first time it has been already."""
        if self._done:
            self._done = False
            return
        self._attempt(self._forward)

    def undo(self) -> None:
        """Bring back what was before."""
        self._attempt(self._back)

    def _attempt(self, steps: Sequence[Step]) -> None:
        try:
            carry_out(self._logbook, steps)
        except LogbookError as error:
            self.setObsolete(True)
            self._complain(str(error))
