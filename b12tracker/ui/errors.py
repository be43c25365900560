"""What the user is told when something goes wrong: the world's faults, and our own."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial, wraps
from typing import ParamSpec

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from b12tracker.faults import ErrorLog, Fault, catch_all, write_down
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.storage.errors import DamagedError, LogbookError

from .dialogs.error_dialog import ErrorDialog

P = ParamSpec("P")

QUIET_SECONDS = 10.0
"""The same again after less time is of one storm, such as an error at every painting."""

SEVERE = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "fatal error",
}

FUNCTION = re.compile(r"\w+(::~?\w+)+")
"""How Qt begins a message: with the name of a function of its own."""


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say one sentence about the world's fault, and wait until it is read."""
    box = QMessageBox(QMessageBox.Icon.Warning, "B12 Tracker", sentence, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAccessibleName(sentence)
    box.exec()


def told(task: "Callable[P, None]") -> "Callable[P, None]":
    """Say in one sentence when the logbook cannot be written; what was typed was not saved."""

    @wraps(task)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            task(*args, **kwargs)
        except DamagedError:
            raise  # what is caught last leads on
        except LogbookError as error:
            tell(None, str(error))

    return guarded


DAMAGE = "damage"
"""Stands where there are no details, but a way on."""


class Watch(QObject):
    """Catches every error that nobody expected, keeps it in the log, and shows it in a calm box.

    The box opens from the event loop: an error may come up while Qt paints, or in another thread.
    While one is open no second opens, and an error that comes up again and again is shown once.

    Attributes:
        find_way_on: is called where the open logbook turns out to be damaged, once.
    """

    _came = Signal(str, str)

    def __init__(self, log: ErrorLog) -> None:
        super().__init__()
        self._log = log
        self._last: dict[str, float] = {}
        self._open = False
        self.find_way_on: Callable[[LogbookError], None] | None = None
        self._led_on: set[str] = set()
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Catch from now on what is raised anywhere in the program."""
        catch_all(self.catch)

    def catch(self, error: BaseException) -> None:
        """Keep an error and have it shown; one of the world is shown as its sentence."""
        if isinstance(error, LogbookError | SharingError):
            self._have_shown(str(error), DAMAGE if isinstance(error, DamagedError) else "")
            return
        fault = write_down(self._log, error)
        if not isinstance(error, KeyboardInterrupt):
            self._have_shown(fault.what, self._log.told(fault))

    def show_now(self, error: BaseException) -> None:
        """Keep an error and show it at once: there is no event loop that could."""
        fault = write_down(self._log, error)
        self._show(fault.what, self._log.told(fault))

    def _have_shown(self, what: str, details: str) -> None:
        now = time.monotonic()
        last = self._last.get(what)
        self._last[what] = now
        if last is None or now - last > QUIET_SECONDS:
            self._came.emit(what, details)

    @Slot(str, str)
    def _show(self, what: str, details: str) -> None:
        if self._open:
            return
        self._open = True
        try:
            self._tell(what, details)
        except Exception as error:  # the box itself: there is nothing left to show it in
            write_down(self._log, error)
        finally:
            self._open = False

    def _tell(self, what: str, details: str) -> None:
        above = QApplication.activeModalWidget() or QApplication.activeWindow()
        if details == DAMAGE and self.find_way_on and what not in self._led_on:
            self._led_on.add(what)
            self.find_way_on(DamagedError(what))
            return
        if details in ("", DAMAGE):
            tell(above, what)
            return
        kept = str(self._log.path) if self._log.path.is_file() else ""
        box = ErrorDialog(above, details, kept)
        box.exec()
        box.deleteLater()  # there may be no window that would take it along


def write_all_down(log: ErrorLog) -> list[BaseException]:
    """Keep every unexpected error where nobody could close a box; return the list of them."""
    found: list[BaseException] = []

    def caught(error: BaseException) -> None:
        found.append(error)
        write_down(log, error)

    catch_all(caught)
    return found


@contextmanager
def qt_written_down(log: ErrorLog) -> Iterator[None]:
    """Keep which of Qt's functions complain, and let none of their words reach the terminal."""
    before = qInstallMessageHandler(partial(write_qt_down, log))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def write_qt_down(
    log: ErrorLog, kind: QtMsgType, context: QMessageLogContext, message: str
) -> None:
    """Keep the function that complains, or its category; its words may hold what was typed."""
    with suppress(Exception):
        name = FUNCTION.match(message)
        category = context.category if context.category != "default" else ""
        where = name.group() if name else category
        words = log.counted(Fault(f"Qt {where}", f"Qt {SEVERE[kind]}: {where}")) if where else ""
        if words:
            log.keep(words)
