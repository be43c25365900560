"""When is which marker to be measured?"""

from dataclasses import replace
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from b12tracker import assets
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts
from b12tracker.domain.judgement import Judgement
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.plan import Every, Unit
from b12tracker.domain.planned_checks import check_dates
from b12tracker.ui import labels
from b12tracker.ui.widgets.end_field import DAYS_IN
from b12tracker.ui.widgets.fields import Choice, beside, line
from b12tracker.ui.widgets.markers_field import MarkersField
from b12tracker.ui.widgets.pieces import GRID, text
from b12tracker.ui.widgets.rhythm_field import UNITS
from b12tracker.ui.widgets.whole_number import read_whole

from .question import muted
from .wide_question import WideQuestion

DATES_SHOWN = 3


class CheckDialog(WideQuestion[LabCheck]):
    """Asks for a lab check: for which phase, which markers, and when.

    Args:
        judgement: tells from when on each phase is in force, for the dates shown.
        check: the one to change; None for a new one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        facts: Facts,
        judgement: Judgement,
        catalogue: Catalogue,
        check: LabCheck | None = None,
    ) -> None:
        new = check is None
        super().__init__(parent, "Add a lab check" if new else "Change the lab check", "Save")
        self._check = check
        self._stretches = {stretch.phase.id: stretch for stretch in judgement.stretches}
        self._presets = {preset.key: preset for preset in assets.check_presets()}
        phases = [phase for plan in facts.plans for phase in plan.phases]
        names = [(phase.id, labels.phase_name(phase)) for phase in phases]
        self.phase = Choice("Phase", names, nothing="Choose the phase")
        offered = [(key, preset.name) for key, preset in self._presets.items()]
        self.preset = Choice(
            "Published time", offered, nothing="None: as agreed with the clinician"
        )
        self.about_preset = muted("")
        self.markers = MarkersField(catalogue)
        self.after = line("First check: number")
        self.after_unit = Choice("First check: unit", [(one, one) for one in DAYS_IN], nothing=None)
        self.again = line("Then every: number")
        self.again_unit = Choice("Then every: unit", UNITS, nothing="Only once")
        self.window_days = line("Days either side")
        self.lead_days = line("Days ahead to book")
        self.before = QCheckBox("Draw the &blood before that day’s injection")
        self.before.setMinimumHeight(36)
        self.dates = text("", "muted")
        self._lay_out()
        self._show(check)
        self._listen()
        self._show_dates()
        self.phase.setFocus()

    def read(self) -> LabCheck:
        """Return the lab check that the fields describe."""
        phase = self.read_field(self.phase, self._phase)
        markers = self.read_field(self.markers, lambda: self.markers.keys)
        after = self.read_field(self.after_row, self._after)
        again = self.read_field(self.again_row, self._again)
        window = self.read_field(self.window_days, lambda: _days(self.window_days.text()))
        lead = self.read_field(self.lead_days, lambda: _days(self.lead_days.text()))
        return replace(
            self._check or LabCheck(phase, markers),
            phase=phase,
            markers=markers,
            first_after_days=after,
            then_every=again,
            window_days=window,
            lead_days=lead,
            before_injection=self.before.isChecked(),
        )

    def _lay_out(self) -> None:
        self.ask("&Phase it belongs to", self.phase)
        self.ask("&Start from a published time", self.preset)
        self.form.addWidget(self.about_preset)
        self.form.addSpacing(GRID)
        self.ask("&Markers to measure", self.markers)
        self.after_row = beside(self.after, self.after_unit)
        self.ask("&First check, after the first dose of the phase", self.after_row)
        self.again_row = beside(self.again, self.again_unit)
        self.again_row.setFocusProxy(self.again_unit)  # the number is hidden at first
        self.ask("Then &every", self.again_row)
        self.ask("Days either side that still &count", self.window_days)
        self.ask("Days ahead at which to b&ook", self.lead_days)
        self.form.addWidget(self.before)
        self.form.addSpacing(GRID)
        self.form.addWidget(self.dates)
        advice, source = assets.check_advice()
        self.form.addWidget(_with_source(advice, source))
        self.form.addStretch(1)

    def _show(self, check: LabCheck | None) -> None:
        """Show what is known; of a new check, only the usual window and time to book."""
        shown = check or LabCheck("", ("",))
        self.window_days.setText(str(shown.window_days))
        self.lead_days.setText(str(shown.lead_days))
        if check:
            self.phase.choose(check.phase)
            self.markers.set_keys(check.markers)
            self._show_after(check.first_after_days)
            self.before.setChecked(check.before_injection)
        if check and check.then_every:
            self.again.setText(str(check.then_every.n))
            self.again_unit.choose(check.then_every.unit)

    def _listen(self) -> None:
        self.preset.currentIndexChanged.connect(self._fill)
        self.phase.currentIndexChanged.connect(self._show_dates)
        for field in (self.after, self.again, self.window_days):
            field.textChanged.connect(self._show_dates)
        for unit in (self.after_unit, self.again_unit):
            unit.currentIndexChanged.connect(self._show_dates)

    def _fill(self) -> None:
        """Fill the form from a published time, and say where it is from."""
        preset = self._presets.get(self.preset.chosen(str) or "")
        self.about_preset.setText("")
        if preset is None:
            return
        self.markers.set_keys(preset.markers)
        self._show_after(preset.first_after_days)
        self.again_unit.choose(None)
        self.window_days.setText(str(preset.window_days))
        read = "" if preset.evidence == "verified" else " (as others quote it)"
        said = (
            f"{preset.note} Use what your clinician agreed with you. Source: {preset.source}{read}"
        )
        self.about_preset.setText(said)
        self.fit()

    def _show_after(self, days: int) -> None:
        weeks, rest = divmod(days, 7)
        in_weeks = weeks > 0 and not rest
        self.after.setText(str(weeks if in_weeks else days))
        self.after_unit.choose("weeks" if in_weeks else "days")

    def _show_dates(self) -> None:
        """Show the dates the check would have; nothing while a field is still empty."""
        self._show_how_often()
        stretch = self._stretches.get(self.phase.chosen(str) or "")
        if stretch is None:
            known = self.phase.chosen(str) is None
            self.dates.setText("" if known else "It has no dates until the phase before has ended.")
            return
        try:
            check = LabCheck(stretch.phase.id, ("",), self._after(), self._again())
        except ValueError:
            self.dates.setText("")
            return
        days = list(islice(check_dates(check, stretch), DATES_SHOWN))
        self.dates.setText(f"Planned for {labels.short_days(days)}.")

    def _show_how_often(self) -> None:
        """Ask for a number where the check comes again; Tab stops for good at a hidden field."""
        again = self.again_unit.currentData() is not None
        self.again.setVisible(again)
        self.again_row.setFocusProxy(self.again if again else self.again_unit)

    def _phase(self) -> str:
        phase = self.phase.chosen(str)
        if phase is None:
            raise ValueError("Choose the phase; the dates are counted from its first dose.")
        return phase

    def _after(self) -> int:
        number = read_whole(self.after.text(), "The time to the first check")
        if number is None:
            raise ValueError("Say after how many days or weeks, such as 8 weeks; 0 for at once.")
        days = number * DAYS_IN[self.after_unit.currentText()]
        return LabCheck("", ("",), days).first_after_days

    def _again(self) -> Every | None:
        unit = self.again_unit.chosen(Unit)
        if unit is None:
            return None
        number = read_whole(self.again.text(), "The interval")
        if number is None:
            raise ValueError("Say every how many, such as 12 months.")
        return Every(number, unit)


def _days(words: str) -> int:
    days = read_whole(words, "The number of days")
    if days is None:
        raise ValueError("Say how many days; 0 for none.")
    return LabCheck("", ("",), window_days=days).window_days


def _with_source(words: str, source: str) -> QLabel:
    label = muted(f"{words} Source: {source}")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
