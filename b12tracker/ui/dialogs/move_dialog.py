"""To which day is the dose moved, and do the later ones move with it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from b12tracker.domain.interruptions import Move
from b12tracker.domain.judgement import Judgement, PlannedDose
from b12tracker.ui import labels
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.pieces import text

from .question import Question, muted


class MoveDialog(Question[Move]):
    """Asks for the new date of an open dose, and shows the gaps it would make.

    Args:
        dose: the dose to move.
        neighbours: the dates before and after it: the last injection or planned dose before, the
            next planned dose after; either may be None.
        try_move: judges the plan as it would be with the move.
        move: the move to change; None for a new one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        dose: PlannedDose,
        neighbours: tuple[date | None, date | None],
        try_move: Callable[[Move], Judgement],
        move: Move | None = None,
    ) -> None:
        super().__init__(parent, "Move a dose", "Move it")
        self._today, self._dose, self._before = today, dose, move
        self._neighbours, self._try_move = neighbours, try_move
        self.to = DateField("New date", today, future=True, quick=False)
        self.only_this = QRadioButton("&This dose only")
        self.later_too = QRadioButton("This one and &all later ones")
        self.preview = text()
        self._lay_out()
        self.only_this.setChecked(not (move and move.later_too))
        self.later_too.setChecked(bool(move and move.later_too))
        self.to.set_date(move.to if move else None)
        self.to.changed.connect(self._show_gaps)
        self.later_too.toggled.connect(self._show_gaps)
        self._show_gaps()
        self.to.setFocus()

    def read(self) -> Move:
        """Return the move that the fields describe."""
        to = self.read_field(self.to, self._new_date)
        planned = self._before.planned if self._before else self._dose.planned
        return replace(
            self._before or Move(planned, to), to=to, later_too=self.later_too.isChecked()
        )

    def _lay_out(self) -> None:
        when = labels.long_day(self._dose.planned, self._today)
        self.form.addWidget(text(f"Planned for {when}", "section"))
        self.ask("&New date", self.to)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        for choice in (self.only_this, self.later_too):
            choice.setMinimumHeight(36)
            column.addWidget(choice)
        choices.setFocusProxy(self.only_this)
        self.ask("Which doses", choices)
        self.form.addWidget(
            muted("As agreed with your clinician: the program moves nothing itself.")
        )
        self.form.addStretch(1)
        self.below.insertWidget(0, self.preview)

    def _new_date(self) -> date:
        to = self.to.date
        before, after = self._neighbours
        if before and to <= before:
            raise ValueError(f"The new date must come after {labels.short_day(before)}.")
        if after and to >= after and not self.later_too.isChecked():
            raise ValueError(
                f"The new date must come before the next dose on {labels.short_day(after)}."
            )
        return to

    def _show_gaps(self) -> None:
        try:
            to = self._new_date()
        except ValueError as error:
            self.preview.setText(str(error) if self.to.line.text() else "")
            return
        judgement = self._try_move(Move(self._dose.planned, to, self.later_too.isChecked()))
        later = [dose.planned for dose in judgement.doses if dose.planned > to and dose.is_open]
        self.preview.setText("\n".join(self._gaps(to, later[:3])))

    def _gaps(self, to: date, later: list[date]) -> list[str]:
        before = self._neighbours[0]
        lines = []
        if before:
            gap = labels.counted((to - before).days, "day")
            lines.append(f"{gap} after {labels.short_day(before)}")
        if later:
            gap = labels.counted((later[0] - to).days, "day")
            days = " · ".join(labels.short_day(day) for day in later)
            lines.append(f"{gap} to the next one. Then: {days}")
        return lines
