"""Errors of our own: told by what they are and where they came up, never by what was typed.

The message of an exception and the values around it are left out everywhere, on the terminal too:
they may hold what somebody entered about their health.
"""

import logging
import os
import platform
import sys
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from traceback import walk_tb
from types import CodeType

from b12tracker import __version__
from b12tracker.places import data_folder
from b12tracker.storage.on_disk import make_folder

NAME = "errors.log"

MOST_BYTES = 200_000
"""The log grows no larger; then its older half is dropped."""

FRAMES, ERRORS = 40, 8
"""So many of the innermost calls are told of each error, and so many errors that led to another."""


@dataclass(frozen=True)
class Fault:
    """An error without anything that somebody typed.

    Attributes:
        what: what tells it from other errors: its kind, and where it came up.
        details: several lines for whoever mends the program.
    """

    what: str
    details: str


def fault_of(error: BaseException) -> Fault:
    """Return what may be told of an error: the kinds of errors and the calls that led to them."""
    parts = [[_kind(one), *_calls(one)] for one in _with_causes(error)]
    what = " ".join((parts[0][0], parts[0][-1].strip()))
    return Fault(what, "\n".join(line for part in parts for line in part))


def machine() -> str:
    """Return which program runs on what; nothing of it names the machine or its user."""
    qt = getattr(sys.modules.get("PySide6"), "__version__", None)
    parts = (f"Python {platform.python_version()}", f"Qt {qt}" if qt else "", platform.platform())
    return f"B12 Tracker {__version__}, {', '.join(part for part in parts if part)}"


class ErrorLog:
    """The file in which errors of our own are kept, readable by its owner only.

    Args:
        now: answers what time it is.
    """

    def __init__(self, now: Callable[[], datetime], path: Path | None = None) -> None:
        self._now = now
        self.path = path or data_folder() / NAME
        self._times: Counter[str] = Counter()

    def told(self, fault: Fault) -> str:
        """Return all that may be told of an error that came up now."""
        return f"{machine()}\n{self._now():%Y-%m-%d %H:%M:%S %Z}\n{fault.details}\n"

    def counted(self, fault: Fault) -> str:
        """Return what is worth writing of an error: all at first, then every tenth, hundredth."""
        self._times[fault.what] += 1
        times = self._times[fault.what]
        if times == 1:
            return self.told(fault)
        if str(times).strip("0") == "1":
            return f"{self._now():%Y-%m-%d %H:%M:%S %Z}, {times} times: {fault.what}\n"
        return ""

    def keep(self, words: str) -> bool:
        """Add words to the file; return whether that could be done, and never raise."""
        content = f"{words}\n".encode("utf-8", "replace")
        try:
            make_folder(self.path.parent)
            self._make_room(len(content))
            flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
            with os.fdopen(os.open(self.path, flags, 0o600), "ab") as file:
                file.write(content)
        except OSError:
            return False
        return True

    def _make_room(self, wanted: int) -> None:
        if not self.path.exists() or self.path.stat().st_size + wanted <= MOST_BYTES:
            return
        kept = self.path.read_bytes()[-MOST_BYTES // 2 :]
        beside = self.path.with_name(f".{NAME}.new")
        with suppress(FileNotFoundError):
            beside.unlink()
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
        with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
            file.write(kept.partition(b"\n\n")[2])  # from the beginning of an entry
        beside.replace(self.path)


def keep_quiet(log: ErrorLog) -> None:
    """Let nothing that may hold an entry reach the terminal: no message, warning or other log."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    catch_all(lambda error: write_down(log, error))


def write_down(log: ErrorLog, error: BaseException) -> Fault:
    """Keep an error in the log and say it on the terminal, of a storm only how often it came."""
    fault = fault_of(error)
    words = log.counted(fault)
    if words:
        log.keep(words)
        with suppress(Exception):  # there may be no terminal, or it is gone
            print(words, file=sys.stderr)
    return fault


def catch_all(does: Callable[[BaseException], object]) -> None:
    """Do something with every error that nobody caught, in any thread; it can raise none itself."""

    def caught(error: BaseException | None) -> None:
        with suppress(Exception):
            if error is not None:
                does(error)

    sys.excepthook = lambda kind, error, where: caught(error)
    threading.excepthook = lambda args: caught(args.exc_value)
    sys.unraisablehook = lambda args: caught(args.exc_value)


def _with_causes(error: BaseException) -> list[BaseException]:
    """Return an error and those that led to it, the latest first, each once."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < ERRORS:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += _causes(one)
    return found


def _causes(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        yield from error.exceptions
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield before


def _kind(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _calls(error: BaseException) -> list[str]:
    calls = [
        f"  {_file(frame.f_code, str(frame.f_globals.get('__name__', '')))}, line {line}, "
        f"in {frame.f_code.co_qualname}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    return calls[-FRAMES:]


def _file(code: CodeType, module: str) -> str:
    """Return the name of a file inside its package; the folders above may name the user."""
    parts = Path(code.co_filename).parts
    depth = len(module.split(".")) + (parts[-1:] == ("__init__.py",))
    return "/".join(parts[-depth:])
