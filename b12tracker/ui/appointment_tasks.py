"""Asking about appointments: each task opens a dialog and hands its answer to the document."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from b12tracker.domain.appointments import Appointment, next_from
from b12tracker.domain.plan import Plan

from .dialogs.appointment_dialog import AppointmentDialog
from .document import Document
from .errors import tell, told


class AppointmentTasks:
    """What a user can do with the appointments of the open logbook.

    Args:
        change_plan, enter_plan: open the form for a plan that is there, or for a new one.
    """

    def __init__(
        self,
        window: QWidget,
        document: Callable[[], Document],
        change_plan: Callable[[Plan], None],
        enter_plan: Callable[[], None],
    ) -> None:
        self._window, self._document = window, document
        self._change_plan, self._enter_plan = change_plan, enter_plan

    @told
    def add_appointment(self) -> None:
        """Ask when the appointment is and what is to be asked, and keep it."""
        self._ask(None)

    @told
    def change(self, appointment: Appointment) -> None:
        """Ask what is to be put right in an appointment, or what was agreed there."""
        self._ask(appointment)

    @told
    def ask(self, question: str) -> None:
        """Add a question to those of the next appointment."""
        document = self._document()
        coming = next_from(document.facts.appointments, document.today)
        if coming is None:
            return
        try:
            asked = replace(coming, questions=(*coming.questions, question))
        except ValueError as error:
            tell(self._window, str(error))
        else:
            document.correct(coming, asked)

    def _ask(self, appointment: Appointment | None) -> None:
        document = self._document()
        dialog = AppointmentDialog(self._window, document.today, appointment)
        kept = dialog.ask_and_keep(lambda answer: document.put(appointment, answer))
        if kept and dialog.wants_plan:
            self._plan()

    def _plan(self) -> None:
        plans = self._document().facts.plans
        if plans:
            self._change_plan(plans[-1])
        else:
            self._enter_plan()
