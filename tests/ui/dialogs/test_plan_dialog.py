"""A plan and its phases."""

from dataclasses import replace

import pytest

from b12tracker.domain.facts import Facts
from b12tracker.domain.plan import Cause, Phase, Plan, Severity
from b12tracker.ui.dialogs.plan_dialog import PlanDialog, phase_sentence
from tests.builders import a_phase, a_plan
from tests.ui.conftest import Show
from tests.ui.driving import (
    a_button,
    buttons,
    called,
    click,
    complaints,
    in_focus,
    press,
    sentences,
    tab_to,
    type_in,
)
from tests.ui.story import MAINTENANCE, PLAN, REPLETION, TODAY


class Asked:
    """Answers the question for a phase, and remembers what it was asked."""

    def __init__(self, *answers: Phase | None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[tuple[Phase, ...], Phase | None]] = []

    def __call__(self, before: tuple[Phase, ...], phase: Phase | None) -> Phase | None:
        self.asked.append((before, phase))
        return self.answers.pop(0)


def a_dialog(show: Show, plan: Plan | None = None, *answers: Phase | None) -> PlanDialog:
    return show(PlanDialog(None, TODAY, Facts(), plan, Asked(*answers)))


def test_a_plan_needs_a_phase(show: Show) -> None:
    dialog = a_dialog(show)
    tab_to("Prescriber")
    type_in("Dr Osei")
    press("Return")
    assert dialog.isVisible()
    assert complaints(dialog) == [
        "A plan needs at least one phase: add the rhythm that was prescribed."
    ]
    assert dialog.prescriber.text() == "Dr Osei"


def test_the_first_thing_to_do_has_the_keys(show: Show) -> None:
    a_dialog(show)
    assert called(in_focus()) == "Add a phase…"


def test_phases_are_added_in_order(show: Show) -> None:
    dialog = a_dialog(show, None, REPLETION, MAINTENANCE)
    press("Return", "Return")
    assert dialog._ask_phase.asked == [((), None), ((REPLETION,), None)]
    assert "Weekly · 1 mg · 6 doses · from 5 Oct 2026" in sentences(dialog)
    assert "Monthly · 1 mg · for life · follows the phase before" in sentences(dialog)
    click(dialog.do_it)
    assert dialog.answer == Plan((REPLETION, MAINTENANCE), id=dialog.answer.id)


def test_leaving_the_question_adds_nothing(show: Show) -> None:
    dialog = a_dialog(show, PLAN, None, None)
    click(a_button(dialog, "Add a phase…"))
    click(a_button(dialog, "Change Repletion"))
    click(dialog.do_it)
    assert dialog.answer == PLAN


def test_change_a_phase(show: Show) -> None:
    weekly = replace(MAINTENANCE, every=REPLETION.every)
    dialog = a_dialog(show, PLAN, weekly)
    click(a_button(dialog, "Change Maintenance"))
    assert dialog._ask_phase.asked == [((REPLETION,), MAINTENANCE)]
    click(dialog.do_it)
    assert dialog.answer == replace(PLAN, phases=(REPLETION, weekly))


def test_remove_a_phase(show: Show) -> None:
    dialog = a_dialog(show, PLAN)
    tab_to("Remove Maintenance")
    press("Space")
    assert "Remove Maintenance" not in buttons(dialog)
    assert called(in_focus()) == "Add a phase…", "the keys must not fall on Cancel"
    click(dialog.do_it)
    assert dialog.answer == replace(PLAN, phases=(REPLETION,))


def test_a_phase_that_others_follow_cannot_go(show: Show) -> None:
    dialog = a_dialog(show, PLAN)
    click(a_button(dialog, "Remove Repletion"))
    assert complaints(dialog) == ["The first phase needs the date of its first dose."]
    assert "Remove Repletion" in buttons(dialog)
    click(dialog.do_it)
    assert dialog.answer == PLAN


def test_phases_out_of_order(show: Show) -> None:
    before = a_phase("1 month", "2026-09-01", name="Earlier")
    dialog = a_dialog(show, a_plan(REPLETION), before)
    press("Return")
    assert complaints(dialog) == ["“Earlier” must start after “Repletion”."]
    assert len(dialog.phases) == 1


def test_why_and_by_whom(show: Show) -> None:
    dialog = a_dialog(show, PLAN)
    assert dialog.cause.currentText() == "Pernicious anaemia"
    assert dialog.severity.currentText() == "Nerves involved"
    assert dialog.prescriber.text() == "Dr Osei"
    dialog.cause.choose(Cause.SURGERY)
    dialog.severity.choose(None)
    tab_to("Prescriber")
    type_in("")
    press("Return")
    assert dialog.answer == replace(PLAN, cause=Cause.SURGERY, severity=None, prescriber="")
    assert PLAN.severity is Severity.NEUROLOGICAL


def test_cancel_keeps_the_plan(show: Show) -> None:
    dialog = a_dialog(show, PLAN)
    click(a_button(dialog, "Remove Maintenance"))
    press("Escape")
    assert not dialog.result()


def test_tab_meets_the_phases_before_what_is_below_them(show: Show) -> None:
    a_dialog(show, PLAN)
    order = []
    for _ in range(10):
        order.append(called(in_focus()))
        press("Tab")
    first = order.index("Change Repletion")
    assert (order * 2)[first : first + 8] == [
        "Change Repletion",
        "Remove Repletion",
        "Change Maintenance",
        "Remove Maintenance",
        "Add a phase…",
        "Cause of the deficiency",
        "Severity",
        "Prescriber",
    ]


@pytest.mark.parametrize(
    ("phase", "sentence"),
    [
        (REPLETION, "Weekly · 1 mg · 6 doses · from 5 Oct 2026"),
        (MAINTENANCE, "Monthly · 1 mg · for life · follows the phase before"),
        (a_phase("3 months", "2026-10-05"), "Every 3 months · until reviewed · from 5 Oct 2026"),
        (a_phase("1 day", "2026-10-05", doses=1), "Daily · 1 dose · from 5 Oct 2026"),
    ],
)
def test_phase_sentence(phase: Phase, sentence: str) -> None:
    assert phase_sentence(phase) == sentence
