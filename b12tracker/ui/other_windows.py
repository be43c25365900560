"""Noticing what other windows and programs write to the open logbook, and that a day is new."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from b12tracker.storage.errors import LockedError, LogbookError

from .document import Document

LOOK_EVERY_MS = 2000
"""So long can two windows side by side show different things."""


class OtherWindows(QObject):
    """Looks now and then, while the window can be seen and no question is open in it.

    A fault is told once, and again only after a look without one; it is not told in a box: closing
    that would bring the window to the front, and the box again.

    Args:
        complain: shows the sentence about a logbook that cannot be read.
        lock: is called when the logbook was given a passphrase elsewhere.
    """

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        complain: Callable[[str], None],
        lock: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._complain = window, document, complain
        self._lock = lock
        self._told = ""
        self.timer = QTimer(self, interval=LOOK_EVERY_MS)
        self.timer.timeout.connect(self._look)
        self.timer.start()

    def notice(self) -> None:
        """Show what was written elsewhere, or say why it cannot be read."""
        document = self._document()
        if not document.logbook.is_open:  # it is locked
            return
        try:
            document.notice_others()
        except LockedError:
            self._lock()
        except LogbookError as error:
            if str(error) != self._told:
                self._complain(str(error))
            self._told = str(error)
        else:
            self._told = ""

    def _look(self) -> None:
        if self._window.isVisible() and not QApplication.activeModalWidget():
            self.notice()
