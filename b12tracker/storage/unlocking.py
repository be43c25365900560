"""Finding the key of a locked logbook from what somebody types."""

from contextlib import closing
from pathlib import Path

from .driver import connect, database_errors
from .errors import WrongPassphraseError, told
from .keys import SECRET_BYTES, Key


def key_for(path: Path, typed: str) -> Key:
    """Return the key of the locked logbook at ``path`` that a passphrase or recovery key opens.

    Raises:
        WrongPassphraseError: neither fits.
        LogbookError: the file cannot be read.
    """
    with told(path), path.open("rb") as file:
        salt = file.read(SECRET_BYTES)
    recovered = Key.by_recovery_key(typed, salt)
    if recovered and _opens(path, recovered):
        return recovered
    key = Key.by_passphrase(typed, salt)
    if _opens(path, key):
        return key
    raise WrongPassphraseError(path)


def key_of_copy(path: Path, key: Key) -> Key | None:
    """Return the key of a copy of the logbook that ``key`` opens, whatever its passphrase is.

    Its secret is the same, unless the passphrase was taken off and another one set since.

    Raises:
        LogbookError: the file cannot be read.
    """
    with told(path), path.open("rb") as file:
        salt = file.read(SECRET_BYTES)
    like = Key(key.secret, salt)
    return like if len(salt) == SECRET_BYTES and _opens(path, like) else None


def _opens(path: Path, key: Key) -> bool:
    try:
        with closing(connect(path, key, "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except database_errors() as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            return False
        with told(path):
            raise
    return True
