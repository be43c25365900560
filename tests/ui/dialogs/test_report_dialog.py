"""The report's dialog: choices, preview, and where the report goes; and who it is about."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Patient
from b12tracker.ui.dialogs.about_you_dialog import AboutYouDialog
from b12tracker.ui.dialogs.report_dialog import LATER_MS, ReportDialog
from b12tracker.ui.main_window import MainWindow
from tests.builders import an_id, day
from tests.ui.conftest import OpenWindow
from tests.ui.driving import (
    Answer,
    Dialogs,
    a_button,
    called,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    settle,
    tab_to,
    type_in,
    visible,
)
from tests.ui.story import STORY, TODAY

SEEN = Appointment(day("2026-10-20"), "Dr Osei", id=an_id(41))
NAMED = Patient("Ann Lee", date(1950, 3, 2), follows=("fatigue",))


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window(NAMED, *STORY[1:], SEEN)


def about(dialog: ReportDialog) -> str:
    """Return what stands at the head of the report once what was chosen is shown."""
    if dialog._later.isActive():
        assert dialog._later.interval() == LATER_MS
        dialog._later.stop()
        dialog.show_report()
    assert dialog.report
    return f"{dialog.report.text.who} | {dialog.report.text.about.split(' · ')[0]}"


def open_report(window: MainWindow, dialogs: Dialogs, does: Answer) -> None:
    def then_close(dialog: ReportDialog) -> None:
        does(dialog)
        dialog.reject()

    dialogs.answer(then_close)
    window.actions_by_name["make_report"].trigger()


def test_it_begins_with_the_period_of_review(window: MainWindow, dialogs: Dialogs) -> None:
    found: list[str] = []
    open_report(window, dialogs, lambda dialog: found.append(about(dialog)))
    press("Ctrl+4")
    click(a_button(window.review, "Since appointment"))
    open_report(window, dialogs, lambda dialog: found.append(about(dialog)))
    assert found == [
        "Ann Lee, born 2 Mar 1950 | 22 Nov 2025 to 22 Nov 2026",
        "Ann Lee, born 2 Mar 1950 | 20 Oct 2026 to 22 Nov 2026",
    ]


@pytest.mark.parametrize(
    ("months", "period"),
    [
        (-1, "20 Oct 2026 to 22 Nov 2026"),
        (3, "22 Aug 2026 to 22 Nov 2026"),
        (0, "1 Oct 2026 to 22 Nov 2026"),
    ],
)
def test_a_period_fills_the_dates(
    window: MainWindow, dialogs: Dialogs, months: int, period: str
) -> None:
    def choose(dialog: ReportDialog) -> None:
        dialog.period.choose(months)
        dialog.period.activated.emit(dialog.period.currentIndex())
        assert about(dialog).endswith(f"| {period}")

    open_report(window, dialogs, choose)


def test_wrong_dates_are_told_and_nothing_can_be_saved(
    window: MainWindow, dialogs: Dialogs
) -> None:
    def choose(dialog: ReportDialog) -> None:
        dialog.last.line.setText("1 Jan 2020")
        dialog.show_report()
        assert complaints(dialog) == ["The first day lies after the last one."]
        assert not dialog.save.isEnabled()
        dialog.last.line.setText("")
        dialog.show_report()
        assert complaints(dialog) == []
        assert dialog.save.isEnabled()

    open_report(window, dialogs, choose)


def test_nobody_named_no_notes_and_letter(window: MainWindow, dialogs: Dialogs) -> None:
    def choose(dialog: ReportDialog) -> None:
        assert dialog.report
        assert "Before travelling" in dialog.report.web_page().decode()
        dialog.shown.choose((False, False))
        dialog.shown.activated.emit(2)
        dialog.paper.choose("letter")
        click(dialog.no_notes)
        assert about(dialog).startswith(" | ")
        assert "Before travelling" not in dialog.report.web_page().decode()
        assert round(dialog.report.size.width() * 25.4) == 216

    open_report(window, dialogs, choose)


def test_pages_are_turned_by_keyboard(window: MainWindow, dialogs: Dialogs) -> None:
    def turn(dialog: ReportDialog) -> None:
        assert dialog.report
        assert f"Page 1 of {dialog.report.pages}" in sentences(dialog)
        assert not dialog.view.back.isEnabled()
        first = dialog.view.page.pixmap().toImage()
        tab_to("Next page")
        press("Space")
        assert dialog.view.number == 2
        assert dialog.view.page.pixmap().toImage() != first
        assert dialog.view.page.accessibleName().startswith("Page 2 of ")

    open_report(window, dialogs, turn)


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow, dialogs: Dialogs) -> None:
    def look(dialog: ReportDialog) -> None:
        assert called(in_focus()) == "Period"
        nameless = [
            widget
            for widget in visible(dialog)
            if widget.focusPolicy().value & 1 and not called(widget)
        ]
        assert nameless == []

    open_report(window, dialogs, look)


@pytest.mark.parametrize(
    ("name", "begins"), [("r.pdf", b"%PDF-"), ("r.html", b"<!DOCTYPE html>"), ("r", b"%PDF-")]
)
def test_it_is_saved(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path, name: str, begins: bytes
) -> None:
    def save(dialog: ReportDialog) -> None:
        dialogs.answer(lambda title: tmp_path / name)
        click(dialog.save)

    open_report(window, dialogs, save)
    path = tmp_path / (name if "." in name else f"{name}.pdf")
    assert path.read_bytes().startswith(begins)
    settle()
    assert f"Report saved as {path.name}" in sentences(window.quiet)


@pytest.mark.parametrize(
    ("first", "last", "printed"), [(0, 0, ["Page 1 of 2", "Page 2 of 2"]), (2, 2, ["Page 2 of 2"])]
)
def test_it_is_printed(
    window: MainWindow,
    dialogs: Dialogs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: int,
    last: int,
    printed: list[str],
) -> None:
    """The printer is a file here; zero for the first and last page stands for all of them."""
    path = tmp_path / "printed.pdf"

    def agree(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(path))
        dialog.printer().setFromTo(first, last)
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", agree)
    open_report(window, dialogs, lambda dialog: click(dialog.print))
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    assert len(pages) == len(printed)
    assert all(said in words for said, words in zip(printed, pages, strict=True))
    assert "Report sent to the printer" in sentences(window.quiet)


def test_a_folder_that_is_gone_is_told(
    window: MainWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    def save(dialog: ReportDialog) -> None:
        dialogs.answer(lambda title: tmp_path / "gone" / "r.pdf")
        dialogs.read_sentence()
        click(dialog.save)

    open_report(window, dialogs, save)
    assert "cannot be written" in dialogs.told[0]


def test_review_offers_the_last_appointment_only_where_there_was_one(
    window: MainWindow,
) -> None:
    press("Ctrl+4")
    assert window.review.since.isVisible()
    window.entries.remove(SEEN)
    assert not window.review.since.isVisible()


def test_about_you_is_entered_kept_and_undone(window: MainWindow, dialogs: Dialogs) -> None:
    def change(dialog: AboutYouDialog) -> None:
        assert dialog.name.text() == "Ann Lee"
        type_in("Ann Hill")
        tab_to("Date of birth")
        type_in("")
        dialog.sex.choose("female")
        dialog.do_it.click()

    dialogs.answer(change)
    window.actions_by_name["describe_patient"].trigger()
    expected = Patient("Ann Hill", None, "female", ("fatigue",))
    assert window.document.facts.patient == expected
    window.undo()
    assert window.document.facts.patient == NAMED


def test_a_birth_in_the_future_is_refused(app: object) -> None:
    dialog = AboutYouDialog(None, TODAY, NAMED)
    dialog.birth_date.line.setText("1 Jan 2030")
    dialog.accept()
    assert not dialog.result()
