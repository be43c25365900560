"""Zips of FHIR files, such as the export of Apple Health.

That one keeps a file for each resource in ``clinical-records``, and the names of the clinics in a
list of all that the phone ever counted, which grows to gigabytes: it is read a piece at a time.
"""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from typing import IO

from .fhir_limits import LARGEST, check_size
from .logbook_json import SharingError

MOST_FILES = 100_000
"""More than a lifetime of clinical records."""

LONGEST_LIST = 8_000_000_000
"""Bytes of the list of Apple Health, unpacked, up to which the names of clinics are looked for."""

PIECE = 1_000_000
START = b"<ClinicalRecord"
RECORD = re.compile(rb'<ClinicalRecord\b(?:"[^"]*"|[^>"])*>')
ATTRIBUTE = re.compile(rb'(\w+)\s*=\s*"([^"]*)"')
RECORDS = ("clinical-records", "clinical_records")
ENDINGS = (".json", ".ndjson")

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,  # it points at places that cannot be
    RuntimeError,  # it asks for a password
    NotImplementedError,
    ValueError,
)
"""What the standard library raises for a zip that cannot be read."""


def holds_records(path: Path) -> bool:
    """Whether a zip has files of records in it; one with tables is no such zip, unless Apple's."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as pack:
            names = [PurePosixPath(name.lower()) for name in pack.namelist()]
    except DAMAGED:
        return False
    if any(name.parent.name in RECORDS for name in names):
        return True
    endings = {name.suffix for name in names}
    return ".csv" not in endings and not endings.isdisjoint(ENDINGS)


def zipped(path: Path) -> Iterator[tuple[bytes, str]]:
    """Yield the content of each file of records, and the clinic where it is named.

    Raises:
        SharingError: the zip is damaged, locked or without records, or holds more than can be
            taken; no more than that is ever unpacked.
    """
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as pack:
                yield from _records(pack)
        except DAMAGED:
            raise SharingError(
                "The zip file is damaged, locked, or packed in a way that is not known."
            ) from None


def _records(pack: zipfile.ZipFile) -> Iterator[tuple[bytes, str]]:
    names = _names(pack)
    clinics = _clinics(pack)
    left = LARGEST
    for name in names:
        with pack.open(name) as file:
            content = file.read(left + 1)
        check_size(len(content) + LARGEST - left)
        left -= len(content)
        yield content, clinics.get(PurePosixPath(name).name, "")


def _names(pack: zipfile.ZipFile) -> list[str]:
    """Return the names of the files of records, of Apple's only those of clinics."""
    names = [name for name in pack.namelist() if name.lower().endswith(ENDINGS)]
    of_clinics = [name for name in names if PurePosixPath(name.lower()).parent.name in RECORDS]
    if not names:
        raise SharingError("The zip file holds no FHIR records (no .json file is in it).")
    if len(names) > MOST_FILES:
        raise SharingError(f"The zip file holds more than {MOST_FILES:,} files.")
    return of_clinics or names


def _clinics(pack: zipfile.ZipFile) -> dict[str, str]:
    """Return the clinic of each file of records, by the file's name."""
    lists = [one for one in pack.infolist() if one.filename.lower().endswith(".xml")]
    known: dict[str, str] = {}
    for one in lists:
        if "cda" not in one.filename.lower() and one.file_size <= LONGEST_LIST:
            with pack.open(one) as file:
                known |= _named_in(file)
    return known


def _named_in(file: IO[bytes]) -> dict[str, str]:
    known: dict[str, str] = {}
    rest = b""
    while piece := file.read(PIECE):
        text = rest + piece
        end = 0
        for record in RECORD.finditer(text):
            end = record.end()
            said = {key: _text(value) for key, value in ATTRIBUTE.findall(record.group())}
            name = PurePosixPath(said.get(b"resourceFilePath", "")).name
            known[name] = said.get(b"sourceName", "").strip()
        rest = _begun(text[end:])
    return known


def _begun(text: bytes) -> bytes:
    """Return the end of a piece, which may be the beginning of a record."""
    begins = text.rfind(START)
    rest = text[begins:] if begins >= 0 else text[-len(START) :]
    return rest if len(rest) <= PIECE else b""


def _text(value: bytes) -> str:
    return unescape(value.decode("utf-8", "replace"))
