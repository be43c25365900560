"""Passwords of files that leave: good ones only, and nothing can be read without them."""

import io
import random
import shutil
import struct
import subprocess
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import pyzipper
from pypdf import PdfReader, PdfWriter

from b12tracker import assets
from b12tracker.sharing import csv_archive, zip_files
from b12tracker.sharing.about_export import About
from b12tracker.sharing.csv_archive import facts_of_zip, logbook_to_zip
from b12tracker.sharing.exporting import Wish
from b12tracker.sharing.formats import EXPORTS, Format
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.passwords import WrongPasswordError, check_password, locked_pdf
from b12tracker.sharing.sample_story import tell
from b12tracker.sharing.zip_files import check_opens, needs_password
from tests.sharing.winzip import raw_of, read_locked, strength

TODAY = date(2026, 11, 22)
STORY = tell(assets.sample_story(), TODAY)
PLAIN = logbook_to_zip(STORY, About(TODAY))
PASSWORD = "river ~lamp\\ 'kitten\""
LOCKED = logbook_to_zip(STORY, About(TODAY), PASSWORD)
TABLE = "given_on\n2026-01-05\n"


@pytest.mark.parametrize("good", ["eight ch", "x" * 100, PASSWORD, " ~!\"#$%&'()*+,-./ "])
def test_good_ones_are_taken_as_they_are(good: str) -> None:
    assert check_password(good) == good


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("", "Type a password"),
        ("seven c", "at least 8 characters"),
        ("x" * 101, "at most 100 characters"),
        ("passwört", "letters A to Z"),
        ("pass\tword", "letters A to Z"),
        ("password\n", "letters A to Z"),
    ],
)
def test_others_are_refused_in_one_sentence(bad: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        check_password(bad)
    assert bad not in str(caught.value) or not bad


def test_a_locked_zip_gives_back_what_was_locked() -> None:
    assert needs_password(LOCKED)
    check_opens(LOCKED, PASSWORD)
    assert facts_of_zip(LOCKED, assets.catalogue(), PASSWORD) == STORY


def test_two_other_readers_read_it() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        expected = {name: archive.read(name) for name in archive.namelist()}
    assert read_locked(LOCKED, PASSWORD) == expected
    with pyzipper.AESZipFile(io.BytesIO(LOCKED)) as locked:
        locked.setpassword(PASSWORD.encode())
        assert locked.testzip() is None
        assert {name: locked.read(name) for name in locked.namelist()} == expected


def test_every_file_in_it_is_locked_with_aes_256_and_says_no_sum_of_its_text() -> None:
    with zipfile.ZipFile(io.BytesIO(LOCKED)) as archive:
        assert "README.txt" in archive.namelist()
        for entry in archive.infolist():
            assert strength(entry) == (2, b"AE", 3, zipfile.ZIP_DEFLATED)
            assert entry.CRC == 0
            assert entry.flag_bits & 1


def test_nothing_of_the_logbook_stands_in_it_packed_or_not() -> None:
    for said in (b"Hale", b"2026-", b"given_on", b"hydroxocobalamin", b"Self-reported"):
        assert said not in LOCKED
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        for entry in archive.infolist():
            packed = raw_of(PLAIN, entry)
            assert packed[:12] in PLAIN
            pieces = (packed[at : at + 12] for at in range(0, len(packed) - 12, 5))
            assert not any(piece in LOCKED for piece in pieces)


def test_the_same_logbook_is_locked_in_another_way_each_time() -> None:
    assert logbook_to_zip(STORY, About(TODAY), PASSWORD) != LOCKED


@pytest.mark.parametrize("wrong", ["river lamp kitten", PASSWORD + "x", PASSWORD[:-1], "ü"])
def test_a_wrong_password_is_one_sentence(wrong: str) -> None:
    for reads in (check_opens, lambda *it: facts_of_zip(it[0], assets.catalogue(), it[1])):
        with pytest.raises(WrongPasswordError, match="does not open the ZIP file") as caught:
            reads(LOCKED, wrong)
        assert wrong not in str(caught.value)


def test_without_a_password_it_is_told_to_be_locked() -> None:
    with pytest.raises(SharingError, match="locked with a password"):
        facts_of_zip(LOCKED, assets.catalogue())


def test_a_plain_zip_needs_none() -> None:
    assert not needs_password(PLAIN)
    assert not needs_password(b"PK, but no ZIP")
    check_opens(PLAIN, PASSWORD)
    assert facts_of_zip(PLAIN, assets.catalogue(), PASSWORD) == STORY


def test_an_old_weak_lock_is_told_and_not_asked_for() -> None:
    content = bytearray(_zipped(("injections.csv", TABLE)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    assert not needs_password(bytes(content))
    for password in ("", PASSWORD):
        with pytest.raises(SharingError, match="old, weak way"):
            facts_of_zip(bytes(content), assets.catalogue(), password)


def test_any_spoiled_byte_is_noticed_or_harmless() -> None:
    chance = random.Random(11)
    for _ in range(150):
        place = chance.randrange(len(LOCKED))
        spoiled = bytearray(LOCKED)
        spoiled[place] ^= 1 << chance.randrange(8)
        _read_or_refuse(bytes(spoiled))


@pytest.mark.parametrize("cut", [1, 30, 200, len(LOCKED) // 2, len(LOCKED) - 1])
def test_a_part_of_it_is_refused(cut: int) -> None:
    with pytest.raises(SharingError):
        facts_of_zip(LOCKED[:cut], assets.catalogue(), PASSWORD)


def test_a_strength_that_nobody_knows_is_refused() -> None:
    place = LOCKED.rindex(struct.pack("<HHH2s", 0x9901, 7, 2, b"AE")) + 8
    content = LOCKED[:place] + b"\x09" + LOCKED[place + 1 :]
    with pytest.raises(SharingError, match="cannot be read"):
        facts_of_zip(content, assets.catalogue(), PASSWORD)


def test_a_locked_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_archive, "MOST_BYTES", 100_000)
    written = io.BytesIO()
    zip_files.write_zip(written, {"injections.csv": "given_on\n" + "\n" * 30_000_000}, PASSWORD)
    assert len(written.getvalue()) < 100_000
    check_opens(written.getvalue(), PASSWORD)
    with pytest.raises(SharingError, match="larger than"):
        facts_of_zip(written.getvalue(), assets.catalogue(), PASSWORD)


def test_only_all_tables_in_one_file_and_a_copy_can_carry_one() -> None:
    for wanted in (Format.CSV, Format.SQLITE):
        assert Wish(wanted, password=PASSWORD).password == PASSWORD
        assert PASSWORD not in repr(Wish(wanted, password=PASSWORD))
    for wanted in {*EXPORTS} - {Format.SQLITE}:
        table = "injections" if wanted is Format.CSV else None
        with pytest.raises(ValueError, match="cannot carry a password"):
            Wish(wanted, table=table, password=PASSWORD)


def _zipped(*files: tuple[str, str]) -> bytes:
    written = io.BytesIO()
    zip_files.write_zip(written, dict(files))
    return written.getvalue()


def _read_or_refuse(content: bytes) -> None:
    with suppress(SharingError):
        taken = facts_of_zip(content, assets.catalogue(), PASSWORD)
        assert taken.by_id.items() <= STORY.by_id.items()


@pytest.fixture(name="pdf", scope="module")
def a_locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "Injections of Margaret Hale"})
    written = io.BytesIO()
    writer.write(written)
    assert b"Margaret Hale" in written.getvalue()
    return locked_pdf(written.getvalue(), PASSWORD)


def test_a_locked_pdf_is_opened_by_its_password_only(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-2.0")
    assert b"Hale" not in pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.is_encrypted
    for wrong in ("", "river", PASSWORD.upper()):
        assert not reader.decrypt(wrong)
    assert reader.decrypt(PASSWORD)
    assert reader.metadata
    assert reader.metadata.title == "Injections of Margaret Hale"


def test_its_lock_is_aes_256_as_pdf_2_defines_it(pdf: bytes) -> None:
    lock = PdfReader(io.BytesIO(pdf), password=PASSWORD).trailer["/Encrypt"]
    assert (lock["/V"], lock["/R"]) == (5, 6)
    assert lock["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert (lock["/StmF"], lock["/StrF"]) == ("/StdCF", "/StdCF")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed here")
def test_another_program_opens_it_too(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf)
    for password, status in ((PASSWORD, 0), ("wrong", 1)):
        done = subprocess.run(
            ["pdftotext", "-upw", password, path, "-"], capture_output=True, check=False
        )
        assert done.returncode == status, done.stderr
