"""Finding the key of a locked logbook from what somebody types."""

from contextlib import closing
from pathlib import Path

from .driver import connect, database_errors
from .errors import WrongPassphraseError, told
from .keys import SECRET_BYTES, Key
from .on_disk import is_locked


def key_for(path: Path, typed: str) -> Key:
    """Return the key of the locked logbook at ``path`` that a passphrase or recovery key opens.

    Raises:
        WrongPassphraseError: neither fits.
        LogbookError: the file cannot be read.
    """
    salt = begins(path)
    recovered = Key.by_recovery_key(typed, salt)
    if recovered and opens(path, recovered):
        return recovered
    key = Key.by_passphrase(typed, salt)
    if opens(path, key):
        return key
    raise WrongPassphraseError(path)


def key_like(path: Path, key: Key | None) -> Key | None:
    """Return what opens another file of the same logbook, from whenever it is.

    Another passphrase hides the same secret, and there was a time before there was one.
    """
    return Key(key.secret, begins(path)) if key and is_locked(path) else None


def key_of_copy(path: Path, key: Key) -> Key | None:
    """Return the key of a copy of the logbook that ``key`` opens, whatever its passphrase is.

    Its secret is the same, unless the passphrase was taken off and another one set since.

    Raises:
        LogbookError: the file cannot be read.
    """
    like = key_like(path, key)
    return like if like and opens(path, like) else None


def begins(path: Path) -> bytes:
    """Return the first bytes of a file: the salt of a locked logbook, or SQLite's own mark.

    Raises:
        LogbookError: it cannot be read.
    """
    with told(path), path.open("rb") as file:
        return file.read(SECRET_BYTES)


def opens(path: Path, key: Key) -> bool:
    """Say whether a key fits a locked file.

    Raises:
        LogbookError: it cannot be read.
    """
    try:
        with closing(connect(path, key, "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except database_errors() as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            return False
        with told(path):
            raise
    return True
