"""What is in the box?"""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from b12tracker.domain.injection import Substance
from b12tracker.domain.spoken_number import read_number
from b12tracker.domain.supplies import Box
from b12tracker.ui import labels
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.expiry_field import ExpiryField
from b12tracker.ui.widgets.fields import DoseField, beside, line, note_field
from b12tracker.ui.widgets.medicine_fields import substance_choice
from b12tracker.ui.widgets.whole_number import read_whole

from .question import Question


class BoxDialog(Question[Box]):
    """Asks for one box; only the number of ampoules is required.

    Args:
        box: the one to change; None for a new one.
        like: a box whose product is taken over for a new one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        box: Box | None = None,
        like: Box | None = None,
    ) -> None:
        new = box is None
        super().__init__(
            parent, "Add a box" if new else "Change the box", "Add this box" if new else "Save"
        )
        self._before = box
        self.product = line("Product", hint="as printed on the box")
        self.substance = substance_choice()
        self.strength = DoseField()
        self.strength.number.setAccessibleName("Strength in one millilitre")
        self.strength.unit.setAccessibleName("Unit of the strength")
        self.volume = line("Millilitres in an ampoule", hint="number")
        self.ampoules = line("Ampoules in the box", hint="number")
        self.lot = line("Lot (batch) on the box")
        self.expires = ExpiryField(today)
        self.lost = line("Ampoules lost or broken", hint="none")
        self.needles, self.syringes = line("Needles", hint="needles"), line("Syringes")
        self.syringes.setPlaceholderText("syringes")
        self.sharps = beside(self.needles, self.syringes)
        self.got_on = DateField("The day it came", today)
        self.note = note_field()
        self._lay_out()
        self._show(box or _another(like))
        if box:
            self.keep_untouched(box)
        (self.ampoules if like and new else self.product).setFocus()

    def read(self) -> Box:
        """Return the box that the fields describe."""
        ampoules = self.read_field(self.ampoules, self._ampoules)
        lost = self.read_field(self.lost, lambda: self._lost(ampoules))
        return replace(
            self._before or Box(),
            product=self.product.text().strip(),
            substance=self.substance.chosen(Substance),
            strength_ug_per_ml=self.read_field(self.strength, self._strength),
            volume_ml=self.read_field(self.volume, self._volume),
            lot=self.lot.text().strip(),
            expires=self.read_field(self.expires, lambda: self.expires.expires),
            ampoules=ampoules,
            lost=lost,
            needles=self.read_field(self.sharps, lambda: _sharps(self.needles, "Needles")),
            syringes=self.read_field(self.sharps, lambda: _sharps(self.syringes, "Syringes")),
            got_on=self.read_field(self.got_on, self._got_on),
            note=self.note.toPlainText().strip(),
        )

    def _lay_out(self) -> None:
        self.ask("&Product", self.product)
        self.ask("&Ampoules in the box when it came", self.ampoules)
        self.ask("&Lot (batch)", self.lot)
        self.ask("&Expiry date", self.expires)
        self.ask("S&ubstance", self.substance)
        self.ask("&Strength: in 1 ml", self.strength)
        self.ask("&Volume of an ampoule, in ml", self.volume)
        before = self._before
        rare = before and (before.lost or before.got_on or before.note or _counts_sharps(before))
        column = self.more("&More: lost ampoules, needles, note", open_it=bool(rare))
        self.ask("Ampoules l&ost, broken or thrown away", self.lost, column)
        self.ask("&Needles and syringes that came with it", self.sharps, column)
        self.ask("The &day it came", self.got_on, column)
        self.ask("No&te", self.note, column)
        self.form.addStretch(1)

    def _show(self, box: Box | None) -> None:
        if box is None:
            return
        self.product.setText(box.product)
        self.substance.choose(box.substance)
        self.strength.set_dose(box.strength_ug_per_ml)
        self.volume.setText("" if box.volume_ml is None else labels.number(box.volume_ml))
        if self._before is None:
            return
        self.ampoules.setText(str(box.ampoules))
        self.lost.setText(str(box.lost) if box.lost else "")
        self.lot.setText(box.lot)
        self.expires.set_expires(box.expires)
        for field, number in ((self.needles, box.needles), (self.syringes, box.syringes)):
            field.setText("" if number is None else str(number))
        self.got_on.set_date(box.got_on)
        self.note.setPlainText(box.note)

    def _ampoules(self) -> int:
        ampoules = read_whole(self.ampoules.text(), "The number of ampoules")
        if ampoules is None:
            raise ValueError("How many ampoules were in it when it came?")
        return Box(ampoules=ampoules).ampoules

    def _lost(self, ampoules: int) -> int:
        lost = read_whole(self.lost.text(), "The number of ampoules lost") or 0
        return Box(ampoules=ampoules, lost=lost).lost

    def _strength(self) -> float | None:
        return Box(strength_ug_per_ml=self.strength.dose_ug).strength_ug_per_ml

    def _volume(self) -> float | None:
        return Box(volume_ml=read_number(self.volume.text(), "The volume")).volume_ml

    def _got_on(self) -> date | None:
        return self.got_on.date if self.got_on.line.text().strip() else None


def _another(like: Box | None) -> Box | None:
    """Return a new box of the same product: lot and expiry are its own."""
    return like and Box(
        product=like.product,
        substance=like.substance,
        strength_ug_per_ml=like.strength_ug_per_ml,
        volume_ml=like.volume_ml,
    )


def _sharps(field: QLineEdit, what: str) -> int | None:
    number = read_whole(field.text(), f"{what}: what came with the box")
    return Box(needles=number).needles


def _counts_sharps(box: Box) -> bool:
    return box.needles is not None or box.syringes is not None
