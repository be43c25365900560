"""What the timeline says: its labels, its legend, and what each mark is."""

from datetime import date
from functools import cache

from b12tracker.charts.dose_bins import DoseBin
from b12tracker.charts.marks import MarkKind
from b12tracker.charts.picture import Mark
from b12tracker.charts.symptom_means import SymptomMean
from b12tracker.charts.words import TimelineWords
from b12tracker.domain.injection import Injection
from b12tracker.domain.symptoms import Recall
from b12tracker.domain.timeline import (
    DoseMark,
    ExtraMark,
    LabPanel,
    LabPoint,
    PhaseBand,
    SymptomLine,
    SymptomPoint,
)

from . import lab_words, labels, symptom_words
from .reaction_words import reactions_text
from .site_words import site_short

LEGEND = {
    MarkKind.ON_TIME: "on time",
    MarkKind.EARLY: "early",
    MarkKind.LATE: "late",
    MarkKind.MISSED: "missed",
    MarkKind.SKIPPED: "skipped",
    MarkKind.TOP_UP: "top-up",
    MarkKind.BEFORE_PLAN: "before the plan",
    MarkKind.UPCOMING: "planned",
    MarkKind.DUE: "due now",
    MarkKind.OVERDUE: "overdue",
    MarkKind.PAUSED: "paused",
    MarkKind.NOT_RECORDED: "not recorded",
    MarkKind.OTHER_OBSERVER: "somebody close to me",
    MarkKind.WEEK: "worst of 7 days",
}


@cache
def words() -> TimelineWords:
    """Return the labels of the timeline in the user's locale."""
    return TimelineWords(
        phase=_phase,
        day=lambda day: labels.short_day(day).removesuffix(f" {day.year}").removesuffix(","),
        day_year=labels.short_day,
        month=labels.month_short,
        month_year=lambda day: f"{labels.month_short(day)} {day.year}",
        week_starts=labels.locale().firstDayOfWeek().value - 1,
    )


def _phase(band: PhaseBand) -> str:
    rhythm = labels.rhythm(band.every)
    return f"{band.name}: {rhythm}" if band.name else labels.sentence(rhythm)


def mark_text(mark: Mark, today: date) -> str:
    """Return what a mark is, for a tip or a screen reader."""
    what, of = mark.what, mark.of
    if isinstance(what, DoseMark):
        injection = what.dose.injection
        return "\n".join([labels.dose_outcome(what.dose, today), *_details(injection)])
    if isinstance(what, ExtraMark):
        kind = "Before the plan" if what.before_plan else "Top-up: it met no planned dose"
        given = f"Given {labels.long_day(what.on, today)}"
        return "\n".join([given, kind, *_details(what.injection)])
    if isinstance(what, SymptomPoint) and isinstance(of, SymptomLine):
        return _score(what, of, today)
    if isinstance(what, LabPoint) and isinstance(of, LabPanel):
        return _lab(what, of, today)
    if isinstance(what, SymptomMean) and isinstance(of, SymptomLine):
        return f"{of.name}: {_several(what)} together\nZoom in to see each"
    if isinstance(what, DoseBin):
        return "Several doses together\nClick to look closer"
    return ""


def _details(injection: Injection | None) -> list[str]:
    """Return where it was given, and what followed."""
    if injection is None:
        return []
    said = [site_short(injection.site), reactions_text(injection)]
    return [labels.sentence(words) for words in said if words]


def _score(point: SymptomPoint, line: SymptomLine, today: date) -> str:
    day = labels.long_day(point.on, today)
    weekly = point.recall is Recall.WEEK
    said = [
        f"{line.name}: {point.severity} of 10",
        f"the worst in the 7 days to {day}" if weekly else day,
        symptom_words.kind(point.observer, Recall.DAY),
    ]
    return "\n".join(labels.sentence(part) for part in said if part)


def _several(mean: SymptomMean) -> str:
    said = "several weekly scores" if mean.recall is Recall.WEEK else "several days"
    by = symptom_words.kind(mean.observer, Recall.DAY)
    return f"{said}, {by}," if by else said


def _lab(point: LabPoint, panel: LabPanel, today: date) -> str:
    told = point.told
    lines = [
        f"{panel.marker.name}: {lab_words.value_in(told, panel.unit)}",
        labels.long_day(point.on, today),
        labels.sentence(lab_words.where(told.place)),
        lab_words.reading(told),
        lab_words.printed(told),
        told.result.note,
    ]
    return "\n".join(line for line in lines if line)
