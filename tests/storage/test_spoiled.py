"""Files that a bad disk, a broken copy or a curious editor left: refused in words, or sound."""

import faulthandler
import os
from collections.abc import Callable, Iterator
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
from tests.storage.raw import folder_state

PAGE = 4096


def one_bit(content: bytearray, chance: Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def one_bit_of_the_first_page(content: bytearray, chance: Random) -> None:
    content[chance.randrange(PAGE)] ^= 1 << chance.randrange(8)


def some_bytes(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(2, 200)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def cut_short(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content)) :]


def cut_short_at_a_page(content: bytearray, chance: Random) -> None:
    del content[PAGE * chance.randrange(len(content) // PAGE) :]


def a_page_of_zeros(content: bytearray, chance: Random) -> None:
    start = PAGE * chance.randrange(len(content) // PAGE)
    content[start : start + PAGE] = bytes(PAGE)


def two_pages_swapped(content: bytearray, chance: Random) -> None:
    a, b = (PAGE * n for n in chance.sample(range(len(content) // PAGE), 2))
    content[a : a + PAGE], content[b : b + PAGE] = content[b : b + PAGE], content[a : a + PAGE]


def more_at_the_end(content: bytearray, chance: Random) -> None:
    content += chance.randbytes(chance.randrange(1, 3 * PAGE))


SPOILED: tuple[Callable[[bytearray, Random], None], ...] = (
    one_bit,
    one_bit_of_the_first_page,
    some_bytes,
    cut_short,
    cut_short_at_a_page,
    a_page_of_zeros,
    two_pages_swapped,
    more_at_the_end,
)


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
