"""Missed doses of a bin, called out above it so that no zoom hides them."""

from collections.abc import Iterator, Sequence

from .canvas import Spot
from .capsules import Capsule
from .dose_lanes import Lanes
from .marks import MARK_SHAPES, MarkKind
from .sheet import Sheet


def call_out_missed(
    sheet: Sheet, lanes: Lanes, shown: Sequence[Capsule]
) -> list[tuple[float, float]]:
    """Draw the mark of a missed dose above each bin with any, and how many if several.

    Return the stretches of the lane that are used.
    """
    radius = min(lanes.radius * MARK_SHAPES[MarkKind.MISSED].scale, 0.68 * sheet.em)
    spots: list[Spot] = []
    used: list[tuple[float, float]] = []
    for left, right, number in _groups(sheet, shown, radius):
        spots.append((left + radius, lanes.y(1), radius))
        used.append((left, right))
        if number:
            colour = sheet.style.missed
            name = f"missed:{left:.0f}"
            sheet.canvas.text(right, lanes.y(1), number, colour, name, "right", bold=True)
    sheet.canvas.marks(MarkKind.MISSED, spots, layer=7)
    return used


def _groups(
    sheet: Sheet, shown: Sequence[Capsule], radius: float
) -> Iterator[tuple[float, float, str]]:
    """Yield the left and right of each mark with its number; none meets the one before."""
    free_from = float("-inf")
    for capsule in shown:
        if not capsule.bin.missed or capsule.width < min(2 * radius, capsule.full_width):
            continue
        number = str(capsule.bin.missed) if capsule.bin.missed > 1 else ""
        extra = sheet.font.width(number, bold=True) + 0.2 * sheet.em if number else 0.0
        left = max(capsule.middle - radius - extra / 2, free_from)
        if left + 2 * radius + extra > sheet.scale.right + sheet.em / 2:
            number, extra = "", 0.0
        free_from = left + 2 * radius + extra + 0.1 * sheet.em
        yield left, left + 2 * radius + extra, number
