"""The command line: every verb, its exit status, and one sentence where the work cannot be done."""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from b12tracker import __version__, assets, cli, display
from b12tracker.display import NO_DISPLAY, PACKAGES, why_nothing_can_be_drawn
from b12tracker.domain.facts import Facts
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.logbook import Logbook
from tests.builders import a_phase, a_plan, an_id, an_injection, facts
from tests.storage.raw import folder_state, tool

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-22"
STORY = tell(assets.sample_story(), date.fromisoformat(TODAY))
COUNTS = {"plans": 1, "injections": 30, "symptoms": len(STORY.symptoms), "lab_results": 16}
COUNTS |= {"pauses": 1, "skips": 1, "lab_checks": 2, "boxes": 2, "appointments": 2}

needs_qt = pytest.mark.skipif(
    why_nothing_can_be_drawn() is not None, reason=str(why_nothing_can_be_drawn())
)


@dataclass(frozen=True)
class Answer:
    """What the program answered."""

    status: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command line in this process."""

    def run(*words: str | Path) -> Answer:
        capsys.readouterr()
        status = cli.run([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return run


@pytest.fixture(name="file")
def a_file_with_the_story(tmp_path: Path) -> Path:
    file = tmp_path / "story.json"
    file.write_text(logbook_to_json(STORY), encoding="utf-8")
    return file


@pytest.fixture(name="held")
def a_logbook_with_the_story(tmp_path: Path) -> Path:
    path = tmp_path / "held" / "logbook.sqlite"
    path.parent.mkdir()
    Logbook.create(path, "this-copy", holding=(STORY.patient, *STORY.entries)).close()
    return path


def read(path: Path) -> Facts:
    with closing(Logbook.open(path, "looking")) as logbook:
        return logbook.facts()


def failed(answer: Answer, says: str, status: int = 1) -> None:
    """The work could not be done, and one sentence says why."""
    assert answer.status == status, answer
    assert answer.out == ""
    assert re.search(says, answer.err), answer.err
    assert answer.err.startswith("b12tracker: ")
    assert answer.err.count("\n") == 1


def wrong_usage(answer: Answer, says: str) -> None:
    assert answer.status == 2, answer
    assert answer.out == ""
    assert re.search(says, answer.err), answer.err
    assert answer.err.startswith("usage: b12tracker")
    assert "Traceback" not in answer.err


# import


def test_import_makes_a_logbook(ask: Ask, tmp_path: Path, file: Path) -> None:
    path = tmp_path / "new.sqlite"
    answer = ask("import", path, file)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == (
        f"Taken: 1 plan, 30 injections, {len(STORY.symptoms)} symptoms, 16 lab results, "
        "1 pause, 1 skip, 2 lab checks, 2 boxes, 2 appointments, "
        "1 patient.\n"
    )
    assert read(path) == STORY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_import_says_it_in_json(ask: Ask, tmp_path: Path, file: Path) -> None:
    answer = ask("import", tmp_path / "new.sqlite", file, "--json")
    taken = COUNTS | {"patient": 1}
    assert json.loads(answer.out) == {"taken": taken, "left": {}, "refused": []}
    answer = ask("import", tmp_path / "new.sqlite", file, "--json", "--format", "json")
    assert json.loads(answer.out) == {"taken": {}, "left": COUNTS, "refused": []}


def test_importing_twice_changes_nothing(ask: Ask, held: Path, file: Path) -> None:
    before = folder_state(held.parent)
    answer = ask("import", held, file)
    assert answer.status == 0
    assert answer.out.startswith("Taken: nothing.\nLeft, because it is there already: 1 plan, ")
    assert folder_state(held.parent) == before


def test_import_adds_what_is_new(ask: Ask, held: Path, tmp_path: Path) -> None:
    new = an_injection("2026-11-22")
    file = tmp_path / "more.json"
    file.write_text(logbook_to_json(facts(STORY.injections[0], new)), encoding="utf-8-sig")
    answer = ask("import", held, file, "--json")
    assert json.loads(answer.out)["taken"] == {"injections": 1}
    assert read(held).injections == (*STORY.injections, new)


@pytest.mark.parametrize("there", [True, False])
def test_a_dry_run_says_the_same_and_does_nothing(
    ask: Ask, held: Path, tmp_path: Path, file: Path, there: bool
) -> None:
    path = held if there else tmp_path / "new.sqlite"
    more = replace(STORY, injections=(*STORY.injections, an_injection(TODAY)))
    file.write_text(logbook_to_json(more), encoding="utf-8")
    before = folder_state(tmp_path)
    dry = ask("import", path, file, "--dry-run", "--json")
    assert folder_state(tmp_path) == before
    assert json.loads(dry.out)["taken"]["injections"] == (1 if there else 31)
    assert ask("import", path, file, "--json") == dry
    assert len(read(path).injections) == 31


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON text"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b'{"format": "b12tracker-logbook", "version": 2}', "format version 2"),
        (b'{"format": "b12tracker-logbook", "version": 1, "surprises": [{}]}', "“surprises”"),
        (b'{"format": "b12tracker-logbook", "version": 1, "injections": [{}]}', "given_on"),
        (b"given_on,dose_ug\n2026-01-05,1 mg\n", "row 2.dose_ug: '1 mg' is not a number"),
        (b"PK\x03\x04", "ZIP file is damaged"),
        (b"SQLite format 3\x00" + bytes(200), "is an SQLite file of another program"),
        (b"Dear diary,\nhow are you\n", "No column holds the dates"),
    ],
)
def test_a_file_that_cannot_be_taken_changes_nothing(
    ask: Ask, held: Path, tmp_path: Path, content: bytes, says: str, there: bool
) -> None:
    path = held if there else tmp_path / "new.sqlite"
    file = tmp_path / "strange.json"
    file.write_bytes(content)
    before = folder_state(tmp_path)
    for more in ((), ("--json",), ("--dry-run",)):
        failed(ask("import", path, file, *more), says)
    assert folder_state(tmp_path) == before


def test_import_of_a_file_that_is_not_there(ask: Ask, held: Path, tmp_path: Path) -> None:
    failed(ask("import", held, tmp_path / "gone.json"), "gone.json: No such file")
    failed(ask("import", held, tmp_path), "Is a directory")


def test_import_where_no_logbook_can_be(ask: Ask, tmp_path: Path, file: Path) -> None:
    failed(ask("import", tmp_path / "missing" / "new.sqlite", file), "There is no folder")
    failed(ask("import", tmp_path, file), "is a folder")


# export


def test_export_and_import_again_gives_the_same(ask: Ask, held: Path, tmp_path: Path) -> None:
    out, path = tmp_path / "OUT.JSON", tmp_path / "again.sqlite"
    assert ask("export", held, "-o", out) == Answer(0, "", "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert ask("import", path, out).status == 0
    assert read(path) == read(held) == STORY
    second = tmp_path / "second.json"
    ask("export", path, "-o", second)
    assert second.read_bytes() == out.read_bytes()


def test_the_format_named_beats_the_ending(ask: Ask, held: Path, tmp_path: Path) -> None:
    assert ask("export", held, "-o", tmp_path / "out.txt", "--format", "json").status == 0
    assert json.loads((tmp_path / "out.txt").read_text(encoding="utf-8"))["version"] == 1


def test_export_without_an_ending_we_know(ask: Ask, held: Path, tmp_path: Path) -> None:
    before = folder_state(tmp_path)
    failed(ask("export", held, "-o", tmp_path / "out.pdf"), "ends in .json, .zip", status=2)
    failed(ask("export", held, "-o", tmp_path / "out.csv"), "Which table", status=2)
    backwards = ("--from", "2026-02-01", "--to", "2026-01-01")
    failed(ask("export", held, "-o", tmp_path / "out.zip", *backwards), "last day", status=2)
    assert folder_state(tmp_path) == before


def test_export_replaces_an_older_export_but_never_a_logbook(
    ask: Ask, held: Path, tmp_path: Path
) -> None:
    out, other = tmp_path / "out.json", tmp_path / "logbook.json"
    out.write_text("older", encoding="utf-8")
    assert ask("export", held, "-o", out).status == 0
    Logbook.create(other, "this-copy", holding=[an_injection()]).close()
    before = folder_state(tmp_path)
    failed(ask("export", held, "-o", other), "is a logbook, left untouched")
    failed(ask("export", held, "-o", held, "--format", "json"), "is a logbook, left untouched")
    assert folder_state(tmp_path) == before


def test_export_where_nothing_can_be_written(ask: Ask, held: Path, tmp_path: Path) -> None:
    failed(ask("export", held, "-o", tmp_path / "missing" / "out.json"), "cannot be written")
    (tmp_path / "folder.json").mkdir()
    failed(ask("export", held, "-o", tmp_path / "folder.json"), "is not an ordinary file")


# status and check


def test_status_tells_the_day_asked_for(ask: Ask, held: Path) -> None:
    answer = ask("status", held, "--today", TODAY)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines()[:2] == [
        "As of 2026-11-22",
        "Next injection: 2026-11-27, in 5 days (due).",
    ]
    assert "Missed: 2026-02-01, 2026-03-01." in answer.out
    earlier = ask("status", held, "--today", "2025-03-01", "--json")
    assert json.loads(earlier.out)["as_of"] == "2025-03-01"


def test_status_in_json_is_the_same_on_any_day(ask: Ask, held: Path) -> None:
    before = folder_state(held.parent)
    said = json.loads(ask("status", held, "--json", "--today", TODAY).out)
    assert set(said) == {
        "as_of", "next", "planned_doses", "top_ups", "before_plan", "adherence", "per_month",
        "per_cycle", "drift", "attention",
    }  # fmt: skip
    assert said["adherence"]["missed"] == 2
    assert said["adherence"]["skipped"] == 1
    assert said["adherence"]["planned"] == said["adherence"]["taken"] + 3
    assert folder_state(held.parent) == before


def test_without_a_day_it_is_today(ask: Ask, held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fixed(date):
        @classmethod
        def today(cls) -> "Fixed":
            return cls(2026, 11, 23)

    monkeypatch.setattr(cli, "date", Fixed)
    assert json.loads(ask("status", held, "--json").out)["as_of"] == "2026-11-23"


def test_status_of_an_empty_logbook(ask: Ask, logbook: Logbook) -> None:
    answer = ask("status", logbook.path, "--today", TODAY)
    assert answer.status == 0
    assert "No plan has been entered." in answer.out
    said = json.loads(ask("status", logbook.path, "--today", TODAY, "--json").out)
    assert (said["next"], said["planned_doses"], said["adherence"]["pdc"]) == (None, [], None)


@pytest.mark.parametrize("today", ["1900-01-01", "2199-12-31"])
def test_status_on_the_first_and_last_day_that_can_be_asked_for(
    ask: Ask, held: Path, today: str
) -> None:
    assert ask("status", held, "--today", today).status == 0


def test_check_says_when_the_file_is_sound(ask: Ask, held: Path) -> None:
    assert ask("check", held) == Answer(0, f"{held} is sound.\n", "")


def test_check_says_what_is_wrong(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "logbook.sqlite"
    plan = a_plan(a_phase(first_dose="2026-01-05"))
    Logbook.create(path, "this-copy", holding=[plan, an_injection()]).close()
    with tool(path) as connection:
        connection.execute("DELETE FROM plans")
        connection.execute("UPDATE injections SET substance = 'vinegar'")
    answer = ask("check", path)
    assert (answer.status, answer.out) == (1, "")
    assert "1 rows belong to a plan that is not there" in answer.err
    assert "'vinegar' is not one of" in answer.err


def test_check_of_a_damaged_file_names_the_way_on(ask: Ask, held: Path, tmp_path: Path) -> None:
    whole = ask("export", held, "-o", tmp_path / "whole.json", "--today", "2026-11-22")
    damaged = bytes(4096) + held.read_bytes()[4096:]
    held.write_bytes(damaged)
    answer = ask("check", held)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == (
        f"b12tracker: {held} is damaged; “b12tracker check LOGBOOK --recover NEW.sqlite” writes "
        "what can be read into a new one.\n"
    )
    place = tmp_path / "new.sqlite"
    answer = ask("check", held, "--recover", place)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Came back: what is said about you, 1 plan, 3 phases of plans, ")
    assert "look through the entries" in answer.out
    assert held.read_bytes() == damaged
    assert ask("check", place).status == 0
    again = ask("export", place, "-o", tmp_path / "again.json", "--today", "2026-11-22")
    assert whole.status == again.status == 0
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "whole.json").read_bytes()
    assert ask("check", held, "--recover", place).status == 1


def test_of_a_file_that_is_none_nothing_is_recovered(ask: Ask, tmp_path: Path) -> None:
    path, place = tmp_path / "letter.txt", tmp_path / "new.sqlite"
    path.write_text("Dear diary")
    answer = ask("check", path, "--recover", place)
    assert answer == Answer(
        1, "", f"b12tracker: Nothing could be read of {path}; it was left as it is.\n"
    )
    assert not place.exists()


VERBS = {
    "status": ("status", "PATH"),
    "status --json": ("status", "PATH", "--json"),
    "check": ("check", "PATH"),
    "export": ("export", "PATH", "-o", "OUT"),
    "import": ("import", "PATH", "FILE"),
    "import --dry-run": ("import", "PATH", "FILE", "--dry-run"),
    "window": ("PATH",),
    "screenshot": ("PATH", "--screenshot", "OUT"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("content", [b"", b"just text\n", b"SQLite format 3\x00" + bytes(200)])
def test_a_file_that_is_no_logbook_is_told_and_left(
    ask: Ask, tmp_path: Path, file: Path, verb: str, content: bytes
) -> None:
    path = tmp_path / "strange.sqlite"
    path.write_bytes(content)
    before = folder_state(tmp_path)
    meant = {"PATH": path, "FILE": file, "OUT": tmp_path / "out.json"}
    failed(ask(*(meant.get(word, word) for word in VERBS[verb])), "strange.sqlite is ")
    assert folder_state(tmp_path) == before


@pytest.mark.parametrize("verb", ["status", "check", "export"])
def test_a_logbook_that_is_not_there_is_not_made(ask: Ask, tmp_path: Path, verb: str) -> None:
    words = ("-o", tmp_path / "out.json") if verb == "export" else ()
    failed(ask(verb, tmp_path / "gone.sqlite", *words), "There is no logbook at .*gone.sqlite")
    assert list(tmp_path.iterdir()) == []


# usage


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("status",), "required: logbook"),
        (("status", "a", "b"), "unrecognized arguments: b"),
        (("status", "a", "--today"), "expected one argument"),
        (("status", "a", "--today", "2026-02-30"), "'2026-02-30' is not a date such as"),
        (("status", "a", "--today", "22/11/2026"), "is not a date such as 2026-01-31"),
        (("status", "a", "--today", "9999-12-31"), "is not between 1900 and 2199"),
        (("status", "a", "--colour"), "unrecognized arguments: --colour"),
        (("export", "a"), "required: -o"),
        (("export", "a", "-o", "b", "--format", "pdf"), "invalid choice: 'pdf'"),
        (("import", "a"), "required: file"),
        (("import", "a", "b", "--format", "ics"), "invalid choice: 'ics'"),
        (("import", "a", "b", "--map", "Day"), "“Day” is not COLUMN=FIELD"),
        (("export", "a", "-o", "b.csv", "--table", "wishes"), "invalid choice: 'wishes'"),
        (("check",), "required: logbook"),
        (("a", "b"), "unrecognized arguments: b"),
        (("--page", "people"), "invalid choice: 'people'"),
        (("--theme", "pink"), "invalid choice: 'pink'"),
        (("--size", "big"), "“big” is not a size such as 1280x800"),
        (("--size", "1280"), "is not a size"),
        (("--size", "²x²"), "size"),
        (("--size", "10x10"), "200 to 8000 pixels"),
        (("--size", "1280x99999"), "200 to 8000 pixels"),
        (("--nothing-like-it",), "unrecognized arguments"),
        (("backup",), "required: logbook"),
        (("backup", "a", "--list", "--restore", "b"), "not allowed with argument"),
        (("report", "a"), "required: -o"),
        (("report", "a", "-o", "b.pdf", "--paper", "a5"), "invalid choice: 'a5'"),
    ],
)
def test_wrong_usage_is_told(ask: Ask, words: tuple[str, ...], says: str) -> None:
    wrong_usage(ask(*words), says)


def test_a_logbook_and_the_sample_are_not_opened_at_once(ask: Ask, held: Path) -> None:
    failed(ask(held, "--sample"), "a logbook or ask for the sample, not both", status=2)


@pytest.mark.parametrize("name", ["status", "import", "report", "backup"])
def test_a_logbook_may_have_the_name_of_a_verb(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Logbook.create(Path(name), "this-copy", holding=[an_injection()]).close()
    assert ask("check", name).out == f"{name} is sound.\n"
    assert ask("status", f"./{name}", "--today", TODAY).status == 0


def test_version_and_help(ask: Ask) -> None:
    assert ask("--version") == Answer(0, f"B12 Tracker {__version__}\n", "")
    answer = ask("--help")
    assert answer.status == 0
    for word in (*cli.VERBS, "--sample", "--screenshot", "--self-test", "--today"):
        assert word in answer.out
    for verb in cli.VERBS:
        answer = ask(verb, "--help")
        assert (answer.status, answer.err) == (0, "")
        assert answer.out.startswith(f"usage: b12tracker {verb}")


# the window, where there is none


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone")


@needs_qt
@needs_linux
@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("words", [(), ("--sample",), ("new.sqlite",), ("--page", "diary")])
def test_without_a_display_it_says_so(
    ask: Ask,
    tmp_path: Path,
    user_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    failed(ask(*words), re.escape(NO_DISPLAY), status=2)
    assert list(tmp_path.iterdir()) == []
    assert not user_folder.exists()


@needs_qt
@needs_linux
@pytest.mark.usefixtures("no_display")
def test_a_display_that_does_not_answer_is_none(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    failed(ask("--sample"), "There is no display|apt-get install libxcb-cursor0", status=2)


@needs_qt
@needs_linux
@pytest.mark.usefixtures("no_display")
def test_a_qt_that_the_system_brought_is_not_searched_for_its_parts(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(display, "_qt_folder", lambda: tmp_path)
    monkeypatch.setenv("DISPLAY", ":987")
    answer = ask("--sample")
    assert answer.status == 2
    assert "libqxcb.so" not in answer.err


WITHOUT_PYSIDE = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "PySide6":
            raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6")
sys.meta_path.insert(0, Missing())
"""

