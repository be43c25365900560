"""What a screen reader finds: every choice by its name, and words as they are read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from b12tracker.ui.widgets.fields import Choice
from tests.ui.conftest import OpenWindow, Show
from tests.ui.driving import press, settle, visible
from tests.ui.story import STORY
from tests.ui.test_look import BOXES, DIALOGS, PAGES


def labels_of(choice: QComboBox) -> list[str]:
    """Return what the labels say that Qt tells a screen reader of; on Linux it asks for no more."""
    relations = QAccessible.queryAccessibleInterface(choice).relations()
    return [
        one.text(QAccessible.Text.Name)
        for one, kind in relations
        if kind & QAccessible.RelationFlag.Label
    ]


def tree(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield everything a screen reader comes to from a window, but for the cells of tables."""
    yield top
    if top.role() is not QAccessible.Role.Table:
        for place in range(top.childCount()):
            yield from tree(top.child(place))


def choices(inside: QWidget) -> list[QComboBox]:
    return [one for one in visible(inside) if isinstance(one, QComboBox)]


def unlabelled(inside: QWidget) -> list[str]:
    return [one.accessibleName() for one in choices(inside) if len(labels_of(one)) != 1]


@pytest.mark.parametrize("name", DIALOGS)
def test_every_choice_of_a_dialog_is_labelled_and_found(show: Show, name: str) -> None:
    dialog = show(DIALOGS[name]())
    settle()
    assert unlabelled(dialog) == []
    found = {one.object() for one in tree(QAccessible.queryAccessibleInterface(dialog))}
    assert [one.accessibleName() for one in choices(dialog) if one not in found] == []


def test_the_window(open_window: OpenWindow) -> None:
    window = open_window(*STORY, *BOXES)
    window.document.did.emit("Injection logged: 1 mg & more")
    for page in PAGES:
        press(page)
        settle()
        assert unlabelled(window) == [], page
        told = [
            one.text(QAccessible.Text.Description)
            for one in tree(QAccessible.queryAccessibleInterface(window))
        ]
        assert not [words for words in told if "<" in words], page


def test_a_choice_between_labels_is_called_by_its_own_name(show: Show) -> None:
    form = QWidget()
    choice = Choice("Salt & pepper: unit", [(1, "days")])
    choice.setParent(form)
    show(form)
    assert labels_of(choice) == ["Salt & pepper: unit"]
    assert not form.findChild(QLabel).isVisible()
    choice.setAccessibleName("Another")
    assert labels_of(choice) == ["Another"]
    form.hide()
    form.show()
    assert labels_of(choice) == ["Another"], "still one"


def test_a_visible_label_is_enough(show: Show) -> None:
    form = QWidget()
    choice, label = Choice("Unit", [(1, "days")]), QLabel("&Unit", form)
    choice.setParent(form)
    label.setBuddy(choice)
    show(form)
    assert labels_of(choice) == ["Unit"]


def test_a_caption_goes_when_its_choice_goes(show: Show) -> None:
    form = QWidget()
    choice = Choice("Unit", [(1, "days")])
    choice.setParent(form)
    show(form)
    choice.deleteLater()
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert form.findChildren(QLabel) == []
