"""Menus and their keys: each can be read, reached, and told from the others."""

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from b12tracker.ui.actions import ROWS
from b12tracker.ui.main_window import MainWindow
from b12tracker.ui.words_for_safety import KEYS
from tests.ui.driving import Dialogs, press


def menus(window: MainWindow) -> list[QMenu]:
    return [action.menu() for action in window.menuBar().actions()]


def actions(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


def key_of(words: str) -> str:
    """Return the letter that opens a menu or chooses an action."""
    sequence = QKeySequence.mnemonic(words).toString()
    assert sequence, f"“{words}” has no letter to choose it by"
    return sequence


def test_every_row_became_an_action(window: MainWindow) -> None:
    assert len(window.actions_by_name) == len(ROWS)
    assert sum(len(actions(menu)) for menu in menus(window)) == len(ROWS)
    assert all(action.text() for action in window.actions_by_name.values())


def test_each_menu_has_a_letter_of_its_own(window: MainWindow) -> None:
    letters = Counter(key_of(action.text()) for action in window.menuBar().actions())
    assert set(letters.values()) == {1}, letters


def test_each_action_has_a_letter_of_its_own_in_its_menu(window: MainWindow) -> None:
    for menu in menus(window):
        letters = Counter(key_of(action.text()) for action in actions(menu))
        assert set(letters.values()) == {1}, (menu.title(), letters)


def test_no_two_actions_share_their_keys(window: MainWindow) -> None:
    keys = Counter(
        action.shortcut().toString()
        for action in window.actions_by_name.values()
        if not action.shortcut().isEmpty()
    )
    assert set(keys.values()) == {1}, keys


def test_no_menu_letter_is_taken_from_an_action(window: MainWindow) -> None:
    taken = {action.shortcut().toString() for action in window.actions_by_name.values()}
    assert taken.isdisjoint(key_of(action.text()) for action in window.menuBar().actions())


def test_questions_end_in_dots(window: MainWindow) -> None:
    asking = {"Log &injection…", "Log &symptoms…", "Add &lab results…", "Enter a &plan…"}
    assert asking < {row.text for row in ROWS}
    assert not [row.text for row in ROWS if "..." in row.text]


def test_the_help_names_every_key_of_the_menus() -> None:
    for row in ROWS:
        if row.keys.startswith("Ctrl+") and row.keys not in ("Ctrl+N", "Ctrl+O", "Ctrl+Q"):
            named = row.keys in KEYS or row.keys in ("Ctrl+2", "Ctrl+3")
            assert named, row.keys


@pytest.mark.parametrize("menu", ["&Logbook", "&Edit", "L&og", "&View", "&Help"])
def test_menus_open_by_their_letter(window: MainWindow, menu: str) -> None:
    press(key_of(menu))
    (opened,) = [each for each in menus(window) if each.isVisible()]
    assert opened.title() == menu
    press("Escape", "Escape")


def test_an_action_is_chosen_by_letters(window: MainWindow) -> None:
    press("Alt+V")
    press("r")
    assert window.stack.currentWidget() is window.review


def test_an_action_is_chosen_by_arrows(window: MainWindow, dialogs: Dialogs) -> None:
    dialogs.answer(lambda title: None)
    press("Alt+H", "Up", "Return")
    assert "It does not advise" in dialogs.told[0]


def test_the_menu_shows_the_look_that_is_worn(window: MainWindow) -> None:
    looks = [window.actions_by_name[f"look_{look}"] for look in ("light", "dark", "system")]

    def ticked() -> list[str]:
        return [look.text() for look in looks if look.isChecked()]

    assert ticked() == ["&Light"]
    for look in (*looks, looks[0], looks[0]):
        look.trigger()
        assert ticked() == [look.text()]
    assert [each for each in window.actions_by_name.values() if each.isCheckable()] == looks
