"""A passphrase and a recovery key lead to one secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.storage import keys
from b12tracker.storage.keys import Key

SECRETS = st.binary(min_size=16, max_size=16)


@pytest.fixture(autouse=True, scope="module")
def cheap() -> "pytest.MonkeyPatch":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", 4)
        yield patch


def test_another_passphrase_hides_the_same_secret() -> None:
    first = Key.new("one thing")
    second = first.with_passphrase("another thing")
    assert second.salt != first.salt
    assert Key.by_passphrase("another thing", second.salt).secret == first.secret
    assert Key.by_passphrase("one thing", second.salt).secret != first.secret
    assert second.recovery_key == first.recovery_key


def test_two_logbooks_with_one_passphrase_have_nothing_in_common() -> None:
    first, second = Key.new("one thing"), Key.new("one thing")
    assert first.secret != second.secret
    assert first.salt != second.salt
    assert first.raw != second.raw


@pytest.mark.parametrize(
    ("typed", "also"), [("Grüße", "Grüße"), ("ﬁne", "fine"), ("  word", "word  ")]
)
def test_a_passphrase_is_what_it_looks_like(typed: str, also: str) -> None:
    key = Key.new(typed)
    assert key.opens_like(also)
    assert not key.opens_like(f"{also}.")


@given(SECRETS, SECRETS)
def test_a_recovery_key_is_read_as_it_was_written_down(secret: bytes, salt: bytes) -> None:
    key = Key(secret, salt)
    written = key.recovery_key
    assert [len(group) for group in written.split("-")] == [5] * 6
    typed = f" {written.lower().replace('-', ' ').replace('i', '1').replace('o', '0')} "
    assert Key.by_recovery_key(typed, salt) == key


@given(SECRETS, st.integers(0, 29), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_slip_of_the_pen_is_noticed(secret: bytes, at: int, letter: str) -> None:
    letters = Key(secret, b"").recovery_key.replace("-", "")
    slipped = letters[:at] + letter + letters[at + 1 :]
    found = Key.by_recovery_key(slipped, b"")
    # The last of the letters of 128 bits carries three bits: five in base 32.
    assert found is None or found.secret == secret


@pytest.mark.parametrize("typed", ["", "A", "correct horse battery staple", "AAAAA-" * 6, "ä" * 30])
def test_what_is_no_recovery_key_is_none(typed: str) -> None:
    assert Key.by_recovery_key(typed, b"") is None


def test_a_key_does_not_show_itself() -> None:
    key = Key.new("one thing")
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)