WITHOUT_EGL = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("PySide6.Qt") and name != "PySide6.QtCore":
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")
sys.meta_path.insert(0, Missing())
"""

WITHOUT_QT_AND_CHARTS = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "matplotlib", "numpy"):
            raise ImportError(name + " is not to be loaded")
sys.meta_path.insert(0, Missing())
"""


@pytest.fixture
def ask_without(tmp_path: Path) -> Ask:
    """Run a command line in a fresh process in which some imports fail."""

    def run(missing: str, *words: str | Path) -> Answer:
        (tmp_path / "sitecustomize.py").write_text(missing, encoding="utf-8")
        command = [sys.executable, "-m", "b12tracker", *map(str, words)]
        theirs = {"HOME", "MPLCONFIGDIR", *(name for name in os.environ if name.startswith("XDG_"))}
        environment = {name: value for name, value in os.environ.items() if name not in theirs}
        search = os.pathsep.join([str(tmp_path), str(ROOT), environment.get("PYTHONPATH", "")])
        environment |= {"PYTHONPATH": search, "HOME": str(tmp_path / "me")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return Answer(done.returncode, done.stdout, done.stderr)

    return run


@pytest.mark.parametrize("words", [("--sample",), ("--sample", "--screenshot", "out.png")])
def test_a_system_library_that_is_missing_is_named(
    ask_without: Ask, words: tuple[str, ...]
) -> None:
    answer = ask_without(WITHOUT_EGL, *words)
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("b12tracker: The window needs a system library that is missing")
    assert "(libEGL.so.1)" in answer.err
    assert PACKAGES in answer.err


def test_without_pyside_it_says_what_to_install(ask_without: Ask) -> None:
    answer = ask_without(WITHOUT_PYSIDE, "--sample")
    assert answer.status == 2
    assert answer.err == (
        "b12tracker: The window needs PySide6, which is not installed: "
        "pip install PySide6-Essentials\n"
    )


def test_the_self_test_names_what_is_missing_and_leaves_no_traces(
    ask_without: Ask, tmp_path: Path
) -> None:
    answer = ask_without(WITHOUT_EGL, "--self-test")
    assert answer.status == 1
    *sound, last = answer.out.splitlines()
    assert len(sound) == 11
    assert all(line.startswith("ok ") for line in sound)
    assert last.startswith("FAILED  window: The window needs a system library")
    made = [file for file in (tmp_path / "me").rglob("*") if file.is_file()]
    ours = tmp_path / "me" / ".cache" / "b12tracker"
    assert all(file.is_relative_to(ours) for file in made), made


@needs_qt
def test_the_self_test_checks_every_part(ask: Ask) -> None:
    answer = ask("--self-test")
    assert (answer.status, answer.err) == (0, "")
    said = [line.split(":")[0].split() for line in answer.out.splitlines()]
    assert said == [
        ["ok", part]
        for part in (
            "resources", "SQLite", "logbook", "SQLCipher", "exchange", "tables", "passwords",
            "calendar", "FHIR", "judgement", "charts", "window",
        )
    ]  # fmt: skip


def test_the_verbs_need_neither_qt_nor_charts(ask_without: Ask, tmp_path: Path, held: Path) -> None:
    """They are slow to load, and a server has no display."""
    answer = ask_without(WITHOUT_QT_AND_CHARTS, "status", held, "--json", "--today", TODAY)
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out)["as_of"] == TODAY
    out = tmp_path / "out.json"
    assert ask_without(WITHOUT_QT_AND_CHARTS, "export", held, "-o", out).status == 0
    assert ask_without(WITHOUT_QT_AND_CHARTS, "import", tmp_path / "b.sqlite", out).status == 0
    assert read(tmp_path / "b.sqlite") == STORY
    for name in ("out.zip", "out.ics", "out.sqlite"):
        words = ("-o", tmp_path / name, "--today", TODAY)
        assert ask_without(WITHOUT_QT_AND_CHARTS, "export", held, *words).status == 0


