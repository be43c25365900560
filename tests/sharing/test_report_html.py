"""The pieces of HTML: what a patient wrote never becomes HTML; long words are cut with a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12tracker.sharing import report_html as html
from tests.any_facts import TEXTS


@given(TEXTS)
def test_words_become_neither_tags_nor_lines(words: str) -> None:
    found = html.said(f"<b>{words}")
    assert not set("<>\n\r\t\x00\u2028") & set(found)


@given(TEXTS | st.text(min_size=200), st.integers(10, 120))
def test_shortened_words_are_never_longer_and_show_that_they_are_cut(
    words: str, letters: int
) -> None:
    found = html.shortened(words, letters)
    assert len(found) <= letters + 1
    assert found == html.one_line(words) or found.endswith("…")


@pytest.mark.parametrize(
    ("words", "letters", "found"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two …"),
        ("one  two\nthree", 13, "one two three"),
        ("onetwothreefour", 10, "onetwothr …"),
    ],
)
def test_words_are_cut_between_two_where_that_can_be(words: str, letters: int, found: str) -> None:
    assert html.shortened(words, letters) == found


def test_a_table_repeats_its_headings_and_keeps_short_cells_whole() -> None:
    found = html.table([("1 Jan 2026", "A long sentence that may wrap")], ("Date", "What"))
    assert found.index("<thead>") < found.index("Date") < found.index("</thead>")
    assert "<nobr>1 Jan 2026</nobr>" in found
    assert "<nobr>A long" not in found


def test_a_table_without_headings_has_no_head() -> None:
    assert "<thead>" not in html.table([("a", "b")], ("", ""))
