"""The key of a locked logbook: one random secret, reached by a passphrase or a recovery key.

A locked logbook stays one file that opens by itself. SQLCipher keeps 16 bytes of salt in clear at
its beginning; here they are the secret of 16 random bytes, hidden under what scrypt makes of the
passphrase (exclusive or). Another passphrase hides the same secret, so that the recovery key,
which is the secret in letters and digits, goes on working. scrypt is never told by a file how much
memory or time to take.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

SECRET_BYTES = 16
"""Of the secret and of the salt that hides it; 128 bits, as AES-128 has."""

COST, BLOCK = 2**17, 8
"""Of scrypt: 128 MiB and about 0.4 s for each try (RFC 7914)."""

PURPOSE = b"B12 Tracker: passphrase of a logbook"
CHECK_DIGITS, GROUP = 4, 5
ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B", " ": None, "-": None, "–": None})
"""What is easily mistaken when it is typed from paper: base 32 has no 0, 1 and 8."""


@dataclass(frozen=True, repr=False)
class Key:
    """What opens one locked logbook.

    Attributes:
        secret: 16 random bytes, the same for as long as the logbook is locked.
        salt: the first 16 bytes of the file.
    """

    secret: bytes
    salt: bytes

    @classmethod
    def new(cls, passphrase: str) -> "Key":
        """Return a fresh key that ``passphrase`` opens."""
        return cls(secrets.token_bytes(SECRET_BYTES), b"").with_passphrase(passphrase)

    @classmethod
    def by_passphrase(cls, passphrase: str, salt: bytes) -> "Key":
        """Return the key of a file that begins with ``salt``, if the passphrase is right."""
        return cls(_either_or(salt, _stretched(passphrase)), salt)

    @classmethod
    def by_recovery_key(cls, typed: str, salt: bytes) -> "Key | None":
        """Return the key that was written down; None where that cannot be a recovery key."""
        secret = _secret_of(typed)
        return cls(secret, salt) if secret else None

    def with_passphrase(self, passphrase: str) -> "Key":
        """Return the key of the same secret under another passphrase."""
        return Key(self.secret, _either_or(self.secret, _stretched(passphrase)))

    def opens_like(self, passphrase: str) -> bool:
        """Say whether this passphrase hides this secret in this salt."""
        return hmac.compare_digest(Key.by_passphrase(passphrase, self.salt).secret, self.secret)

    @property
    def recovery_key(self) -> str:
        """The secret in letters and digits, in groups of five, to be printed and kept apart."""
        letters = _letters(self.secret) + _check(self.secret)
        return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))

    @property
    def raw(self) -> str:
        """The key as SQLCipher takes it: 32 bytes and the salt, in hexadecimal digits."""
        key = hmac.new(self.secret, b"B12 Tracker: pages of a logbook", "sha256").digest()
        return f"x'{key.hex()}{self.salt.hex()}'"


def check_passphrase(typed: str) -> str:
    """Return what can be a passphrase.

    Raises:
        ValueError: nothing was typed.
    """
    if not typed.strip():
        raise ValueError("Type a passphrase.")
    return typed


def _secret_of(typed: str) -> bytes | None:
    letters = typed.upper().translate(ALIKE)
    try:
        secret = base64.b32decode(letters[:-CHECK_DIGITS] + "======")
    except ValueError:
        return None
    right = len(secret) == SECRET_BYTES and _check(secret) == letters[-CHECK_DIGITS:]
    return secret if right else None


def _letters(content: bytes) -> str:
    return base64.b32encode(content).decode("ascii").rstrip("=")


def _check(secret: bytes) -> str:
    """Return four letters that tell a recovery key from a slip of the pen."""
    return _letters(hashlib.sha256(b"B12 Tracker: recovery key" + secret).digest())[:CHECK_DIGITS]


def _stretched(passphrase: str) -> bytes:
    # The same letters can be typed as other characters: NFKC makes them one.
    typed = unicodedata.normalize("NFKC", passphrase).strip().encode()
    return hashlib.scrypt(
        typed, salt=PURPOSE, n=COST, r=BLOCK, p=1, maxmem=2 * 128 * BLOCK * COST, dklen=SECRET_BYTES
    )


def _either_or(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
