"""The walls of the house stand, and would fall loudly: the contracts in pyproject.toml."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = ROOT / "pyproject.toml"

pytestmark = pytest.mark.skipif(not SETTINGS.is_file(), reason="needs a checkout, not a wheel")


def check_walls(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the package in a folder by the contracts of the pyproject.toml beside it."""
    code = (
        "import sys; from importlinter.cli import lint_imports; "
        "sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    search = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": search, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_walls_stand() -> None:
    done = check_walls(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


HOLES = {
    "domain.plan": ["sqlite3", "b12tracker.storage.rows", "b12tracker.assets"],
    "charts.style": ["PySide6", "b12tracker.sharing.joining"],
    "storage.rows": ["matplotlib", "b12tracker.sharing.joining"],
    "sharing.joining": ["PySide6", "b12tracker.storage.errors"],
    "ui.settings": ["sqlite_utils", "b12tracker.cli"],
}
"""What no room may import; all of it is imported at once, and every hole must be named."""


@pytest.fixture(name="holed")
def a_copy_of_the_house_with_holes(tmp_path: Path) -> Path:
    shutil.copy(SETTINGS, tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "b12tracker", tmp_path / "b12tracker", ignore=ignored)
    for room, imports in HOLES.items():
        file = tmp_path / "b12tracker" / f"{room.replace('.', '/')}.py"
        with file.open("a", encoding="utf-8") as code:
            code.writelines(f"import {name}\n" for name in imports)
    return tmp_path


def test_a_hole_in_any_wall_is_seen(holed: Path) -> None:
    done = check_walls(holed)
    assert done.returncode == 1, done.stdout + done.stderr
    kept = re.search(r"Contracts: (\d+) kept, (\d+) broken", done.stdout)
    assert kept
    assert kept[1] == "0", done.stdout
    for room, imports in HOLES.items():
        for name in imports:
            assert re.search(rf"b12tracker\.{room} -> {name}\b", done.stdout), (room, name)
