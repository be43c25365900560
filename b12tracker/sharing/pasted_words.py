"""Doses, places and people in a pasted cell, as people write them."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from b12tracker.domain.injection import GivenBy, Route, Site, Substance, check_dose
from b12tracker.domain.spoken_number import read_number

MILLIGRAM, MICROGRAM = 1000.0, 1.0
"""Units of a dose, in µg."""

SURELY_UG = 30.0
"""A dose of more than 30 mg is not accepted, so that a greater number without a unit is in µg."""

UNITS = {
    "mg": MILLIGRAM, "mgs": MILLIGRAM, "milligram": MILLIGRAM, "milligrams": MILLIGRAM,
    "milligramm": MILLIGRAM, "ug": MICROGRAM, "µg": MICROGRAM, "μg": MICROGRAM, "mcg": MICROGRAM,
    "mcgs": MICROGRAM, "microgram": MICROGRAM, "micrograms": MICROGRAM, "mikrogramm": MICROGRAM,
}  # fmt: skip

DOSE = re.compile(r"(?P<number>[\d.,' ]*\d)\s*(?P<unit>[^\W\d_]*)\.?")
THOUSANDS_WITH_DOTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")

SIDES = {
    "left": 0, "l": 0, "lt": 0, "links": 0, "linke": 0, "linker": 0, "linkes": 0, "gauche": 0,
    "izquierdo": 0, "izquierda": 0,
    "right": 1, "r": 1, "rt": 1, "rechts": 1, "rechte": 1, "rechter": 1, "rechtes": 1, "droit": 1,
    "droite": 1, "derecho": 1, "derecha": 1,
}  # fmt: skip

THIGH = (Site.LEFT_VASTUS_LATERALIS, Site.RIGHT_VASTUS_LATERALIS)
OTHER_THIGH = (Site.LEFT_THIGH, Site.RIGHT_THIGH)
SHOULDER = (Site.LEFT_DELTOID, Site.RIGHT_DELTOID)
UPPER_ARM = (Site.LEFT_UPPER_ARM, Site.RIGHT_UPPER_ARM)
HIP = (Site.LEFT_VENTROGLUTEAL, Site.RIGHT_VENTROGLUTEAL)
BUTTOCK = (Site.LEFT_GLUTEUS_MEDIUS, Site.RIGHT_GLUTEUS_MEDIUS)
ABDOMEN = (Site.LEFT_LOWER_ABDOMEN, Site.RIGHT_LOWER_ABDOMEN)

PARTS = {
    "outer thigh": THIGH, "thigh": THIGH, "upper leg": THIGH, "leg": THIGH, "quad": THIGH,
    "quadriceps": THIGH, "vastus": THIGH, "vastus lateralis": THIGH, "oberschenkel": THIGH,
    "bein": THIGH, "cuisse": THIGH, "muslo": THIGH,
    "thigh elsewhere": OTHER_THIGH,
    "shoulder": SHOULDER, "deltoid": SHOULDER, "delt": SHOULDER, "schulter": SHOULDER,
    "upper arm": UPPER_ARM, "upper arm back": UPPER_ARM, "back upper arm": UPPER_ARM,
    "oberarm": UPPER_ARM,
    "hip": HIP, "ventrogluteal": HIP, "hufte": HIP,
    "buttock": BUTTOCK, "buttock upper outer part": BUTTOCK, "bum": BUTTOCK, "glute": BUTTOCK,
    "gluteal": BUTTOCK, "gluteus": BUTTOCK, "gluteus medius": BUTTOCK, "dorsogluteal": BUTTOCK,
    "gesass": BUTTOCK, "fesse": BUTTOCK, "nalga": BUTTOCK,
    "abdomen": ABDOMEN, "lower abdomen": ABDOMEN, "belly": ABDOMEN, "stomach": ABDOMEN,
    "tummy": ABDOMEN, "bauch": ABDOMEN, "ventre": ABDOMEN,
}  # fmt: skip
ARMS = {"arm", "bras", "brazo"}
"""Under the skin it is the back of the upper arm, into the muscle the shoulder's."""

FILLERS = {"in", "into", "on", "of", "the", "my", "side", "muscle", "im", "sc", "la", "le"}

SUBSTANCES = {
    "hydroxo": Substance.HYDROXOCOBALAMIN, "hydroxy": Substance.HYDROXOCOBALAMIN,
    "cyano": Substance.CYANOCOBALAMIN, "mecobal": Substance.MECOBALAMIN,
    "methyl": Substance.MECOBALAMIN, "adeno": Substance.ADENOSYLCOBALAMIN,
    "cobamamid": Substance.ADENOSYLCOBALAMIN,
}  # fmt: skip
"""How the words for a substance begin."""

