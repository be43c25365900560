"""The command line and a logbook with a passphrase: every verb, and files that are locked alike."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from b12tracker import assets, cli, terminal
from b12tracker.display import why_nothing_can_be_drawn
from b12tracker.domain.facts import Facts
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.on_disk import is_locked
from b12tracker.storage.unlocking import key_for
from b12tracker.terminal import EXPORT_PASSWORD, PASSPHRASE
from tests.builders import an_injection

pytestmark = pytest.mark.usefixtures("cheap_keys")

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-22"
WHOLE_STORY = tell(assets.sample_story(), date.fromisoformat(TODAY))
STORY = replace(WHOLE_STORY, symptoms=WHOLE_STORY.symptoms[:20])
SECRET, OTHER = "river lamp kitten stone", "window apple seven coal"

needs_qt = pytest.mark.skipif(
    why_nothing_can_be_drawn() is not None, reason=str(why_nothing_can_be_drawn())
)

Say = Callable[..., None]


@pytest.fixture(name="locked")
def a_locked_logbook(tmp_path: Path) -> Path:
    path = tmp_path / "logbook.sqlite"
    holding = (STORY.patient, *STORY.entries)
    Logbook.create(path, holding=holding, key=Key.new(SECRET)).close()
    return path


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Put a passphrase, or another secret, into the environment."""

    def said(secret: str, variable: str = PASSPHRASE) -> None:
        monkeypatch.setenv(variable, secret)

    return said


def do(*words: str | Path) -> int:
    return cli.run([str(word) for word in words])


def held(path: Path, typed: str | None = None) -> Facts:
    return Logbook.read(path, key_for(path, typed) if typed else None)


def every_verb(path: Path) -> list[tuple[str | Path, ...]]:
    out = path.parent / "out"
    out.mkdir(exist_ok=True)
    story = out / "story.json"
    story.write_text(logbook_to_json(STORY), encoding="utf-8")
    return [
        ("status", path, "--today", TODAY),
        ("status", path, "--json", "--today", TODAY),
        ("check", path),
        ("import", path, story),
        *(("export", path, "-o", out / f"out.{ending}") for ending in ("json", "zip", "ics")),
        ("export", path, "-o", out / "out.sqlite"),
        ("export", path, "-o", out / "out.fhir.json", "--format", "fhir", "--to", "2024-01-01"),
    ]


VERBS = range(9)


@pytest.mark.parametrize("number", VERBS)
def test_every_verb_opens_it_with_the_passphrase(
    locked: Path, say: Say, capfd: pytest.CaptureFixture[str], number: int
) -> None:
    say(SECRET)
    words = every_verb(locked)[number]
    assert do(*words) == 0, words
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("number", VERBS)
def test_no_verb_opens_it_with_a_wrong_one(
    locked: Path, say: Say, capfd: pytest.CaptureFixture[str], number: int
) -> None:
    say("river lamp kitten")
    before = locked.read_bytes()
    words = every_verb(locked)[number]
    assert do(*words) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err == (
        f"b12tracker: {locked} does not open with that passphrase or recovery key; try again. "
        "If it is surely right, the file is damaged, or no logbook.\n"
    )
    assert locked.read_bytes() == before
    assert [one.name for one in (locked.parent / "out").iterdir()] == ["story.json"]


