"""Passwords of files on the command line: from the environment or the terminal, never a word."""

import io
import os
import pty
import re
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from b12tracker import assets, cli, terminal
from b12tracker.display import why_nothing_can_be_drawn
from b12tracker.sharing.csv_archive import facts_of_zip
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.logbook import Logbook
from b12tracker.terminal import EXPORT_PASSWORD, NoSecretError, new_secret, secret
from tests.storage.raw import folder_state

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-22"
STORY = tell(assets.sample_story(), date.fromisoformat(TODAY))
PASSWORD = "river lamp kitten"

needs_qt = pytest.mark.skipif(
    why_nothing_can_be_drawn() is not None, reason=str(why_nothing_can_be_drawn())
)


@pytest.fixture(name="held")
def a_logbook_with_the_story(tmp_path: Path) -> Path:
    path = tmp_path / "logbook.sqlite"
    Logbook.create(path, "this-copy", holding=(STORY.patient, *STORY.entries)).close()
    return path


@pytest.fixture(name="locked")
def a_locked_zip(held: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(EXPORT_PASSWORD, PASSWORD)
    out = held.with_name("out.zip")
    assert do("export", held, "-o", out, "--password", "--today", TODAY) == 0
    monkeypatch.delenv(EXPORT_PASSWORD)
    return out


def do(*words: str | Path) -> int:
    return cli.run([str(word) for word in words])


def test_tables_are_locked_with_the_password_of_the_environment(locked: Path) -> None:
    assert facts_of_zip(locked.read_bytes(), assets.catalogue(), PASSWORD) == STORY
    assert (locked.stat().st_mode & 0o777) == 0o600


def test_a_locked_zip_is_imported_with_it(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXPORT_PASSWORD, PASSWORD)
    fresh = locked.with_name("fresh.sqlite")
    assert do("import", fresh, locked, "--today", TODAY) == 0
    assert Logbook.read(fresh) == STORY


def test_a_wrong_one_is_one_sentence_and_changes_nothing(
    locked: Path, held: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(EXPORT_PASSWORD, "wrong lamp kitten")
    before = folder_state(locked.parent)
    for logbook in (held, locked.with_name("fresh.sqlite")):
        assert do("import", logbook, locked) == 1
    assert folder_state(locked.parent) == before
    said = capsys.readouterr().err
    assert said.splitlines() == 2 * [
        "b12tracker: This password does not open the ZIP file, or the file is damaged; "
        "nothing was taken."
    ]


@needs_qt
def test_a_report_is_locked_whole(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXPORT_PASSWORD, PASSWORD)
    for name, more in (("plain.pdf", ()), ("locked.pdf", ("--password",))):
        assert do("report", held, "-o", held.with_name(name), "--today", TODAY, *more) == 0
    plain = held.with_name("plain.pdf").read_bytes()
    pdf = held.with_name("locked.pdf").read_bytes()
    assert sum(map(inflates, streams_of(plain))) > 10
    assert not any(map(inflates, streams_of(pdf)))
    for said in (b"Margaret", "Margaret".encode("utf-16-be"), b"xmpmeta"):
        assert said not in pdf
    reader = PdfReader(io.BytesIO(pdf), password=PASSWORD)
    assert reader.metadata
    assert "Margaret Hale" in str(reader.metadata.title)
    assert [page.extract_text() for page in reader.pages] == [
        page.extract_text() for page in PdfReader(io.BytesIO(plain)).pages
    ]


def streams_of(pdf: bytes) -> list[bytes]:
    """Return every stream of a PDF as it stands in the file."""
    return re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)


def inflates(stream: bytes) -> bool:
    """Whether a stream is packed, and not locked."""
    try:
        return bool(zlib.decompressobj().decompress(stream))
    except zlib.error:
        return False


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export", "-o", "out.json"), "This format cannot carry a password"),
        (("export", "-o", "injections.csv"), "This format cannot carry a password"),
        (("export", "-o", "out.ics"), "This format cannot carry a password"),
        (("export", "-o", "out.json", "--format", "fhir"), "This format cannot carry a password"),
        (("report", "-o", "out.html"), "A web page cannot carry a password"),
    ],
)
def test_a_format_that_cannot_carry_one_says_so(
    held: Path,
    words: tuple[str, ...],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(EXPORT_PASSWORD, PASSWORD)
    monkeypatch.chdir(held.parent)
    before = folder_state(held.parent)
    verb, *more = words
    assert do(verb, held, *more, "--password") == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
    assert folder_state(held.parent) == before


def test_a_password_is_no_word_of_the_command_line(
    held: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = held.with_name("out.zip")
    assert do("export", held, "-o", out, f"--password={PASSWORD}") == 2
    assert do("export", held, "-o", out, "--password", PASSWORD) == 2
    assert not out.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["short", "short"], "at least 8 characters"),
        ([PASSWORD, "river lamp kittens"], "The two are not the same"),
        ([""], "Type a password"),
    ],
)
def test_what_cannot_be_a_password_is_refused_on_the_terminal(
    held: Path,
    typed: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(terminal, "getpass", lambda words: typed.pop(0))
    out = held.with_name("out.zip")
    assert do("export", held, "-o", out, "--password") == 1
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_a_short_one_in_the_environment_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(typed: str) -> str:
        raise ValueError("Too short.")

    monkeypatch.setenv(EXPORT_PASSWORD, "short")
    with pytest.raises(NoSecretError, match=r"Too short\. Nothing was done\."):
        new_secret(EXPORT_PASSWORD, "New password", check)


def test_nothing_typed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "getpass", lambda words: "")
    with pytest.raises(NoSecretError, match="No password was typed"):
        secret(EXPORT_PASSWORD, "Password")


def test_without_a_terminal_the_variable_is_named(locked: Path) -> None:
    command = [sys.executable, "-m", "b12tracker", "import", locked.with_name("n"), locked]
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "b12tracker: There is no terminal to type a password on; "
        "set B12TRACKER_EXPORT_PASSWORD instead.\n"
    )


def test_what_is_typed_on_a_real_terminal_is_not_seen(held: Path) -> None:
    out = held.with_name("out.zip")
    seen = on_a_terminal(
        ["export", held, "-o", out, "--password", "--today", TODAY],
        {"New password of out.zip: ": PASSWORD, "The same again: ": PASSWORD},
    )
    assert PASSWORD not in seen
    assert facts_of_zip(out.read_bytes(), assets.catalogue(), PASSWORD) == STORY


def on_a_terminal(words: list[str | Path], answers: dict[str, str]) -> str:
    """Run the program on a terminal of its own and type; return all that was seen there."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "b12tracker", *map(str, words)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as process:
        os.close(its)
        seen, until = "", time.monotonic() + 60
        for asked, typed in answers.items():
            while asked not in seen and time.monotonic() < until:
                seen += os.read(ours, 1000).decode()
            os.write(ours, f"{typed}\n".encode())
        with suppress(OSError):  # the program has left
            while piece := os.read(ours, 1000):
                seen += piece.decode()
    os.close(ours)
    assert process.returncode == 0, seen
    return seen


LOADED = """
import sys
from b12tracker import cli
assert cli.run(["export", *sys.argv[1:]]) == 0
print([name for name in ("pyzipper", "pypdf", "zxcvbn", "cryptography") if name in sys.modules])
"""


def test_what_locks_is_loaded_only_where_something_is_locked(held: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, held, "-o", held.with_name("plain.zip")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
