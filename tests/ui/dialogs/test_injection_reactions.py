"""What followed an injection: ticked, typed, and what is said at once about a grave one."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QAccessible

from b12tracker import assets
from b12tracker.domain.injection import Injection
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.reaction_words import is_early, reactions_text, warning
from tests.builders import an_injection, day, facts
from tests.ui.conftest import Show
from tests.ui.driving import press, sentences, tab_to, type_in
from tests.ui.story import INJECTIONS, TODAY

ADVICE = assets.advice()
LONG_AGO = an_injection("2025-01-05")


def a_dialog(show: Show, *known: Injection, **more: Any) -> InjectionDialog:
    return show(InjectionDialog(None, TODAY, facts(*known), **more))


def tick(key: str) -> None:
    name = next(one.name for one in assets.reactions() if one.key == key)
    tab_to(name)
    press("Space")


def said(dialog: InjectionDialog) -> str:
    panel = dialog.advice
    return f"{panel.now.text()} {panel.more.text()}" if panel.isVisible() else ""


def test_reactions_by_keyboard(show: Show) -> None:
    dialog = a_dialog(show)
    type_in("today")
    press("Alt+H")
    assert dialog.reactions.ticks["site_reaction"].hasFocus()
    tick("se_headache")
    tick("site_reaction")
    tab_to("Other reactions in your own words")
    type_in(" Sore knee; ; odd taste ")
    press("Return")
    assert dialog.answer.reactions == ("site_reaction", "se_headache", "Sore knee", "odd taste")


@pytest.mark.parametrize("key", ["urticaria", "swelling_face", "wheeze", "anaphylaxis"])
def test_an_emergency_is_said_at_once_and_the_entry_saved(show: Show, key: str) -> None:
    dialog = a_dialog(show, LONG_AGO)
    type_in("today")
    press("Alt+H")
    assert said(dialog) == ""
    tick(key)
    assert said(dialog).startswith("Call the emergency services now")
    assert ADVICE.emergency in sentences(dialog)
    assert dialog.advice.accessibleName() == said(dialog)
    assert dialog.advice.visibleRegion().boundingRect() == dialog.advice.rect()
    assert "potassium" not in said(dialog)
    press("Space")
    assert said(dialog) == ""
    press("Space", "Return")
    assert dialog.answer.reactions == (key,)


def test_it_is_announced_once(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[QAccessible.Event] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.type()))
    dialog = a_dialog(show)
    dialog.reactions.ticks["rash"].setChecked(True)
    assert told == []
    dialog.reactions.ticks["wheeze"].setChecked(True)
    dialog.reactions.ticks["rash"].setChecked(False)
    assert told == [QAccessible.Event.Alert]


def test_an_emergency_goes_before_what_is_urgent() -> None:
    found = warning(["arrhythmia", "urticaria"], early=True)
    assert found
    assert found.emergency
    assert found.now == ADVICE.emergency


@pytest.mark.parametrize(
    ("first", "on", "early"),
    [
        (None, "2026-11-21", True),
        ("2026-11-15", "2026-11-21", True),
        ("2026-11-08", "2026-11-21", True),
        ("2026-11-07", "2026-11-21", False),
        ("2025-01-05", "2026-11-21", False),
    ],
)
def test_potassium_is_named_early_in_treatment_only(
    show: Show, first: str | None, on: str, early: bool
) -> None:
    known = [an_injection(first)] if first else []
    dialog = a_dialog(show, *known)
    type_in("21 nov")
    dialog.reactions.ticks["arrhythmia"].setChecked(True)
    assert said(dialog).startswith(f"{ADVICE.urgent} {ADVICE.worse}")
    assert ("potassium" in said(dialog)) is early
    assert is_early(known, day(on)) is early
    assert dialog.advice.objectName() == "urgent"


def test_what_is_early_follows_the_date(show: Show) -> None:
    dialog = a_dialog(show, an_injection("2026-11-01"))
    dialog.reactions.ticks["arrhythmia"].setChecked(True)
    type_in("20 nov")
    assert "potassium" not in said(dialog)
    type_in("3 nov")
    assert "potassium" in said(dialog)


def test_reactions_to_change_are_in_sight(show: Show) -> None:
    known = replace(INJECTIONS[1], reactions=("site_reaction", "own; words\nhere", "wheeze"))
    dialog = a_dialog(show, known, injection=known)
    assert dialog.reactions.ticks["site_reaction"].isVisible()
    assert said(dialog)
    dialog.accept()
    assert dialog.answer == known
    assert not a_dialog(show, injection=INJECTIONS[0]).reactions.isVisible()


def test_the_last_reactions_are_not_those_of_today(show: Show) -> None:
    dialog = a_dialog(show, replace(INJECTIONS[5], reactions=("wheeze",)))
    type_in("today")
    press("Alt+S", "Return")
    assert dialog.answer.reactions == ()


def test_reactions_in_a_sentence() -> None:
    injection = an_injection(reactions=("site_reaction", "Sore knee", "red_urine"))
    assert reactions_text(injection) == "soreness where injected, Sore knee, red or pink urine"
    assert reactions_text(an_injection()) == ""
