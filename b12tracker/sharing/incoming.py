"""A file from elsewhere as facts, whatever of the formats it is in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts

from .csv_archive import facts_of_zip
from .csv_tables import facts_of_tables, table_named_by
from .foreign_table import Mapped, injections_of
from .formats import Format
from .joining import Joined, join
from .logbook_json import SharingError, logbook_from_json
from .pasted_injections import Outcome
from .written_file import SQLITE
from .zip_files import needs_password

MOST_BYTES = 64_000_000
"""No file of ours is larger; one that is would keep the user waiting for nothing."""

ZIP = b"PK"

HEAD = 200
"""Bytes that are enough to know a format."""


@dataclass(frozen=True)
class ComingFile:
    """A file that is to be imported.

    Attributes:
        name: its name without the folder.
        mapped: how a table from elsewhere is to be read.
        password: what opens it, where it is locked.
    """

    name: str
    content: bytes
    mapped: Mapped = field(default_factory=lambda: Mapped({}))
    password: str = field(default="", repr=False)

    @property
    def is_zip(self) -> bool:
        """Whether it is a ZIP file, of tables as we hope."""
        return self.content.startswith(ZIP)

    @property
    def needs_password(self) -> bool:
        """Whether a password is needed to read it."""
        return self.is_zip and needs_password(self.content)

    @property
    def text(self) -> str:
        """The content as text.

        Raises:
            SharingError: it is none.
        """
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SharingError(
                f"{self.name} is not text in UTF-8, so it cannot be taken."
            ) from None


@dataclass(frozen=True)
class Here:
    """The logbook that a file is imported into.

    Attributes:
        catalogue: what can be scored and measured, without what the user added.
    """

    facts: Facts
    catalogue: Catalogue
    today: date


def format_of_file(path: Path) -> Format:
    """Return the format that a file is in, by how it begins."""
    with path.open("rb") as file:
        return format_of(file.read(HEAD))


def read_file(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        SharingError: it is larger than any file of ours.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SharingError(f"{path} is larger than {MOST_BYTES:,} bytes, so it was not read.")
    return content


def format_of(content: bytes) -> Format:
    """Return the format that a content is in, by how it begins."""
    if content.startswith(SQLITE):
        return Format.LOGBOOK
    if content.startswith(ZIP):
        return Format.CSV
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return Format.JSON if head[:1] in (b"{", b"[", b"") else Format.CSV


def take_in(coming: ComingFile, wanted: Format, here: Here) -> Joined:
    """Return what an import of a file does; a file of the format logbook is not ours to read.

    Raises:
        SharingError: nothing in it can be taken; the sentence says why.
    """
    if wanted is Format.JSON:
        return join(here.facts, logbook_from_json(coming.text, here.catalogue))
    if coming.is_zip:
        return join(here.facts, facts_of_zip(coming.content, here.catalogue, coming.password))
    table = table_of_ours(coming)
    if table is None:
        return _from_elsewhere(coming, here)
    known = here.catalogue.with_own(here.facts)
    return join(here.facts, facts_of_tables({table: coming.text}, known))


def table_of_ours(coming: ComingFile) -> str | None:
    """Return which of our tables a CSV file is; None where it is one from elsewhere."""
    if coming.mapped.columns:
        return None
    return table_named_by(coming.text, Path(coming.name).stem)


def _from_elsewhere(coming: ComingFile, here: Here) -> Joined:
    rows = injections_of(coming.text, coming.mapped, here.today, here.facts.injections)
    joined = join(here.facts, Facts(injections=rows.injections))
    there: Mapping[str, int] = {"injections": rows.count(Outcome.THERE)}
    refused = tuple(
        f"Row {row.row.number}: {' '.join(row.remarks)}"
        for row in rows.rows
        if row.outcome is Outcome.REFUSED
    )
    left = dict(+(Counter(joined.left) + Counter(there)))
    return Joined(joined.put, joined.taken, left, refused)