ROUTES = {
    "im": Route.INTRAMUSCULAR, "intramuscular": Route.INTRAMUSCULAR,
    "intramuscularly": Route.INTRAMUSCULAR, "muscle": Route.INTRAMUSCULAR,
    "intramuskular": Route.INTRAMUSCULAR,
    "sc": Route.SUBCUTANEOUS, "sq": Route.SUBCUTANEOUS, "subq": Route.SUBCUTANEOUS,
    "subcut": Route.SUBCUTANEOUS, "subcutaneous": Route.SUBCUTANEOUS,
    "subcutaneously": Route.SUBCUTANEOUS, "skin": Route.SUBCUTANEOUS,
    "subkutan": Route.SUBCUTANEOUS,
}  # fmt: skip

PEOPLE = {
    **dict.fromkeys(("self", "me", "myself", "i", "own", "patient", "selbst"), GivenBy.SELF),
    **dict.fromkeys(
        ("family", "husband", "wife", "partner", "spouse", "mother", "mum", "mom", "father", "dad",
         "son", "daughter", "sister", "brother", "friend"), GivenBy.FAMILY),
    **dict.fromkeys(
        ("nurse", "doctor", "dr", "gp", "surgery", "practice", "clinic", "hospital", "pharmacist"),
        GivenBy.NURSE),
    **dict.fromkeys(("other", "somebody", "someone"), GivenBy.OTHER),
}  # fmt: skip

T = TypeVar("T")


class UnitNeededError(ValueError):
    """A number could be a dose in mg or in µg."""


def words_of(cell: str) -> list[str]:
    """Return the words of a cell in small letters without accents: “Hüfte (L)” is hufte, l."""
    small = unicodedata.normalize("NFKD", cell.lower())
    bare = "".join(sign for sign in small if not unicodedata.combining(sign)).replace("ß", "ss")
    return re.findall(r"[^\W\d_]+", re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", bare))


def unit_in(heading: str) -> float | None:
    """Return the unit that a heading such as “Dose (mcg)” names, in µg."""
    named = {UNITS[word] for word in re.findall(r"[^\W\d_]+", heading.lower()) if word in UNITS}
    return named.pop() if len(named) == 1 else None


def read_dose(cell: str, unit_ug: float | None) -> float:
    """Return a dose in µg.

    Args:
        unit_ug: the unit of a number without one, in µg; None where nobody has said.

    Raises:
        UnitNeededError: the number has no unit, and may be in mg or in µg.
        ValueError: it is no dose, or none that can be; the sentence can be shown beside the row.
    """
    found = DOSE.fullmatch(" ".join(cell.split()))
    unit = found["unit"].lower() if found else ""
    if found is None or (unit and unit not in UNITS):
        raise ValueError(f"“{cell[:40]}” is not a dose such as 1 mg or 1000 µg.")
    factor = UNITS.get(unit, unit_ug)
    number = _dose_number(found["number"], factor)
    if factor is None and number <= SURELY_UG:
        raise UnitNeededError(f"“{cell}” needs its unit: mg or µg.")
    dose_ug = float(f"{number * (factor or MICROGRAM):.12g}")
    check_dose(dose_ug)
    return dose_ug


@lru_cache(maxsize=5_000)
def read_site(cell: str, route: Route | None) -> Site | None:
    """Return the place on the body that a cell names by its code or in words."""
    code = cell.strip().upper()
    if code in list(Site):
        return Site(code)
    words = [word for word in words_of(cell) if word not in FILLERS]
    sides = {SIDES[word] for word in words if word in SIDES}
    part = " ".join(word for word in words if word not in SIDES)
    pair = PARTS.get(part)
    if part in ARMS:
        pair = UPPER_ARM if route is Route.SUBCUTANEOUS else SHOULDER
    if pair is None or len(sides) != 1:
        return None
    return pair[sides.pop()]


def read_substance(cell: str) -> Substance | None:
    """Return the form of vitamin B12 that a cell names."""
    words = words_of(cell)
    if words in (["other"], ["another", "form"]):
        return Substance.OTHER
    begun = {kind for start, kind in SUBSTANCES.items() for word in words if word.startswith(start)}
    return begun.pop() if len(begun) == 1 else None


def read_route(cell: str) -> Route | None:
    """Return the way of injecting that a cell names."""
    return _only(cell, ROUTES)


def read_person(cell: str) -> GivenBy | None:
    """Return who gave the injection; “Nurse or doctor” are one."""
    return _only(cell, PEOPLE)


def _only(cell: str, known: Mapping[str, T]) -> T | None:
    """Return what the known words of a cell mean, if all of them mean the same."""
    meant = {known[word] for word in words_of(cell) if word in known}
    return meant.pop() if len(meant) == 1 else None


def _dose_number(words: str, factor: float | None) -> float:
    """Return the number of a dose; nobody writes a thousandth of a µg, so 1.000 µg is 1000."""
    words = words.replace("'", "")
    if factor == MICROGRAM and THOUSANDS_WITH_DOTS.fullmatch(words):
        words = words.replace(".", "")
    return read_number(words, "The dose") or 0.0
