"""What the user is told when something goes wrong: the world's faults, and our own."""

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import ParamSpec

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from b12tracker import __version__
from b12tracker.storage.errors import LogbookError

P = ParamSpec("P")


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
        except LogbookError as error:
            tell(None, str(error))

    return guarded


def catch_our_own() -> None:
    """Show every unexpected error in a calm box with its details, and go on."""
    sys.excepthook = _caught


def print_our_own() -> list[BaseException]:
    """Print every unexpected error, where nobody could close a box; return the list of them."""
    found: list[BaseException] = []

    def caught(
        kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        traceback.print_exception(kind, error, where)
        found.append(error)

    sys.excepthook = caught
    return found


def _caught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if isinstance(error, LogbookError):  # raised where nobody waited for it: a page reads again
        tell(None, str(error))
        return
    details = "".join(traceback.format_exception(kind, error, where))
    print(details, file=sys.stderr)
    if QApplication.instance() is None or issubclass(kind, KeyboardInterrupt):
        return
    box = QMessageBox(
        QMessageBox.Icon.Information,
        "B12 Tracker",
        "Something in the program went wrong. Your entries are saved. "
        "You can go on; if it happens again, the details below help to mend it.",
    )
    box.setDetailedText(f"B12 Tracker {__version__}\n{details}")
    box.exec()
