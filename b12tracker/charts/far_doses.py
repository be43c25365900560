"""Doses counted in bins: a capsule on the plan's line, missed ones called out above it."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from .call_outs import call_out_missed
from .canvas import Spot, stamped
from .capsules import Capsule, capsules
from .dose_bins import DoseBin
from .dose_lanes import Lanes
from .marks import MARK_SHAPES, OPEN_KINDS, MarkKind, Points, colour_of
from .picture import HitKind, Mark
from .sheet import Sheet

HOLLOW = (MarkKind.MISSED, MarkKind.SKIPPED, *OPEN_KINDS)
"""Not given: these parts of a capsule stay empty."""

STAMPED = (MarkKind.EARLY, MarkKind.LATE, MarkKind.TOP_UP)
"""These parts carry their shape where there is room, so that they can be told without colour."""

OUTLINE = 0.13
"""Of a hollow part, in font sizes."""


def draw_bins(sheet: Sheet, lanes: Lanes, bins: Sequence[DoseBin]) -> list[tuple[float, float]]:
    """Draw the bins; return the stretches of the first lane above the line they use."""
    least = 1.6 * lanes.radius
    on_line = [one for one in bins if not _is_extra(one)]
    shown = list(capsules(on_line, sheet.scale, least))
    extra = list(capsules([one for one in bins if _is_extra(one)], sheet.scale, least))
    _draw(sheet, shown, lanes.line, 0.9 * lanes.radius)
    _draw(sheet, extra, lanes.y(1), 0.6 * lanes.radius)
    _write_counts(sheet, lanes, shown)
    used = call_out_missed(sheet, lanes, shown)
    return [*used, *(one.shown for one in extra)]


def _is_extra(one: DoseBin) -> bool:
    """Whether it counts top-ups alone, which stand above the plan's line."""
    return not one.doses and not one.extras[0].before_plan


def _draw(sheet: Sheet, shown: Sequence[Capsule], middle: float, half: float) -> None:
    outlines: dict[MarkKind, list[Points]] = defaultdict(list)
    stamps: dict[MarkKind, list[Spot]] = defaultdict(list)
    for capsule in shown:
        for part in capsule.parts():
            inset = OUTLINE * sheet.em / 2 if part.kind in HOLLOW else 0.0
            outlines[part.kind].append(part.outline(middle, half, inset))
            if part.kind in STAMPED and part.right - part.left > 1.3 * half:
                stamps[part.kind].append(((part.left + part.right) / 2, middle, 0.45 * half))
        mark = Mark(HitKind.BIN, capsule.bin, capsule.middle, middle, capsule.width / 2, half)
        sheet.marks.append(mark)
    for kind, polygons in outlines.items():
        _draw_parts(sheet, kind, polygons)
    for kind, spots in stamps.items():
        copies = stamped(MARK_SHAPES[kind].parts[0].points, spots)
        sheet.canvas.fill(copies, sheet.style.surface, f"stamp:{kind}", 5.5, crisp=False)
    sheet.kinds.update(outlines)


def _draw_parts(sheet: Sheet, kind: MarkKind, polygons: Sequence[Points]) -> None:
    colour = colour_of(kind, sheet.style)
    hollow = kind in HOLLOW
    sheet.canvas.shapes(
        polygons,
        inside=sheet.style.surface if hollow else colour,
        edge=colour,
        width=OUTLINE * sheet.em if hollow else 0.0,
        name=f"bin:{kind}",
        layer=5.3 if kind is MarkKind.MISSED else 5.0,
    )


def _write_counts(sheet: Sheet, lanes: Lanes, shown: Sequence[Capsule]) -> None:
    """Write how many were taken under each bin, all in the longest way that has room."""
    for write in (sheet.words.taken, sheet.words.taken_short):
        texts = [_count(one.bin, write) for one in shown]
        wide = [sheet.font.width(text) > one.width for text, one in zip(texts, shown, strict=True)]
        if sum(wide) <= len(wide) // 3:
            break
    for text, capsule, too_wide in zip(texts, shown, wide, strict=True):
        if text and not too_wide:
            at = (capsule.middle, lanes.counts)
            name = f"count:{capsule.bin.first}"
            sheet.canvas.text(*at, text, sheet.style.muted, name, "center")


def _count(one: DoseBin, write: Callable[[int, int], str]) -> str:
    if one.doses:
        return write(one.taken, one.closed) if one.closed else ""
    return str(len(one.extras))
