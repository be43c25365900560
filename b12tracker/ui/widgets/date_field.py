"""A date, typed as people say it or picked from a calendar; it never fills itself in."""

import datetime
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from b12tracker.domain.spoken_date import read_planned_date, read_spoken_date
from b12tracker.ui import labels

from .calendar import Calendar
from .pieces import GRID, button, text

PAST, COMING = "today, last Tuesday, 17 Nov …", "14 Dec, next Monday, in 3 days …"


class DateField(QWidget):
    """Asks for one date up to a last one; shows below how it was understood.

    Args:
        today: what “today” means.
        future: whether a date after today is taken.
        ahead: whether plans are made here, so that 14 Dec may be the coming one; by default
            where the future is taken.
        quick: whether to offer *Today* and *Yesterday* as buttons.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        today: datetime.date,
        future: bool = False,
        quick: bool = True,
        ahead: bool | None = None,
    ) -> None:
        super().__init__()
        self.today, self._future = today, future
        self._ahead = future if ahead is None else ahead
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(COMING if self._ahead else PAST)
        self.line.setMinimumHeight(40)
        self.line.textChanged.connect(self._understand)
        self._echo = text("", "muted")
        self._lay_out(quick)
        self.setFocusProxy(self.line)
        self._understand()

    @property
    def date(self) -> datetime.date:
        """The date that was typed.

        Raises:
            ValueError: with one sentence that can be shown under the field.
        """
        read = read_planned_date if self._ahead else read_spoken_date
        day = read(self.line.text(), self.today, labels.day_first())
        if day > self.today and not self._future:
            raise ValueError(f"{labels.short_day(day)} is in the future; log it when it is given.")
        return day

    def set_date(self, day: datetime.date | None) -> None:
        """Show a date, or nothing."""
        self.line.setText(labels.short_day(day) if day else "")

    def tab_after(self, widget: QWidget) -> None:
        """Let Tab come here from ``widget``, for a field that was made later than others."""
        parts = [widget, self.line, *self.findChildren(QPushButton)]
        for earlier, later in pairwise(parts):
            QWidget.setTabOrder(earlier, later)

    def _lay_out(self, quick: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        choices: list[tuple[str, Callable[[], object]]] = [("Calendar", self._pick)]
        if quick:
            choices = [
                ("Today", lambda: self.line.setText("today")),
                ("Yesterday", lambda: self.line.setText("yesterday")),
                *choices,
            ]
        for words, does in choices:
            row.addWidget(button(words, does))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._echo)
        calendar = QShortcut(QKeySequence("F4"), self.line, self._pick)
        calendar.setContext(Qt.ShortcutContext.WidgetShortcut)  # a form may have two dates

    def _understand(self) -> None:
        self._echo.setText(self._said())
        self.changed.emit()

    def _said(self) -> str:
        if not self.line.text().strip():
            return "Type a date, or choose one."
        try:
            day = self.date
        except ValueError:
            return ""
        long = labels.long_day(day, self.today)
        year = "" if str(day.year) in long else f" {day.year}"
        return f"{long}{year}, {labels.from_today((day - self.today).days)}"

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = Calendar()
        if not self._future:
            calendar.setMaximumDate(QDate(self.today.year, self.today.month, self.today.day))
        calendar.setSelectedDate(self._day_to_begin_with())
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.setFocus()

    def _day_to_begin_with(self) -> QDate:
        try:
            day = self.date
        except ValueError:
            day = self.today
        return QDate(day.year, day.month, day.day)

    def _picked(self, day: QDate) -> None:
        self.set_date(datetime.date(day.year(), day.month(), day.day()))
