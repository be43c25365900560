"""From when until when does the plan not ask, or did nobody record?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.interruptions import NotRecorded, Pause, Reason
from b12tracker.ui.reason_words import REASON
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, note_field

from .question import Question, muted


class PauseDialog(Question[Pause]):
    """Asks for a stretch in which the plan does not ask.

    Args:
        pause: the one to change; None for a new one.
        start: the first day to begin with, where the user has already pointed at one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        pause: Pause | None = None,
        start: date | None = None,
    ) -> None:
        super().__init__(parent, "Pause the plan" if pause is None else "Change the pause", "Save")
        self._before = pause
        self.start = DateField("First day of the pause", today, future=True, quick=False)
        self.end = DateField("Last day of the pause", today, future=True, quick=False)
        self.reason = Choice("Reason", list(REASON.items()), nothing="Choose the reason")
        self.note = note_field()
        self.ask("&First day", self.start)
        self.ask("&Last day; leave it empty while you do not know", self.end)
        self.ask("&Reason", self.reason)
        self.ask("&Note", self.note)
        self.form.addWidget(
            muted("Planned dates in a pause are neither due nor missed, and count in no figure.")
        )
        self.form.addStretch(1)
        self.start.set_date(pause.start if pause else start)
        self.end.set_date(pause.end if pause else None)
        if pause:
            self.reason.choose(pause.reason)
            self.note.setPlainText(pause.note)
            self.keep_untouched(pause)
        self.start.setFocus()

    def read(self) -> Pause:
        """Return the pause that the fields describe."""
        start = self.read_field(self.start, lambda: self.start.date)
        end = self.read_field(self.end, self._end)
        reason = self.read_field(self.reason, self._reason)
        self.read_field(self.end, lambda: Pause(start, end))
        note = self.note.toPlainText().strip()
        return replace(self._before or Pause(start), start=start, end=end, reason=reason, note=note)

    def _end(self) -> date | None:
        return self.end.date if self.end.line.text().strip() else None

    def _reason(self) -> Reason:
        reason = self.reason.chosen(Reason)
        if reason is None:
            raise ValueError("Choose why the plan is paused; “another reason” is one, too.")
        return reason


class NotRecordedDialog(Question[NotRecorded]):
    """Asks for a stretch nobody recorded.

    Args:
        stretch: the one to change; None for a new one.
        start, end: the days to begin with, where the user has already pointed at them.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        stretch: NotRecorded | None = None,
        start: date | None = None,
        end: date | None = None,
    ) -> None:
        super().__init__(parent, "Time nobody recorded", "Save")
        self._before = stretch
        self.start = DateField("First day", today, future=True, quick=False, ahead=False)
        self.end = DateField("Last day", today, future=True, quick=False, ahead=False)
        self.ask("&First day", self.start)
        self.ask("&Last day", self.end)
        self.form.addWidget(muted("In this time nothing is due, and nothing is missed."))
        self.form.addStretch(1)
        self.start.set_date(stretch.start if stretch else start)
        self.end.set_date(stretch.end if stretch else end)
        self.start.setFocus()

    def read(self) -> NotRecorded:
        """Return the stretch that the fields describe."""
        start = self.read_field(self.start, lambda: self.start.date)
        end = self.read_field(self.end, lambda: self.end.date)
        self.read_field(self.end, lambda: NotRecorded(start, end))
        return replace(self._before or NotRecorded(start, end), start=start, end=end)
