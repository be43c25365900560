"""Asking about lab checks: each task opens a dialog and hands its answer to the document."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12tracker.domain.lab_checks import LabCheck

from .dialogs.check_dialog import CheckDialog
from .document import Document
from .errors import tell, told

NO_PLAN = "Enter your plan first: a lab check is counted from the first dose of one of its phases."


class CheckTasks:
    """What a user can do with the lab checks of the open logbook."""

    def __init__(self, window: QWidget, document: Callable[[], Document]) -> None:
        self._window, self._document = window, document

    @told
    def add_lab_check(self) -> None:
        """Ask when which markers are to be measured, and keep it."""
        if any(plan.phases for plan in self._document().facts.plans):
            self._ask(None)
        else:
            tell(self._window, NO_PLAN)

    @told
    def change(self, check: LabCheck) -> None:
        """Ask what is to be put right in a lab check."""
        self._ask(check)

    def _ask(self, check: LabCheck | None) -> None:
        document = self._document()
        dialog = CheckDialog(
            self._window, document.facts, document.judgement, document.catalogue, check
        )
        dialog.ask_and_keep(lambda answer: document.put(check, answer))
