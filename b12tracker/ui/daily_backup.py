"""The backup of each day: made when the window stands, and when a day begins while it is open."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from b12tracker.storage.errors import LockedError, LogbookError

from .document import Document

AFTER_MS = 1500
"""So long after the window was painted: the pages and the timeline come first."""

LATER_MS = 60_000
"""So often is a logbook looked at that is locked until somebody comes back."""

NONE_MADE = "Today’s backup could not be made."


class DailyBackup(QObject):
    """Keeps it without asking; one that cannot be made is told of once, and the program goes on.

    Args:
        complain: shows a sentence quietly.
    """

    def __init__(
        self, window: QWidget, document: Callable[[], Document], complain: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._complain = window, document, complain
        self._told = ""
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._keep)

    def soon(self) -> None:
        """Keep it in a moment."""
        self.timer.start(AFTER_MS)

    def after_the_first_paint(self) -> None:
        """Keep it once the window was painted."""
        self.timer.stop()
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window was painted."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self.soon()
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        if not self._window.isVisible():  # it was closed, and its logbook with it
            return
        try:
            self._document().keep_daily_backup()
        except LockedError:
            self.timer.start(LATER_MS)
        except LogbookError as error:
            said = f"{NONE_MADE} {error}"
            if said != self._told:
                self._complain(said)
            self._told = said
        else:
            self._told = ""
