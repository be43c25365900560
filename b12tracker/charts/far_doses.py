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


def draw_bins(
    sheet: Sheet, lanes: Lanes, bins: Sequence[DoseBin], on_line: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Draw the bins, clear of the stretches of the plan's line in use.

    Return the stretches of the first lane above the line that they use themselves.
    """
    least = 1.6 * lanes.radius
    counted = [one for one in bins if not _is_extra(one)]
    shown = list(capsules(counted, sheet.scale, least, on_line))
    extra = list(capsules([one for one in bins if _is_extra(one)], sheet.scale, least))
    _draw(sheet, shown, lanes.line, 0.9 * lanes.radius, "bin")
    _draw(sheet, extra, lanes.y(1), 0.9 * lanes.radius, "extra-bin")
    _write_extras(sheet, lanes, extra)
    if shown:
        _write_counts(sheet, lanes, shown)
        sheet.writing.append((lanes.counts - 0.65 * sheet.em, lanes.counts + 0.75 * sheet.em))
    used = call_out_missed(sheet, lanes, shown)
    return [*used, *(one.shown for one in extra)]


def _is_extra(one: DoseBin) -> bool:
    """Whether it counts top-ups alone, which stand above the plan's line."""
    return not one.doses and not one.extras[0].before_plan


def _draw(sheet: Sheet, shown: Sequence[Capsule], middle: float, half: float, name: str) -> None:
    outlines: dict[MarkKind, list[Points]] = defaultdict(list)
    stamps: dict[MarkKind, list[Spot]] = defaultdict(list)
    for capsule in shown:
        for part in capsule.parts():
            inset = OUTLINE * sheet.em / 2 if part.kind in HOLLOW else 0.0
            outlines[part.kind].append(part.outline(middle, half, inset))
            roomy = part.right - part.left > 1.3 * half
            if part.kind in STAMPED and roomy and capsule.bin.doses:
                stamps[part.kind].append(((part.left + part.right) / 2, middle, 0.45 * half))
        mark = Mark(HitKind.BIN, capsule.bin, capsule.middle, middle, capsule.width / 2, half)
        sheet.marks.append(mark)
    for kind, polygons in outlines.items():
        _draw_parts(sheet, kind, polygons, name)
    for kind, spots in stamps.items():
        copies = stamped(MARK_SHAPES[kind].parts[0].points, spots)
        sheet.canvas.fill(copies, sheet.style.surface, f"{name}:{kind}:stamp", 5.5, crisp=False)
    sheet.kinds.update(outlines)


def _draw_parts(sheet: Sheet, kind: MarkKind, polygons: Sequence[Points], name: str) -> None:
    colour = colour_of(kind, sheet.style)
    hollow = kind in HOLLOW
    sheet.canvas.shapes(
        polygons,
        inside=sheet.style.surface if hollow else colour,
        edge=colour,
        width=OUTLINE * sheet.em if hollow else 0.0,
        name=f"{name}:{kind}",
        layer=5.3 if kind is MarkKind.MISSED else 5.0,
    )


def _write_counts(sheet: Sheet, lanes: Lanes, shown: Sequence[Capsule]) -> None:
    """Write how many were taken under each bin: in words where most have room, else in figures."""
    rooms = [one.beside(sheet.today_x, 0.2 * sheet.em) for one in shown]
    wordy = [_count(one.bin, sheet.words.taken) for one in shown]
    brief = [_count(one.bin, sheet.words.taken_short) for one in shown]
    fits = [_fits(sheet, *one) for one in zip(wordy, rooms, strict=True)]
    ways = [wordy, brief] if fits.count(False) <= len(fits) // 3 else [brief]
    for (begin, end), *texts in zip(rooms, *ways, strict=True):
        text = next((text for text in texts if _fits(sheet, text, (begin, end))), "")
        if text:
            at, name = ((begin + end) / 2, lanes.counts), f"count:{begin:.0f}"
            sheet.canvas.text(*at, text, sheet.style.muted, name, "center")


def _fits(sheet: Sheet, text: str, room: tuple[float, float]) -> bool:
    return sheet.font.width(text) <= room[1] - room[0]


def _write_extras(sheet: Sheet, lanes: Lanes, shown: Sequence[Capsule]) -> None:
    """Write how many top-ups there are into their bins."""
    for capsule in shown:
        text = f"+{len(capsule.bin.extras)}"
        begin, end = capsule.beside(sheet.today_x, 0.2 * sheet.em)
        if sheet.font.width(text, bold=True) + 0.3 * sheet.em <= end - begin:
            at, name = ((begin + end) / 2, lanes.y(1)), f"extras:{begin:.0f}"
            sheet.canvas.text(*at, text, sheet.style.surface, name, "center", bold=True)


def _count(one: DoseBin, write: Callable[[int, int], str]) -> str:
    if one.doses:
        return write(one.taken, one.closed) if one.closed else ""
    return str(len(one.extras))
