"""The program's start: the first one, every later one, and the pictures it draws of itself."""

import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from b12tracker import cli
from b12tracker.app import House, open_window
from b12tracker.places import default_logbook
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.settings import Settings
from tests.ui.driving import Dialogs, a_button, click, press, sentences, settle, type_in
from tests.ui.story import STORY, TODAY

DRAW = """
import os, sys
from b12tracker.cli import run
folder = sys.argv[1]
for page, theme, size in (
    ("overview", "light", "1024x640"),
    ("diary", "dark", "1280x800"),
    ("plan", "light", "1024x640"),
    ("review", "dark", "1280x800"),
):
    words = ["--sample", "--today", "2026-11-22", "--page", page, "--theme", theme]
    words += ["--size", size, "--screenshot", f"{folder}/{page}-{theme}.png"]
    assert run(words) == 0, words
assert run(["--sample", "--screenshot", f"{folder}/no such folder/x.png"]) == 1
assert {os.stat(f"{folder}/{name}").st_mode & 0o777 for name in os.listdir(folder)} == {0o600}
"""


def colours(picture: QImage) -> set[int]:
    return {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }


def test_screenshots(tmp_path: Path) -> None:
    """Each page in each look comes out as asked; what cannot be written is one sentence."""
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(tmp_path)], capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    pictures = {path.stem: QImage(str(path)) for path in tmp_path.glob("*.png")}
    names = ["overview-light", "diary-dark", "plan-light", "review-dark"]
    assert sorted(pictures) == sorted(names)
    for name, picture in pictures.items():
        size = (1280, 800) if name.endswith("dark") else (1024, 640)
        assert (picture.width(), picture.height()) == size, name
        assert len(colours(picture)) > 30, f"{name} shows next to nothing"
        assert (picture.pixelColor(5, 300).lightness() < 80) == name.endswith("dark"), name
    assert done.stdout.split() == [f"{tmp_path}/{name}.png" for name in names]
    assert done.stderr.strip().endswith("x.png cannot be written: No such file or directory.")
    assert not list(tmp_path.glob(".*"))


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch, app: QApplication, tmp_path: Path
) -> Iterator[Callable[..., MainWindow]]:
    """Start the program as from the command line; its window is looked at, then closed."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    seen: list[MainWindow] = []

    def one_look(*_: object) -> int:
        settle()
        (window,) = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, MainWindow) and each.isVisible()
        ]
        seen.append(window)
        window.headline = window.overview.headline.text()
        window.said = sentences(window)
        window.close()
        return 0

    def started(*words: str) -> MainWindow:
        assert open_window(cli._parse(words)) == 0
        return seen[-1]

    monkeypatch.setattr(QApplication, "exec", staticmethod(one_look))
    yield started
    for window in seen:
        window.deleteLater()


def test_the_words_for_safety_are_shown_once_in_a_box(
    start: Callable[..., MainWindow], dialogs: Dialogs
) -> None:
    dialogs.answer(lambda title: None)
    start("--sample")
    assert "It does not advise" in dialogs.told[0]
    assert Settings().safety_shown
    start("--sample")
    assert len(dialogs.told) == 1


def test_the_first_start_begins_the_steps_with_the_words_for_safety(
    start: Callable[..., MainWindow], dialogs: Dialogs
) -> None:
    window = start()
    assert window.stack.currentWidget() is window.first
    assert any("It does not advise" in each for each in window.said)
    assert dialogs.told == []
    assert Settings().safety_shown


def test_the_first_steps_are_offered_while_the_logbook_is_empty(
    start: Callable[..., MainWindow], tmp_path: Path
) -> None:
    Settings().safety_shown = True
    path = tmp_path / "mine.sqlite"
    window = start(str(path))
    assert window.stack.currentWidget() is window.first
    window = start("--sample")
    assert window.stack.currentWidget() is window.overview
    path.unlink()
    Logbook.create(path, "this-copy", holding=STORY).close()
    window = start(str(path))
    assert window.stack.currentWidget() is window.overview


def test_the_first_start_makes_a_logbook_for_its_owner_only(
    start: Callable[..., MainWindow],
) -> None:
    start()
    path = default_logbook()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_later_starts(start: Callable[..., MainWindow], tmp_path: Path) -> None:
    Settings().safety_shown = True
    path = tmp_path / "mine.sqlite"
    Logbook.create(path, "this-copy", holding=STORY).close()
    window = start(str(path), "--today", "2026-11-22")
    assert window.headline == "Next injection: Wednesday 9 December"
    window = start(str(path), "--page", "review", "--size", "900x600")
    assert window.stack.currentIndex() == 3
    assert (window.width(), window.height()) == (900, 600)
    assert window.windowTitle() == "mine – B12 Tracker"
    assert start(str(path), "--theme", "dark")._settings.theme == "system"


def test_the_window_comes_back_as_it_was_left(start: Callable[..., MainWindow]) -> None:
    Settings().safety_shown = True
    start("--sample", "--size", "700x500")
    window = start("--sample")
    assert (window.width(), window.height()) == (700, 500)


def test_the_sample_is_gone_when_the_program_ends(start: Callable[..., MainWindow]) -> None:
    Settings().safety_shown = True
    window = start("--sample")
    path = window.document.logbook.path
    assert not path.exists()
    assert not path.parent.exists()


def test_the_clock(tmp_path: Path) -> None:
    house = House(TODAY)
    assert house.clock() == TODAY
    house.leave()
    house = House(None)
    assert house.clock() == date.today()  # noqa: TID251
    house.leave()


def test_two_samples_are_two_files(app: QApplication) -> None:
    house = House(TODAY)
    one, other = house.sample(), house.sample()
    assert one.logbook.path != other.logbook.path
    assert one.facts == other.facts
    for document in (one, other):
        document.logbook.close()
    house.leave()


def test_open_or_create(app: QApplication, tmp_path: Path) -> None:
    house = House(TODAY)
    path = tmp_path / "new.sqlite"
    house.open_or_create(path).logbook.close()
    assert path.exists()
    house.open_or_create(path).logbook.close()
    path.write_text("Dear diary")
    with pytest.raises(LogbookError, match="not a B12 Tracker logbook"):
        house.open_or_create(path)
    assert list(tmp_path.iterdir())
    house.leave()


def test_a_locked_logbook_is_asked_for_its_passphrase(
    start: Callable[..., MainWindow], dialogs: Dialogs, tmp_path: Path, cheap_keys: None
) -> None:
    Settings().safety_shown = True
    path, key = tmp_path / "mine.sqlite", Key.new("open sesame")
    Logbook.create(path, holding=STORY, key=key).close()
    dialogs.answer(lambda dialog: (type_in("open sesame"), press("Return")))
    window = start(str(path), "--today", "2026-11-22")
    assert window.headline == "Next injection: Wednesday 9 December"
    recovered = [lambda dialog: (type_in(key.recovery_key), press("Return"))]
    dialogs.answer(*recovered, lambda dialog: click(a_button(dialog, "Not now")))
    assert start(str(path), "--today", "2026-11-22").headline == window.headline


def test_who_does_not_know_the_passphrase_can_leave(
    app: QApplication, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    path = tmp_path / "mine.sqlite"
    Logbook.create(path, key=Key(bytes(16), bytes(range(16)))).close()
    dialogs.answer(lambda dialog: click(a_button(dialog, "Quit")))
    assert open_window(cli._parse([str(path)])) == 0
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible()]
