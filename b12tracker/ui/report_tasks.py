"""The report from the window: seen first, then printed or saved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from b12tracker.domain.appointments import last_before
from b12tracker.sharing.logbook_json import SharingError
from b12tracker.sharing.written_file import write_file

from .document import Document
from .errors import tell, told

if TYPE_CHECKING:
    from b12tracker.sharing.printing import Report

KINDS = "PDF (*.pdf);;Web page (*.html)"
LOCKED_KINDS = "PDF (*.pdf)"
NO_WEB_PAGE = "A web page cannot carry a password, so nothing was saved; save the report as PDF."


class ReportTasks:
    """What a user can do with the report of the open logbook.

    Args:
        period: returns the period that Review shows.
    """

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        period: Callable[[], tuple[date | None, date | None]],
    ) -> None:
        self._window, self._document, self._period = window, document, period

    @told
    def make_report(self) -> None:
        """Show the report as it will be printed, with its choices."""
        from .dialogs.report_dialog import ReportDialog  # these load matplotlib
        from .report_making import make_report

        document = self._document()
        before = last_before(document.facts.appointments, document.today)
        dialog = ReportDialog(
            self._window,
            document.today,
            lambda chosen: make_report(document.facts, document.today, document.catalogue, chosen),
            self._period(),
            before.on if before else None,
            self.print_report,
            self.save_report,
        )
        dialog.exec()
        dialog.deleteLater()  # with the pages it shows, and a password

    def save_report(self, report: "Report", password: str = "") -> None:
        """Ask for a file and write the report into it, with a password unless that is empty."""
        day = self._document().today.isoformat()
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            "Save the report",
            f"B12 report {day}.pdf",
            LOCKED_KINDS if password else KINDS,
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.pdf")
        try:
            _write(path, report, password)
        except SharingError as error:
            tell(self._window, str(error))
        else:
            self._document().happened.emit(f"Report saved as {path.name}")

    def print_report(self, report: "Report") -> None:
        """Ask for a printer and print the pages that are wanted."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(report.paper)
        printer.setFullPage(True)
        printer.setDocName(report.text.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, report.pages)
        if dialog.exec():
            last = printer.toPage() or report.pages
            report.print_on(printer, printer.fromPage() or 1, min(last, report.pages))
            self._document().happened.emit("Report sent to the printer")


def _write(path: Path, report: "Report", password: str) -> None:
    in_html = path.suffix.lower() in (".html", ".htm")
    if in_html and password:
        raise SharingError(NO_WEB_PAGE)
    write_file(path, report.web_page() if in_html else report.pdf(password))
