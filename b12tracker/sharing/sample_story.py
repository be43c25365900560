"""The sample logbook: an invented patient's story, told anew for any day."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from dateutil.relativedelta import relativedelta

from b12tracker.domain.facts import Facts, Patient
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance
from b12tracker.domain.labs import Comparator, LabResult
from b12tracker.domain.plan import Cause, Every, Phase, Plan, Severity, Unit
from b12tracker.domain.symptoms import SymptomEntry

Story = Mapping[str, Any]
SAMPLE = UUID("b12b12b1-2b12-4b12-8b12-b12b12b12b12")

WEEKLY = Every(1, Unit.WEEK)
MONTHLY = Every(1, Unit.MONTH)


def tell(story: Story, today: date) -> Facts:
    """Return the story as the facts of a logbook that ends on ``today``."""
    plan = _plan(story["plan"], today)
    injections = tuple(_injections(story, plan))
    return Facts(
        patient=Patient(name=story["patient"]["name"], follows=tuple(story["patient"]["follows"])),
        plans=(plan,),
        injections=injections,
        symptoms=tuple(_symptoms(story["symptoms"], plan, injections, today)),
        lab_results=tuple(_lab_results(story["labs"], plan)),
    )


def _id(*parts: object) -> str:
    return str(uuid5(SAMPLE, " ".join(map(str, parts))))


def _plan(told: Story, today: date) -> Plan:
    """Place the plan so that the coming maintenance dose is due a few days after ``today``."""
    coming = today + timedelta(days=told["next_in_days"])
    months_of_maintenance = len(told["maintenance"]["given"])
    last_weekly = coming - relativedelta(months=months_of_maintenance + 1)
    first = last_weekly - timedelta(weeks=told["repletion"]["weeks"] - 1)
    return Plan(
        phases=(
            _phase(told, "repletion", WEEKLY, first, told["repletion"]["weeks"]),
            _phase(told, "maintenance", MONTHLY, None, None),
        ),
        cause=Cause(told["cause"]),
        severity=Severity(told["severity"]),
        prescriber=told["prescriber"],
        id=_id("plan"),
    )


def _phase(told: Story, key: str, every: Every, first: date | None, doses: int | None) -> Phase:
    return Phase(
        every=every,
        name=told[key]["name"],
        goal=told[key]["goal"],
        first_dose=first,
        doses=doses,
        dose_ug=told["dose_ug"],
        substance=Substance(told["substance"]),
        route=Route(told["route"]),
        early_days=told[key]["tolerance_days"],
        late_days=told[key]["tolerance_days"],
        id=_id("phase", key),
    )


def _planned(plan: Plan, maintenance_dose: int) -> date:
    """Return the planned date of a maintenance dose; -1 is the first dose of all."""
    repletion, maintenance = plan.phases
    first = repletion.first_dose or date.min
    if maintenance_dose < 0:
        return first
    last_weekly = WEEKLY.after(first, (repletion.doses or 1) - 1)
    return MONTHLY.after(maintenance.every.after(last_weekly, 1), maintenance_dose)


def _given_on(story: Story, plan: Plan) -> Iterator[tuple[date, str]]:
    """Yield the date of each injection, and what its note says if it has one."""
    told = story["plan"]
    for week, late in enumerate(told["repletion"]["given"]):
        yield _planned(plan, -1) + timedelta(weeks=week, days=late), ""
    for number, late in enumerate(told["maintenance"]["given"]):
        if late != "missed":
            given_on = _planned(plan, number) + timedelta(days=late)
            yield given_on, ""
            for top_up in told["top_up"]:
                if top_up["after_maintenance_dose"] == number:
                    yield given_on + timedelta(days=top_up["days"]), top_up["note"]


def _injections(story: Story, plan: Plan) -> Iterator[Injection]:
    told = story["injections"]
    phase = plan.phases[0]
    for number, (given_on, note) in enumerate(_given_on(story, plan)):
        yield Injection(
            given_on=given_on,
            dose_ug=phase.dose_ug,
            substance=phase.substance,
            route=phase.route,
            site=Site(told["sites"][number % len(told["sites"])]),
            lot=told["lots"][number // 10 % len(told["lots"])],
            given_by=GivenBy(told["given_by"]),
            reactions=tuple(told["reactions"].get(str(number), ())),
            note=note or told["notes"].get(str(number), ""),
            id=_id("injection", number),
        )


def _symptoms(
    told: Story, plan: Plan, injections: tuple[Injection, ...], today: date
) -> Iterator[SymptomEntry]:
    chance = Random(told["seed"])
    first = _planned(plan, -1)
    given = sorted(injection.given_on for injection in injections)
    curves = {key: curve for key, curve in told.items() if isinstance(curve, Mapping)}
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        since = (day - max(earlier for earlier in given if earlier <= day)).days
        noise = {key: chance.gauss(0, 0.6) for key in curves}
        if chance.random() >= told["logged_share"]:
            continue
        scores = {key: _severity(curve, number, since, noise[key]) for key, curve in curves.items()}
        yield SymptomEntry(day, scores, id=_id("symptoms", number))


def _severity(curve: Story, day: int, since_injection: int, noise: float) -> int:
    settling = max(0.0, 1 - day / (7 * curve["weeks"]))
    level = curve["settled"] + (curve["start"] - curve["settled"]) * settling
    rise = curve["rise_per_day"] * max(0, since_injection - curve["quiet_days"])
    severity: float = level + min(rise, 5) + noise
    return max(0, min(10, round(severity)))


def _lab_results(told: list[Story], plan: Plan) -> Iterator[LabResult]:
    for draw in told:
        drawn = _planned(plan, draw["dose"]) + timedelta(days=draw["days"])
        for result in draw["results"]:
            yield LabResult(
                collected_on=drawn,
                marker=result["marker"],
                value=float(result["value"]),
                unit=result["unit"],
                comparator=Comparator(result["comparator"]) if "comparator" in result else None,
                range_low=result.get("low"),
                range_high=result.get("high"),
                flag=result.get("flag", ""),
                laboratory="Riverside Pathology (invented)",
                note=draw.get("note", ""),
                id=_id("lab", draw["dose"], result["marker"]),
            )
