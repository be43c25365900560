"""Boxes: the ampoules in the house, with the needles and syringes that go with them."""

from dataclasses import dataclass, field
from datetime import date

from .identity import new_id
from .injection import Substance

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
