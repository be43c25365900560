"""A dialog that was opened on an entry and left as it is changes nothing, whatever the entry."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from b12tracker import assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.labs import LabResult
from b12tracker.domain.plan import Phase, Plan
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import SymptomEntry
from b12tracker.ui.dialogs.appointment_dialog import AppointmentDialog
from b12tracker.ui.dialogs.box_dialog import BoxDialog
from b12tracker.ui.dialogs.injection_dialog import InjectionDialog
from b12tracker.ui.dialogs.lab_dialog import LabDialog
from b12tracker.ui.dialogs.phase_dialog import PhaseDialog
from b12tracker.ui.dialogs.plan_dialog import PlanDialog
from b12tracker.ui.dialogs.question import Question
from b12tracker.ui.dialogs.symptoms_dialog import SymptomsDialog
from tests import any_facts
from tests.builders import facts
from tests.ui.driving import complaints
from tests.ui.story import REPLETION, TODAY

LATE = date(2199, 12, 31)
"""Nothing any_facts draws lies in the future of this day."""

examples = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def answered(dialog: Question) -> object:
    """Press the main button and return the answer."""
    dialog.accept()
    assert dialog.result(), complaints(dialog)
    dialog.deleteLater()
    return dialog.answer


def sweep() -> None:
    """Let Qt delete what was answered; the more widgets there are, the slower it gets."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@examples
@given(any_facts.INJECTIONS)
def test_injection(app: QApplication, injection: Injection) -> None:
    sweep()
    dialog = InjectionDialog(None, LATE, facts(injection), injection=injection)
    assert answered(dialog) == injection


@examples
@given(any_facts.lab_results())
def test_lab_result(app: QApplication, result: LabResult) -> None:
    sweep()
    dialog = LabDialog(None, LATE, assets.catalogue(), result)
    assert answered(dialog) == result


@examples
@given(any_facts.SYMPTOM_ENTRIES)
def test_symptoms(app: QApplication, entry: SymptomEntry) -> None:
    sweep()
    dialog = SymptomsDialog(None, LATE, assets.catalogue(), ("fatigue",), (entry,), entry)
    assert answered(dialog) == entry


@examples
@given(any_facts.boxes())
def test_box(app: QApplication, box: Box) -> None:
    sweep()
    assert answered(BoxDialog(None, LATE, box)) == box


@examples
@given(any_facts.INJECTIONS, any_facts.boxes(), any_facts.PATIENTS)
def test_injection_from_a_box(
    app: QApplication, injection: Injection, box: Box, patient: Patient
) -> None:
    sweep()
    injection = replace(injection, box=box.id)
    dialog = InjectionDialog(None, LATE, facts(injection, box, patient), injection=injection)
    assert answered(dialog) == injection


@examples
@given(any_facts.APPOINTMENTS)
def test_appointment(app: QApplication, appointment: Appointment) -> None:
    sweep()
    assert answered(AppointmentDialog(None, TODAY, appointment)) == appointment


@examples
@given(any_facts.phases(date(2026, 9, 7)))
def test_phase(app: QApplication, phase: Phase) -> None:
    sweep()
    assert answered(PhaseDialog(None, TODAY, Facts(), (), phase)) == phase


@examples
@given(any_facts.phases(None))
def test_phase_that_follows(app: QApplication, phase: Phase) -> None:
    sweep()
    assert answered(PhaseDialog(None, TODAY, Facts(), (REPLETION,), phase)) == phase


@examples
@given(any_facts.plans())
def test_plan(app: QApplication, plan: Plan) -> None:
    sweep()
    dialog = PlanDialog(None, TODAY, Facts(), plan, lambda before, phase: phase)
    for place in range(len(plan.phases)):
        dialog._change(place)
    if plan.phases:
        assert answered(dialog) == plan
    dialog.deleteLater()
