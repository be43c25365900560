"""Draws any facts a logbook may hold, with the texts that break careless programs."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from b12tracker import assets
from b12tracker.domain.appointments import Appointment
from b12tracker.domain.calendar_events import ExportedEvent
from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import (
    LARGEST_DOSE_UG,
    GivenBy,
    Injection,
    Route,
    Site,
    Substance,
)
from b12tracker.domain.interruptions import Move, NotRecorded, Pause, Reason, Skip
from b12tracker.domain.lab_checks import LabCheck
from b12tracker.domain.labs import Comparator, LabResult, OwnMarker
from b12tracker.domain.plain import FIRST_YEAR, LAST_YEAR
from b12tracker.domain.plan import Cause, Open, Phase, Plan, Severity
from b12tracker.domain.supplies import Box
from b12tracker.domain.symptoms import Observer, OwnSymptom, Recall, SymptomEntry
from tests.builders import intervals

AWKWARD = (
    "=SUM(A1:A9)",
    "@cmd",
    "It’s “quoted” 'and' \"again\"; --",
    "two\nlines\r\nand a\ttab",
    "💉 µg",
    "שלום עולם",
    "null",
    "a\x00b",
    " ",
    "\u2028",
    "\ufeff",
)
TEXTS = st.sampled_from(AWKWARD) | st.text(max_size=30)
DATES = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
IDS = st.uuids(version=4).map(str)
DOSES = st.none() | st.floats(0, LARGEST_DOSE_UG, exclude_min=True, allow_subnormal=False)
SYMPTOM_KEYS = [symptom.key for symptom in assets.catalogue().symptoms]
MARKERS_AND_UNITS = [
    (marker.key, unit.ucum) for marker in assets.catalogue().markers for unit in marker.units
]


def perhaps(kind: Any) -> st.SearchStrategy[Any]:
    """Draw one of an enumeration's words, or nothing."""
    return st.none() | st.sampled_from(kind)


INJECTIONS = st.builds(
    Injection,
    given_on=DATES,
    about=st.booleans(),
    given_at=st.none() | st.times(),
    dose_ug=DOSES,
    substance=perhaps(Substance),
    route=perhaps(Route),
    site=perhaps(Site),
    lot=TEXTS,
    box=st.none() | IDS,
    given_by=perhaps(GivenBy),
    reactions=st.lists(TEXTS, max_size=3).map(tuple),
    note=TEXTS,
    id=IDS,
)

SYMPTOM_ENTRIES = st.builds(
    SymptomEntry,
    on=DATES,
    scores=st.dictionaries(
        st.sampled_from(SYMPTOM_KEYS), st.integers(0, 10), min_size=1, max_size=4
    ),
    observer=st.sampled_from(Observer),
    recall=st.sampled_from(Recall),
    note=TEXTS,
    id=IDS,
)

PATIENTS = st.builds(
    Patient,
    name=TEXTS,
    birth_date=st.none() | DATES,
    sex=st.sampled_from([None, "female", "male"]),
    follows=st.lists(st.sampled_from(SYMPTOM_KEYS), unique=True, max_size=4).map(tuple),
    sites=st.lists(st.sampled_from(Site), unique=True, max_size=4).map(tuple),
    reorder_days=st.none() | st.integers(0, 366),
)

NAMES = TEXTS.filter(str.strip)
OWN_KEYS = IDS.map(lambda text: f"own-{text[:8]}")
OWN_SYMPTOMS = st.builds(OwnSymptom, key=OWN_KEYS, name=NAMES, id=IDS)
OWN_MARKERS = st.builds(OwnMarker, key=OWN_KEYS, name=NAMES, unit=NAMES, id=IDS)

LAB_CHECKS = st.builds(
    LabCheck,
    phase=IDS,
    markers=st.lists(
        st.sampled_from([key for key, _ in MARKERS_AND_UNITS]), min_size=1, max_size=3, unique=True
    ).map(tuple),
    first_after_days=st.integers(0, 3660),
    then_every=st.none() | intervals(),
    window_days=st.integers(0, 366),
    lead_days=st.integers(0, 366),
    before_injection=st.booleans(),
    id=IDS,
)

AMOUNTS = st.none() | st.floats(0, 1e6, exclude_min=True, allow_subnormal=False)
COUNTS = st.none() | st.integers(0, 1000)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Draw a box of ampoules, some of which may be lost."""
    ampoules = draw(st.integers(1, 1000))
    return Box(
        product=draw(TEXTS),
        substance=draw(perhaps(Substance)),
        strength_ug_per_ml=draw(AMOUNTS),
        volume_ml=draw(AMOUNTS),
        lot=draw(TEXTS),
        expires=draw(st.none() | DATES),
        ampoules=ampoules,
        lost=draw(st.integers(0, ampoules)),
        needles=draw(COUNTS),
        syringes=draw(COUNTS),
        got_on=draw(st.none() | DATES),
        note=draw(TEXTS),
        id=draw(IDS),
    )


@st.composite
def lab_results(draw: st.DrawFn) -> LabResult:
    """Draw a result of a known marker in one of its units."""
    marker, unit = draw(st.sampled_from(MARKERS_AND_UNITS))
    low, high = sorted(draw(st.lists(st.floats(0, 1e6), min_size=2, max_size=2)))
    return LabResult(
        collected_on=draw(DATES),
        marker=marker,
        value=draw(st.floats(0, 1e9)),
        unit=unit,
        comparator=draw(perhaps(Comparator)),
        range_low=draw(st.sampled_from([None, low])),
        range_high=draw(st.sampled_from([None, high])),
        flag=draw(TEXTS),
        laboratory=draw(TEXTS),
        before_injection=draw(st.booleans()),
        note=draw(TEXTS),
        id=draw(IDS),
    )


@st.composite
def phases(draw: st.DrawFn, first_dose: date | None) -> Phase:
    """Draw a phase that starts on a date, or follows the one before."""
    every = draw(intervals())
    doses = draw(st.none() | st.integers(1, 1000))
    tolerance = st.integers(0, int(every.days))
    return Phase(
        every,
        name=draw(TEXTS),
        goal=draw(TEXTS),
        first_dose=first_dose,
        doses=doses,
        open=draw(st.sampled_from(Open)) if doses is None else Open.UNTIL_REVIEWED,
        dose_ug=draw(DOSES),
        substance=draw(perhaps(Substance)),
        route=draw(perhaps(Route)),
        early_days=draw(tolerance),
        late_days=draw(tolerance),
        id=draw(IDS),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of up to four phases."""
    starts = draw(st.dates(date(FIRST_YEAR, 1, 1), date(2150, 1, 1)))
    drawn = []
    for place in range(draw(st.integers(0, 4))):
        dated = place == 0 or draw(st.booleans())
        drawn.append(draw(phases(starts if dated else None)))
        starts += timedelta(days=draw(st.integers(1, 2000)))
    return Plan(
        tuple(drawn),
        cause=draw(perhaps(Cause)),
        severity=draw(perhaps(Severity)),
        prescriber=draw(TEXTS),
        id=draw(IDS),
    )


