"""The logbook as tables: nothing lost, nothing calculated, and what is strange is named."""

import csv
import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.domain.plan import Anchor, Open
from b12tracker.sharing.about_export import About
from b12tracker.sharing.csv_cells import guarded, unguarded
from b12tracker.sharing.csv_tables import (
    KINDS,
    facts_of_tables,
    table_named_by,
    table_of,
    tables_of,
)
from b12tracker.sharing.logbook_json import SharingError
from tests.any_facts import whole_logbooks
from tests.builders import (
    a_lab_result,
    a_pause,
    a_phase,
    a_plan,
    a_symptom_entry,
    an_id,
    an_injection,
    facts,
)

CATALOGUE = assets.catalogue()
ABOUT = About(date(2026, 11, 22))
CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def refused(tables: dict[str, str], says: str) -> None:
    with pytest.raises(SharingError, match=says) as caught:
        facts_of_tables(tables, CATALOGUE)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) <= 300


def cells(text: str) -> list[list[str]]:
    """Return the cells as a spreadsheet reads them."""
    before = csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    finally:
        csv.field_size_limit(before)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_any_logbook_survives(drawn: Facts) -> None:
    tables = tables_of(drawn)
    for text in tables.values():
        text.encode()
    assert facts_of_tables(tables, CATALOGUE) == drawn


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_no_cell_is_calculated(drawn: Facts) -> None:
    for text in tables_of(drawn).values():
        for row in cells(text):
            for cell in row:
                assert not cell.startswith(CALCULATED), cell
                assert not cell.lstrip().startswith(CALCULATED), cell


@given(text=st.text())
@example(text="'")
@example(text="''=1")
@example(text=" =1")
@example(text="\ufeff=1")
@example(text="＝1")
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip("\0\ufeff ").startswith(CALCULATED)


def test_a_plain_text_is_left_as_it_is() -> None:
    for text in ("", "left thigh", "1 mg", "5-6 days", "a=b", "שלום", "💉"):
        assert guarded(text) == text


def test_what_stands_in_a_table() -> None:
    text = tables_of(facts(an_injection(dose_ug=1000, lot="=1+1", id=an_id(1))))["injections"]
    assert text == (
        "\ufeffid,given_on,about,given_at,dose_ug,substance,route,site,lot,box,given_by,reactions,"
        "top_up,counts_for,note\r\n"
        f"{an_id(1)},2026-01-05,false,,1000,,,,'=1+1,,,,false,,\r\n"
    )


def test_each_score_has_a_column_and_a_gap_stays_a_gap() -> None:
    held = facts(
        a_symptom_entry("2026-01-05", scores={"fatigue": 0}),
        a_symptom_entry("2026-01-06", scores={"numbness": 7}),
    )
    head, *rows = cells(tables_of(held)["symptoms"])
    assert head[2:4] == ["scores.fatigue", "scores.numbness"]
    assert [row[2:4] for row in rows] == [["0", ""], ["", "7"]]
    assert facts_of_tables(tables_of(held), CATALOGUE) == held


@pytest.mark.parametrize("number", [0.1, 1000.0, 1e-7, 123456789.123, 1e22, 143, 5e-324])
def test_numbers_are_not_mangled(number: float) -> None:
    held = facts(a_lab_result(value=number))
    assert facts_of_tables(tables_of(held), CATALOGUE).lab_results[0].value == number


def test_what_the_user_said_of_an_injection_and_every_kind_of_phase_survive() -> None:
    held = facts(
        an_injection(top_up=True, at="08:30"),
        an_injection(counts_for=date(2026, 1, 8)),
        a_plan(
            a_phase("mon wed fri", "2026-01-05", days=20),
            a_phase("2-3 months", "2026-03-02", last_day="2026-12-31"),
            a_phase("1 month", "2027-01-01", open=Open.FOR_LIFE, anchor=Anchor.HYBRID),
        ),
    )
    assert facts_of_tables(tables_of(held), CATALOGUE) == held


def test_a_very_long_note_survives() -> None:
    held = facts(an_injection(note="x" * 500_000))
    assert facts_of_tables(tables_of(held), CATALOGUE) == held
    csv.field_size_limit(131_072)
    facts_of_tables(tables_of(held), CATALOGUE)
    assert csv.field_size_limit() == 131_072


def test_phases_go_back_to_their_place_in_any_order_of_rows() -> None:
    plan = a_plan(a_phase(first_dose="2026-01-05", doses=6), a_phase("1 month"))
    tables = tables_of(facts(plan))
    head, first, second = tables["phases"].splitlines()
    tables["phases"] = "\r\n".join([head, second, first])
    assert facts_of_tables(tables, CATALOGUE).plans == (plan,)


def test_a_single_table_says_where_it_comes_from() -> None:
    held = facts(a_pause("2026-05-01", "2026-05-31"), an_injection())
    text = table_of(held, "pauses", ABOUT)
    head, row = cells(text)
    assert head[-1] == "export"
    assert re.fullmatch(
        r"Self-reported by the patient\. Exported on 2026-11-22 by B12 Tracker [\d.]+, all dates\.",
        row[-1],
    )
    assert facts_of_tables({"pauses": text}, CATALOGUE) == facts(*held.pauses)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_a_table_is_known_by_its_headings(drawn: Facts) -> None:
    for name, text in tables_of(drawn).items():
        assert table_named_by(text, "whatever") == name
        assert table_named_by(table_of(drawn, name, ABOUT), "whatever") == name


