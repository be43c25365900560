"""The dialog that previews a pasted table: what is guessed, what is asked, what is kept."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, QMimeData, Qt
from PySide6.QtWidgets import QLabel

from b12tracker.sharing.pasted_columns import Field
from b12tracker.ui import labels, paste_words
from b12tracker.ui.dialogs.paste_dialog import PasteDialog
from tests.builders import an_injection
from tests.ui.conftest import Show
from tests.ui.driving import press, sentences, settle, tab_to
from tests.ui.story import TODAY


def opened(show: Show, text: str, *known: object) -> PasteDialog:
    """Show the dialog with a text pasted."""
    dialog = show(PasteDialog(None, TODAY, known, text))
    settle()
    return dialog


def chosen(dialog: PasteDialog) -> list[str]:
    """Return what the choices above the columns say."""
    return [choice.currentText() for choice in dialog.rows.head.choices]


def choose(dialog: PasteDialog, place: int, field: Field | None) -> None:
    """Choose above a column, as the user does."""
    choice = dialog.rows.head.choices[place]
    choice.choose(field)
    choice.activated.emit(choice.currentIndex())


def test_nothing_pasted(show: Show) -> None:
    dialog = opened(show, "")
    assert paste_words.NO_ROWS in sentences(dialog)
    assert not dialog.do_it.isEnabled()
    assert not dialog.order.isVisible()
    assert not dialog.unit.isVisible()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13/02/2026\n01/02/2026", "“13/02/2026” shows that the day comes first."),
        ("02/13/2026\n01/02/2026", "“02/13/2026” shows that the month comes first."),
        ("01/02/2026", "The dates fit both ways. This computer writes the day first."),
        ("2026-02-01\n05/05/2026", None),
    ],
)
def test_the_order_of_the_dates_is_said_where_it_matters(
    show: Show, text: str, said: str | None
) -> None:
    dialog = opened(show, text)
    assert dialog.order.isVisible() is (said is not None)
    assert said is None or said in sentences(dialog)


def test_a_computer_that_writes_the_month_first(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    american = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    monkeypatch.setattr(labels, "locale", lambda: american)
    dialog = opened(show, "01/02/2026")
    assert [one.given_on for one in dialog.preview.injections] == [date(2026, 1, 2)]
    assert "The dates fit both ways. This computer writes the month first." in sentences(dialog)


def test_an_order_that_is_chosen_against_a_date_refuses_it(show: Show) -> None:
    dialog = opened(show, "13/02/2026\n01/02/2026")
    dialog.order.choose(False)
    dialog.order.activated.emit(1)
    assert [one.given_on for one in dialog.preview.injections] == [date(2026, 1, 2)]
    assert dialog.preview.rows[0].remarks == ("“13/02/2026” is not a date with the month first.",)


def test_choices_are_kept_while_rows_are_typed_and_forgotten_with_another_table(
    show: Show,
) -> None:
    dialog = opened(show, "Date\tSize\n2026-02-01\t1 mg")
    assert chosen(dialog) == ["Date", "Dose"]
    choose(dialog, 1, Field.NOTE)
    dialog.pasted.appendPlainText("2026-03-01\t1 mg")
    assert chosen(dialog) == ["Date", "Note"]
    assert [one.note for one in dialog.preview.injections] == ["1 mg", "1 mg"]
    dialog.pasted.setPlainText("Date\tDose\n2026-02-01\t1 mg")
    assert chosen(dialog) == ["Date", "Dose"]


def test_a_field_is_taken_from_the_column_that_had_it(show: Show) -> None:
    dialog = opened(show, "Date\tBooked\n2026-02-01\t2026-01-09")
    choose(dialog, 1, Field.DATE)
    assert chosen(dialog) == ["Left out", "Date"]
    choose(dialog, 1, None)
    assert chosen(dialog) == ["Date", "Left out"]


def test_without_a_date_it_says_what_to_choose(show: Show) -> None:
    dialog = opened(show, "Date\tDose\n2026-02-01\t1 mg")
    choose(dialog, 0, None)
    assert dialog.summary.text() == paste_words.NO_DATES
    assert not dialog.do_it.isEnabled()


def test_fewer_columns_leave_no_choice_behind(show: Show) -> None:
    dialog = opened(show, "2026-02-01\t1 mg\tleft thigh")
    dialog.pasted.setPlainText("2026-02-01")
    settle()
    assert chosen(dialog) == ["Date"]
    assert len([each for each in dialog.rows.head.choices if each.isVisible()]) == 1


def test_a_choice_that_tab_comes_to_is_scrolled_into_sight(show: Show) -> None:
    dialog = opened(show, "2026-02-01" + "\tword" * 9)
    last = tab_to("Column 10 is read as")
    settle()
    assert dialog.rows.horizontalScrollBar().value() > 0
    assert last.visibleRegion().boundingRect().width() > last.width() / 2
    press("Tab")
    assert dialog.rows.hasFocus()


def test_every_row_says_what_happens_in_words(show: Show) -> None:
    known = an_injection("2026-01-01")
    dialog = opened(show, "2026-01-01\n~2026-02-01 08:30\nsoon", known)
    model = dialog.rows.model()
    words = [
        [model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(3)]
        for row in range(3)
    ]
    assert words == [
        ["=  There already", "An injection on that day is in the logbook already.", "2026-01-01"],
        ["+  Will be added", "about 1 Feb 2026, 08:30", "~2026-02-01 08:30"],
        ["!  Cannot be read", "“soon” is not a date such as 17 Nov 2026.", "soon"],
    ]


def test_what_cannot_be_a_table_is_not_let_in(show: Show) -> None:
    dialog = opened(show, "2026-02-01")
    junk = QMimeData()
    junk.setText("x" * 3_000_000)
    dialog.pasted.insertFromMimeData(junk)
    assert dialog.pasted.toPlainText() == "2026-02-01"
    assert "This is too much text at once: paste fewer rows." in sentences(dialog)
    assert len(dialog.preview.injections) == 1


def test_nothing_is_answered_where_nothing_is_new(show: Show) -> None:
    dialog = opened(show, "2026-01-01", an_injection("2026-01-01"))
    dialog.accept()
    assert dialog.isVisible()
    assert paste_words.NOTHING_NEW in [label.text() for label in dialog.findChildren(QLabel)]


def test_the_counts_are_said_as_people_say_them(show: Show) -> None:
    known = an_injection("2026-01-01"), an_injection("2026-01-02")
    text = "2026-01-01\n2026-01-02\n2026-01-03\nsoon\nlater"
    dialog = opened(show, text, *known)
    assert dialog.summary.text() == (
        "1 injection will be added, 2 are in the logbook already, 2 cannot be read."
    )
    assert paste_words.done(dialog.preview) == (
        "1 injection added, 2 were in the logbook already, 2 could not be read"
    )
    assert dialog.do_it.text() == "&Add 1 injection"
