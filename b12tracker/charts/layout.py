"""How a timeline divides its height among the bands, and its width between labels and plot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from b12tracker.domain.timeline import TimelineState

from .canvas import Box, Canvas
from .fonts import ChartFont
from .style import MOST_SYMPTOMS
from .time_scale import TimeScale
from .words import TimelineWords

MOST_PANELS = 6

TOP, AXIS, BOTTOM, GAP, LAB_GAP = 1.5, 1.7, 0.3, 1.05, 0.4
"""Heights in font sizes: today's label, the axis, beneath it, between two bands or lab panels."""

DOSES_LEAST, SYMPTOMS_LEAST, LAB_LEAST, ROW = 5.9, 3.2, 1.95, 1.27
LAB_ALONE = 3.1
"""Where one marker only has room, it is to be read at least."""

DOSES_SHARE, SYMPTOMS_SHARE, LAB_SHARE = 2.8, 2.5, 1.8
DOSES_MOST = 11.5

MARGIN = 0.7
"""Beside the labels and right of the plot, in font sizes."""

SWATCH = 1.9
"""The sample of a symptom's line before its name, with the space after it, in font sizes."""


@dataclass(frozen=True)
class Part:
    """A band: its least height, its share of the rest, and the gap above it, in font sizes."""

    least: float
    share: float
    gap: float = GAP


@dataclass(frozen=True)
class Content:
    """What a timeline shows: doses or not, so many symptoms, so many lab panels."""

    doses: bool
    symptoms: int
    labs: int

    def parts(self, followed: int) -> list[Part]:
        """Return the bands from the top."""
        parts = [Part(DOSES_LEAST, DOSES_SHARE)] if self.doses else []
        if self.symptoms:
            rows = self.symptoms + (self.symptoms < followed)
            parts.append(Part(max(SYMPTOMS_LEAST, rows * ROW), SYMPTOMS_SHARE))
        least = LAB_ALONE if self.labs == 1 else LAB_LEAST
        gaps = [GAP, *[LAB_GAP] * MOST_PANELS]
        return parts + [Part(least, LAB_SHARE, gap) for gap in gaps[: self.labs]]


@dataclass(frozen=True)
class Layout:
    """Where everything lies, in chart pixels."""

    scale: TimeScale
    label_left: float
    today_middle: float
    doses: Box | None
    symptoms: Box | None
    labs: tuple[Box, ...]
    symptoms_shown: int
    plot: Box


def lay_out(
    canvas: Canvas, state: TimelineState, words: TimelineWords, first: date, last: date
) -> Layout:
    """Divide the figure."""
    em = canvas.font.px
    top, bottom = TOP * em, canvas.height - (AXIS + BOTTOM) * em
    followed = len(state.symptoms)
    content = _content_that_fits(state, (bottom - top) / em)
    left = min(_gutter(state, content, canvas.font, words), 0.34 * canvas.width)
    right = canvas.width - MARGIN * em
    parts = content.parts(followed)
    heights = _heights(parts, (bottom - top) / em, content.doses)
    boxes = _stacked(parts, heights, em, left, right, top)
    return Layout(
        scale=TimeScale(first, last, left, right, 1.1 * em),
        label_left=MARGIN * em,
        today_middle=0.75 * em,
        doses=next(boxes) if content.doses else None,
        symptoms=next(boxes) if content.symptoms else None,
        labs=tuple(boxes),
        symptoms_shown=content.symptoms,
        plot=Box(left, top, right, bottom),
    )


def _content_that_fits(state: TimelineState, ems: float) -> Content:
    """Return as much as has room; lab panels give way first, then symptoms."""
    doses = bool(state.doses or state.extras or state.phases)
    followed = len(state.symptoms)
    for content in _poorer_and_poorer(doses, followed, min(MOST_PANELS, len(state.labs))):
        if _least(content.parts(followed)) <= ems:
            return content
    return Content(doses, 0, 0)


def _poorer_and_poorer(doses: bool, followed: int, labs: int) -> Iterator[Content]:
    symptoms = min(MOST_SYMPTOMS, followed)
    yield from (Content(doses, symptoms, panels) for panels in range(labs, min(labs, 1) - 1, -1))
    yield from (Content(doses, fewer, min(labs, 1)) for fewer in range(symptoms - 1, 1, -1))
    yield from (Content(doses, fewer, 0) for fewer in range(symptoms, 0, -1))
    yield Content(doses, 0, min(labs, 1))


def _least(parts: list[Part]) -> float:
    """Return the height without which the bands and the gaps between them do not fit."""
    return sum(part.least for part in parts) + sum(part.gap for part in parts[1:])


def _heights(parts: list[Part], ems: float, doses: bool) -> list[float]:
    """Share out what the least heights leave; doses stop growing while others can."""
    spare = ems - _least(parts)
    shares = sum(part.share for part in parts)
    heights = [part.least + max(spare, 0.0) * part.share / shares for part in parts]
    if doses and len(parts) > 1 and heights[0] > DOSES_MOST:
        others = _heights(parts[1:], ems - DOSES_MOST - GAP, doses=False)
        return [DOSES_MOST, *others]
    return heights


def _stacked(
    parts: list[Part], heights: list[float], em: float, left: float, right: float, top: float
) -> Iterator[Box]:
    for place, (part, height) in enumerate(zip(parts, heights, strict=True)):
        top += part.gap * em if place else 0.0
        yield Box(left, top, right, top + height * em)
        top += height * em


def _gutter(state: TimelineState, content: Content, font: ChartFont, words: TimelineWords) -> float:
    """Return where the plot begins: right of the widest label."""
    panels = state.labs[: content.labs]
    labels = [f"{panel.marker.short} {panel.unit.symbol}" for panel in panels]
    labels += [words.doses] if content.doses else []
    widths = [font.width(label) for label in [*labels, words.year(state.today)]]
    if content.symptoms:
        names = [line.name for line in state.symptoms[: content.symptoms]]
        names += [words.more(len(state.symptoms) - content.symptoms)]
        scale = font.width("10") + 0.4 * font.px
        widths += [SWATCH * font.px + font.width(name) + scale for name in names]
    return 2 * MARGIN * font.px + max(widths)
