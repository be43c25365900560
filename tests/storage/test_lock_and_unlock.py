"""An open logbook that is locked and unlocked again, or whose file is exchanged."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from b12tracker.storage import keys
from b12tracker.storage.errors import LockedError, LogbookError, WrongPassphraseError
from b12tracker.storage.keys import SECRET_BYTES, Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.unlocking import key_for
from tests.builders import an_injection

pytestmark = pytest.mark.usefixtures("cheap_keys")

FIRST, SECOND = an_injection("2026-11-02"), an_injection("2026-11-09")


@pytest.fixture(name="path")
def a_path(tmp_path: Path) -> Path:
    return tmp_path / "logbook.sqlite"


@pytest.fixture(name="key")
def a_key() -> Key:
    return Key.new("open sesame")


@pytest.fixture(name="logbook")
def an_open_locked_logbook(path: Path, key: Key) -> Iterator[Logbook]:
    with closing(Logbook.create(path, holding=[FIRST], key=key)) as logbook:
        yield logbook


def test_between_lock_and_unlock_everything_is_refused(logbook: Logbook, key: Key) -> None:
    logbook.lock()
    assert logbook.key is None
    assert not logbook.is_open
    refused = (
        logbook.facts,
        lambda: logbook.find(FIRST),
        lambda: logbook.write(put=[SECOND]),
        lambda: logbook.backup_to(logbook.path.with_name("backup")),
        lambda: logbook.relock(None),
        lambda: logbook.change_mark,
    )
    for use in refused:
        with pytest.raises(LockedError):
            use()
    logbook.close()
    logbook.lock()
    logbook.unlock(key)
    logbook.write(put=[SECOND])
    assert len(logbook.facts().injections) == 2


def test_a_key_that_does_not_fit_leaves_it_locked(logbook: Logbook, key: Key) -> None:
    logbook.lock()
    with pytest.raises(LogbookError):
        logbook.unlock(Key.new("another"))
    with pytest.raises(LockedError):
        logbook.unlock(None)
    assert not logbook.is_open
    logbook.unlock(key)
    assert logbook.facts().injections == (FIRST,)


def test_after_unlocking_it_counts_as_another_copy(logbook: Logbook, key: Key) -> None:
    """What lies there now may have been brought back from an old copy meanwhile."""
    before = logbook._copy
    logbook.lock()
    logbook.unlock(key)
    assert logbook._copy != before


def test_it_sees_that_another_file_took_its_place(logbook: Logbook, path: Path, key: Key) -> None:
    assert not logbook.is_exchanged
    with closing(Logbook.open(path, key=key)) as other:
        other.write(put=[SECOND])
        assert not logbook.is_exchanged, "the same file holds something else"
        other.relock(key.with_passphrase("another"))
    assert logbook.is_exchanged
    logbook.follow()
    assert not logbook.is_exchanged
    assert len(logbook.facts().injections) == 2
    path.unlink()
    with pytest.raises(LogbookError, match="not there any more"):
        _ = logbook.is_exchanged


def test_it_follows_no_file_with_a_secret_of_its_own(
    logbook: Logbook, path: Path, key: Key
) -> None:
    with closing(Logbook.open(path, key=key)) as other:
        other.relock(Key.new("another"))
    with pytest.raises(LockedError):
        logbook.follow()
    assert logbook.facts().injections == (FIRST,), "the old file is open still"


def test_a_plain_one_that_is_locked_elsewhere_is_not_followed(path: Path) -> None:
    with (
        closing(Logbook.create(path, holding=[FIRST])) as logbook,
        closing(Logbook.open(path)) as other,
    ):
        other.relock(Key.new("another"))
        with pytest.raises(LockedError):
            logbook.follow()


def test_no_file_says_what_a_try_costs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file made to keep the program busy, or to fill its memory, is tried like any other."""
    asked: list[dict[str, Any]] = []
    scrypt = hashlib.scrypt

    def count(typed: bytes, **wishes: Any) -> bytes:
        asked.append(wishes)
        return scrypt(typed, **wishes)

    monkeypatch.setattr(hashlib, "scrypt", count)
    for first in (bytes(SECRET_BYTES), b"\xff" * SECRET_BYTES, b"SCrypt\x00\x3f" * 2):
        path.write_bytes(first + hashlib.sha512(first).digest() * (4096 // 32))
        with pytest.raises(WrongPassphraseError):
            key_for(path, "open sesame")
    assert len(asked) == 3
    assert asked[0] == asked[1] == asked[2]
    assert asked[0]["n"] == keys.COST
    assert asked[0]["maxmem"] == 2 * 128 * keys.BLOCK * keys.COST
