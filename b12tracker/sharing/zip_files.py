"""ZIP files of tables as files: with a password or without, and what is said of unreadable ones.

A password means AES-256 as WinZip defined it (AE-2), by pyzipper, which is imported only then. The
names of the files inside and their sizes stay readable: the format has no place to hide them.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from .logbook_json import SharingError
from .passwords import WrongPasswordError

LOCKED, BY_AES = 0x1, 99
"""The flag of a file inside that has a password, and the packing that says: by AES."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside, so that the same logbook gives the same ZIP."""

DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, struct.error)
STRANGE = (NotImplementedError, RuntimeError, ValueError, KeyError)
"""What reading a ZIP raises where it is packed or locked in a way that is not known."""


class DamagedError(BadZipFile):
    """A file inside the ZIP is not what the ZIP says of it."""


def write_zip(written: IO[bytes], texts: dict[str, str], password: str = "") -> None:
    """Write texts into a ZIP under their names, each readable by its owner only."""
    with _new(written, password) as archive:
        kind = getattr(archive, "zipinfo_cls", ZipInfo)
        for name, text in texts.items():
            entry = kind(name, EARLIEST)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text.encode(), ZIP_DEFLATED)


@contextmanager
def open_zip(content: bytes, password: str = "") -> Iterator[ZipFile]:
    """Open a ZIP file and tell in one sentence what is wrong with it while it is read.

    Raises:
        WrongPasswordError: the password does not open it; damage may look the same.
        SharingError: it is damaged, locked, or packed in a way that is not known.
    """
    try:
        with _opened(content, password) as archive:
            _check_locks(archive.infolist(), password)
            yield archive
    except _damage(password) as error:
        raise _unreadable(password) from error
    except STRANGE as error:
        if "Bad password" in str(error):
            raise _unreadable(password) from error
        raise SharingError("This ZIP file is packed in a way that cannot be read.") from error


def needs_password(content: bytes) -> bool:
    """Whether a ZIP file holds anything that a password of ours would open."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return any(_by_aes(entry) for entry in archive.infolist())
    except (*DAMAGE, *STRANGE):
        return False


def check_opens(content: bytes, password: str) -> None:
    """See whether a password opens a ZIP file; hardly more than a byte of it is unpacked.

    Raises:
        WrongPasswordError: it does not.
        SharingError: the file cannot be read.
    """
    with open_zip(content, password) as archive:
        locked = (entry for entry in archive.infolist() if entry.flag_bits & LOCKED)
        for entry in list(locked)[:1]:
            with archive.open(entry) as file:
                file.read(1)


def _new(written: IO[bytes], password: str) -> ZipFile:
    if not password:
        return ZipFile(written, "w", ZIP_DEFLATED)
    import pyzipper

    kind = pyzipper.WZ_AES
    archive: ZipFile = pyzipper.AESZipFile(written, "w", ZIP_DEFLATED, encryption=kind)
    archive.setpassword(password.encode())
    return archive


def _opened(content: bytes, password: str) -> ZipFile:
    if not password:
        return ZipFile(BytesIO(content))
    import pyzipper

    archive: ZipFile = pyzipper.AESZipFile(BytesIO(content))
    archive.setpassword(password.encode())
    return archive


def _check_locks(entries: list[ZipInfo], password: str) -> None:
    locked = [entry for entry in entries if entry.flag_bits & LOCKED]
    if not all(map(_by_aes, locked)):
        raise SharingError(
            "This ZIP file is locked with a password in an old, weak way: unlock it first."
        )
    if locked and not password:
        raise SharingError("This ZIP file is locked with a password: unlock it first.")


def _by_aes(entry: ZipInfo) -> bool:
    """Whether AES locks a file inside; pyzipper says so by a version, zipfile by the packing."""
    known = getattr(entry, "wz_aes_version", None) or entry.compress_type == BY_AES
    return bool(entry.flag_bits & LOCKED and known)


def _damage(password: str) -> tuple[type[Exception], ...]:
    if not password:
        return DAMAGE
    import pyzipper

    return (*DAMAGE, pyzipper.BadZipFile)


def _unreadable(password: str) -> SharingError:
    if not password:
        return SharingError("This ZIP file is damaged and cannot be read.")
    return WrongPasswordError(
        "This password does not open the ZIP file, or the file is damaged; nothing was taken."
    )
