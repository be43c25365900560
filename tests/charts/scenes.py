"""States to draw, and a drawn timeline that can be asked what it shows."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from numpy.typing import NDArray

from b12tracker.charts.canvas import Box
from b12tracker.charts.fonts import PX_PER_INCH, ChartFont
from b12tracker.charts.picture import Mark
from b12tracker.charts.style import LIGHT, Style
from b12tracker.charts.timeline_chart import draw_timeline
from b12tracker.charts.words import ENGLISH, TimelineWords
from b12tracker.domain.catalogue import Catalogue
from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import Injection
from b12tracker.domain.judgement import PlannedDose, Status, judge
from b12tracker.domain.lab_story import CyclePlace, ToldResult
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.plan import Every, Phase, Plan, Unit
from b12tracker.domain.reading import Basis, Reading
from b12tracker.domain.schedule import Slot
from b12tracker.domain.symptoms import Observer, Recall, Symptom, SymptomEntry
from b12tracker.domain.timeline import (
    DoseMark,
    ExtraMark,
    LabPanel,
    LabPoint,
    PhaseBand,
    SymptomLine,
    SymptomPoint,
    SymptomSeries,
    TimelineState,
    build_timeline,
)
from tests.planned import planned_slots

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)

MMA = Marker(
    "mma",
    "Methylmalonic acid",
    "MMA",
    (LabUnit("nmol/L", 1, "nmol/L"), LabUnit("umol/L", 1000, "µmol/L")),
)
HB = Marker("hemoglobin", "Haemoglobin", "Hb", (LabUnit("g/dL", 1, "g/dL"),))
B12 = Marker(
    "b12_total",
    "Vitamin B12",
    "B12",
    (LabUnit("pmol/L", 1, "pmol/L"), LabUnit("pg/mL", 0.738, "pg/mL")),
    rises_on_treatment=True,
)
SYMPTOMS = {
    "fatigue": "Fatigue",
    "numbness": "Numbness",
    "brain_fog": "Brain fog",
    "tongue": "Sore tongue",
    "mood": "Low mood",
    "tingling": "Pins and needles in the feet",
}
FIVE = tuple(SYMPTOMS)[:5]
CATALOGUE = Catalogue(
    tuple(Symptom(key, "group", name) for key, name in SYMPTOMS.items()), (MMA, HB, B12)
)

MONTHLY = Phase(
    Every(1, Unit.MONTH), "Maintenance", first_dose=date(2026, 1, 5), early_days=7, late_days=7
)
WEEKLY = Phase(
    Every(1, Unit.WEEK), "Repletion", first_dose=date(2026, 1, 5), early_days=2, late_days=2
)
DAILY = Phase(Every(1, Unit.DAY), "Loading", first_dose=date(2026, 1, 5))


def a_dose(
    planned: date, status: Status, given: date | None = None, phase: Phase = MONTHLY
) -> DoseMark:
    """Return a planned dose as the timeline shows it."""
    slot = Slot(phase, 0, planned, phase.every.after(planned, 1), planned)
    return DoseMark(PlannedDose(slot, status, Injection(given) if given else None))


def an_extra(on: date, before_plan: bool = False) -> ExtraMark:
    """Return an injection that met no planned dose."""
    return ExtraMark(Injection(on), before_plan)


def a_series(
    scores: dict[date, int], observer: Observer = Observer.SELF, recall: Recall = Recall.DAY
) -> SymptomSeries:
    """Return scores by one observer and of one recall."""
    kind = (observer, recall)
    points = (SymptomPoint(on, score, f"entry of {on}", *kind) for on, score in scores.items())
    return SymptomSeries(*kind, tuple(points))


def a_line(scores: dict[date, int], key: str = "fatigue", *others: SymptomSeries) -> SymptomLine:
    """Return the scores of one symptom: the patient's daily ones, and others."""
    series = (a_series(scores), *others) if scores else others
    return SymptomLine(key, SYMPTOMS[key], series)


def a_panel(
    *values: tuple[date, float],
    marker: Marker = MMA,
    limits: tuple[float | None, float | None] = (None, None),
    comparator: Comparator | None = None,
    published: bool = False,
) -> LabPanel:
    """Return results of one marker in its first unit, all with the same range."""
    unit = marker.units[0]
    low, high = limits
    reading = Reading(basis=Basis.PUBLISHED if published else Basis.LABORATORY)
    points = []
    for on, value in values:
        result = LabResult(on, marker.key, value, unit.ucum, comparator)
        points.append(LabPoint(value, low, high, ToldResult(result, marker, CyclePlace(), reading)))
    return LabPanel(marker, unit, tuple(points))


