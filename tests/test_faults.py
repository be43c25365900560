"""Errors of our own: where they came up is kept, what somebody typed is not."""

import logging
import re
import stat
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from b12tracker import __main__, __version__, cli, faults
from b12tracker.faults import MOST_BYTES, ErrorLog, fault_of
from b12tracker.places import data_folder
from b12tracker.storage.logbook import Logbook
from tests.builders import an_injection

ROOT = Path(__file__).parents[1]
SECRET = "tingling in both feet, MMA 910 nmol/L"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> ErrorLog:
    return ErrorLog(lambda: NOON, tmp_path / "data" / "errors.log")


@pytest.fixture(name="held")
def a_logbook(tmp_path: Path) -> Path:
    path = tmp_path / "logbook.sqlite"
    Logbook.create(path, holding=[an_injection(note=SECRET)]).close()
    return path


@pytest.fixture(autouse=True)
def hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give everything back that hears of errors."""
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    handlers = list(logging.getLogger().handlers)
    with warnings.catch_warnings():
        yield
    logging.getLogger().handlers[:] = handlers


def broken(note: str = SECRET) -> None:
    """Fail as a program does: an error in the handling of another, both telling what was typed."""
    try:
        {}[note]
    except KeyError:
        raise ValueError(f"{note} cannot be judged", {"note": note})  # noqa: B904


def error_of(does: Any, *words: Any) -> Exception:
    try:
        does(*words)
    except Exception as error:
        return error
    raise AssertionError("nothing broke")


def test_it_says_which_error_came_up_where() -> None:
    details = fault_of(error_of(broken)).details
    kinds = [line for line in details.splitlines() if not line.startswith(" ")]
    assert kinds == ["ValueError", "KeyError"]
    assert re.search(r"^  test_faults\.py, line \d+, in broken$", details, re.MULTILINE)


def test_it_says_nothing_that_was_typed_nor_where_the_user_keeps_things() -> None:
    fault = fault_of(error_of(broken))
    for said in ("tingling", "910", "cannot be judged", str(Path.home()), "/tests"):
        assert said not in fault.details + fault.what


def test_errors_of_libraries_have_their_module() -> None:
    fault = fault_of(error_of(lambda: Logbook.open(Path("nowhere"))))
    assert fault.details.startswith("b12tracker.storage.errors.LogbookError\n")
    assert "b12tracker/storage/logbook.py, line" in fault.details


def test_a_group_of_errors_names_each() -> None:
    group = ExceptionGroup(SECRET, [ValueError(SECRET), ExceptionGroup("", [KeyError(SECRET)])])
    details = fault_of(group).details
    assert details.splitlines() == ["ExceptionGroup", "ValueError", "ExceptionGroup", "KeyError"]


def test_errors_that_led_to_each_other_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert fault_of(first).details.splitlines() == ["ValueError", "KeyError"]


def test_a_very_deep_call_is_told_shortly() -> None:
    def deeper() -> None:
        deeper()

    details = fault_of(error_of(deeper)).details
    assert details.startswith("RecursionError")
    assert details.count("\n") == faults.FRAMES


def test_it_is_kept_with_version_machine_and_time_for_its_owner_only(log: ErrorLog) -> None:
    assert log.keep(log.counted(fault_of(error_of(broken))))
    said = log.path.read_text(encoding="utf-8")
    assert said.startswith(f"B12 Tracker {__version__}, Python 3.")
    assert "\n2026-11-22 12:00:00 UTC\nValueError\n" in said
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.path.parent.stat().st_mode) == 0o700


def test_a_storm_is_counted_not_kept(log: ErrorLog, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(1234):
        faults.write_down(log, error_of(broken))
    said = log.path.read_text(encoding="utf-8")
    assert capsys.readouterr().err == said
    assert said.count("\nValueError\n") == 1
    assert re.findall(r", (\d+) times: ValueError test_faults", said) == ["10", "100", "1000"]


def test_the_log_stays_small_and_keeps_what_is_new(log: ErrorLog) -> None:
    for number in range(3000):
        log.keep(f"B12 Tracker\nError{number}\n  file.py, line 1, in {'x' * 90}\n")
        assert log.path.stat().st_size <= MOST_BYTES
    said = log.path.read_text(encoding="utf-8")
    assert "Error2999\n" in said
    assert "Error1\n" not in said
    assert said.startswith("B12 Tracker")
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert [file.name for file in log.path.parent.iterdir()] == ["errors.log"]


def test_a_log_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "errors.log").mkdir()
    for place in ("file/errors.log", "errors.log"):
        log = ErrorLog(lambda: NOON, tmp_path / place)
        assert not log.keep("words")
        faults.write_down(log, error_of(broken))


def fail_when_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def facts(logbook: Logbook) -> None:
        broken(logbook._db.execute("SELECT note FROM injections").fetchone()[0])

    monkeypatch.setattr(Logbook, "facts", facts)


def test_a_verb_that_breaks_says_one_sentence_and_nothing_that_was_typed(
    held: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fail_when_read(monkeypatch)
    before = held.read_bytes()
    for verb, *more in (["status"], ["export", "-o", held.with_name("out.json")]):
        assert cli.run([verb, str(held), *map(str, more)]) == 1
        said = capfd.readouterr()
        assert said.out == ""
        assert said.err == (
            "b12tracker: Something in the program went wrong, so this was not done. "
            f"Where it went wrong is kept in {data_folder() / 'errors.log'}.\n"
        )
    kept = (data_folder() / "errors.log").read_text(encoding="utf-8")
    assert "b12tracker/cli.py, line" in kept
    for said in ("tingling", "910", "cannot be judged"):
        assert said not in kept
    assert held.read_bytes() == before
    assert not held.with_name("out.json").exists()


def test_where_nothing_can_be_kept_no_place_is_named(
    held: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_when_read(monkeypatch)
    data_folder().parent.mkdir(parents=True)
    data_folder().write_text("a file where the folder would be")
    assert cli.run(["status", str(held)]) == 1
    assert capsys.readouterr().err == (
        "b12tracker: Something in the program went wrong, so this was not done.\n"
    )


BREAKS = f"""
import logging, sys, threading, warnings
from b12tracker import __main__, cli
class Late:
    def __del__(self):
        raise ValueError({SECRET!r})
