"""One small invented logbook that many tests of the window open."""

from datetime import date, timedelta

from b12tracker.domain.facts import Fact, Facts, Patient
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.domain.labs import Comparator
from b12tracker.domain.plan import Cause, Open, Severity
from b12tracker.storage.logbook import Logbook
from tests.builders import a_lab_result, a_phase, a_plan, a_symptom_entry, an_id, an_injection

TODAY = date(2026, 11, 22)
"""A Sunday."""

DAY = timedelta(days=1)

REPLETION = a_phase(
    "1 week",
    "2026-10-05",
    doses=6,
    name="Repletion",
    dose_ug=1000,
    substance=Substance.HYDROXOCOBALAMIN,
    route=Route.INTRAMUSCULAR,
    id=an_id(101),
)
MAINTENANCE = a_phase(
    "1 month",
    name="Maintenance",
    goal="Keep the level",
    dose_ug=1000,
    open=Open.FOR_LIFE,
    id=an_id(102),
)
PLAN = a_plan(
    REPLETION,
    MAINTENANCE,
    cause=Cause.PERNICIOUS_ANAEMIA,
    severity=Severity.NEUROLOGICAL,
    prescriber="Dr Osei",
    id=an_id(100),
)
"""Mondays from 5 October to 9 November, then 9 December and monthly on."""


def given(number: int, on: str, site: Site, **more: object) -> Injection:
    """Return an injection of the story."""
    return an_injection(
        on,
        id=an_id(number),
        dose_ug=1000,
        substance=Substance.HYDROXOCOBALAMIN,
        route=Route.INTRAMUSCULAR,
        site=site,
        given_by=GivenBy.SELF,
        **more,
    )


LEFT, RIGHT = Site.LEFT_VASTUS_LATERALIS, Site.RIGHT_VASTUS_LATERALIS
INJECTIONS = (
    given(1, "2026-10-05", LEFT),
    given(2, "2026-10-19", RIGHT, reactions=("site_reaction",)),
    given(3, "2026-10-29", LEFT, note="Surgery was closed"),
    given(4, "2026-11-02", RIGHT, lot="H23B07"),
    given(5, "2026-11-09", LEFT, at="08:30"),
    given(6, "2026-11-15", RIGHT, note="Before travelling"),
)
"""On time, (12 October missed,) on time, three days late, on time, on time, and a top-up."""

SYMPTOMS = (
    a_symptom_entry("2026-11-19", scores={"fatigue": 6, "tingling": 3}, id=an_id(11)),
    a_symptom_entry("2026-11-21", scores={"fatigue": 4, "tingling": 0}, id=an_id(12)),
)
LABS = (
    a_lab_result(
        "2026-10-01", 96, "pmol/L", range_low=145.0, range_high=569.0, flag="L", id=an_id(21)
    ),
    a_lab_result(
        "2026-11-18", 290, "nmol/L", marker="mma", range_high=280.0, flag="H", id=an_id(22)
    ),
    a_lab_result("2026-11-18", 1476, "pmol/L", comparator=Comparator.ABOVE, id=an_id(23)),
)
PATIENT = Patient(follows=("fatigue", "tingling"))
STORY: tuple[Fact, ...] = (PATIENT, PLAN, *INJECTIONS, *SYMPTOMS, *LABS)


def on_disk(logbook: Logbook) -> Facts:
    """Read a logbook's file as another program would."""
    other = Logbook.open(logbook.path, "another-copy")
    held = other.facts()
    other.close()
    return held