def a_state(**fields: object) -> TimelineState:
    """Return a state; without fields it is empty."""
    given = {"today": TODAY, "first": TODAY - 90 * DAY, "last": TODAY + 14 * DAY, **fields}
    return TimelineState(**given)  # type: ignore[arg-type]


NOT_GIVEN = (Status.SKIPPED, Status.PAUSED, Status.NOT_RECORDED)


@cache
def every_status() -> TimelineState:
    """Return one monthly dose of each status, a top-up, and one injection before the plan."""
    first, step = date(2026, 3, 1), timedelta(days=30)
    dates = [first + number * step for number in range(11)]
    given = {
        Status.ON_TIME: dates[0] + 2 * DAY,
        Status.EARLY: dates[1] - 9 * DAY,
        Status.LATE: dates[2] + 10 * DAY,
    }
    open_ones = (Status.OVERDUE, Status.DUE, Status.UPCOMING)
    statuses = (*given, Status.MISSED, *open_ones, *NOT_GIVEN)
    doses = tuple(
        a_dose(planned, status, given.get(status))
        for planned, status in zip(dates, statuses, strict=False)
    )
    extras = (an_extra(first - 40 * DAY, before_plan=True), an_extra(dates[3] + 12 * DAY))
    phases = (PhaseBand("Maintenance", MONTHLY.every, first, None),)
    days = {"today": dates[5], "first": first - 40 * DAY, "last": dates[10]}
    return a_state(**days, doses=doses, extras=extras, phases=phases)


def a_regimen(phase: Phase, count: int, missed: Sequence[int] = ()) -> TimelineState:
    """Return so many doses of one phase, given on the day but for those missed."""
    start = phase.first_dose
    assert start is not None
    doses = []
    for number in range(count):
        planned = phase.every.after(start, number)
        gone = number in missed
        status = Status.MISSED if gone else Status.ON_TIME
        doses.append(a_dose(planned, status, None if gone else planned, phase))
    band = PhaseBand(phase.name, phase.every, start, None)
    last = doses[-1].planned + DAY
    return a_state(today=last, first=start, last=last, doses=tuple(doses), phases=(band,))


@cache
def two_years() -> TimelineState:
    """Return weekly doses, then monthly ones, some late, early, missed; symptoms and labs."""
    start = TODAY - 735 * DAY
    plan = Plan(
        (
            Phase(WEEKLY.every, "Repletion", "", start, 8, early_days=2, late_days=2),
            Phase(MONTHLY.every, "Maintenance", early_days=7, late_days=7),
        )
    )
    deviations = {3: 4, 5: -1, 12: 6, 13: 12, 16: -9, 21: 10, 23: -5}
    slots = [slot for slot in planned_slots((plan,), TODAY) if slot.planned <= TODAY]
    given = [
        slot.planned + deviations.get(place, 0) * DAY
        for place, slot in enumerate(slots)
        if place not in (18, 19)
    ]
    given += [slots[22].planned + 10 * DAY, start - 20 * DAY, start - 48 * DAY]
    return _built((plan,), given, ("fatigue", "numbness", "brain_fog"), start, 15)


@cache
def twenty_years() -> TimelineState:
    """Return six phases kept badly, five symptoms, and seventy results of each marker."""
    start, chance = date(2006, 3, 1), random.Random(9)
    rhythms = (
        ("Loading", Every(1, Unit.DAY), start, 7, 0),
        ("Repletion", WEEKLY.every, None, 10, 2),
        ("Maintenance", Every(3, Unit.MONTH), date(2006, 9, 1), None, 14),
        ("Closer", Every(2, Unit.MONTH), date(2012, 1, 1), None, 7),
        ("Monthly again", MONTHLY.every, date(2016, 5, 1), None, 7),
        ("Relapse", Every(2, Unit.WEEK), date(2024, 1, 10), None, 3),
    )
    phases = (
        Phase(every, name, "", first, doses, early_days=days, late_days=days)
        for name, every, first, doses, days in rhythms
    )
    plan = Plan(tuple(phases))
    given = [start - (30 * number + 40) * DAY for number in range(9)]
    given += [start + chance.randint(0, 7500) * DAY for _ in range(25)]
    for slot in planned_slots((plan,), TODAY):
        days = slot.phase.early_days
        off = (
            chance.randint(-days, days)
            if chance.random() < 0.8
            else chance.randint(-days, 3 * days)
        )
        if chance.random() > 0.08:
            given.append(slot.planned + off * DAY)
    return _built((plan,), [day for day in given if day <= TODAY], tuple(SYMPTOMS), start, 70)


