"""What a drawn timeline answers: which mark lies here, which date, what can be seen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import hypot

from b12tracker.domain.symptoms import Recall
from b12tracker.domain.timeline import (
    DoseMark,
    ExtraMark,
    LabPanel,
    LabPoint,
    SymptomLine,
    SymptomPoint,
)

from .dose_bins import DoseBin
from .marks import LegendEntry
from .symptom_means import SymptomMean
from .time_scale import TimeScale

FINGER_PX = 12
"""How far beside a mark a click still means it, at least."""


class HitKind(StrEnum):
    """What kind of thing a mark stands for."""

    DOSE = "dose"
    EXTRA = "extra"
    SYMPTOM = "symptom"
    LAB = "lab"
    BIN = "bin"


@dataclass(frozen=True)
class Mark:
    """One thing on the timeline that can be pointed at.

    Attributes:
        what: what it stands for; ``of`` is the symptom's line or the marker's panel it is part of.
        x, y: its middle, in chart pixels from the figure's top left corner.
        half_width, half_height: how far it reaches from its middle.
    """

    kind: HitKind
    what: DoseMark | ExtraMark | DoseBin | SymptomPoint | SymptomMean | LabPoint
    x: float
    y: float
    half_width: float
    half_height: float
    of: SymptomLine | LabPanel | None = None

    @property
    def is_dose(self) -> bool:
        """Whether it stands in the dose band."""
        return self.of is None

    @property
    def _is_long(self) -> bool:
        """Whether it is a bin of doses, or a score over a week."""
        what = self.what
        weekly = isinstance(what, SymptomPoint | SymptomMean) and what.recall is Recall.WEEK
        return weekly or (self.kind is HitKind.BIN and self.is_dose)

    def distance(self, x: float, y: float) -> float:
        """Return how far a place lies from it: for a long one from its edge, else its middle."""
        aside, above = abs(x - self.x), abs(y - self.y)
        if self._is_long:
            aside, above = max(aside - self.half_width, 0), max(above - self.half_height, 0)
        return hypot(aside, above)


@dataclass(frozen=True)
class TimelinePicture:
    """A timeline as it was drawn. Places are chart pixels from the figure's top left corner.

    A chart pixel is 1/100 inch of the figure: a pixel of Qt's mouse events, whatever the screen's
    pixel ratio, on a canvas whose figure has 100 dpi times that ratio.

    Attributes:
        marks: everything that can be pointed at, from left to right.
        legend: the kinds of marks that can be seen, and no others.
        left_out: names of symptoms and markers for which there was no room.
    """

    scale: TimeScale
    marks: tuple[Mark, ...]
    legend: tuple[LegendEntry, ...]
    left_out: tuple[str, ...]
    finger_px: float = FINGER_PX

    @property
    def plot_left_px(self) -> float:
        """The left edge of the plot."""
        return self.scale.left

    @property
    def plot_right_px(self) -> float:
        """The right edge of the plot."""
        return self.scale.right

    @property
    def px_per_day(self) -> float:
        """The width of one day."""
        return self.scale.px_per_day

    def date_at(self, x_px: float) -> date:
        """Return the date at ``x_px``."""
        return self.scale.date_at(x_px)

    def hit(self, x_px: float, y_px: float) -> Mark | None:
        """Return the nearest mark within a finger's reach, doses before everything else."""
        near = [
            (not mark.is_dose, distance, place)
            for place, mark in enumerate(self.marks)
            if (distance := mark.distance(x_px, y_px)) <= self.finger_px
        ]
        return self.marks[min(near)[2]] if near else None
