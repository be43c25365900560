"""What did the clinician prescribe, and why?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from b12tracker import assets
from b12tracker.domain.facts import Facts
from b12tracker.domain.plan import Cause, Phase, Plan, Severity
from b12tracker.ui import labels
from b12tracker.ui.widgets.fields import Choice, line
from b12tracker.ui.widgets.pieces import GRID, button, card, empty, text

from .phase_dialog import PhaseDialog
from .question import muted
from .template_dialog import TemplateDialog
from .wide_question import WideQuestion


class PlanDialog(WideQuestion[Plan]):
    """Asks for a plan: why, by whom, and its phases.

    Args:
        facts: the logbook; with its injections the coming dates of a phase are shown.
        plan: the one to change; None for a new one.
        ask_phase: asks for one phase, given those ahead of it; None when it was left.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        facts: Facts,
        plan: Plan | None = None,
        ask_phase: "Callable[[tuple[Phase, ...], Phase | None], Phase | None] | None" = None,
    ) -> None:
        super().__init__(
            parent,
            "Enter a plan" if plan is None else "Change the plan",
            "Save the plan",
        )
        self._today, self._plan = today, plan
        self._facts = replace(facts, plans=tuple(one for one in facts.plans if one != plan))
        self._ask_phase = ask_phase or self._by_dialog
        self.phases: list[Phase] = list(plan.phases) if plan else []
        self.cause = Choice("Cause of the deficiency", list(labels.CAUSE.items()))
        self.severity = Choice("Severity", list(labels.SEVERITY.items()))
        self.prescriber = line("Prescriber", hint="Dr …")
        self._sheets = QVBoxLayout()
        self._lay_out()
        if plan:
            self.cause.choose(plan.cause)
            self.severity.choose(plan.severity)
            self.prescriber.setText(plan.prescriber)
            self.keep_untouched(plan)
        self._show_phases()

    @property
    def holds_much(self) -> bool:
        """Whether much was entered; a phase is a form of its own."""
        known = self._plan.phases if self._plan else ()
        return any(phase not in known for phase in self.phases) or super().holds_much

    def read(self) -> Plan:
        """Return the plan that the fields describe."""
        if not self.phases:
            raise ValueError("A plan needs at least one phase: add the rhythm that was prescribed.")
        return replace(
            self._plan or Plan(),
            phases=tuple(self.phases),
            cause=self.cause.chosen(Cause),
            severity=self.severity.chosen(Severity),
            prescriber=self.prescriber.text().strip(),
        )

    def _lay_out(self) -> None:
        self.form.addWidget(text("Phases", "section"))
        self.form.addWidget(
            muted(
                "Often a repletion about weekly comes first, then maintenance at longer intervals."
            )
        )
        self.form.addLayout(self._sheets)
        self.add = button("&Add a phase…", self._add)
        self.start_from = button("&Start from a published regimen…", self._start_from)
        self.form.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addWidget(self.start_from, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addSpacing(GRID * 2)
        self.ask("&Cause of the deficiency", self.cause)
        self.ask("S&everity", self.severity)
        self.ask("&Prescriber", self.prescriber)
        self.form.addWidget(muted("The program records what was prescribed; it never prescribes."))
        self.form.addStretch(1)

    def _show_phases(self) -> None:
        self.add.setFocus()
        empty(self._sheets)
        sheets = [self._sheet(place, phase) for place, phase in enumerate(self.phases)]
        for sheet in sheets:
            self._sheets.addWidget(sheet)
        buttons = [each for sheet in sheets for each in sheet.findChildren(QPushButton)]
        self.start_from.setVisible(not self.phases)
        self.tab_through(
            *buttons, self.add, self.start_from, self.cause, self.severity, self.prescriber
        )
        self.fit()

    def _sheet(self, place: int, phase: Phase) -> QWidget:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(text(labels.phase_name(phase), "section"))
        words.addWidget(text(phase_sentence(phase), "muted"))
        words.addWidget(text(labels.sentence(labels.monthly(phase.every, phase.dose_ug)), "muted"))
        row.addLayout(words, 1)
        for said, does in (("Change", self._change), ("Remove", self._remove)):
            made = button(said, lambda does=does: does(place), "do")  # type: ignore[misc]
            made.setAccessibleName(f"{said} {labels.phase_name(phase)}")
            row.addWidget(made)
        return card(row)

    def _start_from(self) -> None:
        dialog = TemplateDialog(self, self._today, assets.regimens())
        if dialog.exec():
            self._try(list(dialog.answer))

    def _add(self) -> None:
        phase = self._ask_phase(tuple(self.phases), None)
        if phase:
            self._try([*self.phases, phase])

    def _change(self, place: int) -> None:
        phase = self._ask_phase(tuple(self.phases[:place]), self.phases[place])
        if phase:
            self._try([*self.phases[:place], phase, *self.phases[place + 1 :]])

    def _remove(self, place: int) -> None:
        self._try([*self.phases[:place], *self.phases[place + 1 :]])

    def _try(self, phases: list[Phase]) -> None:
        """Keep the phases if they go together, else say why not."""
        try:
            Plan(tuple(phases))
        except ValueError as error:
            self.complain(str(error))
            return
        self.complain("")
        self.phases = phases
        self._show_phases()

    def _by_dialog(self, before: tuple[Phase, ...], phase: Phase | None) -> Phase | None:
        dialog = PhaseDialog(self, self._today, self._facts, before, phase)
        return dialog.answer if dialog.exec() else None


def phase_sentence(phase: Phase) -> str:
    """Return a phase in one sentence: rhythm, dose, end."""
    said = [
        labels.sentence(labels.rhythm(phase.every)),
        labels.dose(phase.dose_ug),
        labels.phase_end(phase),
        "follows the phase before" if phase.follows else f"from {labels.short_day(_first(phase))}",
    ]
    return " · ".join(part for part in said if part)


def _first(phase: Phase) -> date:
    return phase.first_dose or date.min
