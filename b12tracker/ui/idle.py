"""How long no key and no mouse was touched in any window of the program."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

KEYS = "Ctrl+Shift+L"

LOOK_EVERY_MS = 2000
"""A computer that wakes up shows what it showed for so long at most."""

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def clocks() -> tuple[float, float]:
    """Return two clocks in seconds: one stands still while the computer sleeps, one may be set."""
    return time.monotonic(), time.time()


class Idle(QObject):
    """Tells when nothing was touched for so long; a touch after that comes too late.

    Args:
        parent: lives as long.
        tell: is called, again and again while nothing is touched.
        wish: is called when the keys are pressed that wish not to wait, in a form as well, where
            the keys of menus do nothing.
    """

    def __init__(self, parent: QObject, tell: Callable[[], None], wish: Callable[[], None]) -> None:
        super().__init__(parent)
        self._tell, self._wish = tell, wish
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen)
        self.seconds: float | None = None
        self._touched = clocks()
        self.timer = QTimer(self, interval=LOOK_EVERY_MS)
        self.timer.timeout.connect(self.look)
        self.timer.timeout.connect(self._listen)

    def watch(self, seconds: float | None) -> None:
        """Watch from now on; None to watch no more, ``math.inf`` for the keys alone."""
        self.seconds = seconds
        self._touched = clocks()
        if seconds is None:
            self.timer.stop()
        else:
            self.timer.start()
        self._listen()

    def look(self) -> bool:
        """Tell if nothing was touched for too long; say whether that was so."""
        since = max(now - then for now, then in zip(clocks(), self._touched, strict=True))
        late = self.seconds is not None and since >= self.seconds
        if late:
            self._tell()
        return late

    def _listen(self) -> None:
        """Listen at the windows of the system, not at all the widgets in them: a filter in Python
        before every event of the program costs time, and blurs errors.
        """
        for window in QGuiApplication.allWindows():
            if self.seconds is None:
                window.removeEventFilter(self)
            else:
                window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note every touch; swallow the one that comes too late."""
        if event.type() not in TOUCHES:
            return False
        late = self.look()
        self._touched = clocks()
        if not late and isinstance(event, QKeyEvent) and _is_wish(event):
            self._wish()
            return True
        return late


def _is_wish(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence(KEYS)
