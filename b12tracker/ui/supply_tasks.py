"""Asking about boxes: added, changed, broken, thrown away, taken out; and when to reorder."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from b12tracker.domain.stock import box_states
from b12tracker.domain.supplies import Box, letting_go, relabelled

from .dialogs.box_dialog import BoxDialog
from .dialogs.reorder_dialog import ReorderDialog
from .document import Document
from .errors import told


class SupplyTasks:
    """What a user can do with the boxes of the open logbook."""

    def __init__(self, window: QWidget, document: Callable[[], Document]) -> None:
        self._window, self._document = window, document

    @property
    def document(self) -> Document:
        """The logbook that is open now."""
        return self._document()

    @told
    def add_box(self) -> None:
        """Ask what is in a new box, and add it."""
        boxes = self.document.facts.boxes
        dialog = BoxDialog(self._window, self.document.today, like=boxes[-1] if boxes else None)
        dialog.ask_and_keep(lambda added: self.document.add("Box added", [added]))

    @told
    def change_box(self, box: Box) -> None:
        """Ask what is to be put right; a lot put right goes to the injections that had it."""
        dialog = BoxDialog(self._window, self.document.today, box)
        dialog.ask_and_keep(lambda after: self._exchange(box, after))

    def _exchange(self, box: Box, after: Box) -> None:
        if after != box:
            injections = relabelled(box, after, self.document.facts.injections)
            self.document.together("Box changed", [(box, after), *injections])

    @told
    def remove_box(self, box: Box) -> None:
        """Take a box out; the injections from it keep its lot."""
        kept = letting_go(box, self.document.facts.injections)
        self.document.together("Box deleted", [*kept, (box, None)])

    @told
    def break_ampoule(self, box: Box) -> None:
        """Note that one ampoule was broken."""
        self.document.together("One ampoule broken", [(box, replace(box, lost=box.lost + 1))])

    @told
    def throw_away(self, box: Box) -> None:
        """Note that the ampoules left were thrown away."""
        (state,) = box_states([box], self.document.facts.injections)
        after = replace(box, lost=box.lost + state.left)
        self.document.together("Ampoules thrown away", [(box, after)])

    @told
    def set_reorder_time(self) -> None:
        """Ask how long before the ampoules run out it is time to reorder."""
        dialog = ReorderDialog(self._window, self.document.facts.patient)
        dialog.ask_and_keep(
            lambda patient: self.document.describe("Time to reorder changed", patient)
        )