def work(words):
    warnings.warn({SECRET!r})
    logging.getLogger("library").error({SECRET!r})
    thread = threading.Thread(target=lambda: int({SECRET!r}))
    thread.start()
    thread.join()
    Late()
    {{}}[{SECRET!r}]
if sys.argv[1] == "uncaught":
    __main__.run = work
    __main__.main()
__main__.run = lambda words: cli.run(["status", {SECRET!r}])
cli.VERBS["status"] = lambda parser: parser.set_defaults(
    work=lambda arguments: work(arguments)
) or parser.add_argument("logbook")
sys.exit(__main__.main())
"""


@pytest.mark.parametrize("how", ["uncaught", "caught"])
def test_nothing_typed_reaches_the_terminal_in_any_way(user_folder: Path, how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAKS, how], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    for place in ("in work.<locals>.<lambda>", "in Late.__del__"):
        assert place in done.stderr
    kept = (data_folder() / "errors.log").read_text(encoding="utf-8")
    assert "KeyError" in kept
    for said in ("tingling", "910"):
        assert said not in done.stderr + kept
    everything = b"".join(file.read_bytes() for file in user_folder.rglob("*") if file.is_file())
    assert b"tingling" not in everything


def test_stopping_it_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "run", stop)
    assert __main__.main() == 130
    assert capsys.readouterr().err == ""


def test_whoever_asks_for_warnings_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import warnings; from b12tracker import __main__; "
        "__main__.run = lambda words: warnings.warn('old'); __main__.main()"
    )
    asked = subprocess.run(
        [sys.executable, "-W", "default", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "old" in asked.stderr
