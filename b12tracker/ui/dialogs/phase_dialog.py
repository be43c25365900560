"""Which rhythm was prescribed, from when, and until when?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QSpinBox, QWidget

from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.plan import Anchor, Every, Phase, Plan, usual_tolerance
from b12tracker.domain.preview import next_dates, preview
from b12tracker.ui import labels
from b12tracker.ui.widgets.anchor_field import AnchorField, only_anchor
from b12tracker.ui.widgets.end_field import EndField
from b12tracker.ui.widgets.fields import DoseField, beside, line
from b12tracker.ui.widgets.medicine_fields import route_choice, substance_choice
from b12tracker.ui.widgets.pieces import text
from b12tracker.ui.widgets.rhythm_field import RhythmField
from b12tracker.ui.widgets.start_field import StartField

from .question import Question, muted

NOTHING_YET = "Fill in how often, the first dose and the end to see the dates."


class PhaseDialog(Question[Phase]):
    """Asks for one phase, and shows before it is saved which dates it gives.

    Args:
        facts: the logbook without the plan that is being entered; its injections move the dates.
        before: the phases ahead of this one; with any, it may follow the last of them.
        phase: the one to change; None for a new one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        facts: Facts,
        before: tuple[Phase, ...] = (),
        phase: Phase | None = None,
    ) -> None:
        title = "Add a phase" if phase is None else "Change the phase"
        super().__init__(parent, title, "Keep this phase")
        self._today, self._facts, self._before, self._phase = today, facts, before, phase
        self.name = line("Name of the phase", hint="Repletion, Maintenance …")
        self.rhythm = RhythmField()
        self.start = StartField(today, can_follow=bool(before))
        self.end = EndField(today)
        self.dose = DoseField()
        self.substance, self.route = substance_choice(), route_choice()
        self.early, self.late = _days("Days early"), _days("Days late")
        self.tolerance = beside(self.early, self.late)
        self.anchor = AnchorField()
        self.goal = line("Goal, in a few words")
        self.preview = text()
        self._tolerance_touched, self._suggested = phase is not None, 0
        self._lay_out()
        if phase:
            self._show(phase)
        self._listen()
        self._preview()
        self.name.setFocus()

    def read(self) -> Phase:
        """Return the phase that the fields describe."""
        every = self.read_field(self.rhythm, lambda: self.rhythm.every)
        started = self.read_field(self.start, lambda: self._started(every))
        ended = self.read_field(self.end, lambda: self.end.end(started))
        dosed = self.read_field(self.dose, lambda: replace(ended, dose_ug=self.dose.dose_ug))
        tolerant = self.read_field(self.tolerance, lambda: self._with_tolerance(dosed))
        return replace(
            tolerant,
            name=self.name.text().strip(),
            goal=self.goal.text().strip(),
            substance=self.substance.chosen(Substance),
            route=self.route.chosen(Route),
            id=self._phase.id if self._phase else tolerant.id,
        )

    def _lay_out(self) -> None:
        self.ask("&Name", self.name)
        self.ask("&One injection …", self.rhythm)
        self.ask("&First dose", self.start)
        self.ask("The phase &ends …", self.end)
        self.ask("&Dose", self.dose)
        self.ask("&Substance", self.substance)
        self.ask("&Route", self.route)
        self.ask("Still on &time: days before, days after the planned date", self.tolerance)
        self.ask("&How the next date is found", self.anchor)
        self.ask("&Goal", self.goal)
        self.below.insertWidget(0, self.preview)
        self.form.addWidget(muted("Enter what your clinician prescribed."))
        self.form.addStretch(1)

    def _show(self, phase: Phase) -> None:
        self.name.setText(phase.name)
        self.goal.setText(phase.goal)
        self.rhythm.set_every(phase.every)
        self.start.set_first_dose(phase.first_dose)
        self.end.show_end(phase)
        self.dose.set_dose(phase.dose_ug)
        self.substance.choose(phase.substance)
        self.route.choose(phase.route)
        self.early.setValue(phase.early_days)
        self.late.setValue(phase.late_days)
        if only_anchor(phase.every) is None:
            self.anchor.choose(phase.anchor)
        self.anchor.allow(phase.every)

    def _listen(self) -> None:
        self.rhythm.changed.connect(self._fit_rhythm)
        for field in (self.rhythm, self.start, self.end, self.anchor):
            field.changed.connect(self._preview)
        self.dose.number.textChanged.connect(self._preview)
        self.dose.unit.currentIndexChanged.connect(self._preview)
        for days in (self.early, self.late):
            days.editingFinished.connect(self._touch_tolerance)
            days.valueChanged.connect(self._preview)

    def _touch_tolerance(self) -> None:
        """Remember that the user set the tolerance; leaving the field as it is does not count."""
        if {self.early.value(), self.late.value()} != {self._suggested}:
            self._tolerance_touched = True

    def _fit_rhythm(self) -> None:
        """Offer the anchors of the rhythm, and its usual tolerance unless the user has set one."""
        try:
            every = self.rhythm.every
        except ValueError:
            return
        self.anchor.allow(every)
        if not self._tolerance_touched:
            self._suggested = usual_tolerance(every)
            self.early.setValue(self._suggested)
            self.late.setValue(self._suggested)

    def _started(self, every: Every) -> Phase:
        """Return a phase with its start and anchor, if it may come after those ahead of it."""
        anchor = only_anchor(every) or self.anchor.anchor
        phase = Phase(every, first_dose=self.start.first_dose, anchor=anchor)
        Plan((*self._before, phase))
        return phase

    def _with_tolerance(self, phase: Phase) -> Phase:
        return replace(phase, early_days=self.early.value(), late_days=self.late.value())

    def _preview(self) -> None:
        """Show the dates and the injections a month, as far as the fields tell them."""
        rate = self._rate()
        try:
            phase = self._with_tolerance(self.end.end(self._started(self.rhythm.every)))
        except ValueError:
            self.preview.setText("\n".join(part for part in (rate, NOTHING_YET) if part))
            self.anchor.show_dates({})
            return
        only = only_anchor(phase.every)
        anchors = [only] if only else list(Anchor)
        dates = {anchor: self._dates(replace(phase, anchor=anchor)) for anchor in anchors}
        self.anchor.show_dates(dates)
        self.preview.setText(f"{rate}\n{dates[phase.anchor]}")

    def _rate(self) -> str:
        """Return the rhythm with its injections, and its dose, a month."""
        try:
            every = self.rhythm.every
        except ValueError:
            return ""
        try:
            dose_ug = Phase(Every(), dose_ug=self.dose.dose_ug).dose_ug
        except ValueError:
            dose_ug = None
        return f"{labels.sentence(labels.full_rhythm(every))}: {labels.monthly(every, dose_ug)}."

    def _dates(self, phase: Phase) -> str:
        plan = Plan((*self._before, phase))
        judgement = preview(self._facts, (*self._facts.plans, plan), self._today)
        dates = next_dates(judgement, phase)
        if not dates:
            return "No dates from today on: the phase lies in the past, or the one before is open."
        first = "Next, at the shorter interval" if phase.every.n_max else "Next"
        return f"{first}: " + " · ".join(labels.short_day(day) for day in dates)


def _days(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(0, 366)
    box.setSuffix(" days")
    box.setMinimumHeight(40)
    return box
