"""What the timeline draws: doses, symptoms and labs on one time axis."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .catalogue import Catalogue
from .facts import Facts
from .injection import Injection
from .interruptions import Pause
from .judgement import Judgement, PlannedDose
from .labs import Comparator, LabResult, LabUnit, Marker
from .plan import Every
from .symptoms import SymptomEntry

PANELS_FIRST = ("mma", "homocysteine", "hemoglobin", "b12_active", "b12_total")
"""The markers that tell most about the effect come first."""


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
    """One score, 0 to 10, of one date."""

    on: date
    severity: int
    entry_id: str


@dataclass(frozen=True)
class SymptomLine:
    """The scores of one symptom, oldest first."""

    key: str
    name: str
    points: tuple[SymptomPoint, ...]


@dataclass(frozen=True)
class LabPoint:
    """One result, converted to the panel's unit; ``result`` is what was reported."""

    value: float
    low: float | None
    high: float | None
    result: LabResult

    @property
    def on(self) -> date:
        """The collection date."""
        return self.result.collected_on

    @property
    def comparator(self) -> Comparator | None:
        """Whether the value is only known to lie below or above."""
        return self.result.comparator


@dataclass(frozen=True)
class LabPanel:
    """The results of one marker in one unit, oldest first.

    Attributes:
        neutral: the level rises after every injection, so no range is drawn.
    """

    marker: Marker
    unit: LabUnit
    points: tuple[LabPoint, ...]

    @property
    def neutral(self) -> bool:
        """Whether results are shown without a range."""
        return self.marker.rises_on_treatment


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


def build_timeline(facts: Facts, judgement: Judgement, catalogue: Catalogue) -> TimelineState:
    """Return what the timeline draws on the day of the judgement."""
    today = judgement.today
    marks = tuple(DoseMark(dose) for dose in judgement.doses)
    extras = tuple(_extras(judgement))
    lines = tuple(_lines(facts, today, catalogue))
    panels = tuple(_panels(facts, today, catalogue))
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
    for entry in sorted(entries, key=_entry_order):
        for key, severity in entry.scores.items():
            points[key].append(SymptomPoint(entry.on, severity, entry.id))
    followed = [key for key in facts.patient.follows if key in points]
    others = [key for key in sorted(points) if key not in followed]
    for key in [*followed, *others]:
        symptom = catalogue.symptom.get(key)
        yield SymptomLine(key, symptom.name if symptom else key, tuple(points[key]))


def _entry_order(entry: SymptomEntry) -> tuple[date, str, str]:
    return (entry.on, entry.observer, entry.id)


def _panels(facts: Facts, today: date, catalogue: Catalogue) -> Iterable[LabPanel]:
    results: dict[str, list[LabResult]] = defaultdict(list)
    for result in facts.lab_results:
        if result.collected_on <= today and _is_known(result, catalogue):
            results[result.marker].append(result)
    first = [key for key in PANELS_FIRST if key in results]
    others = [key for key in catalogue.marker if key in results and key not in first]
    for key in [*first, *others]:
        yield _panel(catalogue.marker[key], results[key])


def _is_known(result: LabResult, catalogue: Catalogue) -> bool:
    """Whether marker and unit are known; what is not cannot be drawn, and stands in the Diary."""
    marker = catalogue.marker.get(result.marker)
    return marker is not None and any(unit.ucum == result.unit for unit in marker.units)


def _panel(marker: Marker, results: list[LabResult]) -> LabPanel:
    """Return one marker's results in the unit of the latest one."""
    ordered = sorted(results, key=lambda result: (result.collected_on, result.id))
    unit = marker.unit(ordered[-1].unit)
    return LabPanel(marker, unit, tuple(_point(marker, unit, result) for result in ordered))


def _point(marker: Marker, unit: LabUnit, result: LabResult) -> LabPoint:
    low, high = result.range or (None, None)
    return LabPoint(
        value=marker.convert(result.value, result.unit, unit.ucum),
        low=None if low is None else marker.convert(low, result.unit, unit.ucum),
        high=None if high is None else marker.convert(high, result.unit, unit.ucum),
        result=result,
    )


def _days_shown(
    marks: tuple[DoseMark, ...],
    extras: tuple[ExtraMark, ...],
    lines: tuple[SymptomLine, ...],
    panels: tuple[LabPanel, ...],
) -> Iterable[date]:
    yield from (min(mark.planned, mark.given or mark.planned) for mark in marks[:1])
    yield from (mark.on for mark in extras)
    yield from (line.points[0].on for line in lines)
    yield from (panel.points[0].on for panel in panels)
