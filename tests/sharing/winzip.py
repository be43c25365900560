"""A second reader of ZIP files locked with AES, by the paper of WinZip: none of pyzipper's code."""

import hashlib
import hmac
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SALT, KEY, CHECK, SIGNATURE = 16, 32, 2, 10
"""Bytes; of AES-256, which WinZip calls strength 3."""


def strength(entry: ZipInfo) -> tuple[int, bytes, int, int]:
    """Return version, vendor, strength and packing of a file inside, from its extra field."""
    kind, _, version, vendor, said, packing = struct.unpack("<HHH2sBH", entry.extra[:11])
    assert kind == 0x9901
    return version, vendor, said, packing


def raw_of(content: bytes, entry: ZipInfo) -> bytes:
    """Return what stands in the ZIP for a file inside, as it stands there."""
    names, extra = struct.unpack("<HH", content[entry.header_offset + 26 :][:4])
    start = entry.header_offset + 30 + names + extra
    return content[start : start + entry.compress_size]


def read_locked(content: bytes, password: str) -> dict[str, bytes]:
    """Return every file inside a locked ZIP."""
    with ZipFile(BytesIO(content)) as archive:
        return {entry.filename: _read(content, entry, password) for entry in archive.infolist()}


def _read(content: bytes, entry: ZipInfo, password: str) -> bytes:
    raw = raw_of(content, entry)
    salt, check = raw[:SALT], raw[SALT : SALT + CHECK]
    locked, signature = raw[SALT + CHECK : -SIGNATURE], raw[-SIGNATURE:]
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1000, 2 * KEY + CHECK)
    assert keys[2 * KEY :] == check, "wrong password"
    assert hmac.new(keys[KEY : 2 * KEY], locked, "sha1").digest()[:SIGNATURE] == signature
    blocks = b"".join((n + 1).to_bytes(16, "little") for n in range(len(locked) // 16 + 1))
    stream = Cipher(algorithms.AES(keys[:KEY]), modes.ECB()).encryptor().update(blocks)
    packed = bytes(a ^ b for a, b in zip(locked, stream, strict=False))
    return zlib.decompress(packed, -zlib.MAX_WBITS)
