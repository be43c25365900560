"""What every test stands on: nothing of the user's is touched, and no display is needed."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from b12tracker.display import why_nothing_can_be_drawn
from b12tracker.storage import keys
from b12tracker.storage.logbook import Logbook

WINDOW_TESTS = Path(__file__).parent / "ui"
USER_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTEST_QT_API"] = "pyside6"

NO_WINDOW = why_nothing_can_be_drawn()
"""One sentence when Qt cannot be loaded here, else None."""

# pyproject.toml blocks pytest-qt by its name, because it ends the run where Qt cannot be loaded.
pytest_plugins = [] if NO_WINDOW else ["pytestqt.plugin"]


class Unopened(pytest.Collector):
    """The tests of the window, on a machine that cannot draw one."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        pytest.skip(str(NO_WINDOW), allow_module_level=True)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if NO_WINDOW and path == WINDOW_TESTS:
        return Unopened.from_parent(parent, name=path.name, path=path)
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Turn the user's folders to one that is thrown away; parallel workers inherit it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = tempfile.TemporaryDirectory(prefix="b12tracker-tests-")
    config.add_cleanup(folder.cleanup)
    os.environ.update(dict.fromkeys(USER_FOLDERS, folder.name))
    os.environ["MPLCONFIGDIR"] = str(Path(folder.name) / "matplotlib")


@pytest.fixture(autouse=True)
def user_folder(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test user's folders of its own; they are not there before they are written."""
    folder = Path(os.environ["MPLCONFIGDIR"]).parent / str(uuid4())
    for name in USER_FOLDERS:
        monkeypatch.setenv(name, str(folder / name))
    if NO_WINDOW is None:
        from PySide6.QtCore import QSettings

        ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(ini, user, str(folder / "XDG_CONFIG_HOME"))
    return folder


@pytest.fixture
def logbook(tmp_path: Path) -> Iterator[Logbook]:
    """An empty logbook."""
    made = Logbook.create(tmp_path / "logbook.sqlite", "this-copy")
    yield made
    made.close()


@pytest.fixture(scope="module")
def cheap_keys() -> Iterator[None]:
    """Let a passphrase cost next to nothing, in place of half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", 4)
        yield
