"""The report: what it is to be about, how it will look, and where it goes."""

from collections.abc import Callable
from datetime import date
from functools import partial

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from b12tracker.sharing.printing import Report
from b12tracker.ui import labels
from b12tracker.ui.report_making import ReportChoice
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice
from b12tracker.ui.widgets.page_view import PageView
from b12tracker.ui.widgets.password_choice import PasswordChoice
from b12tracker.ui.widgets.pieces import GRID, Complaint, WrongFieldError, button, text

Period = tuple[date | None, date | None]

MONTHS = ((3, "3 months"), (6, "6 months"), (12, "1 year"), (0, "All"))
PAPERS = (("a4", "A4"), ("letter", "Letter"))
SHOWN = (
    ((True, True), "Name and date of birth"),
    ((True, False), "Name only"),
    ((False, False), "Neither"),
)
LATER_MS = 250
"""The preview follows what is typed after so many milliseconds."""


class ReportDialog(QDialog):
    """Shows the report as it will be printed, while the choices are made.

    Args:
        make: returns the report of the choices made.
        period: the one to begin with; None at either end for the first entry and for today.
        since: the day of the last appointment, if there was one.
        prints, saves: do what the buttons say with the report that is shown; a file that is saved
            carries the password, unless it is empty.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        make: Callable[[ReportChoice], Report],
        period: Period,
        since: date | None,
        prints: Callable[[Report], object],
        saves: Callable[[Report, str], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Report for the clinician")
        self._today, self._make, self._since = today, make, since
        self.report: Report | None = None
        self.period = Choice("Period", self._periods(), nothing="The dates below")
        self.first = DateField("First day", today, quick=False)
        self.last = DateField("Last day", today, quick=False)
        self.paper = Choice("Paper", PAPERS, nothing=None)
        self.shown = Choice("Shown of the patient", SHOWN, nothing=None)
        self.no_notes = QCheckBox("&Leave out notes")
        self.no_notes.setMinimumHeight(40)
        self.password = PasswordChoice()
        self.complaint = Complaint()
        self.pages = text("", "muted")
        self.print = button("&Print…", partial(self._with_report, prints))
        self.save = button("&Save as PDF…", partial(self._save, saves), "main")
        self.view = PageView()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.show_report)
        self._lay_out()
        self._begin(period)
        self._listen()
        self.show_report()
        self.period.setFocus()

    @property
    def chosen(self) -> ReportChoice:
        """What was chosen.

        Raises:
            ValueError: one of the dates is none, or they are the wrong way round.
        """
        first, last = _date_or_none(self.first), _date_or_none(self.last)
        if first and last and first > last:
            raise ValueError("The first day lies after the last one.")
        name, birth_date = self.shown.currentData()
        notes = not self.no_notes.isChecked()
        return ReportChoice(first, last, self.paper.currentData(), notes, name, birth_date)

    def show_report(self) -> None:
        """Make the report of what is chosen now, and show it; or say what is wrong."""
        try:
            self.report = self._make(self.chosen)
        except ValueError as error:
            self.report = None
            self.complaint.say(str(error))
        else:
            self.complaint.say("")
            self.pages.setText(_said(self.report))
            self.view.show_report(self.report)
        for does in (self.print, self.save):
            does.setEnabled(self.report is not None)

    def _periods(self) -> list[tuple[int, str]]:
        """Return the periods by their months; -1 stands for the last appointment."""
        since = f"Since the appointment, {labels.short_day(self._since)}" if self._since else ""
        return [*([(-1, since)] if since else []), *MONTHS]

    def _begin(self, period: Period) -> None:
        self.first.set_date(period[0])
        self.last.set_date(period[1])
        self.paper.choose("letter" if labels.paper_is_letter() else "a4")

    def _listen(self) -> None:
        self.period.activated.connect(self._fill_dates)
        for field in (self.first, self.last):
            field.changed.connect(self._wait)
        for choice in (self.paper, self.shown):
            choice.activated.connect(self._wait)
        self.no_notes.toggled.connect(self._wait)
        self.password.protect.toggled.connect(self._show_password)

    def _wait(self) -> None:
        self._later.start(LATER_MS)

    def _fill_dates(self) -> None:
        months = self.period.chosen(int)
        if months is None:
            return
        first = self._since if months < 0 else self._today - relativedelta(months=months)
        with QSignalBlocker(self.first), QSignalBlocker(self.last):
            self.first.set_date(first if months else None)
            self.last.set_date(None)
        self._wait()

    def _with_report(self, does: Callable[[Report], object]) -> None:
        if self._later.isActive():  # what was chosen last is printed, seen or not
            self._later.stop()
            self.show_report()
        if self.report:
            does(self.report)

    def _save(self, saves: Callable[[Report, str], object]) -> None:
        try:
            password = self.password.read()
        except WrongFieldError:
            self._show_password()
        else:
            self._with_report(lambda report: saves(report, password))

    def _show_password(self) -> None:
        """Scroll the choices until the password can be seen."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # it may be new there
        self._scroll.ensureWidgetVisible(self.password)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self._scroll = self._choices()
        left.addWidget(self._scroll, 1)
        left.addLayout(self._foot())
        whole.addLayout(left)
        whole.addWidget(self.view, 1)
        self.save.setDefault(True)

    def _foot(self) -> QVBoxLayout:
        """What is done with the report; it stays in sight while the choices scroll."""
        foot = QVBoxLayout()
        foot.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID * 2)
        foot.setSpacing(GRID)
        foot.addWidget(self.complaint)
        foot.addWidget(self.save)
        others = QHBoxLayout()
        others.setSpacing(GRID)
        others.addWidget(self.print, 1)
        others.addWidget(button("Close", self.reject), 1)
        foot.addLayout(others)
        return foot

    def _choices(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID // 2)
        for label, field in (
            ("Pe&riod", self.period),
            ("&First day, empty for all", self.first),
            ("L&ast day, empty for today", self.last),
            ("Pap&er", self.paper),
            ("S&hown of the patient", self.shown),
        ):
            heading = QLabel(label)
            heading.setBuddy(field.focusProxy() or field)
            column.addWidget(heading)
            column.addWidget(field)
            column.addSpacing(GRID)
        column.addWidget(self.no_notes)
        column.addWidget(self.password)
        column.addWidget(self.pages)
        column.addStretch(1)
        return _scrolling(inside, self.fontMetrics().averageCharWidth() * 38)

    def showEvent(self, event: object) -> None:
        """Take as much of the screen as the page can use."""
        super().showEvent(event)  # type: ignore[arg-type]
        room = self.screen().availableGeometry()
        wanted = self.fontMetrics().averageCharWidth() * 150, self.fontMetrics().height() * 52
        self.resize(
            min(wanted[0], room.width() - GRID * 4), min(wanted[1], room.height() - GRID * 8)
        )


def _scrolling(inside: QWidget, width: int) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.setFixedWidth(max(width, inside.minimumSizeHint().width()) + GRID * 2)
    return area


def _said(report: Report) -> str:
    rows = report.pages - 1
    if not rows:
        return "One page."
    return f"One page, and {labels.counted(rows, 'page')} of appendix with every entry."


def _date_or_none(field: DateField) -> date | None:
    return field.date if field.line.text().strip() else None
