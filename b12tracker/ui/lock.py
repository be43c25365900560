"""Locking the window: nothing of the logbook is seen or held until its passphrase is typed."""

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from .dialogs.lock_dialog import LockDialog
from .document import Document
from .idle import Idle
from .labels import counted
from .settings import Settings
from .veil import Veil, close_popups, put_closed_away, windows

WAITED = "It was locked after {} without a key or the mouse."
WISHED = "It was locked as you wished. Everything comes back as it was."
ELSEWHERE = "Another window or program gave it a passphrase, or another one."


class Lock(QObject):
    """Locks the window and every dialog of the program, by itself or when it is wished.

    Args:
        document: answers which one is open.
    """

    closed = Signal()
    """Everything is hidden now."""

    opened = Signal()
    """Everything is back."""

    def __init__(
        self, window: QMainWindow, document: Callable[[], Document], settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._settings = window, document, settings
        self._veils: list[Veil] = []
        self.dialog: LockDialog | None = None
        self.idle = Idle(self, self._lock_idle, self.lock)
        self.idle.timer.timeout.connect(put_closed_away)

    def watch(self) -> None:
        """Watch the logbook that is open now, if it has a passphrase, as long as is wished."""
        minutes = self._settings.lock_minutes or math.inf
        self.idle.watch(minutes * 60 if self._document().logbook.key else None)

    def lock(self, why: str = WISHED) -> None:
        """Close the logbook, forget its key, and hide everything."""
        if self.dialog:
            return
        self.idle.watch(None)
        document, asked = self._document(), QApplication.activeModalWidget()
        document.lock()
        close_popups()
        put_closed_away()
        would_lose = any(getattr(each, "holds_much", False) for each in windows())
        self._veils = [Veil(each) for each in windows()]
        self.closed.emit()
        self.dialog = LockDialog(
            asked or self._window, document.logbook.path, why, document.unlock, would_lose
        )
        self.dialog.accepted.connect(self._open)
        self.dialog.left.connect(self._leave)
        self.dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.dialog.show()

    def _lock_idle(self) -> None:
        if self._window.isVisible():  # else it was closed, and its logbook with it
            self.lock(WAITED.format(counted(self._settings.lock_minutes or 0, "minute")))

    def _open(self) -> None:
        dialog, self.dialog = self.dialog, None
        for veil in reversed(self._veils):
            veil.lift()
        self._veils = []
        if dialog:
            self._document().recovered = dialog.answer.by_recovery_key
            (dialog.parentWidget() or self._window).activateWindow()
            dialog.deleteLater()
        self.watch()
        self.opened.emit()

    def _leave(self) -> None:
        """End the program; forms that are open are not saved, which the button said."""
        self._window.close()
        QCoreApplication.exit(0)
