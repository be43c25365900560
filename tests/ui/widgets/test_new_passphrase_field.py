"""A new password: typed twice, shown on demand, and how strong it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from b12tracker.sharing.passwords import check_password
from b12tracker.ui.passphrase_words import FROM_A_FILE, FROM_A_LOGBOOK, HINT, strength
from b12tracker.ui.widgets.new_passphrase_field import NewPassphraseField
from tests.ui.conftest import Show
from tests.ui.driving import called, in_focus, press, sentences, type_in

GOOD = "river lamp kitten stone"


@pytest.fixture
def field(show: Show) -> NewPassphraseField:
    return show(NewPassphraseField("Password", check_password, FROM_A_FILE))  # type: ignore[return-value]


def test_it_is_typed_twice_by_keyboard_and_not_seen(field: NewPassphraseField) -> None:
    field.setFocus()
    type_in(GOOD)
    press("Tab")
    assert called(in_focus()) == "Password again"
    type_in(GOOD)
    assert field.value == GOOD
    for line in (field.first, field.again):
        assert line.echoMode() is QLineEdit.EchoMode.Password
        assert GOOD not in line.displayText()


def test_it_is_shown_on_demand_and_no_keyboard_learns_it(field: NewPassphraseField) -> None:
    type_in(GOOD)
    press("Alt+I")
    for line in (field.first, field.again):
        assert line.echoMode() is QLineEdit.EchoMode.Normal
        assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    press("Alt+I")
    assert field.first.echoMode() is QLineEdit.EchoMode.Password
    assert field.first.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [
        ("", "", "Type a password"),
        ("short", "short", "at least 8"),
        (GOOD, "", "not the same"),
        (GOOD, GOOD.title(), "not the same"),
        (f"{GOOD} ", GOOD, "not the same"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence(
    field: NewPassphraseField, first: str, again: str, says: str
) -> None:
    field.first.setText(first)
    field.again.setText(again)
    with pytest.raises(ValueError, match=says):
        _ = field.value


def test_its_strength_is_said_while_it_is_typed(field: NewPassphraseField) -> None:
    assert HINT in sentences(field)
    for typed, says in (("password", "Weak"), (GOOD, "Good")):
        type_in(typed)
        assert any(said.startswith(f"{says}: ") for said in sentences(field))
        assert field.first.accessibleDescription().startswith(says)
    type_in("")
    assert HINT in sentences(field)


def test_a_letter_leads_to_each_field(field: NewPassphraseField) -> None:
    press("Alt+G")
    assert called(in_focus()) == "Password again"


@pytest.mark.parametrize(
    ("typed", "from_a_file", "from_a_logbook"),
    [
        ("password1", "Weak", "Weak"),
        ("b12tracker", "Weak", "Weak"),
        ("Margaret1950", "Weak", "Weak"),
        ("river lamp kitten", "Weak", "Fair"),
        ("river lamp kitten stone", "Good", "Strong"),
        ("river lamp kitten stone quilt", "Strong", "Strong"),
        ("x" * 200, "Weak", "Weak"),
        ("€" * 9 + "grüße an alle drüben", "Strong", "Strong"),
    ],
)
def test_words_for_strength(typed: str, from_a_file: str, from_a_logbook: str) -> None:
    assert strength(typed, FROM_A_FILE).startswith(f"{from_a_file}: ")
    assert strength(typed, FROM_A_LOGBOOK).startswith(f"{from_a_logbook}: ")


def test_more_never_looks_weaker_than_what_is_looked_at() -> None:
    long = "river lamp kitten stone quilt " * 10
    assert strength(long, FROM_A_FILE) == strength(long[:72], FROM_A_FILE)
