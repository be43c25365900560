"""The report on paper: its first page on one sheet, text that can be read out, and no note."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPdfWriter

from b12tracker import __version__, assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.interruptions import Reason
from b12tracker.sharing.printing import Report
from b12tracker.sharing.report_page import LESS_AND_LESS
from b12tracker.sharing.sample_story import tell
from b12tracker.ui.report_making import ReportChoice, make_report
from tests import any_facts
from tests.builders import (
    a_lab_result,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    a_symptom_entry,
    an_injection,
    facts,
)
from tests.ui.story import TODAY

pytestmark = pytest.mark.usefixtures("app")

PAPERS = pytest.mark.parametrize("paper", ["a4", "letter"])
SIZES = {"a4": (210, 297), "letter": (216, 279)}
APPENDIX = "Appendix: every entry"
DAY = timedelta(days=1)

examples = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def report(held: Facts, **chosen: Any) -> Report:
    catalogue = assets.catalogue().with_own(held)
    return make_report(held, TODAY, catalogue, ReportChoice(**chosen))


def pages_of(made: Report, most: int | None = None) -> list[str]:
    """Return the words of each page, or of the first ones, as another program reads them."""
    reader = PdfReader(BytesIO(made.pdf()))
    assert len(reader.pages) == made.pages
    assert made._first.pageCount() == 1  # what ran over it would be on no page
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages[:most]]


def twenty_years() -> Facts:
    """Return a long logbook."""
    first = date(2006, 11, 1)
    days = [first + 30 * n * DAY for n in range(243)]
    return facts(
        Patient("Old Hand", follows=("fatigue", "tingling")),
        a_plan(a_phase("1 month", first, dose_ug=1000)),
        *(an_injection(on, dose_ug=1000) for n, on in enumerate(days) if n % 9),
        *(a_symptom_entry(first + 30 * n * DAY, fatigue=n % 8) for n in range(243)),
        *(a_lab_result(on, 200 + n, "nmol/L", marker="mma") for n, on in enumerate(days[::4])),
    )


SAMPLE = tell(assets.sample_story(), TODAY)
LOGBOOKS = {
    "empty": facts(),
    "one dose": facts(an_injection("2026-11-20")),
    "one dose of a plan": facts(a_plan(a_phase("1 month", "2026-11-01")), an_injection()),
    "sample": SAMPLE,
    "twenty years": twenty_years(),
}


@PAPERS
@pytest.mark.parametrize("held", LOGBOOKS.values(), ids=LOGBOOKS)
def test_the_first_page_is_one_sheet_and_the_appendix_begins_on_the_next(
    held: Facts, paper: str
) -> None:
    made = report(held, paper=paper)
    pages = pages_of(made, 3)
    places = [place for place, words in enumerate(pages) if APPENDIX in words]
    assert places == ([1] if len(pages) > 1 else [])
    for number, words in enumerate(pages, start=1):
        assert f"Page {number} of {made.pages}" in words
        assert f"B12 Tracker {__version__}, printed 22 Nov 2026." in words
    assert "Vitamin B12 injections" in pages[0]


@PAPERS
def test_the_paper_and_what_the_file_says_of_itself(paper: str) -> None:
    reader = PdfReader(BytesIO(report(SAMPLE, paper=paper).pdf()))
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == SIZES[paper]
    assert reader.metadata
    assert reader.metadata.title == "Vitamin B12 injections · Margaret Hale (invented)"
    assert reader.metadata.creator == f"B12 Tracker {__version__}"


def test_fonts_are_embedded_and_charts_have_300_dots_an_inch() -> None:
    page = PdfReader(BytesIO(report(SAMPLE).pdf())).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    inside = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert inside
    assert all("/FontFile2" in one["/FontDescriptor"] for one in inside)
    assert max(image.image.width for image in page.images) == round(182 / 25.4 * 300) - 1


def test_the_first_page_of_the_sample_says_it_all() -> None:
    words = pages_of(report(SAMPLE, first=date(2025, 11, 22)), 1)[0]
    for said in (
        "Margaret Hale (invented)",
        "22 Nov 2025 to 22 Nov 2026 · self-reported by the patient",
        "Pernicious anaemia, nerves involved, prescribed by Dr Osei. Next planned: 27 Nov 2026.",
        "Doses taken 12 of 15 met by an injection, of those closed",
        "Missed 2 of 15 no injection could count for: 1 Feb 2026, 1 Mar 2026",
        "Longest gaps between injections",
        "90% interval of the difference",
        "290 nmol/L",
        "After 1 of 13 injections",
        "Since the appointment with Dr Osei on 8 May 2026",
        "2. When should MMA be measured next?",
        "Self-reported by the patient.",
    ):
        assert said in words, said


def test_table_headings_stand_on_every_page_of_the_appendix() -> None:
    pages = pages_of(report(SAMPLE), 5)
    assert all("Date What Details" in words for words in pages[2:])


def test_more_than_five_questions_are_counted_and_stand_in_the_appendix() -> None:
    asked = Appointment(TODAY + DAY, questions=tuple(f"Question {n}" for n in range(1, 9)))
    first, rest = pages_of(report(facts(asked)))
    assert "5. Question 5 and 3 more in the appendix" in first
    assert "Question 8" not in first
    assert "Question 8" in rest


def test_a_web_page_holds_everything_of_the_report() -> None:
    page = report(SAMPLE).web_page().decode()
    assert page.count("data:image/png;base64,") == 3
    for said in ("Margaret Hale", APPENDIX, "Before travelling", "printed 22 Nov 2026"):
        assert said in page
    assert "http" not in page


def test_the_same_logbook_gives_the_same_words_each_time() -> None:
    assert report(SAMPLE).web_page() == report(SAMPLE).web_page()


LONG = ("word " * 60, "unbroken" * 30, "W" * 200, "µ💉שלום" * 30)


def crowded(held: Facts, long: str) -> Facts:
    """Return a logbook with long words wherever the first page shows any."""
    phases = tuple(a_phase("1 week", date(2026, 1 + n, 1), name=long, goal=long) for n in range(8))
    asked = Appointment(TODAY + DAY, long, (long,) * 20)
    before = Appointment(date(2026, 3, 1), long, agreed=long)
    given = [
        an_injection(on, reactions=(long, "b", long + "c")) for on in ("2026-04-01", "2026-05-01")
    ]
    units = dict(any_facts.MARKERS_AND_UNITS)
    labs = [
        a_lab_result(on, 1e9, unit, marker=key, flag=long, range_high=123456.0)
        for key, unit in units.items()
        for on in ("2026-02-01", "2026-05-01")
    ]
    return replace(
        held,
        patient=replace(held.patient, name=long),
        plans=(a_plan(*phases, prescriber=long),),
        injections=tuple(given),
        lab_results=tuple(labs),
        appointments=(asked, before),
    )


@examples
@given(any_facts.whole_logbooks(), st.sampled_from(["a4", "letter"]))
def test_the_first_page_is_one_sheet_whatever_the_logbook(held: Facts, paper: str) -> None:
    pages = pages_of(report(held, paper=paper), 3)
    assert [place for place, words in enumerate(pages) if APPENDIX in words] in ([], [1])


@pytest.mark.parametrize("long", LONG)
def test_the_first_page_is_one_sheet_whatever_was_written(long: str) -> None:
    made = report(crowded(Facts(), long), paper="letter")
    pages = pages_of(made, 3)
    assert [place for place, words in enumerate(pages) if APPENDIX in words] == [1]
    assert "Page 1 of" in pages[0]


def test_a_crowded_page_gives_way_in_the_stated_order() -> None:
    made = report(crowded(Facts(), "word " * 20))
    assert made.detail in LESS_AND_LESS[3:]
    words = pages_of(made, 1)[0]
    assert "more in the appendix" in words
    assert "Doses taken" in words
    assert words.count("word word") > 5


def noted(kinds: int) -> list[Fact]:
    """Return facts of every kind that takes a note and stands on the report."""
    marks = [f"xnote{n}x" for n in range(6)]
    every: list[Fact] = [
        an_injection("2026-10-05", note=marks[0]),
        a_symptom_entry("2026-10-06", note=marks[1]),
        a_lab_result("2026-10-07", note=marks[2]),
        a_skip("2026-10-12", Reason.UNWELL, note=marks[3]),
        a_pause("2026-10-14", "2026-10-20", note=marks[4]),
        an_injection("2026-11-02", note=marks[5], reactions=("se_headache",)),
    ]
    return [fact for place, fact in enumerate(every) if kinds >> place & 1]


@pytest.mark.parametrize("kinds", [1, 2, 4, 8, 16, 32, 63])
def test_leaving_out_notes_leaves_out_every_note_and_nothing_else(kinds: int) -> None:
    held = facts(a_plan(a_phase("1 week", "2026-10-05")), *noted(kinds))
    with_notes, without = report(held), report(held, notes=False)
    marks = re.findall(r"xnote\dx", with_notes.web_page().decode())
    assert len(set(marks)) == kinds.bit_count()
    assert "xnote" not in without.web_page().decode()
    if kinds == 63:
        assert "xnote" not in " ".join(pages_of(without))
    rows = without.web_page().count(b"<tr>")
    assert rows == with_notes.web_page().count(b"<tr>")


@examples
@given(any_facts.whole_logbooks(), st.uuids())
def test_no_note_of_any_logbook_is_printed(held: Facts, mark: object) -> None:
    marked = {
        name: tuple(replace(one, note=f"{mark}") for one in getattr(held, name))
        for name in ("injections", "symptoms", "lab_results", "boxes")
    }
    made = report(replace(held, **marked), notes=False)
    assert str(mark) not in made.web_page().decode()


def test_nobody_is_named_where_that_is_wanted() -> None:
    held = replace(SAMPLE, patient=replace(SAMPLE.patient, birth_date=date(1950, 3, 2)))
    both = report(held).web_page().decode()
    assert "Margaret Hale (invented), born 2 Mar 1950" in both
    name_only = report(held, birth_date=False).web_page().decode()
    assert "Margaret Hale" in name_only
    assert "1950" not in name_only
    made = report(held, name=False, birth_date=False)
    assert "Margaret" not in " ".join(pages_of(made, 2)) + made.web_page().decode()


def test_a_picture_of_a_page_has_the_paper_s_shape_and_something_on_it() -> None:
    made = report(SAMPLE)
    image = made.page_image(1, 72)
    assert (image.width(), image.height()) == (595, 842)
    dark = sum(
        image.pixelColor(x, y).lightness() < 128 for x in range(0, 595, 2) for y in range(0, 842, 2)
    )
    assert dark > 500
    assert image.pixelColor(3, 3).lightness() == 255


def test_some_pages_only_can_be_printed() -> None:
    made = report(SAMPLE)
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(kept)
    writer.setResolution(300)
    writer.setPageSize(made.paper)
    writer.setPageMargins(QMarginsF())
    made.print_on(writer, 2, 3)
    pages = PdfReader(BytesIO(bytes(kept.data().data()))).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, start=2):
        words = " ".join(page.extract_text().split())
        assert f"Page {number} of {made.pages}" in words


def test_no_ligature_hides_a_word_from_who_looks_for_it() -> None:
    words = " ".join(pages_of(report(SAMPLE), 4))
    assert "flag H" in words
    assert not set("ﬀﬁﬂ") & set(words)
