"""Choosing symptoms to follow, and those in the user's own words."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from b12tracker import assets
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.symptoms import OwnSymptom
from b12tracker.ui.dialogs.follow_dialog import FollowDialog
from tests.builders import a_symptom_entry, an_id, facts
from tests.ui.conftest import Show
from tests.ui.driving import (
    a_button,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
)

BURNING = OwnSymptom("own-1", "Burning feet", an_id(1))
COLD = OwnSymptom("own-2", "Cold hands & feet", an_id(2))
HELD = facts(
    Patient(follows=("tingling", "own-1")),
    BURNING,
    COLD,
    a_symptom_entry("2026-11-20", scores={"own-1": 3}),
    a_symptom_entry("2026-11-21", scores={"own-1": 4}),
)


def a_dialog(show: Show, held: Facts = HELD) -> FollowDialog:
    return show(FollowDialog(None, assets.catalogue().with_own(held), held))


def test_the_groups_have_headings_and_own_symptoms_stand_last(show: Show) -> None:
    said = sentences(a_dialog(show))
    groups = ["Energy", "Blood and circulation", "Nerves", "Mind", "Mouth and gut", "Other"]
    assert [words for words in said if words in (*groups, "Your own")] == [*groups, "Your own"]


def test_what_is_followed_is_ticked(show: Show) -> None:
    dialog = a_dialog(show)
    assert [key for key, box in dialog.boxes.items() if box.isChecked()] == ["tingling"]
    assert [row.box.isChecked() for row in dialog.own.rows] == [True, False]
    press("Return")
    assert dialog.answer.follows == ("tingling", "own-1")
    assert dialog.answer.own == (BURNING, COLD)


def test_something_else_is_added_by_keys_and_followed(show: Show) -> None:
    dialog = a_dialog(show)
    press("Alt+S")
    type_in("Hair falls out")
    press("Return")
    added = dialog.answer.own[-1]
    assert added.name == "Hair falls out"
    assert added.key.startswith("own-")
    assert added.key not in {"own-1", "own-2"}
    assert dialog.answer.follows == ("tingling", "own-1", added.key)


def test_two_are_added_at_once(show: Show) -> None:
    dialog = a_dialog(show, Facts())
    for name in ("Hair falls out", "Restless legs"):
        press("Alt+S")
        type_in(name)
    press("Return")
    assert [own.name for own in dialog.answer.own] == ["Hair falls out", "Restless legs"]
    assert dialog.answer.follows == tuple(own.key for own in dialog.answer.own)


def test_what_was_added_and_never_named_is_left_out(show: Show) -> None:
    dialog = a_dialog(show)
    press("Alt+S", "Return")
    assert dialog.answer.own == (BURNING, COLD)


def test_a_new_name_keeps_the_key_and_the_scores(show: Show) -> None:
    dialog = a_dialog(show)
    tab_to("Name of your own symptom", QLineEdit)
    type_in("  Feet on fire ")
    press("Return")
    assert dialog.answer.own == (OwnSymptom("own-1", "Feet on fire", an_id(1)), COLD)
    assert dialog.answer.follows == ("tingling", "own-1")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Give it a name."),
        ("  ", "Give it a name."),
        ("cold hands & FEET", "“Cold hands & feet” is there twice."),
        ("headache", "“headache” is in the list above; tick it there."),
    ],
)
def test_a_wrong_name_is_told_and_can_be_put_right(show: Show, name: str, sentence: str) -> None:
    dialog = a_dialog(show)
    tab_to("Name of your own symptom", QLineEdit)
    type_in(name)
    press("Return")
    assert complaints(dialog) == [sentence]
    type_in("Tired eyes")
    press("Return")
    assert {own.name for own in dialog.answer.own} & {"Tired eyes"}


def test_one_that_no_entry_scores_is_removed(show: Show) -> None:
    dialog = a_dialog(show)
    click(a_button(dialog, "Remove Cold hands & feet"))
    assert in_focus() is dialog.own.add
    press("Tab")
    dialog.accept()
    assert dialog.answer.own == (BURNING,)


def test_one_that_entries_score_stays_and_can_be_left_unticked(show: Show) -> None:
    dialog = a_dialog(show)
    click(a_button(dialog, "Remove Burning feet"))
    assert complaints(dialog) == [
        "It is scored in 2 entries, so it stays; leave it unticked to stop following it."
    ]
    tab_to("Follow Burning feet", QCheckBox)
    press("Space", "Return")
    assert dialog.answer.own == (BURNING, COLD)
    assert dialog.answer.follows == ("tingling",)


def test_the_row_that_was_added_is_scrolled_into_sight(show: Show) -> None:
    dialog = a_dialog(show)
    dialog.resize(dialog.width(), 400)
    settle()
    press("Alt+S")
    settle()
    name = dialog.own.rows[-1].name
    assert in_focus() is name
    assert name.visibleRegion().boundingRect() == name.rect()
