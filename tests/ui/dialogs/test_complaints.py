"""A sentence under a wrong field goes when the field is put right, and not before."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout

from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from b12tracker.ui.dialogs.question import Question
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, line, note_field, tick
from b12tracker.ui.widgets.rhythm_field import RhythmField
from tests.builders import facts
from tests.ui.conftest import Show
from tests.ui.driving import complaints, settle
from tests.ui.story import TODAY
from tests.ui.test_look import DIALOGS


def refuse() -> None:
    raise ValueError("It is wrong.")


class Refused(Question[None]):
    """Finds its one field wrong, whatever stands there."""

    def __init__(self, field) -> None:
        super().__init__(None, "Refused", "Go on")
        self.field, self.other = field, line("Other")
        self.ask("Field", field)
        self.ask("Other", self.other)

    def read(self) -> None:
        self.read_field(self.field, refuse)


FIELDS: dict[str, tuple[Callable, Callable]] = {
    "line": (lambda: line("Field"), lambda field: field.setText("2")),
    "note": (note_field, lambda field: field.setPlainText("2")),
    "choice": (lambda: Choice("Field", [(1, "one")]), lambda field: field.choose(1)),
    "tick": (lambda: tick("Field"), lambda field: field.setChecked(True)),
    "date": (lambda: DateField("Field", TODAY), lambda field: field.set_date(TODAY)),
    "number in a rhythm": (RhythmField, lambda field: field.number.setText("2")),
    "unit in a rhythm": (RhythmField, lambda field: field.unit.setCurrentIndex(2)),
    "kind of rhythm": (RhythmField, lambda field: field.range.setChecked(True)),
}


@pytest.mark.parametrize("name", FIELDS)
def test_it_goes_when_its_field_changes(show: Show, name: str) -> None:
    make, change = FIELDS[name]
    dialog = show(Refused(make()))
    dialog.accept()
    assert complaints(dialog) == ["It is wrong."]
    dialog.other.setText("Another field")
    assert complaints(dialog) == ["It is wrong."]
    change(dialog.field)
    assert complaints(dialog) == []
    dialog.accept()
    assert complaints(dialog) == ["It is wrong."], "it is said again"


def test_how_often_a_phase_is_given(show: Show) -> None:
    dialog = show(PhaseDialog(None, TODAY, facts()))
    dialog.accept()
    assert complaints(dialog) == ["Say how often: a number, and days, weeks or months."]
    dialog.rhythm.number.setText("2")
    assert complaints(dialog) == []


def test_the_end_of_a_phase(show: Show) -> None:
    dialog = show(PhaseDialog(None, TODAY, facts()))
    dialog.rhythm.number.setText("2")
    dialog.rhythm.unit.setCurrentIndex(2)
    dialog.start.set_first_dose(TODAY)
    dialog.accept()
    (said,) = complaints(dialog)
    assert "ends" in said
    dialog.end.for_life.setChecked(True)
    assert complaints(dialog) == []


def test_a_part_that_was_taken_out_is_not_missed(show: Show) -> None:
    dialog = show(Refused(line("Field")))
    part, field = QVBoxLayout(), line("Part")
    dialog.form.addLayout(part)
    dialog.ask("Part", field, part)
    dialog.take_out(part, [field])
    field.setText("Typed in the meantime")
    settle()
    dialog.accept()
    assert complaints(dialog) == ["It is wrong."]


def test_an_answer_to_catch_up(show: Show) -> None:
    dialog = show(DIALOGS["catch up"]())
    row = dialog.rows[0]
    row.answer.choose("skipped")
    for change in (lambda: row.reason.setCurrentIndex(1), lambda: row.answer.choose(None)):
        row.reason.setCurrentIndex(0)
        dialog.accept()
        assert complaints(dialog) == ["Choose why it was skipped."]
        change()
        assert complaints(dialog) == []


def test_a_lab_result(show: Show) -> None:
    dialog = show(DIALOGS["add lab results"]())
    row = dialog.rows[0].fields
    row.value.setText("many")
    dialog.accept()
    wrong, *others = complaints(dialog)
    assert wrong == "The value is a number, such as 1.5."
    row.value.setText("12")
    assert complaints(dialog) == others, "those of the other results stay"
