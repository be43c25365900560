"""Missed doses of a bin, called out above it so that no zoom hides them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    radius, y = _radius(sheet, lanes, shown), lanes.y(1)
    found = list(_call_outs(sheet, shown, radius))
    wanted = [_wanted(sheet, one, radius) for one in found]
    widths = [one.width for one in found]
    right = sheet.canvas.width - 0.2 * sheet.em
    lefts = spread(wanted, widths, GAP * sheet.em, right)
    for one, left in zip(found, lefts, strict=True):
        middle, half = left + one.width / 2, one.width / 2
        sheet.marks.append(Mark(HitKind.BIN, one.capsule.bin, middle, y, half, radius))
        if one.number:
            at = (left + one.width, y)
            name = f"missed:{left:.0f}"
            sheet.canvas.text(*at, one.number, sheet.style.missed, name, "right", bold=True)
    spots = [(left + radius, y, radius) for left in lefts]
    sheet.canvas.marks(MarkKind.MISSED, spots, layer=7, name="call-out")
    return [(left, left + one.width) for one, left in zip(found, lefts, strict=True)]


def spread(
    wanted: Sequence[float], widths: Sequence[float], gap: float, right: float
) -> list[float]:
    """Return left edges near those wanted, at least ``gap`` apart, no end past ``right``."""
    lefts: list[float] = []
    free_from = float("-inf")
    for left, width in zip(wanted, widths, strict=True):
        lefts.append(max(left, free_from))
        free_from = lefts[-1] + width + gap
    for place in reversed(range(len(lefts))):
        lefts[place] = min(lefts[place], right - widths[place])
        right = lefts[place] - gap
    return lefts


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


def _wanted(sheet: Sheet, one: _CallOut, radius: float) -> float:
    """Return where a call-out had best begin: over its bin, its number clear of today's line."""
    today, clear = sheet.today_x, 0.25 * sheet.em
    left = one.capsule.middle - one.width / 2
    if today is None or not one.number:
        return left
    if left + 2 * radius - clear < today < left + one.width + clear:
        before, after = today - clear - one.width, today + clear - 2 * radius
        return before if left - before <= after - left else after
    return left
