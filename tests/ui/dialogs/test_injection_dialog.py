"""Logging an injection: what is refused, what is asked about, what is kept."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from tests.builders import an_id, an_injection, facts
from tests.ui.conftest import Show
from tests.ui.driving import buttons, complaints, press, sentences, tab_to, type_in
from tests.ui.story import INJECTIONS, LEFT, TODAY

NO_DATE = "A date is needed, such as “today”, “last Tuesday” or “17 Nov”."
NO_SUCH_DATE = "“{}” is not a date; try “today” or “17 Nov 2026”."
NO_SUCH_DOSE = "The dose must be more than 0 and at most 30 mg (30,000 µg)."


def a_dialog(show: Show, *known: Injection, **more: Any) -> InjectionDialog:
    return show(InjectionDialog(None, TODAY, facts(*known), **more))


def open_more(dialog: InjectionDialog) -> None:
    tab_to("More: time, lot, who gave it, note")
    press("Space")


def said_under(dialog: InjectionDialog, field: Any, sentence: str) -> None:
    """Check that this sentence and no other is to be read, right under its field."""
    assert complaints(dialog) == [sentence]
    complaint = dialog._complaints[field]
    bottom = field.mapTo(dialog, field.rect().bottomLeft())
    top = complaint.mapTo(dialog, complaint.rect().topLeft())
    assert complaint.text() == sentence
    assert 0 <= top.y() - bottom.y() < 30
    assert top.x() == bottom.x()


def test_the_date_never_fills_itself(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    assert dialog.day.line.text() == ""
    press("Return")
    assert dialog.isVisible()
    said_under(dialog, dialog.day, NO_DATE)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("32 nov", NO_SUCH_DATE.format("32 nov")),
        ("30 feb 2026", NO_SUCH_DATE.format("30 feb 2026")),
        ("soon", NO_SUCH_DATE.format("soon")),
        ("<b>now</b>", NO_SUCH_DATE.format("<b>now</b>")),
        ("23 nov 2026", "23 Nov 2026 is in the future; log it when it is given."),
        ("17/11/1899", "The year must lie between 1900 and 2199."),
    ],
)
def test_a_wrong_date(show: Show, typed: str, sentence: str) -> None:
    dialog = a_dialog(show)
    type_in(typed)
    press("Return")
    assert dialog.isVisible()
    assert dialog.day.line.text() == typed
    assert dialog.day.line.hasFocus()
    said_under(dialog, dialog.day, sentence)
    assert dialog._complaints[dialog.day].textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("name", "field", "typed", "sentence"),
    [
        ("Dose", "dose", "one", "The dose is a number, such as 1.5."),
        ("Dose", "dose", "0", NO_SUCH_DOSE),
        ("Dose", "dose", "-1", NO_SUCH_DOSE),
        ("Dose", "dose", "31", NO_SUCH_DOSE),
        ("Dose", "dose", "1,000", NO_SUCH_DOSE),
        ("Dose", "dose", "nan", "The dose is a number, such as 1.5."),
        ("Dose", "dose", "1e999", "The dose is a number, such as 1.5."),
        ("Time of day", "given_at", "25:00", "A time of day is written like 08:30."),
        ("Time of day", "given_at", "half past 8", "A time of day is written like 08:30."),
    ],
)
def test_a_wrong_field_loses_nothing(
    show: Show, name: str, field: str, typed: str, sentence: str
) -> None:
    dialog = a_dialog(show)
    type_in("yesterday")
    open_more(dialog)
    dialog.site.choose(LEFT)
    dialog.note.setPlainText("Two lines\nof a note")
    tab_to(name)
    type_in(typed)
    press("Return")
    assert dialog.isVisible()
    said_under(dialog, getattr(dialog, field), sentence)
    assert dialog.day.line.text() == "yesterday"
    assert dialog.note.toPlainText() == "Two lines\nof a note"
    assert dialog.site.chosen is LEFT
    type_in("")
    press("Return")
    assert dialog.answer == Injection(
        date(2026, 11, 21), site=LEFT, note="Two lines\nof a note", id=dialog.answer.id
    )


def test_a_sentence_goes_when_it_is_heeded(show: Show) -> None:
    dialog = a_dialog(show)
    press("Return")
    type_in("today")
    tab_to("Dose")
    type_in("one")
    press("Return")
    assert complaints(dialog) == ["The dose is a number, such as 1.5."]


def test_the_date_is_said_back(show: Show) -> None:
    dialog = a_dialog(show)
    for typed, said in {
        "": "Type a date, or choose one.",
        "last tuesday": "Tuesday 17 November 2026, 5 days ago",
        "y": "Saturday 21 November 2026, yesterday",
        "1/2": "Sunday 1 February 2026, 294 days ago",
        "1 feb 2025": "Saturday 1 February 2025, 659 days ago",
    }.items():
        type_in(typed)
        assert said in sentences(dialog)


def test_every_field_is_taken(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("17 nov")
    tab_to("Dose")
    type_in("1,5")
    for name, letters in (("Substance", "m"), ("Route", "u"), ("Site", "left d")):
        tab_to(name)
        press(*letters.replace(" ", ""))
    dialog.substance.choose(Substance.MECOBALAMIN)
    dialog.route.choose(Route.SUBCUTANEOUS)
    dialog.site.choose(Site.LEFT_UPPER_ARM)
    open_more(dialog)
    tab_to("I am not sure of the date: about then")
    press("Space")
    tab_to("Time of day")
    type_in("8:30")
    tab_to("Given by")
    press("n", "u")
    tab_to("Lot (batch) on the ampoule")
    type_in(" H23 ")
    tab_to("Note")
    type_in("Sore")
    press("Tab")
    press("Tab", "Return")
    assert dialog.answer == Injection(
        date(2026, 11, 17),
        about=True,
        given_at=time(8, 30),
        dose_ug=1500,
        substance=Substance.MECOBALAMIN,
        route=Route.SUBCUTANEOUS,
        site=Site.LEFT_UPPER_ARM,
        given_by=GivenBy.NURSE,
        lot="H23",
        note="Sore",
        id=dialog.answer.id,
    )


@pytest.mark.parametrize(
    ("typed", "unit", "dose_ug"),
    [("1", "mg", 1000), ("250", "µg", 250), ("1.001", "mg", 1001), ("1,000", "µg", 1000)],
)
def test_the_dose_in_the_unit_prescribed(show: Show, typed: str, unit: str, dose_ug: float) -> None:
    dialog = a_dialog(show)
    type_in("today")
    dialog.dose.number.setText(typed)
    dialog.dose.unit.setCurrentText(unit)
    press("Return")
    assert dialog.answer.dose_ug == dose_ug


def test_a_second_injection_of_one_day_is_asked_about_once(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    type_in("9 nov")
    press("Return")
    asked = "An injection on 9 Nov 2026 is logged already. Press the button again to log another."
    assert complaints(dialog) == [asked]
    assert dialog.isVisible()
    press("Return")
    assert dialog.answer.given_on == date(2026, 11, 9)


def test_another_day_is_asked_about_again(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    for day in ("9 nov", "2 nov"):
        type_in(day)
        press("Return")
        assert dialog.isVisible()
        assert len(complaints(dialog)) == 1


def test_changing_is_no_second_injection(show: Show) -> None:
    twin = an_injection("2026-11-09", id=an_id(99))
    dialog = a_dialog(show, *INJECTIONS, twin, injection=INJECTIONS[4])
    tab_to("Note")
    type_in("Both arms")
    dialog.accept()
    assert dialog.answer == replace(INJECTIONS[4], note="Both arms")


def test_moving_one_onto_another_is_asked_about(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS, injection=INJECTIONS[4])
    type_in("2 nov")
    press("Return")
    assert complaints(dialog) == [
        "An injection on 2 Nov 2026 is logged already. Press the button again to log another."
    ]
    press("Return")
    assert dialog.answer == replace(INJECTIONS[4], given_on=date(2026, 11, 2))


def test_changing_keeps_what_the_form_does_not_show(show: Show) -> None:
    known = replace(INJECTIONS[1], given_at=time(8, 30, 15), dose_ug=10000.25, lot="H23 ")
    dialog = a_dialog(show, known, injection=known)
    type_in("20 oct 2026")
    press("Return")
    assert dialog.answer == replace(known, given_on=date(2026, 10, 20))
    assert dialog.answer.reactions == ("site_reaction",)


@pytest.mark.parametrize(
    ("field", "value", "emptied"),
    [
        ("given_at", time(8, 30), None),
        ("dose_ug", 250.0, None),
        ("lot", "H23", ""),
        ("site", LEFT, None),
        ("about", True, False),
    ],
)
def test_changing_can_empty_a_field(show: Show, field: str, value: Any, emptied: Any) -> None:
    known = replace(an_injection("2026-11-09", note="stays"), **{field: value})
    dialog = a_dialog(show, known, injection=known)
    dialog._show(replace(known, **{field: emptied}))
    dialog.accept()
    assert dialog.answer == replace(known, **{field: emptied})


def test_more_is_open_where_there_is_more(show: Show) -> None:
    assert not a_dialog(show, injection=an_injection("2026-11-09", dose_ug=1000)).lot.isVisible()
    for more in ({"lot": "H"}, {"note": "n"}, {"at": "08:30"}, {"about": True}):
        assert a_dialog(show, injection=an_injection("2026-11-09", **more)).lot.isVisible()


def test_more_takes_the_keys_along(show: Show) -> None:
    dialog = a_dialog(show)
    press("Alt+M")
    assert dialog.about.hasFocus()
    assert "More: time, lot, who gave it, note" not in buttons(dialog)


def test_same_as_last_time_says_what_that_was(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    assert "Last time: 1 mg hydroxocobalamin · right thigh, 15 Nov 2026" in sentences(dialog)


def test_same_as_last_time_keeps_the_date_typed(show: Show) -> None:
    dialog = a_dialog(show, *INJECTIONS)
    type_in("3 days ago")
    press("Alt+S", "Return")
    last = INJECTIONS[-1]
    assert dialog.answer == replace(
        last, given_on=date(2026, 11, 19), site=LEFT, note="", id=dialog.answer.id
    )
    assert dialog.answer.id != last.id


def test_same_as_last_time_needs_a_last_time(show: Show) -> None:
    dialog = a_dialog(show, an_injection("2026-11-23"))
    assert "Same as last time" not in buttons(dialog)


def test_a_day_that_was_pointed_at(show: Show) -> None:
    dialog = a_dialog(show, day=date(2026, 10, 12))
    press("Return")
    assert dialog.answer.given_on == date(2026, 10, 12)


def test_tab_leaves_the_note(show: Show) -> None:
    dialog = a_dialog(show, injection=an_injection("2026-11-09", note="n"))
    tab_to("Note", QPlainTextEdit)
    press("Tab")
    assert dialog.note.toPlainText() == "n"
    assert not dialog.note.hasFocus()


def test_answer_only_after_it_was_given(show: Show) -> None:
    dialog = a_dialog(show)
    with pytest.raises(RuntimeError):
        _ = dialog.answer


def test_same_as_last_time_keeps_what_is_of_this_one_only(show: Show) -> None:
    dialog = a_dialog(show, an_injection("2026-11-09", dose_ug=1000, lot="K7", note="Sore"))
    type_in("17 nov")
    open_more(dialog)
    tab_to("Time of day")
    type_in("08:30")
    tab_to("Note")
    type_in("Rang the surgery")
    assert dialog.lot.text() == ""
    tab_to("Same as last time")
    press("Space", "Return")
    assert dialog.answer == an_injection(
        "2026-11-17", "08:30", dose_ug=1000, note="Rang the surgery", id=dialog.answer.id
    )
