"""The pages of a damaged SQLite file, read without SQLite: what rows still stand on them.

The format is told at https://www.sqlite.org/fileformat2.html.
"""

import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from b12tracker.by_chance import PAGE

from .on_disk import HEADER, HEADER_BYTES

Value = int | float | str | None

LEAF = 0x0D
"""The kind of a page that holds rows of a table."""

INDEX_KINDS = (0x02, 0x0A)
INNER = 0x05

BEGIN = re.compile(rb"(?=[\x02-\x7f]\x55)")
"""How a row of ours begins: the length of its head, then a text of 36 bytes, its id."""

NUMBER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
LONGEST_CHAIN = 1000
"""So many pages one row can reach over; a chain that runs in a circle ends there."""


class BrokenError(Exception):
    """These bytes are no row."""


@dataclass(frozen=True)
class BareRow:
    """A row without the names of its columns.

    Attributes:
        number: SQLite's own number of the row, which keeps the order; None where it is not known.
    """

    number: int | None
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Pages:
    """A file as pages of one size.

    Attributes:
        size: bytes of a page, a power of two from 512 to 65536.
        usable: bytes of a page that hold rows.
    """

    content: bytes
    size: int
    usable: int

    def __len__(self) -> int:
        return -(-len(self.content) // self.size)

    def page(self, number: int) -> bytes:
        """Return a page by its number, the first being 1; bytes that are cut off are zero."""
        start = (number - 1) * self.size
        return self.content[start : start + self.size].ljust(self.size, b"\0")

    def rows(self) -> Iterator[BareRow]:
        """Yield every row that stands whole on a page that is in use, or may be."""
        unused = self.unused or frozenset()
        for number in range(1, len(self) + 1):
            if number not in unused:
                yield from self._rows_on(number)

    @property
    def unused(self) -> frozenset[int] | None:
        """The pages that SQLite put aside; None where their list cannot be followed.

        They may hold rows that were deleted.
        """
        if not self.content.startswith(HEADER):
            return None
        trunk, expected = struct.unpack(">II", self.page(1)[32:40])
        found: set[int] = set()
        while trunk:
            if trunk in found or not 1 < trunk <= len(self):
                return None
            page = self.page(trunk)
            following, count = struct.unpack(">II", page[:8])
            if count > self.usable // 4 - 2:
                return None
            found |= {trunk, *struct.unpack(f">{count}I", page[8 : 8 + 4 * count])}
            trunk = following
        return frozenset(found) if len(found) == expected else None

    def _rows_on(self, number: int) -> Iterator[BareRow]:
        page = self.page(number)
        head = HEADER_BYTES if number == 1 else 0
        if page[head] in (*INDEX_KINDS, INNER):
            return
        try:
            yield from list(self._listed(page, head))
        except (BrokenError, IndexError, struct.error):
            yield from self._strewn(page)

    def _listed(self, page: bytes, head: int) -> Iterator[BareRow]:
        """Yield the rows that the page itself lists."""
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        first = head + 8 + 2 * count
        if page[head] != LEAF or first > self.usable:
            raise BrokenError
        for place in struct.unpack(f">{count}H", page[head + 8 : first]):
            if not first <= place < self.usable:
                raise BrokenError
            length, at = varint(page, place)
            number, at = varint(page, at)
            yield BareRow(number, self._values(page, at, length))

    def _strewn(self, page: bytes) -> Iterator[BareRow]:
        """Yield what looks like rows of ours on a page whose own list of them is damaged."""
        for found in BEGIN.finditer(page):
            with suppress(BrokenError, IndexError, struct.error):
                yield BareRow(None, self._values(page, found.start(), None))

    def _values(self, page: bytes, at: int, length: int | None) -> tuple[Value, ...]:
        head_length, after = varint(page, at)
        kinds = []
        while after < at + head_length:
            kind, after = varint(page, after)
            kinds.append(kind)
        whole = head_length + sum(_bytes_of(kind) for kind in kinds)
        if after != at + head_length or length not in (None, whole):
            raise BrokenError
        return tuple(_typed(kinds, self._payload(page, at, whole)[head_length:]))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """Return the bytes of a row, those on further pages included."""
        here = self._bytes_here(length)
        if at + here > self.usable:
            raise BrokenError
        found = [page[at : at + here]]
        missing = length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big") if missing else 0
        for _ in range(LONGEST_CHAIN):
            if missing <= 0:
                return b"".join(found)
            if not 1 < following <= len(self):
                break
            further = self.page(following)
            found.append(further[4 : min(self.usable, 4 + missing)])
            missing -= len(found[-1])
            following = int.from_bytes(further[:4], "big")
        raise BrokenError

    def _bytes_here(self, length: int) -> int:
        """Return how many bytes of a row stand on its own page."""
        most = self.usable - 35
        if length <= most:
            return length
        least = (self.usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.usable - 4)
        return here if here <= most else least


def pages_of(content: bytes) -> list[Pages]:
    """Return the file cut into pages of the size that it says, and of the usual one.

    What it says may be damaged, too.
    """
    said = int.from_bytes(content[16:18], "big")
    said = 65536 if said == 1 else said
    kept = content[20] if len(content) > 20 else 0
    sizes = {(PAGE, 0): None}
    if 512 <= said <= 65536 and said.bit_count() == 1 and said - kept >= 480:
        sizes = {(said, kept): None, **sizes}
    return [Pages(content, size, size - kept) for size, kept in sizes]


def varint(page: bytes, at: int) -> tuple[int, int]:
    """Return the number of variable length that begins at ``at``, and where it ends."""
    number = 0
    for place in range(at, at + 8):
        number = number << 7 | page[place] & 0x7F
        if page[place] < 0x80:
            return number, place + 1
    return number << 8 | page[at + 8], at + 9


def _bytes_of(kind: int) -> int:
    if kind in NUMBER_BYTES:
        return NUMBER_BYTES[kind]
    if kind == 7:
        return 8
    if kind in (0, 8, 9):
        return 0
    if kind < 13 or not kind % 2:  # reserved, or bytes that are no text: none is ours
        raise BrokenError
    return (kind - 13) // 2


def _typed(kinds: list[int], body: bytes) -> Iterator[Value]:
    at = 0
    for kind in kinds:
        part = body[at : at + _bytes_of(kind)]
        at += len(part)
        yield _value(kind, part)


def _value(kind: int, part: bytes) -> Value:
    if kind in (0, 8, 9):
        return {0: None, 8: 0, 9: 1}[kind]
    if kind == 7:
        return float(struct.unpack(">d", part)[0])
    if kind in NUMBER_BYTES:
        return int.from_bytes(part, "big", signed=True)
    try:
        return part.decode()
    except UnicodeDecodeError:
        raise BrokenError from None
