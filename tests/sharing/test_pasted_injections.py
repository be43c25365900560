"""Pasted rows as injections: taken, there already, refused; and back as they were written."""

import csv
from dataclasses import replace
from datetime import date, time
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.sharing.pasted_columns import guess_columns
from b12tracker.sharing.pasted_injections import (
    ANOTHER_THERE,
    Outcome,
    Preview,
    preview,
    table_of_injections,
)
from b12tracker.sharing.pasted_rows import NO_YEAR, Reading
from tests.any_facts import AWKWARD, perhaps
from tests.builders import an_injection

TODAY = date(2026, 11, 22)
TAKEN, THERE, REFUSED = Outcome


def read(
    text: str, *known: Injection, day_first: bool = True, unit_ug: float | None = None
) -> Preview:
    table = table_of_injections(text)
    reading = Reading(guess_columns(table), day_first, unit_ug)
    return preview(table, reading, TODAY, known)


def outcomes(shown: Preview) -> list[Outcome]:
    return [row.outcome for row in shown.rows]


def only(shown: Preview) -> Injection:
    (injection,) = shown.injections
    return injection


def test_a_row_with_everything() -> None:
    shown = read(
        "Date\tTime\tDose\tSubstance\tRoute\tSite\tLot\tGiven by\tNote\tRemarks\n"
        "13/02/2024\t8:30\t1,5 mg\thydroxo\tIM\tleft thigh\tH23\tme\tsore\tred\n"
    )
    injection = only(shown)
    assert injection == Injection(
        date(2024, 2, 13),
        given_at=time(8, 30),
        dose_ug=1500,
        substance=Substance.HYDROXOCOBALAMIN,
        route=Route.INTRAMUSCULAR,
        site=Site.LEFT_VASTUS_LATERALIS,
        lot="H23",
        given_by=GivenBy.SELF,
        note="sore; red",
        id=injection.id,
    )
    assert shown.rows[0].remarks == ()


def test_words_that_are_not_known_go_into_the_note() -> None:
    shown = read(
        "Date\tTime\tMedicine\tRoute\tSite\tGiven by\tNote\n"
        "2024-02-13\tmorning\tVitamin\toral\tleft shin\tJane\tsore\n"
    )
    note = "sore; Time: morning; Substance: Vitamin; Route: oral; Site: left shin; Given by: Jane"
    assert only(shown) == Injection(date(2024, 2, 13), note=note, id=only(shown).id)
    assert "“Site: left shin” goes into the note." in shown.rows[0].remarks


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("\t1 mg", "The date is missing."),
        ("soon\t1 mg", "“soon” is not a date such as 17 Nov 2026."),
        ("2026-11-23\t1 mg", "“2026-11-23” is in the future; log it when it is given."),
        ("2024-02-13\t31 mg", "The dose must be more than 0 and at most 30 mg (30,000 µg)."),
        ("2024-02-13\t1 amp", "“1 amp” is not a dose such as 1 mg or 1000 µg."),
    ],
)
def test_what_is_refused_and_why(row: str, why: str) -> None:
    shown = read(f"Date\tDose\n2024-01-01\t1 mg\n{row}\n")
    assert outcomes(shown) == [TAKEN, REFUSED]
    assert shown.rows[1].remarks == (why,)
    assert not shown.needs_unit


def test_an_injection_of_today_is_taken() -> None:
    assert only(read("2026-11-22")).given_on == TODAY


def test_the_unit_of_small_numbers_is_asked_for() -> None:
    text = "Date\tDose\n2024-01-01\t1\n2024-02-01\t1000\n"
    shown = read(text)
    assert outcomes(shown) == [REFUSED, TAKEN]
    assert shown.needs_unit
    doses = {
        unit: [one.dose_ug for one in read(text, unit_ug=unit).injections] for unit in (1, 1000)
    }
    assert doses[1] == [1, 1000]
    assert outcomes(read(text, unit_ug=1000)) == [TAKEN, REFUSED]


