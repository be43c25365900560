"""Files that a bad disk, a broken copy or a curious editor left: refused in words, or sound."""

import faulthandler
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest

from b12tracker import assets
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.errors import LogbookError
from b12tracker.storage.logbook import Logbook
from tests.builders import an_injection
from tests.damage import SPOILED
from tests.storage.raw import folder_state


@pytest.fixture(scope="module", name="sound")
def the_bytes_of_a_sound_logbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "logbook.sqlite"
    story = tell(assets.sample_story(), date(2026, 11, 22))
    Logbook.create(path, "this-copy", holding=(story.patient, *story.entries)).close()
    return path.read_bytes()


@pytest.fixture(autouse=True)
def end_the_run_when_it_hangs() -> Iterator[None]:
    faulthandler.dump_traceback_later(60, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def spoil(path: Path, sound: bytes, number: int) -> str:
    chance = Random(number)
    content = bytearray(sound)
    how = SPOILED[number % len(SPOILED)]
    how(content, chance)
    path.write_bytes(content)
    return how.__name__


@pytest.mark.parametrize("number", range(int(os.environ.get("SPOILED", "64"))))
def test_a_spoiled_logbook_is_refused_untouched_or_sound(
    tmp_path: Path, sound: bytes, number: int
) -> None:
    path = tmp_path / "logbook.sqlite"
    spoil(path, sound, number)
    before = folder_state(tmp_path)
    try:
        logbook = Logbook.open(path, "this-copy")
    except LogbookError:
        assert folder_state(tmp_path) == before
        return
    with closing(logbook):
        with suppress(LogbookError):
            logbook.facts()
        complaints = logbook.complaints()
        assert folder_state(tmp_path) == before
        with suppress(LogbookError):
            logbook.write(put=[an_injection()])
            if not complaints:
                assert len(logbook.facts().injections) == 31


def test_most_of_them_are_refused(tmp_path: Path, sound: bytes) -> None:
    """Else the test above would say nothing."""
    path = tmp_path / "logbook.sqlite"
    refused = set()
    for number in range(40):
        how = spoil(path, sound, number)
        with suppress(LogbookError), closing(Logbook.open(path, "this-copy")):
            continue
        refused.add(how)
    assert refused >= {"some_bytes", "cut_short", "a_page_of_zeros", "two_pages_swapped"}
