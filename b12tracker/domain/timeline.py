"""What the timeline draws: doses, symptoms and labs on one time axis."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from .catalogue import Catalogue
from .facts import Facts
from .injection import Injection
from .interruptions import Pause
from .judgement import Judgement, PlannedDose
from .lab_story import (
    USUAL_TASTE,
    LabTaste,
    ToldResult,
    by_marker,
    range_of,
    tell_labs,
    unit_drawn,
)
from .labs import Comparator, LabResult
from .markers import LabUnit, Marker
from .plan import Every
from .reading import Basis
from .symptoms import Observer, Recall, SymptomEntry


@dataclass(frozen=True)
class PhaseBand:
    """The days on which a phase was in force; ``last`` is None while it is open."""

    name: str
    every: Every
    first: date
    last: date | None


@dataclass(frozen=True)
class DoseMark:
    """A planned dose, and the injection that met it."""

    dose: PlannedDose

    @property
    def planned(self) -> date:
        """The planned date."""
        return self.dose.planned

    @property
    def given(self) -> date | None:
        """The date of the injection that met it."""
        return self.dose.injection.given_on if self.dose.injection else None


@dataclass(frozen=True)
class ExtraMark:
    """An injection that met no planned dose: a top-up, or one given before the plan."""

    injection: Injection
    before_plan: bool

    @property
    def on(self) -> date:
        """The date it was given."""
        return self.injection.given_on


@dataclass(frozen=True)
class SymptomPoint:
    """One score, 0 to 10, of one date, or the worst of the seven days that end on it."""

    on: date
    severity: int
    entry_id: str
    observer: Observer = Observer.SELF
    recall: Recall = Recall.DAY

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day that it speaks of."""
        return self.on - timedelta(days=self.recall.days - 1), self.on


@dataclass(frozen=True)
class SymptomSeries:
    """The scores of one symptom by one observer and of one recall, oldest first; never empty."""

    observer: Observer
    recall: Recall
    points: tuple[SymptomPoint, ...]


@dataclass(frozen=True)
class SymptomLine:
    """The scores of one symptom; what two observers say, of a day or a week, stays apart.

    Attributes:
        series: the patient's daily scores first.
    """

    key: str
    name: str
    series: tuple[SymptomSeries, ...]

    @property
    def first(self) -> date:
        """The first day with anything to show."""
        return min(one.points[0].span[0] for one in self.series)


@dataclass(frozen=True)
class LabPoint:
    """One result, converted to the panel's unit.

    Attributes:
        low, high: the range it is read against, in the panel's unit; None without one, and for
            what is read neutrally because it rises after every injection.
        told: what was reported, where in the cycle, and how it reads.
    """

    value: float
    low: float | None
    high: float | None
    told: ToldResult

    @property
    def result(self) -> LabResult:
        """What was reported."""
        return self.told.result

    @property
    def on(self) -> date:
        """The collection date."""
        return self.told.on

    @property
    def comparator(self) -> Comparator | None:
        """Whether the value is only known to lie below or above."""
        return self.told.result.comparator

    @property
    def has_range(self) -> bool:
        """Whether there is a range to draw."""
        return self.low is not None or self.high is not None

    @property
    def published(self) -> bool:
        """Whether its range is a published one, and not the laboratory's."""
        return self.told.reading.basis is Basis.PUBLISHED


@dataclass(frozen=True)
class LabPanel:
    """The results of one marker in one unit, oldest first."""

    marker: Marker
    unit: LabUnit
    points: tuple[LabPoint, ...]

    def can_be_seen(self, first: date, last: date) -> bool:
        """Whether a value, or the line from one to another, lies within these days."""
        return self.points[0].on <= last and self.points[-1].on >= first


@dataclass(frozen=True)
class TimelineState:
    """Everything the timeline draws.

    Attributes:
        first, last: the first and last day with anything to show.
    """

    today: date
    first: date
    last: date
    phases: tuple[PhaseBand, ...] = ()
    doses: tuple[DoseMark, ...] = ()
    extras: tuple[ExtraMark, ...] = ()
    symptoms: tuple[SymptomLine, ...] = ()
    labs: tuple[LabPanel, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.doses or self.extras or self.symptoms or self.labs)