def test_two_openings_count_as_two_copies(ask: Ask, held: Path, tmp_path: Path) -> None:
    """A file brought back from an old copy must not be counted on from a number given away."""
    for number in (1, 2):
        file = tmp_path / "more.json"
        new = an_injection(f"2026-11-{number:02}", id=an_id(number))
        file.write_text(logbook_to_json(facts(new)), encoding="utf-8")
        assert ask("import", held, file).status == 0
    with tool(held) as connection:
        query = "SELECT version FROM injections WHERE id IN (?, ?)"
        rows = connection.execute(query, [an_id(1), an_id(2)]).fetchall()
    copies = {copy for row in rows for copy in json.loads(row[0])}
    assert len(copies) == 2


@needs_qt
@pytest.mark.parametrize(("name", "begins"), [("r.pdf", b"%PDF-"), ("r.html", b"<!DOCTYPE html>")])
def test_a_report_is_written(
    ask: Ask, tmp_path: Path, held: Path, name: str, begins: bytes
) -> None:
    path = tmp_path / name
    answer = ask("report", held, "-o", path, "--today", TODAY)
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert path.read_bytes().startswith(begins)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@needs_qt
def test_a_report_of_a_period_without_notes(ask: Ask, tmp_path: Path, held: Path) -> None:
    path = tmp_path / "r.html"
    words = ("report", held, "-o", path, "--today", TODAY, "--from", "2026-06-01")
    assert ask(*words, "--to", "2026-10-31").status == 0
    whole = path.read_text(encoding="utf-8")
    assert "1 Jun 2026 to 31 Oct 2026" in whole
    assert "Before travelling" in whole
    assert ask(*words, "--no-notes", "--paper", "letter").status == 0
    without = path.read_text(encoding="utf-8")
    assert "1 Jun 2026 to 22 Nov 2026" in without
    assert "Before travelling" not in without


@needs_qt
def test_a_report_that_cannot_be_written_changes_nothing(
    ask: Ask, tmp_path: Path, held: Path
) -> None:
    before = folder_state(tmp_path)
    failed(ask("report", held, "-o", tmp_path / "gone" / "r.pdf"), "cannot be written")
    failed(ask("report", tmp_path / "none.sqlite", "-o", tmp_path / "r.pdf"), "none.sqlite")
    failed(ask("report", held, "-o", tmp_path / "r.txt"), "ends in .pdf or .html", status=2)
    swapped = ("--from", "2026-02-01", "--to", "2026-01-01")
    failed(ask("report", held, "-o", tmp_path / "r.pdf", *swapped), "after the last", status=2)
    assert folder_state(tmp_path) == before
