"""Numbers that are asked about before they are saved: slips of the pen and of the unit.

The limits are a proposal of this project, set wide: they catch slips and judge no value.
"""

from dataclasses import dataclass

from .labs import Comparator
from .markers import LabUnit, Limits, Marker


@dataclass(frozen=True)
class Doubt:
    """A number that is hardly ever seen in its unit.

    Attributes:
        value: as it was typed, in ``unit``.
        fits: the marker's other units in which the number would be usual.
        far: number and unit cannot both be right.
    """

    value: float
    unit: LabUnit
    comparator: Comparator | None = None
    fits: tuple[LabUnit, ...] = ()
    far: bool = False


def doubt_about(
    marker: Marker, value: float, ucum: str, comparator: Comparator | None = None
) -> Doubt | None:
    """Return what to ask about a number before it is saved; None where it is usual.

    A value below or above a limit is asked about only if nothing it allows is usual.

    Args:
        ucum: one of the marker's units.
    """
    if marker.soft is None or _allows(marker, marker.soft, value, ucum, comparator):
        return None
    soft, hard = marker.soft, marker.hard
    return Doubt(
        value=value,
        unit=marker.unit(ucum),
        comparator=comparator,
        fits=tuple(
            unit for unit in marker.units if _allows(marker, soft, value, unit.ucum, comparator)
        ),
        far=hard is not None and not _allows(marker, hard, value, ucum, comparator),
    )


def _allows(
    marker: Marker, limits: Limits, value: float, ucum: str, comparator: Comparator | None
) -> bool:
    """Whether the value, or one that it allows, lies within the limits."""
    canonical = marker.convert(value, ucum, marker.units[0].ucum)
    above_low = canonical >= limits.low or comparator is Comparator.ABOVE
    below_high = canonical <= limits.high or comparator is Comparator.BELOW
    return above_low and below_high
