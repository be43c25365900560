"""How a timeline divides its height among the bands, and its width between labels and plot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from b12tracker.domain.timeline import TimelineState

from .canvas import Box, Canvas
from .fonts import ChartFont
from .time_scale import TimeScale
from .words import TimelineWords

MOST_SYMPTOMS = 4
MOST_PANELS = 2

TOP, AXIS, BOTTOM, GAP = 1.5, 1.7, 0.3, 1.05
"""Heights in font sizes: today's label, the axis, beneath it, and between two bands."""

DOSES_LEAST, SYMPTOMS_LEAST, LAB_LEAST, ROW = 5.9, 3.2, 3.1, 1.27
DOSES_SHARE, SYMPTOMS_SHARE, LAB_SHARE = 2.8, 2.5, 1.8
DOSES_MOST = 11.5

MARGIN = 0.7
"""Beside the labels and right of the plot, in font sizes."""

SWATCH = 1.9
"""The sample of a symptom's line before its name, with the space after it, in font sizes."""


@dataclass(frozen=True)
class Content:
    """What a timeline shows: doses or not, so many symptoms, so many lab panels."""

    doses: bool
    symptoms: int
    labs: int

    def parts(self, followed: int) -> list[tuple[float, float]]:
        """Return the least height and the share of the rest for each band, from the top."""
        parts = [(DOSES_LEAST, DOSES_SHARE)] if self.doses else []
        if self.symptoms:
            rows = self.symptoms + (self.symptoms < followed)
            parts.append((max(SYMPTOMS_LEAST, rows * ROW), SYMPTOMS_SHARE))
        return parts + [(LAB_LEAST, LAB_SHARE)] * self.labs


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
    heights = _heights(content.parts(followed), (bottom - top) / em, content.doses)
    boxes = _stacked(heights, em, left, right, top)
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
        parts = content.parts(followed)
        if sum(least for least, _ in parts) + GAP * (len(parts) - 1) <= ems:
            return content
    return Content(doses, 0, 0)


def _poorer_and_poorer(doses: bool, followed: int, labs: int) -> Iterator[Content]:
    symptoms = min(MOST_SYMPTOMS, followed)
    yield from (Content(doses, symptoms, panels) for panels in range(labs, min(labs, 1) - 1, -1))
    yield from (Content(doses, fewer, min(labs, 1)) for fewer in range(symptoms - 1, 1, -1))
    yield from (Content(doses, fewer, 0) for fewer in range(symptoms, 0, -1))
    yield Content(doses, 0, min(labs, 1))


def _heights(parts: list[tuple[float, float]], ems: float, doses: bool) -> list[float]:
    """Share out what the least heights leave; doses stop growing while others can."""
    spare = ems - sum(least for least, _ in parts) - GAP * (len(parts) - 1)
    shares = sum(share for _, share in parts)
    heights = [least + max(spare, 0.0) * share / shares for least, share in parts]
    if doses and len(parts) > 1 and heights[0] > DOSES_MOST:
        others = _heights(parts[1:], ems - DOSES_MOST - GAP, doses=False)
        return [DOSES_MOST, *others]
    return heights


def _stacked(
    heights: list[float], em: float, left: float, right: float, top: float
) -> Iterator[Box]:
    for height in heights:
        yield Box(left, top, right, top + height * em)
        top += (height + GAP) * em


def _gutter(state: TimelineState, content: Content, font: ChartFont, words: TimelineWords) -> float:
    """Return where the plot begins: right of the widest label."""
    panels = state.labs[: content.labs]
    labels = [panel.marker.short for panel in panels] + [panel.unit.symbol for panel in panels]
    labels += [words.doses] if content.doses else []
    widths = [font.width(label) for label in [*labels, words.year(state.today)]]
    if content.symptoms:
        names = [line.name for line in state.symptoms[: content.symptoms]]
        names += [words.more(len(state.symptoms) - content.symptoms)]
        scale = font.width("10") + 0.4 * font.px
        widths += [SWATCH * font.px + font.width(name) + scale for name in names]
    return 2 * MARGIN * font.px + max(widths)