APPOINTMENTS = st.builds(
    Appointment,
    on=DATES,
    with_whom=TEXTS,
    questions=st.lists(TEXTS, max_size=4).map(tuple),
    agreed=TEXTS,
    id=IDS,
)
EXPORTED_EVENTS = st.builds(
    ExportedEvent,
    uid=NAMES,
    on=DATES,
    sequence=st.integers(0, 1000),
    cancelled=st.booleans(),
    id=IDS,
)

SKIPS = st.builds(Skip, planned=DATES, reason=st.sampled_from(Reason), note=TEXTS, id=IDS)
MOVES = st.builds(Move, planned=DATES, to=DATES, later_too=st.booleans(), id=IDS)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[date, date]:
    """Draw a first and a last day."""
    first, last = sorted(draw(st.lists(DATES, min_size=2, max_size=2)))
    return first, last


PAUSES = st.builds(
    lambda days, is_open, reason, note, id: Pause(
        days[0], None if is_open else days[1], reason, note, id
    ),
    stretches(),
    st.booleans(),
    st.sampled_from(Reason),
    TEXTS,
    IDS,
)
NOT_RECORDED = st.builds(lambda days, id: NotRecorded(*days, id), stretches(), IDS)

ONE_FACT: st.SearchStrategy[Fact] = st.one_of(
    PATIENTS,
    plans(),
    INJECTIONS,
    SYMPTOM_ENTRIES,
    lab_results(),
    OWN_SYMPTOMS,
    OWN_MARKERS,
    LAB_CHECKS,
    boxes(),
    APPOINTMENTS,
    EXPORTED_EVENTS,
    SKIPS,
    MOVES,
    PAUSES,
    NOT_RECORDED,
)


def whole_logbooks() -> st.SearchStrategy[Facts]:
    """Draw everything a logbook may hold; every id in it is there once."""
    several = {"max_size": 3}
    drawn = st.builds(
        Facts,
        patient=PATIENTS,
        plans=st.lists(plans(), **several).map(tuple),
        injections=st.lists(INJECTIONS, **several).map(tuple),
        symptoms=st.lists(SYMPTOM_ENTRIES, **several).map(tuple),
        lab_results=st.lists(lab_results(), **several).map(tuple),
        pauses=st.lists(PAUSES, **several).map(tuple),
        not_recorded=st.lists(NOT_RECORDED, **several).map(tuple),
        skips=st.lists(SKIPS, **several).map(tuple),
        moves=st.lists(MOVES, **several).map(tuple),
        own_symptoms=st.lists(OWN_SYMPTOMS, **several, unique_by=lambda own: own.key).map(tuple),
        own_markers=st.lists(OWN_MARKERS, **several, unique_by=lambda own: own.key).map(tuple),
        lab_checks=st.lists(LAB_CHECKS, **several).map(tuple),
        boxes=st.lists(boxes(), **several).map(tuple),
        appointments=st.lists(APPOINTMENTS, **several).map(tuple),
        exported_events=st.lists(EXPORTED_EVENTS, **several).map(tuple),
    )
    return drawn.filter(_every_id_once)


def _every_id_once(facts: Facts) -> bool:
    ids = [fact.id for fact in facts.entries]
    ids += [phase.id for plan in facts.plans for phase in plan.phases]
    return len(ids) == len(set(ids))


@st.composite
def two_logbooks(draw: Any) -> tuple[Facts, Facts]:
    """Draw two logbooks that went apart: they share some facts, and some say something else."""
    here, there = draw(whole_logbooks()), draw(whole_logbooks())
    mixed = {
        kind.name: _mixed(draw, getattr(here, kind.name), getattr(there, kind.name))
        for kind in fields(Facts)
        if kind.name != "patient"
    }
    patient = draw(st.sampled_from((here.patient, there.patient, Patient())))
    mix = Facts(patient=patient, **mixed)
    assume(_every_id_once(mix))
    return here, mix


def _mixed(draw: Any, here: tuple[Any, ...], there: tuple[Any, ...]) -> tuple[Any, ...]:
    kept = [fact for fact in here if draw(st.booleans())]
    changed = [replace(other, id=fact.id) for fact, other in zip(kept, there, strict=False)]
    return (*changed, *kept[len(changed) :], *there[len(kept) :])
