"""Scoring symptoms: by keys, in one go, as yesterday, for a week, or by somebody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from b12tracker import assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.symptoms import Observer, Recall, SymptomEntry
from b12tracker.ui.dialogs.symptoms_dialog import SymptomsDialog
from tests.builders import a_symptom_entry, an_id
from tests.ui.conftest import Show
from tests.ui.driving import (
    a_button,
    buttons,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)
from tests.ui.story import SYMPTOMS, TODAY

FOLLOWS = ("fatigue", "tingling", "memory")
CATALOGUE = assets.catalogue()


def a_dialog(
    show: Show,
    known: tuple[SymptomEntry, ...] = (),
    entry: SymptomEntry | None = None,
    follows: tuple[str, ...] = FOLLOWS,
    choose: Callable[[], tuple[tuple[str, ...], Catalogue]] | None = None,
) -> SymptomsDialog:
    return show(SymptomsDialog(None, TODAY, CATALOGUE, follows, known, entry, choose))


def scores(dialog: SymptomsDialog) -> dict[str, int | None]:
    return {key: row.severity for key, row in dialog.sheet.rows.items()}


def to_the_date(dialog: SymptomsDialog, words: str) -> None:
    """Go to the date by its letter and type another."""
    press("Alt+D")
    type_in(words)


def test_it_asks_about_today_and_fills_in_no_score(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS)
    assert dialog.day.date == TODAY
    assert "Sunday 22 November 2026, today" in sentences(dialog)
    assert sentences(dialog)[2].startswith("How bad is each today? 0 is none, 10 the worst")
    assert scores(dialog) == dict.fromkeys(FOLLOWS)
    assert called_in_focus() == "Tired or no energy, not scored"


def called_in_focus() -> str:
    return in_focus().accessibleName()


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("47382", [4, 7, 3, 8, 2]),
        ("00000", [0, 0, 0, 0, 0]),
        ("1010101010", [10] * 5),
        ("11111", [1] * 5),
        ("13579", [1, 3, 5, 7, 9]),
        ("291045", [2, 9, 10, 4, 5]),
        ("4↓3", [4, None, 3, None, None]),
        ("1↓04", [1, 0, 4, None, None]),
        ("94↑6", [9, 6, None, None, None]),
        ("9999915", [9, 9, 9, 9, 9]),
        ("22221", [2, 2, 2, 2, 1]),
        ("222215", [2, 2, 2, 2, 5]),
    ],
)
def test_five_symptoms_by_digits_alone(show: Show, keys: str, wanted: list[int | None]) -> None:
    follows = ("fatigue", "tingling", "memory", "sleep", "nausea")
    dialog = a_dialog(show, follows=follows)
    for key in keys:
        press({"↓": "Down", "↑": "Up"}.get(key, key))
    assert list(scores(dialog).values()) == wanted
    press("Return")
    given = {key: n for key, n in zip(follows, wanted, strict=True) if n is not None}
    assert dialog.answer == SymptomEntry(TODAY, given, id=dialog.answer.id)


def test_after_the_last_row_the_keys_are_on_the_button(show: Show) -> None:
    dialog = a_dialog(show)
    press("3", "3")
    assert called_in_focus() == "Forgetful, not scored"
    press("3")
    assert in_focus() is dialog.do_it


def test_the_row_that_the_keys_come_to_is_scrolled_into_sight(show: Show) -> None:
    follows = ("fatigue", "tingling", "memory", "gait", "sleep", "nausea", "vision")
    dialog = a_dialog(show, follows=follows)
    dialog.resize(dialog.width(), 420)
    settle()
    for row in dialog.sheet.rows.values():
        assert in_focus() is row
        assert row.visibleRegion().boundingRect() == row.rect(), row.name
        press("7")
        settle()


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
    press("7")
    to_the_date(dialog, day)
    press("Return")
    assert complaints(dialog) == [sentence]
    assert scores(dialog)["fatigue"] == 7
    type_in("today")
    press("Return")
    assert dialog.answer.scores == {"fatigue": 7}


def test_no_score_at_all(show: Show) -> None:
    dialog = a_dialog(show)
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [
        "Score at least one symptom, from 0 for none to 10 for the worst."
    ]


def test_what_is_not_scored_is_a_gap(show: Show) -> None:
    dialog = a_dialog(show)
    to_the_date(dialog, "y")
    tab_to("Pins and needles, not scored")
    press("0", "Return")
    assert dialog.answer.scores == {"tingling": 0}
    assert dialog.answer.on == date(2026, 11, 21)


def test_tab_goes_from_the_date_through_the_symptoms_on(show: Show) -> None:
    a_dialog(show, SYMPTOMS, choose=lambda: (FOLLOWS, CATALOGUE))
    press("Alt+D")
    order = []
    for _ in range(11):
        order.append(called_in_focus())
        press("Tab")
    assert order == [
        "Date of the symptoms",
        "Today",
        "Yesterday",
        "Calendar",
        "None today",
        "Same as yesterday",
        "Tired or no energy, not scored",
        "Pins and needles, not scored",
        "Forgetful, not scored",
        "Follow other symptoms…",
        "More: who scored, a whole week, a note",
    ]


def test_same_as_yesterday(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS)
    press("Alt+S", "Return")
    assert dialog.answer.scores == SYMPTOMS[1].scores
    assert dialog.answer.on == TODAY
    assert dialog.answer.id != SYMPTOMS[1].id
    assert dialog.changes is None


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        ("today", "Same as yesterday"),
        ("y", "Same as on 19 November"),
        ("20 nov", "Same as on 19 November"),
        ("19 nov", None),
        ("no date", None),
    ],
)
def test_same_as_names_the_entry_before_the_date(show: Show, day: str, offered: str | None) -> None:
    dialog = a_dialog(show, SYMPTOMS)
    to_the_date(dialog, day)
    assert [said for said in buttons(dialog) if said.startswith("Same")] == (
        [offered] if offered else []
    )


def test_same_as_means_the_same_observer_and_kind(show: Show) -> None:
    theirs = a_symptom_entry("2026-11-21", scores={"fatigue": 9}, observer=Observer.OTHER)
    week = a_symptom_entry("2026-11-15", scores={"fatigue": 8}, recall=Recall.WEEK)
    mine = a_symptom_entry("2026-11-20", scores={"fatigue": 2})
    dialog = a_dialog(show, (theirs, week, mine))
    assert "Same as on 20 November" in buttons(dialog)
    dialog.observer.choose(Observer.OTHER)
    assert "Same as yesterday" in buttons(dialog)
    press("Alt+S")
    assert scores(dialog)["fatigue"] == 9
    dialog.observer.choose(Observer.SELF)
    dialog.recall.choose(Recall.WEEK)
    assert "Same as on 15 November" in buttons(dialog)
    assert "None in these 7 days" in buttons(dialog)


def test_an_entry_that_is_changed_repeats_no_other(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS, SYMPTOMS[1])
    assert not [said for said in buttons(dialog) if said.startswith("Same")]


def test_a_week_seen_by_somebody_else(show: Show) -> None:
    dialog = a_dialog(show)
    press("6", "Alt+M")
    dialog.observer.choose(Observer.OTHER)
    dialog.recall.choose(Recall.WEEK)
    asked = "Somebody close to me says: how bad was each at its worst, in the 7 days up to"
    assert any(said.startswith(asked) for said in sentences(dialog))
    tab_to("Note")
    type_in("By my daughter")
    dialog.accept()
    assert dialog.answer == SymptomEntry(
        TODAY, {"fatigue": 6}, Observer.OTHER, Recall.WEEK, "By my daughter", dialog.answer.id
    )


def test_the_scale_and_its_source_are_told(show: Show) -> None:
    dialog = a_dialog(show)
    press("Alt+M")
    assert any("Edmonton Symptom Assessment System" in said for said in sentences(dialog))


def test_a_second_entry_of_one_day_is_refused_and_nothing_is_lost(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS)
    press("8")
    to_the_date(dialog, "y")
    assert "Symptoms of 21 November are logged already." in sentences(dialog)
    press("Return")
    assert complaints(dialog) == [
        "Symptoms of 21 November are logged already: change that entry, or choose another date."
    ]
    assert scores(dialog)["fatigue"] == 8
    press("Alt+H")
    assert complaints(dialog) == []
    assert "Symptoms of 21 November are logged already." not in sentences(dialog)
    assert scores(dialog) == {"fatigue": 8, "tingling": 0, "memory": None}
    assert called_in_focus() == "Tired or no energy, 8 of 10"
    press("Return")
    assert dialog.changes == SYMPTOMS[1]
    assert dialog.answer == replace(SYMPTOMS[1], scores={"fatigue": 8, "tingling": 0})


@pytest.mark.parametrize(
    ("observer", "recall"),
    [
        (Observer.OTHER, Recall.DAY),
        (Observer.SELF, Recall.WEEK),
        (Observer.OTHER, Recall.WEEK),
    ],
)
def test_another_observer_or_kind_is_another_entry(
    show: Show, observer: Observer, recall: Recall
) -> None:
    known = a_symptom_entry(TODAY, scores={"fatigue": 1})
    dialog = a_dialog(show, (known,))
    assert "Symptoms of 22 November are logged already." in sentences(dialog)
    dialog.observer.choose(observer)
    dialog.recall.choose(recall)
    assert "Symptoms of 22 November are logged already." not in sentences(dialog)
    press("5", "Return")
    assert dialog.changes is None
    assert (dialog.answer.observer, dialog.answer.recall) == (observer, recall)


def test_taking_up_an_entry_shows_what_it_scored_and_noted(show: Show) -> None:
    known = a_symptom_entry(TODAY, scores={"vision": 3, "fatigue": 1}, note="Slept badly")
    dialog = a_dialog(show, (known,))
    press("Alt+H")
    assert scores(dialog) == {"fatigue": 1, "tingling": None, "memory": None, "vision": 3}
    press("2", "Return")
    assert dialog.answer == replace(known, scores={"vision": 3, "fatigue": 2})


def test_an_entry_cannot_be_moved_onto_another(show: Show) -> None:
    dialog = a_dialog(show, SYMPTOMS, SYMPTOMS[1])
    to_the_date(dialog, "19 nov")
    press("Return")
    assert len(complaints(dialog)) == 1
    type_in("20 nov")
    press("Return")
    assert dialog.answer == replace(SYMPTOMS[1], on=date(2026, 11, 20))


def test_two_entries_that_a_file_brought_can_both_be_changed(show: Show) -> None:
    one, two = (a_symptom_entry(TODAY, scores={"fatigue": n}, id=an_id(n)) for n in (1, 2))
    for entry in (one, two):
        dialog = a_dialog(show, (one, two), entry)
        press("7", "Return")
        assert dialog.answer == replace(entry, scores={"fatigue": 7})


def test_an_entry_shows_what_it_scored_even_if_no_longer_followed(show: Show) -> None:
    entry = a_symptom_entry(scores={"vision": 3, "fatigue": 1})
    dialog = a_dialog(show, (), entry)
    assert scores(dialog) == {"fatigue": 1, "tingling": None, "memory": None, "vision": 3}


def test_changing_shows_who_scored_and_what_of(show: Show) -> None:
    entry = a_symptom_entry(
        "2026-11-19",
        scores={"fatigue": 6},
        observer=Observer.OTHER,
        recall=Recall.WEEK,
        note="By my daughter",
        id=an_id(5),
    )
    dialog = a_dialog(show, (entry,), entry)
    assert dialog.note.isVisible()
    assert dialog.observer.currentText() == "Somebody close to me"
    assert dialog.recall.currentText() == "The worst in the last 7 days"
    tab_to("Pins and needles, not scored")
    press("2", "Return")
    assert dialog.answer == replace(entry, scores={"fatigue": 6, "tingling": 2})


def test_following_others_keeps_every_score(show: Show) -> None:
    entry = a_symptom_entry("2026-11-19", scores={"vision": 3, "fatigue": 6})
    dialog = a_dialog(show, (), entry, choose=lambda: (("balance",), CATALOGUE))
    press("Alt+F")
    assert scores(dialog) == {"balance": None, "fatigue": 6, "vision": 3}
    press("Return")
    assert dialog.answer == entry


def test_leaving_the_choice_of_symptoms_changes_nothing(show: Show) -> None:
    dialog = a_dialog(show, choose=lambda: (FOLLOWS, CATALOGUE))
    dialog.sheet.rows["memory"].set_severity(10)
    press("Alt+F")
    assert scores(dialog) == {"fatigue": None, "tingling": None, "memory": 10}


def test_nothing_followed_yet(show: Show) -> None:
    dialog = a_dialog(show, follows=())
    assert "No symptom is followed yet: choose some first." in sentences(dialog)
    press("Return")
    assert len(complaints(dialog)) == 1


def test_a_symptom_this_version_does_not_know(show: Show) -> None:
    entry = a_symptom_entry("2026-11-19", scores={"unheard_of": 4})
    dialog = a_dialog(show, (), entry, follows=())
    assert "unheard_of" in sentences(dialog)
    press("Alt+M", "Tab")
    dialog.accept()
    assert dialog.answer == entry


ADVICE = "if new or worse, contact your clinician soon. It is saved as usual."


@pytest.mark.parametrize(
    ("earlier", "severity", "told"),
    [
        ((), 1, True),
        ((), 0, False),
        ((3,), 4, True),
        ((3,), 3, False),
        ((3,), 2, False),
        ((0,), 1, True),
        ((5, 2), 3, True),
        ((2, 5), 3, False),
    ],
)
def test_a_grave_symptom_that_is_new_or_worse(
    show: Show, earlier: tuple[int, ...], severity: int, told: bool
) -> None:
    known = tuple(
        a_symptom_entry(date(2026, 11, 10 + place), scores={"gait": each})
        for place, each in enumerate(earlier)
    )
    gap = a_symptom_entry("2026-11-20", scores={"fatigue": 3})
    dialog = a_dialog(show, (*known, gap), follows=("gait", "fatigue"))
    press(str(severity))
    assert (f"Trouble walking: {ADVICE}" in sentences(dialog)) == told
    press("Return")
    assert dialog.answer.scores == {"gait": severity}


def test_several_grave_symptoms_are_named_in_one_sentence(show: Show) -> None:
    dialog = a_dialog(show, follows=("gait", "vision", "fatigue"))
    press("4", "4", "4")
    assert f"Trouble walking and Blurred vision: {ADVICE}" in sentences(dialog)
    click(a_button(dialog, "None today"))
    assert not dialog.advice.isVisible()
