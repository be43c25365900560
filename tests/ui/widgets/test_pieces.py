"""Small things that look the same on every page."""

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from b12tracker.ui.widgets.pieces import Complaint, button, card, empty, text
from tests.ui.conftest import Show
from tests.ui.driving import press, settle


def test_what_is_taken_out_is_never_shown_as_a_window(show: Show) -> None:
    place = show(QWidget())
    column = QVBoxLayout(place)
    inner = QVBoxLayout()
    column.addLayout(inner)
    for _ in range(2):  # twice before Qt gets round to showing the first
        empty(column)
        column.addWidget(text("One dose missed"))
        inner = QVBoxLayout()
        inner.addWidget(button("Look at them", lambda: None))
        column.addLayout(inner)
    settle()
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert windows == [place]
    assert QApplication.activeWindow() is place
    assert column.count() == 2


def test_a_complaint_takes_room_only_while_it_speaks(show: Show) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    complaint = Complaint()
    column.addWidget(complaint)
    show(place)
    assert not complaint.isVisible()
    complaint.say("The value is missing.")
    assert complaint.isVisible()
    assert complaint.accessibleName() == "The value is missing."
    complaint.say("")
    assert not complaint.isVisible()


def test_words_are_never_taken_for_markup(show: Show) -> None:
    for label in (text("<b>Note</b>"), Complaint()):
        label.setText("<b>Note</b>")
        assert show(label).sizeHint().width() > show(QLabel("<b>Note</b>")).sizeHint().width()


def test_a_button_is_pressed_by_enter_and_space(show: Show) -> None:
    pressed: list[str] = []
    made = show(button("&Add", lambda: pressed.append("yes")))
    assert made.accessibleName() == "Add"
    made.setFocus()
    press("Return", "Space")
    assert pressed == ["yes", "yes"]


def test_buttons_are_large_enough(show: Show) -> None:
    assert show(button("Small", lambda: None)).height() >= 40
    assert show(button("Log injection", lambda: None, "main")).height() >= 48


def test_a_card_holds_a_layout(show: Show) -> None:
    column = QVBoxLayout()
    assert card(column).layout() is column
    assert card().layout() is not None
