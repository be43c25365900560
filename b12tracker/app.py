"""The window's start: it puts the house together and holds the clock."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QBuffer, QEventLoop, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.faults import ErrorLog
from b12tracker.places import NAME, cache_folder, default_logbook
from b12tracker.safekeeping import backups_of, open_logbook, relock
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.sample_story import tell
from b12tracker.sharing.written_file import write_file
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import make_folder
from b12tracker.ui import errors, theme
from b12tracker.ui.backup_tasks import bring_back
from b12tracker.ui.document import Document
from b12tracker.ui.main_window import MainWindow, page_number
from b12tracker.ui.open_asking import ask_for_key
from b12tracker.ui.settings import Settings
from b12tracker.ui.ways_on import Doors, WaysOn
from b12tracker.ui.words_for_safety import SAFETY

USUAL_SIZE = (1280, 800)


class House:
    """The documents this run of the program opens, and the folder of the sample."""

    def __init__(self, today: date | None, settings: Settings | None = None) -> None:
        self._fixed_day = today
        self._settings = settings or Settings()
        self._folder = tempfile.TemporaryDirectory(prefix="b12tracker-")
        self.doors = Doors(
            self.open,
            self.create,
            self.sample,
            self.relock,
            took_its_place=self.took_its_place,
            has_backups=lambda path: bool(backups_of(path).listed()),
            bring_back=self.bring_back,
        )

    def clock(self) -> date:
        """Answer what day it is, or the day that was asked for."""
        if hasattr(time, "tzset"):  # else a program that runs stays in the time zone of its start
            time.tzset()
        return self._fixed_day or date.today()

    def now(self) -> datetime:
        """Answer what the wall clock of this place says."""
        return datetime.now()

    def open(self, path: Path, key: Key | None = None) -> Document:
        """Open the logbook at ``path``; a locked one with its key."""
        return self._document(open_logbook(path, self.now(), key), path.stem)

    def create(self, path: Path) -> Document:
        """Make an empty logbook at ``path``."""
        return self._document(Logbook.create(path), path.stem)

    def relock(self, logbook: Logbook, key: Key | None) -> None:
        """Give a logbook and its backups a passphrase, another one, or none."""
        relock(logbook, key, self.now())

    def open_or_create(
        self, path: Path | None, open_it: Callable[[Path], Document | None] | None = None
    ) -> Document | None:
        """Open a logbook, by default the user's own; make it when it is not there.

        Args:
            open_it: opens one that is there, by default as ``open`` does, without asking.
        """
        if path is None:
            path = self.usual_logbook
            make_folder(path.parent)
        known = path == self._settings.usual_logbook  # one that is gone is told, not made anew
        return (open_it or self.open)(path) if known or path.exists() else self.create(path)

    @property
    def usual_logbook(self) -> Path:
        """The logbook that opens when none is named."""
        return self._settings.usual_logbook or default_logbook()

    def took_its_place(self, path: Path, place: Path) -> None:
        """From now on open another logbook in place of the usual one, which cannot be opened."""
        if path == self.usual_logbook:
            self._settings.usual_logbook = place

    def bring_back(self, parent: QWidget | None, path: Path) -> bool:
        """Let the user choose a backup to take the place of a logbook; return whether one did."""
        return bring_back(parent, path, self.now, lambda copy: ask_for_key(parent, copy))

    def sample(self) -> Document:
        """Make a fresh copy of the sample logbook that is gone when the program ends."""
        facts = tell(assets.sample_story(), self.clock())
        path = Path(self._folder.name) / f"sample-{uuid4()}.sqlite"
        holding = (facts.patient, *facts.entries)
        logbook = Logbook.create(path, holding=holding)
        return self._document(logbook, "Sample logbook: nothing is kept", kept=False)

    def leave(self) -> None:
        """Take the sample away."""
        self._folder.cleanup()

    def _document(self, logbook: Logbook, title: str, *, kept: bool = True) -> Document:
        return Document(logbook, self.clock, assets.catalogue(), title, kept=kept, now=self.now)


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window and stay until it is closed; return the exit status."""
    app = _application()
    log = ErrorLog(_now)
    watch = errors.Watch(log)
    watch.begin()
    with errors.qt_written_down(log):
        try:
            return _stay_open(app, arguments, watch)
        except (LogbookError, SharingError, OSError):  # the world's fault, told on the terminal
            raise
        except Exception as error:  # our own, before or after there was a window
            watch.show_now(error)
            return 1


