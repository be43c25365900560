"""Which box the ampoule came from."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from b12tracker.domain.stock import BoxState, offered
from b12tracker.domain.supplies import Box
from b12tracker.ui.supply_words import box_choice

from .fields import Choice

NO_BOX = "Not from a box listed here"


class BoxField(Choice):
    """Offers the boxes that hold ampoules.

    Args:
        states: all boxes, in the order in which they are used.
        kept: the id of the box that is to stay in the list though it is empty.
        proposes: whether the box to take next stands chosen until the user chooses.
    """

    changed = Signal()
    """Another box is chosen now."""

    def __init__(
        self, states: Sequence[BoxState], kept: str | None = None, *, proposes: bool = True
    ) -> None:
        super().__init__("Box", [], nothing=NO_BOX)
        self._states, self._kept, self._wanted = states, kept, kept
        self._proposes = proposes
        self.currentIndexChanged.connect(self.changed)
        self.activated.connect(self._take)

    @property
    def box(self) -> Box | None:
        """The box chosen, if it is one of those listed."""
        chosen = self.chosen(str)
        return next((one.box for one in self._states if one.box.id == chosen), None)

    def offer(self, on: date) -> None:
        """List the boxes as they are on a day; what the user chose stays so."""
        usual = offered(self._states, on) if self._proposes else None
        before, wanted = self.chosen(str), usual.box.id if usual else self._wanted
        self.blockSignals(True)
        self._list(on, wanted)
        self.choose(wanted)
        self.blockSignals(False)
        if wanted != before:
            self.changed.emit()

    def _list(self, on: date, wanted: str | None) -> None:
        self.clear()
        self.addItem(NO_BOX, None)
        for state in self._states:
            if state.left or state.box.id in (wanted, self._kept):
                self.addItem(box_choice(state, on), state.box.id)
        if wanted and self.findData(wanted) < 0:
            self.addItem("A box that is not listed any more", wanted)

    def _take(self) -> None:
        """Keep to what the user chose, whatever the date becomes."""
        self._wanted, self._proposes = self.chosen(str), False
