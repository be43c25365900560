"""Files of FHIR resources: a Bundle, one resource, a resource a line, or a zip of such files."""

import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from b12tracker.domain.plain import UnreadableError

from .fhir_limits import check_count, check_size
from .fhir_shelf import Found, Shelf
from .fhir_zip import holds_records, zipped
from .logbook_json import FORMAT, SharingError, parsed

HEAD = 100_000
"""Bytes at the beginning of a file that tell what it is."""


def looks_like_fhir(path: Path) -> bool:
    """Whether a file is meant to be FHIR, whatever its name and however sound it is."""
    if zipfile.is_zipfile(path):
        return holds_records(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
    return b'"resourceType"' in head and FORMAT.encode() not in head[:1000]


def read_fhir(path: Path) -> Shelf:
    """Return every resource of a file.

    Raises:
        SharingError: it is too large, damaged, or no FHIR; the sentence says which.
        OSError: the file cannot be read.
    """
    is_zip = zipfile.is_zipfile(path)
    try:
        return Shelf(tuple(_counted(_resources(zipped(path) if is_zip else _whole(path)))), is_zip)
    except UnreadableError as error:
        raise SharingError(" ".join(str(error).split())[:300]) from None


def _whole(path: Path) -> Iterator[tuple[bytes, str]]:
    check_size(path.stat().st_size)
    yield path.read_bytes(), ""


def _resources(contents: Iterable[tuple[bytes, str]]) -> Iterator[Found]:
    for content, clinic in contents:
        yield from _in_text(content, clinic)


def _counted(found: Iterable[Found]) -> Iterator[Found]:
    for place, one in enumerate(found, 1):
        check_count(place)
        yield one


def _in_text(content: bytes, clinic: str) -> Iterator[Found]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SharingError("The file is not text in UTF-8, so it cannot be taken.") from None
    for root in _roots(text):
        if not isinstance(root, dict) or not isinstance(root.get("resourceType"), str):
            raise SharingError("This is not a FHIR file (it names no “resourceType”).")
        yield from _unbundled(Found(root, clinic=clinic))


def _roots(text: str) -> list[Any]:
    """Return what the text holds: one value, or one a line (NDJSON)."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and _is_whole(lines[0]):
        return [parsed(line) for line in lines]
    root = parsed(text)
    return root if isinstance(root, list) and root else [root]


def _is_whole(line: str) -> bool:
    try:
        return isinstance(parsed(line), dict)
    except UnreadableError:
        return False


def _unbundled(root: Found) -> Iterator[Found]:
    """Yield a resource, or those of a Bundle and of the Bundles inside it."""
    waiting = deque([root])
    while waiting:
        one = waiting.popleft()
        if one.kind != "Bundle":
            yield one
            continue
        entries = one.resource.get("entry", [])
        if not isinstance(entries, list):
            raise SharingError("This is not a FHIR Bundle: its “entry” should be a list.")
        waiting.extend(_entry(entry, root.clinic) for entry in entries)


def _entry(entry: Any, clinic: str) -> Found:
    """Return the resource of an entry; one that holds none is told of like any other."""
    if not isinstance(entry, dict) or not isinstance(entry.get("resource"), dict):
        return Found({})
    url = entry.get("fullUrl")
    return Found(entry["resource"], url if isinstance(url, str) else "", clinic)
