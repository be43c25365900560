"""What every test of the window stands on: a fixed day and place, and no dialog left open."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from b12tracker import assets
from b12tracker.app import House
from b12tracker.domain.facts import Fact
from b12tracker.storage.logbook import Logbook
from b12tracker.ui import daily_backup, labels, theme, timeline_words
from b12tracker.ui.document import Document
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.ui.driving import Clock, Dialogs, activate
from tests.ui.story import TODAY

BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)

OpenWindow = Callable[..., MainWindow]
"""Opens a window on a logbook that holds the facts handed in."""


@pytest.fixture
def tmp_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory, where there is such a place: waiting for the disk is tested elsewhere."""
    memory = Path("/dev/shm")
    place = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="b12tracker-tests-", dir=place) as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.fixture(autouse=True)
def british(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and write dates as in Britain, whatever this machine does."""
    speak(monkeypatch, BRITISH)


def speak(monkeypatch: pytest.MonkeyPatch, locale: QLocale) -> None:
    """Let the window speak as if the user's system had another locale."""
    monkeypatch.setattr(labels, "locale", lambda: locale)
    timeline_words.words.cache_clear()


@pytest.fixture(autouse=True)
def no_backup_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test depend on whether this machine is slow enough for the backup of the day."""
    monkeypatch.setattr(daily_backup, "AFTER_MS", 600_000)


@pytest.fixture(autouse=True)
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dialogs]:
    """Stand in for every dialog that would wait for the user."""
    stand_in = Dialogs()
    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", lambda dialog: stand_in.exec(dialog))
    monkeypatch.setattr(QMessageBox, "information", stand_in.inform)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, stand_in.choose_file)
    yield stand_in
    stand_in.check()


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light look and its usual font, as it is when the test is over."""
    theme.set_font(qapp)
    font = qapp.font()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # fewer to dress anew
    theme.wear(qapp, theme.style_for("light"))
    yield qapp
    if qapp.font() != font:
        qapp.setFont(font)


@pytest.fixture
def clock() -> Clock:
    """The day it is."""
    return Clock(TODAY)


@pytest.fixture
def house(clock: Clock, tmp_path: Path) -> Iterator[House]:
    """What opens documents, with the test's clock."""
    built = House(None)
    built.clock = clock  # type: ignore[method-assign]
    built.now = lambda: datetime.combine(clock(), time(9, 30))  # type: ignore[method-assign]
    yield built
    built.leave()


@pytest.fixture
def document(logbook: Logbook, clock: Clock, app: QApplication) -> Document:
    """An empty logbook as the window sees it."""
    return Document(logbook, clock, assets.catalogue())


@pytest.fixture
def open_window(
    qtbot: QtBot, app: QApplication, house: House, tmp_path: Path
) -> Iterator[OpenWindow]:
    """Open windows on logbooks that hold what is handed in; close their files at the end."""
    windows: list[MainWindow] = []

    def opened(*holding: Fact, size: tuple[int, int] = (1280, 800)) -> MainWindow:
        path = tmp_path / f"logbook-{len(windows)}.sqlite"
        Logbook.create(path, "this-copy", holding=holding).close()
        window = MainWindow(house.open(path), house.doors, Settings(), "light")
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        activate(window)
        return window

    yield opened
    for window in windows:
        window.document.logbook.close()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window on an empty logbook."""
    return open_window()


Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, app: QApplication) -> Show:
    """Show a dialog or a widget by itself, and give it the keys."""

    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget, before_close_func=lambda shown: shown.hide())
        widget.show()
        activate(widget)
        return widget

    return shown
