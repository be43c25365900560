"""Choices below each other by keys, and labels whose letter leads to a field."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from b12tracker.ui.dialogs.question import Question
from b12tracker.ui.widgets.fields import line
from b12tracker.ui.widgets.one_of import OneOf
from tests.ui.conftest import Show
from tests.ui.driving import in_focus, press, tab_to, type_in


@pytest.mark.parametrize(("key", "taken"), [("Down", 1), ("Up", 0)])
def test_an_arrow_takes_the_choice_it_comes_to(show: Show, key: str, taken: int) -> None:
    one_of = OneOf()
    choices = [one_of.add(words) for words in ("After doses", "On a date", "For life")]
    told: list[int] = []
    one_of.changed.connect(lambda: told.append(1))
    show(one_of)
    choices[1 - taken].setFocus()
    press(key)
    assert [choice.isChecked() for choice in choices].index(True) == taken
    assert in_focus() is choices[taken]
    assert len(told) == 1


def test_other_keys_take_nothing(show: Show) -> None:
    one_of = OneOf()
    choices = [one_of.add(words) for words in ("After doses", "On a date")]
    show(one_of)
    choices[0].setFocus()
    press("Tab", "X")
    assert not any(choice.isChecked() for choice in choices)


def test_what_belongs_to_a_choice_is_typed_after_an_arrow(show: Show) -> None:
    one_of, number = OneOf(), line("Number of doses")
    first, second = one_of.add("For life"), one_of.add("After doses", number)
    show(one_of)
    first.setFocus()
    press("Down")
    assert second.isChecked()
    tab_to("Number of doses", QLineEdit)
    type_in("6")
    assert number.text() == "6"


class Markers(Question[None]):
    """A form with boxes under one label, and choices under another."""

    def __init__(self) -> None:
        super().__init__(None, "Markers", "Save")
        self.name = line("Name")
        self.ask("&Name", self.name)
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        self.box = QCheckBox("Vitamin B12")
        column.addWidget(self.box)
        boxes.setFocusProxy(self.box)
        self.ask("&Markers to measure", boxes)
        self.ends, whole = OneOf(), QWidget()
        QVBoxLayout(whole).addWidget(self.ends)
        self.choices = [self.ends.add(words) for words in ("On a date", "For life")]
        self.ends.lead_from(whole)
        self.ask("The phase &ends", whole)


def test_the_letter_of_a_label_leads_to_its_field_and_presses_nothing(show: Show) -> None:
    dialog = show(Markers())
    assert isinstance(dialog, Markers)
    press("Alt+M")
    assert in_focus() is dialog.box
    assert not dialog.box.isChecked()
    press("Alt+E")
    assert in_focus() is dialog.choices[0]
    assert not dialog.choices[0].isChecked()
    dialog.choices[1].click()
    press("Alt+N", "Alt+E")
    assert in_focus() is dialog.choices[1]