def _built(
    plans: tuple[Plan, ...], given: list[date], follows: tuple[str, ...], start: date, labs: int
) -> TimelineState:
    chance = random.Random(4)
    span = (TODAY - start).days
    entries, results = [], []
    for day in range(span):
        if day // 40 % 5 != 4 and chance.random() < 0.9:
            scores = {key: chance.randint(place, place + 5) for place, key in enumerate(follows)}
            entries.append(SymptomEntry(start + day * DAY, scores))
    for number in range(labs):
        on, below = start + span * number // labs * DAY, number % 9 == 8
        comparator = Comparator.BELOW if below else None
        value = chance.randint(150, 900)
        results.append(LabResult(on, "mma", value, "nmol/L", comparator, None, 400))
        results.append(LabResult(on, "hemoglobin", 11 + value / 300, "g/dL", None, 12, 15.5))
        results.append(LabResult(on, "b12_total", value, "pmol/L", None, 150, 650))
    injections = tuple(Injection(on) for on in given)
    facts = Facts(Patient(follows=follows), plans, injections, tuple(entries), tuple(results))
    return build_timeline(facts, judge(facts, TODAY), CATALOGUE)


class Drawing:
    """A timeline, drawn, with every artist by its name."""

    def __init__(
        self,
        state: TimelineState,
        first: date | None = None,
        last: date | None = None,
        size: tuple[int, int] = (1040, 400),
        px: float = 12,
        style: Style = LIGHT,
        ratio: int = 1,
        words: TimelineWords = ENGLISH,
    ) -> None:
        inches = (size[0] / PX_PER_INCH, size[1] / PX_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=PX_PER_INCH * ratio)
        self.canvas = FigureCanvasAgg(self.figure)
        self.ratio, self.size = ratio, size
        first, last = first or state.first, last or state.last
        self.picture = draw_timeline(
            self.figure, state, style, ChartFont(px=px), first, last, words
        )

    @cached_property
    def artists(self) -> dict[str, Any]:
        """Every artist by its name; no two share one."""
        found = [one for one in self.figure.get_children() if one.get_gid()]
        named = {str(one.get_gid()): one for one in found}
        assert len(named) == len(found)
        return named

    @property
    def texts(self) -> dict[str, str]:
        """Everything written, by the name of its artist."""
        return {name: one.get_text() for name, one in self.artists.items() if isinstance(one, Text)}

    def box(self, name: str) -> Box:
        """Return the edges of a text as it is rendered, in chart pixels from the top left."""
        extent = self.artists[name].get_window_extent(self.canvas.get_renderer())
        height = self.size[1]
        left, right = extent.x0 / self.ratio, extent.x1 / self.ratio
        return Box(left, height - extent.y1 / self.ratio, right, height - extent.y0 / self.ratio)

    def pieces(self, name: str) -> list[NDArray[np.float64]]:
        """Return the polygons or polylines of an artist, in chart pixels from the top left."""
        if name not in self.artists:
            return []
        path = self.artists[name].get_path()
        starts = [*np.flatnonzero(path.codes == Path.MOVETO), len(path.codes)]
        pieces = [(path.vertices[a:b], path.codes[a:b]) for a, b in pairwise(starts)]
        return [vertices[codes != Path.CLOSEPOLY] for vertices, codes in pieces]

    def boxes(self, name: str) -> list[Box]:
        """Return the edges of every piece of an artist."""
        return [Box(*piece.min(axis=0), *piece.max(axis=0)) for piece in self.pieces(name)]

    def colours(self, name: str) -> tuple[str, str]:
        """Return the colours inside and around an artist."""
        artist = self.artists[name]
        return to_hex(artist.get_facecolor()), to_hex(artist.get_edgecolor())

    def marks(self, kind: str) -> list[Mark]:
        """Return what can be pointed at, of one kind."""
        return [mark for mark in self.picture.marks if mark.kind == kind]

    def faults(self) -> list[str]:
        """Return which texts overlap, and which run over the figure's edge."""
        width, height = self.size
        boxes = sorted(((self.box(name), name) for name in self.texts), key=lambda one: one[0].left)
        found = []
        for place, (box, name) in enumerate(boxes):
            if box.left < 0 or box.top < -0.5 or box.right > width or box.bottom > height + 0.5:
                found.append(f"{name} is cut")
            for other, other_name in boxes[place + 1 :]:
                if other.left >= box.right:
                    break
                if box.meets(other, -0.5):
                    found.append(f"{name} overlaps {other_name}")
        return found
