"""The shapes of all marks, as polygons that matplotlib and Qt can both paint."""

from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin

from b12tracker.domain.judgement import Status

from .style import Style

Points = tuple[tuple[float, float], ...]


class MarkKind(StrEnum):
    """What a mark says; a dose's status has the mark of the same name."""

    ON_TIME = "on_time"
    EARLY = "early"
    LATE = "late"
    MISSED = "missed"
    SKIPPED = "skipped"
    TOP_UP = "top_up"
    BEFORE_PLAN = "before_plan"
    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    PAUSED = "paused"
    NOT_RECORDED = "not_recorded"
    OTHER_OBSERVER = "other_observer"
    WEEK = "week"


@dataclass(frozen=True)
class Part:
    """One polygon of a mark, around (0, 0), in radii of the mark, y pointing down.

    Attributes:
        filled: with the mark's colour; otherwise with the surface it lies on.
        stroke: width of its outline in the mark's colour, in radii; 0 for none.
    """

    points: Points
    filled: bool
    stroke: float = 0.0


@dataclass(frozen=True)
class MarkShape:
    """How a kind of mark looks.

    Attributes:
        colour: the name of its colour in ``Style``.
        scale: its radius, where an ordinary mark's is 1.
    """

    parts: tuple[Part, ...]
    colour: str
    scale: float = 1.0


@dataclass(frozen=True)
class LegendEntry:
    """One kind of mark that can be seen in a view; the window names it and paints its shape."""

    kind: MarkKind

    @property
    def shape(self) -> MarkShape:
        """How it looks."""
        return MARK_SHAPES[self.kind]


def circle(radius: float = 1.0, corners: int = 40) -> Points:
    """Return a circle as a polygon of so many corners."""
    turn = 2 * pi / corners
    return tuple((radius * cos(turn * step), radius * sin(turn * step)) for step in range(corners))


def _cross(arm: float, half: float, turned: float = 0.0) -> Points:
    """Return a plus of the given arm and half thickness, turned by an angle."""
    quarter = ((half, half), (half, arm), (-half, arm), (-half, half))
    points = []
    for step in range(4):
        angle = step * pi / 2 + turned
        for x, y in quarter[:3]:
            points.append((x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)))
    return tuple(points)


def _box(half_width: float, half_height: float) -> Points:
    return (
        (-half_width, -half_height),
        (half_width, -half_height),
        (half_width, half_height),
        (-half_width, half_height),
    )


def _shifted(points: Points, aside: float) -> Points:
    return tuple((x + aside, y) for x, y in points)


POINTS_ON: Points = ((-0.78, -0.98), (1.02, 0.0), (-0.78, 0.98))
POINTS_BACK: Points = tuple((-x, y) for x, y in POINTS_ON)

MARK_SHAPES: dict[MarkKind, MarkShape] = {
    MarkKind.ON_TIME: MarkShape((Part(circle(), True),), "on_time"),
    MarkKind.EARLY: MarkShape((Part(POINTS_BACK, True),), "early"),
    MarkKind.LATE: MarkShape((Part(POINTS_ON, True),), "late"),
    MarkKind.MISSED: MarkShape(
        (Part(circle(0.92), False, 0.16), Part(_cross(0.68, 0.19, pi / 4), True)), "missed", 1.38
    ),
    MarkKind.SKIPPED: MarkShape(
        (Part(_box(0.8, 0.8), False, 0.2), Part(_box(0.45, 0.14), True)), "skipped"
    ),
    MarkKind.TOP_UP: MarkShape((Part(_cross(1.0, 0.3), True),), "top_up"),
    MarkKind.BEFORE_PLAN: MarkShape((Part(circle(), True),), "muted", 0.62),
    MarkKind.UPCOMING: MarkShape((Part(circle(0.9), False, 0.2),), "upcoming"),
    MarkKind.DUE: MarkShape((Part(circle(0.85), False, 0.38),), "text", 1.05),
    MarkKind.OVERDUE: MarkShape((Part(circle(0.85), False, 0.38),), "late", 1.05),
    MarkKind.PAUSED: MarkShape(
        (
            Part(_shifted(_box(0.22, 0.62), -0.42), True),
            Part(_shifted(_box(0.22, 0.62), 0.42), True),
        ),
        "muted",
        0.8,
    ),
    MarkKind.NOT_RECORDED: MarkShape((Part(_box(0.75, 0.16), True),), "muted", 0.8),
    MarkKind.OTHER_OBSERVER: MarkShape(
        (
            *(Part(_shifted(_box(0.13, 0.1), aside), True) for aside in (-0.87, 0.87)),
            Part(circle(0.42), False, 0.2),
        ),
        "muted",
    ),
    MarkKind.WEEK: MarkShape((Part(_box(1.0, 0.22), True),), "muted"),
}
"""One look for one thing: these shapes stand on the timeline, in its legend and in lists."""

POINT_SHAPES: dict[str, Points] = {
    "circle": circle(1.0, 20),
    "square": _box(0.9, 0.9),
    "triangle": ((-1.1, 0.95), (1.1, 0.95), (0.0, -1.1)),
    "diamond": ((-1.2, 0.0), (0.0, -1.2), (1.2, 0.0), (0.0, 1.2)),
    "below": ((-1.0, -0.8), (1.0, -0.8), (0.0, 1.0)),
    "above": ((-1.0, 0.8), (1.0, 0.8), (0.0, -1.0)),
}
"""Points of symptom lines, and lab values known only to lie below or above a limit."""


UNASKED_KINDS = (MarkKind.PAUSED, MarkKind.NOT_RECORDED)
"""Marks of planned dates that count nowhere."""

OPEN_KINDS = (MarkKind.OVERDUE, MarkKind.DUE, MarkKind.UPCOMING)
"""Marks of planned doses that can still be met."""


def kind_of(status: Status) -> MarkKind:
    """Return the mark of a planned dose."""
    return MarkKind(status.value)


def colour_of(kind: MarkKind, style: Style) -> str:
    """Return the colour of a kind of mark in a theme."""
    return str(getattr(style, MARK_SHAPES[kind].colour))
