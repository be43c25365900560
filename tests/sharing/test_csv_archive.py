"""The ZIP of tables: whole out and in, and nothing taken from a ZIP that lies."""

import io
import struct
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.sharing import csv_archive
from b12tracker.sharing.about_export import About
from b12tracker.sharing.csv_archive import facts_of_zip, logbook_to_zip
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.sample_story import tell
from b12tracker.sharing.selection import Selection
from tests.any_facts import whole_logbooks
from tests.builders import an_injection, facts

TODAY = date(2026, 11, 22)
STORY = tell(assets.sample_story(), TODAY)
WHOLE = logbook_to_zip(STORY, About(TODAY))
TABLE = "given_on\n2026-01-05\n"


def zipped(*files: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return written.getvalue()


def refused(content: bytes, says: str) -> None:
    with pytest.raises(SharingError, match=says) as caught:
        facts_of_zip(content, assets.catalogue())
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) <= 300


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_any_logbook_survives(drawn: Facts) -> None:
    content = logbook_to_zip(drawn, About(TODAY))
    assert facts_of_zip(content, assets.catalogue()) == drawn
    assert logbook_to_zip(drawn, About(TODAY)) == content


def test_it_says_what_it_is() -> None:
    period = Selection(date(2026, 1, 1), date(2026, 6, 30), notes=False)
    with zipfile.ZipFile(io.BytesIO(logbook_to_zip(STORY, About(TODAY, period)))) as archive:
        about = archive.read("README.txt").decode()
        assert archive.testzip() is None
    for said in (
        "Self-reported by the patient.",
        "Exported on 2026-11-22 by B12 Tracker ",
        "from 2026-01-01 to 2026-06-30",
        "Notes are left out.",
        "apostrophe",
        "injections.csv",
    ):
        assert said in about


def test_an_empty_logbook_survives() -> None:
    content = logbook_to_zip(Facts(), About(TODAY))
    assert facts_of_zip(content, assets.catalogue()) == Facts()


def test_what_systems_put_beside_the_tables_is_passed_over() -> None:
    content = zipped(
        ("my tables/", b""),
        ("my tables/injections.csv", TABLE),
        ("__MACOSX/my tables/._injections.csv", b"\x00\x05"),
        (".DS_Store", b"\x00"),
    )
    assert len(facts_of_zip(content, assets.catalogue()).injections) == 1


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "holds no table"),
        ([("README.txt", "hello")], "holds no table"),
        ([("../injections.csv", TABLE)], "is no table"),
        ([("..\\injections.csv", TABLE)], "is no table"),
        ([("injections.csv", TABLE), ("a/injections.csv", TABLE)], "holds injections.csv twice"),
        ([("injections.csv", TABLE), ("run.exe", b"MZ")], "“run.exe”, which is no table"),
        ([("inner.zip", WHOLE)], "“inner.zip”, which is no table"),
        ([("wishes.csv", TABLE)], "“wishes.csv”, which is no table"),
        ([("two\nlines.csv", TABLE)], r"two\\nlines"),
        ([("injections.csv", b"\xff\xfe")], "injections.csv is not text in UTF-8"),
        ([("injections.csv", "given_on\nsoon\n")], "row 2.given_on"),
        ([(f"{n}.csv", TABLE) for n in range(101)], "more than 100 files"),
    ],
)
def test_what_is_strange_is_refused(files: list[tuple[str, bytes | str]], says: str) -> None:
    refused(zipped(*files), says)


@pytest.mark.parametrize("cut", [1, 4, 21, 30, 200, len(WHOLE) // 2, len(WHOLE) - 1])
def test_a_part_of_a_zip_is_refused(cut: int) -> None:
    refused(WHOLE[:cut], "damaged")


def test_any_spoiled_byte_is_noticed_or_harmless() -> None:
    for place in range(0, len(WHOLE), 97):
        spoiled = WHOLE[:place] + bytes([WHOLE[place] ^ 0x55]) + WHOLE[place + 1 :]
        try:
            taken = facts_of_zip(spoiled, assets.catalogue())
        except SharingError:
            continue
        assert taken == STORY or taken.by_id.items() <= STORY.by_id.items()


def test_a_sum_that_is_wrong_is_noticed() -> None:
    content = zipped(("injections.csv", TABLE), method=zipfile.ZIP_STORED)
    refused(content.replace(b"2026-01-05", b"2026-01-06"), "damaged")


def test_a_size_that_is_a_lie_is_noticed() -> None:
    content = zipped(("injections.csv", TABLE * 500))
    entry = content.rindex(b"PK\x01\x02") + 24
    for said in (5, len(TABLE) * 500 + 9, 2**31):
        refused(content[:entry] + struct.pack("<I", said) + content[entry + 4 :], "damaged")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped(("injections.csv", b"given_on\n" + b"\n" * (csv_archive.MOST_BYTES + 1)))
    assert len(bomb) < 200_000
    refused(bomb, "larger than 64,000,000 bytes")


def test_many_small_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_archive, "MOST_BYTES", 1000)
    half = "given_on\n" + "\n" * 600
    refused(zipped(("injections.csv", half), ("skips.csv", half)), "larger than")


def test_a_locked_zip_is_told() -> None:
    content = bytearray(zipped(("injections.csv", TABLE)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    refused(bytes(content), "locked with a password")


def test_a_strange_way_of_packing_is_told() -> None:
    content = bytearray(zipped(("injections.csv", TABLE)))
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(mark) + method] = 97
    refused(bytes(content), "packed in a way")


def test_other_packings_are_read() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        content = zipped(("injections.csv", TABLE), method=method)
        assert len(facts_of_zip(content, assets.catalogue()).injections) == 1


def test_a_formula_leaves_as_text() -> None:
    bad = '=HYPERLINK("http://example.invalid","click")'
    held = facts(replace(an_injection(), note=bad))
    content = logbook_to_zip(held, About(TODAY))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b",\"'=HYPERLINK(" in archive.read("injections.csv")
    assert facts_of_zip(content, assets.catalogue()) == held
