"""Slow work that keeps nobody from seeing the window: it goes on being painted meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

V = TypeVar("V")


class _Bell(QObject):
    """Rings in the thread that waits for it, whichever thread pulls it."""

    rang = Signal()


def patiently(work: Callable[[], V]) -> V:
    """Return what some work returns that is done beside the window; keys and clicks wait.

    Raises:
        Exception: what the work raised.
    """
    waiting, bell = QEventLoop(), _Bell()
    bell.rang.connect(waiting.quit, Qt.ConnectionType.QueuedConnection)
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        with ThreadPoolExecutor(1) as beside:
            done = beside.submit(work)
            done.add_done_callback(lambda _: bell.rang.emit())
            waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return done.result()
    finally:
        QApplication.restoreOverrideCursor()
