"""What a report is made of: words that somebody else found, and the states of its charts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from b12tracker.charts.marks import MarkKind
from b12tracker.charts.words import ENGLISH, TimelineWords
from b12tracker.domain.timeline import TimelineState
from b12tracker.domain.wear_off import WearOffState


@dataclass(frozen=True)
class FigureLine:
    """A figure: its name, its value, and what it means."""

    name: str
    value: str
    means: str


@dataclass(frozen=True)
class Table:
    """Rows under their headings; ``means`` says what they tell."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    means: str = ""


@dataclass(frozen=True)
class Lines:
    """Sentences under a title."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Charts:
    """What is drawn, and the words it is drawn with.

    Attributes:
        view: the first and last day of the timeline; None where there is nothing to draw.
        wear_off: None where there is not enough to draw.
        timeline_said, wear_off_said: each chart in words, for who cannot see it.
    """

    timeline: TimelineState | None = None
    view: tuple[date, date] | None = None
    wear_off: WearOffState | None = None
    words: TimelineWords = ENGLISH
    kind_name: Callable[[MarkKind], str] = str
    timeline_said: str = ""
    wear_off_said: str = ""


@dataclass(frozen=True)
class ReportText:
    """A whole report in words. What holds nothing is left out of the page.

    Attributes:
        title: of the page and of the file.
        who: name and date of birth, as far as they are to be shown.
        about: the period, and the day it was made.
        plan: the plan in sentences, the phase in force first.
        doses: figures, each with its definition.
        injections: what is said in their place where there is no plan.
        labs_mean: why some results are shown neutrally.
        foot: stands at the foot of every page.
        appendix: every row.
    """

    title: str
    who: str
    about: str
    foot: str
    plan: Lines
    doses: tuple[FigureLine, ...]
    injections: Lines
    gaps: Table
    reactions: Lines
    wear_off: Lines
    questions: Lines
    changes: Lines
    labs: Table
    charts: Charts = field(default_factory=Charts)
    appendix: tuple[Table, ...] = ()
