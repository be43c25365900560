"""Doses and injections that can be seen one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from b12tracker.domain.timeline import DoseMark, ExtraMark

from .canvas import Box, Spot
from .clipping import Line, clipped
from .dose_bins import kind_of_extra
from .dose_lanes import Lanes, lanes_for, shrunk
from .marks import MARK_SHAPES, OPEN_KINDS, MarkKind, colour_of, kind_of
from .picture import HitKind, Mark
from .sheet import Sheet

OFF_PLAN = (MarkKind.LATE, MarkKind.EARLY)
"""Given outside the tolerance: they leave the plan's line, tied to their planned date."""

BAR, TIE = 0.2, 0.12
"""Thickness of a tolerance bar and of a tie, in font sizes."""


@dataclass(frozen=True)
class Stand:
    """A mark before its neighbours are looked at; ``tied_to`` is where its ring stands."""

    kind: MarkKind
    what: DoseMark | ExtraMark
    x: float
    radius: float
    tied_to: float | None = None

    @property
    def reach(self) -> tuple[float, float]:
        """From its left to its right, the tie included."""
        ends = (self.x, self.x if self.tied_to is None else self.tied_to)
        return min(ends) - self.radius, max(ends) + self.radius


def draw_singles(
    sheet: Sheet,
    lanes: Lanes,
    doses: Sequence[DoseMark],
    extras: Sequence[ExtraMark],
    taken_up: Sequence[tuple[float, float]],
) -> None:
    """Draw doses and extra injections; ``taken_up`` are stretches of the first lane in use."""
    singles = _Singles(sheet, lanes)
    for mark in doses:
        singles.add_dose(mark)
    for extra in extras:
        singles.add_extra(extra)
    singles.draw(taken_up)


class _Singles:
    """Sorts marks onto the plan's line and the lanes above it, then draws them by kind."""

    def __init__(self, sheet: Sheet, lanes: Lanes) -> None:
        self._sheet = sheet
        self._lanes = lanes
        self._line: list[Stand] = []
        self._above: list[Stand] = []
        self._bars: list[tuple[float, float]] = []
        self._spots: dict[MarkKind, list[Spot]] = defaultdict(list)
        self._ties: dict[MarkKind, list[Line]] = defaultdict(list)

    def add_dose(self, mark: DoseMark) -> None:
        """Take in a planned dose and what met it."""
        scale, slot = self._sheet.scale, mark.dose.slot
        kind = kind_of(mark.dose.status)
        radius = self._lanes.radius_at(slot.phase.every.days * scale.px_per_day)
        planned = scale.x(mark.planned)
        given = scale.x(mark.given) if mark.given else planned
        if slot.phase.early_days or slot.phase.late_days:
            first, last = slot.window
            self._bars.append((scale.x(first), scale.x(last)))
        if kind in OFF_PLAN:
            self._line.append(Stand(MarkKind.UPCOMING, mark, planned, radius))
            self._above.append(Stand(kind, mark, given, radius, tied_to=planned))
        else:
            self._line.append(Stand(kind, mark, given, radius))

    def add_extra(self, mark: ExtraMark) -> None:
        """Take in an injection that met no planned dose; it is as large as its neighbours."""
        x = self._sheet.scale.x(mark.on)
        near = min(self._line, key=lambda stand: abs(stand.x - x), default=None)
        radius = near.radius if near else self._lanes.radius
        stands = self._line if mark.before_plan else self._above
        stands.append(Stand(kind_of_extra(mark), mark, x, radius))

    def draw(self, taken_up: Sequence[tuple[float, float]]) -> None:
        """Draw everything taken in."""
        self._place_on_line()
        self._place_above(taken_up)
        self._draw_bars()
        self._draw_ties()
        for kind, spots in self._spots.items():
            self._sheet.canvas.marks(kind, spots, layer=_layer(kind))

    def _place_on_line(self) -> None:
        stands = sorted(self._line, key=lambda stand: stand.x)
        radii = shrunk([stand.x for stand in stands], [stand.radius for stand in stands])
        for stand, radius in zip(stands, radii, strict=True):
            self._place(stand, stand.x, self._lanes.line, radius)

    def _place_above(self, taken_up: Sequence[tuple[float, float]]) -> None:
        stands = sorted(self._above, key=lambda stand: stand.reach)
        gap = 0.15 * self._sheet.em
        places = lanes_for([stand.reach for stand in stands], self._lanes.lanes, gap, taken_up)
        for stand, (lane, aside) in zip(stands, places, strict=True):
            y = self._lanes.y(lane)
            self._place(stand, stand.x + aside, y, stand.radius)
            if stand.tied_to is not None:
                self._tie(stand, stand.x + aside, y)

    def _place(self, stand: Stand, x: float, y: float, radius: float) -> None:
        if not self._sheet.scale.shows(x):
            return
        radius *= MARK_SHAPES[stand.kind].scale
        self._spots[stand.kind].append((x, y, radius))
        self._sheet.kinds.add(stand.kind)
        hit = HitKind.DOSE if isinstance(stand.what, DoseMark) else HitKind.EXTRA
        self._sheet.marks.append(Mark(hit, stand.what, x, y, radius, radius))

    def _tie(self, stand: Stand, x: float, y: float) -> None:
        """Draw a branch from the ring up to the mark, ending at its flat side."""
        assert stand.tied_to is not None
        side = 1 if stand.kind is MarkKind.LATE else -1
        ring, radius = stand.tied_to, stand.radius
        start, end = (ring, self._lanes.line - radius), (x - side * 0.7 * radius, y)
        if (end[0] - ring) * side < 0.5 * radius:
            line = np.array([start, (x, y + 0.4 * radius)])
        else:
            line = _branch(start, end)
        scale = self._sheet.scale
        line = clipped(line if line[0, 0] <= line[-1, 0] else line[::-1], scale.left, scale.right)
        if len(line):
            self._ties[stand.kind].append(line)

    def _draw_ties(self) -> None:
        for kind, lines in self._ties.items():
            colour = colour_of(kind, self._sheet.style)
            width = TIE * self._sheet.em
            self._sheet.canvas.strokes(lines, colour, width, f"tie:{kind}", 4.5)

    def _draw_bars(self) -> None:
        half = BAR * self._sheet.em / 2
        shown = [self._sheet.scale.clipped(*bar) for bar in self._bars]
        polygons = [
            Box(bar[0], self._lanes.bar - half, bar[1], self._lanes.bar + half).corners
            for bar in shown
            if bar
        ]
        self._sheet.canvas.fill(polygons, self._sheet.style.upcoming, "tolerance", 3)


def _layer(kind: MarkKind) -> float:
    """Missed doses lie above all others, hollow rings beneath them."""
    if kind is MarkKind.MISSED:
        return 7.0
    return 5.0 if kind in OPEN_KINDS else 6.0


def _branch(start: tuple[float, float], end: tuple[float, float]) -> Line:
    """Return a line that leaves upwards and arrives level, its corner rounded."""
    bend = min(abs(end[0] - start[0]), abs(end[1] - start[1]))
    side = 1 if end[0] > start[0] else -1
    corner = np.array((start[0], end[1]))
    begin, finish = corner + np.array((0.0, bend)), corner + np.array((side * bend, 0.0))
    steps = np.linspace(0, 1, 7)[:, None]
    curve = (1 - steps) ** 2 * begin + 2 * steps * (1 - steps) * corner + steps**2 * finish
    return np.vstack((start, curve, end))