@pytest.mark.parametrize(
    ("text", "stem", "name"),
    [
        ("given_on,dose_ug\n2026-01-05,1000\n", "x", "injections"),
        ("id,start,end\n", "x", "not_recorded"),
        ("start,end\n2026-01-05,2026-01-06\n", "x", None),
        ('"given_on\n2026-01-05\n', "injections", None),
        ("start,end\n2026-01-05,2026-01-06\n", "pauses", "pauses"),
        ("Date,Dose\n2026-01-05,1 mg\n", "injections", None),
        ("given_on,colour\n2026-01-05,red\n", "injections", None),
        ("2026-01-05\n", "injections", None),
        ("", "injections", None),
    ],
)
def test_what_is_no_table_of_ours_is_known(text: str, stem: str, name: str | None) -> None:
    assert table_named_by(text, stem) == name


def test_a_spreadsheet_may_have_saved_it_its_own_way() -> None:
    """With semicolons, capital truths, no byte order mark, and blank rows at the end."""
    text = "given_on;about;dose_ug;export\n2026-01-05;TRUE;1000;by hand\n;;;\n\n"
    (one,) = facts_of_tables({"injections": text}, CATALOGUE).injections
    assert (one.given_on, one.about, one.dose_ug) == (date(2026, 1, 5), True, 1000)


INJECTIONS = "given_on,dose_ug,note\n"


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        (
            {"injections": INJECTIONS + "5/1/2026,,\n"},
            r"injections.csv, row 2.given_on: '5/1/2026'",
        ),
        ({"injections": INJECTIONS + "2026-01-05,,\n2026-01-06,1 mg,\n"}, "row 3.dose_ug: '1 mg'"),
        ({"injections": INJECTIONS + "2026-01-05,nan,\n"}, "is not a number"),
        ({"injections": INJECTIONS + "2026-01-05,-1,\n"}, "more than 0"),
        ({"injections": INJECTIONS + "2026-01-05,1,a,b\n"}, "more cells than the headings"),
        ({"injections": "dose_ug\n1\n"}, "lacks “given_on”"),
        ({"injections": "given_on,given_on\n"}, "the heading “given_on” twice"),
        ({"injections": "given_on,colour\n2026-01-05,red\n"}, "“colour”"),
        ({"injections": 'given_on\n"2026-01-05\n'}, "not a table that can be read"),
        ({"injections": "given_on,about\n2026-01-05,perhaps\n"}, "not true or false"),
        ({"injections": "given_on,reactions\n2026-01-05,soreness\n"}, "should be a list"),
        ({"injections": f"given_on,reactions\n2026-01-05,{'[' * 90_000}\n"}, "should be a list"),
        ({"injections": f"given_on,id\n{f'2026-01-05,{an_id(1)}' + chr(10)}" * 2}, "given_on"),
        ({"symptoms": "on,scores.fatigue,scores\n2026-01-05,3,x\n"}, "named values"),
        ({"symptoms": "on,scores,scores.fatigue\n2026-01-05,x,3\n"}, "cannot honour|named values"),
        ({"symptoms": "on,scores.luck\n2026-01-05,3\n"}, "“luck”, which is not known"),
        ({"symptoms": "on,scores.fatigue\n2026-01-05,11\n"}, "from 0 to 10"),
        ({"wishes": "a\nb\n"}, "none of the tables"),
        ({"patient": "name\nAda\nBob\n"}, "more than one row"),
        ({"plans": "id\n" + an_id(1) + "\n"}, "belong together"),
        ({"phases": "plan,position,every.n,every.unit\nx,1,1,week\n"}, "belong together"),
    ],
)
def test_what_cannot_be_honoured_is_named(tables: dict[str, str], says: str) -> None:
    refused(tables, says)


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        (f"{an_id(2)},1,1,week,2026-01-05", "there is no plan"),
        (f"{an_id(1)},first,1,week,2026-01-05", "'first' is not the place"),
        (f"{an_id(1)},²,1,week,2026-01-05", "is not the place"),
        (f"{an_id(1)},1,1,fortnight,2026-01-05", "'fortnight' is not one of"),
        (f"{an_id(1)},1,1,week,", "needs the date of its first dose"),
    ],
)
def test_phases_that_cannot_be_are_named(phase: str, says: str) -> None:
    phases = f"plan,position,every.n,every.unit,first_dose\n{phase}\n"
    refused({"plans": f"id\n{an_id(1)}\n", "phases": phases}, says)


def test_an_id_that_stands_twice_is_named() -> None:
    one = an_injection(id=an_id(1))
    refused(tables_of(facts(one, replace(one, note="again"))), "stands twice")


def test_every_kind_of_fact_has_a_table() -> None:
    assert set(KINDS) == {*Facts.__dataclass_fields__, "phases"}