def test_the_unit_in_the_heading_counts() -> None:
    assert only(read("Date\tDose (mg)\n2024-01-01\t1")).dose_ug == 1000


def test_a_year_that_is_left_out_is_said() -> None:
    shown = read("24/12")
    assert only(shown).given_on == date(2025, 12, 24)
    assert shown.rows[0].remarks == (NO_YEAR,)


def test_what_is_in_the_logbook_is_left() -> None:
    known = an_injection("2024-01-01", dose_ug=1000, site=Site.LEFT_THIGH, note="mine")
    there = ("2024-01-01", "2024-01-01\t1 mg", "2024-01-01\tLT", "2024-01-01\t\tnote\tIM")
    assert [outcomes(read(text, known)) for text in there] == [[THERE]] * 4
    other = read("2024-01-01\t2 mg", known)
    assert outcomes(other) == [TAKEN]
    assert other.rows[0].remarks == (ANOTHER_THERE,)
    assert outcomes(read("2024-01-02\t1 mg", known)) == [TAKEN]


def test_one_injection_in_the_logbook_answers_for_one_row() -> None:
    shown = read("2024-01-01\n2024-01-01\n2024-01-01", an_injection("2024-01-01"))
    assert outcomes(shown) == [THERE, TAKEN, TAKEN]
    assert shown.rows[2].remarks == ("Row 2 has the same day.",)


def test_a_row_is_compared_with_the_injection_most_like_it() -> None:
    known = an_injection("2024-01-01"), an_injection("2024-01-01", dose_ug=1000)
    assert outcomes(read("2024-01-01\n2024-01-01\t2 mg", *known)) == [THERE, TAKEN]


def test_two_times_of_a_day_are_two_injections() -> None:
    known = an_injection("2024-01-01", at="08:30")
    assert outcomes(read("2024-01-01 20:30\n2024-01-01 08:30", known)) == [TAKEN, THERE]


def test_nothing_pasted() -> None:
    assert read("") == Preview()


NOTES = st.sampled_from(AWKWARD) | st.text(max_size=30)
CLEAN = NOTES.map(lambda note: note.replace("\0", "").replace("\ufeff", "").strip())
WRITTEN = st.builds(
    Injection,
    given_on=st.dates(date(1950, 1, 1), TODAY),
    about=st.booleans(),
    given_at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    dose_ug=st.none() | st.integers(1, 30_000).map(float),
    substance=perhaps(Substance),
    route=perhaps(Route),
    site=perhaps(Site),
    lot=CLEAN,
    given_by=perhaps(GivenBy),
    note=CLEAN,
)
HEADINGS = ("Date", "Time", "Dose", "Substance", "Route", "Site", "Lot", "Given by", "Note")


def cells(injection: Injection, in_mg: bool, by_code: bool) -> list[str]:
    """Return an injection as somebody may have written it into a spreadsheet."""
    dose = injection.dose_ug or 0
    names = {name.code: name.name for name in assets.sites()}
    site = injection.site or ""
    return [
        ("about " if injection.about else "") + injection.given_on.isoformat(),
        f"{injection.given_at:%H:%M}" if injection.given_at else "",
        "" if not dose else f"{dose / 1000:.10g} mg" if in_mg else f"{dose:.10g} mcg",
        injection.substance or "",
        injection.route or "",
        site if by_code or not site else names[site],
        injection.lot,
        injection.given_by or "",
        injection.note,
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(WRITTEN, min_size=1, max_size=6),
    st.sampled_from("\t;,"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
    st.booleans(),
)
def test_a_written_table_comes_back(
    injections: list[Injection], delimiter: str, quoting: int, in_mg: bool, by_code: bool
) -> None:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(HEADINGS)
    writer.writerows(cells(one, in_mg, by_code) for one in injections)
    shown = read(text.getvalue())
    taken = [
        replace(back, id=one.id) for back, one in zip(shown.injections, injections, strict=True)
    ]
    assert taken == injections
    again = read(text.getvalue(), *shown.injections)
    assert set(outcomes(again)) == {THERE}
