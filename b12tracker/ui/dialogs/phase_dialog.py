"""Which rhythm was prescribed, from when, and until when?"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import Route, Substance
from b12tracker.domain.plan import Anchor, Every, Phase, Plan, usual_tolerance
from b12tracker.domain.preview import dates_of, next_dates, preview
from b12tracker.ui import labels
from b12tracker.ui.widgets.anchor_field import AnchorField, only_anchor
from b12tracker.ui.widgets.end_field import EndField
from b12tracker.ui.widgets.fields import DoseField, line
from b12tracker.ui.widgets.medicine_fields import route_choice, substance_choice
from b12tracker.ui.widgets.pieces import text
from b12tracker.ui.widgets.rhythm_field import RhythmField
from b12tracker.ui.widgets.start_field import StartField
from b12tracker.ui.widgets.tolerance_field import ToleranceField

from .question import muted
from .wide_question import WideQuestion

SOON_MS = 120
"""The dates are worked out once typing rests so long: a long logbook takes a moment."""

PAST_DATES_SHOWN = 6

NOTHING_YET = "Fill in how often, the first dose and the end to see the dates."


class PhaseDialog(WideQuestion[Phase]):
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
        self.tolerance = ToleranceField()
        self.anchor = AnchorField()
        self.goal = line("Goal, in a few words")
        self.preview = text()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._lay_out()
        if phase:
            self._show(phase)
        self._listen()
        self._preview()
        if phase:
            self.keep_untouched(phase)
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
        self.ask("Still on &time", self.tolerance)
        self.ask("&How the next date is found", self.anchor)
        known = self._phase
        told = bool(known and (known.substance or known.route or known.goal))
        more = self.more("Substance, route and goal …", open_it=told)
        self.ask("&Substance", self.substance, more)
        self.ask("&Route", self.route, more)
        self.ask("&Goal", self.goal, more)
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
        self.tolerance.set_days(phase.early_days, phase.late_days)
        if only_anchor(phase.every) is None:
            self.anchor.choose(phase.anchor)
        self.anchor.allow(phase.every)

    def _listen(self) -> None:
        self.rhythm.changed.connect(self._fit_rhythm)
        for field in (self.rhythm, self.start, self.end, self.tolerance, self.anchor):
            field.changed.connect(self._soon.start)
        self.dose.number.textChanged.connect(self._soon.start)
        self.dose.unit.currentIndexChanged.connect(self._soon.start)
        self._soon.timeout.connect(self._preview)

    def _fit_rhythm(self) -> None:
        """Offer the anchors of the rhythm, and its usual tolerance unless the user has set one."""
        try:
            every = self.rhythm.every
        except ValueError:
            return
        self.anchor.allow(every)
        self.tolerance.suggest(usual_tolerance(every))

    def _started(self, every: Every) -> Phase:
        """Return a phase with its start and anchor, if it may come after those ahead of it."""
        anchor = only_anchor(every) or self.anchor.anchor
        phase = Phase(every, first_dose=self.start.first_dose, anchor=anchor)
        Plan((*self._before, phase))
        return phase

    def _with_tolerance(self, phase: Phase) -> Phase:
        early, late = self.tolerance.days
        return replace(phase, early_days=early, late_days=late)

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
        said = (rate, _first_weekday(phase), dates[phase.anchor])
        self.preview.setText("\n".join(part for part in said if part))

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
        return f"{labels.sentence(labels.how_often(every))}: {labels.monthly(every, dose_ug)}."

    def _dates(self, phase: Phase) -> str:
        plan = Plan((*self._before, phase))
        judgement = preview(self._facts, (*self._facts.plans, plan), self._today)
        if phase.id not in {stretch.phase.id for stretch in judgement.stretches}:
            return "No dates yet: the phase before is open."
        dates = next_dates(judgement, phase)
        if not dates:
            return _past(dates_of(judgement, phase))
        first = "Next, at the shorter interval" if phase.every.n_max else "Next"
        return f"{first}: {labels.short_days(dates)}"


def _past(dates: list[date]) -> str:
    """Return the dates of a phase that has none to come: the first, where there are many."""
    if not dates:
        return "It has no dates."
    more = " …" if len(dates) > PAST_DATES_SHOWN else ""
    return f"Its dates: {labels.short_days(dates[:PAST_DATES_SHOWN])}{more}"


def _first_weekday(phase: Phase) -> str:
    """Return on which day the first dose falls, where that is not the day that was entered."""
    if phase.first_dose is None or phase.every.first_on(phase.first_dose) == phase.first_dose:
        return ""
    return f"The first of these days is {labels.short_day(phase.every.first_on(phase.first_dose))}."