def build_timeline(
    facts: Facts, judgement: Judgement, catalogue: Catalogue, taste: LabTaste = USUAL_TASTE
) -> TimelineState:
    """Return what the timeline draws on the day of the judgement."""
    today = judgement.today
    marks = tuple(DoseMark(dose) for dose in judgement.doses)
    extras = tuple(_extras(judgement))
    lines = tuple(_lines(facts, today, catalogue))
    panels = tuple(_panels(facts, judgement, catalogue, taste))
    days = [today, *_days_shown(marks, extras, lines, panels)]
    following = judgement.next.planned if judgement.next else today
    return TimelineState(
        today=today,
        first=min(days),
        last=max(today, following) + timedelta(days=14),
        phases=tuple(_bands(judgement)),
        doses=marks,
        extras=extras,
        symptoms=lines,
        labs=panels,
        pauses=judgement.pauses,
    )


def _bands(judgement: Judgement) -> Iterable[PhaseBand]:
    for stretch in judgement.stretches:
        over = stretch.asks_until
        last = over - timedelta(days=1) if over else None
        yield PhaseBand(stretch.phase.name, stretch.phase.every, stretch.start, last)


def _extras(judgement: Judgement) -> Iterable[ExtraMark]:
    for injection in judgement.before_plan:
        yield ExtraMark(injection, before_plan=True)
    for injection in judgement.top_ups:
        yield ExtraMark(injection, before_plan=False)


def _lines(facts: Facts, today: date, catalogue: Catalogue) -> Iterable[SymptomLine]:
    points: dict[str, list[SymptomPoint]] = defaultdict(list)
    entries = [entry for entry in facts.symptoms if entry.on <= today]
    for entry in sorted(entries, key=lambda entry: (entry.on, entry.id)):
        for key, point in _points(entry):
            points[key].append(point)
    followed = [key for key in facts.patient.follows if key in points]
    others = [key for key in sorted(points) if key not in followed]
    for key in [*followed, *others]:
        symptom = catalogue.symptom.get(key)
        yield _line(key, symptom.name if symptom else key, points[key])


def _points(entry: SymptomEntry) -> Iterable[tuple[str, SymptomPoint]]:
    for key, severity in entry.scores.items():
        yield key, SymptomPoint(entry.on, severity, entry.id, entry.observer, entry.recall)


def _line(key: str, name: str, points: Iterable[SymptomPoint]) -> SymptomLine:
    found: dict[tuple[Observer, Recall], list[SymptomPoint]] = defaultdict(list)
    for point in points:
        found[point.observer, point.recall].append(point)
    kinds = [kind for kind in product(Observer, Recall) if kind in found]
    return SymptomLine(key, name, tuple(SymptomSeries(*kind, tuple(found[kind])) for kind in kinds))


def _panels(
    facts: Facts, judgement: Judgement, catalogue: Catalogue, taste: LabTaste
) -> Iterable[LabPanel]:
    """Yield a panel of each marker; what cannot be converted stands in the Diary alone."""
    told = tell_labs(facts, judgement, catalogue)
    seen = (one for one in told if one.on <= judgement.today)
    for marker, results in by_marker(seen, catalogue).items():
        if marker.key not in taste.hidden:
            unit = unit_drawn(marker, results, taste)
            yield LabPanel(marker, unit, tuple(_point(marker, unit, one) for one in results))


def _point(marker: Marker, unit: LabUnit, told: ToldResult) -> LabPoint:
    def converted(value: float | None) -> float | None:
        return None if value is None else marker.convert(value, told.result.unit, unit.ucum)

    low, high = range_of(told) or (None, None)
    return LabPoint(told.value_in(unit), converted(low), converted(high), told)


def _days_shown(
    marks: tuple[DoseMark, ...],
    extras: tuple[ExtraMark, ...],
    lines: tuple[SymptomLine, ...],
    panels: tuple[LabPanel, ...],
) -> Iterable[date]:
    yield from (min(mark.planned, mark.given or mark.planned) for mark in marks[:1])
    yield from (mark.on for mark in extras)
    yield from (line.first for line in lines)
    yield from (panel.points[0].on for panel in panels)
