"""What goes into an export: the facts of a period, with or without notes, in every format."""

import io
import json
import zipfile
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from b12tracker import assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.supplies import Box
from b12tracker.sharing.exporting import Wish, export
from b12tracker.sharing.formats import Format
from b12tracker.sharing.logbook_json import SharingError, logbook_from_json
from b12tracker.sharing.selection import Selection, selected
from tests.any_facts import whole_logbooks
from tests.builders import (
    a_lab_result,
    a_move,
    a_pause,
    a_phase,
    a_plan,
    a_skip,
    a_symptom_entry,
    an_id,
    an_injection,
    day,
    facts,
    unrecorded,
)

TODAY = date(2026, 11, 22)
SUMMER = Selection(date(2026, 6, 1), date(2026, 8, 31))
WORD = "confidential-7f3a"

EARLY, LATE = a_phase(first_dose="2026-01-05", doses=6), a_phase("1 month", id=an_id(9))
OLD = a_plan(a_phase(first_dose="2020-01-06", doses=4))
CURRENT = a_plan(EARLY, LATE)


def kept(*entries: object) -> set[object]:
    held = facts(*entries)  # type: ignore[arg-type]
    return set(selected(held, SUMMER, TODAY).entries)


def test_everything_is_everything() -> None:
    held = facts(an_injection("1950-01-01"), an_injection("2150-01-01"), OLD)
    assert selected(held, Selection(), TODAY) is held


@pytest.mark.parametrize(
    "make",
    [
        an_injection,
        a_symptom_entry,
        a_lab_result,
        a_skip,
        lambda on: Appointment(day(on)),
        lambda on: ExportedEvent("x", day(on)),
        lambda on: a_move(on, "2027-01-01"),
        lambda on: a_move("2025-01-01", on),
    ],
)
def test_entries_belong_to_the_period_by_their_date(make: object) -> None:
    made = [make(on) for on in ("2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01")]  # type: ignore[operator]
    assert kept(*made) == set(made[1:3])


@pytest.mark.parametrize("make", [a_pause, unrecorded])
def test_stretches_go_where_they_touch_the_period(make: object) -> None:
    stretches = [
        make(*days)  # type: ignore[operator]
        for days in (
            ("2026-05-01", "2026-05-31"),
            ("2026-05-01", "2026-06-01"),
            ("2026-08-31", "2026-10-01"),
            ("2026-09-01", "2026-10-01"),
        )
    ]
    assert kept(*stretches) == set(stretches[1:3])


def test_a_pause_without_an_end_goes_on() -> None:
    assert len(kept(a_pause("2026-01-01"), a_pause("2026-09-01"))) == 1


def test_a_plan_goes_whole_with_its_lab_checks() -> None:
    """A phase that follows needs the one before it, even where that one was over."""
    check = LabCheck(LATE.id, ("mma",))
    other = LabCheck(OLD.phases[0].id, ("mma",))
    assert kept(OLD, CURRENT, check, other) == {CURRENT, check}


def test_a_box_goes_when_it_could_have_been_used() -> None:
    used = Box(expires=date(2020, 1, 1))
    gone = Box(expires=date(2026, 5, 31))
    later = Box(got_on=date(2026, 9, 1))
    there = Box()
    taken = an_injection("2026-07-01", box=used.id)
    assert kept(used, gone, later, there, taken) == {used, there, taken}


def test_the_patient_always_goes() -> None:
    held = facts(Patient(name="Ada"))
    assert selected(held, SUMMER, TODAY).patient.name == "Ada"


def test_a_period_runs_forward() -> None:
    with pytest.raises(ValueError, match="lies before the first"):
        Selection(date(2026, 2, 1), date(2026, 1, 1))


def marked(held: Facts) -> Facts:
    """Put a word into every note of a logbook, and into what is asked and agreed."""

    def one(fact: object) -> object:
        if isinstance(fact, Appointment):
            return replace(fact, questions=(WORD,), agreed=WORD)
        noted = any(field.name == "note" for field in fields(fact))  # type: ignore[arg-type]
        return replace(fact, note=f"{fact.note} {WORD}") if noted else fact  # type: ignore

    lists = {
        field.name: tuple(map(one, getattr(held, field.name)))
        for field in fields(held)
        if field.name != "patient"
    }
    return replace(held, **lists)  # type: ignore[arg-type]


def test_what_was_asked_and_agreed_goes_with_the_notes() -> None:
    met = Appointment(TODAY, "Dr Osei", ("Why?",), "Monthly from now on")
    held = facts(met, Box(product="H", note="in the fridge"), an_injection(note="sore"))
    without = selected(held, Selection(notes=False), TODAY)
    assert without.appointments == (replace(met, questions=(), agreed=""),)
    assert (without.boxes[0].product, without.boxes[0].note) == ("H", "")
    assert without.injections[0].note == ""


def text_of(content: bytes) -> str:
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("wanted", [Format.JSON, Format.CSV, Format.ICS])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=whole_logbooks())
def test_no_note_is_left_in_any_format(wanted: Format, drawn: Facts) -> None:
    held = marked(replace(drawn, skips=(a_skip("2026-01-01"),)))
    wish = Wish(wanted, Selection(notes=False), details=True)
    try:
        content = export(held, wish, TODAY, assets.catalogue()).content
    except SharingError:
        return
    assert WORD not in text_of(content).replace("\r\n ", "")
    if wanted is not Format.ICS:
        with_notes = export(held, Wish(wanted), TODAY, assets.catalogue()).content
        assert WORD in text_of(with_notes)


def test_json_says_where_it_comes_from_and_is_taken_again() -> None:
    wish = Wish(Format.JSON, replace(SUMMER, notes=False))
    text = export(facts(an_injection("2026-06-05")), wish, TODAY, assets.catalogue()).content
    said = json.loads(text)["export"]
    assert said.pop("by").startswith("B12 Tracker ")
    assert said == {
        "on": "2026-11-22",
        "from": "2026-06-01",
        "to": "2026-08-31",
        "notes": False,
        "says": "Self-reported by the patient.",
    }
    taken = logbook_from_json(text.decode(), assets.catalogue())
    assert [one.given_on for one in taken.injections] == [date(2026, 6, 5)]


def test_where_it_comes_from_must_be_an_object() -> None:
    text = '{"format": "b12tracker-logbook", "version": 1, "export": 5}'
    with pytest.raises(SharingError, match="export should be an object"):
        logbook_from_json(text, assets.catalogue())
