"""How a marker went over a period, in its numbers and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lab_story import LabTaste, ToldResult, unit_drawn
from .markers import LabUnit, Marker


@dataclass(frozen=True)
class LabDrift:
    """The first and the last of a marker's results; limits such as “< 150” stay limits.

    Attributes:
        unit: the one both are told in.
        count: so many results, both included.
    """

    marker: Marker
    unit: LabUnit
    count: int
    first: ToldResult
    last: ToldResult


def drift_of(marker: Marker, told: Sequence[ToldResult], taste: LabTaste) -> LabDrift | None:
    """Return how a marker went; None with fewer than two results.

    Args:
        told: its results, oldest first.
    """
    if len(told) < 2:
        return None
    return LabDrift(marker, unit_drawn(marker, told, taste), len(told), told[0], told[-1])
