"""What was in the ampoule: its box, the dose, the substance and the lot, which the box fills in."""

from collections.abc import Sequence
from datetime import date

from b12tracker.domain.injection import Injection, Substance, check_dose
from b12tracker.domain.stock import BoxState
from b12tracker.domain.supplies import Box

from .box_field import BoxField
from .fields import DoseField, line
from .medicine_fields import substance_choice


class AmpouleFields:
    """Four fields of a form; a box fills the others where nothing else was said.

    Args:
        injection: the one to correct; None for a new one, which is proposed the box to take next.
    """

    def __init__(self, states: Sequence[BoxState], injection: Injection | None) -> None:
        kept = injection.box if injection else None
        self.box = BoxField(states, kept, proposes=injection is None)
        self.dose = DoseField()
        self.substance = substance_choice()
        self.lot = line("Lot (batch) on the ampoule")
        self._filled: Box | None = None

    @property
    def dose_ug(self) -> float | None:
        """The dose in µg.

        Raises:
            ValueError: it is no number, or no dose that can be.
        """
        dose_ug = self.dose.dose_ug
        check_dose(dose_ug)
        return dose_ug

    def show(self, injection: Injection) -> None:
        """Show what an injection had, but for its box."""
        self.dose.set_dose(injection.dose_ug)
        self.substance.choose(injection.substance)
        self.lot.setText(injection.lot)

    def begin(self, on: date, *, fill: bool) -> None:
        """Offer the boxes of a day, and from now on let the one chosen fill the other fields."""
        self.box.offer(on)
        if fill:
            self.fill()
        self._filled = self.box.box
        self.box.changed.connect(self.fill)

    def fill(self) -> None:
        """Fill in what the box says, where there is nothing or what the box before said."""
        before, now = _held(self._filled), _held(self.box.box)
        self._filled = self.box.box
        if self.lot.text() in ("", before[0]):
            self.lot.setText(now[0])
        if self.substance.chosen(Substance) in (None, before[1]):
            self.substance.choose(now[1])
        if self._dose_said() in (None, before[2]):
            self.dose.set_dose(now[2])

    def _dose_said(self) -> float | None:
        try:
            return self.dose.dose_ug
        except ValueError:
            return 0  # something is typed


def _held(box: Box | None) -> tuple[str, Substance | None, float | None]:
    """Return the lot, the substance and the dose that a box gives to an injection."""
    return (box.lot, box.substance, box.dose_ug) if box else ("", None, None)
