"""Why was the dose not given?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from b12tracker.domain.interruptions import Reason, Skip
from b12tracker.ui import labels
from b12tracker.ui.reason_words import REASON
from b12tracker.ui.widgets.fields import Choice, note_field
from b12tracker.ui.widgets.pieces import text

from .question import Question, muted


class SkipDialog(Question[Skip]):
    """Asks why a planned dose was, or will be, left out.

    Args:
        planned: the date it is planned for.
        skip: the one to change; None for a new one.
    """

    def __init__(
        self, parent: QWidget | None, today: date, planned: date, skip: Skip | None = None
    ) -> None:
        super().__init__(parent, "Skip a dose", "Skip this dose" if skip is None else "Save")
        self._planned, self._before = planned, skip
        self.reason = Choice("Reason", list(REASON.items()), nothing="Choose the reason")
        self.note = note_field()
        self.form.addWidget(text(f"Planned for {labels.long_day(planned, today)}", "section"))
        self.ask("&Reason", self.reason)
        self.ask("&Note", self.note)
        self.form.addWidget(
            muted(
                "A skipped dose counts as skipped, not as missed. If it is given after all, log it."
            )
        )
        self.form.addStretch(1)
        if skip:
            self.reason.choose(skip.reason)
            self.note.setPlainText(skip.note)
            self.keep_untouched(skip)
        self.reason.setFocus()

    def read(self) -> Skip:
        """Return the skip that the fields describe."""
        reason = self.read_field(self.reason, self._reason)
        note = self.note.toPlainText().strip()
        return replace(
            self._before or Skip(self._planned, reason),
            planned=self._planned,
            reason=reason,
            note=note,
        )

    def _reason(self) -> Reason:
        reason = self.reason.chosen(Reason)
        if reason is None:
            raise ValueError("Choose why the dose was not given; “another reason” is one, too.")
        return reason