def _stay_open(app: QApplication, arguments: argparse.Namespace, watch: errors.Watch) -> int:
    settings = Settings()
    house = House(arguments.today, settings)
    theme.wear(app, theme.style_for(arguments.theme or settings.theme))  # who asks has no window
    ways = WaysOn(None, house.doors, "&Quit")
    window = _window(
        house,
        arguments,
        settings,
        lambda path: ways.find(
            path or house.usual_logbook, lambda: house.open_or_create(path, ways.asking)
        ),
    )
    if not window:
        house.leave()
        return int(ways.was_in_trouble)
    watch.find_way_on = window.files.find_way_on
    if arguments.size:
        window.resize(*arguments.size)
    elif not (settings.window and window.restoreGeometry(settings.window)):
        room = app.primaryScreen().availableSize()
        window.resize(QSize(*USUAL_SIZE).boundedTo(room * 0.95))
    window.show()
    begun = window.offer_first_steps()  # whose first page holds the words for safety
    if not begun and not settings.safety_shown:
        QMessageBox.information(window, "Before you start", SAFETY)
    settings.safety_shown = True
    window.passphrases.offer_new_one()
    status = app.exec()
    window.document.logbook.close()
    house.leave()
    return status


def draw_window(arguments: argparse.Namespace, key: Key | None = None) -> int:
    """Draw the window into a picture without a display, and leave; a locked logbook needs a key."""
    app = _application()
    log = ErrorLog(_now)
    faults = errors.write_all_down(log)
    with errors.qt_written_down(log):
        _draw(app, arguments, key, faults)
    return 1 if faults else 0


def _draw(
    app: QApplication,
    arguments: argparse.Namespace,
    key: Key | None,
    faults: Sequence[BaseException],
) -> None:
    house = House(arguments.today)
    arguments.theme = arguments.theme or "light"
    window = _window(
        house,
        arguments,
        Settings(),
        lambda path: house.open_or_create(path, lambda path: house.open(path, key)),
    )
    if not window:
        return
    window.resize(*(arguments.size or USUAL_SIZE))
    window.show()
    window.overview.timeline.draw_now()
    for _ in range(12):  # shown, laid out, drawn anew in its final size
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    if not faults:
        _save(window, arguments.screenshot)
    window.hide()  # a window in sight looks at its logbook now and then
    window.document.logbook.close()
    house.leave()


def draw_report(
    facts: Facts, today: date, arguments: argparse.Namespace, password: str = ""
) -> None:
    """Write the report into a file without a display; a PDF can carry a password.

    Raises:
        SharingError: the file cannot be written.
    """
    _application()
    from b12tracker.ui.report_making import ReportChoice, make_report

    chosen = ReportChoice(arguments.first, arguments.last, arguments.paper, not arguments.no_notes)
    with errors.qt_written_down(ErrorLog(_now)):
        report = make_report(facts, today, assets.catalogue().with_own(facts), chosen)
        in_pdf = arguments.output.suffix.lower() == ".pdf"
        write_file(arguments.output, report.pdf(password) if in_pdf else report.web_page())


def _now() -> datetime:
    return datetime.now().astimezone()


def _application() -> QApplication:
    os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([NAME])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("B12 Tracker")
    app.setDesktopFileName(NAME)
    app.setWindowIcon(QIcon(assets.resource("logo.svg").as_posix()))
    theme.set_font(app)
    return app


def _window(
    house: House,
    arguments: argparse.Namespace,
    settings: Settings,
    find: Callable[[Path | None], Document | None],
) -> MainWindow | None:
    """Return the window on the logbook that is wanted; None where none could be opened."""
    document = house.sample() if arguments.sample else find(arguments.logbook)
    if not document:
        return None
    window = MainWindow(document, house.doors, settings, arguments.theme or settings.theme)
    window.show_page(page_number(arguments.page))
    return window


def _save(window: MainWindow, path: Path) -> None:
    picture = QBuffer()
    window.grab().save(picture, "PNG")
    write_file(path, bytes(picture.data().data()))
    print(f"{path}", file=sys.stdout)