@needs_qt
def test_report_and_picture(locked: Path, say: Say, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "b12tracker"]
    chosen = os.environ | {PASSPHRASE: held_by_cost(locked)}
    for words in (
        ["report", locked, "-o", tmp_path / "r.html", "--today", TODAY],
        [locked, "--screenshot", tmp_path / "p.png", "--today", TODAY],
    ):
        done = subprocess.run(
            [*command, *words], cwd=ROOT, env=chosen, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert b"<html" in (tmp_path / "r.html").read_bytes()
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def held_by_cost(path: Path) -> str:
    """Return what opens a logbook whatever scrypt costs: another process knows of no cheap one."""
    return key_for(path, SECRET).recovery_key


def test_the_recovery_key_opens_it(locked: Path, say: Say) -> None:
    recovery_key = key_for(locked, SECRET).recovery_key
    say(recovery_key.lower().replace("-", " "))
    assert do("check", locked) == 0


def test_it_is_asked_for_on_the_terminal(
    locked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(terminal, "getpass", lambda words: asked.append(words) or SECRET)
    assert do("status", locked, "--today", TODAY) == 0
    assert asked == ["Passphrase of logbook.sqlite: "]
    assert SECRET not in capsys.readouterr().out


def test_without_a_terminal_the_variable_is_named(locked: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "b12tracker", "status", locked],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "b12tracker: There is no terminal to type a password on; set B12TRACKER_PASSPHRASE instead."
        "\n"
    )


def test_it_is_no_word_of_the_command_line(locked: Path) -> None:
    """Every user of a machine can list the words of the commands that run."""
    for words in (("--passphrase", SECRET), (f"--passphrase={SECRET}",)):
        assert do("export", locked, "-o", locked.with_name("o.sqlite"), *words) == 2


@pytest.mark.parametrize("some", [(), ("--no-notes",)])
def test_a_copy_is_locked_alike(locked: Path, say: Say, some: tuple[str, ...]) -> None:
    say(SECRET)
    copy = locked.with_name("copy.sqlite")
    assert do("export", locked, "-o", copy, *some) == 0
    assert len(held(copy, SECRET).injections) == len(STORY.injections)
    assert key_for(copy, SECRET).recovery_key == key_for(locked, SECRET).recovery_key


def test_a_copy_with_another_passphrase_tells_nothing_of_the_first(locked: Path, say: Say) -> None:
    say(SECRET)
    say(OTHER, EXPORT_PASSWORD)
    copy = locked.with_name("copy.sqlite")
    assert do("export", locked, "-o", copy, "--passphrase") == 0
    assert held(copy, OTHER) == STORY
    assert key_for(copy, OTHER).recovery_key != key_for(locked, SECRET).recovery_key


def test_a_copy_of_a_plain_logbook_can_be_locked(tmp_path: Path, say: Say) -> None:
    path, copy = tmp_path / "plain.sqlite", tmp_path / "copy.sqlite"
    Logbook.create(path, holding=(STORY.patient, *STORY.entries)).close()
    say(OTHER, EXPORT_PASSWORD)
    assert do("export", path, "-o", copy, "--password") == 0
    assert held(copy, OTHER) == STORY
    assert not is_locked(path)


def test_a_copy_without_a_passphrase_is_wished_for(
    locked: Path, say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    say(SECRET)
    copy = locked.with_name("copy.sqlite")
    assert do("export", locked, "-o", copy, "--no-passphrase") == 0
    assert held(copy) == STORY
    for words in (("o.json", "--no-passphrase"), ("o.sqlite", "--no-passphrase", "--passphrase")):
        assert do("export", locked, "-o", locked.with_name(words[0]), *words[1:]) == 2
        assert "--no-passphrase goes with a copy" in capsys.readouterr().err


def test_import_makes_a_locked_logbook(
    tmp_path: Path, say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    story, path = tmp_path / "story.json", tmp_path / "new.sqlite"
    story.write_text(logbook_to_json(STORY), encoding="utf-8")
    say(SECRET)
    assert do("import", path, story, "--passphrase", "--dry-run") == 0
    assert not path.exists()
    assert do("import", path, story, "--passphrase") == 0
    assert held(path, SECRET) == STORY
    assert do("import", path, story, "--passphrase") == 2
    assert "is there already" in capsys.readouterr().err


def test_import_of_a_copy_asks_for_nothing_more(locked: Path, say: Say) -> None:
    """The key of the logbook opens its copies, whatever their passphrase was."""
    say(SECRET)
    copy = locked.with_name("copy.sqlite")
    assert do("export", locked, "-o", copy) == 0
    with closing(Logbook.open(copy, key=key_for(copy, SECRET))) as changed:
        changed.write(put=[an_injection("2026-11-21")])
    assert do("import", locked, copy) == 0
    assert len(held(locked, SECRET).injections) == len(STORY.injections) + 1


def test_import_of_another_locked_logbook(
    locked: Path, say: Say, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = locked.with_name("plain.sqlite")
    for wrong, sentence in (("no", "does not open with that"), ("", "no terminal")):
        monkeypatch.setattr("sys.stdin", None)
        say(wrong, EXPORT_PASSWORD)
        monkeypatch.setattr(terminal, "getpass", _no_terminal)
        assert do("import", path, locked) == 1
        assert sentence in capsys.readouterr().err
        assert not path.exists()
    say(SECRET, EXPORT_PASSWORD)
    assert do("import", path, locked) == 0
    assert held(path) == STORY


def _no_terminal(words: str) -> str:
    raise EOFError
