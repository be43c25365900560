"""How a result reads against a range, and by whose word: the order of authority."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from .facts import Patient
from .labs import Comparator, LabResult
from .markers import Marker, PublishedRange

Ends = tuple[float | None, float | None]

INFINITE = float("inf")

ADULT = relativedelta(years=18)
"""Published ranges are those of adults."""


class Verdict(StrEnum):
    """Where a result lies; ``MARKED`` when the laboratory marked it without saying where."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    MARKED = "marked"
    NEUTRAL = "neutral"


class Basis(StrEnum):
    """By whose word, or why neutrally."""

    FLAG = "flag"
    LABORATORY = "laboratory"
    PUBLISHED = "published"
    TREATMENT = "treatment"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reading:
    """How a result reads.

    Attributes:
        published: the published range that was used.
    """

    verdict: Verdict = Verdict.NEUTRAL
    basis: Basis = Basis.NOTHING
    published: PublishedRange | None = None


FLAGS = {
    **dict.fromkeys(("L", "LL", "LOW", "-", "--", "↓"), Verdict.BELOW),
    **dict.fromkeys(("H", "HH", "HIGH", "+", "++", "↑"), Verdict.ABOVE),
    **dict.fromkeys(("N", "NORMAL"), Verdict.WITHIN),
}
"""What laboratories print beside a value: HL7 table 0078, and the signs used in its place."""


def read_result(
    result: LabResult, marker: Marker | None, patient: Patient, on_treatment: bool
) -> Reading:
    """Return how a result reads: by the flag, else the laboratory's range, else a published one.

    Args:
        marker: None where it is not known.
        on_treatment: an injection was given before the blood was drawn; what rises after every
            injection is then read neutrally.
    """
    if marker and marker.rises_on_treatment and on_treatment:
        return Reading(basis=Basis.TREATMENT)
    flag = result.flag.strip().upper()
    if flag:
        return Reading(FLAGS.get(flag, Verdict.MARKED), Basis.FLAG)
    if result.range:
        return Reading(_verdict(result, result.range), Basis.LABORATORY)
    return _by_published(result, marker, patient)


def _by_published(result: LabResult, marker: Marker | None, patient: Patient) -> Reading:
    """Read by the published ranges in the same unit; neutrally where they disagree."""
    ranges = marker.ranges if marker and _is_adult(patient, result.collected_on) else ()
    usable = [one for one in ranges if one.unit == result.unit and one.sex in (None, patient.sex)]
    verdicts = {_verdict(result, one.ends) for one in usable}
    if not usable:
        return Reading()
    verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.NEUTRAL
    return Reading(verdict, Basis.PUBLISHED, usable[0])


def _is_adult(patient: Patient, on: date) -> bool:
    """Whether a published adult range may be used; one whose age is not recorded counts as one."""
    return patient.birth_date is None or patient.birth_date + ADULT <= on


def _verdict(result: LabResult, ends: Ends) -> Verdict:
    """Return where a value lies; neutral where its limit leaves that open."""
    low, high = ends[0] or 0.0, INFINITE if ends[1] is None else ends[1]
    if result.comparator is Comparator.BELOW:
        return _below_limit(result.value, low, high)
    if result.comparator is Comparator.ABOVE:
        return _above_limit(result.value, low, high)
    if low <= result.value <= high:
        return Verdict.WITHIN
    return Verdict.BELOW if result.value < low else Verdict.ABOVE


def _below_limit(limit: float, low: float, high: float) -> Verdict:
    if low:
        return Verdict.BELOW if limit <= low else Verdict.NEUTRAL
    return Verdict.WITHIN if limit <= high else Verdict.NEUTRAL


def _above_limit(limit: float, low: float, high: float) -> Verdict:
    if high < INFINITE:
        return Verdict.ABOVE if limit >= high else Verdict.NEUTRAL
    return Verdict.WITHIN if limit >= low else Verdict.NEUTRAL
