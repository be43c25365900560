"""Phases of the plan as faint bands behind the doses, each with its name and rhythm once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from b12tracker.domain.timeline import PhaseBand

from .canvas import Box
from .sheet import Sheet

STRIP = 1.75
"""Height of the strip that names the phases, in font sizes."""

Stretch = tuple[int, PhaseBand, float, float]
"""A phase with its number and its edges in chart pixels."""


def draw_phases(sheet: Sheet, box: Box, phases: Sequence[PhaseBand]) -> None:
    """Tint the phases that can be seen and name them."""
    seen = [one for one in _stretches(sheet, phases) if one[3] - one[2] >= 1]
    for tint in (0, 1):
        parts = [(left, right) for number, _, left, right in seen if number % 2 == tint]
        polygons = [Box(left, box.top, right, box.bottom).corners for left, right in parts]
        sheet.canvas.fill(polygons, sheet.style.phase_bands[tint], f"phase:{tint}", 1)
    middle = box.top + STRIP / 2 * sheet.em + 0.1 * sheet.em
    for _, phase, left, right in seen:
        _name(sheet, phase, left, right, middle)


def _stretches(sheet: Sheet, phases: Sequence[PhaseBand]) -> Iterator[Stretch]:
    begins = [_begin(sheet, before, phase) for before, phase in pairwise((None, *phases))]
    for number, phase in enumerate(phases):
        shown = sheet.scale.clipped(begins[number], _end(sheet, number, phases, begins))
        if shown:
            yield number, phase, *shown


def _begin(sheet: Sheet, before: PhaseBand | None, phase: PhaseBand | None) -> float:
    """Return the left edge of a phase: a little before its first dose, or where one ended."""
    assert phase is not None
    first = sheet.scale.x(phase.first)
    if before is None or before.last is None or not _follows(before, phase):
        return first - sheet.em
    half = before.every.days * sheet.scale.px_per_day / 2
    return min(first - min(sheet.em, half), sheet.scale.x(before.last))


def _end(sheet: Sheet, number: int, phases: Sequence[PhaseBand], begins: Sequence[float]) -> float:
    phase = phases[number]
    if number + 1 < len(phases) and _follows(phase, phases[number + 1]):
        return begins[number + 1]
    return sheet.scale.right if phase.last is None else sheet.scale.x(phase.last)


def _follows(before: PhaseBand, phase: PhaseBand) -> bool:
    """Whether a phase begins within one of its intervals after the one before it."""
    return before.last is not None and (phase.first - before.last).days <= phase.every.days


def _name(sheet: Sheet, phase: PhaseBand, left: float, right: float, middle: float) -> None:
    """Write a phase's name at its start, beside today's line, as far as there is room."""
    pad = 0.6 * sheet.em
    begin, room = left + pad, right - left - 1.5 * pad
    full = sheet.words.phase(phase)
    width = sheet.font.width(full)
    today = sheet.today_x
    if today is not None and begin - pad < today < begin + min(width, room) + pad:
        before, after = today - pad - begin, right - pad - (today + pad)
        if before < width and after > before:
            begin, room = today + pad, after
        else:
            room = before
    for text in (full, phase.name):
        if text and sheet.font.width(text) <= room:
            break
    else:
        text = sheet.font.elided(phase.name or full, room)
    if text:
        sheet.canvas.text(begin, middle, text, sheet.style.muted, f"phase-name:{phase.first}")
