"""How laboratories and portals spell units, and the UCUM code that each spelling stands for.

Only spellings known for certain are here: a unit that is guessed makes a value a thousand times too
large. The case of letters counts.
"""

from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.plain import UnreadableError, shown

from .fhir_codes import UCUM, Value
from .fhir_reading import words

MICRO = ("u", "µ", "μ", "mc")
"""The letter u, the micro sign, the Greek letter mu, and mc as clinicians write it."""


def _micro(unit: str) -> tuple[str, ...]:
    return tuple(f"{sign}{unit}" for sign in MICRO)


def _counted(power: int, per: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways to write so many tens of a cell in a volume: 10*9/L, x10^9/L, x10E9/L."""
    tens: tuple[str, ...] = (
        f"10*{power}",
        f"10^{power}",
        f"10E{power}",
        f"10e{power}",
        f"10({power})",
    )
    tens += (f"10{str(power).translate(RAISED)}",)
    return tuple(f"{times}{ten}/{volume}" for ten in tens for times in TIMES for volume in per)


TIMES = ("", "x", "X", "x ", "X ", "×", "× ")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LITRE = ("L", "l")
MICROLITRE = ("uL", "ul", "µL", "µl", "μL", "μl", "mcL", "mcl", "mm3", "mm^3", "cumm")
KIDNEY = ("1.73_m2", "1.73m2", "1.73 m2", "1.73m²", "1.73 m²", "1.73m^2", "1.73 sq m", "1.73sq m")

SPELLINGS: dict[str, tuple[str, ...]] = {
    "pmol/L": ("pmol/l",),
    "nmol/L": ("nmol/l",),
    "mmol/L": ("mmol/l",),
    "umol/L": (*_micro("mol/L"), *_micro("mol/l")),
    "pg/mL": ("pg/ml",),
    "ng/mL": ("ng/ml",),
    "ng/L": ("ng/l",),
    "ug/L": (*_micro("g/L"), *_micro("g/l")),
    "mg/L": ("mg/l",),
    "mg/dL": ("mg/dl",),
    "g/dL": ("g/dl", "gm/dL", "gm/dl"),
    "g/L": ("g/l", "gm/L"),
    "%": ("percent", "Percent"),
    "L/L": ("l/l",),
    "fL": ("fl",),
    "meq/L": ("mEq/L", "mEq/l", "meq/l", "MEQ/L"),
    "10*12/L": (*_counted(12, LITRE), "T/L"),
    "10*9/L": (*_counted(9, LITRE), "G/L"),
    "10*6/uL": (*_counted(6, MICROLITRE), "M/uL", "M/mcL", "Million/uL", "Mill/mcL", "Mil/uL"),
    "10*3/uL": (*_counted(3, MICROLITRE), "K/uL", "k/uL", "K/mcL", "Thousand/uL", "Thous/mcL"),
    "/uL": ("/ul", "/µL", "/μL", "/mcL", "/mm3", "cells/uL", "cells/mcL"),
    "mL/min/{1.73_m2}": tuple(f"{ml}/min/{area}" for ml in ("mL", "ml") for area in KIDNEY),
}

UCUM_OF = {spelling: ucum for ucum, known in SPELLINGS.items() for spelling in (ucum, *known)}


def unit_of(quantity: Value, marker: Marker) -> LabUnit:
    """Return the unit in which a quantity reports a marker: by its code, else by its words.

    Raises:
        UnreadableError: it has none, one that is not known for the marker, or two that differ.
    """
    spelled = spellings(quantity)
    if not spelled:
        raise UnreadableError("it has no unit.")
    known = [unit for unit in (_known(spelling, marker) for spelling in spelled) if unit]
    if not known:
        raise UnreadableError(f"the unit {shown(spelled[0])} is not known for it.")
    if len({unit.factor for unit in known}) > 1:
        raise UnreadableError(f"its unit is both {shown(spelled[0])} and {shown(spelled[1])}.")
    return known[0]


def spellings(quantity: Value) -> list[str]:
    """Return the code and the words of a quantity's unit, as far as it has them."""
    coded = words(quantity, "code") if words(quantity, "system") in ("", UCUM) else ""
    return [spelling for spelling in (coded, words(quantity, "unit", "units")) if spelling]


def _known(spelling: str, marker: Marker) -> LabUnit | None:
    ucum = UCUM_OF.get(spelling, spelling)
    return next((one for one in marker.units if spelling == one.symbol or ucum == one.ucum), None)
