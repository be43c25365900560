"""``--self-test``: whether every part of this installation is there and works."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from b12tracker import assets
from b12tracker.display import why_nothing_can_be_drawn
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import judge
from b12tracker.places import cache_folder
from b12tracker.sharing.about_export import About
from b12tracker.sharing.csv_archive import facts_of_zip, logbook_to_zip
from b12tracker.sharing.exporting import Wish, export
from b12tracker.sharing.fhir_bundle import Cover, fhir_bundle
from b12tracker.sharing.formats import Format
from b12tracker.sharing.logbook_json import logbook_from_json, logbook_to_json
from b12tracker.sharing.passwords import locked_pdf
from b12tracker.sharing.sample_story import tell
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook
from b12tracker.storage.unlocking import key_for

ANY_DAY = date(2026, 11, 22)


def self_test(say: Callable[[str], None]) -> bool:
    """Check each part and say one line each; return whether all of them work."""
    found = [_works(name, check, say) for name, check in CHECKS.items()]
    return all(found)


def _works(name: str, check: Callable[[], str], say: Callable[[str], None]) -> bool:
    try:
        found = check()
    except Exception as error:  # whatever it is, the next part is still worth a look
        say(f"FAILED  {name}: {error}")
        return False
    say(f"ok      {name}: {found}")
    return True


def _resources() -> str:
    catalogue = assets.catalogue()
    return f"{len(catalogue.markers)} markers, {len(catalogue.symptoms)} symptoms"


def _sqlite() -> str:
    if sqlite3.sqlite_version_info < (3, 37):
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} is older than 3.37")
    return sqlite3.sqlite_version


def _logbook() -> str:
    sample = tell(assets.sample_story(), ANY_DAY)
    with tempfile.TemporaryDirectory() as folder:
        logbook = Logbook.create(Path(folder) / "test.sqlite", "self-test", holding=sample.entries)
        kept = logbook.facts()
        complaints = logbook.complaints()
        logbook.close()
    if complaints or set(kept.by_id) < {fact.id for fact in sample.entries}:
        raise RuntimeError(f"the logbook did not keep what was written: {complaints}")
    return f"{len(kept.entries)} entries written and read"


def _sqlcipher() -> str:
    entry, key = Injection(ANY_DAY, note="self-test"), Key.new("self-test")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.sqlite"
        Logbook.create(path, holding=[entry], key=key).close()
        in_clear = b"self-test" in path.read_bytes()
        kept = Logbook.read(path, key_for(path, "self-test")).injections
    if in_clear or kept != (entry,):
        raise RuntimeError("a locked logbook can be read by everybody, or not by its owner")
    return "a logbook is locked and opened again"


def _exchange() -> str:
    sample = tell(assets.sample_story(), ANY_DAY)
    if logbook_from_json(logbook_to_json(sample), assets.catalogue()) != sample:
        raise RuntimeError("the sample did not survive JSON")
    return "the sample survives JSON"


def _tables() -> str:
    sample = tell(assets.sample_story(), ANY_DAY)
    if facts_of_zip(logbook_to_zip(sample, About(ANY_DAY)), assets.catalogue()) != sample:
        raise RuntimeError("the sample did not survive tables")
    return "the sample survives tables in a ZIP"


def _passwords() -> str:
    from pypdf import PdfReader, PdfWriter

    sample, page = tell(assets.sample_story(), ANY_DAY), BytesIO()
    content = logbook_to_zip(sample, About(ANY_DAY), "self-test")
    writer = PdfWriter()
    writer.add_blank_page(1, 1)
    writer.write(page)
    locked = PdfReader(BytesIO(locked_pdf(page.getvalue(), "self-test")))
    if facts_of_zip(content, assets.catalogue(), "self-test") != sample:
        raise RuntimeError("the sample did not survive a ZIP with a password")
    if not locked.is_encrypted or not locked.decrypt("self-test"):
        raise RuntimeError("a PDF with a password could not be opened again")
    return "a ZIP and a PDF are locked and opened again"


def _calendar() -> str:
    sample = tell(assets.sample_story(), ANY_DAY)
    made = export(sample, Wish(Format.ICS), ANY_DAY, assets.catalogue())
    return f"{len(made.keep)} events written"


def _fhir() -> str:
    sample = replace(tell(assets.sample_story(), ANY_DAY), symptoms=())
    fhir_bundle(sample, judge(sample, ANY_DAY), assets.vocabulary(), Cover(ANY_DAY, ANY_DAY))
    return "a document of the sample is sound"


def _judgement() -> str:
    missed = len(judge(tell(assets.sample_story(), ANY_DAY), ANY_DAY).missed)
    if missed != 2:
        raise RuntimeError(f"the sample has two missed doses, {missed} were found")
    return "the two missed doses of the sample are found"


def _matplotlib() -> str:
    os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    FigureCanvasAgg(Figure(figsize=(1, 1))).draw()  # type: ignore[no-untyped-call]
    return str(matplotlib.__version__)


def _qt() -> str:
    reason = why_nothing_can_be_drawn()
    if reason:
        raise RuntimeError(reason)
    from PySide6.QtCore import qVersion

    return qVersion()


CHECKS: dict[str, Callable[[], str]] = {
    "resources": _resources,
    "SQLite": _sqlite,
    "logbook": _logbook,
    "SQLCipher": _sqlcipher,
    "exchange": _exchange,
    "tables": _tables,
    "passwords": _passwords,
    "calendar": _calendar,
    "FHIR": _fhir,
    "judgement": _judgement,
    "charts": _matplotlib,
    "window": _qt,
}
