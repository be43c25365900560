"""Missed doses of a bin, called out above it so that no zoom hides them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .canvas import Spot
from .capsules import Capsule
from .dose_bins import LEAST_BIN
from .dose_lanes import Lanes
from .marks import MARK_SHAPES, MarkKind
from .picture import HitKind, Mark
from .sheet import Sheet

GAP, BEFORE_NUMBER = 0.35, 0.2
"""Between two call-outs, and between a mark and its number, in font sizes."""


@dataclass(frozen=True)
class _CallOut:
    """The mark of a missed dose with its number, if there are several."""

    capsule: Capsule
    number: str
    width: float


def call_out_missed(
    sheet: Sheet, lanes: Lanes, shown: Sequence[Capsule]
) -> list[tuple[float, float]]:
    """Draw the mark of a missed dose above each bin with any, and how many if several.

    Return the stretches of the lane that are used.
    """
    radius = _radius(sheet, lanes, shown)
    y = lanes.y(1)
    spots: list[Spot] = []
    used: list[tuple[float, float]] = []
    for one in _call_outs(sheet, shown, radius):
        left = _left(sheet, one, radius, used[-1][1] if used else float("-inf"))
        spots.append((left + radius, y, radius))
        used.append((left, left + one.width + GAP * sheet.em))
        middle, half = left + one.width / 2, one.width / 2
        sheet.marks.append(Mark(HitKind.BIN, one.capsule.bin, middle, y, half, radius))
        if one.number:
            at = (left + one.width, y)
            name = f"missed:{left:.0f}"
            sheet.canvas.text(*at, one.number, sheet.style.missed, name, "right", bold=True)
    sheet.canvas.marks(MarkKind.MISSED, spots, layer=7, name="call-out")
    return used


def _radius(sheet: Sheet, lanes: Lanes, shown: Sequence[Capsule]) -> float:
    """Return the size of the marks: smaller where long numbers leave less room."""
    most = max((one.bin.missed for one in shown), default=0)
    number = sheet.font.width(str(most), bold=True) if most > 1 else 0.0
    room = (LEAST_BIN - GAP - BEFORE_NUMBER) * sheet.em - number
    full = min(lanes.radius * MARK_SHAPES[MarkKind.MISSED].scale, 0.68 * sheet.em)
    return min(full, max(room / 2, 0.45 * sheet.em))


def _call_outs(sheet: Sheet, shown: Sequence[Capsule], radius: float) -> Iterator[_CallOut]:
    """Yield a call-out for each bin with missed doses, unless it has almost left the view."""
    for capsule in shown:
        missed = capsule.bin.missed
        number = str(missed) if missed > 1 else ""
        wide = sheet.font.width(number, bold=True) + BEFORE_NUMBER * sheet.em
        width = 2 * radius + (wide if number else 0.0)
        if missed and capsule.width >= min(width, capsule.full_width):
            yield _CallOut(capsule, number, width)


def _left(sheet: Sheet, one: _CallOut, radius: float, free_from: float) -> float:
    """Return where a call-out begins: over its bin, its number clear of today's line."""
    today, clear = sheet.today_x, 0.25 * sheet.em
    rightmost = sheet.canvas.width - 0.2 * sheet.em - one.width
    left = min(max(one.capsule.middle - one.width / 2, free_from), rightmost)
    if today is None or not one.number:
        return left
    number_from = left + 2 * radius
    if number_from - clear < today < left + one.width + clear:
        before, after = today - clear - one.width, today + clear - 2 * radius
        left = before if before >= free_from or after > rightmost else after
    return left
