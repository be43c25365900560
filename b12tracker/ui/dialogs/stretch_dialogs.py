"""From when until when does the plan not ask, or did nobody record?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.interruptions import NotRecorded, Pause, Reason
from b12tracker.domain.judgement import Judgement
from b12tracker.domain.preview import asks_between
from b12tracker.ui.reason_words import OF_PAUSES, why_paused
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, note_field
from b12tracker.ui.widgets.pieces import GRID, text

from .question import Question, muted


class PauseDialog(Question[Pause]):
    """Asks for a stretch in which the plan does not ask.

    Args:
        pause: the one to change; None for a new one.
        start: the first day to begin with, where the user has already pointed at one.
        unpaused: the logbook without this pause; with it, the form says whether a planned date
            lies in the pause.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        pause: Pause | None = None,
        start: date | None = None,
        unpaused: Judgement | None = None,
    ) -> None:
        super().__init__(parent, "Pause the plan" if pause is None else "Change the pause", "Save")
        self._before, self._unpaused = pause, unpaused
        self.start = DateField("First day of the pause", today, future=True, quick=False)
        self.end = DateField("Last day of the pause", today, future=True, quick=False)
        self.reason = Choice("Reason", _reasons(pause), nothing="Choose the reason")
        self.note = note_field()
        self.ask("&First day", self.start)
        self.ask("&Last day; leave it empty while you do not know", self.end)
        self.touches_none = text("No planned date lies in it.")
        kept = self.touches_none.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.touches_none.setSizePolicy(kept)
        self.touches_none.hide()
        self.form.addWidget(self.touches_none)
        self.form.addSpacing(GRID)
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
        for field in (self.start, self.end):
            field.changed.connect(self._look_for_dates)
        self._look_for_dates()
        self.start.setFocus()

    def read(self) -> Pause:
        """Return the pause that the fields describe."""
        start = self.read_field(self.start, lambda: self.start.date)
        end = self.read_field(self.end, self._end)
        reason = self.read_field(self.reason, self._reason)
        self.read_field(self.end, lambda: Pause(start, end))
        note = self.note.toPlainText().strip()
        return replace(self._before or Pause(start), start=start, end=end, reason=reason, note=note)

    def _look_for_dates(self) -> None:
        """Say so while no planned date lies in the pause."""
        try:
            pause = Pause(self.start.date, self._end())
        except ValueError:
            self.touches_none.hide()
            return
        known = self._unpaused
        asks = known is None or asks_between(known, pause.start, pause.end)
        self.touches_none.setVisible(not asks)

    def _end(self) -> date | None:
        return self.end.date if self.end.line.text().strip() else None

    def _reason(self) -> Reason:
        reason = self.reason.chosen(Reason)
        if reason is None:
            raise ValueError("Choose why the plan is paused; “another reason” is one, too.")
        return reason


def _reasons(pause: Pause | None) -> list[tuple[object, str]]:
    """Return the reasons to choose from, with that of a pause that was entered otherwise."""
    known = [pause.reason] if pause and pause.reason not in OF_PAUSES else []
    return [(reason, why_paused(reason)) for reason in (*OF_PAUSES, *known)]


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
