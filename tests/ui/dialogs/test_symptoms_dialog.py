"""Scoring symptoms: by keys, in one go, or as last time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from b12tracker import assets
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry
from b12tracker.ui.dialogs.symptoms_dialog import SymptomsDialog
from tests.builders import a_symptom_entry, an_id
from tests.ui.conftest import Show
from tests.ui.driving import buttons, complaints, in_focus, press, sentences, tab_to, type_in
from tests.ui.story import SYMPTOMS, TODAY

FOLLOWS = ("fatigue", "tingling", "memory")


def a_dialog(
    show: Show,
    known: tuple[SymptomEntry, ...] = (),
    entry: SymptomEntry | None = None,
    follows: tuple[str, ...] = FOLLOWS,
    choose: Callable[[], tuple[str, ...]] | None = None,
) -> SymptomsDialog:
    catalogue = assets.catalogue()
    return show(SymptomsDialog(None, TODAY, catalogue, follows, known, entry, choose))


def scores(dialog: SymptomsDialog) -> dict[str, int | None]:
    return {key: row.severity for key, row in dialog.rows.items()}


def test_nothing_is_filled_in(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS)
    assert dialog.day.line.text() == ""
    assert scores(dialog) == dict.fromkeys(FOLLOWS)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "A date is needed, such as “today”, “last Tuesday” or “17 Nov”."),
        ("32 nov", "“32 nov” is not a date; try “today” or “17 Nov 2026”."),
        ("24 nov 2026", "24 Nov 2026 is in the future; log it when it is given."),
    ],
)
def test_a_wrong_date_loses_no_score(show: Show, day: str, sentence: str) -> None:
    dialog = a_dialog(show)
    dialog.rows["fatigue"].set_severity(7)
    type_in(day)
    press("Return")
    assert complaints(dialog) == [sentence]
    assert scores(dialog)["fatigue"] == 7
    type_in("today")
    press("Return")
    assert dialog.answer.scores == {"fatigue": 7}


def test_no_score_at_all(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("today")
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [
        "Score at least one symptom, from 0 for none to 10 for the worst."
    ]


def test_what_is_not_scored_is_a_gap(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("y")
    tab_to("Pins and needles, not scored")
    press("0", "Return")
    assert dialog.answer.scores == {"tingling": 0}
    assert dialog.answer.on == date(2026, 11, 21)


def test_tab_goes_from_the_date_through_the_symptoms_to_the_note(show: Show) -> None:
    a_dialog(show, SYMPTOMS, choose=lambda: FOLLOWS)
    order = []
    for _ in range(11):
        order.append(in_focus().accessibleName())
        press("Tab")
    assert order == [
        "Date of the symptoms",
        "Today",
        "Yesterday",
        "Calendar",
        "None today",
        "Same as last time",
        "Tired or no energy, not scored",
        "Pins and needles, not scored",
        "Forgetful, not scored",
        "Follow other symptoms…",
        "Note",
    ]


def test_same_as_last_time(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS)
    type_in("today")
    press("Alt+S", "Return")
    assert dialog.answer.scores == SYMPTOMS[1].scores
    assert dialog.answer.id != SYMPTOMS[1].id


def test_no_last_time(show: Show) -> None:
    assert "Same as last time" not in buttons(a_dialog(show))
    assert "Same as last time" not in buttons(a_dialog(show, SYMPTOMS, SYMPTOMS[0]))


def test_an_entry_shows_what_it_scored_even_if_no_longer_followed(show: Show) -> None:
    entry = a_symptom_entry(scores={"vision": 3, "fatigue": 1})
    dialog = a_dialog(show, (), entry)
    assert scores(dialog) == {"fatigue": 1, "tingling": None, "memory": None, "vision": 3}


def test_changing_keeps_what_the_form_does_not_show(show: Show) -> None:
    entry = a_symptom_entry(
        "2026-11-19",
        scores={"fatigue": 6},
        observer=Observer.OTHER,
        recall=Recall.WEEK,
        note="By my daughter",
        id=an_id(5),
    )
    dialog = a_dialog(show, (entry,), entry)
    tab_to("Pins and needles, not scored")
    press("2", "Return")
    assert dialog.answer == replace(entry, scores={"fatigue": 6, "tingling": 2})


def test_following_others_keeps_every_score(show: Show) -> None:
    entry = a_symptom_entry("2026-11-19", scores={"vision": 3, "fatigue": 6})
    dialog = a_dialog(show, (), entry, choose=lambda: ("balance",))
    press("Alt+F")
    assert scores(dialog) == {"balance": None, "fatigue": 6, "vision": 3}
    press("Return")
    assert dialog.answer == entry


def test_leaving_the_choice_of_symptoms_changes_nothing(show: Show) -> None:
    dialog = a_dialog(show, choose=lambda: FOLLOWS)
    dialog.rows["memory"].set_severity(10)
    press("Alt+F")
    assert scores(dialog) == {"fatigue": None, "tingling": None, "memory": 10}


def test_nothing_followed_yet(show: Show) -> None:
    dialog = a_dialog(show, follows=())
    assert "No symptom is followed yet: choose some first." in sentences(dialog)
    type_in("today")
    press("Return")
    assert len(complaints(dialog)) == 1


def test_a_symptom_this_version_does_not_know(show: Show) -> None:
    entry = a_symptom_entry("2026-11-19", scores={"unheard_of": 4})
    dialog = a_dialog(show, (), entry, follows=())
    assert "unheard_of" in sentences(dialog)
    press("Alt+O", "Tab")
    dialog.accept()
    assert dialog.answer == entry
