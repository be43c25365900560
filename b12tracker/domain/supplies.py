"""Boxes: the ampoules in the house, with the needles and syringes that go with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from .identity import new_id
from .injection import LARGEST_DOSE_UG, Injection, Substance

MOST_AMPOULES = 1000
"""More in one box is a slip of the pen."""


@dataclass(frozen=True)
class Box:
    """A supply of ampoules of one product and lot.

    Attributes:
        strength_ug_per_ml: µg of vitamin B12 in a millilitre, above 0.
        volume_ml: millilitres in an ampoule, above 0.
        lot: the batch printed on the box.
        expires: the last day on which it may be used.
        ampoules: how many were in it when it came, 1 to 1,000.
        lost: how many were broken, thrown away or given away.
        needles, syringes: how many came with it; None where nobody counts them.
        got_on: the day it came; None when it was always there.

    Raises:
        ValueError: with one sentence that can be shown under the field.
    """

    product: str = ""
    substance: Substance | None = None
    strength_ug_per_ml: float | None = None
    volume_ml: float | None = None
    lot: str = ""
    expires: date | None = None
    ampoules: int = 1
    lost: int = 0
    needles: int | None = None
    syringes: int | None = None
    got_on: date | None = None
    note: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not 1 <= self.ampoules <= MOST_AMPOULES:
            raise ValueError("A box holds from 1 to 1,000 ampoules.")
        if not 0 <= self.lost <= self.ampoules:
            raise ValueError("No more ampoules can be lost than were in the box.")
        for number in (self.needles, self.syringes):
            if number is not None and not 0 <= number <= MOST_AMPOULES:
                raise ValueError("A box comes with 0 to 1,000 needles or syringes.")
        for amount in (self.strength_ug_per_ml, self.volume_ml):
            if amount is not None and not 0 < amount <= 1_000_000:
                raise ValueError("Strength and volume are numbers above 0.")

    @property
    def dose_ug(self) -> float | None:
        """What one ampoule holds, in µg; None where it is not known, or is more than one dose."""
        if self.strength_ug_per_ml is None or self.volume_ml is None:
            return None
        dose_ug = float(f"{self.strength_ug_per_ml * self.volume_ml:.12g}")
        return dose_ug if 0 < dose_ug <= LARGEST_DOSE_UG else None

    def expired(self, on: date) -> bool:
        """Whether it may no longer be used on a day."""
        return self.expires is not None and self.expires < on


Correction = tuple[Injection, Injection]
"""An injection before and after."""


def lot_of(injection: Injection, box: Box | None) -> str:
    """Return the lot of an injection: the one noted with it, else that of its box."""
    return injection.lot or (box.lot if box else "")


def letting_go(box: Box, injections: Iterable[Injection]) -> list[Correction]:
    """Return how the injections from a box change when it is taken out: each keeps its lot."""
    return [
        (one, replace(one, box=None, lot=lot_of(one, box)))
        for one in injections
        if one.box == box.id
    ]


def relabelled(before: Box, after: Box, injections: Iterable[Injection]) -> list[Correction]:
    """Return how the injections from a box change when its lot is put right: those that had it."""
    if before.lot == after.lot or not before.lot:
        return []
    return [
        (one, replace(one, lot=after.lot))
        for one in injections
        if one.box == before.id and one.lot == before.lot
    ]
