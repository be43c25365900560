"""Numbers as people type them, choices, and a dose in its unit."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from b12tracker.domain.plan import Unit
from b12tracker.ui.widgets.fields import Choice, DoseField, beside, line, read_number
from tests.ui.conftest import Show


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("   ", None),
        ("1", 1),
        (" 1.5 ", 1.5),
        ("1,5", 1.5),
        ("0,500", 0.5),
        ("1,50", 1.5),
        ("1,000", 1000),
        ("1,476.5", 1476.5),
        ("12,345,678", 12_345_678),
        ("1 000", 1000),
        ("-3", -3),
        ("1e3", 1000),
    ],
)
def test_read_number(typed: str, number: float | None) -> None:
    assert read_number(typed, "The value") == number


@pytest.mark.parametrize(
    "typed",
    ["one", "1.2.3", "1,2,3", "1,000,00", "1.000,5", "nan", "inf", "-inf", "1e999", "½", "²"],
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^The value is a number, such as 1.5\.$"):
        read_number(typed, "The value")


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
