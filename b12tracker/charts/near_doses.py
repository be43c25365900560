"""Doses and injections that can be seen one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from b12tracker.domain.timeline import DoseMark, ExtraMark

from .canvas import Box, Spot
from .clipping import Line, clipped
from .dose_bins import days_apart, kind_of_extra
from .dose_lanes import Lanes, lanes_for, shrunk
from .marks import OPEN_KINDS, MarkKind, colour_of, kind_of
from .picture import HitKind, Mark
from .sheet import Sheet
from .ties import tie

OFF_PLAN = (MarkKind.LATE, MarkKind.EARLY)
"""Given outside the tolerance: they leave the plan's line, tied to their planned date."""

TOUCH = 0.5
"""So many pixels two marks may share before one is moved aside."""

BAR, STUB, TIE = 0.2, 0.6, 0.12
"""Thickness of a tolerance bar, the least of it that is shown, and a tie: in font sizes."""


@dataclass(frozen=True)
class Stand:
    """A mark before its neighbours are looked at.

    Attributes:
        spacing: between doses of its phase that are taken on time, in chart pixels.
        tied_to: where the ring of its planned date stands.
    """

    kind: MarkKind
    what: DoseMark | ExtraMark
    x: float
    radius: float
    spacing: float
    tied_to: float | None = None

    @property
    def reach(self) -> tuple[float, float]:
        """From its left to its right, the tie included."""
        ends = (self.x, self.x if self.tied_to is None else self.tied_to)
        return min(ends) - self.radius, max(ends) + self.radius


class Singles:
    """Sorts marks onto the plan's line and the lanes above it, then draws them by kind."""

    def __init__(
        self,
        sheet: Sheet,
        lanes: Lanes,
        doses: Sequence[DoseMark],
        extras: Sequence[ExtraMark],
    ) -> None:
        self._sheet = sheet
        self._lanes = lanes
        self._line: list[Stand] = []
        self._above: list[Stand] = []
        self._bars: list[tuple[float, float]] = []
        self._rings: dict[int, Spot] = {}
        self._spots: dict[MarkKind, list[Spot]] = defaultdict(list)
        self._ties: dict[MarkKind, list[Line]] = defaultdict(list)
        for mark in doses:
            self._add_dose(mark)
        for extra in extras:
            self._add_extra(extra)

    def _add_dose(self, mark: DoseMark) -> None:
        """Take in a planned dose and what met it."""
        scale, slot = self._sheet.scale, mark.dose.slot
        kind = kind_of(mark.dose.status)
        phase = slot.phase
        spacing = days_apart(phase) * scale.px_per_day
        radius = self._lanes.radius_of(kind, spacing)
        planned = scale.x(mark.planned)
        given = scale.x(mark.given) if mark.given else planned
        if phase.early_days or phase.late_days:
            first, last = slot.window
            self._bars.append((scale.x(first), scale.x(last)))
        if kind in OFF_PLAN:
            self._line.append(Stand(MarkKind.UPCOMING, mark, planned, radius, spacing))
            self._above.append(Stand(kind, mark, given, radius, spacing, tied_to=planned))
        else:
            self._line.append(Stand(kind, mark, given, radius, spacing))

    def _add_extra(self, mark: ExtraMark) -> None:
        """Take in an injection that met no planned dose; it is as large as its neighbours."""
        x = self._sheet.scale.x(mark.on)
        kind = kind_of_extra(mark)
        near = min(self._line, key=lambda stand: abs(stand.x - x), default=None)
        spacing = near.spacing if near else float("inf")
        stand = Stand(kind, mark, x, self._lanes.radius_of(kind, spacing), spacing)
        (self._line if mark.before_plan else self._above).append(stand)

    @property
    def on_line(self) -> list[tuple[float, float]]:
        """The stretches of the plan's line in use."""
        return [(stand.x - stand.radius, stand.x + stand.radius) for stand in self._line]

    def draw(self, taken_up: Sequence[tuple[float, float]]) -> None:
        """Draw everything; ``taken_up`` are stretches of the first lane above in use."""
        self._place_on_line()
        self._place_above(taken_up)
        self._draw_bars()
        self._draw_ties()
        for kind, spots in self._spots.items():
            self._sheet.canvas.marks(kind, spots, layer=_layer(kind))

    def _place_on_line(self) -> None:
        stands = sorted(self._line, key=lambda stand: stand.x)
        radii = shrunk(
            [stand.x for stand in stands],
            [stand.radius for stand in stands],
            [stand.kind is MarkKind.MISSED for stand in stands],
        )
        free_from = float("-inf")
        for stand, radius in zip(stands, radii, strict=True):
            x = max(stand.x, free_from + radius)
            free_from = x + radius - TOUCH
            self._rings[id(stand.what)] = (x, self._lanes.line, radius)
            self._place(stand, (x, self._lanes.line, radius))

    def _place_above(self, taken_up: Sequence[tuple[float, float]]) -> None:
        stands = sorted(self._above, key=lambda stand: stand.reach)
        gap = 0.15 * self._sheet.em
        places = lanes_for([stand.reach for stand in stands], self._lanes.lanes, gap, taken_up)
        for stand, (lane, aside) in zip(stands, places, strict=True):
            spot = (stand.x + aside, self._lanes.y(lane), stand.radius)
            self._place(stand, spot)
            if stand.tied_to is not None:
                self._tie(stand, spot)

    def _place(self, stand: Stand, spot: Spot) -> None:
        x, y, radius = spot
        if not self._sheet.scale.shows(x, radius):
            return
        self._spots[stand.kind].append(spot)
        self._sheet.kinds.add(stand.kind)
        hit = HitKind.DOSE if isinstance(stand.what, DoseMark) else HitKind.EXTRA
        self._sheet.marks.append(Mark(hit, stand.what, x, y, radius, radius))

    def _tie(self, stand: Stand, spot: Spot) -> None:
        """Draw a line from the ring of the planned date up to the mark."""
        scale = self._sheet.scale
        line = tie(self._rings[id(stand.what)], spot, forward=stand.kind is MarkKind.LATE)
        line = clipped(line, scale.left, scale.right)
        if len(line):
            self._ties[stand.kind].append(line)

    def _draw_ties(self) -> None:
        for kind, lines in self._ties.items():
            colour = colour_of(kind, self._sheet.style)
            width = TIE * self._sheet.em
            self._sheet.canvas.strokes(lines, colour, width, f"tie:{kind}", 4.5)

    def _draw_bars(self) -> None:
        line, half = self._lanes.bar, BAR * self._sheet.em / 2
        bars = [bar for bar in map(self._shown, self._bars) if bar]
        polygons = [Box(left, line - half, right, line + half).corners for left, right in bars]
        self._sheet.canvas.fill(polygons, self._sheet.style.tolerance, "tolerance", 3)

    def _shown(self, bar: tuple[float, float]) -> tuple[float, float] | None:
        """Return what can be seen of a bar, unless the plot's edge leaves but a stub."""
        shown = self._sheet.scale.clipped(*bar)
        least = min(STUB * self._sheet.em, bar[1] - bar[0])
        return shown if shown and shown[1] - shown[0] >= least else None


def _layer(kind: MarkKind) -> float:
    """Missed doses lie above all others, hollow rings beneath them."""
    if kind is MarkKind.MISSED:
        return 7.0
    return 5.0 if kind in OPEN_KINDS else 6.0
