"""Choices, and a dose in its unit."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from b12tracker.domain.plan import Unit
from b12tracker.ui.widgets.fields import Choice, DoseField, beside, line
from tests.ui.conftest import Show


@pytest.mark.parametrize(
    ("dose_ug", "number", "unit"),
    [
        (None, "", "mg"),
        (1000, "1", "mg"),
        (1500, "1.5", "mg"),
        (5000, "5", "mg"),
        (999, "999", "µg"),
        (250, "250", "µg"),
        (0.5, "0.5", "µg"),
    ],
)
def test_a_dose_is_shown_in_its_unit(
    show: Show, dose_ug: float | None, number: str, unit: str
) -> None:
    field = show(DoseField())
    field.set_dose(dose_ug)
    assert (field.number.text(), field.unit.currentText()) == (number, unit)
    assert field.dose_ug == dose_ug


def test_every_whole_dose_comes_back_as_it_went_in(show: Show) -> None:
    field = show(DoseField())
    for dose_ug in (*range(1, 3000, 7), *range(1000, 30_001, 10)):
        field.set_dose(dose_ug)
        assert field.dose_ug == dose_ug


def test_choice(show: Show) -> None:
    choice = show(Choice("Unit", [(Unit.DAY, "days"), (Unit.WEEK, "weeks")], nothing="none"))
    assert choice.chosen(Unit) is None
    choice.choose(Unit.WEEK)
    assert (choice.chosen(Unit), choice.currentText()) == (Unit.WEEK, "weeks")
    choice.choose(Unit.MONTH)
    assert choice.chosen(Unit) is Unit.WEEK, "what is not offered cannot be chosen"
    choice.choose(None)
    assert choice.chosen(Unit) is None


def test_two_beside_each_other_are_one_for_the_keys(show: Show) -> None:
    left, right = line("left"), line("right")
    both = show(beside(left, right))
    right.setFocus()
    both.setFocus()
    assert left.hasFocus()


def test_the_wheel_turns_a_choice_only_when_it_has_the_focus(show: Show) -> None:
    other = line("Other")
    choice = Choice("Unit", [(unit, unit.value) for unit in Unit], nothing=None)
    both = show(beside(other, choice))
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(both.mapToGlobal(choice.pos())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    other.setFocus()
    choice.wheelEvent(turn)
    assert (choice.currentIndex(), turn.isAccepted()) == (0, False)
    choice.setFocus()
    choice.wheelEvent(turn)
    assert choice.currentIndex() == 1
