"""The tables of a logbook in one ZIP file, and what is refused of ZIP files from elsewhere."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts

from .about_export import About
from .csv_tables import KINDS, facts_of_tables, tables_of
from .logbook_json import SharingError
from .zip_files import DamagedError, open_zip, write_zip

ABOUT_NAME = "README.txt"

MOST_BYTES = 64_000_000
"""As much may stand in all tables together: more than a long life of daily entries."""

MOST_FILES = 100

FOLDER_OF_A_MAC = "__MACOSX"
OVERHEAD = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into a ZIP beside what was asked for."""

RULE = """\
Each table is a CSV file in UTF-8; dates are written 2026-01-31, and a cell that holds nothing is
empty. Lists are written ["one", "two"]. A text that a spreadsheet would take for a formula (it
begins with = + - @, a tab or a line end, also after blanks) has an apostrophe (') before it, and
so has a text that begins with an apostrophe. B12 Tracker takes that one apostrophe away when it
reads the table. A spreadsheet that saves a table may change it: dates, long numbers, leading zeros.
Phases belong to the plan named in their column “plan”, in the order of “position”."""


def logbook_to_zip(facts: Facts, about: About, password: str = "") -> bytes:
    """Return a ZIP of all tables that hold something, with a text that says what they are."""
    tables = {f"{name}.csv": text for name, text in tables_of(facts).items()}
    written = BytesIO()
    write_zip(written, {ABOUT_NAME: _about(about, tables), **tables}, password)
    return written.getvalue()


def facts_of_zip(content: bytes, catalogue: Catalogue, password: str = "") -> Facts:
    """Return the facts in a ZIP of tables.

    Raises:
        WrongPasswordError: the password does not open it.
        SharingError: it is damaged, locked, too large, or holds what is no table of a logbook.
    """
    with open_zip(content, password) as archive:
        texts = dict(_texts(archive))
    if not texts:
        raise SharingError("This ZIP file holds no table of a logbook.")
    return facts_of_tables(texts, catalogue)


def _about(about: About, tables: dict[str, str]) -> str:
    held = "\n".join(f"  {name}" for name in tables)
    return f"B12 Tracker logbook as tables\n\n{about.sentence}\n\n{RULE}\n\nTables:\n{held}\n"


def _texts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each table in a ZIP, and unpack no more than is allowed."""
    room, seen = MOST_BYTES, set()
    if len(archive.infolist()) > MOST_FILES:
        raise SharingError(f"This ZIP file holds more than {MOST_FILES} files.")
    for entry in archive.infolist():
        name = _table_name(entry)
        if name is None:
            continue
        if name in seen:
            raise SharingError(f"This ZIP file holds {name}.csv twice.")
        seen.add(name)
        unpacked = _unpacked(archive, entry, room)
        room -= len(unpacked)
        yield name, _decoded(unpacked, name)


def _table_name(entry: ZipInfo) -> str | None:
    """Return the table that a file inside is; None for what is left unread."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if entry.is_dir() or FOLDER_OF_A_MAC in path.parts or path.name in (ABOUT_NAME, *OVERHEAD):
        return None
    if ".." in path.parts or path.suffix.lower() != ".csv" or path.stem not in KINDS:
        shown = entry.filename[:60].encode("unicode_escape").decode()
        raise SharingError(f"This ZIP file holds “{shown}”, which is no table of a logbook.")
    return path.stem


def _unpacked(archive: ZipFile, entry: ZipInfo, room: int) -> bytes:
    with archive.open(entry) as file:
        content = file.read(room + 1)
    if len(content) > room:
        raise SharingError(f"The tables in this ZIP file are larger than {MOST_BYTES:,} bytes.")
    if len(content) != entry.file_size:
        raise DamagedError
    return content


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise SharingError(f"{name}.csv is not text in UTF-8, so it cannot be taken.") from None
